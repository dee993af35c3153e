// SPDX-License-Identifier: MIT
// `git session verify --fix`.
#include "app/command_run.hpp"
#include "app/update_run.hpp"
#include "app/verify.hpp"

#include <utility>

namespace session::app {
namespace {

/// What the checkpoint was before the run, by all that the run found out about history.
Result<Verdict> compare_before(const Workspace& workspace, git::Repository& repository,
                               const LockedSession& session, const UpdateFacts& facts) {
  const RecordedCheckpoint recorded = find_recorded(session.document, session.state);
  const Checkpoint& now = facts.checkpoint;
  const Journal journal = facts.reconcile ? facts.reconcile->journal : read_journal(workspace);
  SESSION_TRY(const auto relation, read_relation(workspace, repository, recorded, now.head, journal));
  return compare_checkpoint(recorded, ActualState{now.head, now.abbreviated, now.changes, Operation::none},
                            relation);
}

/// A checkpoint that was wrong is not put right without a word.
void tell_checkpoint(const Verdict& before, std::vector<Message>& messages) {
  if (before.kind == VerdictKind::match) return;
  messages.push_back({MessageKind::report, "refreshed the checkpoint; its verdict was: " + describe(before)});
}

}  // namespace

Result<Repair> fix_document(const Workspace& workspace, git::Repository& repository) {
  if (auto refusal = find_refusal(workspace); !refusal.empty()) return Repair{std::move(refusal), true};
  SESSION_TRY(const Head head, repository.read_head());
  UpdateRequest request;
  request.head = head;
  request.keep_changes = git::holds_autostash(workspace.location);
  request.thorough = true;
  const auto planner = [&](const LockedSession& session) -> Result<UpdatePlan> {
    std::vector<Message> messages;
    SESSION_TRY(const auto facts, gather_update(workspace, repository, session, request, messages));
    SESSION_TRY(const Verdict before, compare_before(workspace, repository, session, facts));
    UpdatePlan plan = plan_update(session.document, session.state, facts, workspace.settings);
    plan.messages.insert(plan.messages.begin(), messages.begin(), messages.end());
    if (head.id && session.document.find(SectionKind::checkpoint) != nullptr)
      tell_checkpoint(before, plan.messages);
    return plan;
  };
  SESSION_TRY(auto written, write_update(workspace, repository, head, "verify", planner));
  Repair repair{std::move(written.messages), false};
  repair.messages.insert(repair.messages.end(), written.plan.messages.begin(), written.plan.messages.end());
  return repair;
}

}  // namespace session::app
