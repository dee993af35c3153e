// SPDX-License-Identifier: MIT
// `git session verify` tells of each entry, and `--fix` applies what git proves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <filesystem>
#include <fstream>

namespace session::test {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

const std::string kHidden = "git -c core.hooksPath=/dev/null ";

/// Items `Add b` and `Add c`, recorded by the hooks.
class VerifyEntries : public ::testing::Test {
 protected:
  VerifyEntries() { story_.play("put b; git commit -qm 'Add b'; put c; git commit -qm 'Add c'"); }

  /// What the report says behind the verdict.
  [[nodiscard]] static std::string entries_of(const RunResult& result) {
    const std::size_t verdict = result.out.find("verdict: ");
    return verdict == std::string::npos ? result.out : result.out.substr(result.out.find('\n', verdict) + 1);
  }
  /// Plays a script that must succeed, verifies, and compares what is said of the entries.
  void expect_entries(const std::string& script, const std::string& expected, int status) {
    story_.play(script);
    const std::string before = story_.document();
    const RunResult result = story_.sh("git session verify");
    EXPECT_EQ(entries_of(result), story_.expand(expected));
    EXPECT_EQ(result.status, status) << result.out << result.err;
    EXPECT_EQ(story_.document(), before);
  }
  /// The item that a person writes below the last one.
  [[nodiscard]] static std::string add_item(const std::string& item) {
    return "edit '/^## In Progress/i " + item + "\\n'; edit '/^$/{N;/^\\n- .x/s/^\\n//}'";
  }

