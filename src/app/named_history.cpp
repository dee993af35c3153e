// SPDX-License-Identifier: MIT
#include "app/named_history.hpp"

#include "app/gather.hpp"
#include "core/checkpoint/checkpoint.hpp"
#include "core/recording/match_commits.hpp"
#include "io/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <utility>

namespace session::app {
namespace {

/// For each commit the one that stands for it now: itself, or what it was rewritten into; nothing when no
/// name leads to any of them.
Result<std::vector<std::optional<ObjectId>>> find_reachable(git::Repository& repository,
                                                            const Journal& journal,
                                                            const std::vector<ObjectId>& ids) {
  const RewriteMap rewrites(journal);
  std::vector<std::vector<ObjectId>> shapes;
  std::set<ObjectId> all;
  for (const ObjectId& id : ids) {
    shapes.push_back(rewrites.find_all({id}));
    all.insert(shapes.back().begin(), shapes.back().end());
  }
  SESSION_TRY(const auto tips, repository.read_tips());
  const std::vector<ObjectId> targets(all.begin(), all.end());
  SESSION_TRY(const auto reaching, repository.find_reaching_tips(tips, targets));
  HistoryFacts facts;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (!reaching[i]) continue;
    const Tip& tip = tips[*reaching[i]];
    facts.reach.emplace(targets[i], Reach{tip.kind, tip.name});
  }
  std::vector<std::optional<ObjectId>> reachable;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto nearest = find_nearest(shapes[i], facts);
    const bool itself = std::find(nearest.begin(), nearest.end(), ids[i]) != nearest.end();
    reachable.push_back(itself ? std::optional(ids[i]) : find_shown(shapes[i], facts));
  }
  return reachable;
}

void tell_unreachable(const std::vector<std::string>& hashes, NamedCommits& named) {
  if (hashes.empty()) return;
  constexpr std::size_t kShown = 5;
  named.counts.unreachable = hashes.size();
  std::string text = fmt::format(
      "{}", fmt::join(hashes.begin(),
                      hashes.begin() + static_cast<std::ptrdiff_t>(std::min(hashes.size(), kShown)), ", "));
  if (hashes.size() > kShown) text += fmt::format(" and {} more", hashes.size() - kShown);
  text += hashes.size() == 1 ? " is on no branch or tag, so it is not recorded"
                             : " are on no branch or tag, so they are not recorded";
  named.messages.push_back({MessageKind::warning, std::move(text)});
  named.messages.push_back(
      {MessageKind::hint, "keep it by a branch first: git branch NAME " + hashes.front()});
}

/// Takes a commit in, or leaves it out by the rules.
void sort_in(CommitToRecord described, const TrailerRules& rules, const Settings& settings,
             NamedCommits& named) {
  described.by_hand = true;
  const auto request = parse_request(described.commit, described.only_own_files, rules, settings);
  if (!named.is_range || request.reason == NotRecorded::no) {
    named.commits.push_back(std::move(described));
    return;
  }
  ++(request.reason == NotRecorded::merge ? named.counts.merges : named.counts.left_out);
  named.messages.push_back({MessageKind::detail, fmt::format("{} is not recorded: {}", described.abbreviated,
                                                             describe(request.reason))});
}

/// Recorded work, and what is about to become some.
struct WorkList {
  std::vector<Work> works;
  std::vector<std::vector<ObjectId>> members;
};

Work make_work(const Commit& commit) {
  Work work;
  work.key = commit.id;
  work.record.id = commit.id;
  work.record.subject = find_subject(commit.message);
  work.record.author = commit.author;
  work.commits = {commit.id};
  return work;
}

/// Decides which commits that look like copies are some.
class CopyJudge {
 public:
  CopyJudge(git::Repository& repository, const std::vector<RevertRecord>& reverts)
      : repository_(repository), reverts_(reverts) {}

  /// Two commits in one line are two pieces of work, unless the first was reverted between them.
  bool is_copy(const std::vector<ObjectId>& members, const ObjectId& commit) {
    if (std::none_of(members.begin(), members.end(), [&](const ObjectId& member) {
          return builds_on(member, commit) || builds_on(commit, member);
        })) {
      return true;
    }
    return std::any_of(reverts_.begin(), reverts_.end(), [&](const RevertRecord& revert) {
      const bool is_of = std::any_of(revert.of.begin(), revert.of.end(), [&](const ObjectId& id) {
        return std::find(members.begin(), members.end(), id) != members.end();
      });
      return is_of && builds_on(revert.by, commit);
    });
  }

