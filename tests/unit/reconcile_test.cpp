// SPDX-License-Identifier: MIT
// The document after commits were rewritten, reverted and applied again: values only.
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
using ::testing::IsEmpty;

using Kind = EntryChange::Kind;

TEST(Reconcile, DoesNothingWhereNothingHappened) {
  Past past;
  past.record('1', "Paint it").record('2', "x\n\nCompletes: Add logout\nNext: Rest\nBlocked-by: Rain\n");
  const std::string before = past.text();
  const Reconciliation result = past.reconcile();
  EXPECT_EQ(past.text(), before);
  EXPECT_THAT(result.records, IsEmpty());
  EXPECT_THAT(result.changes, IsEmpty());
}

TEST(Reconcile, ChangesOnlyHashAndDateOfACommitThatMoved) {
  for (const char* how : {"rebase", "amend", "patch", "tree"}) {
    Past past;
    past.record('1', "Paint it").record('2', "Dry it");
    past.edit("- [x] Paint it — `1111111` (2025-06-01)\n",
              "- [x] Paint the *whole*  house — `1111111` (2025-06-01) \n    with care\n\n");
    const std::string before = past.text();
    const Reconciliation result = past.rewrite('1', '3', how).reconcile();
    EXPECT_EQ(past.text(), replaced(before, "`1111111` (2025-06-01)", "`3333333` (2025-06-03)")) << how;
    EXPECT_THAT(result.changes, ElementsAre(EntryChange{Kind::moved, "Paint the *whole*  house", "1111111",
                                                        "3333333", id('3')}));
  }
}

TEST(Reconcile, RecordsTheMoveWithTheWorkItBelongsTo) {
  Past past;
  past.record('1', "Paint it").rewrite('1', '3').reconcile();
  past.rewrite('3', '4', "amend").reconcile();
  const auto works = past.works();
  ASSERT_EQ(works.size(), 1U);
  EXPECT_EQ(works[0].key, id('1'));
  EXPECT_EQ(works[0].record.id, id('4'));
  EXPECT_EQ(works[0].record.replaces, id('3'));
  EXPECT_EQ(works[0].record.abbreviated, "4444444");
  EXPECT_THAT(works[0].commits, ElementsAre(id('1'), id('3'), id('4')));
  EXPECT_EQ(past.completed(), "- [x] Paint it — `4444444` (2025-06-04)\n");
}

TEST(Reconcile, GivesTheEntryTheNewSubject) {
  Past past;
  past.record('1', "Paint it").record('2', "Dry it").rewrite('1', '3', "rebase", "Paint it red").reconcile();
  EXPECT_EQ(past.completed(),
            "- [x] Paint it red — `3333333` (2025-06-03)\n- [x] Dry it — `2222222` (2025-06-02)\n");
}

TEST(Reconcile, KeepsWordsThatAPersonGaveWhenTheSubjectChanges) {
  Past past;
  past.record('1', "Paint it").edit("Paint it —", "Paint the house —");
  past.rewrite('1', '3', "amend", "Paint it red").reconcile();
  EXPECT_EQ(past.completed(), "- [x] Paint the house — `3333333` (2025-06-03)\n");
}

TEST(Reconcile, ReplacesWhatTheOldTrailersAskedFor) {
  Past past;
  past.record('1', "x\n\nCompletes: Add logout\nNext: Rest\nBlocked-by: Rain\n");
  past.rewrite('1', '3', "amend", "x\n\nCompletes: Add logout\nNext: Sleep\nBlocked-by: Rain\n").reconcile();
  EXPECT_EQ(past.completed(), "- [x] Add logout — `3333333` (2025-06-03)\n  - my own line\n");
  EXPECT_EQ(past.section("Next Actions"), "1. Write the docs\n2. Add login form\n3. Ship it\n4. Sleep\n");
  EXPECT_THAT(past.section("Blockers"), HasSubstr("| Rain | — | — | Open |\n"));
}

