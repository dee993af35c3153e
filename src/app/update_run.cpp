// SPDX-License-Identifier: MIT
#include "app/update_run.hpp"

#include "app/history_search.hpp"
#include "core/checkpoint/checkpoint.hpp"
#include "core/recording/commit_links.hpp"
#include "git/reflog.hpp"
#include "io/environment.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

namespace session::app {
namespace {

constexpr std::size_t kCatchUpLimit = 50;
constexpr std::size_t kTwinLimit = 2000;

/// What git did to make HEAD's commit, read from the newest reflog line.
struct MadeCommit {
  Commit commit;
  std::optional<ObjectId> amended;
  bool picked = false;
};

/// An amend has the parents of the commit that stood there before: in the reflog, or, where none is kept
/// (core.logAllRefUpdates), at the tip that the last run saw.
Result<MadeCommit> read_made_commit(git::Repository& repository, const ObjectId& head,
                                    const std::optional<ObjectId>& tip) {
  MadeCommit made;
  SESSION_TRY(made.commit, repository.read_commit(head));
  SESSION_TRY(const auto entry, repository.read_newest_reflog_entry());
  const bool logged = entry && entry->after == head;
  made.picked = logged && entry->message.find("cherry-pick") != std::string::npos;
  const auto earlier = logged ? std::optional(entry->before) : tip;
  if (!earlier || earlier->is_null() || *earlier == head) return made;
  const auto& parents = made.commit.parents;
  if (std::find(parents.begin(), parents.end(), *earlier) != parents.end()) return made;
  const auto before = repository.read_commit(*earlier);
  if (before && before->parents == parents) made.amended = *earlier;
  return made;
}

/// True when history only went on by one ordinary commit, so that nothing has to be looked for.
bool only_goes_on(const Workspace& workspace, const State& state, const Head& head, const MadeCommit& made,
                  const std::optional<ObjectId>& tip) {
  const Commit& commit = made.commit;
  const bool same_branch = state.checkpoint && state.checkpoint->head.branch == head.branch;
  return tip && commit.parents.size() == 1 && commit.parents.front() == *tip && same_branch && !made.picked &&
         !made.amended && !state.squash && commit.author.seconds == commit.committer.seconds &&
         state.shared == read_shared_size(workspace) && find_reverted_commits(commit.message).empty();
}

/// Decides which of the arrived commits are recorded.
class CatchUp {
 public:
  CatchUp(const Workspace& workspace, git::Repository& repository, const SearchedHistory& history)
      : workspace_(workspace), repository_(repository), history_(history), rewrites_(history.facts.journal) {
    for (const auto& ids : history.members) {
      for (const ObjectId& id : ids) known_.insert(id.hex);
    }
    for (const JournalRecord& record : history.facts.journal.records) {
      if (const auto* const revert = std::get_if<RevertRecord>(&record)) reverts_.insert(revert->by.hex);
    }
  }

  [[nodiscard]] bool is_known(const ObjectId& id) const { return known_.contains(id.hex); }
  /// The commit with what the plan needs to know of it.
  Result<CommitToRecord> describe(const Commit& commit) const {
    SESSION_TRY(auto described, describe_commit(workspace_, repository_, commit));
    described.is_known_work = is_known(commit.id);
    described.reverts = reverts_.contains(commit.id.hex);
    return described;
  }
  /// True when the commit came from one that was never recorded on purpose: from before the install, or by
  /// somebody else.
  [[nodiscard]] bool is_of_unrecorded(const ObjectId& id, const InstallRecord& installed,
                                      const Signature& author) const;
  /// The commits, oldest first. `made` is left out.
  Result<std::vector<Commit>> select(const std::optional<ObjectId>& made);

 private:
  Result<bool> was_there_at_install(const Commit& commit, const InstallRecord& installed);

