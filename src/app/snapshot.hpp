// SPDX-License-Identifier: MIT
// Snapshots of SESSION.md: dated copies for people.
#pragma once

#include "app/workspace.hpp"
#include "core/error.hpp"

#include <string>

namespace session::app {

/// Writes `bytes` to the first free name of the day, `SESSION_SNAPSHOT_YYYY-MM-DD.md`, `…_1.md`, …, and gives
/// its path relative to the work tree. Nothing is ever written over. ErrorKind::settings when the snapshots
/// directory leads out of the work tree, ErrorKind::file when nothing can be written there.
[[nodiscard]] Result<std::string> write_snapshot(const Workspace& workspace, const std::string& bytes,
                                                 const std::string& date);

}  // namespace session::app
