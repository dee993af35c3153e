// SPDX-License-Identifier: MIT
// Walks, tips and patch ids through git's plumbing.
#include "core/text/text.hpp"
#include "git/command_repository.hpp"
#include "git/git_process.hpp"
#include "git/revisions.hpp"
#include "git/tree_object.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

namespace session::git {
namespace {

std::string to_lines(const std::vector<ObjectId>& ids, std::string_view prefix) {
  std::string lines;
  for (const ObjectId& id : ids) lines.append(prefix).append(id.hex).append("\n");
  return lines;
}

/// Commits and their parents, as `git rev-list --parents` prints them.
class CommitGraph {
 public:
  explicit CommitGraph(std::string_view output) {
    while (!output.empty()) {
      std::string_view line = take_until(output, '\n');
      std::vector<std::string_view>& parents = parents_[take_until(line, ' ')];
      while (!line.empty()) parents.push_back(take_until(line, ' '));
    }
  }

  /// Gives each commit that `tip` reaches, and no earlier tip did, this number.
  void reach(std::string_view tip, std::size_t number) {
    std::vector<std::string_view> open = {tip};
    while (!open.empty()) {
      const std::string_view id = open.back();
      open.pop_back();
      const auto found = parents_.find(id);
      if (found == parents_.end() || !reached_.try_emplace(id, number).second) continue;
      open.insert(open.end(), found->second.begin(), found->second.end());
    }
  }

