// SPDX-License-Identifier: MIT
// What the model learns from each step.
#include "expectations_view.hpp"
#include <algorithm>

namespace session::test {
namespace {

bool starts_with_any(std::string_view text, const std::vector<std::string_view>& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [text](std::string_view start) { return text.starts_with(start); });
}

}  // namespace

bool is_empty(const Snapshot& snapshot, const ModelCommit& commit) {
  return commit.parents.size() == 1 && snapshot.commits.at(commit.parents.front()).tree == commit.tree;
}

/// True when the commit took the place of HEAD's and holds other files.
static bool is_amend(const Step& step, const ModelCommit& commit) {
  const auto head = step.before.commits.find(step.before.head);
  return head != step.before.commits.end() && step.after.head == commit.id &&
         head->second.parents == commit.parents && head->second.tree != commit.tree;
}

bool Expectations::is_recordable(const ModelCommit& commit) const {
  return (commit.parents.size() < 2 || !commit.completes.empty()) && commit.author == kOwnName &&
         !starts_with_any(commit.subject, {"fixup! ", "squash! ", "amend! ", "wip ", "[WIP] ", "Merge ",
                                           "Revert \"", "Reapply \"", "Squashed commit of the following:"});
}

std::vector<std::string> Expectations::find_words(const ModelCommit& commit) const {
  if (!is_recordable(commit)) return {};
  return commit.completes.empty() ? std::vector<std::string>{commit.subject} : commit.completes;
}

std::optional<Expectations::Revert> Expectations::find_revert(const ModelCommit& commit) const {
  if (commit.reverts.empty()) return std::nullopt;
  const auto target = seen_.find(commit.reverts.front());
  if (target == seen_.end()) return std::nullopt;
  if (const auto further = find_revert(target->second)) return Revert{further->authored, further->depth + 1};
  return Revert{target->second.authored, 1};
}

bool Expectations::is_others(std::int64_t authored) const {
  const auto ids = versions_.find(authored);
  return ids != versions_.end() &&
         std::all_of(ids->second.begin(), ids->second.end(),
                     [this](const auto& id) { return seen_.at(id).committer != kOwnName; });
}

void Expectations::begin(const Snapshot& first) {
  for (const auto& [id, commit] : first.commits) {
    seen_[id] = commit;
    versions_[commit.authored].insert(id);
    free_.insert(commit.authored);
  }
}

void Expectations::learn(const Step& step) {
  std::vector<ModelCommit> fresh;
  for (const auto& [id, commit] : step.after.commits) {
    if (seen_.contains(id)) continue;
    fresh.push_back(commit);
    learn_new(step, commit);
  }
  for (const ModelCommit& commit : fresh) {
    seen_[commit.id] = commit;
    versions_[commit.authored].insert(commit.id);
  }
  // A rebase that folds and stops: what is committed by hand at the stop may hold what was to be folded.
  folding_ = (folding_ && step.before.under_way == UnderWay::rebase) || !step.operation.folds.empty();
  if (folding_ && step.before.under_way == UnderWay::rebase) {
    for (const ModelCommit& commit : fresh) any_words_.insert(commit.authored);
  }
  follow_carriers(step, fresh);
  learn_folds(step, fresh);
  learn_joined(step);
  learn_written(step);
}

bool Expectations::is_tree_known(const ModelCommit& commit) const {
  return std::any_of(seen_.begin(), seen_.end(),
                     [&commit](const auto& one) { return one.second.tree == commit.tree; });
}

