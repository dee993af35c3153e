// SPDX-License-Identifier: MIT
// What all writing hooks share: find out what happened, plan, write, and say so.
#pragma once

#include "app/hook_main.hpp"
#include "app/session_run.hpp"
#include "git/repository.hpp"

#include <vector>

namespace session::app {

/// What a writing run is about.
struct UpdateRequest {
  Head head;
  bool made_commit = false;   ///< the user made HEAD's commit just now
  bool keep_changes = false;  ///< git holds an autostash
  /// A command that a person waits for: look for all works, also of sessions that were wrapped up, and list
  /// the uncommitted changes however long that takes.
  bool thorough = false;
  std::vector<CommitToRecord> named = {};   ///< commits that a person wants recorded, oldest first
  std::vector<JournalRecord> planned = {};  ///< what was found out about them and is in no file yet
};

/// Gathers the facts of a run under the lock. Messages (of commits too many to catch up with) go to
/// `messages`.
[[nodiscard]] Result<UpdateFacts> gather_update(const Workspace& workspace, git::Repository& repository,
                                                const LockedSession& session, const UpdateRequest& request,
                                                std::vector<Message>& messages);

/// A whole writing run of a hook; begins anew when an editor saved the file meanwhile.
[[nodiscard]] Result<void> run_update(HookRun& run, git::Repository& repository,
                                      const UpdateRequest& request);

}  // namespace session::app
