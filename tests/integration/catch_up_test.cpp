// SPDX-License-Identifier: MIT
// Commits that no hook saw are recorded by the next run that may write, when they are ours.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"

namespace session::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kHidden = "git -c core.hooksPath=/dev/null ";

TEST(CatchUp, RecordsMissedCommitsAtTheNextCommitInTheirOrder) {
  Story story;
  story.play("put b; " + kHidden + "commit -qm 'Add b'; put c; tick; " + kHidden + "commit -qm 'Add c'");
  const std::string said = story.play("put d; git commit -qm 'Add d'");
  EXPECT_EQ(said, story.expand("session: caught up with 2 commits not recorded so far\n"
                               "session: recorded {HEAD} \"Add d\" (3 items)\n"));
  EXPECT_EQ(story.document(), story.expect({{"Add b @ HEAD~2", "Add c @ HEAD~1", "Add d @ HEAD"}}));
}

TEST(CatchUp, RecordsEachCommitOnce) {
  Story story;
  story.play("put b; " + kHidden + "commit -qm 'Add b'; put c; git commit -qm 'Add c'");
  story.expect_said("put d; git commit -qm 'Add d'", "session: recorded {HEAD} \"Add d\" (3 items)\n");
  EXPECT_EQ(story.document(), story.expect({{"Add b @ HEAD~2", "Add c @ HEAD~1", "Add d @ HEAD"}}));
}

TEST(CatchUp, TakesACommitThatOnlyLooksTheSameForWorkOfItsOwn) {
  Story story;
  const std::string date = "--date=2025-01-01T00:00:00Z";
  story.play("put b; git commit -qm 'More' " + date);
  story.play("put c; git commit -qm 'More' " + date);
  EXPECT_EQ(story.document(), story.expect({{"More @ HEAD~1", "More @ HEAD"}}));
  story.play("put d; " + kHidden + "commit -qm 'More' " + date);
  story.play("put e; git commit -qm 'Add e'");
  EXPECT_EQ(story.document(),
            story.expect({{"More @ HEAD~3", "More @ HEAD~2", "More @ HEAD~1", "Add e @ HEAD"}}));
}

TEST(CatchUp, KnowsThePersonWhoseNameGitWritesWithOrWithoutTheDotAtItsEnd) {
  Story story;
  for (const char* const who : {"GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"})
    story.repo().set_variable(who, "Ada Jr.");
  story.play("put b; " + kHidden + "commit -qm 'Add b'; put c; git commit -qm 'Add c'");
  EXPECT_EQ(story.document(), story.expect({{"Add b @ HEAD~1", "Add c @ HEAD"}}));
}

TEST(CatchUp, RecordsMissedCommitsAtThePush) {
  Story story;
  story.play("git init -q --bare ../server.git; git remote add origin ../server.git; put b\n" + kHidden +
             "commit -qm 'Add b'");
  const std::string said = Story::ours(story.play("git push -q origin main"));
  EXPECT_EQ(said,
            "session: warning: 1 commit was not in 'SESSION.md'\n"
            "session: warning: the checkpoint was 1 commit behind\n"
            "hint: 'SESSION.md' is up to date now\n");
  EXPECT_EQ(story.document(), story.expect({{"Add b @ HEAD"}}));
  story.expect_said("put c; git commit -qm 'Add c'", "session: recorded {HEAD} \"Add c\" (2 items)\n");
}

TEST(CatchUp, CarriesOutTrailersOfMissedCommits) {
  Story story;
  story.play("edit 's/^_(Nothing in progress)_$/- [ ] Login — started/'; put b\n" + kHidden +
             "commit -qm 'Work' -m 'Completes: Login'; put c; git commit -qm 'Add c'");
  EXPECT_EQ(story.document(), story.expect({{"Login @ HEAD~1", "Add c @ HEAD"}}));
}

TEST(CatchUp, LeavesCommitsOfOtherPeopleOut) {
  Story story;
  story.play("put b; GIT_AUTHOR_NAME=Bob " + kHidden +
             "commit -qm 'By Bob'\n"
             "put c; GIT_COMMITTER_EMAIL=bob@example.org " +
             kHidden + "commit -qm 'Taken by Bob'");
  story.expect_said("put d; git commit -qm 'Add d'", "session: recorded {HEAD} \"Add d\" (1 item)\n");
  EXPECT_EQ(story.document(), story.expect({{"Add d @ HEAD"}}));
}

