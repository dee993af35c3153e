// SPDX-License-Identifier: MIT
// Installed hooks under real git: what runs, in which order, with what, and what is left after uninstall.
#include "core/install/hook_manifest.hpp"

#include "install_support.hpp"

namespace session::test {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(InstallTest, LinksOurProgramsWhereNoHookIs) {
  install();
  for (const auto& hook : kHooks) {
    const std::string name(hook.name);
    EXPECT_EQ(fs::read_symlink(hooks_ / name), programs_ / ("git-session-" + name));
  }
  repo_.commit("second");
  EXPECT_EQ(take_calls(), "<own-post-commit>\n");
  git({"push", "-q", "origin", "main"});
  EXPECT_EQ(take_calls(), "<own-pre-push><origin><" + server() + ">\n");
  EXPECT_EQ(
      read_bytes(repo_.outside() / "own-pre-push.input"),
      "refs/heads/main " + repo_.head() + " refs/heads/main " + std::string(repo_.head().size(), '0') + "\n");
  git({"switch", "-q", "-c", "topic"});
  EXPECT_EQ(take_calls(), "<own-post-checkout><" + repo_.head() + "><" + repo_.head() + "><1>\n");
}

TEST_F(InstallTest, RunsOlderHooksFirst) {
  for (const auto& hook : kHooks) {
    write_program(hooks_ / hook.name, recorder("old-" + std::string(hook.name)));
  }
  install();
  repo_.commit("second");
  EXPECT_EQ(take_calls(), "<old-post-commit>\n<own-post-commit>\n");
  git({"branch", "topic"});
  git({"push", "-q", "origin", "main", "topic"});
  const auto arguments = "<origin><" + server() + ">\n";
  EXPECT_EQ(take_calls(), "<old-pre-push>" + arguments + "<own-pre-push>" + arguments);
  const auto input = read_bytes(repo_.outside() / "old-pre-push.input");
  EXPECT_EQ(std::count(input.begin(), input.end(), '\n'), 2);
  EXPECT_EQ(read_bytes(repo_.outside() / "own-pre-push.input"), input);
  git({"switch", "-q", "topic"});
  EXPECT_THAT(take_calls(), HasSubstr("<1>\n<own-post-checkout>"));
}

TEST_F(InstallTest, NeverStandsInTheWayOnceItIsGone) {
  write_program(hooks_ / "pre-push", recorder("old-pre-push"));
  install();
  fs::remove_all(programs_);
  const auto committed = try_git({"commit", "--allow-empty", "-q", "-m", "second"});
  EXPECT_EQ(committed.status, 0);
  EXPECT_EQ(committed.err, "");
  EXPECT_EQ(try_git({"switch", "-q", "-c", "topic"}).err, "");
  git({"push", "-q", "origin", "topic"});
  EXPECT_EQ(take_calls(), "<old-pre-push><origin><" + server() + ">\n");
}

TEST_F(InstallTest, RunsOlderHooksWhenSwitchedOff) {
  write_program(hooks_ / "post-commit", recorder("old-post-commit"));
  install();
  repo_.set_variable("GIT_SESSION", "0");
  repo_.commit("second");
  EXPECT_THAT(take_calls(), HasSubstr("<old-post-commit>\n"));
}

TEST_F(InstallTest, RunsOlderHooksDuringARebase) {
  git({"switch", "-q", "-c", "topic"});
  repo_.commit("one");
  repo_.commit("two");
  git({"switch", "-q", "main"});
  repo_.commit("aside");
  write_program(hooks_ / "post-commit", recorder("old-post-commit"));
  install();
  git({"rebase", "-q", "main", "topic"});
  const auto calls = take_calls();
  EXPECT_THAT(calls,
              HasSubstr("<old-post-commit>\n<own-post-commit>\n<old-post-commit>\n<own-post-commit>\n"));
}

TEST_F(InstallTest, LetsAnOlderHookRefuseAPush) {
  write_program(hooks_ / "pre-push", recorder("old-pre-push"));
  install();
  write_bytes(repo_.outside() / "old-pre-push.status", "3");
  EXPECT_NE(try_git({"push", "-q", "origin", "main"}).status, 0);
  EXPECT_THAT(take_calls(), Not(HasSubstr("own-pre-push")));
  EXPECT_EQ(git({"ls-remote", "origin"}), "");
  write_bytes(repo_.outside() / "old-pre-push.status", "0");
  git({"push", "-q", "origin", "main"});
  EXPECT_THAT(git({"ls-remote", "origin"}), HasSubstr(repo_.head()));
}

TEST_F(InstallTest, GivesGitTheStatusOfAnOlderPostCheckout) {
  write_program(hooks_ / "post-checkout", recorder("old-post-checkout"));
  repo_.write("a.txt", "a");
  repo_.commit("second", {"a.txt"});
  install();
  write_bytes(repo_.outside() / "own-post-checkout.status", "1");
  git({"switch", "-q", "-c", "topic"});
  write_bytes(repo_.outside() / "old-post-checkout.status", "5");
  EXPECT_EQ(try_git({"checkout", "-q", "HEAD", "--", "a.txt"}).status, 5);
  EXPECT_EQ(try_git({"switch", "-q", "main"}).status, 1);
}

TEST_F(InstallTest, RunsHooksOfOneTextForManyNames) {
  write_bytes(hooks_ / "lib/h", "printf '<%s>' \"$(basename \"$0\")\" \"$@\" >>\"$LOG/calls\"\n");
  for (const auto& hook : kHooks) {
    write_program(hooks_ / hook.name, "#!/usr/bin/env sh\n. \"$(dirname \"$0\")/lib/h\"\n");
  }
  install();
  repo_.commit("second");
  EXPECT_EQ(take_calls(), "<post-commit><own-post-commit>\n");
}

TEST_F(InstallTest, PassesByAHookThatGitPassesByToo) {
  write_program(hooks_ / "post-commit", recorder("old-post-commit"), 0644);
  install();
  repo_.commit("second");
  EXPECT_EQ(take_calls(), "<own-post-commit>\n");
}

TEST_F(InstallTest, RunsAHookWithoutFirstLine) {
  write_program(hooks_ / "post-commit", "echo old >>\"$LOG/calls\"\n");
  install();
  repo_.commit("second");
  EXPECT_EQ(take_calls(), "old\n<own-post-commit>\n");
}

/// A hooks directory in which every kind of hook stands.
class EveryKindOfHook : public InstallTest, public ::testing::WithParamInterface<int> {
 protected:
  void write_hooks(int kind) {
    const auto hook = hooks_ / "post-commit";
    write_bytes(hooks_ / "pre-commit.notes", "not a hook");
    switch (kind) {
      case 0: write_program(hook, "#!/bin/sh\nexit 0\n", 0755); break;
      case 1: write_program(hook, "#!/bin/sh\nexit 0\n", 0700); break;
      case 2: write_program(hook, "no first line", 0644); break;
      case 3: write_program(hook, "", 0755); break;
      case 4: write_program(hook, std::string("\x7f") + "ELF\0\xff\r\n", 0555); break;
      case 5: fs::create_symlink("../../elsewhere/hook", hook); break;
      case 6:
        write_program(repo_.outside() / "real hook", "#!/bin/sh\n. \"$(dirname \"$0\")/x\"\n");
        fs::create_symlink(repo_.outside() / "real hook", hook);
        break;
      case 7: write_program(hook, "#!/bin/sh\n", 06755); break;
      case 8: fs::create_directory(hook); break;
      default: break;
    }
    write_program(hooks_ / "post-commit.before-git-session", "a name that is taken", 0640);
  }
};

TEST_P(EveryKindOfHook, ComesBackByteForByte) {
  write_hooks(GetParam());
  const auto before = read_tree(repo_.path() / ".git");
  install();
  EXPECT_THAT(find_differences(before, read_tree(repo_.path() / ".git")), Not(IsEmpty()));
  uninstall();
  EXPECT_THAT(find_differences(before, read_tree(repo_.path() / ".git")), IsEmpty());
}

TEST_P(EveryKindOfHook, IsInstalledOnce) {
  write_hooks(GetParam());
  install();
  const auto first = read_tree(repo_.path() / ".git");
  const auto lines = install();
  EXPECT_THAT(find_differences(first, read_tree(repo_.path() / ".git")), IsEmpty());
  if (GetParam() != 8) {
    EXPECT_THAT(lines, Contains("post-commit: already installed"));
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryKindOfHook, ::testing::Range(0, 10));

TEST_F(InstallTest, HasNothingToUninstallTwice) {
  install();
  uninstall();
  const auto before = read_tree(repo_.path() / ".git");
  EXPECT_THAT(uninstall(), Contains("nothing to do: git-session is not installed in this repository"));
  EXPECT_THAT(find_differences(before, read_tree(repo_.path() / ".git")), IsEmpty());
}

TEST_F(InstallTest, OnlyTalksInADryRun) {
  write_program(hooks_ / "pre-push", "#!/bin/sh\n");
  const auto before = read_tree(repo_.path());
  app::InstallOptions options;
  options.dry_run = true;
  const auto lines = install(options);
  EXPECT_EQ(lines.front(), "dry run: nothing is changed");
  EXPECT_THAT(lines, Contains(HasSubstr("post-commit: link to ")));
  EXPECT_THAT(lines, Contains("pre-push: the hook that is there is kept as 'pre-push.before-git-session' and "
                              "runs first"));
  EXPECT_THAT(find_differences(before, read_tree(repo_.path())), IsEmpty());

  install();
  const auto installed = read_tree(repo_.path());
  EXPECT_THAT(uninstall({}, true), Contains("pre-push: the older hook is back"));
  EXPECT_THAT(find_differences(installed, read_tree(repo_.path())), IsEmpty());
}

TEST_F(InstallTest, FollowsProgramsThatMoved) {
  write_program(hooks_ / "pre-push", recorder("old-pre-push"));
  install();
  fs::rename(programs_, repo_.outside() / "newer");
  repo_.set_variable("GIT_SESSION_LIBEXEC", (repo_.outside() / "newer").string());
  install();
  repo_.commit("second");
  EXPECT_EQ(take_calls(), "<own-post-commit>\n");
  git({"push", "-q", "origin", "main"});
  EXPECT_THAT(take_calls(), HasSubstr("<own-pre-push>"));
  uninstall();
  EXPECT_EQ(read_bytes(hooks_ / "pre-push"), recorder("old-pre-push"));
  EXPECT_FALSE(fs::exists(hooks_ / "pre-push.before-git-session"));
}

TEST_F(InstallTest, LeavesAndNamesWhatWasChangedSince) {
  write_program(hooks_ / "pre-push", "#!/bin/sh\necho old\n");
  install();
  write_program(hooks_ / "post-commit", "#!/bin/sh\necho mine\n");
  write_program(hooks_ / "pre-push", read_bytes(hooks_ / "pre-push") + "echo more\n");
  const auto lines = uninstall();
  EXPECT_THAT(lines, Contains("post-commit: was changed since install: left as it is"));
  EXPECT_THAT(lines, Contains("pre-push: was changed since install: left as it is"));
  EXPECT_THAT(lines, Contains("pre-push: the older hook stays as 'pre-push.before-git-session'"));
  EXPECT_EQ(read_bytes(hooks_ / "post-commit"), "#!/bin/sh\necho mine\n");
  EXPECT_EQ(read_bytes(hooks_ / "pre-push.before-git-session"), "#!/bin/sh\necho old\n");
  EXPECT_FALSE(fs::exists(fs::symlink_status(hooks_ / "post-checkout")));
  EXPECT_THAT(uninstall(), Contains(HasSubstr("nothing to do")));
}

TEST_F(InstallTest, PutsBackAnOlderHookThatWasEditedWhereItLay) {
  write_program(hooks_ / "pre-push", "#!/bin/sh\necho old\n");
  install();
  write_program(hooks_ / "pre-push.before-git-session", "#!/bin/sh\necho newer\n");
  EXPECT_THAT(uninstall(), Contains(HasSubstr("was changed since install: put back as it is now")));
  EXPECT_EQ(read_bytes(hooks_ / "pre-push"), "#!/bin/sh\necho newer\n");
}

TEST_F(InstallTest, TakesItsPlaceAgainAfterAToolWroteItsHooksAnew) {
  const std::string tool = "#!/bin/sh\n# LEFTHOOK\necho tool >>\"$LOG/calls\"\n";
  write_program(hooks_ / "post-commit", tool);
  EXPECT_THAT(install(), Contains(HasSubstr("lefthook may write this file anew")));
  write_program(hooks_ / "post-commit", tool);
  install();
  repo_.commit("second");
  EXPECT_EQ(take_calls(), "tool\n<own-post-commit>\n");
  uninstall();
  EXPECT_EQ(read_bytes(hooks_ / "post-commit"), tool);
  EXPECT_FALSE(fs::exists(hooks_ / "post-commit.before-git-session"));
}

TEST_F(InstallTest, UninstallsWithoutItsRecord) {
  write_program(hooks_ / "pre-push", "#!/bin/sh\necho old\n");
  const auto before = read_tree(hooks_);
  for (const auto* text : {"", "broken\n"}) {
    install();
    write_bytes(repo_.path() / ".git/session/hooks.manifest", text);
    uninstall();
    EXPECT_THAT(find_differences(before, read_tree(hooks_)), IsEmpty());
  }
}

TEST_F(InstallTest, UninstallsInARepositoryThatMoved) {
  write_program(hooks_ / "pre-push", "#!/bin/sh\necho old\n");
  const auto before = read_tree(hooks_);
  install();
  fs::rename(repo_.path(), repo_.outside() / "moved");
  uninstall(repo_.outside() / "moved");
  EXPECT_THAT(find_differences(before, read_tree(repo_.outside() / "moved/.git/hooks")), IsEmpty());
}

}  // namespace
}  // namespace session::test
