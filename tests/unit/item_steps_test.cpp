// SPDX-License-Identifier: MIT
// Items by hand, on drafts of small documents.
#include "core/handoff/item_steps.hpp"

#include "core/document/document.hpp"
#include "core/view/session_view.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace session {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kDocument =
    "## Completed Items\n- [x] Add a — `1a2b3c4` (2025-06-01)\n- [x] Write b (2025-06-02)\n\n"
    "## In Progress\n- [ ] Add login form — not started\n  with two fields\n- [ ] Add logout — waiting for "
    "review\n\n"
    "## Blockers\n| Blocker | Impact | Mitigation | Status |\n|---|---|---|---|\n| No key | — | — | Open |\n"
    "| Old one | — | — | Resolved |\n\n"
    "## Next Actions\n1. Run the tests\n2. Tag it\n";

/// A draft of a document that lives as long.
struct Case {
  explicit Case(std::string text = kDocument) : document(parse_document(std::move(text))), draft(document) {}
  [[nodiscard]] std::string result() const { return apply_edits(document.text, draft.edits()); }
  [[nodiscard]] std::string section(const std::string& name) const {
    const std::string text = result();
    const std::size_t begin = text.find("## " + name + "\n") + name.size() + 4;
    return text.substr(begin, text.find("\n\n", begin) - begin);
  }
  Document document;
  Draft draft;
};

std::string warning(const ItemStep& step) {
  return step.refused && !step.messages.empty() ? step.messages.front().text : "";
}

TEST(StartItem, PutsANewItemFirst) {
  Case one;
  EXPECT_THAT(start_item(one.draft, "Fix\nit", "").lines, ElementsAre("- [ ] Fix it — in progress"));
  EXPECT_EQ(one.section("In Progress"),
            "- [ ] Fix it — in progress\n- [ ] Add login form — not started\n  with two fields\n"
            "- [ ] Add logout — waiting for review");
}

TEST(StartItem, MovesANextActionByTextOrNumber) {
  Case one;
  EXPECT_THAT(start_item(one.draft, "run the tests.", "on the server").lines,
              ElementsAre("- [ ] Run the tests — on the server"));
  EXPECT_EQ(one.section("Next Actions"), "1. Tag it\n");
  Case other;
  EXPECT_THAT(start_item(other.draft, "2", "").lines, ElementsAre("- [ ] Tag it — in progress"));
  EXPECT_EQ(other.section("Next Actions"), "1. Run the tests\n");
  EXPECT_EQ(warning(start_item(other.draft, "7", "")), "there is no next action with the number 7");
}

TEST(StartItem, TakesAnItemInProgressToTheTopWithItsLinesAndNote) {
  Case one;
  EXPECT_THAT(start_item(one.draft, "add logout", "").lines,
              ElementsAre("- [ ] Add logout — waiting for review"));
  EXPECT_EQ(one.section("In Progress"),
            "- [ ] Add logout — waiting for review\n- [ ] Add login form — not started\n  with two fields");
  Case first;
  EXPECT_THAT(start_item(first.draft, "Add login form", "").lines,
              ElementsAre("- [ ] Add login form — in progress"));
  EXPECT_THAT(first.section("In Progress"),
              HasSubstr("- [ ] Add login form — in progress\n  with two fields\n- [ ] Add logout"));
  Case last(std::string("## In Progress\n- [ ] A — x\n- [ ] B — y\n  more\n"));
  (void)start_item(last.draft, "B", "z - w — v");
  EXPECT_EQ(last.result(), "## In Progress\n- [ ] B — z - w - v\n  more\n- [ ] A — x\n");
}

TEST(StartItem, NamesTheCompletedItemThatSaysTheSame) {
  Case one;
  const ItemStep step = start_item(one.draft, "write b", "");
  ASSERT_EQ(step.messages.size(), 1U);
  EXPECT_THAT(step.messages.front().text, HasSubstr("git session reopen 'write b'"));
  EXPECT_THAT(one.section("In Progress"), HasSubstr("- [ ] write b — in progress\n"));
}

