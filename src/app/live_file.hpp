// SPDX-License-Identifier: MIT
// SESSION.md in the index: what the hooks write between wrap-ups shows on disk, and git does not see it.
#pragma once

#include "app/workspace.hpp"
#include "git/repository.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace session::app {

/// True when install gave SESSION.md our clean filter (info/attributes of the clone).
[[nodiscard]] bool has_filter(const Workspace& workspace);

/// What stands in SESSION.md as people read it, from the bytes on disk. Where git replaced the file by the
/// stored one, the live lines that this work tree had are put back in.
[[nodiscard]] std::string find_shown_text(const Workspace& workspace, const std::string& bytes);

/// True when SESSION.md had live lines the last time, and git has written it as it is stored since.
[[nodiscard]] Result<bool> is_live_file_replaced(const Workspace& workspace);

/// Notes what was written, so that the live lines can be put back when git replaces the file.
[[nodiscard]] Result<void> note_live_file(const Workspace& workspace, std::string_view bytes);

/// For uninstall: takes the comments around live lines out of the file, so that it shows as a person reads
/// it. Gives the lines for standard output; none when there is nothing to do.
[[nodiscard]] Result<std::vector<std::string>> release_live_file(const Workspace& workspace, bool dry_run);

/// For install: lets git look at the file anew, with the filter that it has now. True when git still sees a
/// change, because the stored file holds what the filter keeps out.
[[nodiscard]] Result<bool> settle_live_file(const Workspace& workspace, git::Repository& repository);

/// Lets git see that the file on disk, whose stored form is `stored`, is the one in the index. False when it
/// is not: a person changed what is stored. An index that another git holds is left to the next run.
[[nodiscard]] Result<bool> refresh_index(const Workspace& workspace, git::Repository& repository,
                                         const std::string& stored, std::size_t size, bool written);

}  // namespace session::app
