// SPDX-License-Identifier: MIT
// What git says about a repository after a step, read without the code under test.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace session::test {

/// One commit. The author's time is its identity through every rewrite: the steps give each new commit a time
/// of its own, and git keeps it in a rebase, an amend, a pick and an applied patch.
struct ModelCommit {
  std::string id;
  std::vector<std::string> parents;
  std::string tree;
  std::int64_t authored = 0;  ///< seconds since 1970
  std::string author;
  std::string committer;
  std::string subject;
  std::vector<std::string> completes;  ///< values of its trailers `Completes:`, as git reads them
  std::vector<std::string> next;       ///< the same for `Next:`
  std::vector<std::string> reverts;    ///< the ids behind `This reverts commit `
};

/// What git has not finished.
enum class UnderWay { nothing, rebase, merge, pick, revert, am };

/// Bytes of files by a name that says where they lie; the temporary folder's path stands as `{ROOT}`.
using Files = std::map<std::string, std::string>;

/// A repository as the generator and the checks see it.
struct Snapshot {
  std::map<std::string, ModelCommit> commits;  ///< reachable from HEAD, branches, tags, work trees; by id
  std::string head;                            ///< full id
  std::string branch;                          ///< empty when HEAD is detached
  std::map<std::string, std::string> tips;     ///< local branches and their commits
  UnderWay under_way = UnderWay::nothing;
  bool dirty = false;     ///< tracked files differ from HEAD
  bool unmerged = false;  ///< the index holds conflicts
  bool untracked = false;
  bool stash = false;           ///< something was put aside
  bool linked = false;          ///< there is a linked work tree
  bool last_pick = false;       ///< of a range of picks or reverts only the last one is left
  bool squash_message = false;  ///< `merge --squash` waits for its commit
};

/// The git directory (without objects, index, hooks and our own files), the work tree and the linked one
/// (without SESSION.md), and the refs of the server beside them.
[[nodiscard]] Files read_files(const std::filesystem::path& repository);

/// The object files, by name only: what was ever stored.
[[nodiscard]] std::vector<std::string> list_objects(const std::filesystem::path& repository);

/// The format for `git log` that read_snapshot takes.
[[nodiscard]] std::string_view log_format();

/// Puts together what `git status --porcelain=v2 --branch`, `git log` and the files say.
[[nodiscard]] Snapshot read_snapshot(const std::string& status, const std::string& log, const Files& files);

/// A commit and all that it is made upon.
[[nodiscard]] std::set<std::string> find_ancestors(const Snapshot& snapshot, const std::string& id);

/// HEAD's commits down to the first merge or root, which is left out: HEAD~n exists for each n up to the
/// size.
[[nodiscard]] std::vector<ModelCommit> find_line(const Snapshot& snapshot, const std::string& id);

/// The parts of a text between separators; one more than there are separators.
[[nodiscard]] std::vector<std::string> split_text(const std::string& text, std::string_view separator);

}  // namespace session::test
