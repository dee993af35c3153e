// SPDX-License-Identifier: MIT
// The kinds of repositories that git makes, as rows, and a repository of a kind beside its twin without
// hooks.
#pragma once

#include "core/commit.hpp"
#include "support/test_repo.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace session::test {

/// One kind of repository. The scripts are for sh, run in an empty folder; beside it is room for more ($OUT).
struct Kind {
  std::string_view name;
  /// Makes a repository, ends in its work tree and prints nothing. `start` makes one with the commit `First`
  /// (a, dir/b, far/c), with the options of `git init` that it is given. GIT_DIR and GIT_WORK_TREE, when
  /// exported, hold for all commands afterwards.
  std::string_view make;
  /// What must succeed where the kind can be had, and what is said where it does not.
  std::string_view probe = ":";
  std::string_view lacks = {};
  /// Runs at the end.
  std::string_view close = ":";
};

/// All kinds.
[[nodiscard]] const std::vector<Kind>& all_kinds();

/// For the names of parametrised tests.
void PrintTo(const Kind& kind, std::ostream* out);

/// Each file below a folder with its bytes, links with their targets; what git-session keeps for itself (the
/// folders `session`) is left out, and so are sockets.
using FileMap = std::map<std::string, std::string>;
[[nodiscard]] FileMap read_tree(const std::filesystem::path& folder);

/// Names whose bytes differ in two maps, a line each; empty when they are equal.
[[nodiscard]] std::string compare_trees(const FileMap& before, const FileMap& after);

/// A repository of a kind.
class Ground {
 public:
  explicit Ground(const Kind& kind);
  Ground(const Ground&) = delete;
  Ground& operator=(const Ground&) = delete;
  ~Ground();

  [[nodiscard]] TestRepo& repo() { return repo_; }
  /// The work tree.
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  /// Runs a script in the work tree, with the function `put` (make and stage files) and $OUT.
  [[nodiscard]] RunResult sh(const std::string& script);
  /// Runs git there, which must succeed.
  std::string git(const std::vector<std::string>& arguments);
  /// SESSION.md.
  [[nodiscard]] std::string document() const;
  /// The whole git directory, the common one and the hooks directory.
  [[nodiscard]] FileMap read_git_files();
  /// The value that `Uncommitted Changes` must have by `git status --porcelain`, without own files.
  [[nodiscard]] std::string format_changes();

 private:
  const Kind* kind_;
  TestRepo repo_;
  std::filesystem::path folder_;
};

/// A repository with the hooks and one without, in which the same is done at the same times.
class GroundPair {
 public:
  explicit GroundPair(const Kind& kind) : with_(kind), without_(kind) {}

  [[nodiscard]] Ground& with() { return with_; }
  [[nodiscard]] Ground& without() { return without_; }
  /// Runs a script in both. Status, standard output and what git says must be the same; gives what we say.
  [[nodiscard]] std::string play(const std::string& script);
  /// Runs a script with the hooks only, which must succeed.
  RunResult play_with(const std::string& script);
  /// Status, refs and history must be the same in both.
  void expect_same_view();

 private:
  /// The beginning of a script that sets the clock, which then ticks.
  [[nodiscard]] std::string next_time();

  Ground with_;
  Ground without_;
  std::int64_t seconds_ = 1751364000;  ///< 2025-07-01T10:00:00Z
};

}  // namespace session::test
