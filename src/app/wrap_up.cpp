// SPDX-License-Identifier: MIT
#include "app/wrap_up.hpp"

#include "app/command_run.hpp"
#include "app/live_file.hpp"
#include "app/memory.hpp"
#include "app/snapshot.hpp"
#include "app/update_run.hpp"
#include "app/wrap_up_run.hpp"
#include "core/handoff/session_signs.hpp"
#include "core/text/time.hpp"
#include "io/environment.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace session::app {
namespace {

/// What could not be written beside the document is told; the wrap-up itself is done.
void tell_failure(const Error& error, WrapUpReport& report) {
  report.messages.push_back({MessageKind::warning, error.message});
  if (!error.hint.empty()) report.messages.push_back({MessageKind::hint, error.hint});
  report.status = exit_code(error.kind);
}

/// The newest of the sessions that are remembered; null when there is none.
const RememberedSession* find_last(const Memory& memory) {
  return memory.sessions.empty() ? nullptr : &memory.sessions.back();
}

}  // namespace

Result<std::vector<Commit>> WrapUpRun::read_own_commits(const State& state) {
  constexpr std::size_t kMostCommits = 2000;
  const auto start = find_session_start(state);
  if (!start || !head_.id) return std::vector<Commit>();
  SESSION_TRY(const auto identities, repository_.read_identities());
  if (!identities) return std::vector<Commit>();
  SESSION_TRY(auto list, repository_.read_commits(*head_.id, {}, kMostCommits, *start + 1));
  std::erase_if(list.commits, [&](const Commit& commit) {
    return commit.committer.seconds <= *start || !is_same_person(commit.author, identities->first) ||
           !is_same_person(commit.committer, identities->second);
  });
  return std::move(list.commits);
}

Result<UpdatePlan> WrapUpRun::plan(const LockedSession& session) {
  UpdateRequest request;
  request.head = head_;
  request.keep_changes = git::holds_autostash(workspace_.location);
  request.thorough = true;
  std::vector<Message> messages;
  SESSION_TRY(const auto facts, gather_update(workspace_, repository_, session, request, messages));
  SESSION_CHECK(check_wrap_up(session.document, facts.plan, options_));
  SESSION_TRY(commits_, read_own_commits(session.state));
  WrapUpFacts known;
  known.journal = facts.reconcile ? facts.reconcile->journal : read_journal(workspace_);
  for (const Commit& commit : commits_) known.commit_times.push_back(commit.committer.seconds);
  known.now = now_;
  const auto step = [&](Draft& draft, UpdatePlan& update) {
    done_ = apply_wrap_up(draft, update, facts, known, options_, workspace_.settings);
  };
  UpdatePlan plan = plan_update(session.document, session.state, facts, workspace_.settings, step);
  plan.messages.insert(plan.messages.begin(), messages.begin(), messages.end());
  bytes_ = apply_edits(session.document.text, plan.edits);
  SESSION_TRY(const auto document, parse_own_document(workspace_, bytes_));
  after_ = view_document(document);
  plan.publishes = done_.is_new;
  checkpoint_ = facts.checkpoint;
  if (!done_.is_new) return plan;
  row_ = plan_handoff_row(done_, session.state, after_, now_);
  note_hand_off(plan.state, after_, now_);
  return plan;
}

Result<WrapUpReport> wrap_up(const Workspace& workspace, git::Repository& repository,
                             const WrapUpOptions& options, bool snapshot) {
  if (auto refusal = find_refusal(workspace); !refusal.empty())
    return WrapUpReport{{}, std::move(refusal), 1};
  SESSION_TRY(const Head head, repository.read_head());
  WrapUpRun run(workspace, repository, head, options, io::read_clock());
  std::string kept;
  const auto planner = [&](const LockedSession& session) -> Result<UpdatePlan> {
    SESSION_TRY(auto plan, run.plan(session));
    // What a person wrote is never lost: the words that go stand in a snapshot and in a private copy.
    if (!run.done().dropped_own || kept == session.document.text) return plan;
    SESSION_CHECK(io::save_copy(workspace.copies_dir(), session.document.text, session.kind));
    if (snapshot) SESSION_CHECK(write_snapshot(workspace, session.document.text, run.done().date));
    kept = session.document.text;
    return plan;
  };
  SESSION_TRY(auto written, write_update(workspace, repository, head, "wrap-up", planner));
  if (written.plan.publishes && has_filter(workspace)) {
    written.messages.push_back(
        {MessageKind::hint,
         fmt::format("git stores it when you commit it: git commit {}", workspace.settings.session_file)});
  }
  WrapUpReport report;
  report.messages = std::move(written.messages);
  report.messages.insert(report.messages.end(), written.plan.messages.begin(), written.plan.messages.end());
  const WrapUp& done = run.done();
  std::string path;
  if (done.is_new) {
    if (snapshot) {
      const auto named = write_snapshot(workspace, run.bytes(), done.date);
      if (named) path = *named;
      if (!named) tell_failure(named.error(), report);
    }
    const Memory memory = read_memory(workspace);
    const auto remembered = plan_remembered(done, options, run.after(), run.checkpoint(), find_last(memory));
    const auto remembering = write_memory(workspace, remembered, run.row());
    if (!remembering) tell_failure(remembering.error(), report);
  }
  report.lines = format_wrap_up(done, path, run.checkpoint().changes.size());
  return report;
}

}  // namespace session::app