 private:
  bool builds_on(const ObjectId& older, const ObjectId& newer) {
    const auto distance = repository_.read_distance(older, newer);
    return distance && distance->known && distance->behind == 0;
  }

  git::Repository& repository_;
  const std::vector<RevertRecord>& reverts_;
};

}  // namespace

Result<NamedCommits> read_named_commits(const Workspace& workspace, git::Repository& repository,
                                        const Head& head, const std::vector<std::string>& revisions) {
  NamedCommits named;
  named.is_range = std::any_of(revisions.begin(), revisions.end(),
                               [](const std::string& revision) { return is_commit_range(revision); });
  SESSION_TRY(const auto ids, repository.resolve_commits(revisions));
  SESSION_TRY(const auto reachable, find_reachable(repository, read_journal(workspace), ids));
  SESSION_TRY(const auto rules, repository.read_trailer_rules());
  std::vector<std::string> unreachable;
  std::set<ObjectId> seen;
  io::ProgressBar bar(STDERR_FILENO, io::wants_progress(workspace.settings.output_level, STDERR_FILENO),
                      "reading commits", ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    bar.advance();
    if (!reachable[i]) {
      SESSION_TRY(auto hash, repository.abbreviate(ids[i]));
      unreachable.push_back(std::move(hash));
      continue;
    }
    if (!seen.insert(*reachable[i]).second) continue;
    SESSION_TRY(auto commit, repository.read_commit(*reachable[i]));
    SESSION_TRY(auto described, describe_commit(workspace, repository, std::move(commit)));
    sort_in(std::move(described), rules, workspace.settings, named);
  }
  tell_unreachable(unreachable, named);
  std::vector<ObjectId> wanted;
  for (const CommitToRecord& commit : named.commits) wanted.push_back(commit.commit.id);
  SESSION_TRY(named.later, read_later_commits(repository, head, wanted));
  return named;
}

Result<NamedHistory> find_named_history(git::Repository& repository, const Journal& journal,
                                        const std::vector<Commit>& later,
                                        std::vector<CommitToRecord>& commits,
                                        std::vector<CommitToRecord>& copies) {
  NamedHistory found;
  std::set<ObjectId> known;
  for (const CommitToRecord& commit : commits) known.insert(commit.commit.id);
  found.reverts = find_reverts(known, later);
  const RewriteMap rewrites(journal);
  WorkList list{collect_works(journal), {}};
  for (const Work& work : list.works) list.members.push_back(rewrites.find_all(work.commits));
  const std::size_t recorded = list.works.size();
  std::vector<Commit> all = later;
  for (const CommitToRecord& commit : commits) {
    list.works.push_back(make_work(commit.commit));
    list.members.push_back({commit.commit.id});
    all.push_back(commit.commit);
  }
  std::set<ObjectId> copied;
  CopyJudge judge(repository, found.reverts);
  for (const CommitMatch& match : find_copies(list.works, list.members, all)) {
    const ObjectId& original = list.works[match.work].record.id;
    // What came earlier is the work, what came later the copy; between old work a search has looked already.
    if (match.work < recorded ? !known.contains(match.commit) : copied.contains(original)) continue;
    if (copied.contains(match.commit) || !judge.is_copy(list.members[match.work], match.commit)) continue;
    found.rewrites.push_back({original, match.commit, "copy"});
    if (known.contains(match.commit)) copied.insert(match.commit);
  }
  std::erase_if(found.reverts, [&journal](const RevertRecord& revert) {
    return std::find(journal.records.begin(), journal.records.end(), JournalRecord(revert)) !=
           journal.records.end();
  });
  std::vector<CommitToRecord> kept;
  for (CommitToRecord& commit : commits)
    (copied.contains(commit.commit.id) ? copies : kept).push_back(std::move(commit));
  commits = std::move(kept);
  return found;
}

}  // namespace session::app
