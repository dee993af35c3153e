// SPDX-License-Identifier: MIT
// Walks newest first by the committer's time, as git does without a commit-graph. Clocks may be wrong, so a
// walk goes on a little after it looks finished (git's revision.c calls that slop).
#include "git/history.hpp"

#include "git/commit_object.hpp"
#include "git/disk.hpp"
#include "git/walk_queue.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace session::git {
namespace {

constexpr int kSlop = 5;

bool is_one_sided(unsigned flags) {
  const unsigned sides = flags & kBoth;
  return sides == kLeft || sides == kRight;
}

/// Takes `KEY VALUE\n` from the front; nothing when the line has another key.
std::optional<std::string_view> take_line(std::string_view& text, std::string_view key) {
  if (!text.starts_with(key)) return std::nullopt;
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view value = text.substr(key.size(), end - key.size());
  text.remove_prefix(std::min(end + 1, text.size()));
  return value;
}

}  // namespace

History::History(std::unique_ptr<CommitSource> source, const std::filesystem::path& shallow_file)
    : source_(std::move(source)), digits_(source_->id_digits()) {
  const std::string text = read_start(shallow_file, 64u << 20).value_or("");
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto line = take_line(rest, "");
    if (const auto id = parse_id(line.value_or(""), digits_)) boundary_.insert(*id);
  }
}

bool History::is_boundary(const ObjectId& id) const {
  const auto bytes = parse(id);
  return bytes && boundary_.contains(*bytes);
}

HistoryNode* History::find(const ObjectId& id) {
  const auto bytes = parse(id);
  if (!bytes) return nullptr;
  HistoryNode& found = read(node(*bytes));
  return found.is_missing ? nullptr : &found;
}

HistoryNode& History::node(const IdBytes& id) {
  HistoryNode& found = nodes_[id];
  found.id = id;
  return found;
}

HistoryNode& History::read(HistoryNode& node) {
  if (node.is_read) return node;
  node.is_read = true;
  const auto bytes = source_->read(node.id);
  if (bytes) {
    read_header(node, *bytes);
  } else {
    node.is_missing = true;
  }
  return node;
}

void History::read_header(HistoryNode& node, std::string_view rest) {
  if (!take_line(rest, "tree ")) {
    node.is_missing = true;
    return;
  }
  while (const auto parent = take_line(rest, "parent ")) {
    const auto id = parse_id(*parent, digits_);
    if (!id) node.is_missing = true;
    const bool is_boundary = boundary_.contains(node.id);
    if (!is_boundary) node.parents.push_back(&this->node(id.value_or(IdBytes{})));
    node.hides_parents = node.hides_parents || is_boundary;
  }
  take_line(rest, "author ");
  const std::string_view committer = take_line(rest, "committer ").value_or("");
  const std::size_t close = committer.rfind('>');
  if (close == std::string_view::npos || close + 2 > committer.size()) return;
  const std::string_view seconds = committer.substr(close + 2);
  std::from_chars(seconds.data(), seconds.data() + seconds.size(), node.seconds);
}

std::optional<Commit> History::read_commit(const HistoryNode& node) {
  // Walks visit far more commits than they list, so nodes don't keep the bytes; what is below has a cache.
  const auto bytes = source_->read(node.id);
  return bytes ? parse_commit_object(format_id(node.id, digits_), *bytes) : std::nullopt;
}

void History::clear_flags() {
  for (auto& [id, node] : nodes_) {
    node.flags = 0;
    node.reach = HistoryNode::kUnreached;
  }
}

Distance History::measure_distance(const ObjectId& from, const ObjectId& to) {
  clear_flags();
  HistoryNode* const left = find(from);
  HistoryNode* const right = find(to);
  if (left == nullptr || right == nullptr) return {0, 0, false};
  WalkQueue queue(is_one_sided);
  left->flags |= kLeft;
  right->flags |= kRight;
  queue.push(*left);
  queue.push(*right);
  std::vector<HistoryNode*> taken;
  std::int64_t oldest = std::numeric_limits<std::int64_t>::max();
  int slop = kSlop;
  while (!queue.empty()) {
    if (queue.open() > 0 || queue.newest() >= oldest) {
      slop = kSlop;
    } else if (--slop < 0) {
      break;
    }
    HistoryNode& current = queue.pop();
    if ((current.flags & kTaken) == 0) taken.push_back(&current);
    current.flags |= kTaken;
    if (is_one_sided(current.flags)) oldest = std::min(oldest, current.seconds);
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
    if (!is_one_sided(visited->flags)) continue;
    ++((visited->flags & kLeft) != 0 ? distance.behind : distance.ahead);
    if (visited->hides_parents) distance.known = false;
  }
  return distance;
}

Result<CommitList> History::list_commits(const ObjectId& from, const std::vector<ObjectId>& hidden,
                                         std::size_t limit, std::int64_t not_before) {
  clear_flags();
  CommitList list;
  HistoryNode* const start = find(from);
  if (start == nullptr) {
    return fail(ErrorKind::git, "cannot read commit '" + from.hex + "': it is not in this repository");
  }
  WalkQueue queue(is_one_sided);
  for (const ObjectId& id : hidden) {
    HistoryNode* const hidden_node = find(id);
    if (hidden_node == nullptr) continue;
    hidden_node->flags |= kBoth;
    queue.push(*hidden_node);
  }
  start->flags |= kLeft;
  if (start->seconds >= not_before) queue.push(*start);
  std::vector<HistoryNode*> wanted;
  int slop = kSlop;
  while (!queue.empty()) {
    const bool is_full = wanted.size() > limit;
    const std::int64_t oldest =
        wanted.empty() ? not_before : wanted[std::min(limit, wanted.size() - 1)]->seconds;
    if ((!is_full && queue.open() > 0) || (!wanted.empty() && !hidden.empty() && queue.newest() >= oldest)) {
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
  list.complete = list.complete && queue.open() == 0;
  for (const HistoryNode* const visited : wanted) {
    if ((visited->flags & kRight) != 0) continue;
    if (list.commits.size() == limit) {
      list.complete = false;
      break;
    }
    if (auto commit = read_commit(*visited)) list.commits.push_back(*std::move(commit));
  }
  return list;
}

}  // namespace session::git
