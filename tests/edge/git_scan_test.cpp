// SPDX-License-Identifier: MIT
// The index read without libgit2, its folders, and the scan of a work tree by several threads.
#include "git/index_folders.hpp"
#include "git/untracked.hpp"
#include "git/work_tree_scan.hpp"
#include "support/git_support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string_view>

namespace session::git {
namespace {

namespace fs = std::filesystem;
using test::TestRepo;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

/// Bytes of an object id: the tests run in SHA-256 repositories, too.
std::size_t id_size() {
  const char* const hash = std::getenv("GIT_DEFAULT_HASH");
  return hash != nullptr && std::string_view(hash) == "sha256" ? 32 : 20;
}

/// 60 folders of 50 files each: enough work for several threads.
void commit_many(TestRepo& repo) {
  for (int i = 0; i < 3000; ++i) {
    const std::string folder = "f" + std::to_string(i / 500) + "/g" + std::to_string(i / 50 % 10) + "/";
    repo.write(folder + std::to_string(i), "content " + std::to_string(i) + "\n");
  }
  repo.commit("many", {"."});
}

Index index_of(const TestRepo& repo) {
  auto index = read_index(repo.path() / ".git/index", id_size());
  if (!index) throw std::runtime_error("no valid index");
  return *std::move(index);
}

std::vector<std::string> paths_of(const std::vector<const IndexRow*>& rows) {
  std::vector<std::string> paths;
  for (const IndexRow* const row : rows) paths.emplace_back(row->path);
  std::sort(paths.begin(), paths.end());
  return paths;
}

TEST(Index, HasTheRowsThatGitLists) {
  for (const char* const version : {"2", "4"}) {
    TestRepo repo;
    commit_many(repo);
    repo.git({"update-index", "--index-version=" + std::string(version)});
    const Index index = index_of(repo);
    const auto listed = split_records(repo.git({"ls-files", "-z", "--stage"}) + '\0');
    ASSERT_EQ(index.rows.size(), listed.size() - 1);
    for (std::size_t i = 0; i < index.rows.size(); ++i) {
      const std::string row =
          "100644 " + index.id_of(index.rows[i]) + " 0\t" + std::string(index.rows[i].path);
      ASSERT_EQ(row, listed[i]);
    }
    EXPECT_EQ(index.tree, ObjectId{repo.git({"rev-parse", "HEAD^{tree}"})});
  }
}

TEST(Index, FindsTheRowsOfAPath) {
  TestRepo repo;
  repo.write("a", "1");
  repo.write("a.b", "2");
  repo.write("a0", "3");
  repo.commit("three", {"."});
  const Index index = index_of(repo);
  EXPECT_EQ(find_rows(index, "a.b").size(), 1u);
  EXPECT_TRUE(find_rows(index, "a.").empty());
  EXPECT_TRUE(find_rows(index, "").empty());
  EXPECT_EQ(find_entry(index, "a")->id.hex, repo.git({"rev-parse", "HEAD:a"}));
}

TEST(Index, ForgetsItsTreeWhenSomethingIsStaged) {
  TestRepo repo;
  repo.write("a", "1");
  repo.commit("one", {"a"});
  EXPECT_TRUE(index_of(repo).tree);
  repo.write("b", "2");
  repo.git({"add", "b"});
  EXPECT_FALSE(index_of(repo).tree);
}

TEST(Index, IsNotReadWhenItIsCutOff) {
  TestRepo repo;
  repo.write("a", "1");
  repo.write("d/b", "2");
  repo.commit("two", {"."});
  const std::string whole = test::read_bytes(repo.path() / ".git/index");
  const fs::path file = repo.outside() / "index";
  for (std::size_t size = 1; size < whole.size(); ++size) {
    test::write_bytes(file, whole.substr(0, size));
    const auto index = read_index(file, id_size());
    // What is left may still be whole entries and extensions with the wrong bytes for a checksum.
    if (index) {
      EXPECT_EQ(index->rows.size(), 2u) << size;
    }
  }
  EXPECT_FALSE(read_index(repo.path() / "a", id_size()));
  EXPECT_TRUE(read_index(repo.path() / "absent", id_size())->rows.empty());
}

TEST(IndexFolders, HoldTheirFilesAndFolders) {
  TestRepo repo;
  for (const char* const name : {"a", "b.c/x", "b/d/y", "b/z", "b0", "e/f/g/h"}) repo.write(name, name);
  repo.commit("some", {"."});
  const Index index = index_of(repo);
  const IndexFolders folders(index.rows);
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < folders.size(); ++i) names.push_back(folders[i].path);
  EXPECT_THAT(names, UnorderedElementsAre("", "b", "b.c", "b/d", "e", "e/f", "e/f/g"));
  const auto folder = folders.find_child(folders[0], "b");
  ASSERT_TRUE(folder);
  EXPECT_EQ(folders[*folder].path, "b");
  EXPECT_EQ(folders.find_file(folders[*folder], "z"), 0u);
  EXPECT_FALSE(folders.find_file(folders[*folder], "d"));
  EXPECT_TRUE(folders.find_child(folders[*folder], "d"));
  EXPECT_TRUE(folders.find_child(folders[0], "b.c"));
  EXPECT_FALSE(folders.find_child(folders[0], "b."));
}

TEST(ScanWorkTree, FindsTheSameWithEveryNumberOfThreads) {
  TestRepo repo;
  commit_many(repo);
  repo.write("f0/g0/7", "another size\n");
  repo.write("f3/new", "n");
  repo.write("f3/folder/new", "n");
  fs::remove(repo.path() / "f1/g4/705");
  fs::remove_all(repo.path() / "f2/g1");
  fs::rename(repo.path() / "f4", repo.outside() / "moved");
  fs::create_directory_symlink(repo.outside() / "moved", repo.path() / "f4");
  const auto expected = ask_git_status(repo, repo.path());
  EXPECT_EQ(expected.size(), 1u + 2u + 1u + 50u + 500u + 1u);
  const Index index = index_of(repo);
  for (const std::size_t threads : {1u, 2u, 8u}) {
    WorkTreeScan scan = scan_work_tree(index, {.work_tree = repo.path(), .most_threads = threads});
    ASSERT_EQ(scan.end, WorkTreeScan::End::whole);
    EXPECT_THAT(scan.unknown, ElementsAre("f3/folder/", "f3/new", "f4"));
    for (const std::string& path : scan.unknown) scan.changes.push_back({"??", path});
    sort_changes(scan.changes);
    EXPECT_EQ(scan.changes, expected);
  }
}

TEST(ScanWorkTree, IsUnsureOfWhatMayHaveChangedWithoutATrace) {
  TestRepo repo;
  repo.write("old", "1");
  repo.write("young", "1");
  repo.write("touched", "1");
  fs::last_write_time(repo.path() / "old", fs::file_time_type::clock::now() - std::chrono::hours(1));
  repo.commit("three", {"."});
  fs::last_write_time(repo.path() / "touched", fs::file_time_type::clock::now() - std::chrono::hours(2));
  // As young as the index itself.
  const auto written = fs::last_write_time(repo.path() / "young");
  fs::last_write_time(repo.path() / ".git/index", written);
  const Index index = index_of(repo);
  const auto scan = scan_work_tree(index, {.work_tree = repo.path()});
  EXPECT_THAT(scan.changes, IsEmpty());
  EXPECT_EQ(paths_of(scan.unsure), (std::vector<std::string>{"touched", "young"}));
}

TEST(ScanWorkTree, HeedsTheExecutableBitOnlyWhenTold) {
  TestRepo repo;
  repo.write("a", "1");
  repo.commit("one", {"a"});
  fs::permissions(repo.path() / "a", fs::perms::owner_exec, fs::perm_options::add);
  const Index index = index_of(repo);
  EXPECT_THAT(scan_work_tree(index, {.work_tree = repo.path()}).changes, ElementsAre(Change{"M", "a"}));
  EXPECT_THAT(scan_work_tree(index, {.work_tree = repo.path(), .trusts_mode = false}).changes, IsEmpty());
}

TEST(ScanWorkTree, GivesUpAtItsDeadline) {
  TestRepo repo;
  repo.write("a", "1");
  repo.commit("one", {"a"});
  const Index index = index_of(repo);
  const auto scan =
      scan_work_tree(index, {.work_tree = repo.path(), .deadline = Clock::now() - std::chrono::seconds(1)});
  EXPECT_EQ(scan.end, WorkTreeScan::End::too_late);
  EXPECT_THAT(scan.changes, IsEmpty());
}

TEST(ScanWorkTree, LeavesOddFoldersToGit) {
  TestRepo repo;
  repo.write("d/a", "1");
  repo.commit("one", {"d/a"});
  repo.git({"init", "--quiet", "d"});
  const Index index = index_of(repo);
  EXPECT_EQ(scan_work_tree(index, {.work_tree = repo.path()}).end, WorkTreeScan::End::odd);
}

/// What is listed among these paths, and how often the ignore rule was asked. "log" files are ignored.
struct Listing {
  std::optional<bool> listed;
  int questions = 0;
};
Listing list_untracked(const TestRepo& repo, const std::string& path) {
  Listing listing;
  UntrackedListing untracked(repo.path(), [&listing](const std::string& asked) -> std::optional<bool> {
    ++listing.questions;
    return asked.ends_with(".log");
  });
  listing.listed = untracked.is_listed(path);
  return listing;
}

TEST(UntrackedListing, ListsAFolderForTheSakeOfOneFile) {
  TestRepo repo;
  repo.write("d/a.log", "");
  EXPECT_EQ(list_untracked(repo, "d/").listed, false);
  repo.write("d/e/f/a", "");
  EXPECT_EQ(list_untracked(repo, "d/").listed, true);
  EXPECT_EQ(list_untracked(repo, "d/a.log").listed, false);
  fs::create_directories(repo.path() / "empty/er");
  EXPECT_EQ(list_untracked(repo, "empty/").listed, false);
}

TEST(UntrackedListing, LooksNoFurtherThanTheFirstFile) {
  TestRepo repo;
  for (int i = 0; i < 50; ++i) repo.write("d/" + std::to_string(i), "");
  const Listing listing = list_untracked(repo, "d/");
  EXPECT_EQ(listing.listed, true);
  EXPECT_EQ(listing.questions, 2);  // the folder and one file
}

TEST(UntrackedListing, LeavesToGitWhatOnlyGitKnowsOrDoesFaster) {
  TestRepo repo;
  for (int i = 0; i < 400; ++i) repo.write("d/" + std::to_string(i) + ".log", "");
  EXPECT_EQ(list_untracked(repo, "d/").listed, std::nullopt);
  repo.git({"init", "--quiet", "u/nested"});
  EXPECT_EQ(list_untracked(repo, "u/").listed, std::nullopt);
  fs::create_symlink("x", repo.path() / "l");
  fs::create_directory(repo.path() / "v");
  fs::create_symlink("../l", repo.path() / "v/.gitignore");
  EXPECT_EQ(list_untracked(repo, "v/").listed, std::nullopt);
}

TEST(Changes, SayHowManyFilesTheyDidNotList) {
  TestRepo repo;
  repo.write("a", "1");
  repo.write("b", "2");
  repo.commit("two", {"."});
  const auto list = value_of(open(repo)->read_changes({.time_limit = std::chrono::milliseconds(-1)}));
  EXPECT_EQ(list.not_listed, 2u);
  EXPECT_THAT(list.changes, IsEmpty());
}

}  // namespace
}  // namespace session::git
