// SPDX-License-Identifier: MIT
// Where the repository lies: the same directories as `git rev-parse` gives, without git and libgit2.
#include "git/location.hpp"
#include "support/test_repo.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace session::git {
namespace {

namespace fs = std::filesystem;
using test::RepoKind;
using test::TestRepo;
using test::write_bytes;
using ::testing::HasSubstr;

/// One line of `git rev-parse`, empty when git has no answer.
std::string ask(TestRepo& repo, const fs::path& folder, const char* question) {
  const auto result = repo.run_in(folder, {"git", "rev-parse", "--path-format=absolute", question});
  return result.status == 0 ? result.out.substr(0, result.out.size() - 1) : "";
}

/// The edge must find what git finds from `folder`, nothing included.
void expect_as_git(TestRepo& repo, const fs::path& folder) {
  SCOPED_TRACE(folder.string());
  const auto location = find_location(repo.environment(), folder);
  ASSERT_TRUE(location) << location.error().message;
  const std::string git_dir = ask(repo, folder, "--git-dir");
  ASSERT_EQ(location->has_value(), !git_dir.empty());
  if (git_dir.empty()) return;
  EXPECT_EQ(fs::canonical((*location)->git_dir), fs::canonical(git_dir));
  EXPECT_EQ(fs::canonical((*location)->common_dir), fs::canonical(ask(repo, folder, "--git-common-dir")));
  EXPECT_EQ((*location)->work_tree.string(), ask(repo, folder, "--show-toplevel"));
  EXPECT_TRUE((*location)->git_dir.is_absolute());
  EXPECT_TRUE((*location)->common_dir.is_absolute());
}

/// Git refuses, and so must the edge.
void expect_error(TestRepo& repo, const fs::path& folder, const std::string& message) {
  EXPECT_NE(repo.run_in(folder, {"git", "rev-parse", "--git-dir"}).status, 0);
  const auto location = find_location(repo.environment(), folder);
  ASSERT_FALSE(location);
  EXPECT_EQ(location.error().kind, ErrorKind::git);
  EXPECT_THAT(location.error().message, HasSubstr(message));
}

TEST(FindLocation, FromTheTopASubfolderAndInsideDotGit) {
  TestRepo repo;
  fs::create_directories(repo.path() / "a/b c");
  expect_as_git(repo, repo.path());
  expect_as_git(repo, repo.path() / "a/b c");
  expect_as_git(repo, repo.path() / ".git");
  expect_as_git(repo, repo.path() / ".git/refs");
  const Location location = repo.locate(repo.path() / "a");
  EXPECT_EQ(location, (Location{repo.path() / ".git", repo.path() / ".git", repo.path(), false}));
}

TEST(FindLocation, GivesNothingOutsideARepository) {
  TestRepo repo(RepoKind::none);
  expect_as_git(repo, repo.path());
  EXPECT_EQ(find_location(repo.environment(), repo.path()).value(), std::nullopt);
}

TEST(FindLocation, PassesByAFolderDotGitThatIsNoRepository) {
  TestRepo repo;
  write_bytes(repo.path() / "in/.git/HEAD", "nonsense\n");
  expect_as_git(repo, repo.path() / "in");
}

TEST(FindLocation, InALinkedWorkTree) {
  TestRepo repo;
  repo.commit("first");
  const fs::path linked = repo.outside() / "linked tree";
  repo.git({"worktree", "add", "--quiet", "-b", "linked", linked.string()});
  fs::create_directory(linked / "sub");
  expect_as_git(repo, linked);
  expect_as_git(repo, linked / "sub");
  EXPECT_EQ(repo.locate(linked).git_dir, repo.path() / ".git/worktrees/linked-tree");
  EXPECT_EQ(repo.locate(linked).common_dir, repo.path() / ".git");
}

TEST(FindLocation, InABareRepositoryAndItsLinkedWorkTree) {
  TestRepo repo(RepoKind::bare);
  const std::string tree = repo.git({"hash-object", "-t", "tree", "-w", "--stdin"});
  const std::string commit = repo.git({"commit-tree", "-m", "first", tree});
  repo.git({"update-ref", "refs/heads/main", commit});
  const fs::path linked = repo.outside() / "linked";
  repo.git({"worktree", "add", "--quiet", linked.string(), "main"});
  expect_as_git(repo, repo.path());
  expect_as_git(repo, repo.path() / "refs");
  expect_as_git(repo, linked);
  EXPECT_TRUE(repo.locate(repo.path()).work_tree.empty());
}

TEST(FindLocation, InASubmoduleAndAWorkTreeOfIt) {
  TestRepo repo;
  const fs::path library = repo.outside() / "library";
  repo.git({"init", "--quiet", library.string()});
  repo.git_in(library, {"commit", "--quiet", "--allow-empty", "-m", "first"});
  repo.git({"submodule", "--quiet", "add", library.string(), "sub/lib"});
  expect_as_git(repo, repo.path() / "sub/lib");
  expect_as_git(repo, repo.path() / "sub");
  expect_as_git(repo, repo.path() / ".git/modules/sub/lib");
  const fs::path linked = repo.outside() / "linked";
  repo.git_in(repo.path() / "sub/lib", {"worktree", "add", "--quiet", linked.string()});
  expect_as_git(repo, linked);
}

TEST(FindLocation, WithASeparateGitDirectoryAndRelativeFile) {
  TestRepo repo(RepoKind::none);
  repo.git({"init", "--quiet", "--separate-git-dir", (repo.outside() / "store").string()});
  expect_as_git(repo, repo.path());
  write_bytes(repo.path() / ".git", "gitdir: ../store\r\n");
  expect_as_git(repo, repo.path());
}

TEST(FindLocation, ThroughASymbolicLinkDotGit) {
  TestRepo repo;
  fs::rename(repo.path() / ".git", repo.outside() / "store");
  fs::create_directory_symlink(repo.outside() / "store", repo.path() / ".git");
  expect_as_git(repo, repo.path());
}

TEST(FindLocation, HeedsCoreWorkTreeAndCoreBare) {
  TestRepo repo;
  fs::create_directories(repo.outside() / "elsewhere/deep");
  repo.git({"config", "core.worktree", "../../elsewhere"});
  expect_as_git(repo, repo.path());
  repo.git({"config", "--unset", "core.worktree"});
  repo.git({"config", "core.bare", "true"});
  expect_as_git(repo, repo.path());
  write_bytes(repo.path() / ".git/config", "[core]\n\trepositoryformatversion = 0\n\tbare\n");
  expect_as_git(repo, repo.path());
}

TEST(FindLocation, HeedsTheConfigurationOfTheWorkTree) {
  TestRepo repo;
  repo.commit("first");
  const fs::path linked = repo.outside() / "linked";
  repo.git({"worktree", "add", "--quiet", linked.string()});
  repo.git({"config", "extensions.worktreeConfig", "true"});
  fs::create_directories(repo.outside() / "other");
  repo.git_in(linked, {"config", "--worktree", "core.worktree", (repo.outside() / "other").string()});
  expect_as_git(repo, linked);
  expect_as_git(repo, repo.path());
}

TEST(FindLocation, TakesGitDirAndGitWorkTree) {
  TestRepo repo;
  fs::create_directories(repo.path() / "sub");
  fs::create_directories(repo.outside() / "tree/sub");
  repo.set_variable("GIT_DIR", (repo.path() / ".git").string());
  expect_as_git(repo, repo.outside() / "tree");
  EXPECT_TRUE(repo.locate(repo.outside() / "tree").from_environment);
  repo.set_variable("GIT_DIR", "../.git");
  expect_as_git(repo, repo.path() / "sub");
  repo.set_variable("GIT_WORK_TREE", "..");
  expect_as_git(repo, repo.path() / "sub");
  repo.set_variable("GIT_DIR", (repo.path() / ".git").string());
  repo.set_variable("GIT_WORK_TREE", ".");
  expect_as_git(repo, repo.outside() / "tree");
  repo.set_variable("GIT_DIR", std::nullopt);
  repo.set_variable("GIT_WORK_TREE", (repo.outside() / "tree").string());
  expect_as_git(repo, repo.path());
}

TEST(FindLocation, TakesGitDirOfALinkedWorkTreeAsAHookHasIt) {
  TestRepo repo;
  repo.commit("first");
  const fs::path linked = repo.outside() / "linked";
  repo.git({"worktree", "add", "--quiet", linked.string()});
  repo.set_variable("GIT_DIR", (repo.path() / ".git/worktrees/linked").string());
  expect_as_git(repo, linked);
  repo.set_variable("GIT_DIR", (linked / ".git").string());
  expect_as_git(repo, linked);
}

TEST(FindLocation, TakesGitCommonDir) {
  TestRepo repo;
  fs::create_directory(repo.outside() / "own");
  fs::copy_file(repo.path() / ".git/HEAD", repo.outside() / "own/HEAD");
  repo.set_variable("GIT_DIR", (repo.outside() / "own").string());
  repo.set_variable("GIT_COMMON_DIR", (repo.path() / ".git").string());
  expect_as_git(repo, repo.path());
}

TEST(FindLocation, TakesGitImplicitWorkTree) {
  TestRepo repo;
  repo.set_variable("GIT_DIR", (repo.path() / ".git").string());
  repo.set_variable("GIT_IMPLICIT_WORK_TREE", "0");
  expect_as_git(repo, repo.path());
}

TEST(FindLocation, StopsAtTheCeilings) {
  TestRepo repo;
  const fs::path deep = repo.path() / "a/b";
  fs::create_directories(deep);
  fs::create_directory_symlink(repo.path(), repo.outside() / "link");
  for (const std::string& ceiling :
       {repo.path().string(), (repo.path() / "a").string(), deep.string(), repo.outside().string(),
        std::string("/"), (repo.outside() / "link").string(), ":" + (repo.outside() / "link").string(),
        "relative:" + (repo.path() / "a").string(), repo.path().string() + "/", std::string("/nowhere")}) {
    SCOPED_TRACE(ceiling);
    repo.set_variable("GIT_CEILING_DIRECTORIES", ceiling);
    expect_as_git(repo, deep);
    expect_as_git(repo, repo.path() / "a");
    expect_as_git(repo, repo.path());
  }
}

TEST(FindLocation, NamesWhatIsNoRepository) {
  TestRepo repo;
  repo.set_variable("GIT_DIR", (repo.outside() / "absent").string());
  expect_error(repo, repo.path(), "not a git repository: '" + (repo.outside() / "absent").string() + "'");
  repo.set_variable("GIT_DIR", "");
  expect_error(repo, repo.path(), "not a git repository: ''");
  repo.set_variable("GIT_DIR", std::nullopt);
  write_bytes(repo.path() / "x/.git", "gitdir: ../gone\n");
  expect_error(repo, repo.path() / "x", "not a git repository: '" + (repo.path() / "gone").string() + "'");
  write_bytes(repo.path() / "x/.git", "something else\n");
  expect_error(repo, repo.path() / "x", "is no 'gitdir:' file");
}

}  // namespace
}  // namespace session::git