  Story story_;
};

TEST_F(VerifyEntries, AreAllOk) {
  expect_entries(":", "entries: 2 ok\n", 0);
  const RunResult all = story_.sh("git session verify --all");
  EXPECT_EQ(entries_of(all), story_.expand("  ✓ {HEAD~1} Add b: ok\n  ✓ {HEAD} Add c: ok\nentries: 2 ok\n"));
  EXPECT_THAT(all.err, IsEmpty());
  const RunResult verbose = story_.sh(
      "printf 'output.level = \"verbose\"\\n' >.git/session/config.toml\n"
      "git session verify");
  EXPECT_EQ(entries_of(verbose), entries_of(all));
}

TEST_F(VerifyEntries, AreNotToldOfWhereThereAreNone) {
  Story story;
  EXPECT_THAT(story.sh("git session verify").out, EndsWith("verdict: match\n"));
}

TEST_F(VerifyEntries, FollowARewriteThatNoHookSaw) {
  const std::string old = story_.repo().git({"rev-parse", "--short", "HEAD"});
  expect_entries(kHidden + "commit -q --amend -m 'Add the c'",
                 "  - " + old + " Add c: rewritten → {HEAD}\nentries: 1 ok, 1 rewritten\n", 0);
  const RunResult result = story_.sh("git session verify");
  EXPECT_THAT(result.out, HasSubstr("verdict: rewritten\n"));
  EXPECT_EQ(result.err, "hint: bring 1 entry up to date: git session verify --fix\n");
  const RunResult fixed = story_.sh("git session verify --fix");
  EXPECT_EQ(fixed.status, 0);
  EXPECT_EQ(fixed.err, story_.expand("session: recorded {HEAD} \"Add the c\" in place of " + old +
                                     " (2 items)\n"
                                     "session: refreshed the checkpoint; its verdict was: rewritten\n"));
  EXPECT_THAT(fixed.out, EndsWith("verdict: match\nentries: 2 ok\n"));
  EXPECT_EQ(story_.document(), story_.expect({{"Add b @ HEAD~1", "Add the c @ HEAD"}}));
}

TEST_F(VerifyEntries, NameTheBranchThatHasTheirCommit) {
  story_.play(
      "git switch -qc topic; put d; git commit -qm 'Add d'; git tag v1; git init -q --bare ../server.git\n"
      "git remote add origin ../server.git; git push -q origin topic; git switch -q main");
  const std::string hash = story_.repo().git({"rev-parse", "--short", "topic"});
  // The checkpoint is refreshed first, so that the status is that of the entries.
  const auto expect = [&](const std::string& script, const std::string& where, const std::string& count) {
    story_.play(script + "; git session verify --fix >/dev/null");
    expect_entries(":", "  - " + hash + " Add d: " + where + " only\nentries: 2 ok, 1 " + count + "\n", 0);
  };
  expect(":", "on branch topic", "on another branch");
  expect("git worktree add -q --detach ../side topic; git branch -qD topic",
         "in the work tree " + (std::filesystem::canonical(story_.repo().outside()) / "side").string(),
         "in another work tree");
  expect("git worktree remove ../side", "on remote branch origin/topic", "on another branch");
  expect("git update-ref -d refs/remotes/origin/topic", "on tag v1", "on a tag");
}

TEST_F(VerifyEntries, TellOfARevertThatNoHookSaw) {
  expect_entries(kHidden + "revert --no-edit HEAD~1 >/dev/null",
                 "  ✗ {HEAD~2} Add b: reverted by {HEAD}\nentries: 1 ok, 1 reverted\n", 1);
  const RunResult fixed = story_.sh("git session verify --fix");
  EXPECT_EQ(fixed.status, 0) << fixed.out;
  EXPECT_EQ(story_.document(),
            story_.expect({.completed = {"Add c @ HEAD~1"},
                           .in_progress = {"Add b — reverted by " + story_.expand("{HEAD}")}}));
  expect_entries(":", "entries: 1 ok\n", 0);
}

TEST_F(VerifyEntries, TellOfTheRevertOfAnItemThatAPersonWrote) {
  story_.play(kHidden + "revert --no-edit HEAD >/dev/null; put d; git commit -qm 'Add d'");
  // Written by hand, behind the runs that would have noticed.
  expect_entries("git session verify --fix >/dev/null\n" +
                     add_item("- [x] Mine — `'$(git rev-parse --short HEAD~2)'` (2025-07-01)"),
                 "  ✗ {HEAD~2} Mine: reverted by {HEAD~1}\nentries: 2 ok, 1 reverted\n", 1);
}

TEST_F(VerifyEntries, AreGoneWithTheirCommits) {
  const std::string old = story_.repo().git({"rev-parse", "--short", "HEAD"});
  expect_entries("git reset -q --hard HEAD~1", "  ✗ " + old + " Add c: gone\nentries: 1 ok, 1 gone\n", 1);
  const RunResult fixed = story_.sh("git session verify --fix");
  EXPECT_EQ(fixed.status, 0);
  EXPECT_EQ(fixed.err,
            "session: took back \"Add c\": its commit is gone\n"
            "session: refreshed the checkpoint; its verdict was: behind 1\n");
  EXPECT_EQ(story_.document(), story_.expect({{"Add b @ HEAD"}}));
}

TEST_F(VerifyEntries, KeepAMarkOnlyWhileItIsTrue) {
  // A session that was wrapped up keeps its entries.
  std::ofstream(story_.state() / "journal", std::ios::app) << "wrapped\twrapped=1\t.\n";
  const std::string old = story_.repo().git({"rev-parse", "--short", "HEAD"});
  story_.play("git reset -q --hard HEAD~1");
  const RunResult fixed = story_.sh("git session verify --fix");
  EXPECT_EQ(fixed.status, 1);
  EXPECT_THAT(story_.document(), HasSubstr("- [x] Add c — `" + old + "` (2025-07-01) — commit gone\n"));
  EXPECT_THAT(fixed.out, EndsWith("  ✗ " + old + " Add c: gone\nentries: 1 ok, 1 gone\n"));
  expect_entries(
      "git reset -q --hard " + old,
      "  ✗ " + old + " Add c: ok, but marked \"commit gone\"\nentries: 1 ok, 1 with a wrong mark\n", 1);
  EXPECT_EQ(story_.sh("git session verify --fix").status, 0);
  EXPECT_EQ(story_.document(), story_.expect({{"Add b @ HEAD~1", "Add c @ HEAD"}}));
}

TEST_F(VerifyEntries, NeedAHashOfACommit) {
  expect_entries(add_item("- [x] Old — `d5e6f7g` (2025-07-01)") + "\n" + add_item("- [x] Talk to Bob") +
                     "\n" + add_item("- [x] Lost — `0123456789` (2025-07-01)"),
                 "  ✗ d5e6f7g Old: not a hash\n  ✗ 0123456789 Lost: gone\n"
                 "entries: 2 ok, 1 gone, 1 with no valid hash, 1 without a hash\n",
                 1);
  // What nobody can prove stays as it is.
  const std::string before = story_.document();
  EXPECT_EQ(story_.sh("git session verify --fix").status, 1);
  EXPECT_EQ(story_.document(), before);
}

TEST_F(VerifyEntries, AreNotCalledGoneInAShallowClone) {
  story_.play("git clone -q --depth=1 \"file://$PWD\" ../shallow; cp SESSION.md ../shallow");
  const RunResult result = story_.sh("cd ../shallow; git session verify");
  EXPECT_THAT(result.out, EndsWith(story_.expand("  ✗ {HEAD~1} Add b: not in this shallow clone\n"
                                                 "entries: 1 ok, 1 not in this shallow clone\n")));
}

TEST_F(VerifyEntries, AreListedInTheJson) {
  story_.play("git switch -qc topic; put d; git commit -qm 'Add d'; git switch -q main");
  const RunResult result = story_.sh("git session verify --json");
  const auto full = [this](const std::string& name) { return story_.repo().git({"rev-parse", name}); };
  EXPECT_THAT(result.out,
              HasSubstr("    {\n"
                        "      \"text\": \"Add d\",\n      \"hash\": \"" +
                        story_.repo().git({"rev-parse", "--short", "topic"}) +
                        "\",\n      \"state\": \"on branch\",\n      \"good\": true,\n"
                        "      \"commit\": \"" +
                        full("topic") + "\",\n      \"name\": \"topic\",\n      \"reverted_by\": null\n"));
  EXPECT_THAT(result.out, HasSubstr("\"commit\": \"" + full("HEAD~1") + "\",\n      \"name\": null"));
  EXPECT_THAT(result.out, EndsWith("  \"fixable\": 0\n}\n"));
  EXPECT_THAT(result.err, IsEmpty());
  EXPECT_EQ(result.status, 1);
}

TEST_F(VerifyEntries, LetJsonStandAloneWhenFixed) {
  story_.play("git reset -q --hard HEAD~1");
  const RunResult result = story_.sh("git session verify --fix --json");
  EXPECT_THAT(result.out, StartsWith("{\n"));
  EXPECT_THAT(result.out, HasSubstr("\"good\": true"));
  EXPECT_THAT(result.err, HasSubstr("session: took back \"Add c\""));
  EXPECT_EQ(result.status, 0);
}

TEST_F(VerifyEntries, AreNotFixedWhileARebaseIsUnderWay) {
  story_.play(
      "git switch -qc topic HEAD~1; echo other >c; git add c; git commit -qm 'Another c'\n"
      "git rebase main >/dev/null 2>&1 || :");
  const std::string before = story_.document();
  const std::string state = story_.repo().git({"hash-object", ".git/session/state", ".git/session/journal"});
  const RunResult result = story_.sh("git session verify --fix");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_EQ(result.err,
            "session: warning: a rebase is under way, so 'SESSION.md' is not written now\n"
            "hint: how to go on: git status\n");
  EXPECT_EQ(story_.document(), before);
  EXPECT_EQ(story_.repo().git({"hash-object", ".git/session/state", ".git/session/journal"}), state);
  // A reader may look all the same.
  const RunResult looked = story_.sh("git session verify");
  EXPECT_THAT(looked.out, HasSubstr("verdict: busy\n"));
  EXPECT_THAT(looked.err, Not(HasSubstr("--fix")));
}

TEST_F(VerifyEntries, AreJoinedByWhatNoHookSaw) {
  story_.play("put d; " + kHidden + "commit -qm 'Add d'");
  const RunResult result = story_.sh("git session verify --fix");
  EXPECT_EQ(result.err,
            "session: caught up with 1 commit not recorded so far\n"
            "session: refreshed the checkpoint; its verdict was: ahead 1\n");
  EXPECT_THAT(result.out, EndsWith("verdict: match\nentries: 3 ok\n"));
  EXPECT_EQ(story_.document(), story_.expect({{"Add b @ HEAD~2", "Add c @ HEAD~1", "Add d @ HEAD"}}));
}

TEST_F(VerifyEntries, StayAsTheyAreWhenNothingIsWrong) {
  const std::string before = story_.document();
  const RunResult result = story_.sh("git session verify --fix");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.err, IsEmpty());
  EXPECT_EQ(story_.document(), before);
  EXPECT_THAT(story_.repo().read(".git/session/session.log"), HasSubstr("0 entries changed, file unchanged"));
}

TEST_F(VerifyEntries, AreFixedOnlyInAFileOfOurs) {
  std::filesystem::remove(story_.repo().path() / "SESSION.md");
  const RunResult absent = story_.sh("git session verify --fix");
  EXPECT_EQ(absent.status, 4);
  EXPECT_THAT(absent.err, HasSubstr("hint: create it: git session init"));
  Story other(Story::Hooks::none);
  other.repo().write("SESSION.md", "# My notes\n");
  for (int i = 0; i < 2; ++i) {
    const RunResult foreign = other.sh("git session verify --fix");
    EXPECT_EQ(foreign.status, 4);
    EXPECT_THAT(foreign.err, HasSubstr("'SESSION.md' is left alone"));
  }
  EXPECT_EQ(other.document(), "# My notes\n");
}

}  // namespace
}  // namespace session::test
