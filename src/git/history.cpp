// SPDX-License-Identifier: MIT
// Walks newest first by the committer's time, as git does without a commit-graph. Clocks may be wrong, so a
// walk goes on a little after it looks finished (git's revision.c calls that slop).
#include "git/history.hpp"

#include "git/commit_object.hpp"
#include "git/disk.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <queue>
#include <string_view>
#include <utility>

namespace session::git {
namespace {

constexpr unsigned kLeft = 1;   // reachable from `from`; in a list: wanted
constexpr unsigned kRight = 2;  // reachable from `to`; in a list: hidden
constexpr unsigned kBoth = kLeft | kRight;
constexpr unsigned kQueued = 4;
constexpr unsigned kTaken = 8;  // came out of the queue at least once

constexpr int kSlop = 5;

/// What waits to be visited; of equal times the one that came first goes first, as in git.
struct Waiting {
  HistoryNode* node = nullptr;
  std::size_t number = 0;
  bool operator<(const Waiting& other) const {
    if (node->seconds != other.node->seconds) return node->seconds < other.node->seconds;
    return number > other.number;
  }
};

/// Nodes by time, newest first, each at most once. Counts those that still carry exactly one side's flag.
class WalkQueue {
 public:
  void push(HistoryNode& node) {
    if ((node.flags & kQueued) != 0) return;
    node.flags |= kQueued;
    queue_.push({&node, pushed_++});
    if (is_one_sided(node)) ++one_sided_;
  }
  HistoryNode& pop() {
    HistoryNode& node = *queue_.top().node;
    queue_.pop();
    node.flags &= ~kQueued;
    if (is_one_sided(node)) --one_sided_;
    return node;
  }
  /// Adds flags to a node that may be in the queue.
  void mark(HistoryNode& node, unsigned flags) {
    const bool counted = (node.flags & kQueued) != 0 && is_one_sided(node);
    node.flags |= flags;
    if (counted && !is_one_sided(node)) --one_sided_;
  }
  [[nodiscard]] bool empty() const { return queue_.empty(); }
  [[nodiscard]] std::size_t one_sided() const { return one_sided_; }
  [[nodiscard]] std::int64_t newest() const { return queue_.top().node->seconds; }

  static bool is_one_sided(const HistoryNode& node) {
    const unsigned sides = node.flags & kBoth;
    return sides == kLeft || sides == kRight;
  }

 private:
  std::priority_queue<Waiting> queue_;
  std::size_t pushed_ = 0;
  std::size_t one_sided_ = 0;
};

/// Takes `KEY VALUE\n` from the front; nothing when the line has another key.
std::optional<std::string_view> take_line(std::string_view& text, std::string_view key) {
  if (!text.starts_with(key)) return std::nullopt;
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view value = text.substr(key.size(), end - key.size());
  text.remove_prefix(std::min(end + 1, text.size()));
  return value;
}

}  // namespace

History::History(git_odb& database, const std::filesystem::path& shallow_file) : database_(database) {
  const std::string text = read_start(shallow_file, 64u << 20).value_or("");
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto line = take_line(rest, "");
    git_oid id{};
    if (line && read_oid(id, ObjectId{std::string(*line)})) boundary_.insert(id);
  }
}

HistoryNode& History::node(const git_oid& id) {
  HistoryNode& found = nodes_[id];
  found.id = id;
  return found;
}

HistoryNode& History::read(HistoryNode& node) {
  if (node.is_read) return node;
  node.is_read = true;
  DatabaseObjectHandle object;
  const int code = git_odb_read(Out(object), &database_, &node.id);
  if (code < 0 || git_odb_object_type(object.get()) != GIT_OBJECT_COMMIT) {
    node.is_missing = true;
    return node;
  }
  node.bytes.assign(static_cast<const char*>(git_odb_object_data(object.get())),
                    git_odb_object_size(object.get()));
  read_header(node);
  return node;
}

void History::read_header(HistoryNode& node) {
  std::string_view rest = node.bytes;
  if (!take_line(rest, "tree ")) {
    node.is_missing = true;
    return;
  }
  while (const auto parent = take_line(rest, "parent ")) {
    git_oid id{};
    if (!read_oid(id, ObjectId{std::string(*parent)})) node.is_missing = true;
    if (!is_boundary(node.id)) node.parents.push_back(&this->node(id));
    node.hides_parents = node.hides_parents || is_boundary(node.id);
  }
  take_line(rest, "author ");
  const std::string_view committer = take_line(rest, "committer ").value_or("");
  const std::size_t close = committer.rfind('>');
  if (close == std::string_view::npos || close + 2 > committer.size()) return;
  const std::string_view seconds = committer.substr(close + 2);
  std::from_chars(seconds.data(), seconds.data() + seconds.size(), node.seconds);
}

