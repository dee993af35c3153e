// SPDX-License-Identifier: MIT
// The document after commits were lost, and after they came back.
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
using ::testing::Not;

using Kind = EntryChange::Kind;

TEST(ReconcileLoss, TakesBackAnEntryWhoseCommitIsGone) {
  // Each stood elsewhere before: in In Progress (and Next Actions), in Next Actions alone, nowhere.
  for (const char* message :
       {"Add login form\n", "x\n\nCompletes: add logout\n", "x\n\nCompletes: Ship it\n", "Paint it\n",
        "x\n\nNext: Rest\nBlocked-by: Rain\nProgress: Add logout — nearly\n",
        "x\n\nProgress: Ship it\nReopens: Old thing\n"}) {
    Past past;
    past.record('1', message);
    const std::string recorded = past.text();
    ASSERT_NE(recorded, kText);
    const Reconciliation lost = past.lose('1').reconcile();
    EXPECT_EQ(past.text(), kText) << message;
    EXPECT_THAT(kinds(lost), ElementsAre(Kind::lost));
    EXPECT_EQ(lost.records.size(), 1U);
    const Reconciliation back = past.reach('1').reconcile();
    EXPECT_EQ(past.text(), recorded) << message;
    EXPECT_THAT(kinds(back), ElementsAre(Kind::returned));
  }
}

TEST(ReconcileLoss, TakesBackSeveralAtOnceAndPutsThemBack) {
  Past past;
  past.record('1', "Add login form").record('2', "x\n\nCompletes: Ship it\nNext: Rest\n").record('3', "Rest");
  const std::string recorded = past.text();
  past.lose('1').lose('2').lose('3').reconcile();
  EXPECT_EQ(past.text(), kText);
  past.reach('1').reach('2').reach('3').reconcile();
  EXPECT_EQ(past.text(), recorded);
}

TEST(ReconcileLoss, KeepsAnEntryOnAnotherBranchAsItIs) {
  Past past;
  past.record('1', "Paint it");
  const std::string before = past.text();
  past.reach('1', TipKind::tag, "v1").reconcile();
  EXPECT_EQ(past.text(), before);
}

TEST(ReconcileLoss, TakesAWorkThatWasNotLookedForToBeWhereItWas) {
  Past past;
  past.record('1', "Paint it").lose('1');
  const Document document = parse_document(past.text());
  Draft draft(document);
  ReconcileFacts facts;
  facts.journal.records = {past.works().front().record};
  EXPECT_THAT(reconcile(draft, facts, "main", {}, {}).records, IsEmpty());
  EXPECT_THAT(draft.edits(), IsEmpty());
  facts.history.looked_at = {id('1')};
  EXPECT_EQ(reconcile(draft, facts, "main", {}, {}).records.size(), 1U);
}

TEST(ReconcileLoss, MarksAnEditedEntryWhoseCommitIsGone) {
  for (const std::string& mine : {std::string("- [x] Paint my house — `1111111` (2025-06-01)"),
                                  std::string("- [x] Paint it — `1111111` (2025-06-01)\n  - by hand")}) {
    Past past;
    past.record('1', "Paint it").edit("- [x] Paint it — `1111111` (2025-06-01)", mine);
    const std::string before = past.text();
    const Reconciliation lost = past.lose('1').reconcile();
    EXPECT_EQ(past.text(), replaced(before, "(2025-06-01)", "(2025-06-01) — commit gone"));
    EXPECT_THAT(kinds(lost), ElementsAre(Kind::marked));
    const Reconciliation back = past.reach('1').reconcile();
    EXPECT_EQ(past.text(), before);
    EXPECT_THAT(kinds(back), ElementsAre(Kind::returned));
    // And all over again.
    EXPECT_THAT(kinds(past.lose('1').reconcile()), ElementsAre(Kind::marked));
    EXPECT_THAT(kinds(past.reach('1').reconcile()), ElementsAre(Kind::returned));
    EXPECT_EQ(past.text(), before);
  }
}

TEST(ReconcileLoss, GivesAMarkedEntryTheHashThatItsWorkCameBackWith) {
  Past past;
  past.record('1', "Paint it").edit("Paint it —", "Paint my house —").lose('1').reconcile();
  past.rewrite('1', '2').reconcile();
  EXPECT_EQ(past.completed(), "- [x] Paint my house — `2222222` (2025-06-02)\n");
}

TEST(ReconcileLoss, PutsARenamedItemBackWithItsWords) {
  Past past;
  past.record('1', "x\n\nCompletes: Add logout\n").edit("Add logout — `", "Add the logout — `");
  past.lose('1').reconcile();
  EXPECT_EQ(past.text(), replaced(kText, "Add logout —", "Add the logout —"));
}

