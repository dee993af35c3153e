// SPDX-License-Identifier: MIT
// The document after commits were melted, reworded and reset: whose message names which item.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/past.hpp"

namespace session {
namespace {

using test::id;
using test::kinds;
using test::kText;
using test::Past;
using test::replaced;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

using Kind = EntryChange::Kind;

/// "Paint it" was melted into a commit that is not recorded itself.
Past melt_into_wip() {
  Past past;
  past.record('1', "Paint it").make('2', "wip").make('3', "wip");
  past.note(RewriteRecord{id('1'), id('3'), "rebase"}).note(RewriteRecord{id('2'), id('3'), "rebase"});
  past.lose('1').lose('2').reconcile();
  EXPECT_EQ(past.completed(), "- [x] Paint it — `3333333` (2025-06-03)\n");
  return past;
}

TEST(ReconcileRewrites, KeepsAnItemThatWasMeltedIntoTheCommitThatIsReworded) {
  Past past = melt_into_wip();
  past.rewrite('3', '4', "amend", "x\n\nCompletes: Ship it\n").reconcile();
  EXPECT_EQ(past.completed(),
            "- [x] Paint it — `4444444` (2025-06-04)\n- [x] Ship it — `4444444` (2025-06-04)\n");
  past.rewrite('4', '5', "amend", "Dry it").reconcile();
  EXPECT_THAT(past.completed(), HasSubstr("- [x] Paint it — `5555555` (2025-06-05)\n"));
}

TEST(ReconcileRewrites, RewordsOnlyTheItemThatTheOldMessageNamed) {
  Past past;
  past.record('1', "Paint it").record('2', "Dry it").make('3', "Paint it");
  past.rewrite('1', '3').rewrite('2', '3').reconcile();
  past.rewrite('3', '4', "amend", "Paint it red").reconcile();
  EXPECT_EQ(past.completed(),
            "- [x] Paint it red — `4444444` (2025-06-04)\n- [x] Dry it — `4444444` (2025-06-04)\n");
  past.rewrite('4', '5', "amend", "x\n\nCompletes: Ship it\n").reconcile();
  EXPECT_EQ(past.completed(),
            "- [x] Ship it — `5555555` (2025-06-05)\n- [x] Dry it — `5555555` (2025-06-05)\n");
}

TEST(ReconcileRewrites, PutsWorkBackUnderItsOwnWordsWhenTheCommitThatHoldsItReturns) {
  Past past;
  past.record('1', "Paint it").record('2', "Dry it\n\nNext: Rest\n").make('3', "Both");
  past.rewrite('1', '3', "tree").rewrite('2', '3', "tree").reconcile();
  const std::string squashed = past.text();
  past.lose('3').reconcile();
  EXPECT_EQ(past.text(), kText);
  EXPECT_THAT(kinds(past.reach('3').reconcile()), ElementsAre(Kind::returned, Kind::returned));
  EXPECT_EQ(past.text(), squashed);
}

TEST(ReconcileRewrites, GivesTheOldSubjectBackWhenHeadIsBackAtTheOldShape) {
  Past past;
  past.record('1', "Paint it");
  const std::string before = past.text();
  past.rewrite('1', '2', "amend", "Paint it red").rewrite('2', '3', "amend", "Paint it blue").reconcile();
  EXPECT_EQ(past.completed(), "- [x] Paint it blue — `3333333` (2025-06-03)\n");
  past.lose('3').reach('1').reconcile();
  EXPECT_EQ(past.text(), before);
}

TEST(ReconcileRewrites, LetsNoTrailerTakeThePlaceOfAnItemThatAPersonNamed) {
  Past past;
  past.record('1', "Paint it").edit("Paint it —", "Paint my house —");
  const Reconciliation result = past.rewrite('1', '3', "amend", "x\n\nCompletes: Sing\n").reconcile();
  EXPECT_EQ(past.completed(),
            "- [x] Sing — `3333333` (2025-06-03)\n- [x] Paint my house — `3333333` (2025-06-03)\n");
  EXPECT_TRUE(result.settled.contains(id('3'))) << "nobody records the trailer a second time";
}

TEST(ReconcileRewrites, FindsARenamedItemOfACommitWithSeveral) {
  Past past;
  past.record('1', "x\n\nCompletes: Add logout\nCompletes: Ship it\n").edit("Ship it — `", "Ship it all — `");
  past.rewrite('1', '3', "amend", "y\n\nCompletes: Add logout\nCompletes: Ship it\nNext: Rest\n").reconcile();
  EXPECT_EQ(past.completed(),
            "- [x] Add logout — `3333333` (2025-06-03)\n  - my own line\n"
            "- [x] Ship it all — `3333333` (2025-06-03)\n");
}

TEST(ReconcileRewrites, FollowsTheRevertOfARenamedItem) {
  Past past;
  past.record('1', "Paint it").edit("Paint it —", "Paint my house —").revert('8', '1').reconcile();
  past.rewrite('8', '9').revert('9', '1').reconcile();
  EXPECT_THAT(past.section("In Progress"), HasSubstr("- [ ] Paint my house — reverted by 9999999\n"));
}

TEST(ReconcileRewrites, ReopensTheSameWordsOnlyOnce) {
  Past past;
  past.record('1', "Paint it").record('2', "Paint it").record('3', "x\n\nNext: Paint it\n");
  const std::string recorded = past.text();
  past.revert('7', '1').revert('8', '2').reconcile();
  EXPECT_THAT(past.section("In Progress"), HasSubstr("- [ ] Paint it — reverted by 7777777\n"));
  EXPECT_THAT(past.section("In Progress"), Not(HasSubstr("8888888")));
  EXPECT_THAT(past.section("Next Actions"), Not(HasSubstr("Paint it")));
  EXPECT_EQ(past.completed(),
            "- [x] Paint it — `2222222` (2025-06-02) — reverted by `8888888`\n"
            "- [x] x — `3333333` (2025-06-03)\n");
  past.lose('7').reconcile();
  EXPECT_THAT(past.section("In Progress"), HasSubstr("- [ ] Paint it — reverted by 8888888\n"));
  past.lose('8').reconcile();
  EXPECT_EQ(past.text(), replaced(recorded, "4. Paint it\n", ""));
}

TEST(ReconcileRewrites, KeepsAReopenedItemOfAPersonsWordsWhenItsCommitIsGone) {
  Past past;
  past.record('1', "Paint it").edit("Paint it —", "Paint my house —").revert('8', '1').reconcile();
  past.lose('1').lose('8').reconcile();
  EXPECT_EQ(past.completed(), "- [x] Paint my house — `1111111` (2025-06-01) — commit gone\n");
}

TEST(ReconcileRewrites, AsksForTheNewMessageOfAnItemThatIsCompletedAgain) {
  Past past;
  past.record('1', "Paint it").rewrite('1', '2', "amend", "Paint it red").revert('8', '2').reconcile();
  EXPECT_THAT(past.section("In Progress"), HasSubstr("reverted by 8888888\n"));
  past.lose('2').lose('8').reach('1').reconcile();
  EXPECT_EQ(past.completed(), "- [x] Paint it — `1111111` (2025-06-01)\n");
}

TEST(ReconcileRewrites, LeavesAnItemToTheOtherWorkThatDidIt) {
  Past past;
  past.record('1', "x\n\nCompletes: Ship it\n").record('2', "y\n\nCompletes: Ship it\n");
  past.rewrite('1', '3', "amend", "Paint it").reconcile();
  EXPECT_EQ(past.completed(),
            "- [x] Ship it — `2222222` (2025-06-02)\n- [x] Paint it — `3333333` (2025-06-03)\n");
  past.lose('2').reconcile();
  EXPECT_EQ(past.completed(), "- [x] Paint it — `3333333` (2025-06-03)\n");
  EXPECT_THAT(past.section("Next Actions"), HasSubstr("3. Ship it\n"));
}

TEST(ReconcileRewrites, AddsNoActionThatIsUnderWay) {
  Past past;
  past.record('1', "x\n\nProgress: Ship it — nearly\n").record('2', "y\n\nNext: Ship it\n");
  EXPECT_THAT(past.section("Next Actions"), Not(HasSubstr("Ship it")));
}

TEST(ReconcileRewrites, PutsAnActionBackThatACommitAskedForAfterItWasDone) {
  Past past;
  past.record('1', "Paint it").record('2', "x\n\nCompletes: Sing\n");
  past.rewrite('1', '3', "amend", "Paint it\n\nNext: Sing\n").reconcile();
  EXPECT_THAT(past.section("Next Actions"), Not(HasSubstr("Sing")));
  past.lose('2').reconcile();
  EXPECT_THAT(past.section("Next Actions"), HasSubstr("4. Sing\n"));
}

}  // namespace
}  // namespace session
