// SPDX-License-Identifier: MIT
// Repositories to time programs in, made with real git in temporary folders.
#pragma once

#include "support/test_repo.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session::bench {

/// Where the built programs are.
[[nodiscard]] std::filesystem::path program(std::string_view name);
[[nodiscard]] std::filesystem::path noop_hook();
[[nodiscard]] std::filesystem::path changes_program();
[[nodiscard]] std::filesystem::path naive_hook();
[[nodiscard]] std::filesystem::path peak_program();
/// The program of that name that is first in PATH.
[[nodiscard]] std::optional<std::filesystem::path> find_in_path(std::string_view name);
[[nodiscard]] std::filesystem::path find_git();

/// A repository with `files` committed files of about 1 KiB, one of them modified, and one untracked file.
class Scene {
 public:
  explicit Scene(std::size_t files);

  [[nodiscard]] const std::filesystem::path& path() const { return repo_.path(); }
  [[nodiscard]] test::TestRepo& repo() { return repo_; }
  /// What a person's shell gives to git, and git to a hook besides.
  [[nodiscard]] std::vector<std::string> shell_environment() const;
  [[nodiscard]] std::vector<std::string> hook_environment() const;

  /// `git session install`, which makes SESSION.md too.
  void install();
  /// Another program in place of the post-commit hook.
  void set_hook(const std::filesystem::path& program);
  /// A commit of nothing that our hooks do not see.
  void commit_unseen(const std::string& subject);
  /// HEAD's commit gets another message, and our hooks do not see it.
  void amend_unseen(const std::string& subject);
  /// `count` commits of nothing in one pack, dated after the last one; the branch is moved to the newest.
  void import_commits(std::size_t count);
  /// `count` commits in one pack in place of the branch's own, with the same files and the newest made now.
  /// With `Step::file` each adds a file, and the work tree has no changes.
  enum class Step { empty, file };
  void replace_history(std::size_t count, Step step);
  /// The commits are recorded by the hooks' rules: `git session record RANGE`.
  void record(const std::string& range);
  /// As many lines in Completed Items, each with the hash of the first commit.
  void set_completed(std::size_t count);

  /// Remembers SESSION.md and the private state; `restore` puts them back.
  void remember();
  void restore() const;

  /// Throws unless SESSION.md has an item with HEAD's hash and names it in the checkpoint.
  void check_recorded() const;
  /// Throws unless SESSION.md has an item with the hash of each of these commits (full ids).
  void check_items(const std::vector<std::string>& ids) const;

 private:
  [[nodiscard]] std::filesystem::path state_folder() const { return path() / ".git/session"; }

  test::TestRepo repo_;
  std::string exec_path_;  ///< where git has its programs
  std::string document_;
  std::map<std::string, std::string> state_;  ///< the bytes of the files of the private state
  std::int64_t last_import_ = 0;              ///< when the newest imported commit was made
};

}  // namespace session::bench