TEST(CompleteItem, TakesItemsInProgressFirst) {
  Case one;
  const ItemStep step = complete_item(one.draft, "add login", "2025-07-01");
  EXPECT_THAT(step.lines, ElementsAre("- [x] Add login form (2025-07-01)"));
  EXPECT_THAT(step.effects, IsEmpty());
  EXPECT_THAT(step.messages.front().text, HasSubstr("git session done 'Add login form' --commit REV"));
  EXPECT_EQ(one.section("Completed Items"),
            "- [x] Add a — `1a2b3c4` (2025-06-01)\n- [x] Write b (2025-06-02)\n"
            "- [x] Add login form (2025-07-01)\n  with two fields");
  EXPECT_EQ(one.section("In Progress"), "- [ ] Add logout — waiting for review");
}

TEST(CompleteItem, TakesANumberOrANextAction) {
  Case one;
  EXPECT_THAT(complete_item(one.draft, "2", "2025-07-01").lines,
              ElementsAre("- [x] Add logout (2025-07-01)"));
  EXPECT_THAT(complete_item(one.draft, "tag", "2025-07-01").lines, ElementsAre("- [x] Tag it (2025-07-01)"));
  EXPECT_EQ(one.section("Next Actions"), "1. Run the tests\n");
}

TEST(CompleteItem, RefusesWhatIsNotOne) {
  Case one;
  const ItemStep two = complete_item(one.draft, "add log", "2025-07-01");
  EXPECT_EQ(warning(two), "more than one item in progress fits \"add log\"");
  EXPECT_EQ(two.messages.back().text, "choose by number: 1 \"Add login form\", 2 \"Add logout\"");
  EXPECT_EQ(warning(complete_item(one.draft, "zebra", "2025-07-01")),
            "no item in progress and no next action fits \"zebra\"");
  EXPECT_EQ(warning(complete_item(one.draft, "0", "2025-07-01")),
            "there is no item in progress with the number 0");
  EXPECT_EQ(warning(complete_item(one.draft, "Write b", "2025-07-01")), "\"Write b\" is completed already");
  EXPECT_EQ(one.result(), kDocument);
}

TEST(CompleteItem, NotesWhatTheCommitDid) {
  Case one(
      "## Completed Items\n_(No items completed yet)_\n\n## In Progress\n- [ ] Add x — started\n\n"
      "## Next Actions\n1. Add x\n");
  const ItemStep step = complete_item(one.draft, "1", ShownCommit{"1a2b3c4", "2025-07-01"});
  EXPECT_THAT(step.lines, ElementsAre("- [x] Add x — `1a2b3c4` (2025-07-01)"));
  EXPECT_THAT(step.effects,
              ElementsAre(Effect{EffectKind::completed_from_progress, "Add x", "started", "", 0, true},
                          Effect{EffectKind::removed_next, "Add x", "", "", 0, true}));
  EXPECT_EQ(one.section("Next Actions"), "_(None)_\n");
}

TEST(CompleteItem, AddsTheCommitToACompletedItem) {
  Case one;
  const ItemStep step = complete_item(one.draft, "write b", ShownCommit{"5d6e7f8", "2025-06-03"});
  EXPECT_THAT(step.lines, ElementsAre("- [x] Write b — `5d6e7f8` (2025-06-03)"));
  EXPECT_THAT(step.effects,
              ElementsAre(Effect{EffectKind::completed_again, "Write b", " 2025-06-02", "", 1, true}));
  EXPECT_THAT(one.section("Completed Items"), HasSubstr("- [x] Write b — `5d6e7f8` (2025-06-03)"));
}

TEST(CompleteItem, NeverWritesWordsThatReadAsAHash) {
  for (const std::string words : {"Upgrade `python3`", "Merge (abc1234)", "Revert - 1234567"}) {
    Case one("## Completed Items\n_(None)_\n\n## In Progress\n- [ ] " + words + " — now\n");
    (void)complete_item(one.draft, "1", "2025-07-01");
    const Document after = parse_document(one.result());
    const auto view = view_document(after);
    ASSERT_EQ(view.completed.size(), 1U);
    EXPECT_EQ(view.completed.front().hash, "") << words;
    EXPECT_EQ(view.completed.front().text, words + ".");
    EXPECT_EQ(view.completed.front().date, "2025-07-01");
  }
}

