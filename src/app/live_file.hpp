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

/// Notes what was written, so that the live lines can be put back when git replaces the file.
[[nodiscard]] Result<void> note_live_file(const Workspace& workspace, std::string_view bytes);

/// For uninstall: takes the comments around live lines out of the file, so that it shows as a person reads
/// it. Gives the lines for standard output; none when there is nothing to do.
[[nodiscard]] Result<std::vector<std::string>> release_live_file(const Workspace& workspace, bool dry_run);

/// Lets git see that the file on disk, whose stored form is `stored`, is the one in the index. Nothing when a
/// person changed what is stored. An index that another git holds is left to the next run.
[[nodiscard]] Result<void> refresh_index(const Workspace& workspace, git::Repository& repository,
                                         const std::string& stored, std::size_t size, bool written);

}  // namespace session::app
