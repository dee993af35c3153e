// SPDX-License-Identifier: MIT
// Uncommitted changes: the same paths and letters as `git status`, whichever way they are read.
#include "support/git_support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

namespace session::git {
namespace {

namespace fs = std::filesystem;
using test::read_bytes;
using test::TestRepo;
using test::write_bytes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// What the edge reads, and how many git processes it took.
struct Reading {
  std::vector<Change> changes;
  std::size_t git_calls = 0;
};

Reading read_counted(const TestRepo& repo, const fs::path& folder, bool untracked = true) {
  const GitCounter counter;
  const auto repository = open_at(repo, folder);
  auto list = value_of(repository->read_changes({.untracked = untracked}));
  return {std::move(list.changes), counter.calls()};
}

/// The edge must agree with git and get there in the given way.
void expect_as_git(TestRepo& repo, std::size_t git_calls, const fs::path& folder) {
  const auto reading = read_counted(repo, folder);
  EXPECT_EQ(reading.changes, ask_git_status(repo, folder));
  EXPECT_EQ(reading.git_calls, git_calls);
}
void expect_as_git(TestRepo& repo, std::size_t git_calls) {
  expect_as_git(repo, git_calls, repo.path());
}

/// A repository with three committed files.
void commit_three(TestRepo& repo) {
  repo.write("a.txt", "one\ntwo\nthree\nfour\n");
  repo.write("b.txt", "b\n");
  repo.write("d/c.txt", "c\n");
  repo.commit("first", {"a.txt", "b.txt", "d/c.txt"});
}

TEST(Changes, OfACleanTreeAreNoneWithoutAnyGitProcess) {
  TestRepo repo;
  commit_three(repo);
  const auto reading = read_counted(repo, repo.path());
  EXPECT_THAT(reading.changes, IsEmpty());
  EXPECT_EQ(reading.git_calls, 0u);
}

TEST(Changes, CarryGitsLettersWithoutBlanks) {
  TestRepo repo;
  commit_three(repo);
  repo.write("a.txt", "changed\n");
  repo.write("b.txt", "staged\n");
  repo.git({"add", "b.txt"});
  repo.write("b.txt", "staged and changed again\n");
  repo.write("new", "n\n");
  repo.git({"add", "new"});
  repo.write("z/untracked", "z\n");
  const auto reading = read_counted(repo, repo.path());
  EXPECT_THAT(reading.changes, ElementsAre(Change{"M", "a.txt"}, Change{"MM", "b.txt"}, Change{"A", "new"},
                                           Change{"??", "z/"}));
  EXPECT_EQ(reading.git_calls, 0u);
}

TEST(Changes, LeaveUntrackedFilesOutWhenNotAskedFor) {
  TestRepo repo;
  commit_three(repo);
  repo.write("untracked", "z\n");
  const auto list = value_of(open(repo)->read_changes({.untracked = false}));
  EXPECT_THAT(list.changes, IsEmpty());
  EXPECT_FALSE(list.untracked_included);
}

TEST(Changes, NameARenameByItsNewPath) {
  TestRepo repo;
  commit_three(repo);
  repo.git({"mv", "a.txt", "new name.txt"});
  const auto reading = read_counted(repo, repo.path());
  EXPECT_THAT(reading.changes, ElementsAre(Change{"R", "new name.txt"}));
}

TEST(Changes, ListAFileTwiceThatWasTakenOutOfTheIndex) {
  TestRepo repo;
  commit_three(repo);
  repo.git({"rm", "--quiet", "--cached", "b.txt"});
  const auto reading = read_counted(repo, repo.path());
  EXPECT_THAT(reading.changes, ElementsAre(Change{"D", "b.txt"}, Change{"??", "b.txt"}));
  EXPECT_EQ(reading.git_calls, 0u);
}

TEST(Changes, OfAnUnbornBranchAreReadWithoutACommit) {
  TestRepo repo;
  repo.write("staged", "s\n");
  repo.write("loose", "l\n");
  repo.git({"add", "staged"});
  const auto reading = read_counted(repo, repo.path());
  EXPECT_THAT(reading.changes, ElementsAre(Change{"??", "loose"}, Change{"A", "staged"}));
}

TEST(Changes, OfConflictsHaveGitsTwoLetters) {
  TestRepo repo;
  commit_three(repo);
  repo.git({"switch", "--quiet", "-c", "side"});
  repo.write("a.txt", "side\n");
  repo.write("both", "side\n");
  repo.git({"rm", "--quiet", "b.txt"});
  repo.commit("side", {"a.txt", "both"});
  repo.git({"switch", "--quiet", "main"});
  repo.write("a.txt", "main\n");
  repo.write("b.txt", "main\n");
  repo.write("both", "main\n");
  repo.commit("main", {"a.txt", "b.txt", "both"});
  EXPECT_NE(repo.run({"git", "merge", "side"}).status, 0);
  const auto reading = read_counted(repo, repo.path());
  EXPECT_THAT(reading.changes,
              ElementsAre(Change{"UU", "a.txt"}, Change{"UD", "b.txt"}, Change{"AA", "both"}));
}

TEST(Changes, OfAnIntentToAddAreAsGitSays) {
  TestRepo repo;
  commit_three(repo);
  repo.write("intended", "i\n");
  repo.git({"add", "--intent-to-add", "intended"});
  const auto reading = read_counted(repo, repo.path());
  EXPECT_THAT(reading.changes, ElementsAre(Change{"A", "intended"}));
}

TEST(Changes, OfMoreThanThreeHundredFilesNeedNoGit) {
  TestRepo repo;
  for (int i = 0; i < 301; ++i) repo.write("f/" + std::to_string(i), "x\n");
  repo.commit("many", {"f"});
  repo.write("f/7", "changed\n");
  repo.write("g/new", "n\n");
  const auto reading = read_counted(repo, repo.path());
  EXPECT_THAT(reading.changes, ElementsAre(Change{"M", "f/7"}, Change{"??", "g/"}));
  EXPECT_EQ(reading.git_calls, 0u);
}

TEST(Changes, OfASparseCheckoutSayNothingOfAbsentFiles) {
  TestRepo repo;
  commit_three(repo);
  repo.git({"sparse-checkout", "set", "--no-cone", "/a.txt"});
  ASSERT_FALSE(repo.exists("b.txt"));
  repo.write("a.txt", "changed\n");
  const auto reading = read_counted(repo, repo.path());
  EXPECT_THAT(reading.changes, ElementsAre(Change{"M", "a.txt"}));
}

TEST(Changes, OfASparseIndexAreThoseOfGit) {
  TestRepo repo;
  commit_three(repo);
  repo.git({"sparse-checkout", "set", "--cone", "--sparse-index", "x"});
  repo.write("a.txt", "changed\n");
  expect_as_git(repo, 1);
}

TEST(Changes, OfASplitIndexAreThoseOfGit) {
  TestRepo repo;
  commit_three(repo);
  repo.git({"update-index", "--split-index"});
  repo.write("a.txt", "changed\n");
  expect_as_git(repo, 1);
}

TEST(Changes, OfAnIndexWithoutChecksumAreThoseOfGit) {
  TestRepo repo;
  commit_three(repo);
  const fs::path index = repo.path() / ".git/index";
  std::string bytes = read_bytes(index);
  bytes.replace(bytes.size() - 20, 20, 20, '\0');
  write_bytes(index, bytes);
  repo.write("a.txt", "changed\n");
  expect_as_git(repo, 0);
}

TEST(Changes, OfAnIndexOfVersionFourNeedNoGit) {
  TestRepo repo;
  commit_three(repo);
  repo.git({"update-index", "--index-version=4"});
  repo.write("d/c.txt", "changed\n");
  expect_as_git(repo, 0);
}

TEST(Changes, AreReadThroughTheFiltersOfTheRepository) {
  TestRepo repo;
  repo.git({"config", "filter.upper.clean", "tr a-z A-Z"});
  repo.git({"config", "filter.upper.smudge", "tr A-Z a-z"});
  repo.write("sub/.gitattributes", "*.up filter=upper\n");
  repo.write("sub/x.up", "text\n");
  repo.commit("filtered", {"sub"});
  repo.write("sub/x.up", "text\n");
  fs::last_write_time(repo.path() / "sub/x.up", fs::file_time_type::clock::now() - std::chrono::hours(1));
  const auto reading = read_counted(repo, repo.path());
  EXPECT_THAT(reading.changes, IsEmpty());
  EXPECT_EQ(reading.git_calls, 1u);
}

TEST(Changes, HeedStatusSettings) {
  TestRepo repo;
  commit_three(repo);
  repo.write("u/untracked", "u\n");
  repo.git({"config", "status.showUntrackedFiles", "all"});
  EXPECT_THAT(read_counted(repo, repo.path()).changes, ElementsAre(Change{"??", "u/untracked"}));
  repo.git({"config", "status.showUntrackedFiles", "no"});
  const auto list = value_of(open(repo)->read_changes({}));
  EXPECT_THAT(list.changes, IsEmpty());
  EXPECT_FALSE(list.untracked_included);
}

TEST(Changes, HeedSettingsOfTheCommandLineAndTheEnvironment) {
  TestRepo repo;
  commit_three(repo);
  repo.write("u", "u\n");
  repo.set_variable("GIT_CONFIG_PARAMETERS", "'status.showuntrackedfiles'='no'");
  EXPECT_THAT(read_counted(repo, repo.path()).changes, IsEmpty());
  repo.set_variable("GIT_CONFIG_PARAMETERS", std::nullopt);
  repo.set_variable("GIT_CONFIG_COUNT", "1");
  repo.set_variable("GIT_CONFIG_KEY_0", "core.excludesFile");
  repo.set_variable("GIT_CONFIG_VALUE_0", (repo.home() / "ignore").string());
  write_bytes(repo.home() / "ignore", "u\n");
  EXPECT_THAT(read_counted(repo, repo.path()).changes, IsEmpty());
}

TEST(Changes, HeedTheSettingsOfThisWorkTree) {
  TestRepo repo;
  commit_three(repo);
  repo.git({"config", "extensions.worktreeConfig", "true"});
  repo.git({"config", "--worktree", "status.showUntrackedFiles", "no"});
  repo.write("u", "u\n");
  expect_as_git(repo, 1);
}

TEST(Changes, HeedTheIgnoreFilesOfThePerson) {
  TestRepo repo;
  commit_three(repo);
  write_bytes(repo.home() / ".config/git/ignore", "*.mine\n");
  repo.write("x.mine", "m\n");
  repo.write("y.log", "l\n");
  repo.write(".git/info/exclude", "*.log\n");
  expect_as_git(repo, 0);
  repo.git({"config", "--global", "core.excludesFile", "~/others"});
  write_bytes(repo.home() / "others", "*.log\n");
  expect_as_git(repo, 0);
}

TEST(Changes, OfASubmoduleAreThoseOfGit) {
  TestRepo repo;
  commit_three(repo);
  repo.git({"init", "--quiet", (repo.outside() / "library").string()});
  repo.git_in(repo.outside() / "library", {"commit", "--quiet", "--allow-empty", "-m", "library"});
  repo.git({"submodule", "--quiet", "add", (repo.outside() / "library").string(), "lib"});
  repo.commit("with a submodule");
  repo.write("lib/new", "n\n");
  expect_as_git(repo, 1);
  EXPECT_THAT(read_counted(repo, repo.path()).changes, ElementsAre(Change{"M", "lib"}));
}

TEST(Changes, ListAnEmptyNestedRepository) {
  TestRepo repo;
  commit_three(repo);
  repo.git({"init", "--quiet", "d/nested"});
  const auto reading = read_counted(repo, repo.path());
  EXPECT_THAT(reading.changes, ElementsAre(Change{"??", "d/nested/"}));
}

TEST(Changes, OfALinkedWorkTreeAreItsOwn) {
  TestRepo repo;
  commit_three(repo);
  const fs::path linked = repo.outside() / "linked";
  repo.git({"worktree", "add", "--quiet", linked.string()});
  repo.write("a.txt", "changed in the main tree\n");
  write_bytes(linked / "b.txt", "changed in the linked tree\n");
  EXPECT_THAT(read_counted(repo, linked).changes, ElementsAre(Change{"M", "b.txt"}));
  EXPECT_THAT(read_counted(repo, repo.path()).changes, ElementsAre(Change{"M", "a.txt"}));
}

TEST(Changes, AreReadAgainstTheIndexOfTheEnvironment) {
  TestRepo repo;
  commit_three(repo);
  repo.write("a.txt", "changed\n");
  fs::copy_file(repo.path() / ".git/index", repo.path() / ".git/other-index");
  repo.git({"add", "a.txt"});
  repo.set_variable("GIT_INDEX_FILE", ".git/other-index");
  const auto reading = read_counted(repo, repo.path());
  EXPECT_EQ(reading.changes, ask_git_status(repo, repo.path()));
  EXPECT_EQ(reading.git_calls, 0u);
  repo.write("b.txt", "b\n");
  repo.git({"config", "status.branch", "true"});
  expect_as_git(repo, 1);
}

TEST(Changes, OfABareRepositoryAreAnError) {
  TestRepo repo(test::RepoKind::bare);
  const auto result = open(repo)->read_changes({});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, ErrorKind::git);
  EXPECT_THAT(result.error().message, HasSubstr("it has no work tree"));
}

TEST(Changes, AreReadWithoutTouchingTheIndex) {
  for (const char* const split : {"--no-split-index", "--split-index"}) {
    TestRepo repo;
    commit_three(repo);
    repo.git({"update-index", split});
    const fs::path index = repo.path() / ".git/index";
    const std::string before = read_bytes(index);
    const auto time = fs::last_write_time(index);
    fs::last_write_time(repo.path() / "a.txt", fs::file_time_type::clock::now() + std::chrono::hours(1));
    write_bytes(repo.path() / ".git/index.lock", "held by another git\n");
    EXPECT_THAT(read_counted(repo, repo.path()).changes, IsEmpty());
    EXPECT_EQ(read_bytes(index), before);
    EXPECT_EQ(fs::last_write_time(index), time);
  }
}

TEST(StatusOutput, IsReadWithOddPaths) {
  std::string output =
      "# branch.oid abc|1 .M N... 100644 100644 100644 1 2 a b\nc|"
      "2 R. N... 100644 100644 100644 1 2 R100 new name|old name|u UU N... 1 1 1 1 1 2 3 both|"
      "? un tracked/|! ignored|";
  std::replace(output.begin(), output.end(), '|', '\0');
  const auto changes = parse_status_output(output);
  ASSERT_TRUE(changes);
  EXPECT_THAT(*changes, ElementsAre(Change{"M", "a b\nc"}, Change{"R", "new name"}, Change{"UU", "both"},
                                    Change{"??", "un tracked/"}));
  EXPECT_FALSE(parse_status_output("garbage"));
  EXPECT_FALSE(parse_status_output("1 .M too few"));
}

}  // namespace
}  // namespace session::git