void History::clear_flags() {
  for (auto& [id, node] : nodes_) node.flags = 0;
}

Distance History::measure_distance(const git_oid& from, const git_oid& to) {
  clear_flags();
  HistoryNode& left = read(node(from));
  HistoryNode& right = read(node(to));
  if (left.is_missing || right.is_missing) return {0, 0, false};
  WalkQueue queue;
  left.flags |= kLeft;
  right.flags |= kRight;
  queue.push(left);
  queue.push(right);
  std::vector<HistoryNode*> taken;
  std::int64_t oldest = std::numeric_limits<std::int64_t>::max();
  int slop = kSlop;
  while (!queue.empty()) {
    if (queue.one_sided() > 0 || queue.newest() >= oldest) {
      slop = kSlop;
    } else if (--slop < 0) {
      break;
    }
    HistoryNode& current = queue.pop();
    if ((current.flags & kTaken) == 0) taken.push_back(&current);
    current.flags |= kTaken;
    if (WalkQueue::is_one_sided(current)) oldest = std::min(oldest, current.seconds);
    for (HistoryNode* const parent : current.parents) {
      read(*parent);
      if (parent->is_missing) {
        current.hides_parents = true;
        continue;
      }
      // A flag that is new for a commit goes down to its ancestors, even when they were visited before.
      if ((current.flags & kBoth & ~parent->flags) == 0) continue;
      queue.mark(*parent, current.flags & kBoth);
      queue.push(*parent);
    }
  }
  Distance distance;
  for (const HistoryNode* const visited : taken) {
    if (!WalkQueue::is_one_sided(*visited)) continue;
    ++((visited->flags & kLeft) != 0 ? distance.behind : distance.ahead);
    if (visited->hides_parents) distance.known = false;
  }
  return distance;
}

Result<CommitList> History::list_commits(const git_oid& from, const std::vector<git_oid>& hidden,
                                         std::size_t limit, std::int64_t not_before) {
  clear_flags();
  CommitList list;
  HistoryNode& start = read(node(from));
  if (start.is_missing) {
    return fail(ErrorKind::git,
                "cannot read commit '" + to_object_id(from).hex + "': it is not in this repository");
  }
  WalkQueue queue;
  for (const git_oid& id : hidden) {
    HistoryNode& hidden_node = read(node(id));
    if (hidden_node.is_missing) continue;
    hidden_node.flags |= kBoth;
    queue.push(hidden_node);
  }
  start.flags |= kLeft;
  if (start.seconds >= not_before) queue.push(start);
  std::vector<HistoryNode*> wanted;
  int slop = kSlop;
  while (!queue.empty()) {
    const bool is_full = wanted.size() > limit;
    const std::int64_t oldest =
        wanted.empty() ? not_before : wanted[std::min(limit, wanted.size() - 1)]->seconds;
    if ((!is_full && queue.one_sided() > 0) ||
        (!wanted.empty() && !hidden.empty() && queue.newest() >= oldest)) {
      slop = kSlop;
    } else if (hidden.empty() || --slop < 0) {
      break;
    }
    HistoryNode& current = queue.pop();
    const bool is_hidden = (current.flags & kRight) != 0;
    if (!is_hidden && (current.flags & kTaken) == 0) wanted.push_back(&current);
    current.flags |= kTaken;
    for (HistoryNode* const parent : current.parents) {
      read(*parent);
      if (parent->is_missing) {
        list.complete = list.complete && is_hidden;
        continue;
      }
      if ((current.flags & kBoth & ~parent->flags) == 0 || parent->seconds < not_before) continue;
      queue.mark(*parent, current.flags & kBoth);
      queue.push(*parent);
    }
  }
  list.complete = list.complete && queue.one_sided() == 0;
  for (const HistoryNode* const visited : wanted) {
    if ((visited->flags & kRight) != 0) continue;
    if (list.commits.size() == limit) {
      list.complete = false;
      break;
    }
    auto commit = parse_commit_object(to_object_id(visited->id), visited->bytes);
    if (commit) list.commits.push_back(*std::move(commit));
  }
  return list;
}

}  // namespace session::git