TEST(CatchUp, LeavesMergesOutAndTakesWhatTheyBrought) {
  Story story;
  story.play("git switch -qc topic; put b; " + kHidden +
             "commit -qm 'Add b'; git switch -q main; put c; tick\n" + kHidden + "commit -qm 'Add c'; " +
             kHidden + "merge -q --no-ff -m 'Bring topic' topic");
  story.play("put d; git commit -qm 'Add d'");
  EXPECT_EQ(story.document(), story.expect({{"Add b @ topic", "Add c @ HEAD~2", "Add d @ HEAD"}}));
}

TEST(CatchUp, LeavesOutWhatACommitWouldNotRecord) {
  Story story;
  story.play("put b; " + kHidden + "commit -qm 'wip'; put c; " + kHidden +
             "commit -qm 'Quiet' -m 'Session: skip'");
  story.expect_said("put d; git commit -qm 'Add d'", "session: recorded {HEAD} \"Add d\" (1 item)\n");
}

TEST(CatchUp, LeavesCommitsFromBeforeInstallOut) {
  Story story(Story::Hooks::none);
  story.play("git switch -qc old; put b; git commit -qm 'Old b'; git switch -q main");
  story.repo().git({"session", "install"});
  story.play("git merge -q --ff-only old; put c; git commit -qm 'Add c'");
  EXPECT_EQ(story.document(), story.expect({{"Add c @ HEAD"}}));
}

TEST(CatchUp, LeavesCommitsOutThatARefHeldAtInstall) {
  Story story(Story::Hooks::none);
  // Its date lies in the future, so only the ref tells that it is older than the hooks.
  story.play(
      "git switch -qc old; put b; GIT_COMMITTER_DATE='1800000000 +0000' git commit -qm 'Old b'; git switch "
      "-q main");
  story.repo().git({"session", "install"});
  story.play(
      "git merge -q --ff-only old; put c; GIT_COMMITTER_DATE='1800000001 +0000' git commit -qm 'Add c'");
  EXPECT_THAT(story.document(), Not(HasSubstr("Old b")));
  EXPECT_THAT(story.document(), HasSubstr("- [x] Add c"));
}

TEST(CatchUp, TakesFiftyCommits) {
  Story story;
  story.play("for n in $(seq 50); do tick; " + kHidden + "commit -q --allow-empty -m \"Step $n\"; done");
  story.expect_said("put b; git commit -qm 'Add b'",
                    "session: caught up with 50 commits not recorded so far\n"
                    "session: recorded {HEAD} \"Add b\" (51 items)\n");
}

TEST(CatchUp, TakesNoneOfMoreThanFifty) {
  Story story;
  story.play("for n in $(seq 51); do tick; " + kHidden + "commit -q --allow-empty -m \"Step $n\"; done");
  const std::string tip = story.repo().git({"rev-parse", "--short=12", "HEAD~51"});
  const RunResult committed = story.sh("put b; git commit -qm 'Add b'");
  EXPECT_EQ(
      committed.err,
      story.expand(
          "session: warning: more than 50 commits were made while no hook ran; none of them is recorded\n"
          "hint: record them: git session record " +
          tip + ".." + story.repo().git({"rev-parse", "--short=12", "HEAD"}) +
          "\n"
          "session: recorded {HEAD} \"Add b\" (1 item)\n"));
  EXPECT_EQ(story.document(), story.expect({{"Add b @ HEAD"}}));
  story.expect_said("put c; git commit -qm 'Add c'", "session: recorded {HEAD} \"Add c\" (2 items)\n");
}

TEST(CatchUp, DoesNotPutBackWhatAPersonDeleted) {
  Story story;
  story.play("put b; git commit -qm 'Add b'; edit '/^- .x. Add b/d'");
  story.play("put c; " + kHidden + "commit -qm 'Add c'; put d; git commit -qm 'Add d'");
  EXPECT_EQ(story.document(), story.expect({{"Add c @ HEAD~1", "Add d @ HEAD"}}));
}

TEST(CatchUp, StartsOnANewBranchWhereItWasEntered) {
  Story story;
  story.play("git switch -qc topic; put b; " + kHidden + "commit -qm 'Add b'; put c; git commit -qm 'Add c'");
  EXPECT_EQ(story.document(),
            story.expect({.completed = {"Add b @ HEAD~1", "Add c @ HEAD"}, .branch = "topic"}));
}

}  // namespace
}  // namespace session::test
