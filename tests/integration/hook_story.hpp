// SPDX-License-Identifier: MIT
// Repositories with and without the installed hooks, the document that they must show, and what was said.
#pragma once

#include "support/temp_dir.hpp"
#include "support/test_repo.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace session::test {

/// What SESSION.md shows. A text may hold `{REV}`, which stands for the abbreviated id of that commit; an
/// item has ` @ REV` where a hash and its date belong, at its end or before a mark (` — commit gone`).
struct Shown {
  std::vector<std::string> completed = {};
  std::string branch = "main";
  std::string last = "HEAD";  ///< the revision of the checkpoint; empty: no commit yet
  std::string changes = "None";
  std::vector<std::string> in_progress = {};  ///< behind the box: `Add x — not started`
  std::vector<std::string> next = {};
  std::vector<std::string> blockers = {};
};

/// A repository with the commit `First` (file `a`), where scripts are run by sh. `git session install` was
/// run in it, unless it is the twin without hooks.
class Story {
 public:
  enum class Hooks { installed, none };
  explicit Story(Hooks hooks = Hooks::installed);

  [[nodiscard]] TestRepo& repo() { return repo_; }
  /// Runs a script in the repository. In it, `put NAME` makes a new file and stages it, `edit SED-SCRIPT`
  /// changes SESSION.md where it is, `tick` moves the clock.
  [[nodiscard]] RunResult sh(const std::string& script);
  /// The same for one that must succeed; gives what it printed on standard error.
  std::string play(const std::string& script);

  /// Plays a script and compares what it printed on standard error with `said`, expanded afterwards.
  void expect_said(const std::string& script, const std::string& said);

  [[nodiscard]] std::string document() { return repo_.read("SESSION.md"); }
  /// The bytes that SESSION.md must have, written when the last script ran, or at `seconds`.
  [[nodiscard]] std::string expect(const Shown& shown, std::int64_t seconds = 0);
  /// Puts abbreviated ids for `{REV}` and the repository's path for `{ROOT}`.
  [[nodiscard]] std::string expand(std::string text);
  /// The lines of our own in what git printed on standard error.
  [[nodiscard]] static std::string ours(const std::string& err);

  /// The clock of the last script.
  [[nodiscard]] std::int64_t seconds() const { return seconds_; }
  [[nodiscard]] std::filesystem::path state() const { return repo_.path() / ".git/session"; }
  /// Refs, HEAD and its reflog, status.
  [[nodiscard]] std::string git_view();

 private:
  TestRepo repo_;
  std::int64_t seconds_ = 0;
};

/// What `with` has beyond `without`, whose lines must all be there in their order; "?" and both texts when
/// they are not.
[[nodiscard]] std::string subtract_lines(const std::string& with, const std::string& without);

/// The shell functions that scripts may use: put, edit, tick.
[[nodiscard]] std::string_view script_prelude();

/// The number of lines.
[[nodiscard]] std::size_t count_lines(const std::string& text);

/// The names of the sections' copies in the private state.
[[nodiscard]] std::vector<std::string> list_copies(const Story& story);

}  // namespace session::test
