// SPDX-License-Identifier: MIT
// Which paths of the work tree are the program's own: SESSION.md, its snapshots, its archive, and the memory
// files when a setting puts them there.
#pragma once

#include "core/settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace session {

/// The names of the memory files in their folder.
inline constexpr std::string_view kSessionHistoryName = "session_history.md";
inline constexpr std::string_view kHandoffPatternsName = "handoff_patterns.md";

/// The memory files that `session.memory` puts into the work tree; none without it. Relative to the work
/// tree.
[[nodiscard]] std::vector<std::string> list_memory_paths(const Settings& settings);

/// True for SESSION.md, `SESSION_SNAPSHOT_*.md` and `SESSION_ARCHIVE.md` in the snapshots directory, and
/// list_memory_paths. `path` is relative to the work tree, with `/` between folders, as git gives it.
[[nodiscard]] bool is_own_path(std::string_view path, const Settings& settings);

/// The path of a snapshot: date as YYYY-MM-DD; `copy` counts from 0, which has no suffix.
[[nodiscard]] std::string format_snapshot_path(const Settings& settings, std::string_view date, int copy);

/// The path of the archive.
[[nodiscard]] std::string format_archive_path(const Settings& settings);

}  // namespace session
