// SPDX-License-Identifier: MIT
// Which tip reaches a commit, common ancestors, and the order of commits.
#include "git/history.hpp"
#include "git/walk_queue.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace session::git {
namespace {

/// Clocks may be wrong: a walk ends only after this many commits in a row that are older than all that it
/// looks for.
constexpr int kOlderInRow = 256;

bool is_never_open(unsigned /*flags*/) {
  return false;
}

}  // namespace

/// The nodes of the targets that are present, each once.
std::vector<HistoryNode*> History::read_targets(const std::vector<std::optional<git_oid>>& ids) {
  std::vector<HistoryNode*> wanted;
  std::vector<HistoryNode*> absent;
  for (const auto& id : ids) {
    if (!id) continue;
    HistoryNode& target = node(*id);
    if ((target.flags & kTarget) != 0) continue;
    target.flags |= kTarget;
    const bool is_known =
        target.is_read || git_odb_exists_ext(&database_, &*id, GIT_ODB_LOOKUP_NO_REFRESH) != 0;
    (is_known ? wanted : absent).push_back(&target);
  }
  // Rewritten commits are gone one day. For each of them libgit2 would search the folder of packs again; once
  // is enough to find what another process has packed in the meantime.
  if (!absent.empty()) git_odb_refresh(&database_);
  for (HistoryNode* const target : absent) {
    if (git_odb_exists_ext(&database_, &target->id, GIT_ODB_LOOKUP_NO_REFRESH) != 0) wanted.push_back(target);
  }
  std::erase_if(wanted, [this](HistoryNode* target) { return read(*target).is_missing; });
  return wanted;
}

std::vector<std::optional<std::size_t>> History::find_reaching(
    const std::vector<std::optional<git_oid>>& tips, const std::vector<std::optional<git_oid>>& targets) {
  clear_flags();
  const std::vector<HistoryNode*> wanted = read_targets(targets);
  std::int64_t oldest = std::numeric_limits<std::int64_t>::max();
  for (const HistoryNode* const target : wanted) oldest = std::min(oldest, target->seconds);
  std::size_t unsettled = wanted.size();  // those that a nearer tip could still reach
  WalkQueue queue(is_never_open);
  // A lowered index goes down again, also where the walk was before: clocks decide about speed only.
  const auto lower = [&queue, &unsettled](HistoryNode& node, std::size_t index) {
    if (node.is_missing || index >= node.reach) return;
    node.reach = index;
    if (index == 0 && (node.flags & kTarget) != 0) --unsettled;
    queue.push(node);
  };
  for (std::size_t i = 0; i < tips.size() && unsettled > 0; ++i) {
    if (tips[i]) lower(read(node(*tips[i])), i);
  }
  int older = 0;
  while (unsettled > 0 && !queue.empty() && older < kOlderInRow) {
    HistoryNode& current = queue.pop();
    older = current.seconds < oldest ? older + 1 : 0;
    for (HistoryNode* const parent : current.parents) lower(read(*parent), current.reach);
  }
  std::vector<std::optional<std::size_t>> found;
  found.reserve(targets.size());
  for (const auto& id : targets) {
    const std::size_t reach = id ? node(*id).reach : HistoryNode::kUnreached;
    found.push_back(reach == HistoryNode::kUnreached ? std::nullopt : std::optional(reach));
  }
  return found;
}

std::vector<git_oid> History::sort_oldest_first(const std::vector<git_oid>& ids) {
  constexpr unsigned kEntered = kQueued;
  clear_flags();
  std::vector<HistoryNode*> sorted;
  for (const git_oid& id : ids) {
    HistoryNode& wanted = read(node(id));
    if (wanted.is_missing || (wanted.flags & kTarget) != 0) continue;
    wanted.flags |= kTarget;
    sorted.push_back(&wanted);
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const HistoryNode* a, const HistoryNode* b) { return a->seconds < b->seconds; });
  std::vector<git_oid> order;
  order.reserve(sorted.size());
  std::vector<HistoryNode*> path;
  for (HistoryNode* const start : sorted) {
    path.push_back(start);
    while (!path.empty()) {
      HistoryNode& current = *path.back();
      const bool goes_down = (current.flags & kEntered) == 0;
      current.flags |= kEntered;
      // What is older than the start had its turn before.
      for (std::size_t i = 0; goes_down && i < current.parents.size(); ++i) {
        HistoryNode& parent = read(*current.parents[i]);
        if (parent.is_missing || parent.seconds < start->seconds) continue;
        if ((parent.flags & kEntered) == 0) path.push_back(&parent);
      }
      if (&current != path.back()) continue;
      path.pop_back();
      if ((current.flags & kTaken) != 0) continue;
      current.flags |= kTaken;
      if ((current.flags & kTarget) != 0) order.push_back(current.id);
    }
  }
  return order;
}

}  // namespace session::git
