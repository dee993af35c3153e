// SPDX-License-Identifier: MIT
// Ways to find recorded work again in other commits.
#include "app/history_search_state.hpp"
#include "core/checkpoint/checkpoint.hpp"
#include "core/recording/commit_links.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace session::app {
namespace {

constexpr std::size_t kWalkLimit = 2000;
constexpr std::size_t kPatchLimit = 200;
constexpr std::size_t kOtherTipsLimit = 50;

}  // namespace

/// `git merge --squash` listed the commits; the message or the files prove the commit.
Result<void> Search::match_squash() {
  if (!span_.made || !state_.squash) return {};
  const PendingSquash& squash = *state_.squash;
  const auto& parents = span_.made->parents;
  if (parents.empty() || parents.front() != squash.onto || squash.ids.empty()) return {};
  if (!is_same_squash(*span_.made, squash)) return {};
  for (std::size_t i = 0; i < works_.size(); ++i) {
    const bool is_in = std::any_of(squash.ids.begin(), squash.ids.end(),
                                   [&](const ObjectId& id) { return is_member(i, id); });
    // What HEAD has already was not brought by the squash, unless it was reverted there.
    if (is_in && (!is_in_head(i) || !works_[i].reopens.empty())) add_match(i, span_.made->id, "squash");
  }
  return {};
}

bool Search::is_same_squash(const Commit& commit, const PendingSquash& squash) {
  const auto named = find_squashed_commits(commit.message);
  if (!named.empty() && std::all_of(named.begin(), named.end(), [&](const ObjectId& id) {
        return std::find(squash.ids.begin(), squash.ids.end(), id) != squash.ids.end();
      })) {
    return true;
  }
  return commit.tree == squash.tree;
}

/// Commits that are no shape of a work: of such a shape it is known which work is in it.
std::vector<Commit> Search::list_strangers(const std::vector<Commit>& commits) const {
  std::set<ObjectId> known;
  for (const auto& ids : members_) known.insert(ids.begin(), ids.end());
  std::vector<Commit> strangers;
  std::copy_if(commits.begin(), commits.end(), std::back_inserter(strangers),
               [&](const Commit& commit) { return !known.contains(commit.id); });
  return strangers;
}

/// What became of a commit is no copy of it but the other way round: a commit that was rewritten can only be
/// the older shape, which no hook saw, of the work that it became.
bool Search::may_be_copy(std::size_t work, const ObjectId& commit) const {
  const std::vector<ObjectId> shapes = rewrites_.find_all({commit});
  return shapes.size() == 1 || std::any_of(shapes.begin(), shapes.end(), [&](const ObjectId& shape) {
           return is_member(work, shape) && rewrites_.are_one(commit, shape, false);
         });
}

/// Commits with the author, the time and the subject of an older shape of a work: the shape that is shown may
/// have been given another subject since.
std::vector<CommitMatch> Search::find_old_copies(const std::vector<Commit>& strangers) {
  const auto format = [](const Signature& author) {
    return std::to_string(author.seconds) + author.email + "\n" + author.name;
  };
  std::unordered_multimap<std::string, std::size_t> by_author;
  for (std::size_t i = 0; i < works_.size(); ++i) by_author.emplace(format(works_[i].record.author), i);
  std::vector<CommitMatch> matches;
  for (const Commit& commit : strangers) {
    const std::string subject = find_subject(commit.message);
    const auto [begin, end] = by_author.equal_range(format(commit.author));
    for (auto found = begin; found != end; ++found) {
      const std::size_t work = found->second;
      if (works_[work].record.subject == subject) continue;
      const bool is_old = std::any_of(members_[work].begin(), members_[work].end(), [&](const ObjectId& id) {
        const auto member = repository_.read_commit(id);
        return member && member->author == commit.author && find_subject(member->message) == subject;
      });
      if (is_old) matches.push_back({work, commit.id});
    }
  }
  return matches;
}

