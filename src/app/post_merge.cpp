// SPDX-License-Identifier: MIT
#include "app/displaced.hpp"
#include "app/update_run.hpp"
#include "io/copies.hpp"
#include "io/environment.hpp"

#include <algorithm>
#include <utility>

namespace session::app {
namespace {

/// `git merge --squash` committed nothing: what it lists is noted until the commit comes.
Result<void> note_squash(HookRun& run) {
  const Workspace& workspace = run.workspace;
  std::vector<ObjectId> ids = git::read_squash_ids(workspace.location);
  if (ids.empty()) return {};
  SESSION_TRY(const auto repository, open_for_hook(run));
  SESSION_TRY(const Head head, repository->read_head());
  if (!head.id) return {};
  SESSION_TRY(const auto tree, repository->read_index_tree());
  SESSION_TRY(const auto lock, lock_workspace(workspace));
  State state = read_state(workspace);
  run.decision = "squash of " + std::to_string(ids.size()) + " commits noted";
  state.squash = PendingSquash{*head.id, tree.value_or(ObjectId{}), std::move(ids)};
  return write_state(workspace, state);
}

/// The merge commit that git made just now; a fast-forward made none. MERGE_HEAD still stands, so only the
/// reflog and the parents tell.
Result<bool> made_merge(git::Repository& repository, const ObjectId& head, ObjectId& before) {
  SESSION_TRY(const auto entry, repository.read_newest_reflog_entry());
  SESSION_TRY(const Commit commit, repository.read_commit(head));
  if (entry && entry->after == head) before = entry->before;
  return commit.parents.size() > 1 && (before.hex.empty() || commit.parents.front() == before);
}

Result<void> follow_merge(HookRun& run) {
  const Workspace& workspace = run.workspace;
  const bool absent = io::find_file_kind(workspace.document) == io::FileKind::absent;
  if (absent && !io::find_newest_copy(workspace.copies_dir(), io::CopyKind::local)) return {};
  run.operation = git::read_operation(workspace.location, io::find_variable);
  if (run.operation == Operation::rebase || run.operation == Operation::am) return {};
  if (!run.arguments.empty() && run.arguments.front() == "1")
    return absent ? Result<void>() : note_squash(run);
  SESSION_TRY(const auto repository, open_for_hook(run));
  SESSION_TRY(const Head head, repository->read_head());
  if (!head.id) return {};
  ObjectId before;
  SESSION_TRY(const bool made, made_merge(*repository, *head.id, before));
  if (!before.hex.empty()) {
    const Move move{before, *head.id, "merge"};
    if (absent) {
      SESSION_CHECK(restore_document(run, *repository, move));
    } else {
      SESSION_CHECK(report_replaced(run, *repository, move));
    }
  }
  return run_update(run, *repository, {head, made, git::holds_autostash(workspace.location)});
}

}  // namespace

int run_post_merge(int argc, char** argv) noexcept {
  return run_hook("post-merge", argc, argv, follow_merge);
}

}  // namespace session::app
