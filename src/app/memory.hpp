// SPDX-License-Identifier: MIT
// The memory files of a clone: session_history.md and handoff_patterns.md.
#pragma once

#include "app/workspace.hpp"
#include "core/error.hpp"
#include "core/handoff/memory.hpp"

#include <filesystem>
#include <string_view>

namespace session::app {

/// One of the two memory files (kSessionHistoryName, kHandoffPatternsName): in the folder `session.memory` of
/// the work tree, else in `memory/` of the clone's private state. ErrorKind::settings when the setting leads
/// out of the work tree through a link.
[[nodiscard]] Result<std::filesystem::path> find_memory_file(const Workspace& workspace,
                                                             std::string_view name);

/// What the files say; what is absent or can't be read is empty.
[[nodiscard]] Memory read_memory(const Workspace& workspace);

/// Adds one session to both files, under a lock that all work trees of the clone share.
[[nodiscard]] Result<void> write_memory(const Workspace& workspace, const RememberedSession& session,
                                        const HandoffRow& row);

}  // namespace session::app
