// SPDX-License-Identifier: MIT
// A real git repository in a temporary folder, with an environment that nothing outside can disturb.
#pragma once

#include "git/location.hpp"
#include "support/temp_dir.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session::test {

/// What a program printed and how it ended.
struct RunResult {
  int status = 0;
  std::string out;
  std::string err;
};

/// What stands in the folder at the beginning.
enum class RepoKind {
  work_tree,  ///< `git init`
  bare,       ///< `git init --bare`
  none        ///< an empty folder
};

/// The environment holds PATH (the built executables first), HOME and XDG_CONFIG_HOME in the temporary
/// folder,
/// ~/.gitconfig as GIT_CONFIG_GLOBAL, fixed names, TZ=UTC, LC_ALL=C, and a clock that ticks by 60 seconds
/// each time a program is started (GIT_*_DATE and SOURCE_DATE_EPOCH). Nothing is taken from outside but PATH,
/// the options of sanitizers, GIT_SESSION_BACKEND, GIT_DEFAULT_HASH, GIT_DEFAULT_REF_FORMAT and TEST_GIT, the
/// path of a git that is taken instead of the one in PATH, also by the code that the test itself runs. The
/// repository's path has a space and letters that are not ASCII.
class TestRepo {
 public:
  explicit TestRepo(RepoKind kind = RepoKind::work_tree);

  /// The repository's folder (its real path).
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// The temporary folder around it, for other repositories and files.
  [[nodiscard]] const std::filesystem::path& outside() const { return temp_.path(); }
  /// HOME.
  [[nodiscard]] std::filesystem::path home() const { return temp_ / "home"; }

  /// Runs a program in the repository's folder, or in another one, with bytes for its standard input.
  [[nodiscard]] RunResult run(const std::vector<std::string>& arguments, const std::string& input = {});
  [[nodiscard]] RunResult run_in(const std::filesystem::path& folder,
                                 const std::vector<std::string>& arguments, const std::string& input = {});

  /// Runs git, which must succeed, and gives its standard output without the newline at its end. Throws, with
  /// all that git printed, when it fails.
  std::string git(const std::vector<std::string>& arguments, const std::string& input = {});
  std::string git_in(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                     const std::string& input = {});

  /// Writes or reads a file of the work tree, byte by byte.
  void write(std::string_view name, std::string_view bytes) const;
  [[nodiscard]] std::string read(std::string_view name) const;
  [[nodiscard]] bool exists(std::string_view name) const;

  /// Commits what is staged and the given files (an empty commit when there is nothing), with the message as
  /// it is. Gives the commit's full id.
  std::string commit(const std::string& message, const std::vector<std::string>& files = {});
  /// The full id of HEAD's commit.
  [[nodiscard]] std::string head();

  /// Sets a variable of the environment for the programs that are run from now on; nothing takes it out.
  void set_variable(const std::string& name, std::optional<std::string> value);
  /// The environment as the edge takes it, with the changes of set_variable.
  [[nodiscard]] git::Environment environment() const;
  /// The repository at `folder` as the edge finds it. Throws when there is none.
  [[nodiscard]] git::Location locate(const std::filesystem::path& folder) const;

  /// The time that the next commit will carry, less one tick: seconds since 1970.
  [[nodiscard]] std::int64_t now() const { return now_; }

 private:
  void tick();

  TempDir temp_;
  std::filesystem::path path_;
  std::map<std::string, std::string> variables_;
  std::int64_t now_ = 1751362200;  // 2025-07-01T09:30:00Z
};

}  // namespace session::test
