// SPDX-License-Identifier: MIT
// Hooks that are turned off, misled by the environment or the settings, locked out, run twice, or killed.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <algorithm>
#include <chrono>
#include <random>

namespace session::test {
namespace {

using ::testing::HasSubstr;

TEST(TurnedOff, ByTheEnvironment) {
  Story story;
  const std::string before = story.document();
  const std::string state = read_bytes(story.state() / "state");
  story.repo().set_variable("GIT_SESSION", "0");
  EXPECT_EQ(
      story.play("put b; git commit -qm 'Add b'; git switch -qc topic; git init -q --bare ../server.git\n"
                 "git push -q ../server.git topic"),
      "");
  EXPECT_EQ(story.document(), before);
  EXPECT_EQ(read_bytes(story.state() / "state"), state);
}

TEST(TurnedOff, ByAnySettingsFile) {
  for (const char* file :
       {".git-session.toml", "../home/.config/git-session/config.toml", ".git/session/config.toml"}) {
    Story story;
    const std::string before = story.document();
    story.repo().write(file, "enabled = false\n");
    EXPECT_EQ(story.play("put b; git commit -qm 'Add b'; git switch -qc topic"), "") << file;
    EXPECT_EQ(story.document(), before) << file;
  }
}

TEST(BrokenSettings, AreToldOnceARunAndDefaultsHold) {
  Story story;
  story.repo().write(".git-session.toml", "record = 3\n[push\n");
  const RunResult result = story.sh("put b; git commit -qm 'Add b'");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.err,
            story.expand("session: warning: .git-session.toml:2:6: not valid TOML: error while parsing "
                         "table header: expected ']', saw '\\n'\n"
                         "hint: the whole file is ignored until this is repaired\n"
                         "session: recorded {HEAD} \"Add b\" (1 item)\n"));
  EXPECT_EQ(story.document(),
            story.expect({.completed = {"Add b @ HEAD"}, .changes = "?? .git-session.toml"}));
}

TEST(BrokenSettings, NamePathsAndCommandsInVain) {
  Story story;
  const std::string before = story.document();
  story.repo().write("../outside.md", before);
  for (const char* path :
       {"../outside.md", "/tmp/x.md", ".git/x.md", "sub/../../outside.md", ".GIT/x.md", "x.txt"}) {
    story.repo().write(".git-session.toml", fmt::format("[session]\nfile = \"{}\"\n", path));
    const RunResult result = story.sh("git commit -q --allow-empty -m Work");
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.err, HasSubstr("session: warning: .git-session.toml:2:")) << path;
    EXPECT_EQ(story.repo().read("../outside.md"), before) << path;
  }
}

/// Another repository with hooks, whose variables leak into commands that are run here.
class Poisoned : public ::testing::Test {
 protected:
  Poisoned() {
    story_.play(
        "git init -q ../other; cd ../other; git commit -q --allow-empty -m There; git session install "
        ">/dev/null");
    mine_ = story_.document();
    other_ = story_.repo().read("../other/SESSION.md");
  }
  void leak(const std::string& name, const std::string& value) { story_.repo().set_variable(name, value); }
  std::string other(const std::string& name) { return (story_.repo().outside() / "other" / name).string(); }

  Story story_;
  std::string mine_;
  std::string other_;
};

TEST_F(Poisoned, HooksFollowGitIntoTheOtherRepository) {
  leak("GIT_DIR", other(".git"));
  leak("GIT_WORK_TREE", other(""));
  const RunResult result = story_.sh("git commit -q --allow-empty -m Leaked");
  EXPECT_EQ(result.status, 0);
  leak("GIT_DIR", (story_.repo().path() / ".git").string());
  leak("GIT_WORK_TREE", story_.repo().path().string());
  EXPECT_EQ(story_.document(), mine_);
  EXPECT_THAT(story_.repo().read("../other/SESSION.md"), HasSubstr("- [x] Leaked — `"));
  EXPECT_EQ(story_.repo().git({"log", "-1", "--format=%s"}), "First");
}

TEST_F(Poisoned, AnIndexOfAnotherRepositoryIsOnlyReadAsGitReadsIt) {
  leak("GIT_INDEX_FILE", other(".git/index"));
  const RunResult result = story_.sh("git commit -q --allow-empty -m Leaked");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(story_.document(), HasSubstr("- [x] Leaked — `"));
  EXPECT_EQ(story_.repo().read("../other/SESSION.md"), other_);
}

TEST_F(Poisoned, VerifyAnswersAboutTheRepositoryThatGitSees) {
  leak("GIT_DIR", other(".git"));
  leak("GIT_WORK_TREE", other(""));
  const RunResult result = story_.sh("git session verify");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("verdict: match\n"));
}

TEST_F(Poisoned, ExecutablesStartedByHandBreakNothing) {
  const std::vector<std::pair<std::string, std::string>> leaks = {{"GIT_DIR", "/nowhere"},
                                                                  {"GIT_DIR", ""},
                                                                  {"GIT_COMMON_DIR", "/nowhere"},
                                                                  {"GIT_OBJECT_DIRECTORY", "/nowhere"},
                                                                  {"GIT_INDEX_FILE", "/nowhere/index"},
                                                                  {"GIT_WORK_TREE", "/nowhere"},
                                                                  {"GIT_CONFIG_PARAMETERS", "'broken"},
                                                                  {"GIT_CONFIG_COUNT", "x"},
                                                                  {"GIT_NAMESPACE", "x"},
                                                                  {"GIT_CEILING_DIRECTORIES", "/"}};
  for (const auto& [name, value] : leaks) {
    for (const char* hook : {"post-commit", "post-checkout x y 1", "post-checkout", "pre-push origin url"}) {
      const RunResult result =
          story_.sh("export " + name + "=\"" + value + "\"; git-session-" + hook + " </dev/null");
      EXPECT_EQ(result.status, 0) << name << " " << hook << "\n" << result.err;
    }
  }
  EXPECT_EQ(story_.repo().read("../other/SESSION.md"), other_);
}

