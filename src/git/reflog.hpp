// SPDX-License-Identifier: MIT
// The end of a reflog file.
#pragma once

#include "core/commit.hpp"
#include "core/error.hpp"

#include <filesystem>
#include <optional>
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

}  // namespace session::git
