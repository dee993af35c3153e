// SPDX-License-Identifier: MIT
// The order in which walks visit commits. Private to src/git.
#pragma once

#include "git/history.hpp"

#include <cstddef>
#include <cstdint>
#include <queue>

namespace session::git {

// Flags of HistoryNode::flags.
constexpr unsigned kLeft = 1;   // reachable from `from`; in a list: wanted
constexpr unsigned kRight = 2;  // reachable from `to`; in a list: hidden
constexpr unsigned kBoth = kLeft | kRight;
constexpr unsigned kQueued = 4;
constexpr unsigned kTaken = 8;    // came out of the queue at least once
constexpr unsigned kTarget = 16;  // looked for

/// What waits to be visited; of equal times the one that came first goes first, as in git.
struct Waiting {
  HistoryNode* node = nullptr;
  std::size_t number = 0;
  bool operator<(const Waiting& other) const {
    if (node->seconds != other.node->seconds) return node->seconds < other.node->seconds;
    return number > other.number;
  }
};

/// Nodes by time, newest first, each at most once. Counts those for which `is_open` is true of their flags.
class WalkQueue {
 public:
  explicit WalkQueue(bool (*is_open)(unsigned flags)) : is_open_(is_open) {}

  void push(HistoryNode& node) {
    if ((node.flags & kQueued) != 0) return;
    node.flags |= kQueued;
    queue_.push({&node, pushed_++});
    if (is_open_(node.flags)) ++open_;
  }
  HistoryNode& pop() {
    HistoryNode& node = *queue_.top().node;
    queue_.pop();
    node.flags &= ~kQueued;
    if (is_open_(node.flags)) --open_;
    return node;
  }
  /// Adds flags to a node that may be in the queue.
  void mark(HistoryNode& node, unsigned flags) {
    const bool was_open = is_open_(node.flags);
    node.flags |= flags;
    if ((node.flags & kQueued) == 0 || was_open == is_open_(node.flags)) return;
    open_ = was_open ? open_ - 1 : open_ + 1;
  }
  [[nodiscard]] bool empty() const { return queue_.empty(); }
  [[nodiscard]] std::size_t open() const { return open_; }
  [[nodiscard]] std::int64_t newest() const { return queue_.top().node->seconds; }

 private:
  bool (*is_open_)(unsigned flags);
  std::priority_queue<Waiting> queue_;
  std::size_t pushed_ = 0;
  std::size_t open_ = 0;
};

}  // namespace session::git
