// SPDX-License-Identifier: MIT
// The item commands: start, done, next, block, unblock, reopen. Writing runs like those of the hooks.
#pragma once

#include "app/workspace.hpp"
#include "core/document/draft.hpp"
#include "core/message.hpp"
#include "git/repository.hpp"

#include <optional>
#include <string>
#include <vector>

namespace session::app {

/// What came of a command.
struct ItemReport {
  std::vector<std::string> lines;  ///< the lines of SESSION.md that it changed
  std::vector<Message> messages;
  int status = 0;  ///< 1: nothing was written, the messages say why
};

/// What `block` adds.
struct BlockRequest {
  BlockerCells cells;
  std::string item;  ///< that is held up; empty for none
};

/// Puts an item first in In Progress. An empty note is the usual one. ErrorKind::usage for a text that says
/// nothing, as with all of these; ErrorKind::document without SESSION.md.
[[nodiscard]] Result<ItemReport> start_item(const Workspace& workspace, git::Repository& repository,
                                            const std::string& text, const std::string& note);

/// Completes an item, with the hash of the commit that `revision` names. ErrorKind::git for a revision that
/// git does not know.
[[nodiscard]] Result<ItemReport> complete_item(const Workspace& workspace, git::Repository& repository,
                                               const std::string& item,
                                               const std::optional<std::string>& revision);

/// Appends next actions.
[[nodiscard]] Result<ItemReport> add_next_actions(const Workspace& workspace, git::Repository& repository,
                                                  const std::vector<std::string>& texts);

/// Adds a blocker.
[[nodiscard]] Result<ItemReport> add_blocker(const Workspace& workspace, git::Repository& repository,
                                             const BlockRequest& request);

/// Resolves a blocker.
[[nodiscard]] Result<ItemReport> resolve_blocker(const Workspace& workspace, git::Repository& repository,
                                                 const std::string& item);

/// Takes a completed item back to In Progress.
[[nodiscard]] Result<ItemReport> reopen_item(const Workspace& workspace, git::Repository& repository,
                                             const std::string& item);

}  // namespace session::app