TEST(AddNextActions, LeavesOutWhatIsThere) {
  Case one;
  const ItemStep step = add_next_actions(one.draft, {"Deploy", "tag it", "deploy", "Add logout"});
  EXPECT_THAT(step.lines, ElementsAre("3. Deploy"));
  EXPECT_EQ(step.messages.size(), 3U);
  EXPECT_FALSE(step.refused);
  EXPECT_EQ(one.section("Next Actions"), "1. Run the tests\n2. Tag it\n3. Deploy\n");
}

TEST(AddBlocker, NotesTheItemThatItHoldsUp) {
  Case one;
  const ItemStep step = add_blocker(one.draft, {"No | network", "no tests", ""}, "add logo");
  EXPECT_THAT(step.lines, ElementsAre("| No \\| network | no tests | — | Open |",
                                      "- [ ] Add logout — blocked (see Blockers)"));
  EXPECT_THAT(one.section("Blockers"), HasSubstr("\n| No \\| network | no tests | — | Open |"));
  EXPECT_THAT(one.section("In Progress"), HasSubstr("- [ ] Add logout — blocked (see Blockers)"));
}

TEST(AddBlocker, RefusesAnItemThatIsNotThere) {
  Case one;
  EXPECT_TRUE(add_blocker(one.draft, {"No network", "", ""}, "zebra").refused);
  EXPECT_EQ(one.result(), kDocument);
}

TEST(ResolveBlocker, CountsOpenBlockersAndFreesTheItems) {
  Case one(
      "## In Progress\n- [ ] A — blocked (see Blockers)\n- [ ] B — so\n\n## Blockers\n"
      "| Blocker | Impact | Mitigation | Status |\n|---|---|---|---|\n| Old | — | — | Resolved |\n"
      "| No key | x | — | Open |\n| No time | — | — | Open |\n");
  EXPECT_THAT(resolve_blocker(one.draft, "2").lines, ElementsAre("| No time | — | — | Resolved |"));
  Case last(one.result());
  EXPECT_THAT(resolve_blocker(last.draft, "key").lines,
              ElementsAre("| No key | x | — | Resolved |", "- [ ] A — in progress"));
  EXPECT_EQ(last.result(),
            "## In Progress\n- [ ] A — in progress\n- [ ] B — so\n\n## Blockers\n"
            "| Blocker | Impact | Mitigation | Status |\n|---|---|---|---|\n| Old | — | — | Resolved |\n"
            "| No key | x | — | Resolved |\n| No time | — | — | Resolved |\n");
  Case none(last.result());
  EXPECT_EQ(warning(resolve_blocker(none.draft, "key")), "no open blocker fits \"key\"");
}

TEST(ReopenItem, CountsFromTheNewest) {
  Case one;
  EXPECT_THAT(reopen_item(one.draft, "1").lines, ElementsAre("- [ ] Write b — reopened"));
  EXPECT_THAT(reopen_item(one.draft, "add a").lines, ElementsAre("- [ ] Add a — reopened"));
  EXPECT_EQ(one.section("Completed Items"), "_(No items completed yet)_");
  Case top(
      std::string("## Completed Items\n- [x] New — `1a2b3c4` (2025-06-02)\n- [x] Old (2025-06-01)\n\n"
                  "## In Progress\n_(Nothing in progress)_\n"));
  EXPECT_THAT(reopen_item(top.draft, "1").lines, ElementsAre("- [ ] New — reopened"));
}

TEST(ItemSteps, SayWhichSectionIsMissing) {
  Case one("## Completed Items\n- [x] A\n");
  EXPECT_EQ(warning(start_item(one.draft, "B", "")), "the file has no section 'In Progress'");
  EXPECT_EQ(warning(add_next_actions(one.draft, {"B"})), "the file has no section 'Next Actions'");
  EXPECT_EQ(warning(add_blocker(one.draft, {"B", "", ""}, "")), "the file has no section 'Blockers'");
  EXPECT_EQ(warning(reopen_item(one.draft, "1")), "the file has no section 'In Progress'");
  Case other("## In Progress\n- [ ] A\n");
  EXPECT_EQ(warning(complete_item(other.draft, "A", "2025-07-01")),
            "the file has no section 'Completed Items'");
}

}  // namespace
}  // namespace session
