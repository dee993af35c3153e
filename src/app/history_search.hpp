// SPDX-License-Identifier: MIT
// Asks git what became of the commits behind the entries, and what came that no hook saw.
#pragma once

#include "app/workspace.hpp"
#include "core/recording/reconcile.hpp"
#include "core/recording/state.hpp"
#include "git/repository.hpp"

#include <optional>
#include <vector>

namespace session::app {

/// From where to where history is searched.
struct HistorySpan {
  Head head;
  std::optional<ObjectId> tip;      ///< where the branch (or the detached HEAD) stood when we saw it last
  std::optional<Commit> made;       ///< HEAD's commit, when the user made it just now
  std::optional<ObjectId> amended;  ///< the commit that it amended
  std::vector<ObjectId> left = {};  ///< where HEAD stood before the resets that came right before `made`
  bool thorough = false;            ///< look for all works, also of sessions that were wrapped up
  std::vector<JournalRecord> planned = {};  ///< records that are in no file yet
};

/// What the search found.
struct SearchedHistory {
  ReconcileFacts facts;
  std::vector<JournalRecord> discovered;  ///< rewrites and reverts that are in no journal yet
  std::vector<Commit> arrived;            ///< new in HEAD's history, newest first
  bool complete = true;                   ///< false: there is more than the search looks at
  std::vector<Work> works;
  std::vector<std::vector<ObjectId>> members;  ///< of each work
};

/// Where the branch of `head` (or the detached HEAD) stood when a run saw it last.
[[nodiscard]] std::optional<ObjectId> find_last_tip(const State& state, const Head& head);

/// Searches. Reads the journals; writes nothing.
[[nodiscard]] Result<SearchedHistory> search_history(const Workspace& workspace, git::Repository& repository,
                                                     const State& state, const Document& document,
                                                     const HistorySpan& span);

}  // namespace session::app
