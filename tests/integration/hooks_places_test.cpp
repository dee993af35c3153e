// SPDX-License-Identifier: MIT
// The same hooks in other layouts: linked work trees, submodules, core.hooksPath, a git directory elsewhere.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"

namespace session::test {
namespace {

using ::testing::HasSubstr;

constexpr const char* kCommitB = "put b; git commit -qm 'Add b'";

/// The line of the item that HEAD of `folder` must have been recorded as.
std::string item_of_head(Story& story, const std::filesystem::path& folder) {
  return story.repo().git_in(folder, {"log", "-1", "--format=- [x] %s — `%h` (%cs)"}) + "\n";
}

TEST(HooksInPlaces, WorkBeforeTheFirstCommit) {
  TestRepo repo;
  repo.git({"session", "install"});
  EXPECT_THAT(repo.read("SESSION.md"), HasSubstr("- **Last Commit**: _(no commit yet)_\n"));
  repo.write("a", "a\n");
  repo.git({"add", "a"});
  const RunResult result = repo.run({"git", "commit", "-qm", "First"});
  EXPECT_EQ(result.status, 0);
  const std::string hash = repo.git({"rev-parse", "--short", "HEAD"});
  EXPECT_EQ(result.err, "session: recorded " + hash + " \"First\" (1 item)\n");
  EXPECT_THAT(repo.read("SESSION.md"), HasSubstr("\n- [x] First — `" + hash + "` (2025-07-01)\n"));
  EXPECT_THAT(repo.read("SESSION.md"), HasSubstr("- **Last Commit**: `" + hash + "` — First\n"));
  EXPECT_EQ(repo.git({"status", "--porcelain"}), "");
}

TEST(HooksInPlaces, RecordInALinkedWorkTreeWithItsOwnDocument) {
  Story story;
  story.play("git worktree add -q -b other ../other");
  const auto linked = story.repo().outside() / "other";
  story.repo().git_in(linked, {"session", "init"});
  const std::string before = story.document();
  const RunResult result =
      story.repo().run_in(linked, {"git", "commit", "-q", "--allow-empty", "-m", "There"});
  const std::string hash = story.repo().git({"rev-parse", "--short", "other"});
  EXPECT_EQ(result.err, "session: recorded " + hash + " \"There\" (1 item)\n");
  EXPECT_THAT(read_bytes(linked / "SESSION.md"), HasSubstr("\n" + item_of_head(story, linked)));
  EXPECT_THAT(read_bytes(linked / "SESSION.md"), HasSubstr("# SESSION — my répo\n"));
  EXPECT_EQ(story.document(), before);
  EXPECT_EQ(story.repo().git_in(linked, {"status", "--porcelain"}), "");
  EXPECT_TRUE(std::filesystem::exists(story.repo().path() / ".git/worktrees/other/session/state"));
}

TEST(HooksInPlaces, AreQuietInALinkedWorkTreeWithoutADocument) {
  Story story;
  const std::string err =
      story.play("git worktree add -q -b other ../other; cd ../other; " + std::string(kCommitB));
  EXPECT_EQ(err, "");
  EXPECT_FALSE(std::filesystem::exists(story.repo().outside() / "other/SESSION.md"));
  EXPECT_FALSE(std::filesystem::exists(story.repo().path() / ".git/worktrees/other/session"));
}

TEST(HooksInPlaces, RecordInASubmodule) {
  Story story;
  story.play(
      "git init -q ../sub; (cd ../sub; GIT_SESSION=0 git commit -q --allow-empty -m Sub)\n"
      "git submodule --quiet add ../sub sub; git commit -qm 'Add sub'");
  const auto sub = story.repo().path() / "sub";
  story.repo().git_in(sub, {"session", "install"});
  const std::string before = story.document();
  const RunResult result = story.repo().run_in(sub, {"git", "commit", "-q", "--allow-empty", "-m", "Inside"});
  const std::string hash = story.repo().git_in(sub, {"rev-parse", "--short", "HEAD"});
  EXPECT_EQ(result.err, "session: recorded " + hash + " \"Inside\" (1 item)\n");
  EXPECT_THAT(read_bytes(sub / "SESSION.md"), HasSubstr("\n" + item_of_head(story, sub)));
  EXPECT_EQ(story.document(), before);
  EXPECT_EQ(story.repo().git_in(sub, {"status", "--porcelain"}), "");
  const std::string next = story.play("git commit -qam 'Move sub'");
  EXPECT_EQ(next, story.expand("session: recorded {HEAD} \"Move sub\" (2 items)\n"));
}

TEST(HooksInPlaces, RecordWithHooksInTheWorkTree) {
  TestRepo repo;
  repo.write("a", "a\n");
  repo.commit("First", {"a"});
  repo.git({"config", "core.hooksPath", "my hooks"});
  repo.git({"session", "install"});
  EXPECT_TRUE(std::filesystem::is_symlink(repo.path() / "my hooks/post-commit"));
  const RunResult result = repo.run({"git", "commit", "-q", "--allow-empty", "-m", "Second"});
  const std::string hash = repo.git({"rev-parse", "--short", "HEAD"});
  EXPECT_EQ(result.err, "session: recorded " + hash + " \"Second\" (1 item)\n");
  EXPECT_EQ(repo.git({"status", "--porcelain"}), "");
}

TEST(HooksInPlaces, RecordWithAGitDirectoryGivenByHand) {
  TestRepo repo(RepoKind::none);
  const std::string git_dir = (repo.outside() / "dot files.git").string();
  const std::vector<std::string> where = {"--git-dir=" + git_dir, "--work-tree=" + repo.path().string()};
  const auto git = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), where.begin(), where.end());
    arguments.insert(arguments.begin(), "git");
    return repo.run(arguments);
  };
  ASSERT_EQ(repo.run({"git", "init", "-q", "--bare", git_dir}).status, 0);
  repo.git({"-C", git_dir, "config", "core.bare", "false"});
  repo.write("a", "a\n");
  ASSERT_EQ(git({"add", "a"}).status, 0);
  ASSERT_EQ(git({"commit", "-qm", "First"}).status, 0);
  const RunResult installed = git({"session", "install"});
  ASSERT_EQ(installed.status, 0) << installed.err;
  const RunResult result = git({"commit", "-q", "--allow-empty", "-m", "Second"});
  EXPECT_EQ(result.status, 0);
  const std::string hash = repo.git({"-C", git_dir, "rev-parse", "--short", "HEAD"});
  EXPECT_EQ(result.err, "session: recorded " + hash + " \"Second\" (1 item)\n");
  EXPECT_THAT(repo.read("SESSION.md"), HasSubstr("\n- [x] Second — `" + hash + "` (2025-07-01)\n"));
  EXPECT_TRUE(std::filesystem::exists(repo.outside() / "dot files.git/session/state"));
  // From a folder of the work tree git gives the hook GIT_WORK_TREE=. and the top as its folder.
  std::filesystem::create_directory(repo.path() / "sub");
  std::vector<std::string> line = {"git", where[0], where[1], "commit", "-q", "--allow-empty", "-m", "Third"};
  EXPECT_THAT(repo.run_in(repo.path() / "sub", line).err, HasSubstr("\"Third\" (2 items)\n"));
}

