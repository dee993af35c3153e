// SPDX-License-Identifier: MIT
// Items that a person completed with a commit on the command line, when history changes: values only.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/past.hpp"

namespace session {
namespace {

using test::id;
using test::kText;
using test::Past;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ReconcileByHand, FollowsARewrittenCommit) {
  Past past;
  past.make('1', "Work").done('1', "Add login form");
  EXPECT_EQ(past.completed(), "- [x] Add login form — `1111111` (2025-06-01)\n");
  past.rewrite('1', '3', "amend").reconcile();
  EXPECT_EQ(past.completed(), "- [x] Add login form — `3333333` (2025-06-03)\n");
}

TEST(ReconcileByHand, KeepsTheItemWhenTheMessageChanges) {
  Past past;
  past.make('1', "Work").done('1', "Add login form");
  past.rewrite('1', '3', "amend", "Other words\n\nNext: Rest\n").reconcile();
  EXPECT_EQ(past.completed(), "- [x] Add login form — `3333333` (2025-06-03)\n");
  EXPECT_THAT(past.section("Next Actions"), Not(HasSubstr("Rest")));
}

TEST(ReconcileByHand, StandsBesideWhatTheMessageCompleted) {
  Past past;
  past.record('1', "Paint it").done('1', "Add login form");
  ASSERT_EQ(past.works().size(), 1U);
  past.rewrite('1', '3', "amend", "Paint it red").reconcile();
  EXPECT_EQ(past.completed(),
            "- [x] Paint it red — `3333333` (2025-06-03)\n- [x] Add login form — `3333333` (2025-06-03)\n");
}

TEST(ReconcileByHand, RecordsTheSubjectOfAWorkInProgressThatGotOne) {
  Past past;
  past.make('1', "wip paint").done('1', "Add login form");
  past.rewrite('1', '3', "amend", "Paint it").reconcile();
  EXPECT_EQ(past.completed(),
            "- [x] Add login form — `3333333` (2025-06-03)\n- [x] Paint it — `3333333` (2025-06-03)\n");
}

TEST(ReconcileByHand, GoesBackWithTheCommitAndComesAgain) {
  Past past;
  past.record('1', "Paint it").done('1', "Add logout");
  const std::string done = past.text();
  past.lose('1').reconcile();
  EXPECT_EQ(past.text(), kText);
  past.reach('1').reconcile();
  EXPECT_EQ(past.text(), done);
}

TEST(ReconcileByHand, GoesBackWithACommitThatIsRecordedInNoOtherWay) {
  Past past;
  past.make('1', "Work").done('1', "Add login form");
  const std::string done = past.text();
  past.lose('1').reconcile();
  EXPECT_EQ(past.text(), kText);
  past.reach('1').reconcile();
  // What the message would complete was not recorded before, so it is not recorded now.
  EXPECT_EQ(past.text(), done);
}

TEST(ReconcileByHand, TakesTheCommitOffAnItemThatHadNone) {
  Past past;
  past.make('1', "Work").done('1', "Old thing");
  EXPECT_THAT(past.text(), HasSubstr("- [x] Old thing — `1111111` (2025-06-01)\n"));
  past.lose('1').reconcile();
  EXPECT_EQ(past.text(), kText);
}

TEST(ReconcileByHand, IsReopenedByARevert) {
  Past past;
  past.make('1', "Work").done('1', "Add logout").revert('2', '1').reconcile();
  EXPECT_THAT(past.section("In Progress"), HasSubstr("- [ ] Add logout — reverted by 2222222\n"));
}

TEST(ReconcileByHand, GivesACommitToWhatWasCompletedWithoutOne) {
  Past past;
  past.record('1', "Old thing");
  EXPECT_THAT(past.text(), HasSubstr("- [x] Old thing — `1111111` (2025-06-01)\n"));
  past.rewrite('1', '3', "amend", "New thing").reconcile();
  EXPECT_THAT(past.text(), HasSubstr("- [x] Old thing\n"));
  EXPECT_EQ(past.completed(), "- [x] New thing — `3333333` (2025-06-03)\n");
}

}  // namespace
}  // namespace session
