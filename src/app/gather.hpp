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

/// How long the uncommitted changes may take: a hook never holds git up beyond checkpoint.time_limit_ms.
enum class Patience { limited, unlimited };

/// The uncommitted changes that count: without own files, untracked ones as the settings say, sorted by path.
/// `not_listed` as git::ChangeList has it.
struct CountedChanges {
  std::vector<Change> changes;
  std::optional<std::size_t> not_listed;
};
[[nodiscard]] Result<CountedChanges> read_counted_changes(const Workspace& workspace,
                                                          git::Repository& repository, Patience patience);

/// The same for a person who waits: all of them.
[[nodiscard]] Result<std::vector<Change>> read_all_changes(const Workspace& workspace,
                                                           git::Repository& repository);

/// Where the work stands now. `commit` is HEAD's commit when it was read already.
[[nodiscard]] Result<Checkpoint> read_checkpoint(const Workspace& workspace, git::Repository& repository,
                                                 const Head& head, const std::optional<Commit>& commit,
                                                 std::int64_t now, Patience patience);

/// True when the commit changes something, and nothing but own files.
[[nodiscard]] Result<bool> touches_only_own_files(const Workspace& workspace, git::Repository& repository,
                                                  const Commit& commit);

/// The commit with what the plan needs to know of it.
[[nodiscard]] Result<CommitToRecord> describe_commit(const Workspace& workspace, git::Repository& repository,
                                                     Commit commit);

/// The commits of HEAD's history that are not older than the oldest of `ids`, newest first: where reverts and
/// copies of them stand. Of very many the newest ones.
[[nodiscard]] Result<std::vector<Commit>> read_later_commits(git::Repository& repository, const Head& head,
                                                             const std::vector<ObjectId>& ids);

/// How HEAD relates to the recorded commit.
[[nodiscard]] Result<Relation> read_relation(const Workspace& workspace, git::Repository& repository,
                                             const RecordedCheckpoint& recorded, const Head& head,
                                             const Journal& journal);

}  // namespace session::app
