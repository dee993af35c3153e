// SPDX-License-Identifier: MIT
// The commits that a person wants recorded, and what history did with them since. Private to src/app.
#pragma once

#include "app/workspace.hpp"
#include "core/recording/commit_request.hpp"
#include "core/recording/named_commits.hpp"
#include "core/recording/session_update.hpp"
#include "core/recording/works.hpp"
#include "git/repository.hpp"

#include <string>
#include <vector>

namespace session::app {

/// What is to be recorded, as far as it can be told without the document.
struct NamedCommits {
  std::vector<CommitToRecord> commits;  ///< `by_hand`, oldest first
  bool is_range = false;                ///< the rules of recording were applied
  std::vector<Message> messages;
  NamedCounts counts;         ///< of those that are left out
  std::vector<Commit> later;  ///< HEAD's history from the oldest of them on, newest first
};

/// Reads the commits, with a progress bar on a terminal. Where one was rewritten and no name leads to it, the
/// commit that took its place stands for it.
[[nodiscard]] Result<NamedCommits> read_named_commits(const Workspace& workspace, git::Repository& repository,
                                                      const Head& head,
                                                      const std::vector<std::string>& revisions);

/// What HEAD's history did with commits that are about to be recorded.
struct NamedHistory {
  std::vector<RevertRecord> reverts;    ///< that are not in the journal yet
  std::vector<RewriteRecord> rewrites;  ///< copies
};

/// Finds reverts and copies of the commits. `commits` that are copies of other ones, or of recorded work, are
/// taken out and put into `copies`.
[[nodiscard]] Result<NamedHistory> find_named_history(git::Repository& repository, const Journal& journal,
                                                      const std::vector<Commit>& later,
                                                      std::vector<CommitToRecord>& commits,
                                                      std::vector<CommitToRecord>& copies);

}  // namespace session::app
