// SPDX-License-Identifier: MIT
#include "app/displaced.hpp"
#include "app/live_file.hpp"
#include "app/session_run.hpp"
#include "io/copies.hpp"
#include "io/environment.hpp"

#include <fmt/core.h>

#include <utility>

namespace session::app {
namespace {

/// A rebase by `git am` starts with a checkout before its folder exists; only the reflog tells
/// (`rebase (start): checkout X`, with the words of GIT_REFLOG_ACTION in front).
Result<bool> starts_rebase(git::Repository& repository, const Head& head) {
  SESSION_TRY(const auto entry, repository.read_newest_reflog_entry());
  return entry && head.id && entry->after == *head.id &&
         entry->message.find(" (start): ") != std::string::npos;
}

/// Notes where a branch starts that was not seen before, so that catch-up knows what is new on it.
void note_tip(const Workspace& workspace, const Head& head) {
  if (!head.branch || !head.id) return;
  if (read_state(workspace).tips.contains(*head.branch)) return;
  const auto lock = lock_workspace(workspace);
  if (!lock) return;
  State state = read_state(workspace);
  state.tips.emplace(*head.branch, *head.id);
  // Without the note only catch-up on this branch is lost.
  (void)write_state(workspace, state);
}

Result<void> compare(HookRun& run, git::Repository& repository, const Head& head) {
  const Workspace& workspace = run.workspace;
  SESSION_TRY(const auto bytes, read_document(workspace));
  if (!bytes) return {};
  SESSION_TRY(const auto document, open_document(workspace, *bytes));
  const State state = read_state(workspace);
  if (!state.adopted && !is_session_document(document)) return {};
  SESSION_CHECK(keep_copy(workspace, repository, head, *bytes));

  const RecordedCheckpoint recorded = find_recorded(document, state);
  ActualState actual;
  actual.head = head;
  actual.operation = run.operation;
  if (head.id) {
    SESSION_TRY(actual.abbreviated, repository.abbreviate(*head.id));
  }
  const bool same_branch = recorded.branch == format_branch(head);
  // On another branch commits and changes are expected to differ, so they are not looked for.
  actual.changes.reset();
  if (same_branch) {
    SESSION_TRY(auto counted, read_counted_changes(workspace, repository, Patience::limited));
    if (!counted.not_listed) actual.changes = std::move(counted.changes);
  }
  SESSION_TRY(const auto relation,
              read_relation(workspace, repository, recorded, head, read_journal(workspace)));
  const Verdict verdict = compare_checkpoint(recorded, actual, relation);
  // Nothing recorded yet is nothing to warn about on a switch.
  if (verdict.kind != VerdictKind::no_checkpoint) {
    const auto messages = format_verdict(verdict, recorded, actual, workspace.settings.session_file);
    run.messages.insert(run.messages.end(), messages.begin(), messages.end());
  }
  run.decision += fmt::format("{}verdict {}", run.decision.empty() ? "" : "; ", describe(verdict.kind));
  note_tip(workspace, head);
  return {};
}

/// Where git has just written a tracked SESSION.md as it is stored, the live lines go back in.
Result<void> put_back_live_lines(HookRun& run, git::Repository& repository, const Head& head) {
  const Workspace& workspace = run.workspace;
  SESSION_TRY(const auto session, open_session(workspace, repository, head, run.messages));
  if (!session || !session->is_filtered) return {};
  UpdatePlan plan;
  plan.state = session->state;
  SESSION_TRY(const Outcome outcome, carry_out(workspace, repository, *session, plan));
  if (outcome == Outcome::written) run.decision += "; live lines put back";
  return {};
}

/// `git restore SESSION.md` and the like.
Result<void> check_out_file(HookRun& run) {
  const Workspace& workspace = run.workspace;
  SESSION_TRY(const bool is_replaced, is_live_file_replaced(workspace));
  if (!is_replaced || git::read_operation(workspace.location) != Operation::none) return {};
  SESSION_TRY(const auto repository, open_for_hook(run));
  SESSION_TRY(const Head head, repository->read_head());
  run.decision = "a file was checked out";
  return put_back_live_lines(run, *repository, head);
}

Result<void> check_out(HookRun& run) {
  if (run.arguments.size() != 3) return {};
  if (run.arguments[2] != "1") return check_out_file(run);
  const Workspace& workspace = run.workspace;
  const bool absent = io::find_file_kind(workspace.document) == io::FileKind::absent;
  if (absent && !io::find_newest_copy(workspace.copies_dir(), io::CopyKind::local)) return {};
  run.operation = git::read_operation(workspace.location);
  const Operation operation = run.operation;
  if (operation == Operation::rebase || operation == Operation::am || operation == Operation::bisect)
    return {};
  SESSION_TRY(const auto repository, open_for_hook(run));
  SESSION_TRY(const Head head, repository->read_head());
  SESSION_TRY(const bool rebase, starts_rebase(*repository, head));
  if (rebase) return {};
  const Move move{{run.arguments[0]}, {run.arguments[1]}, "switch"};
  if (absent) {
    SESSION_CHECK(restore_document(run, *repository, move));
  } else {
    SESSION_CHECK(report_replaced(run, *repository, move));
  }
  SESSION_CHECK(compare(run, *repository, head));
  SESSION_TRY(const bool is_replaced, is_live_file_replaced(workspace));
  if (!is_replaced || operation != Operation::none) return {};
  return put_back_live_lines(run, *repository, head);
}

}  // namespace

int run_post_checkout(int argc, char** argv) noexcept {
  return run_hook("post-checkout", argc, argv, check_out);
}

}  // namespace session::app
