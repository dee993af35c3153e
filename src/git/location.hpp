// SPDX-License-Identifier: MIT
// Where a repository lies on disk, found without libgit2 so that a hook with nothing to do ends early.
#pragma once

#include "core/commit.hpp"
#include "core/error.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace session::git {

/// Looks a name up in the environment; the argument is a variable's name such as "GIT_DIR".
using Environment = std::function<std::optional<std::string>(const std::string&)>;

/// The directories of one work tree. All paths are absolute.
struct Location {
  std::filesystem::path git_dir;     ///< of this work tree: `git rev-parse --git-dir`
  std::filesystem::path common_dir;  ///< shared by all work trees: `git rev-parse --git-common-dir`
  std::filesystem::path work_tree;   ///< empty for a bare repository
  bool from_environment = false;     ///< GIT_DIR was set
  bool operator==(const Location&) const = default;
};

/// Finds the repository as git does for a hook or a command started in `cwd`: GIT_DIR, GIT_WORK_TREE and
/// GIT_COMMON_DIR first, else the nearest `.git` folder or `gitdir:` file upwards (not above
/// GIT_CEILING_DIRECTORIES). Gives nothing outside a repository; an error when GIT_DIR names no repository.
[[nodiscard]] Result<std::optional<Location>> find_location(const Environment& environment,
                                                            const std::filesystem::path& cwd);

/// What git is in the middle of, from the state files in the git directory: rebase-merge/, rebase-apply/,
/// MERGE_HEAD, CHERRY_PICK_HEAD, REVERT_HEAD, sequencer/todo, BISECT_LOG. No libgit2; git only in a reftable
/// repository, where the two in the middle are no files. A range has more than
/// one command in sequencer/todo, which counts the one under way; so the last pick of a range is a
/// cherry_pick like a single one.
[[nodiscard]] Operation read_operation(const Location& location);

/// How many picks or reverts come after the one under way, also seen from its post-commit hook: git takes a
/// command out of sequencer/todo only when it starts the next one. 0 for a single pick and for the last one.
[[nodiscard]] std::size_t read_remaining_picks(const Location& location);

/// The commits that `git merge --squash` lists in SQUASH_MSG, newest first as git writes them: its lines
/// `commit <id>` at column 0 (messages stand there indented). Empty without the file.
[[nodiscard]] std::vector<ObjectId> read_squash_ids(const Location& location);

/// The branch that a rebase is about ("main"): head-name in rebase-merge/ or rebase-apply/. It still stands
/// in post-rewrite, but `git rebase --apply` writes it only when it stops for the first time. Nothing without
/// the file and when HEAD was detached before the rebase.
[[nodiscard]] std::optional<std::string> read_rebase_branch(const Location& location);

/// True while `git am` is at its last patch (next and last in rebase-apply/), also in the hooks of that
/// patch. A rebase that uses the same folder gives false.
[[nodiscard]] bool is_last_patch(const Location& location);

/// True while git holds changes back that it puts into the work tree at the end of a merge or rebase
/// (--autostash): MERGE_AUTOSTASH, rebase-merge/autostash or rebase-apply/autostash.
[[nodiscard]] bool holds_autostash(const Location& location);

}  // namespace session::git
