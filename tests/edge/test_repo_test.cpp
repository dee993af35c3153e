// SPDX-License-Identifier: MIT
// The repositories of the tests themselves: nothing from outside reaches them.
#include "support/test_repo.hpp"

#include "io/process.hpp"
#include "support/child.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>

namespace session::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(TestRepo, TakesNothingFromTheEnvironmentOutside) {
  const int status = run_in_child([] {
    ::setenv("GIT_DIR", "/nowhere", 1);
    ::setenv("GIT_INDEX_FILE", "/nowhere/index", 1);
    ::setenv("SESSION_OUTSIDE", "1", 1);
    TestRepo repo;
    const auto id = repo.commit("first");
    const bool is_clean = repo.run({"env"}).out.find("SESSION_OUTSIDE") == std::string::npos;
    return is_clean && id == repo.head() ? 0 : 1;
  });
  EXPECT_EQ(status, 0);
}

TEST(TestRepo, TakesTheGitThatTheEnvironmentNames) {
  const TempDir folder;
  write_bytes(folder / "git", "#!/bin/sh\necho \"the other git: $*\"\n");
  std::filesystem::permissions(folder / "git", std::filesystem::perms::owner_all);
  const int status = run_in_child([&folder] {
    ::setenv("TEST_GIT", (folder / "git").c_str(), 1);
    TestRepo repo(RepoKind::none);
    const bool by_test = repo.git({"version"}) == "the other git: version";
    const auto output = io::run_command({.arguments = {"git", "version"}});
    return by_test && output && output->out == "the other git: version\n" ? 0 : 1;
  });
  EXPECT_EQ(status, 0);
}

TEST(TestRepo, TakesNoGitThatIsNotThere) {
  const int status = run_in_child([] {
    ::setenv("TEST_GIT", "/nowhere/git", 1);
    try {
      const TestRepo repo(RepoKind::none);
    } catch (const std::runtime_error&) {
      return 7;
    }
    return 0;
  });
  EXPECT_EQ(status, 7);
}

TEST(TestRepo, MakesTheSameCommitsEachTime) {
  TestRepo first;
  TestRepo second;
  first.write("f", "x\n");
  second.write("f", "x\n");
  EXPECT_EQ(first.commit("first", {"f"}), second.commit("first", {"f"}));
  EXPECT_EQ(first.git({"log", "-1", "--format=%an <%ae> %ct"}),
            "Ada Lovelace <ada@example.org> " + first.git({"log", "-1", "--format=%at"}));
  EXPECT_EQ(first.git({"symbolic-ref", "HEAD"}), "refs/heads/main");
}

TEST(TestRepo, ThrowsWithTheWordsOfGitWhenGitFails) {
  TestRepo repo;
  try {
    repo.git({"rev-parse", "--verify", "absent"});
    FAIL() << "git did not fail";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("git rev-parse --verify absent ended with 128"));
  }
  EXPECT_EQ(repo.run({"git", "rev-parse", "--verify", "absent"}).status, 128);
}

TEST(TestRepo, LiesBelowAPathWithASpaceAndALetterThatIsNotAscii) {
  const TestRepo repo;
  EXPECT_THAT(repo.path().string(), HasSubstr(" "));
  EXPECT_THAT(repo.path().string(), HasSubstr("\xc3\xa9"));
  EXPECT_THAT(repo.outside().string(), Not(HasSubstr(repo.path().string())));
}

}  // namespace
}  // namespace session::test
