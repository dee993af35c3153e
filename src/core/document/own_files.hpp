// SPDX-License-Identifier: MIT
// Which paths of the work tree are the program's own: SESSION.md, its snapshots, its archive.
#pragma once

#include "core/settings.hpp"

#include <string>
#include <string_view>

namespace session {

/// True for SESSION.md, `SESSION_SNAPSHOT_*.md` and `SESSION_ARCHIVE.md` in the snapshots directory. `path`
/// is relative to the work tree, with `/` between folders, as git gives it.
[[nodiscard]] bool is_own_path(std::string_view path, const Settings& settings);

/// The path of a snapshot: date as YYYY-MM-DD; `copy` counts from 0, which has no suffix.
[[nodiscard]] std::string format_snapshot_path(const Settings& settings, std::string_view date, int copy);

}  // namespace session
