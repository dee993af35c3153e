// SPDX-License-Identifier: MIT
#include "app/hook_main.hpp"
#include "app/session_run.hpp"
#include "io/environment.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace session::app {
namespace {

/// What git did to make HEAD's commit, read from the newest reflog line.
struct NewCommit {
  Commit commit;
  std::optional<Commit> amended;
};

/// An amend has the parents of the commit that stood there before: in the reflog, or, where none is kept
/// (core.logAllRefUpdates), at the tip that the last run saw.
Result<NewCommit> read_new_commit(git::Repository& repository, const ObjectId& head,
                                  const std::optional<ObjectId>& tip) {
  NewCommit result;
  SESSION_TRY(result.commit, repository.read_commit(head));
  SESSION_TRY(const auto entry, repository.read_newest_reflog_entry());
  const auto earlier = entry && entry->after == head ? std::optional(entry->before) : tip;
  if (!earlier || earlier->is_null() || *earlier == head) return result;
  const auto& parents = result.commit.parents;
  if (std::find(parents.begin(), parents.end(), *earlier) != parents.end()) return result;
  auto before = repository.read_commit(*earlier);
  if (before && before->parents == parents) result.amended = *std::move(before);
  return result;
}

/// Fills in what HEAD's commit replaces.
Result<CommitToRecord> describe_new_commit(const Workspace& workspace, git::Repository& repository,
                                           NewCommit made) {
  const std::int64_t authored = made.commit.author.seconds;
  // The times differ for picks and rewrites; only then can the journal know the work already.
  const bool copied = authored != made.commit.committer.seconds;
  if (!made.amended && !copied)
    return describe_commit(workspace, repository, std::move(made.commit), nullptr);
  const Journal journal = read_journal(workspace);
  SESSION_TRY(auto described, describe_commit(workspace, repository, std::move(made.commit), &journal));
  if (!made.amended) return described;
  if (const CommitRecord* record = find_record(journal, made.amended->id)) {
    described.replaces = *record;
  } else if (const CommitRecord* twin = find_twin(repository, journal, *made.amended)) {
    // A rebase copied the recorded commit while nothing was written, and the copy was amended.
    described.replaces = *twin;
  } else if (!described.replaces) {
    const auto installed = read_install_record(workspace);
    described.amends_older = installed && made.amended->committer.seconds < installed->seconds;
  }
  return described;
}

Result<UpdateFacts> gather_facts(const Workspace& workspace, git::Repository& repository,
                                 const LockedSession& session, const Head& head, HookRun& run) {
  UpdateFacts facts;
  std::optional<ObjectId> tip;
  if (const auto found = session.state.tips.find(head.branch.value_or(""));
      found != session.state.tips.end()) {
    tip = found->second;
  }
  SESSION_TRY(NewCommit made, read_new_commit(repository, *head.id, tip));
  const auto is_tip = [&](const ObjectId& id) { return tip == id; };
  const bool continues = (made.amended && is_tip(made.amended->id)) ||
                         std::any_of(made.commit.parents.begin(), made.commit.parents.end(), is_tip);
  if (!continues) {
    SESSION_TRY(auto missed, find_missed_commits(workspace, repository, session.state, head, false));
    facts.commits = std::move(missed.commits);
    run.messages.insert(run.messages.end(), missed.messages.begin(), missed.messages.end());
  }
  SESSION_TRY(facts.checkpoint, read_checkpoint(workspace, repository, head, made.commit, io::read_clock()));
  SESSION_TRY(auto described, describe_new_commit(workspace, repository, std::move(made)));
  facts.commits.push_back(std::move(described));
  facts.keep_changes =
      io::find_file_kind(workspace.location.git_dir / "MERGE_AUTOSTASH") != io::FileKind::absent;
  facts.plan = read_plan(workspace, session.state);
  SESSION_TRY(facts.rules, repository.read_trailer_rules());
  return facts;
}

Result<void> record_commit(HookRun& run) {
  const Workspace& workspace = run.workspace;
  if (io::find_file_kind(workspace.document) == io::FileKind::absent) return {};
  run.operation = git::read_operation(workspace.location);
  const Operation operation = run.operation;
  if (operation == Operation::rebase || operation == Operation::am ||
      operation == Operation::cherry_pick_range || operation == Operation::revert_range) {
    return {};
  }
  SESSION_TRY(const auto repository, open_for_hook(run));
  SESSION_TRY(const Head head, repository->read_head());
  if (!head.id) return {};
  constexpr int kTries = 3;
  for (int i = 0; i < kTries; ++i) {
    HookRun attempt = run;
    SESSION_TRY(const auto session, open_session(workspace, *repository, head, attempt.messages));
    if (!session) {
      run.messages = std::move(attempt.messages);
      return {};
    }
    SESSION_TRY(const auto facts, gather_facts(workspace, *repository, *session, head, attempt));
    UpdatePlan plan = plan_update(session->document, session->state, facts, workspace.settings);
    SESSION_TRY(const Outcome outcome, carry_out(workspace, *session, plan));
    if (outcome == Outcome::overtaken) continue;
    run.messages = std::move(attempt.messages);
    run.messages.insert(run.messages.end(), plan.messages.begin(), plan.messages.end());
    run.decision = fmt::format("{}: {} of {} commits recorded, checkpoint {}", head.id->hex, plan.recorded,
                               facts.commits.size(), outcome == Outcome::written ? "written" : "unchanged");
    return {};
  }
  return fail(ErrorKind::file,
              fmt::format("'{}' changes all the time; the commit is recorded by the next run",
                          workspace.settings.session_file));
}

}  // namespace

int run_post_commit(int argc, char** argv) noexcept {
  return run_hook("post-commit", argc, argv, record_commit);
}

}  // namespace session::app
