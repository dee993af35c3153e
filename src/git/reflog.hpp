// SPDX-License-Identifier: MIT
// The end of a reflog file.
#pragma once

#include "core/commit.hpp"
#include "core/error.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace session::git {

/// The last line of a reflog, read from the end of the file, however long it is. Nothing when the file is
/// absent or empty; ErrorKind::git when its last line is no reflog line.
[[nodiscard]] Result<std::optional<ReflogEntry>> read_newest_reflog_line(const std::filesystem::path& file);

/// The last lines of a reflog, newest first, at most `limit`, and no more than stand in the last 256 KiB.
/// None when the file is absent or empty; what stands before a line that is no reflog line is left out.
[[nodiscard]] std::vector<ReflogEntry> read_reflog_lines(const std::filesystem::path& file,
                                                         std::size_t limit);

/// Where the newest line `checkout: moving from X to Y` went: Y, a branch or an id. Nothing when there is
/// none. Lines come newest first, here and below.
[[nodiscard]] std::optional<std::string> find_last_checkout(const std::vector<ReflogEntry>& lines);

/// Where HEAD stood before each of the resets that came right before the newest line; the last one first.
[[nodiscard]] std::vector<ObjectId> find_reset_starts(const std::vector<ReflogEntry>& lines);

}  // namespace session::git