void Expectations::learn_new(const Step& step, const ModelCommit& commit) {
  const bool first = !versions_.contains(commit.authored);
  if (step.operation.linked) free_.insert(commit.authored);
  // Caught up at the next writing run; what is rewritten before that is nobody's to say.
  if (step.operation.unseen && (!step.verified || step.before.branch.empty())) free_.insert(commit.authored);
  if (!first) {
    // An amend behind a `reset --soft` takes in what the reset left out.
    if (is_amend(step, commit) && is_tree_known(commit)) any_words_.insert(commit.authored);
    // A revert that was given another message: nobody can say what it still reverts.
    for (const std::string& id : versions_.at(commit.authored)) {
      if (commit.reverts.empty() && find_revert(seen_.at(id))) doubt(seen_.at(id));
    }
    return;
  }
  const bool known_tree = is_tree_known(commit) && !is_empty(step.after, commit);
  // One new commit with the tree of older ones took their place, or a squash was committed later.
  if (!known_tree && !step.before.squash_message) return;
  any_words_.insert(commit.authored);
  unnamed_.insert(commit.authored);
}

void Expectations::learn_written(const Step& step) {
  const Operation& operation = step.operation;
  const std::string line = "- [x] " + operation.target + " — ";
  if (!operation.target.empty() && step.document.find(line) == std::string::npos) return;
  written_.insert(written_.end(), operation.written.begin(), operation.written.end());
  if (operation.renames) renamed_.insert(operation.target);
}

void Expectations::follow_carriers(const Step& step, const std::vector<ModelCommit>& fresh) {
  const std::set<std::string> head = find_ancestors(step.before, step.before.head);
  for (auto& [words, carried] : carried_) {
    std::set<std::int64_t> moved;
    for (const std::string& id : carried.carriers) {
      if (head.contains(id)) moved.insert(seen_.at(id).authored);
    }
    // A version from before the fold has the same author's time: which of the two moved would be a guess.
    for (const std::string& id : head) {
      if (!carried.carriers.contains(id)) moved.erase(seen_.at(id).authored);
    }
    for (const ModelCommit& commit : fresh) {
      if (moved.contains(commit.authored)) carried.carriers.insert(commit.id);
    }
  }
}

void Expectations::doubt(const ModelCommit& commit) {
  free_.insert(commit.authored);
  any_words_.insert(commit.authored);
  if (const auto revert = find_revert(commit)) {
    free_.insert(revert->authored);
    any_words_.insert(revert->authored);
  }
}

void Expectations::fold(const ModelCommit& commit, const ModelCommit& into, bool mixes_messages,
                        const std::set<std::string>& results) {
  const auto has_trailers = [](const ModelCommit& one) {
    return !one.completes.empty() || !one.next.empty();
  };
  // Trailers may stand in another paragraph now, and a revert may have met what it reverts.
  const bool doubtful = (mixes_messages && (has_trailers(commit) || has_trailers(into))) ||
                        find_revert(commit) || find_revert(into);
  if (doubtful) {
    doubt(commit);
    doubt(into);
  }
  // Who takes in what may stand behind any words may stand behind any as well.
  if (any_words_.contains(commit.authored)) any_words_.insert(into.authored);
  std::map<std::string, std::int64_t> moved;
  for (const std::string& words : find_words(commit)) moved[words] = commit.authored;
  for (const auto& [words, carried] : carried_) {
    if (carried.carriers.contains(commit.id)) moved[words] = carried.authored;
  }
  // Another person's commit that was amended here may have an item or not.
  if (commit.author != kOwnName) {
    permitted_[commit.subject].insert(into.authored);
    for (const std::string& words : commit.completes) permitted_[words].insert(into.authored);
  }
  // A copy of a commit that took others in may hold them too.
  for (auto& [words, places] : permitted_) {
    if (places.contains(commit.authored)) places.insert(into.authored);
  }
  // HEAD may have been at a version with other words last.
  for (const std::string& id : versions_.at(commit.authored)) {
    for (const std::string& words : find_words(seen_.at(id))) permitted_[words].insert(into.authored);
  }
  for (const auto& [words, authored] : moved) {
    origins_[words].insert(authored);
    permitted_[words].insert(into.authored);
    for (const std::string& id : results) permitted_[words].insert(seen_.at(id).authored);
    if (results.empty()) continue;
    Carried& carried = carried_[words];
    carried.authored = authored;
    carried.carriers.insert(results.begin(), results.end());
    if (doubtful || (words == commit.subject && unnamed_.contains(commit.authored))) carried.optional = true;
  }
}

