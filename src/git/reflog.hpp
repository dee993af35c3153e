// SPDX-License-Identifier: MIT
// The newest lines of HEAD's reflog, from its file or, where refs are kept in a reftable, from git.
#pragma once

#include "core/commit.hpp"
#include "core/error.hpp"
#include "git/location.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace session::git {

/// The last line of a reflog, read from the end of the file, however long it is. Nothing when the file is
/// absent or empty; ErrorKind::git when its last line is no reflog line.
[[nodiscard]] Result<std::optional<ReflogEntry>> read_newest_reflog_line(const std::filesystem::path& file);

/// Where the newest line `checkout: moving from X to Y` among the last ones went: Y, a branch or an id.
/// Nothing when there is none.
[[nodiscard]] std::optional<std::string> read_last_checkout(const std::filesystem::path& file);

/// Where HEAD stood before each of the resets that came right before the newest line; the last one first.
[[nodiscard]] std::vector<ObjectId> read_reset_starts(const std::filesystem::path& file);

/// The newest lines of HEAD's reflog as `git log -g` tells them, the newest one first. Git does not show
/// where HEAD stood before: that is where the line below went to, and nowhere for the first commit of a
/// branch.
[[nodiscard]] std::vector<ReflogEntry> list_reflog(const Location& location, const Environment& environment,
                                                   std::size_t count);

/// The same for HEAD of a repository of either kind.
[[nodiscard]] std::optional<std::string> read_last_checkout(const Location& location,
                                                            const Environment& environment);
[[nodiscard]] std::vector<ObjectId> read_reset_starts(const Location& location,
                                                      const Environment& environment);

}  // namespace session::git
