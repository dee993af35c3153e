// SPDX-License-Identifier: MIT
// Walks, tips and patch ids through git's plumbing.
#include "core/text/text.hpp"
#include "git/command_repository.hpp"
#include "git/git_process.hpp"
#include "git/revisions.hpp"

#include <algorithm>
#include <array>
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

/// One line of for-each-ref as a tip; nothing for symbolic remote branches such as origin/HEAD.
std::optional<Tip> parse_ref(std::string_view line) {
  const std::string_view name = take_until(line, '\t');
  const std::string_view symbolic = take_until(line, '\t');
  const std::string_view id = take_until(line, '\t');
  if (!symbolic.empty() && name.starts_with("refs/remotes/")) return std::nullopt;
  static constexpr std::array<std::pair<std::string_view, TipKind>, 3> kFolders = {
      {{"refs/heads/", TipKind::branch}, {"refs/remotes/", TipKind::remote}, {"refs/tags/", TipKind::tag}}};
  for (const auto& [folder, kind] : kFolders) {
    if (name.starts_with(folder))
      return Tip{kind, std::string(name.substr(folder.size())), ObjectId{std::string(id)}};
  }
  return std::nullopt;
}

/// The id of the tree without entries, in the hash of this repository.
std::string find_empty_tree(const ObjectId& other) {
  constexpr std::string_view kSha1 = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
  constexpr std::string_view kSha256 = "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321";
  return std::string(other.hex.size() == kSha256.size() ? kSha256 : kSha1);
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
  SESSION_CHECK(read_all_commits(ids));
  for (const ObjectId& id : ids) {
    const auto commit = commits_.find(id.hex);
    if (commit != commits_.end()) list.commits.push_back(commit->second);
  }
  return list;
}

Result<void> CommandRepository::add_work_trees(std::vector<Tip>& tips) const {
  SESSION_TRY(const auto listed, run({"worktree", "list", "--porcelain", "-z"}));
  std::string path;
  for (std::string_view rest = listed; !rest.empty();) {
    std::string_view line = take_until(rest, '\0');
    const std::string_view key = take_until(line, ' ');
    if (key == "worktree") path = line;
    if (key == "bare") {
      // git gives no commit for it, but it has a HEAD.
      SESSION_TRY(const auto head, ask({"rev-parse", "--verify", "--quiet", "main-worktree/HEAD"}));
      std::error_code error;
      const bool own = std::filesystem::equivalent(path, location_.git_dir, error);
      if (head.status == 0 && !own)
        tips.push_back({TipKind::work_tree, path, ObjectId{head.out.substr(0, head.out.find('\n'))}});
      continue;
    }
    if (key != "HEAD" || line.find_first_not_of('0') == line.npos) continue;
    std::error_code error;
    const bool own = location_.work_tree.empty()
                         ? std::filesystem::equivalent(path, location_.git_dir, error)
                         : std::filesystem::equivalent(path, location_.work_tree, error);
    if (!own) tips.push_back({TipKind::work_tree, path, ObjectId{std::string(line)}});
  }
  return {};
}

Result<std::vector<Tip>> CommandRepository::read_tips() {
  std::vector<Tip> tips;
  SESSION_TRY(auto head, read_head());
  if (head.id) tips.push_back({TipKind::head, "", *std::move(head.id)});
  SESSION_CHECK(add_work_trees(tips));
  SESSION_TRY(
      const auto listed,
      run({"for-each-ref", "--format=%(refname)%09%(symref)%09%(objectname)%09%(objecttype)%09%(*objecttype)",
           "refs/heads", "refs/remotes", "refs/tags"}));
  for (std::string_view rest = listed; !rest.empty();) {
    const std::string_view line = take_until(rest, '\n');
    auto tip = parse_ref(line);
    if (!tip) continue;
    if (line.ends_with("\ttag\tcommit") || line.ends_with("\ttag\ttag")) {
      SESSION_TRY(const auto peeled, ask({"rev-parse", "--verify", "--quiet", tip->id.hex + "^{commit}"}));
      if (peeled.status != 0) continue;
      tip->id.hex = peeled.out.substr(0, peeled.out.find('\n'));
    } else if (!line.ends_with("\tcommit\t")) {
      continue;
    }
    tips.push_back(*std::move(tip));
  }
  std::stable_sort(tips.begin(), tips.end(), [](const Tip& a, const Tip& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.name < b.name;
  });
  return tips;
}

Result<std::vector<ObjectId>> CommandRepository::read_ref_tips() {
  SESSION_TRY(auto tips, read_tips());
  std::vector<ObjectId> ids;
  ids.reserve(tips.size());
  for (Tip& tip : tips) ids.push_back(std::move(tip.id));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

Result<std::vector<std::optional<std::size_t>>> CommandRepository::find_reaching_tips(
    const std::vector<Tip>& tips, const std::vector<ObjectId>& targets) {
  std::vector<std::optional<std::size_t>> reached(targets.size());
  SESSION_CHECK(read_all_commits(targets));
  std::optional<std::int64_t> oldest;
  for (const ObjectId& target : targets) {
    const auto commit = commits_.find(target.hex);
    if (commit == commits_.end()) continue;
    oldest = std::min(oldest.value_or(commit->second.committer.seconds), commit->second.committer.seconds);
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
  SESSION_CHECK(read_all_commits(ids));
  std::vector<const Commit*> sorted;
  for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
    const auto commit = commits_.find(id->hex);
    if (commit != commits_.end()) sorted.push_back(&commit->second);
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const Commit* a, const Commit* b) {
    return a->committer.seconds < b->committer.seconds;
  });
  // A parent comes first even where it claims to be newer than its child.
  std::unordered_set<std::string_view> wanted;
  for (const Commit* commit : sorted) wanted.insert(commit->id.hex);
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
        open.push_back(&commits_.at(parent->hex));
        continue;
      }
      open.pop_back();
      if (done.insert(current->id.hex).second) ordered.push_back(current->id);
    }
  }
  return ordered;
}

}  // namespace session::git