TEST(Reconcile, ShowsTheCopyOnlyWhenTheFirstOneIsGone) {
  Past past;
  past.record('2', "Paint it").rewrite('2', '1', "copy").reach('2', TipKind::branch, "topic");
  past.reconcile();
  EXPECT_EQ(past.completed(), "- [x] Paint it — `1111111` (2025-06-01)\n") << "HEAD has the copy";
  past.reach('2').reconcile();
  EXPECT_EQ(past.completed(), "- [x] Paint it — `2222222` (2025-06-02)\n") << "the newer one of HEAD's";
  past.lose('2').reconcile();
  EXPECT_EQ(past.completed(), "- [x] Paint it — `1111111` (2025-06-01)\n");
}

TEST(Reconcile, GivesSquashedWorksTheHashOfTheSquash) {
  for (const char* how : {"rebase", "squash", "tree"}) {
    Past past;
    past.record('1', "Paint it").record('2', "Dry it\n\nNext: Rest\n");
    const std::string next = past.section("Next Actions");
    past.make('3', "Paint and dry").rewrite('1', '3', how).rewrite('2', '3', how).reconcile();
    EXPECT_EQ(past.completed(),
              "- [x] Paint it — `3333333` (2025-06-03)\n- [x] Dry it — `3333333` (2025-06-03)\n")
        << how;
    EXPECT_EQ(past.section("Next Actions"), next);
    EXPECT_EQ(past.works().size(), 2U);
  }
}

TEST(Reconcile, JoinsEntriesOfEqualTextAndHash) {
  Past past;
  past.record('1', "Fix it").record('2', "Dry it").record('4', "fix it.");
  past.make('5', "All").rewrite('1', '5').rewrite('4', '5').reconcile();
  EXPECT_EQ(past.completed(),
            "- [x] Fix it — `5555555` (2025-06-05)\n- [x] Dry it — `2222222` (2025-06-02)\n");
}

TEST(Reconcile, JoinsNoEntryThatHoldsLinesOfAPerson) {
  Past past;
  past.record('1', "Fix it").record('4', "Fix it");
  past.edit("`4444444` (2025-06-04)\n", "`4444444` (2025-06-04)\n  - twice\n");
  past.make('5', "All").rewrite('1', '5').rewrite('4', '5').reconcile();
  EXPECT_EQ(past.completed(),
            "- [x] Fix it — `5555555` (2025-06-05)\n- [x] Fix it — `5555555` (2025-06-05)\n  - twice\n");
}

TEST(Reconcile, ReopensARevertedEntryAndClosesItAtItsOldPlace) {
  Past past;
  past.record('1', "Paint it").record('2', "x\n\nCompletes: Add logout\n").record('3', "Dry it");
  const std::string recorded = past.text();
  const Reconciliation reverted = past.revert('8', '2').reconcile();
  EXPECT_THAT(kinds(reverted), ElementsAre(Kind::reopened));
  EXPECT_EQ(past.completed(),
            "- [x] Paint it — `1111111` (2025-06-01)\n- [x] Dry it — `3333333` (2025-06-03)\n");
  EXPECT_EQ(past.section("In Progress"),
            "- [ ] Add login form — not started\n- [ ] Add logout — reverted by 8888888\n  - my own line\n");
  EXPECT_EQ(past.works()[1].reopens.size(), 1U);
  const Reconciliation closed = past.lose('8').reconcile();
  EXPECT_THAT(kinds(closed), ElementsAre(Kind::closed));
  EXPECT_EQ(past.text(), recorded);
  EXPECT_THAT(past.works()[1].reopens, IsEmpty());
}

TEST(Reconcile, ClosesWhatTheRevertOfTheRevertBringsBack) {
  Past past;
  past.record('1', "Paint it");
  const std::string recorded = past.text();
  past.revert('7', '1').reconcile();
  EXPECT_NE(past.text(), recorded);
  past.revert('8', '7').reconcile();
  EXPECT_EQ(past.text(), recorded);
  past.revert('9', '8').reconcile();
  EXPECT_THAT(past.section("In Progress"), HasSubstr("- [ ] Paint it — reverted by 7777777\n"));
}

TEST(Reconcile, ClosesWorkThatWasAppliedAgain) {
  Past past;
  past.record('1', "Paint it").revert('8', '1').reconcile();
  past.rewrite('1', '9', "copy").reconcile();
  EXPECT_EQ(past.completed(), "- [x] Paint it — `9999999` (2025-06-09)\n");
  EXPECT_EQ(past.section("In Progress").find("Paint it"), std::string::npos);
}