Result<void> Search::match_copies() {
  const bool any_reverts =
      !list_reverts().empty() ||
      std::any_of(found_.arrived.begin(), found_.arrived.end(),
                  [](const Commit& commit) { return !find_reverted_commits(commit.message).empty(); });
  const std::vector<Commit> strangers = list_strangers(found_.arrived);
  std::vector<CommitMatch> matches = find_copies(works_, members_, strangers);
  const std::vector<CommitMatch> old = find_old_copies(strangers);
  matches.insert(matches.end(), old.begin(), old.end());
  for (const CommitMatch& match : matches) {
    // Without a revert between them, a commit that builds on the work is another piece of it.
    const bool follows =
        !any_reverts &&
        std::any_of(members_[match.work].begin(), members_[match.work].end(), [&](const ObjectId& id) {
          return in_head(id) && id != match.commit && builds_on(id, match.commit);
        });
    if (!follows && may_be_copy(match.work, match.commit)) add_match(match.work, match.commit, "copy");
  }
  return {};
}

/// Where the branch stood before: when we saw it last, and before a reset that we did not see.
std::vector<ObjectId> Search::list_left_tips() const {
  std::vector<ObjectId> tips = span_.left;
  if (span_.tip && span_.tip != span_.head.id) tips.push_back(*span_.tip);
  return tips;
}

/// A commit with the very files that an abandoned one had holds all of its work.
Result<void> Search::match_trees() {
  bool any_missing = false;
  for (std::size_t i = 0; i < works_.size() && !any_missing; ++i) any_missing = !is_in_head(i);
  if (!any_missing) return {};
  std::vector<Commit> old;
  const auto add_old = [&](const ObjectId& id) {
    auto commit = repository_.read_commit(id);
    if (commit) old.push_back(*std::move(commit));
  };
  for (const ObjectId& id : list_left_tips()) add_old(id);
  for (std::size_t i = 0; i < works_.size(); ++i) {
    if (is_in_head(i) || works_[i].record.tree.hex.empty()) continue;
    const auto same = [&](const Commit& commit) { return commit.tree == works_[i].record.tree; };
    if (std::any_of(found_.arrived.begin(), found_.arrived.end(), same)) add_old(works_[i].record.id);
  }
  for (const Commit& commit : found_.arrived) {
    for (const Commit& before : old) {
      if (before.tree == commit.tree && before.id != commit.id) SESSION_CHECK(match_tree(commit, before));
    }
  }
  return {};
}

bool Search::is_empty(const Commit& commit) {
  if (commit.parents.empty()) return false;
  const auto parent = repository_.read_commit(commit.parents.front());
  return !parent || parent->tree == commit.tree;
}

bool Search::is_rebased(const ObjectId& commit) const {
  const std::vector<ObjectId> sources = rewrites_.find_sources(commit);
  return std::any_of(sources.begin(), sources.end(), [&](const ObjectId& source) {
    return is_by_rebase(rewrites_.find_how(source, commit));
  });
}

Result<void> Search::match_tree(const Commit& commit, const Commit& old) {
  // An empty commit holds nobody's work. A rebase says itself what it melted; what else it left out is gone,
  // although the files may be the same.
  // A revert takes work out, whatever its files are like.
  const std::string subject = find_subject(commit.message);
  if (subject.starts_with("Revert \"") || subject.starts_with("Reapply \"")) return {};
  // What was there before the old commit holds none of its work.
  if (is_empty(commit) || is_rebased(commit.id) || commit.committer.seconds < old.committer.seconds ||
      builds_on(commit.id, old.id)) {
    return {};
  }
  SESSION_TRY(const auto list, repository_.read_commits(old.id, {commit.id}, kWalkLimit, 0));
  if (!list.complete) return {};
  SESSION_TRY(const auto identities, repository_.read_identities());
  const bool own = identities && is_same_person(commit.committer, identities->second);
  const std::vector<ObjectId> left = list_left_tips();
  const bool is_left = std::find(left.begin(), left.end(), old.id) != left.end();
  // Work that was reverted there is in neither of the two.
  std::set<ObjectId> reverted;
  std::set<ObjectId> inside;
  for (const Commit& one : list.commits) {
    inside.insert(one.id);
    for (ObjectId& id : find_reverted_commits(one.message)) reverted.insert(std::move(id));
  }
  for (std::size_t i = 0; i < works_.size(); ++i) {
    const auto member = std::find_if(members_[i].rbegin(), members_[i].rend(),
                                     [&inside](const ObjectId& id) { return inside.contains(id); });
    if (member == members_[i].rend() || is_in_head(i)) continue;
    // One's own commit takes the place of what its branch had or what was thrown away; a server's also of
    // what still stands elsewhere.
    if (own && !is_left && !is_lost(i)) continue;
    const bool is_reverted = std::any_of(members_[i].begin(), members_[i].end(),
                                         [&](const ObjectId& id) { return reverted.contains(id); });
    if (is_reverted) continue;
    // The shape whose place it takes need not be the one that is shown.
    add_match(i, ObjectId(*member), commit.id, "tree");
  }
  return {};
}