TEST(Locks, AStaleOneIsTakenOver) {
  Story story;
  story.play("printf '%s %s -\\n' \"$(uname -n)\" \"$(sh -c 'echo $$')\" >.git/session/lock");
  story.expect_said("put b; git commit -qm 'Add b'", "session: recorded {HEAD} \"Add b\" (1 item)\n");
  EXPECT_FALSE(std::filesystem::exists(story.state() / "lock"));
}

TEST(Locks, OneThatIsHeldStopsNoCommit) {
  Story story;
  const std::string before = story.document();
  // The shell that runs the commit holds the lock.
  const RunResult result =
      story.sh("printf '%s %s -\\n' \"$(uname -n)\" $$ >.git/session/lock; put b; git commit -qm 'Add b'");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.err, HasSubstr("session: warning: cannot lock '"));
  EXPECT_EQ(story.document(), before);
  story.play("put c; git commit -qm 'Add c'");
  EXPECT_EQ(story.document(), story.expect({{"Add b @ HEAD~1", "Add c @ HEAD"}}));
}

TEST(AtOnce, CommitsInTwoLinkedWorkTreesAreAllRecorded) {
  Story story;
  story.play(
      "git worktree add -q -b other ../other; (cd ../other; git session init >/dev/null)\n"
      "commits() { for n in 1 2 3 4 5 6 7 8; do git commit -q --allow-empty -m \"$1 $n\" || exit 1; done; }\n"
      "(cd ../other; commits There) & commits Here; wait $!");
  for (const auto& [file, word, branch] :
       {std::tuple{"SESSION.md", "Here", "main"}, {"../other/SESSION.md", "There", "other"}}) {
    Shown shown{.branch = branch, .last = branch};
    for (int n = 1; n <= 8; ++n)
      shown.completed.push_back(fmt::format("{} {} @ {}~{}", word, n, branch, 8 - n));
    EXPECT_EQ(story.repo().read(file), story.expect(shown));
  }
}

TEST(AtOnce, ReadersDoNotDisturbAWriter) {
  Story story;
  story.play(
      "(for n in $(seq 20); do git session verify >/dev/null 2>&1; done; :) &\n"
      "for n in 1 2 3 4 5 6 7 8; do git commit -q --allow-empty -m \"Step $n\"; done; wait");
  Shown shown;
  for (int n = 1; n <= 8; ++n) shown.completed.push_back(fmt::format("Step {} @ HEAD~{}", n, 8 - n));
  EXPECT_EQ(story.document(), story.expect(shown));
}

TEST(Killed, AtAnyMomentLeavesTheOldTextOrTheNew) {
  constexpr int kRounds = 50;
  Story story;
  // The hook runs behind a script that kills it after a while.
  story.play(
      "mv .git/hooks/post-commit .git/real; cat >.git/hooks/post-commit <<'END'\n#!/bin/sh\n"
      ".git/real & sleep \"$DELAY\"; kill -9 $! 2>/dev/null; wait; exit 0\nEND\nchmod +x "
      ".git/hooks/post-commit");
  story.play("DELAY=0 git commit -q --allow-empty -m Whole");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(story.repo().run({".git/real"}).status, 0);
  const std::chrono::duration<double> whole = std::chrono::steady_clock::now() - start;
  std::mt19937 random(20250701);
  std::uniform_real_distribution<double> delay(0.0, 1.5 * whole.count());
  Shown shown{{"Whole @ HEAD"}};
  int written = 0;
  for (int round = 1; round <= kRounds; ++round) {
    const std::string before = story.document();
    story.repo().set_variable("DELAY", fmt::format("{:.4f}", delay(random)));
    EXPECT_EQ(story.sh(fmt::format("git commit -q --allow-empty -m 'Step {}'", round)).status, 0);
    const std::int64_t now = story.seconds();
    shown.completed.clear();
    shown.completed.push_back(fmt::format("Whole @ HEAD~{}", round));
    for (int n = 1; n <= round; ++n)
      shown.completed.push_back(fmt::format("Step {} @ HEAD~{}", n, round - n));
    if (story.document() == before) continue;
    ++written;
    ASSERT_EQ(story.document(), story.expect(shown, now)) << "round " << round;
  }
  RecordProperty("written", written);
  story.play("mv .git/real .git/hooks/post-commit; git commit -q --allow-empty -m Last");
  const std::int64_t now = story.seconds();
  for (std::string& item : shown.completed) {
    item = item.substr(0, item.rfind('~')) + "~" +
           std::to_string(std::stoi(item.substr(item.rfind('~') + 1)) + 1);
  }
  shown.completed.emplace_back("Last @ HEAD");
  EXPECT_EQ(story.document(), story.expect(shown, now));
  EXPECT_EQ(story.repo().git({"status", "--porcelain", "--ignored"}), "!! SESSION.md\n!! claudedocs/");
}

}  // namespace
}  // namespace session::test