  const Workspace& workspace_;
  git::Repository& repository_;
  const SearchedHistory& history_;
  RewriteMap rewrites_;
  std::unordered_set<std::string> known_;
  std::unordered_set<std::string> reverts_;
  std::optional<std::vector<Commit>> older_;  ///< abandoned commits from before the install
};

bool CatchUp::is_of_unrecorded(const ObjectId& id, const InstallRecord& installed,
                               const Signature& author) const {
  std::vector<ObjectId> sources = rewrites_.find_sources(id);
  std::unordered_set<std::string> seen;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (!seen.insert(sources[i].hex).second) continue;
    const auto commit = repository_.read_commit(sources[i]);
    if (commit &&
        (commit->committer.seconds < installed.seconds || !is_same_person(commit->author, author))) {
      return true;
    }
    const std::vector<ObjectId> further = rewrites_.find_sources(sources[i]);
    sources.insert(sources.end(), further.begin(), further.end());
  }
  return false;
}

/// A commit that was written before the install may be the new form of one from that time.
Result<bool> CatchUp::was_there_at_install(const Commit& commit, const InstallRecord& installed) {
  if (commit.author.seconds >= installed.seconds) return false;
  if (!older_) {
    older_.emplace();
    for (const ObjectId& tip : installed.tips) {
      if (!repository_.read_commit(tip)) continue;
      SESSION_TRY(auto list, repository_.read_commits(tip, {commit.id}, kTwinLimit, 0));
      older_->insert(older_->end(), list.commits.begin(), list.commits.end());
    }
  }
  const std::string subject = find_subject(commit.message);
  return std::any_of(older_->begin(), older_->end(), [&](const Commit& older) {
    return older.author == commit.author && find_subject(older.message) == subject;
  });
}

Result<std::vector<Commit>> CatchUp::select(const std::optional<ObjectId>& made) {
  std::vector<Commit> selected;
  const auto installed = read_install_record(workspace_);
  if (!installed || history_.arrived.empty()) return selected;
  SESSION_TRY(const auto identities, repository_.read_identities());
  if (!identities) return selected;
  std::unordered_set<std::string> at_install;
  for (const ObjectId& tip : installed->tips) at_install.insert(tip.hex);
  for (auto commit = history_.arrived.rbegin(); commit != history_.arrived.rend(); ++commit) {
    const bool own = is_same_person(commit->author, identities->first) &&
                     is_same_person(commit->committer, identities->second);
    if (!own || commit->id == made || commit->parents.size() > 1 || is_known(commit->id) ||
        commit->committer.seconds < installed->seconds || at_install.contains(commit->id.hex) ||
        is_of_unrecorded(commit->id, *installed, identities->first)) {
      continue;
    }
    SESSION_TRY(const bool older, was_there_at_install(*commit, *installed));
    if (!older) selected.push_back(*commit);
  }
  return selected;
}

void tell_too_many(const UpdateRequest& request, const std::optional<ObjectId>& tip,
                   std::vector<Message>& messages) {
  messages.push_back({MessageKind::warning, fmt::format("more than {} commits were made while no hook ran; "
                                                        "none of them is recorded",
                                                        kCatchUpLimit)});
  constexpr std::size_t kShown = 12;
  const std::string range = tip && request.head.id ? fmt::format("{}..{}", tip->hex.substr(0, kShown),
                                                                 request.head.id->hex.substr(0, kShown))
                                                   : "RANGE";
  messages.push_back({MessageKind::hint, "record them: git session record " + range});
}

/// The commits that no hook saw, without those that a person named or that turned out to be copies of them.
Result<std::vector<CommitToRecord>> gather_missed(const CatchUp& catch_up, const SearchedHistory& history,
                                                  const UpdateRequest& request, std::vector<Commit> commits,
                                                  const std::optional<ObjectId>& tip,
                                                  std::vector<Message>& messages) {
  std::vector<CommitToRecord> missed;
  std::unordered_set<std::string> settled;
  for (const CommitToRecord& named : request.named) settled.insert(named.commit.id.hex);
  for (const JournalRecord& record : request.planned) {
    if (const auto* const rewrite = std::get_if<RewriteRecord>(&record)) settled.insert(rewrite->after.hex);
  }
  std::erase_if(commits, [&settled](const Commit& commit) { return settled.contains(commit.id.hex); });
  if (commits.size() > kCatchUpLimit || (!history.complete && !commits.empty())) {
    tell_too_many(request, tip, messages);
    return missed;
  }
  for (const Commit& commit : commits) {
    SESSION_TRY(auto described, catch_up.describe(commit));
    described.caught_up = true;
    missed.push_back(std::move(described));
  }
  return missed;
}

/// Fills in what is recorded beside HEAD's own commit, and what history did to the entries.
Result<void> gather_history(const Workspace& workspace, git::Repository& repository,
                            const LockedSession& session, const UpdateRequest& request,
                            const std::optional<MadeCommit>& made, UpdateFacts& facts,
                            std::vector<Message>& messages) {
  const auto tip = find_last_tip(session.state, request.head);
  HistorySpan span{.head = request.head,
                   .tip = tip,
                   .made = std::nullopt,
                   .amended = std::nullopt,
                   .thorough = request.thorough,
                   .planned = request.planned};
  if (made) {
    span.made = made->commit;
    span.amended = made->amended;
    constexpr std::size_t kSearchedLines = 64;
    SESSION_TRY(const auto lines, repository.read_reflog(kSearchedLines));
    span.left = git::find_reset_starts(lines);
  }
  // What another work tree appends from now on is heeded by the next run.
  facts.shared_size = read_shared_size(workspace);
  SESSION_TRY(auto history, search_history(workspace, repository, session.state, session.document, span));
  CatchUp catch_up(workspace, repository, history);
  SESSION_TRY(auto commits, catch_up.select(made ? std::optional(made->commit.id) : std::nullopt));
  SESSION_TRY(const auto missed,
              gather_missed(catch_up, history, request, std::move(commits), tip, messages));
  std::merge(request.named.begin(), request.named.end(), missed.begin(), missed.end(),
             std::back_inserter(facts.commits), [](const CommitToRecord& a, const CommitToRecord& b) {
               return a.commit.committer.seconds < b.commit.committer.seconds;
             });
  if (made) {
    SESSION_TRY(auto described, catch_up.describe(made->commit));
    const auto installed = read_install_record(workspace);
    const bool skipped = !described.is_known_work && installed &&
                         catch_up.is_of_unrecorded(made->commit.id, *installed, made->commit.author);
    if (!skipped) facts.commits.push_back(std::move(described));
  }
  facts.discovered = std::move(history.discovered);
  facts.reconcile = std::move(history.facts);
  return {};
}

}  // namespace

