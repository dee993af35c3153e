// SPDX-License-Identifier: MIT
#include "app/record.hpp"

#include "app/command_run.hpp"
#include "app/history_search.hpp"
#include "app/named_history.hpp"
#include "app/update_run.hpp"
#include "core/checkpoint/checkpoint.hpp"
#include "core/recording/update_text.hpp"
#include "core/text/compare_texts.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace session::app {
namespace {

constexpr std::size_t kShownLines = 10;

template <class T>
void append(std::vector<T>& to, const std::vector<T>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

/// One run of the command under the lock.
class RecordRun {
 public:
  RecordRun(const Workspace& workspace, git::Repository& repository, const Head& head,
            const NamedCommits& named)
      : workspace_(workspace), repository_(repository), head_(head), named_(named) {}

  Result<UpdatePlan> plan(const LockedSession& session);
  /// What became of each commit, oldest first.
  [[nodiscard]] const std::vector<NamedOutcome>& outcomes() const { return outcomes_; }

 private:
  void leave_out_known(const LockedSession& session, const Journal& journal,
                       std::vector<CommitToRecord>& commits);
  Result<UpdatePlan> reconcile_again(const LockedSession& session, const UpdatePlan& first,
                                     UpdateFacts facts);
  void tell(const std::vector<NamedOutcome>& recorded);

  const Workspace& workspace_;
  git::Repository& repository_;
  const Head& head_;
  const NamedCommits& named_;
  std::set<ObjectId> known_;  ///< that entries show already
  std::vector<NamedOutcome> outcomes_;
};

/// Work that is recorded is left alone. By a person's own wish a single commit is recorded again whose entry
/// was deleted.
void RecordRun::leave_out_known(const LockedSession& session, const Journal& journal,
                                std::vector<CommitToRecord>& commits) {
  const RewriteMap rewrites(journal);
  const Draft draft(session.document);
  const auto& items = draft.items(SectionKind::completed);
  std::set<ObjectId> members;
  for (const Work& work : collect_works(journal)) {
    const auto ids = rewrites.find_all(work.commits);
    const auto is_shown = [&ids](const DraftItem& item) { return names_one_of(item.hash, ids); };
    const bool stands =
        named_.is_range || !work.reopens.empty() || std::any_of(items.begin(), items.end(), is_shown);
    if (stands) members.insert(ids.begin(), ids.end());
  }
  std::erase_if(commits, [&](const CommitToRecord& commit) {
    const bool is_known = members.contains(commit.commit.id);
    if (is_known) known_.insert(commit.commit.id);
    return is_known;
  });
}

Result<UpdatePlan> RecordRun::plan(const LockedSession& session) {
  const Journal journal = read_journal(workspace_);
  UpdateRequest request;
  request.head = head_;
  request.keep_changes = git::holds_autostash(workspace_.location);
  request.thorough = true;
  request.named = named_.commits;
  known_.clear();
  leave_out_known(session, journal, request.named);
  std::vector<CommitToRecord> copies;
  SESSION_TRY(const auto since,
              find_named_history(repository_, journal, named_.later, request.named, copies));
  for (const CommitToRecord& copy : copies) known_.insert(copy.commit.id);
  request.planned.insert(request.planned.end(), since.rewrites.begin(), since.rewrites.end());
  request.planned.insert(request.planned.end(), since.reverts.begin(), since.reverts.end());

  std::vector<Message> messages;
  SESSION_TRY(auto facts, gather_update(workspace_, repository_, session, request, messages));
  UpdatePlan plan = plan_update(session.document, session.state, facts, workspace_.settings);
  plan.messages.insert(plan.messages.begin(), messages.begin(), messages.end());
  plan.shared.insert(plan.shared.begin(), request.planned.begin(), request.planned.end());
  tell(plan.named);
  return reconcile_again(session, plan, std::move(facts));
}

/// What was recorded just now may have been reverted or rewritten since: the document that the first plan
/// makes is reconciled, and both plans become one.
Result<UpdatePlan> RecordRun::reconcile_again(const LockedSession& session, const UpdatePlan& first,
                                              UpdateFacts facts) {
  SESSION_TRY(const auto document,
              parse_own_document(workspace_, apply_edits(session.document.text, first.edits)));
  HistorySpan span{.head = head_,
                   .tip = find_last_tip(session.state, head_),
                   .made = std::nullopt,
                   .amended = std::nullopt,
                   .thorough = true};
  span.planned = first.shared;
  append(span.planned, first.records);
  SESSION_TRY(auto history, search_history(workspace_, repository_, session.state, document, span));
  facts.commits.clear();
  facts.discovered = std::move(history.discovered);
  facts.reconcile = std::move(history.facts);
  UpdatePlan plan = plan_update(document, first.state, facts, workspace_.settings);
  plan.edits = compare_texts(session.document.text, apply_edits(document.text, plan.edits));
  plan.records.insert(plan.records.begin(), first.records.begin(), first.records.end());
  plan.shared.insert(plan.shared.begin(), first.shared.begin(), first.shared.end());
  plan.messages.insert(plan.messages.begin(), first.messages.begin(), first.messages.end());
  plan.changes.insert(plan.changes.begin(), first.changes.begin(), first.changes.end());
  plan.recorded = first.recorded;
  return plan;
}

void RecordRun::tell(const std::vector<NamedOutcome>& recorded) {
  outcomes_.clear();
  auto next = recorded.begin();
  for (const CommitToRecord& commit : named_.commits) {
    if (known_.contains(commit.commit.id)) {
      outcomes_.push_back(
          {NamedOutcome::Kind::known, format_known(commit.abbreviated, find_subject(commit.commit.message))});
    } else if (next != recorded.end()) {
      outcomes_.push_back(*next++);
    }
  }
}

void count(const std::vector<NamedOutcome>& outcomes, NamedCounts& counts) {
  for (const NamedOutcome& outcome : outcomes) {
    switch (outcome.kind) {
      case NamedOutcome::Kind::recorded: ++counts.recorded; break;
      case NamedOutcome::Kind::known: ++counts.known; break;
      case NamedOutcome::Kind::not_taken: ++counts.not_taken; break;
    }
  }
}

}  // namespace

Result<RecordReport> record_commits(const Workspace& workspace, git::Repository& repository,
                                    const std::vector<std::string>& revisions) {
  if (auto refusal = find_refusal(workspace); !refusal.empty())
    return RecordReport{{}, std::move(refusal), 1};
  SESSION_TRY(const auto bytes, read_document(workspace));
  if (!bytes) return fail_without_document(workspace);
  SESSION_TRY(const Head head, repository.read_head());
  if (!head.id && revisions.empty()) return fail(ErrorKind::git, "there is no commit yet");
  SESSION_TRY(auto named,
              read_named_commits(workspace, repository, head,
                                 revisions.empty() ? std::vector<std::string>{"HEAD"} : revisions));
  RecordRun run(workspace, repository, head, named);
  SESSION_TRY(auto written, write_update(workspace, repository, head, "record",
                                         [&run](const LockedSession& session) { return run.plan(session); }));
  RecordReport report;
  report.messages = std::move(named.messages);
  append(report.messages, written.messages);
  append(report.messages, written.plan.messages);
  count(run.outcomes(), named.counts);
  report.status = named.counts.unreachable + named.counts.not_taken > 0 ? 1 : 0;
  for (std::size_t i = 0; i < std::min(run.outcomes().size(), kShownLines); ++i)
    report.lines.push_back(run.outcomes()[i].text);
  if (report.lines.size() != 1 || named.counts.sum() != 1)
    report.lines.push_back(format_counts(named.counts));
  return report;
}

}  // namespace session::app
