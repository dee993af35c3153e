// SPDX-License-Identifier: MIT
// What git is in the middle of, read from its state files (wt-status.c, sequencer.c).
#include "core/text/text.hpp"
#include "git/disk.hpp"
#include "git/location.hpp"
#include "git/root_refs.hpp"
#include "io/environment.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string_view>
#include <system_error>

namespace session::git {
namespace {

/// The commands that the sequencer has still to carry out, that of the commit under way included.
struct Todo {
  std::size_t count = 0;
  bool reverts = false;
};

constexpr std::size_t kLargestFile = 64u << 20;

/// The first line of a state file; nothing when the file is absent.
std::optional<std::string> read_first_line(const std::filesystem::path& file) {
  const auto text = read_start(file, 64u << 10);
  if (!text) return std::nullopt;
  std::string_view rest = *text;
  return std::string(take_until(rest, '\n'));
}

/// The number that `git am` keeps in one of its files.
std::optional<std::size_t> read_number(const std::filesystem::path& file) {
  const auto line = read_first_line(file);
  std::size_t number = 0;
  if (!line || std::from_chars(line->data(), line->data() + line->size(), number).ec != std::errc{}) {
    return std::nullopt;
  }
  return number;
}

std::optional<Todo> read_todo(const Location& location) {
  const auto text = read_start(location.git_dir / "sequencer" / "todo", kLargestFile);
  if (!text) return std::nullopt;
  Todo todo;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::string_view line = take_until(rest, '\n');
    if (line.empty() || line.front() == '#') continue;
    if (todo.count++ == 0) todo.reverts = line.starts_with("revert") || line.starts_with("r ");
  }
  return todo;
}

/// True when git is in the middle of a pick or revert that this ref tells of. In a reftable only git finds
/// it; it is asked when there is the message of a commit that waits for a person.
bool has_root_ref(const Location& location, const char* name) {
  if (!keeps_refs_in_table(location)) return is_present(location.git_dir / name);
  return is_present(location.git_dir / "MERGE_MSG") && read_root_ref(location, io::find_variable, name);
}

}  // namespace

Operation read_operation(const Location& location) {
  const auto has = [&location](const char* name) { return is_present(location.git_dir / name); };
  if (has("rebase-merge")) return Operation::rebase;
  if (has("rebase-apply")) return has("rebase-apply/applying") ? Operation::am : Operation::rebase;
  if (has("MERGE_HEAD")) return Operation::merge;
  const bool picks = has_root_ref(location, "CHERRY_PICK_HEAD");
  const bool reverts = !picks && has_root_ref(location, "REVERT_HEAD");
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

std::vector<ObjectId> read_squash_ids(const Location& location) {
  constexpr std::string_view kPrefix = "commit ";
  std::vector<ObjectId> ids;
  const std::string text = read_start(location.git_dir / "SQUASH_MSG", kLargestFile).value_or("");
  std::string_view rest = text;
  while (!rest.empty()) {
    std::string_view line = take_until(rest, '\n');
    if (!line.starts_with(kPrefix)) continue;
    line.remove_prefix(kPrefix.size());
    const bool is_hex = line.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (is_hex && (line.size() == 40 || line.size() == 64)) ids.push_back({std::string(line)});
  }
  return ids;
}

std::optional<std::string> read_rebase_branch(const Location& location) {
  constexpr std::string_view kBranches = "refs/heads/";
  for (const char* const folder : {"rebase-merge", "rebase-apply"}) {
    const auto name = read_first_line(location.git_dir / folder / "head-name");
    if (!name) continue;
    if (!name->starts_with(kBranches)) return std::nullopt;
    return name->substr(kBranches.size());
  }
  return std::nullopt;
}

bool is_last_patch(const Location& location) {
  const auto folder = location.git_dir / "rebase-apply";
  if (!is_present(folder / "applying")) return false;
  const auto next = read_number(folder / "next");
  const auto last = read_number(folder / "last");
  return next && last && *next >= *last;
}

bool holds_autostash(const Location& location) {
  const auto has = [&location](const char* name) { return is_present(location.git_dir / name); };
  return has("MERGE_AUTOSTASH") || has("rebase-merge/autostash") || has("rebase-apply/autostash");
}

}  // namespace session::git
