// SPDX-License-Identifier: MIT
// Where hooks are installed: core.hooksPath in all its forms, linked work trees, submodules, bare
// repositories.
#include "install_support.hpp"

namespace session::test {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

app::InstallOptions into_tracked() {
  app::InstallOptions options;
  options.into_tracked = true;
  return options;
}

TEST_F(InstallTest, CreatesTheHooksDirectoryAndTakesItAwayAgain) {
  fs::remove_all(hooks_);
  install();
  repo_.commit("second");
  EXPECT_EQ(take_calls(), "<own-post-commit>\n");
  uninstall();
  EXPECT_FALSE(fs::exists(hooks_));
}

TEST_F(InstallTest, FollowsARelativeHooksPath) {
  git({"config", "core.hooksPath", "tools/my hooks"});
  EXPECT_THAT(install(), Contains("hooks directory: " + (repo_.path() / "tools/my hooks").string() +
                                  " (core.hooksPath)"));
  EXPECT_TRUE(fs::is_symlink(repo_.path() / "tools/my hooks/post-commit"));
  EXPECT_FALSE(fs::is_symlink(hooks_ / "post-commit"));
  fs::create_directory(repo_.path() / "sub");
  repo_.git_in(repo_.path() / "sub", {"commit", "-q", "--allow-empty", "-m", "second"});
  EXPECT_EQ(take_calls(), "<own-post-commit>\n");
  EXPECT_EQ(git({"status", "--porcelain"}), "");
  uninstall();
  EXPECT_FALSE(fs::exists(repo_.path() / "tools"));
}

TEST_F(InstallTest, FollowsHomeInTheHooksPath) {
  git({"config", "core.hooksPath", "~/git hooks"});
  EXPECT_THAT(install(), Contains(HasSubstr("lies outside of this repository")));
  EXPECT_TRUE(fs::is_symlink(repo_.home() / "git hooks/post-commit"));
  repo_.commit("second");
  EXPECT_EQ(take_calls(), "<own-post-commit>\n");
  uninstall();
  EXPECT_FALSE(fs::exists(repo_.home() / "git hooks"));
}

TEST_F(InstallTest, SaysWhenGitRunsNoHooks) {
  for (const auto* value : {"/dev/null", ""}) {
    git({"config", "core.hooksPath", value});
    const auto error = fail_to_install();
    EXPECT_EQ(error.kind, ErrorKind::git);
    EXPECT_THAT(error.message, HasSubstr("so git runs no hooks"));
  }
  EXPECT_FALSE(fs::exists(repo_.path() / ".git/session"));
}

TEST_F(InstallTest, StillUninstallsAfterTheHooksPathChanged) {
  const auto before = read_tree(hooks_);
  install();
  git({"config", "core.hooksPath", "/dev/null"});
  uninstall();
  EXPECT_THAT(find_differences(before, read_tree(hooks_)), IsEmpty());
}

TEST_F(InstallTest, UninstallsFromAllDirectoriesThatWereUsed) {
  install();
  git({"config", "core.hooksPath", "elsewhere"});
  install();
  uninstall();
  EXPECT_FALSE(fs::is_symlink(hooks_ / "post-commit"));
  EXPECT_FALSE(fs::exists(repo_.path() / "elsewhere"));
}

TEST_F(InstallTest, NeverEditsATrackedHookUnasked) {
  write_program(repo_.path() / ".githooks/pre-push", recorder("old-pre-push"));
  write_program(repo_.path() / ".githooks/post-checkout", "#!/usr/bin/env node\n");
  repo_.commit("hooks", {".githooks"});
  git({"config", "core.hooksPath", ".githooks"});
  const auto before = read_tree(repo_.path() / ".githooks");
  const auto lines = install();
  EXPECT_THAT(find_differences(before, read_tree(repo_.path() / ".githooks")),
              UnorderedElementsAre("new: post-applypatch", "new: post-commit", "new: post-merge",
                                   "new: post-rewrite"));
  EXPECT_EQ(git({"status", "--porcelain"}), "");
  EXPECT_THAT(lines, Contains(HasSubstr("pre-push: the hook is tracked by git")));

  // The lines that are printed do what they promise.
  std::string pasted = "#!/bin/sh\n";
  for (const auto& line : lines) {
    if (line.starts_with("    ")) pasted += line.substr(4) + "\n";
    if (line.starts_with("post-checkout")) break;
  }
  write_program(repo_.path() / ".githooks/pre-push", pasted + recorder("old-pre-push"));
  git({"push", "-q", "origin", "main"});
  EXPECT_THAT(take_calls(), HasSubstr("<own-pre-push>"));
  EXPECT_EQ(read_bytes(repo_.outside() / "own-pre-push.input"),
            read_bytes(repo_.outside() / "old-pre-push.input"));
  EXPECT_THAT(install(into_tracked()), Contains(HasSubstr("pre-push: the hook runs git-session already")));
}

TEST_F(InstallTest, WrapsATrackedHookWhenAsked) {
  write_program(repo_.path() / ".githooks/pre-push", recorder("old-pre-push"));
  repo_.commit("hooks", {".githooks"});
  git({"config", "core.hooksPath", ".githooks"});
  EXPECT_THAT(install(into_tracked()),
              Contains("pre-push: commit 'pre-push' and 'pre-push.before-git-session' together"));
  EXPECT_EQ(git({"status", "--porcelain"}),
            " M .githooks/pre-push\n?? .githooks/pre-push.before-git-session");
  git({"push", "-q", "origin", "main"});
  EXPECT_THAT(take_calls(), HasSubstr("<own-pre-push>"));
  uninstall();
  EXPECT_EQ(git({"status", "--porcelain"}), "");
}

TEST_F(InstallTest, SeesTrackedHooksBehindALinkedHooksDirectory) {
  write_program(repo_.path() / "tools/hooks/pre-push", "#!/bin/sh\n");
  repo_.commit("hooks", {"tools"});
  fs::remove_all(hooks_);
  fs::create_symlink("../tools/hooks", hooks_);
  EXPECT_THAT(install(), Contains(HasSubstr("pre-push: the hook is tracked by git")));
  EXPECT_EQ(git({"status", "--porcelain"}), "");
  EXPECT_TRUE(fs::is_symlink(repo_.path() / "tools/hooks/post-commit"));
}

TEST_F(InstallTest, SeesHooksThatAnotherRepositoryTracks) {
  const auto dotfiles = repo_.outside() / "dotfiles";
  git({"init", "-q", dotfiles.string()});
  write_program(dotfiles / "hooks/post-commit", "#!/bin/sh\n");
  repo_.git_in(dotfiles, {"add", "."});
  git({"config", "core.hooksPath", (dotfiles / "hooks").string()});
  EXPECT_THAT(install(), Contains(HasSubstr("post-commit: the hook is tracked by git")));
  EXPECT_EQ(read_bytes(dotfiles / "hooks/post-commit"), "#!/bin/sh\n");
}

TEST_F(InstallTest, ServesAllWorkTreesFromAnyOfThem) {
  const auto linked = repo_.outside() / "linked tree";
  git({"worktree", "add", "-q", "-b", "topic", linked.string()});
  write_program(hooks_ / "post-commit", recorder("old-post-commit"));
  const auto before = read_tree(hooks_);
  install({}, linked);
  EXPECT_FALSE(fs::exists(repo_.path() / ".git/worktrees/linked tree/session/installed"));
  repo_.commit("in main");
  EXPECT_EQ(take_calls(), "<old-post-commit>\n<own-post-commit>\n");
  repo_.git_in(linked, {"commit", "-q", "--allow-empty", "-m", "in linked"});
  EXPECT_EQ(take_calls(), "<old-post-commit>\n<own-post-commit>\n");
  uninstall();
  EXPECT_THAT(find_differences(before, read_tree(hooks_)), IsEmpty());
}

TEST_F(InstallTest, KeepsTheDirectoriesOfWorkTreesApart) {
  const auto linked = repo_.outside() / "linked";
  git({"worktree", "add", "-q", linked.string()});
  git({"config", "core.hooksPath", "my-hooks"});
  install();
  install({}, linked);
  EXPECT_TRUE(fs::is_symlink(repo_.path() / "my-hooks/post-commit"));
  EXPECT_TRUE(fs::is_symlink(linked / "my-hooks/post-commit"));
  EXPECT_EQ(repo_.git_in(linked, {"status", "--porcelain"}), "");
  uninstall();
  EXPECT_FALSE(fs::exists(repo_.path() / "my-hooks"));
  EXPECT_FALSE(fs::exists(linked / "my-hooks"));
}

TEST_F(InstallTest, SeesTrackedHooksInTheMainWorkTreeFromALinkedOne) {
  write_program(repo_.path() / "hooks/post-commit", "#!/bin/sh\n");
  repo_.commit("hooks", {"hooks"});
  git({"config", "core.hooksPath", (repo_.path() / "hooks").string()});
  const auto linked = repo_.outside() / "linked";
  git({"worktree", "add", "-q", "--no-checkout", linked.string()});
  EXPECT_THAT(install({}, linked), Contains(HasSubstr("post-commit: the hook is tracked by git")));
  EXPECT_EQ(git({"status", "--porcelain"}), "");
}

TEST_F(InstallTest, WorksInASubmodule) {
  git({"push", "-q", "origin", "main"});
  git({"submodule", "--quiet", "add", server(), "sub module"});
  const auto sub = repo_.path() / "sub module";
  install({}, sub);
  EXPECT_TRUE(fs::is_symlink(repo_.path() / ".git/modules/sub module/hooks/post-commit"));
  EXPECT_FALSE(fs::is_symlink(hooks_ / "post-commit"));
  repo_.git_in(sub, {"commit", "-q", "--allow-empty", "-m", "second"});
  EXPECT_EQ(take_calls(), "<own-post-commit>\n");
  uninstall(sub);
  EXPECT_FALSE(fs::is_symlink(repo_.path() / ".git/modules/sub module/hooks/post-commit"));
}

TEST_F(InstallTest, WorksInTheWorkTreesOfABareRepository) {
  git({"push", "-q", "origin", "main"});
  // Also where the work tree lies inside the bare repository's own folder.
  for (const auto& tree : {repo_.outside() / "tree", fs::path(server()) / "tree"}) {
    repo_.git_in(server(), {"worktree", "add", "-q", "-f", tree.string(), "main"});
    const auto before = read_tree(fs::path(server()) / "hooks");
    install({}, tree);
    repo_.git_in(tree, {"commit", "-q", "--allow-empty", "-m", "second"});
    EXPECT_EQ(take_calls(), "<own-post-commit>\n");
    uninstall(server());
    EXPECT_THAT(find_differences(before, read_tree(fs::path(server()) / "hooks")), IsEmpty());
  }
}

TEST_F(InstallTest, RefusesABareRepositoryItself) {
  const auto error = fail_to_install(server());
  EXPECT_EQ(error.kind, ErrorKind::git);
  EXPECT_EQ(error.message,
            "cannot install hooks in '" + server() + "': it is a bare repository without a work tree");
}

TEST_F(InstallTest, WorksWithASeparateWorkTree) {
  const auto tree = repo_.outside() / "home tree";
  fs::create_directory(tree);
  repo_.set_variable("GIT_DIR", (repo_.path() / ".git").string());
  repo_.set_variable("GIT_WORK_TREE", tree.string());
  git({"config", "core.hooksPath", "hooks"});
  install({}, tree);
  EXPECT_TRUE(fs::is_symlink(tree / "hooks/post-commit"));
  repo_.git_in(tree, {"commit", "-q", "--allow-empty", "-m", "second"});
  EXPECT_EQ(take_calls(), "<own-post-commit>\n");
  EXPECT_EQ(repo_.git_in(tree, {"status", "--porcelain"}), "");
}

}  // namespace
}  // namespace session::test