  [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const {
    const auto found = reached_.find(id);
    return found == reached_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::unordered_map<std::string_view, std::vector<std::string_view>> parents_;
  std::unordered_map<std::string_view, std::size_t> reached_;
};

/// The id of the tree without entries, in the hash of this repository.
std::string find_empty_tree(const ObjectId& other) {
  return std::string(other.hex.size() == kEmptyTreeSha256.size() ? kEmptyTreeSha256 : kEmptyTreeSha1);
}

/// A patch without line numbers, ids and blanks.
std::string strip_patch(std::string_view patch) {
  constexpr std::string_view kBlanks = " \t\v\f\r";
  std::string text;
  text.reserve(patch.size());
  while (!patch.empty()) {
    std::string_view line = take_until(patch, '\n');
    if (line.starts_with("index ") || line.starts_with("\\ ")) continue;
    if (line.starts_with("@@ ")) line = "@@";
    for (const char byte : line) {
      if (kBlanks.find(byte) == kBlanks.npos) text += byte;
    }
    text += '\n';
  }
  return text;
}

}  // namespace

Result<Distance> CommandRepository::read_distance(const ObjectId& from, const ObjectId& to) {
  SESSION_TRY(const auto output,
              ask({"rev-list", "--left-right", "--count", from.hex + "..." + to.hex, "--"}));
  if (output.status != 0) return Distance{0, 0, false};
  std::string_view line = output.out;
  Distance distance;
  const auto read_number = [&line](char end) {
    const std::string_view digits = take_until(line, end);
    std::size_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
  };
  distance.behind = read_number('\t');
  distance.ahead = read_number('\n');
  if (distance.ahead > 0 && distance.behind > 0 && is_shallow()) {
    // Without a common commit the boundary may hide one.
    SESSION_TRY(const auto base, ask({"merge-base", from.hex, to.hex}));
    if (base.status != 0) return Distance{0, 0, false};
  }
  return distance;
}

Result<CommitList> CommandRepository::read_commits(const ObjectId& from, const std::vector<ObjectId>& hidden,
                                                   std::size_t limit, std::int64_t not_before) {
  SESSION_CHECK(read_commit(from));
  std::vector<std::string> arguments = {"rev-list", "--ignore-missing", "--stdin",
                                        "--max-count=" + std::to_string(limit + 1)};
  if (not_before > 0) arguments.push_back("--max-age=" + std::to_string(not_before));
  SESSION_TRY(const auto output, ask(std::move(arguments), from.hex + "\n" + to_lines(hidden, "^")));
  if (output.status != 0) {
    return fail(ErrorKind::git, "cannot list the commits of '" + from.hex +
                                    "': " + output.err.substr(0, output.err.find('\n')));
  }
  std::vector<ObjectId> ids;
  for (std::string_view rest = output.out; !rest.empty();)
    ids.push_back(ObjectId{std::string(take_until(rest, '\n'))});
  CommitList list;
  list.complete = ids.size() <= limit;
  if (!list.complete) ids.resize(limit);
  SESSION_TRY(const auto commits, read_all_commits(ids));
  for (const Commit* const commit : commits) list.commits.push_back(*commit);
  return list;
}

Result<std::vector<std::optional<std::size_t>>> CommandRepository::find_reaching_tips(
    const std::vector<Tip>& tips, const std::vector<ObjectId>& targets) {
  std::vector<std::optional<std::size_t>> reached(targets.size());
  SESSION_TRY(const auto present, read_all_commits(targets));
  std::optional<std::int64_t> oldest;
  for (const Commit* const target : present) {
    oldest = std::min(oldest.value_or(target->committer.seconds), target->committer.seconds);
  }
  if (!oldest || tips.empty()) return reached;
  // Clocks go wrong now and then: the walk goes on a day below the oldest.
  constexpr std::int64_t kSlack = std::int64_t{24} * 60 * 60;
  std::vector<ObjectId> ids;
  ids.reserve(tips.size());
  for (const Tip& tip : tips) ids.push_back(tip.id);
  SESSION_TRY(const auto output,
              ask({"rev-list", "--parents", "--ignore-missing", "--stdin",
                   "--max-age=" + std::to_string(std::max<std::int64_t>(*oldest - kSlack, 0))},
                  to_lines(ids, "")));
  if (output.status != 0) {
    return fail(ErrorKind::git,
                "cannot walk through the history: " + output.err.substr(0, output.err.find('\n')));
  }
  CommitGraph graph(output.out);
  for (std::size_t i = 0; i < tips.size(); ++i) graph.reach(tips[i].id.hex, i);
  for (std::size_t i = 0; i < targets.size(); ++i) reached[i] = graph.find(targets[i].hex);
  return reached;
}

/// True when all blobs of a change are present and small enough together. `raw` is the output of `git
/// diff-tree --raw -z`.
Result<bool> CommandRepository::is_affordable(std::string_view raw) const {
  constexpr std::size_t kMostPaths = 500;
  constexpr std::size_t kMostText = 1u << 20;
  std::string input;
  std::size_t paths = 0;
  while (!raw.empty()) {
    std::string_view line = take_until(raw, '\0');  // :mode mode id id letter
    (void)take_until(raw, '\0');                    // the path
    if (++paths > kMostPaths) return false;
    (void)take_until(line, ' ');
    const bool is_submodule = take_until(line, ' ') == "160000";
    for (int side = 0; side < 2; ++side) {
      const std::string_view id = take_until(line, ' ');
      if (!is_submodule) input.append(id).append("\n");
    }
  }
  SESSION_TRY(const auto sizes, ask({"cat-file", "--batch-check=%(objectname) %(objectsize)"}, input));
  std::size_t text = 0;
  for (std::string_view rest = sizes.out; !rest.empty();) {
    std::size_t larger = 0;
    for (int side = 0; side < 2; ++side) {
      std::string_view line = take_until(rest, '\n');
      const std::string_view id = take_until(line, ' ');
      std::size_t size = 0;
      std::from_chars(line.data(), line.data() + line.size(), size);
      if (line == "missing" && id.find_first_not_of('0') != id.npos) return false;
      larger = std::max(larger, size);
    }
    text += larger;
  }
  return text <= kMostText;
}

Result<std::optional<std::string>> CommandRepository::read_patch_id(
    const std::optional<ObjectId>& before_tree, const ObjectId& after_tree) {
  if (before_tree == after_tree) return std::nullopt;
  const std::string before = before_tree ? before_tree->hex : find_empty_tree(after_tree);
  SESSION_TRY(const auto raw,
              run({"diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", before, after_tree.hex}));
  if (raw.empty()) return std::nullopt;
  SESSION_TRY(const bool affordable, is_affordable(raw));
  if (!affordable) return std::nullopt;
  SESSION_TRY(const auto patch, run({"diff-tree", "-r", "-p", "--text", "--no-ext-diff", "--no-textconv",
                                     "--no-renames", "--indent-heuristic", before, after_tree.hex}));
  // git's own patch-id leaves out what stands behind a NUL.
  SESSION_TRY(const auto id, ask({"hash-object", "--stdin"}, strip_patch(patch)));
  if (id.status != 0) return std::nullopt;
  return id.out.substr(0, id.out.find('\n'));
}

Result<std::vector<ObjectId>> CommandRepository::resolve_commits(const std::vector<std::string>& revisions) {
  SESSION_TRY(const auto ids, list_revisions(location_, environment_, revisions));
  SESSION_TRY(std::vector<const Commit*> sorted, read_all_commits(ids));
  std::reverse(sorted.begin(), sorted.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const Commit* a, const Commit* b) {
    return a->committer.seconds < b->committer.seconds;
  });
  // A parent comes first even where it claims to be newer than its child.
  std::unordered_set<std::string_view> wanted;
  std::unordered_map<std::string_view, const Commit*> by_id;
  for (const Commit* commit : sorted) {
    wanted.insert(commit->id.hex);
    by_id.emplace(commit->id.hex, commit);
  }
  std::vector<ObjectId> ordered;
  std::unordered_set<std::string_view> done;
  std::vector<const Commit*> open;
  for (const Commit* commit : sorted) {
    open.push_back(commit);
    while (!open.empty()) {
      const Commit* const current = open.back();
      const auto parent =
          std::find_if(current->parents.begin(), current->parents.end(),
                       [&](const ObjectId& id) { return wanted.contains(id.hex) && !done.contains(id.hex); });
      if (parent != current->parents.end()) {
        open.push_back(by_id.at(parent->hex));
        continue;
      }
      open.pop_back();
      if (done.insert(current->id.hex).second) ordered.push_back(current->id);
    }
  }
  return ordered;
}

}  // namespace session::git