void Expectations::learn_folds(const Step& step, const std::vector<ModelCommit>& fresh) {
  const std::vector<ModelCommit> line = find_line(step.before, step.before.head);
  const bool done = step.status == 0 && step.after.under_way == UnderWay::nothing;
  const std::set<std::string> head = find_ancestors(step.after, step.after.head);
  for (const std::size_t place : step.operation.extended) {
    if (place < line.size() && !(line[place].completes.empty() && line[place].next.empty()))
      doubt(line[place]);
  }
  for (const Fold& one : step.operation.folds) {
    if (one.commit >= line.size() || one.into >= line.size()) continue;
    const ModelCommit& into = line[one.into];
    std::set<std::string> results;
    for (const ModelCommit& commit : fresh) {
      if (done && commit.authored == into.authored && head.contains(commit.id)) results.insert(commit.id);
    }
    fold(line[one.commit], into, step.operation.mixes_messages, results);
  }
}

void Expectations::learn_joined(const Step& step) {
  if (!step.operation.squashed.empty()) pending_ = find_squashed(step);
  if (step.status != 0 || step.after.head == step.before.head || step.after.under_way != UnderWay::nothing)
    return;
  const ModelCommit& result = seen_.at(step.after.head);
  if (result.parents.size() != 1) return;
  const std::vector<ModelCommit> line = find_line(step.before, step.before.head);
  const std::size_t count = step.operation.joined;
  if (count > 0 && count <= line.size() && result.parents.front() == line[count - 1].parents.front() &&
      result.tree == line.front().tree) {
    for (std::size_t i = 0; i < count; ++i) fold(line[i], result, false, {result.id});
    // The items of the older commits stay, all with the new hash. It is the same work, so an item with the
    // new subject may stand beside them or not; a single item may be treated as in an amend.
    unnamed_.insert(result.authored);
    std::vector<Carried*> taken;
    for (auto& [words, carried] : carried_) {
      if (carried.carriers.contains(result.id)) taken.push_back(&carried);
    }
    // What HEAD has in an older version too does not count for one that was joined.
    std::set<std::int64_t> joined;
    for (const Carried* const carried : taken) joined.insert(carried->authored);
    for (const std::string& id : find_ancestors(step.after, result.id)) joined.erase(seen_.at(id).authored);
    for (Carried* const carried : taken) carried->replaced = carried->replaced || joined.size() < 2;
    // One commit in the place of one makes the same change: either holds the work of both.
    if (count == 1) permitted_[result.subject].insert(line.front().authored);
    // No hook saw the newest of them, so that nobody knows its tree.
    if (free_.contains(line.front().authored)) {
      for (Carried* const carried : taken) carried->optional = true;
    }
  }
  if (result.parents.front() == step.before.head) learn_squashed(step, result);
}

void Expectations::learn_squashed(const Step& step, const ModelCommit& result) {
  const bool at_once = !step.operation.squashed.empty();
  if (!at_once && !step.before.squash_message) return;
  if (at_once) unnamed_.insert(result.authored);
  for (const std::string& id : at_once ? find_squashed(step) : pending_) {
    fold(seen_.at(id), result, false, {result.id});
    if (at_once) continue;
    // What else was done since is nobody's to say.
    for (auto& [words, carried] : carried_) {
      if (carried.carriers.contains(result.id)) carried.optional = true;
    }
  }
}

/// The commits that a `merge --squash` brings.
std::set<std::string> Expectations::find_squashed(const Step& step) const {
  std::set<std::string> brought;
  const auto tip = step.before.tips.find(step.operation.squashed);
  if (tip == step.before.tips.end()) return brought;
  const std::set<std::string> head = find_ancestors(step.before, step.before.head);
  for (const std::string& id : find_ancestors(step.before, tip->second)) {
    if (!head.contains(id) && seen_.at(id).parents.size() == 1) brought.insert(id);
  }
  return brought;
}

}  // namespace session::test
