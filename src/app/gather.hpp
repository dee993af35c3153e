// SPDX-License-Identifier: MIT
// Asking git for the facts that the plans of the core need.
#pragma once

#include "app/workspace.hpp"
#include "core/checkpoint/verdict.hpp"
#include "core/recording/session_update.hpp"
#include "git/repository.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace session::app {

/// The uncommitted changes that count: without own files, untracked ones as the settings say, sorted by path.
[[nodiscard]] Result<std::vector<Change>> read_counted_changes(const Workspace& workspace,
                                                               git::Repository& repository);

/// Where the work stands now. `commit` is HEAD's commit when it was read already.
[[nodiscard]] Result<Checkpoint> read_checkpoint(const Workspace& workspace, git::Repository& repository,
                                                 const Head& head, const std::optional<Commit>& commit,
                                                 std::int64_t now);

/// True when the commit changes something, and nothing but own files.
[[nodiscard]] Result<bool> touches_only_own_files(const Workspace& workspace, git::Repository& repository,
                                                  const Commit& commit);

/// The commit with what the plan needs to know of it. `journal` may be null: then no record can be replaced.
[[nodiscard]] Result<CommitToRecord> describe_commit(const Workspace& workspace, git::Repository& repository,
                                                     Commit commit, const Journal* journal);

/// The record of a commit that this one is a copy or rewrite of: same author, author date and subject,
/// another id, and no commit that this one builds on.
[[nodiscard]] const CommitRecord* find_twin(git::Repository& repository, const Journal& journal,
                                            const Commit& commit);

/// Commits that no hook saw, oldest first.
struct MissedCommits {
  std::vector<CommitToRecord> commits;
  std::vector<Message> messages;  ///< the hint when there are too many
};

/// Commits between the last seen tip of the branch and `head` (both left out) that catch-up records: no
/// merges, made by git's identities, dated after install, not reachable from a ref seen at install. More than
/// 50: none, with a hint.
[[nodiscard]] Result<MissedCommits> find_missed_commits(const Workspace& workspace,
                                                        git::Repository& repository, const State& state,
                                                        const Head& head, bool include_head);

/// How HEAD relates to the recorded commit.
[[nodiscard]] Result<Relation> read_relation(const Workspace& workspace, git::Repository& repository,
                                             const RecordedCheckpoint& recorded, const Head& head,
                                             const Journal& journal);

}  // namespace session::app
