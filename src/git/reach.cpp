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
std::vector<HistoryNode*> History::read_targets(const std::vector<ObjectId>& ids) {
  std::vector<HistoryNode*> wanted;
  std::vector<HistoryNode*> unread;
  std::vector<IdBytes> unknown;
  for (const ObjectId& id : ids) {
    const auto bytes = parse(id);
    if (!bytes) continue;
    HistoryNode& target = node(*bytes);
    if ((target.flags & kTarget) != 0) continue;
    target.flags |= kTarget;
    if (target.is_read) {
      wanted.push_back(&target);
    } else {
      unread.push_back(&target);
      unknown.push_back(*bytes);
    }
  }
  // Rewritten commits are gone one day; to ask for all of them at once is cheaper.
  const std::vector<bool> present = source_->find_present(unknown);
  for (std::size_t i = 0; i < unread.size(); ++i) {
    if (present[i]) wanted.push_back(unread[i]);
  }
  std::erase_if(wanted, [this](HistoryNode* target) { return read(*target).is_missing; });
  return wanted;
}

std::vector<std::optional<std::size_t>> History::find_reaching(const std::vector<Tip>& tips,
                                                               const std::vector<ObjectId>& targets) {
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
    HistoryNode* const tip = find(tips[i].id);
    if (tip != nullptr) lower(*tip, i);
  }
  int older = 0;
  while (unsettled > 0 && !queue.empty() && older < kOlderInRow) {
    HistoryNode& current = queue.pop();
    older = current.seconds < oldest ? older + 1 : 0;
    for (HistoryNode* const parent : current.parents) lower(read(*parent), current.reach);
  }
  std::vector<std::optional<std::size_t>> found;
  found.reserve(targets.size());
  for (const ObjectId& id : targets) {
    const auto bytes = parse(id);
    const std::size_t reach = bytes ? node(*bytes).reach : HistoryNode::kUnreached;
    found.push_back(reach == HistoryNode::kUnreached ? std::nullopt : std::optional(reach));
  }
  return found;
}

std::vector<ObjectId> History::sort_oldest_first(const std::vector<ObjectId>& ids) {
  constexpr unsigned kEntered = kQueued;
  clear_flags();
  std::vector<HistoryNode*> sorted;
  for (const ObjectId& id : ids) {
    HistoryNode* const wanted = find(id);
    if (wanted == nullptr || (wanted->flags & kTarget) != 0) continue;
    wanted->flags |= kTarget;
    sorted.push_back(wanted);
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const HistoryNode* a, const HistoryNode* b) { return a->seconds < b->seconds; });
  std::vector<ObjectId> order;
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
      if ((current.flags & kTarget) != 0) order.push_back(format_id(current.id, digits_));
    }
  }
  return order;
}

}  // namespace session::git