/// A squash on a server puts the messages of its commits into one.
Result<void> Search::match_names() {
  SESSION_TRY(const auto identities, repository_.read_identities());
  std::vector<Commit> theirs;
  for (const Commit& commit : found_.arrived) {
    if (!identities || !is_same_person(commit.committer, identities->second)) theirs.push_back(commit);
  }
  if (theirs.empty()) return {};
  for (const CommitMatch& match : find_named(collect_entries(works_, members_), theirs)) {
    if (!is_in_head(match.work)) add_match(match.work, match.commit, "squash");
  }
  return {};
}

/// Works that no name leads to any more may live on in commits that nobody told us of.
Result<void> Search::match_lost() {
  std::vector<std::size_t> lost;
  for (std::size_t i = 0; i < works_.size(); ++i) {
    if (history().looked_at.contains(works_[i].key) && !works_[i].lost && is_lost(i)) lost.push_back(i);
  }
  if (lost.empty()) return {};
  SESSION_CHECK(match_other_tips(lost));
  std::erase_if(lost, [this](std::size_t work) { return !is_lost(work); });
  return lost.empty() ? Result<void>() : match_patches(lost);
}

Result<void> Search::match_other_tips(const std::vector<std::size_t>& lost) {
  std::vector<ObjectId> hidden;
  for (const auto& [branch, id] : state_.tips) hidden.push_back(id);
  if (span_.head.id) hidden.push_back(*span_.head.id);
  std::vector<Work> works;
  std::vector<std::vector<ObjectId>> members;
  for (const std::size_t work : lost) {
    works.push_back(works_[work]);
    members.push_back(members_[work]);
  }
  for (std::size_t i = 0; i < std::min(tips_.size(), kOtherTipsLimit); ++i) {
    const Tip& tip = tips_[i];
    if (tip.kind != TipKind::branch && tip.kind != TipKind::work_tree && tip.kind != TipKind::remote)
      continue;
    SESSION_TRY(const auto list, repository_.read_commits(tip.id, hidden, kWalkLimit, 0));
    for (const CommitMatch& match : find_copies(works, members, list_strangers(list.commits))) {
      const std::size_t work = lost[match.work];
      if (is_member(work, match.commit) || !may_be_copy(work, match.commit)) continue;
      add_rewrite({works_[work].record.id, match.commit, "copy"});
      members_[work] = rewrites_.find_all(works_[work].commits);
      history().reach.emplace(match.commit, Reach{tip.kind, tip.name});
    }
  }
  return {};
}

Result<std::optional<std::string>> Search::read_patch(const Commit& commit) {
  std::optional<ObjectId> before;
  if (commit.parents.size() > 1) return std::nullopt;
  if (!commit.parents.empty()) {
    const auto parent = repository_.read_commit(commit.parents.front());
    if (!parent) return std::nullopt;
    before = parent->tree;
  }
  return repository_.read_patch_id(before, commit.tree);
}

Result<void> Search::match_patches(const std::vector<std::size_t>& lost) {
  std::vector<std::pair<ObjectId, std::string>> patches;
  for (const Commit& commit : found_.arrived) {
    const auto may_be = [&](std::size_t work) {
      return is_same_person(works_[work].record.author, commit.author);
    };
    if (patches.size() >= kPatchLimit) break;
    if (!std::any_of(lost.begin(), lost.end(), may_be)) continue;
    SESSION_TRY(auto patch, read_patch(commit));
    if (patch) patches.emplace_back(commit.id, *std::move(patch));
  }
  if (patches.empty()) return {};
  for (std::size_t i = 0; i < std::min(lost.size(), kPatchLimit); ++i) {
    const auto commit = repository_.read_commit(works_[lost[i]].record.id);
    if (!commit) continue;
    SESSION_TRY(const auto patch, read_patch(*commit));
    if (!patch) continue;
    const auto same = std::find_if(patches.begin(), patches.end(),
                                   [&patch](const auto& pair) { return pair.second == *patch; });
    if (same != patches.end()) add_match(lost[i], same->first, "patch");
  }
  return {};
}

}  // namespace session::app
