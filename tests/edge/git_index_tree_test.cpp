// SPDX-License-Identifier: MIT
// The tree of the index, against `git write-tree`.
#include "support/git_support.hpp"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <random>
#include <set>

namespace session::git {
namespace {

namespace fs = std::filesystem;
using test::TestRepo;

std::optional<ObjectId> read_tree(const TestRepo& repo) {
  return value_of(open(repo)->read_index_tree());
}

/// Compares with git, which is asked afterwards: what it writes must not be there yet.
void expect_as_git(TestRepo& repo) {
  const std::string objects = repo.git({"count-objects"});
  const auto tree = read_tree(repo);
  EXPECT_EQ(repo.git({"count-objects"}), objects) << "an object was written";
  ASSERT_TRUE(tree);
  EXPECT_EQ(tree->hex, repo.git({"write-tree"}));
}

/// Puts paths into the index that need not be in the work tree; each line is `MODE PATH`.
void stage(TestRepo& repo, const std::vector<std::string>& entries) {
  const std::string blob = repo.git({"hash-object", "-w", "--stdin"}, "x\n");
  std::string lines;
  for (const std::string& entry : entries)
    lines += entry.substr(0, 6) + " " + blob + "\t" + entry.substr(7) + std::string(1, '\0');
  repo.git({"update-index", "-z", "--add", "--index-info"}, lines);
}

TEST(ReadIndexTree, GivesTheEmptyTreeWithoutAnIndex) {
  TestRepo repo;
  ASSERT_FALSE(repo.exists(".git/index"));
  expect_as_git(repo);
}

TEST(ReadIndexTree, GivesTheEmptyTreeOfAnEmptyIndex) {
  TestRepo repo;
  repo.write("a", "a\n");
  repo.commit("First", {"a"});
  repo.git({"rm", "-q", "--cached", "a"});
  ASSERT_TRUE(repo.exists(".git/index"));
  expect_as_git(repo);
}

TEST(ReadIndexTree, IsTheTreeOfACommitThatChangesNothing) {
  TestRepo repo;
  repo.write("a", "a\n");
  fs::create_directory(repo.path() / "d");
  repo.write("d/b", "b\n");
  repo.commit("First", {"a", "d/b"});
  EXPECT_EQ(read_tree(repo), ObjectId{repo.git({"rev-parse", "HEAD^{tree}"})});
  repo.write("a", "not staged\n");
  EXPECT_EQ(read_tree(repo), ObjectId{repo.git({"rev-parse", "HEAD^{tree}"})});
}

TEST(ReadIndexTree, HashesNestedFoldersInGitsOrder) {
  TestRepo repo;
  // A folder sorts as if its name ended with a slash.
  stage(repo, {"100644 a", "100644 b/c/d/e", "100644 b/c/d/f", "100644 b/c.d", "100644 b-c", "100644 b.c",
               "100644 b0", "100644 b/c/a", "100644 z/z/z/z", "100644 ö/é", "100644 ö/with a blank",
               "100644 \"q\"\tt"});
  expect_as_git(repo);
}

TEST(ReadIndexTree, HashesEveryKindOfEntry) {
  TestRepo repo;
  stage(repo, {"100644 plain", "100755 run", "120000 link", "100755 d/run", "120000 d/link"});
  const std::string commit = repo.commit("First");
  repo.git({"update-index", "--add", "--cacheinfo", "160000," + commit + ",sub"});
  repo.git({"update-index", "--add", "--cacheinfo", "160000," + commit + ",e/sub"});
  expect_as_git(repo);
}

TEST(ReadIndexTree, LeavesOutFilesThatAreOnlyAboutToBeAdded) {
  TestRepo repo;
  fs::create_directories(repo.path() / "only/deep");
  fs::create_directories(repo.path() / "both");
  for (const char* name : {"first", "only/deep/a", "only/b", "both/c", "both/d", "zlast"})
    repo.write(name, "x\n");
  repo.git({"add", "both/d"});
  repo.git({"add", "-N", "."});
  expect_as_git(repo);
  repo.git({"rm", "-q", "--cached", "both/d"});
  repo.git({"add", "zlast"});
  expect_as_git(repo);
}

TEST(ReadIndexTree, IsTheEmptyTreeWhenEveryFileIsAboutToBeAdded) {
  TestRepo repo;
  fs::create_directory(repo.path() / "d");
  repo.write("d/a", "x\n");
  repo.git({"add", "-N", "d/a"});
  expect_as_git(repo);
}

TEST(ReadIndexTree, GivesNothingForAConflict) {
  TestRepo repo;
  fs::create_directory(repo.path() / "d");
  repo.write("d/a", "1\n");
  repo.commit("First", {"d/a"});
  repo.git({"switch", "-q", "-c", "topic"});
  repo.write("d/a", "2\n");
  repo.commit("Second", {"d/a"});
  repo.git({"switch", "-q", "main"});
  repo.write("d/a", "3\n");
  repo.commit("Third", {"d/a"});
  ASSERT_NE(repo.run({"git", "merge", "-q", "topic"}).status, 0);
  ASSERT_NE(repo.run({"git", "write-tree"}).status, 0);
  EXPECT_EQ(read_tree(repo), std::nullopt);
  repo.git({"add", "d/a"});
  expect_as_git(repo);
}

TEST(ReadIndexTree, ReadsIndexesOfEveryVersion) {
  for (const char* version : {"2", "3", "4"}) {
    TestRepo repo;
    stage(repo, {"100644 a/b/c", "100644 a/b/d", "100644 a/bb", "100755 e"});
    repo.git({"update-index", "--index-version", version});
    expect_as_git(repo);
  }
}

TEST(ReadIndexTree, GivesNothingWrongForASplitOrSparseIndex) {
  TestRepo repo;
  stage(repo, {"100644 a", "100644 d/b", "100644 e/c"});
  repo.commit("First");
  repo.git({"reset", "-q", "--hard"});
  repo.git({"update-index", "--split-index"});
  stage(repo, {"100644 late"});
  const auto split = read_tree(repo);
  EXPECT_TRUE(!split || split->hex == repo.git({"write-tree"}));
  repo.git({"update-index", "--no-split-index"});
  expect_as_git(repo);
  repo.git({"commit", "-qm", "Second"});
  repo.git({"sparse-checkout", "set", "--cone", "--sparse-index", "d"});
  const auto sparse = read_tree(repo);
  EXPECT_TRUE(!sparse || sparse->hex == repo.git({"write-tree"}));
}

TEST(ReadIndexTree, GivesNothingForADamagedIndex) {
  TestRepo repo;
  repo.write("a", "a\n");
  repo.commit("First", {"a"});
  const auto repository = open(repo);
  const std::string bytes = repo.read(".git/index");
  repo.write(".git/index", bytes.substr(0, bytes.size() / 2));
  EXPECT_EQ(value_of(repository->read_index_tree()), std::nullopt);
}

TEST(ReadIndexTree, ReadsTheIndexThatGitIsToldToUse) {
  TestRepo repo;
  stage(repo, {"100644 a"});
  const auto usual = read_tree(repo);
  repo.set_variable("GIT_INDEX_FILE", (repo.outside() / "another index").string());
  stage(repo, {"100644 b"});
  EXPECT_NE(read_tree(repo), usual);
  expect_as_git(repo);
}

TEST(ReadIndexTree, FitsGitOnRandomIndexes) {
  constexpr std::array kNames = {"a", "b", "a.b", "a-b", "a0", "é", "A"};
  constexpr std::array kModes = {"100644", "100755", "120000"};
  for (unsigned seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    TestRepo repo;
    std::vector<std::string> entries;
    for (int i = 0; i < 60; ++i) {
      std::string path = kNames.at(random() % kNames.size());
      for (unsigned depth = random() % 4; depth > 0; --depth)
        path += std::string("/") + kNames.at(random() % kNames.size());
      // No name is both a file and a folder.
      entries.push_back(std::string(kModes.at(random() % kModes.size())) + " " + path + ".f");
    }
    stage(repo, entries);
    expect_as_git(repo);
  }
}

}  // namespace
}  // namespace session::git
