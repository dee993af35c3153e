// SPDX-License-Identifier: MIT
// How many git processes the hooks start. Each of them costs more than all that a hook does by itself.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

namespace session::test {
namespace {

using ::testing::Values;

/// A `git` in front of the others that notes what it was asked, one line for each process.
class CountedGit {
 public:
  explicit CountedGit(TestRepo& repo) : folder_(repo.outside() / "counted"), calls_(folder_ / "calls") {
    const std::string path = repo.environment()("PATH").value_or("");
    const std::string real = repo.run({"sh", "-c", "command -v git"}).out;
    std::filesystem::create_directory(folder_);
    write_bytes(folder_ / "git", fmt::format("#!/bin/sh\nprintf '%s\\n' \"$*\" >>'{}'\nexec '{}' \"$@\"\n",
                                             calls_.string(), real.substr(0, real.find('\n'))));
    std::filesystem::permissions(folder_ / "git", std::filesystem::perms::owner_all);
    repo.set_variable("PATH", folder_.string() + ":" + path);
  }

  void forget() const { std::filesystem::remove(calls_); }
  [[nodiscard]] std::string calls() const {
    return std::filesystem::exists(calls_) ? read_bytes(calls_) : std::string();
  }

 private:
  std::filesystem::path folder_;
  std::filesystem::path calls_;
};

/// The hash of the repository's ids, and how its refs are stored.
class ProcessCount : public ::testing::TestWithParam<const char*> {
 protected:
  ProcessCount() {
    // Set back at once: other tests make their own repositories.
    story_ = make_story();
    repo().set_variable("GIT_INDEX_FILE", ".git/index");
    git_ = std::make_unique<CountedGit>(repo());
  }

  [[nodiscard]] TestRepo& repo() { return story_->repo(); }
  /// A commit whose hook has not run yet.
  void commit_without_hook(const std::string& subject) {
    story_->play(fmt::format("put '{0}'; git -c core.hooksPath=/dev/null commit -qm '{0}'", subject));
  }
  /// Runs the program of a hook as git runs it, and gives what it asked git.
  std::string calls_of(const std::vector<std::string>& hook) {
    git_->forget();
    result_ = repo().run(hook);
    EXPECT_EQ(result_.status, 0);
    return git_->calls();
  }
  /// The same for the hook of a commit, which must record it.
  std::string calls_of_commit(const std::string& subject) {
    commit_without_hook(subject);
    const std::string calls = calls_of({"git-session-post-commit"});
    EXPECT_THAT(result_.err, ::testing::HasSubstr("\"" + subject + "\""));
    EXPECT_THAT(story_->document(), ::testing::HasSubstr("- [x] " + subject));
    return calls;
  }
  [[nodiscard]] bool has_reftable() { return repo().exists(".git/reftable"); }
  /// SHA-1 repositories are read by libgit2, unless the environment says otherwise.
  [[nodiscard]] bool is_by_command() {
    return has_reftable() || is_sha256() || repo().environment()("GIT_SESSION_BACKEND") == "git";
  }
  [[nodiscard]] static bool is_sha256() { return GetParam() == std::string("sha256"); }

  RunResult result_;

 private:
  static std::unique_ptr<Story> make_story() {
    const char* const before = std::getenv("GIT_DEFAULT_HASH");
    const std::string old = before == nullptr ? "" : before;
    ::setenv("GIT_DEFAULT_HASH", GetParam(), 1);
    auto story = std::make_unique<Story>();
    if (old.empty()) {
      ::unsetenv("GIT_DEFAULT_HASH");
    } else {
      ::setenv("GIT_DEFAULT_HASH", old.c_str(), 1);
    }
    return story;
  }

  std::unique_ptr<Story> story_;
  std::unique_ptr<CountedGit> git_;
};

constexpr std::string_view kStatus = "--no-optional-locks status --porcelain=v2 -z\n";
constexpr std::string_view kObjects = "--no-optional-locks cat-file --batch\n";
// Of a reftable only git knows where HEAD stands and stood.
constexpr std::string_view kOpen =
    "--no-optional-locks rev-parse --show-object-format HEAD --symbolic-full-name HEAD "
    "--glob=refs/replace/*\n";
constexpr std::string_view kReflog =
    "--no-optional-locks log --walk-reflogs -65 --format=%H%x00%gs HEAD --\n";

TEST_P(ProcessCount, OfACommonPostCommitIsOneAtMost) {
  calls_of_commit("Warm up");
  const std::string calls = calls_of_commit("Add b");
  std::string expected(is_by_command() ? kStatus : "");
  if (has_reftable()) expected = fmt::format("{}{}{}", kOpen, kReflog, kStatus);
  EXPECT_EQ(calls, expected);
}

TEST_P(ProcessCount, IsOneMoreWhereTheParentIsPacked) {
  calls_of_commit("Warm up");
  repo().git({"repack", "-adq"});
  const std::string calls = calls_of_commit("Add b");
  std::string expected = is_by_command() ? fmt::format("{}{}", kStatus, kObjects) : "";
  if (has_reftable()) expected = fmt::format("{}{}{}{}", kOpen, kReflog, kStatus, kObjects);
  EXPECT_EQ(calls, expected);
}

TEST_P(ProcessCount, IsNoneWithTheSwitchOff) {
  calls_of_commit("Warm up");
  commit_without_hook("Add b");
  repo().set_variable("GIT_SESSION", "0");
  EXPECT_EQ(calls_of({"git-session-post-commit"}), "");
}

TEST_P(ProcessCount, OfAPostCheckoutIsNone) {
  calls_of_commit("Warm up");
  repo().git({"-c", "core.hooksPath=/dev/null", "switch", "-qc", "other"});
  const std::string head = repo().head();
  const std::string calls = calls_of({"git-session-post-checkout", head, head, "1"});
  EXPECT_EQ(calls, has_reftable() ? fmt::format("{}{}", kOpen, kReflog) : "");
}

INSTANTIATE_TEST_SUITE_P(Hashes, ProcessCount, Values("sha1", "sha256"),
                         [](const auto& hash) { return std::string(hash.param); });

}  // namespace
}  // namespace session::test
