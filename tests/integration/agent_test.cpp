// SPDX-License-Identifier: MIT
// `git session install --agent claude` and what `uninstall` leaves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <filesystem>

namespace session::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kFile = ".claude/settings.json";

/// A repository without hooks.
class Agent : public ::testing::Test {
 protected:
  RunResult install(const std::string& arguments = {}) {
    return story_.sh("git session install --no-init --agent claude " + arguments);
  }
  RunResult uninstall() { return story_.sh("git session uninstall"); }

  Story story_{Story::Hooks::none};
};

TEST_F(Agent, GetsASettingsFileThatUninstallTakesAway) {
  const RunResult result = install();
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("agent: 'git session resume --hook' runs at the start of a session "
                                    "('.claude/settings.json')\n"));
  EXPECT_THAT(story_.repo().read(kFile), HasSubstr("\"command\": \"git session resume --hook\""));
  EXPECT_THAT(uninstall().out, HasSubstr("/.claude/settings.json' is removed, as it was not there before\n"));
  EXPECT_FALSE(story_.repo().exists(".claude"));
  EXPECT_FALSE(std::filesystem::exists(story_.state() / "agents"));
}

TEST_F(Agent, KeepsEveryOtherByteOfAFile) {
  const std::string before =
      "{\r\n    \"permissions\" : {\"allow\": [ \"Bash(ls)\" ]},\r\n    \"hooks\": {}\r\n}";
  std::filesystem::create_directories(story_.repo().path() / ".claude");
  story_.repo().write(kFile, before);
  EXPECT_EQ(install().status, 0);
  const std::string after = story_.repo().read(kFile);
  EXPECT_THAT(after, HasSubstr("\"hooks\": {\r\n        \"SessionStart\": [\r\n"));
  EXPECT_THAT(install().out, HasSubstr("agent: '.claude/settings.json' has the hook already\n"));
  EXPECT_EQ(story_.repo().read(kFile), after);
  EXPECT_THAT(uninstall().out, HasSubstr("agent: our entry is taken out of '"));
  EXPECT_EQ(story_.repo().read(kFile), before);
}

TEST_F(Agent, LeavesWhatItDidNotPutIn) {
  const std::string before =
      "{\"hooks\":{\"SessionStart\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"git session resume "
      "--hook\"}]}]}}";
  std::filesystem::create_directories(story_.repo().path() / ".claude");
  story_.repo().write(kFile, before);
  EXPECT_EQ(install().status, 0);
  EXPECT_EQ(uninstall().status, 0);
  EXPECT_EQ(story_.repo().read(kFile), before);
}

TEST_F(Agent, StopsTheInstallWhenTheFileCannotBeEdited) {
  std::filesystem::create_directories(story_.repo().path() / ".claude");
  for (const char* text : {"{\n  // mine\n}", "[]", "{\"hooks\": 1}", "", "{\"a\": \"\xff\"}"}) {
    story_.repo().write(kFile, text);
    const RunResult result = install();
    EXPECT_EQ(result.status, 6) << text;
    EXPECT_THAT(result.err, HasSubstr("cannot add the hook to '.claude/settings.json': ")) << text;
    EXPECT_EQ(story_.repo().read(kFile), text);
    EXPECT_FALSE(std::filesystem::exists(story_.repo().path() / ".git/hooks/post-commit"));
  }
}

TEST_F(Agent, IsNotFollowedOutOfTheWorkTree) {
  story_.play("mkdir ../other; ln -s ../other .claude");
  EXPECT_EQ(install().status, 6);
  EXPECT_TRUE(std::filesystem::is_empty(story_.repo().outside() / "other"));
}

TEST_F(Agent, IsOnlyToldOfInADryRun) {
  EXPECT_THAT(install("--dry-run").out, HasSubstr("agent: 'git session resume --hook' runs"));
  EXPECT_FALSE(story_.repo().exists(".claude"));
}

TEST_F(Agent, IsOneThatIsKnown) {
  const RunResult result = story_.sh("git session install --agent hal");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, Not(HasSubstr("hooks directory")));
}

TEST_F(Agent, StartsWithWhatTheEntryRuns) {
  install();
  story_.play("git session init >/dev/null");
  const RunResult result =
      story_.sh("eval \"$(sed -n 's/.*\"command\": \"\\(.*\\)\"$/\\1/p' .claude/settings.json)\"");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.out, HasSubstr("\"hookEventName\":\"SessionStart\""));
}

}  // namespace
}  // namespace session::test
