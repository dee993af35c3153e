// SPDX-License-Identifier: MIT
// What git is in the middle of, read from its state files (wt-status.c, sequencer.c).
#include "git/disk.hpp"
#include "git/location.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace session::git {
namespace {

/// The commands that the sequencer has still to carry out, that of the commit under way included.
struct Todo {
  std::size_t count = 0;
  bool reverts = false;
};

std::optional<Todo> read_todo(const Location& location) {
  const auto text = read_start(location.git_dir / "sequencer" / "todo", 64u << 20);
  if (!text) return std::nullopt;
  Todo todo;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty() || line.front() == '#') continue;
    if (todo.count++ == 0) todo.reverts = line.starts_with("revert") || line.starts_with("r ");
  }
  return todo;
}

}  // namespace

Operation read_operation(const Location& location) {
  const auto has = [&location](const char* name) { return is_present(location.git_dir / name); };
  if (has("rebase-merge")) return Operation::rebase;
  if (has("rebase-apply")) return has("rebase-apply/applying") ? Operation::am : Operation::rebase;
  if (has("MERGE_HEAD")) return Operation::merge;
  const bool picks = has("CHERRY_PICK_HEAD");
  const bool reverts = !picks && has("REVERT_HEAD");
  if (const auto todo = read_todo(location); todo && todo->count > 0) {
    const bool is_range = todo->count > 1;
    if (!picks && (reverts || todo->reverts)) return is_range ? Operation::revert_range : Operation::revert;
    return is_range ? Operation::cherry_pick_range : Operation::cherry_pick;
  }
  if (picks) return Operation::cherry_pick;
  if (reverts) return Operation::revert;
  return has("BISECT_LOG") ? Operation::bisect : Operation::none;
}

std::size_t read_remaining_picks(const Location& location) {
  const auto todo = read_todo(location);
  return todo && todo->count > 0 ? todo->count - 1 : 0;
}

}  // namespace session::git