TEST(ReconcileLoss, NeverPutsADeletedEntryBack) {
  Past past;
  past.record('1', "Paint it").edit("- [x] Paint it — `1111111` (2025-06-01)\n", "");
  EXPECT_THAT(past.lose('1').reconcile().changes, IsEmpty());
  EXPECT_EQ(past.text(), kText);
  EXPECT_THAT(past.reach('1').reconcile().changes, IsEmpty());
  past.rewrite('1', '2', "amend", "Paint it red").reconcile();
  past.lose('2').reconcile();
  past.reach('2').reconcile();
  past.revert('8', '2').reconcile();
  EXPECT_EQ(past.text(), kText);
}

TEST(ReconcileLoss, LeavesAloneWhatAPersonChangedSince) {
  Past past;
  past.record('1', "x\n\nNext: Rest\nProgress: Add logout — nearly\nBlocked-by: Rain\n");
  past.edit("4. Rest", "4. Rest long")
      .edit("— nearly", "— all but done")
      .edit("| Rain | — ", "| Rain | much ");
  past.lose('1').reconcile();
  EXPECT_EQ(past.section("Next Actions"), "1. Write the docs\n2. Add login form\n3. Ship it\n4. Rest long\n");
  EXPECT_THAT(past.section("In Progress"), HasSubstr("- [ ] Add logout — all but done\n"));
  EXPECT_THAT(past.section("Blockers"), HasSubstr("| Rain | much "));
  EXPECT_EQ(past.completed(), "");
  past.reach('1').reconcile();
  EXPECT_EQ(past.completed(), "- [x] x — `1111111` (2025-06-01)\n");
  EXPECT_THAT(past.section("Next Actions"), Not(HasSubstr("5. ")));
  EXPECT_THAT(past.section("In Progress"), HasSubstr("- [ ] Add logout — all but done\n"));
}

TEST(ReconcileLoss, LosesAnEntryOfTwoWorksOnlyWithBoth) {
  const auto record = [](Past& past) {
    past.record('1', "Paint it").record('2', "x\n\nCompletes: paint it\n");
  };
  for (const bool newer_first : {true, false}) {
    Past past;
    record(past);
    const std::string recorded = past.text();
    EXPECT_EQ(past.completed(), "- [x] Paint it — `2222222` (2025-06-02)\n");
    past.lose(newer_first ? '2' : '1').reconcile();
    EXPECT_EQ(past.completed(), newer_first ? "- [x] Paint it — `1111111` (2025-06-01)\n"
                                            : "- [x] Paint it — `2222222` (2025-06-02)\n");
    past.lose(newer_first ? '1' : '2').reconcile();
    EXPECT_EQ(past.text(), kText) << newer_first;
    past.reach('1').reach('2').reconcile();
    EXPECT_EQ(past.text(), recorded) << newer_first;
  }
}

TEST(ReconcileLoss, MarksWrappedEntriesAndNeverRemovesThem) {
  for (const char* message : {"Paint it", "Add login form"}) {
    Past past;
    past.record('1', message).note(WrapRecord{});
    const std::string before = past.text();
    EXPECT_THAT(kinds(past.lose('1').reconcile()), ElementsAre(Kind::marked));
    EXPECT_EQ(past.text(), replaced(before, "(2025-06-01)", "(2025-06-01) — commit gone"));
    EXPECT_THAT(kinds(past.reach('1').reconcile()), ElementsAre(Kind::returned));
    EXPECT_EQ(past.text(), before);
  }
}

TEST(ReconcileLoss, UndoesNoOtherEffectOfWrappedWork) {
  Past past;
  past.record('1', "x\n\nCompletes: Add logout\nNext: Rest\nBlocked-by: Rain\n").note(WrapRecord{});
  const std::string before = past.text();
  past.lose('1').reconcile();
  EXPECT_EQ(past.text(), replaced(before, "(2025-06-01)", "(2025-06-01) — commit gone"));
  past.reach('1').reconcile();
  EXPECT_EQ(past.text(), before);
}

TEST(ReconcileLoss, MovesWrappedEntriesWithTheirHash) {
  Past past;
  past.record('1', "Paint it").note(WrapRecord{}).rewrite('1', '2', "amend", "Paint it red").reconcile();
  EXPECT_EQ(past.completed(), "- [x] Paint it — `2222222` (2025-06-02)\n");
}

}  // namespace
}  // namespace session
