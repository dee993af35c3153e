// SPDX-License-Identifier: MIT
#include "snapshot.hpp"

#include "support/temp_dir.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace session::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRecord = "\x1e";
constexpr std::string_view kField = "\x1f";
constexpr std::string_view kValue = "\x1d";

/// Paths below a folder that are the program's own, or that hold times of files.
bool is_left_out(const std::string& name) {
  const auto is_in = [&name](std::string_view folder) { return name.starts_with(folder); };
  if (name == "git/index" || name == "git/info/exclude") return true;
  if (is_in("git/objects/") || is_in("git/hooks/") || is_in("git/session/")) return true;
  if (is_in("git/worktrees/")) return name.ends_with("/index") || name.find("/session/") != std::string::npos;
  if (is_in("work/.git/")) return true;
  return name == "work/SESSION.md" || name == "linked/SESSION.md" ||
         name.find("/claudedocs/SESSION_SNAPSHOT_") != std::string::npos;
}

std::string hide_root(std::string text, const std::string& root) {
  for (std::size_t at = text.find(root); at != std::string::npos; at = text.find(root, at))
    text.replace(at, root.size(), "{ROOT}");
  return text;
}

void read_folder(Files& files, const fs::path& folder, const std::string& name, const std::string& root) {
  if (!fs::exists(folder)) return;
  for (auto at = fs::recursive_directory_iterator(folder); at != fs::recursive_directory_iterator(); ++at) {
    const std::string file = name + at->path().string().substr(folder.string().size());
    if (at->is_directory()) {
      if (is_left_out(file + "/")) at.disable_recursion_pending();
      continue;
    }
    if (is_left_out(file)) continue;
    files[file] = hide_root(at->is_regular_file() ? read_bytes(at->path()) : "not a regular file", root);
  }
}

std::vector<std::string> find_reverts(const std::string& body) {
  constexpr std::string_view kWords = "This reverts commit ";
  std::vector<std::string> ids;
  for (std::size_t at = body.find(kWords); at != std::string::npos; at = body.find(kWords, at)) {
    at += kWords.size();
    ids.push_back(
        body.substr(at, std::min(body.find_first_not_of("0123456789abcdef", at), body.size()) - at));
  }
  return ids;
}

std::vector<std::string> split_values(const std::string& text, std::string_view separator) {
  return text.empty() ? std::vector<std::string>() : split_text(text, separator);
}

ModelCommit read_commit(const std::string& record) {
  const std::vector<std::string> fields = split_text(record, kField);
  if (fields.size() != 10) throw std::runtime_error("git log printed an unexpected record: " + record);
  return {.id = fields[0],
          .parents = split_values(fields[1], " "),
          .tree = fields[2],
          .authored = std::strtoll(fields[3].c_str(), nullptr, 10),
          .author = fields[4],
          .committer = fields[5],
          .subject = fields[6],
          .completes = split_values(fields[7], kValue),
          .next = split_values(fields[8], kValue),
          .reverts = find_reverts(fields[9])};
}

UnderWay find_under_way(const Files& files) {
  const auto has = [&files](const std::string& name) {
    const auto at = files.lower_bound(name);
    return at != files.end() && at->first.starts_with(name);
  };
  if (has("git/rebase-apply/applying")) return UnderWay::am;
  if (has("git/rebase-merge/") || has("git/rebase-apply/")) return UnderWay::rebase;
  if (has("git/MERGE_HEAD")) return UnderWay::merge;
  if (has("git/CHERRY_PICK_HEAD")) return UnderWay::pick;
  if (has("git/REVERT_HEAD")) return UnderWay::revert;
  const auto todo = files.find("git/sequencer/todo");
  if (todo != files.end()) return todo->second.starts_with("revert") ? UnderWay::revert : UnderWay::pick;
  // Left behind for --quit or --abort.
  if (has("git/sequencer/")) return UnderWay::pick;
  return UnderWay::nothing;
}

}  // namespace

Files read_files(const fs::path& repository) {
  const fs::path outside = repository.parent_path();
  Files files;
  read_folder(files, repository / ".git", "git", outside.string());
  read_folder(files, repository, "work", outside.string());
  read_folder(files, outside / "linked", "linked", outside.string());
  read_folder(files, outside / "server.git/refs", "server", outside.string());
  return files;
}

std::vector<std::string> list_objects(const fs::path& repository) {
  const fs::path folder = repository / ".git/objects";
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_directory()) names.push_back(entry.path().lexically_relative(folder).string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string_view log_format() {
  return "%H%x1f%P%x1f%T%x1f%at%x1f%an%x1f%cn%x1f%s"
         "%x1f%(trailers:key=Completes,valueonly,separator=%x1d)"
         "%x1f%(trailers:key=Next,valueonly,separator=%x1d)%x1f%b%x1e";
}

Snapshot read_snapshot(const std::string& status, const std::string& log, const Files& files) {
  Snapshot now;
  for (const std::string& line : split_text(status, "\n")) {
    if (line.starts_with("# branch.oid ")) now.head = line.substr(13);
    if (line.starts_with("# branch.head ") && line != "# branch.head (detached)")
      now.branch = line.substr(14);
    if (line.starts_with("1 ") || line.starts_with("2 ")) now.dirty = true;
    if (line.starts_with("u ")) now.unmerged = true;
    if (line.starts_with("? ")) now.untracked = true;
  }
  for (const std::string& record : split_text(log, kRecord)) {
    const std::size_t start = record.find_first_not_of('\n');
    if (start == std::string::npos) continue;
    ModelCommit commit = read_commit(record.substr(start));
    now.commits[commit.id] = std::move(commit);
  }
  constexpr std::string_view kHeads = "git/refs/heads/";
  for (const auto& [name, bytes] : files) {
    if (name.starts_with(kHeads)) now.tips[name.substr(kHeads.size())] = bytes.substr(0, bytes.find('\n'));
  }
  now.under_way = find_under_way(files);
  if (const auto todo = files.find("git/sequencer/todo"); todo != files.end())
    now.last_pick = std::count(todo->second.begin(), todo->second.end(), '\n') == 1;
  now.stash = files.contains("git/refs/stash");
  now.linked = files.contains("git/worktrees/linked/HEAD");
  now.squash_message = files.contains("git/SQUASH_MSG");
  return now;
}

std::set<std::string> find_ancestors(const Snapshot& snapshot, const std::string& id) {
  std::set<std::string> found;
  std::vector<std::string> waiting = {id};
  while (!waiting.empty()) {
    const std::string one = std::move(waiting.back());
    waiting.pop_back();
    const auto commit = snapshot.commits.find(one);
    if (commit == snapshot.commits.end() || !found.insert(one).second) continue;
    waiting.insert(waiting.end(), commit->second.parents.begin(), commit->second.parents.end());
  }
  return found;
}

std::vector<ModelCommit> find_line(const Snapshot& snapshot, const std::string& id) {
  std::vector<ModelCommit> line;
  auto at = snapshot.commits.find(id);
  while (at != snapshot.commits.end() && at->second.parents.size() == 1) {
    line.push_back(at->second);
    at = snapshot.commits.find(at->second.parents.front());
  }
  return line;
}

std::vector<std::string> split_text(const std::string& text, std::string_view separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t at = text.find(separator); at != std::string::npos; at = text.find(separator, start)) {
    parts.push_back(text.substr(start, at - start));
    start = at + separator.size();
  }
  parts.push_back(text.substr(start));
  return parts;
}

}  // namespace session::test