TEST(HooksInPlaces, RecordInABareRepositoryWithWorkTrees) {
  TestRepo repo(RepoKind::bare);
  const std::string tree = repo.git({"hash-object", "-w", "-t", "tree", "--stdin"});
  repo.git({"update-ref", "refs/heads/main", repo.git({"commit-tree", "-m", "First", tree})});
  repo.git({"worktree", "add", "-q", "../tree", "main"});
  const auto folder = repo.outside() / "tree";
  repo.git_in(folder, {"session", "install"});
  const RunResult result = repo.run_in(folder, {"git", "commit", "-q", "--allow-empty", "-m", "Second"});
  const std::string hash = repo.git({"rev-parse", "--short", "main"});
  EXPECT_EQ(result.err, "session: recorded " + hash + " \"Second\" (1 item)\n");
  EXPECT_EQ(repo.git_in(folder, {"status", "--porcelain"}), "");
}

TEST(HooksInPlaces, RecordWithoutAReflog) {
  Story story;
  story.play("git config core.logAllRefUpdates false; rm -rf .git/logs");
  story.expect_said(kCommitB, "session: recorded {HEAD} \"Add b\" (1 item)\n");
  EXPECT_EQ(story.document(), story.expect({{"Add b @ HEAD"}}));
  story.play("git commit -q --amend -m 'Add the b'");
  EXPECT_EQ(story.document(), story.expect({{"Add the b @ HEAD"}}));
  story.expect_said("put c; git commit -qm 'Add c'", "session: recorded {HEAD} \"Add c\" (2 items)\n");
}

TEST(HooksInPlaces, RunNothingWhenThePersonTurnsHooksOff) {
  Story story;
  const std::string before = story.document();
  EXPECT_EQ(story.play("put b; git -c core.hooksPath=/dev/null commit -qm 'Add b'"), "");
  EXPECT_EQ(story.document(), before);
}

}  // namespace
}  // namespace session::test
