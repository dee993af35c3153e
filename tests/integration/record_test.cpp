// SPDX-License-Identifier: MIT
// `git session record`: commits recorded by hand, and histories from before the install.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <filesystem>

namespace session::test {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kHidden = "git -c core.hooksPath=/dev/null ";

/// A repository without hooks, and a SESSION.md that `git session init` made behind a history.
class Record : public ::testing::Test {
 protected:
  void begin(const std::string& history) {
    story_.play(history);
    story_.play("git session init >/dev/null");
    began_ = story_.seconds();
  }

  /// The document. What is recorded leaves a checkpoint alone that is right.
  void expect_document(const Shown& shown) { EXPECT_EQ(story_.document(), story_.expect(shown, began_)); }

  /// Records, and compares all that was printed.
  void expect_record(const std::string& arguments, const std::string& out, const std::string& err = {},
                     int status = 0) {
    const RunResult result = story_.sh("git session record " + arguments);
    EXPECT_EQ(result.out, story_.expand(out)) << arguments;
    EXPECT_EQ(result.err, story_.expand(err)) << arguments;
    EXPECT_EQ(result.status, status) << arguments;
  }

  Story story_{Story::Hooks::none};
  std::int64_t began_ = 0;
};

TEST_F(Record, TakesHeadWithoutARevision) {
  begin("put b; git commit -qm 'Add b'");
  expect_record("", "recorded {HEAD} \"Add b\" (1 item)\n");
  expect_document({{"Add b @ HEAD"}});
  expect_record("HEAD", "{HEAD} \"Add b\": already recorded\n");
  expect_document({{"Add b @ HEAD"}});
}

TEST_F(Record, TakesACommitByNameWhateverItsSubject) {
  begin("put b; git commit -qm 'wip b'; put c; git commit -qm 'Work' -m 'Session: skip'");
  expect_record("HEAD~1 HEAD HEAD~2",
                "recorded {HEAD~2} \"First\" (1 item)\nrecorded {HEAD~1} \"wip b\" (2 items)\n"
                "recorded {HEAD} \"Work\" (3 items)\ncommits: 3 recorded\n");
  expect_document({{"First @ HEAD~2", "wip b @ HEAD~1", "Work @ HEAD"}});
}

TEST_F(Record, TakesARangeByTheRules) {
  begin(
      "put b; git commit -qm 'Add b'; put c; git commit -qm 'wip c'; git switch -qc topic HEAD~1; put d\n"
      "git commit -qm 'Add d'; git switch -q main; git merge -q --no-edit topic; put e\n"
      "git commit -qm 'Work' -m 'Completes: Add e'; git commit -q --allow-empty -m 'fixup! Work'");
  expect_record("HEAD~5..HEAD",
                "recorded {HEAD~4} \"Add b\" (1 item)\nrecorded {topic} \"Add d\" (2 items)\n"
                "recorded {HEAD~1} \"Add e\" (3 items; no open item is called \"Add e\")\n"
                "commits: 3 recorded, 1 merge left out, 2 left out by the rules\n");
  expect_document({{"Add b @ HEAD~4", "Add d @ topic", "Add e @ HEAD~1"}});
}

TEST_F(Record, SaysWhyInDetail) {
  begin("put b; git commit -qm 'wip b'");
  story_.play("printf 'output.level = \"verbose\"\\n' >.git/session/config.toml");
  expect_record("HEAD~1..HEAD", "commits: 1 left out by the rules\n",
                "session: {HEAD} is not recorded: it is work in progress\n");
  expect_record("HEAD..HEAD", "commits: none\n");
}

TEST_F(Record, ShowsTenCommitsAndCountsAll) {
  begin("for i in $(seq 12); do tick; put \"file $i\"; git commit -qm \"Add $i\"; done");
  const RunResult result = story_.sh("git session record HEAD~12..HEAD");
  EXPECT_EQ(count_lines(result.out), 11U);
  EXPECT_THAT(result.out, HasSubstr(story_.expand("recorded {HEAD~2} \"Add 10\" (10 items)\n")));
  EXPECT_THAT(result.out, EndsWith("\ncommits: 12 recorded\n"));
  EXPECT_THAT(result.err, IsEmpty());
  std::vector<std::string> items;
  for (int i = 1; i <= 12; ++i)
    items.push_back("Add " + std::to_string(i) + " @ HEAD~" + std::to_string(12 - i));
  expect_document({items});
}

TEST_F(Record, ReopensWhatWasRevertedSince) {
  begin(
      "put b; git commit -qm 'Add b'; put c; tick; git commit -qm 'Add c'; tick\n"
      "git revert --no-edit HEAD~1 >/dev/null");
  expect_record("HEAD~3..HEAD",
                "recorded {HEAD~2} \"Add b\" (1 item)\nrecorded {HEAD~1} \"Add c\" (2 items)\n"
                "commits: 2 recorded, 1 left out by the rules\n",
                "session: reopened \"Add b\": reverted by {HEAD}\n");
  const Shown reverted = {.completed = {"Add c @ HEAD~1"},
                          .in_progress = {"Add b — reverted by " + story_.expand("{HEAD}")}};
  expect_document(reverted);
  expect_record("HEAD~2", "{HEAD~2} \"Add b\": already recorded\n");
}

TEST_F(Record, CompletesWhatWasAppliedAgainAfterARevert) {
  begin(
      "put b; git commit -qm 'Add b'; tick; git revert --no-edit HEAD >/dev/null; tick\n"
      "git cherry-pick HEAD~1 >/dev/null");
  expect_record("HEAD~3..HEAD",
                "recorded {HEAD~2} \"Add b\" (1 item)\n{HEAD} \"Add b\": already recorded\n"
                "commits: 1 recorded, 1 already recorded, 1 left out by the rules\n",
                "session: recorded {HEAD} \"Add b\" in place of {HEAD~2} (1 item)\n");
  expect_document({{"Add b @ HEAD"}});
}

TEST_F(Record, MakesOneItemOfAWorkAndItsCopy) {
  begin(
      "git switch -qc topic; put b; git commit -qm 'Add b'; git switch -q main; put c; git commit -qm 'Add "
      "c'\n"
      "tick; git cherry-pick topic >/dev/null");
  expect_record("topic", "recorded {topic} \"Add b\" (1 item)\n",
                "session: recorded {HEAD} \"Add b\" in place of {topic} (1 item)\n");
  expect_document({{"Add b @ HEAD"}});
  expect_record("HEAD", "{HEAD} \"Add b\": already recorded\n");
}

TEST_F(Record, KeepsWorkApartThatOnlyLooksTheSame) {
  const std::string date = "--date=2025-01-01T00:00:00Z";
  begin("put b; git commit -qm 'More' " + date + "; put c; tick; git commit -qm 'More' " + date +
        "; put d; tick; git commit -qm 'Add d'; git revert --no-edit HEAD >/dev/null");
  const RunResult result = story_.sh("git session record HEAD~4..HEAD");
  EXPECT_THAT(result.out, HasSubstr("commits: 3 recorded"));
  expect_document({.completed = {"More @ HEAD~3", "More @ HEAD~2"},
                   .in_progress = {"Add d — reverted by " + story_.expand("{HEAD}")}});
}

TEST_F(Record, LeavesCommitsOutThatNoNameLeadsTo) {
  begin(
      "put b; git commit -qm 'Add b'; git tag keep; git reset -q --hard HEAD~1; git tag -d keep >/dev/null");
  const std::string lost = story_.repo().git({"rev-parse", "--short", "ORIG_HEAD"});
  const std::string before = story_.document();
  expect_record("ORIG_HEAD", "commits: 1 on no branch or tag\n",
                "session: warning: " + lost + " is on no branch or tag, so it is not recorded\n" +
                    "hint: keep it by a branch first: git branch NAME " + lost + "\n",
                1);
  EXPECT_EQ(story_.document(), before);
}

TEST_F(Record, TakesTheCommitThatStandsInThePlaceOfARewrittenOne) {
  Story story;
  story.play("put b; git commit -qm 'wip b'; git tag old; git commit -q --amend -m 'wip more b'");
  const std::string old = story.repo().git({"rev-parse", "old"});
  story.play("git tag -d old >/dev/null");
  const RunResult result = story.sh("git session record " + old);
  EXPECT_EQ(result.out, story.expand("recorded {HEAD} \"wip more b\" (1 item)\n"));
  EXPECT_THAT(story.document(), HasSubstr(story.expand("- [x] wip more b — `{HEAD}` (2025-07-01)\n")));
}

TEST_F(Record, RefusesWhatGitDoesNotKnow) {
  begin("put b; git commit -qm 'Add b'");
  const std::string before = story_.document();
  for (const char* const revision : {"nowhere", "HEAD~9..HEAD", "HEAD nowhere"}) {
    const RunResult result = story_.sh(std::string("git session record ") + revision);
    EXPECT_EQ(result.status, 5) << revision;
    EXPECT_THAT(result.err, HasSubstr("git does not know the revision")) << revision;
  }
  EXPECT_EQ(story_.document(), before);
}

TEST_F(Record, NeedsAFileAndACommit) {
  const RunResult absent = story_.sh("git session record");
  EXPECT_EQ(absent.status, 4);
  EXPECT_THAT(absent.err, HasSubstr("hint: create it: git session init"));
  begin("git switch -q --orphan empty");
  const RunResult unborn = story_.sh("git session record");
  EXPECT_EQ(unborn.status, 5);
  EXPECT_EQ(unborn.err, "session: there is no commit yet\n");
}

TEST_F(Record, RefusesWhileARebaseIsUnderWay) {
  begin(
      "put b; git commit -qm 'Add b'; git switch -qc topic HEAD~1; echo other >b; git add b\n"
      "git commit -qm 'Another b'");
  story_.play("git rebase main >/dev/null 2>&1 || :");
  const std::string before = story_.document();
  expect_record("main", "",
                "session: warning: a rebase is under way, so 'SESSION.md' is not written now\n"
                "hint: how to go on: git status\n",
                1);
  EXPECT_EQ(story_.document(), before);
}

TEST_F(Record, PutsADeletedItemBackOnlyByName) {
  Story story;
  story.play("put b; git commit -qm 'Add b'; edit '/Add b —/d'");
  const RunResult range = story.sh("git session record HEAD~1..HEAD");
  EXPECT_EQ(range.out, story.expand("{HEAD} \"Add b\": already recorded\n"));
  EXPECT_EQ(story.document().find("- [x]"), std::string::npos);
  const RunResult named = story.sh("git session record HEAD");
  EXPECT_EQ(named.out, story.expand("recorded {HEAD} \"Add b\" (1 item)\n"));
  EXPECT_NE(story.document().find(story.expand("- [x] Add b — `{HEAD}`")), std::string::npos);
}

TEST_F(Record, RecordsTheManyThatTheHooksLeftAlone) {
  Story story;
  story.play("for i in $(seq 51); do tick; put \"file $i\"; " + kHidden + "commit -qm \"Add $i\"; done");
  const std::string said = story.play("put b; git commit -qm 'Add b'");
  const std::size_t at = said.find("git session record ");
  ASSERT_NE(at, std::string::npos) << said;
  const RunResult result = story.sh(said.substr(at, said.find('\n', at) - at));
  EXPECT_THAT(result.out, EndsWith("commits: 51 recorded, 1 already recorded\n"));
  EXPECT_THAT(result.err, IsEmpty());
  EXPECT_EQ(count_lines(story.document()), count_lines(story.expect({{"Add b @ HEAD"}})) + 51);
}

TEST_F(Record, CatchesUpWithTheRestInOrder) {
  Story story;
  story.play("put b; " + kHidden + "commit -qm 'Add b'; put c; tick; " + kHidden +
             "commit -qm 'wip c'; put d; tick; " + kHidden + "commit -qm 'Add d'");
  const RunResult result = story.sh("git session record HEAD~1");
  EXPECT_EQ(result.out, story.expand("recorded {HEAD~1} \"wip c\" (2 items)\n"));
  EXPECT_EQ(result.err, "session: caught up with 2 commits not recorded so far\n");
  EXPECT_EQ(story.document(), story.expect({{"Add b @ HEAD~2", "wip c @ HEAD~1", "Add d @ HEAD"}}));
}

TEST_F(Record, CarriesOutTrailersOnce) {
  begin(
      "put b; git commit -qm 'Work' -m 'Completes: Login' -m 'Next: Rest'\n"
      "put c; git commit -qm 'More' -m 'Completes: Login\nNext: Rest'");
  story_.play("edit 's/^_(Nothing in progress)_$/- [ ] Login — started/'");
  expect_record("HEAD", "recorded {HEAD} \"Login\" (1 item)\n");
  expect_document({.completed = {"Login @ HEAD"}, .next = {"Rest"}});
  // What the journal knows is taken back like any other work.
  story_.play("git reset -q --hard HEAD~1");
  EXPECT_EQ(story_.sh("git session verify --fix").status, 0);
  EXPECT_EQ(story_.document(), story_.expect({.in_progress = {"Login — started"}}));
}

}  // namespace
}  // namespace session::test
