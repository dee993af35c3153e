// SPDX-License-Identifier: MIT
// checkpoint.time_limit_ms: a hook that can't list the uncommitted changes in time says so and lets git go
// on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"

namespace session::test {
namespace {

using ::testing::HasSubstr;

constexpr const char* kWarning =
    "session: warning: the uncommitted changes among 3 files could not be listed within 50 ms\n"
    "hint: core.fsmonitor or core.untrackedCache make git faster; checkpoint.time_limit_ms sets the "
    "limit\n";

/// A repository with a changed file of the old size, so that only its filter tells, which takes its time when
/// a hook asks.
class SlowChanges : public ::testing::Test {
 protected:
  SlowChanges() {
    story_.play(
        "echo 'slow filter=slow' >.gitattributes; put slow; git add .gitattributes; git commit -q -m Second\n"
        "git config filter.slow.clean '[ \"$GIT_OPTIONAL_LOCKS\" = 0 ] && sleep 30; cat'\n"
        "printf '[checkpoint]\\ntime_limit_ms = 50\\n' >.git-session.toml; echo .git-session.toml "
        ">>.git/info/exclude\n"
        "sed 's/./x/g' slow >other; cat other >slow; rm other");
  }
  void expect_commit(const std::string& subject, const std::string& said) {
    story_.expect_said("git commit -q --allow-empty -m '" + subject + "'", said);
  }
  Story story_;
};

TEST_F(SlowChanges, AreNotListedAndTheCommitGoesOn) {
  expect_commit("Third", std::string("session: recorded {HEAD} \"Third\" (2 items)\n") + kWarning);
  EXPECT_EQ(story_.document(), story_.expect({.completed = {"Second @ HEAD~1", "Third @ HEAD"},
                                              .changes = "not listed (3 files)"}));
}

TEST_F(SlowChanges, AreToldOnlyOnce) {
  story_.play("git commit -q --allow-empty -m Third");
  expect_commit("Fourth", "session: recorded {HEAD} \"Fourth\" (3 items)\n");
  EXPECT_THAT(story_.document(), HasSubstr("- **Uncommitted Changes**: not listed (3 files)\n"));
}

TEST_F(SlowChanges, AreListedAgainWhenThereIsTime) {
  story_.play("git commit -q --allow-empty -m Third");
  story_.play(
      "git config filter.slow.clean cat; printf '[checkpoint]\\ntime_limit_ms = 60000\\n' "
      ">.git-session.toml");
  expect_commit("Fourth", "session: recorded {HEAD} \"Fourth\" (3 items)\n");
  EXPECT_THAT(story_.document(), HasSubstr("- **Uncommitted Changes**: M slow\n"));
}

TEST_F(SlowChanges, AreNoReasonForAVerdict) {
  story_.play("git commit -q --allow-empty -m Third");
  // Verify takes the time it needs, which is none without the filter.
  story_.play("git config filter.slow.clean cat");
  const auto result = story_.sh("git session verify");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out,
              HasSubstr("Uncommitted Changes: M slow; the file says \"not listed (3 files)\", which cannot "
                        "be compared"));
  EXPECT_THAT(result.out, HasSubstr("verdict: match"));
}

TEST_F(SlowChanges, LetASwitchAndAPushPass) {
  story_.play("git commit -q --allow-empty -m Third");
  story_.play("git init -q --bare ../hub; git remote add origin ../hub");
  EXPECT_EQ(story_.play("git checkout -q main"), "");
  EXPECT_EQ(story_.play("git push -q origin main"), "");
  EXPECT_THAT(story_.document(), HasSubstr("- **Uncommitted Changes**: not listed (3 files)\n"));
}

}  // namespace
}  // namespace session::test