TEST(Reconcile, NamesARevertThatWasRewritten) {
  Past past;
  past.record('1', "Paint it").revert('8', '1').reconcile();
  past.rewrite('8', '9');
  past.revert('9', '1').reconcile();
  EXPECT_THAT(past.section("In Progress"), HasSubstr("- [ ] Paint it — reverted by 9999999\n"));
}

TEST(Reconcile, LeavesAReopenedEntryOpenThatAPersonGoesOnWith) {
  Past past;
  past.record('1', "Paint it").revert('8', '1').reconcile();
  past.edit("— reverted by 8888888", "— green this time");
  const std::string mine = past.text();
  past.lose('8').reconcile();
  EXPECT_EQ(past.text(), mine);
}

TEST(Reconcile, TakesBackAReopenedEntryWhoseCommitIsGone) {
  Past past;
  past.record('1', "Add login form").revert('8', '1').reconcile();
  past.lose('1').lose('8').reconcile();
  EXPECT_EQ(past.text(), kText);
}

TEST(Reconcile, MarksAWrappedEntryThatWasReverted) {
  Past past;
  past.record('1', "Paint it").note(WrapRecord{});
  const std::string before = past.text();
  past.revert('8', '1').reconcile();
  EXPECT_EQ(past.text(), replaced(before, "(2025-06-01)", "(2025-06-01) — reverted by `8888888`"));
  past.revert('9', '8').reconcile();
  EXPECT_EQ(past.text(), before);
}

TEST(Reconcile, ReopensOnlyWhenBothWorksOfAnEntryAreReverted) {
  Past past;
  past.record('1', "Paint it").record('2', "x\n\nCompletes: Paint it\n");
  const std::string recorded = past.text();
  past.revert('8', '1').reconcile();
  EXPECT_EQ(past.text(), recorded) << "HEAD has the second work still";
}

TEST(Reconcile, LetsAnItemThatNobodyRecordedFollowARewrite) {
  Past past;
  past.edit("`7654321` (2020-01-02)", "`7777777` (2020-01-02)");
  past.make('7', "Old").rewrite('7', '8');
  past.facts().unrecorded["7777777"] = id('7');
  const std::string before = past.text();
  const Reconciliation result = past.reconcile();
  EXPECT_EQ(past.text(), replaced(before, "`7777777` (2020-01-02)", "`8888888` (2025-06-08)"));
  EXPECT_THAT(kinds(result), ElementsAre(Kind::moved));
}

TEST(Reconcile, LeavesAnItemThatNobodyRecordedWhenItsCommitIsThere) {
  Past past;
  past.edit("`7654321`", "`7777777`").make('7', "Old").rewrite('7', '8', "copy");
  past.facts().unrecorded["7777777"] = id('7');
  const std::string before = past.text();
  past.reconcile();
  EXPECT_EQ(past.text(), before);
  past.lose('7').lose('8').reconcile();
  EXPECT_EQ(past.text(), before) << "what is gone is not guessed at";
}

TEST(CollectEntries, PutsFurtherWorkToTheNewestEntryOfThatText) {
  const auto work = [](char digit, EffectKind kind, const std::string& text) {
    Work made;
    made.key = id(digit);
    made.record.effects = {{EffectKind::noted, "x", "", "", 0}, {kind, text, "", "", 0}};
    return made;
  };
  const std::vector<Work> works = {
      work('1', EffectKind::completed_new, "Fix it"), work('2', EffectKind::completed_from_next, "Fix it"),
      work('3', EffectKind::completed_again, "fix *it*"), work('4', EffectKind::completed_again, "By hand")};
  const auto entries = collect_entries(works, {{id('1')}, {id('2'), id('a')}, {id('3')}, {id('4')}});
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_THAT(entries[0].works, ElementsAre(0U));
  EXPECT_EQ(entries[1].work, 1U);
  EXPECT_THAT(entries[1].works, ElementsAre(1U, 2U));
  EXPECT_THAT(entries[1].members, ElementsAre(id('2'), id('a'), id('3')));
  EXPECT_EQ(entries[2].text, "By hand");
}

}  // namespace
}  // namespace session