Result<UpdateFacts> gather_update(const Workspace& workspace, git::Repository& repository,
                                  const LockedSession& session, const UpdateRequest& request,
                                  std::vector<Message>& messages) {
  UpdateFacts facts;
  facts.keep_changes = request.keep_changes;
  const State& state = session.state;
  const Head& head = request.head;
  const auto tip = find_last_tip(state, head);
  std::optional<MadeCommit> made;
  if (request.made_commit && head.id) {
    SESSION_TRY(made, read_made_commit(repository, *head.id, tip));
  }
  SESSION_TRY(facts.checkpoint,
              read_checkpoint(workspace, repository, head, made ? std::optional(made->commit) : std::nullopt,
                              io::read_clock(), request.thorough ? Patience::unlimited : Patience::limited));
  if (made && only_goes_on(workspace, state, head, *made, tip)) {
    SESSION_TRY(auto described, describe_commit(workspace, repository, std::move(made->commit)));
    facts.commits.push_back(std::move(described));
  } else {
    SESSION_CHECK(gather_history(workspace, repository, session, request, made, facts, messages));
  }
  facts.plan = read_plan(workspace, state);
  SESSION_TRY(facts.rules, repository.read_trailer_rules());
  return facts;
}

Result<void> run_update(HookRun& run, git::Repository& repository, const UpdateRequest& request) {
  const Workspace& workspace = run.workspace;
  constexpr int kTries = 3;
  for (int i = 0; i < kTries; ++i) {
    std::vector<Message> messages = run.messages;
    SESSION_TRY(const auto session, open_session(workspace, repository, request.head, messages));
    if (!session) {
      run.messages = std::move(messages);
      return {};
    }
    SESSION_TRY(const auto facts, gather_update(workspace, repository, *session, request, messages));
    UpdatePlan plan = plan_update(session->document, session->state, facts, workspace.settings);
    SESSION_TRY(const Outcome outcome, carry_out(workspace, repository, *session, plan));
    if (outcome == Outcome::overtaken) continue;
    run.messages = std::move(messages);
    run.messages.insert(run.messages.end(), plan.messages.begin(), plan.messages.end());
    run.decision =
        fmt::format("{}: {} of {} commits recorded, {} entries changed, checkpoint {}",
                    request.head.id ? request.head.id->hex : "unborn", plan.recorded, facts.commits.size(),
                    plan.changes.size(), outcome == Outcome::written ? "written" : "unchanged");
    return {};
  }
  return fail(ErrorKind::file, fmt::format("'{}' changes all the time; the next run brings it up to date",
                                           workspace.settings.session_file));
}

}  // namespace session::app
