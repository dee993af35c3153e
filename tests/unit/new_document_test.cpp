// SPDX-License-Identifier: MIT
#include "core/document/new_document.hpp"

#include "core/document/document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace session {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

NewDocument empty_document() {
  NewDocument document;
  document.project = "demo";
  document.checkpoint = {"main", "_(no commit yet)_", "None", "2025-06-30T14:00:00Z"};
  document.date = "2025-06-30";
  document.history = "Initial SESSION.md created";
  return document;
}

TEST(NewDocument, WithoutAPlanHoldsPlaceholders) {
  EXPECT_EQ(format_new_document(empty_document()),
            "# SESSION — demo\n\n"
            "## Current Phase\n_(No phase plan)_\n\n"
            "## Completed Items\n_(No items completed yet)_\n\n"
            "## In Progress\n_(Nothing in progress)_\n\n"
            "## Blockers\n"
            "| Blocker | Impact | Mitigation | Status |\n"
            "|---------|--------|------------|--------|\n"
            "| _(None identified)_ | — | — | — |\n\n"
            "## Next Actions\n_(None)_\n\n"
            "## Git Checkpoint\n"
            "- **Branch**: main\n"
            "- **Last Commit**: _(no commit yet)_\n"
            "- **Uncommitted Changes**: None\n"
            "- **Timestamp**: 2025-06-30T14:00:00Z\n\n"
            "## Session History\n"
            "| Session | Date | Duration | Progress |\n"
            "|---------|------|----------|----------|\n"
            "| 1 | 2025-06-30 | — | Initial SESSION.md created |\n");
}

TEST(NewDocument, NamesAPhaseWithoutTitleByItsNumber) {
  NewDocument document = empty_document();
  document.phase = NewPhase{"2A", "", 37};
  EXPECT_THAT(format_new_document(document), HasSubstr("\n**Phase 2A**\nProgress: 37% complete\n\n"));
}

TEST(NewDocument, IsReadAsItWasMeantWhateverThePlanSays) {
  NewDocument document = empty_document();
  document.project = "a\n## In Progress\n<!-- b";
  document.phase = NewPhase{"1", "x** <!**-- \r\n# y", 0};
  document.in_progress = {"## Blockers", "[x] done", "- nested",   "1. one",
                          "```",         "<!-- c",   "a\n- [ ] b", "> quote"};
  document.next_actions = {"# one", "<div>", "3) two", "\u2028## three"};
  document.checkpoint.branch = "a\n## Blockers";
  document.history = "a | b\n| 2 | c";
  const Document read = parse_document(format_new_document(document));
  const Section* items = read.find(SectionKind::in_progress);
  ASSERT_NE(items, nullptr);
  EXPECT_EQ(items->entries.size(), 8U);
  for (const Entry& entry : items->entries) {
    EXPECT_EQ(slice(read.text, entry.task_mark), " ");
    EXPECT_EQ(slice(read.text, entry.note), "not started");
  }
  const Section* actions = read.find(SectionKind::next_actions);
  ASSERT_NE(actions, nullptr);
  EXPECT_EQ(actions->entries.size(), 4U);
  const Section* history = read.find(SectionKind::history);
  ASSERT_NE(history, nullptr);
  ASSERT_TRUE(history->table);
  EXPECT_EQ(history->table->rows.size(), 1U);
  const Section* checkpoint = read.find(SectionKind::checkpoint);
  ASSERT_NE(checkpoint, nullptr);
  EXPECT_EQ(checkpoint->fields.size(), 4U);
  EXPECT_TRUE(find_phase(read).has_value());
  EXPECT_THAT(read.opaque, IsEmpty());
}

Phase phase_with(std::vector<Deliverable> deliverables, std::vector<std::string> verification = {}) {
  Phase phase;
  phase.number = "1";
  phase.deliverables = std::move(deliverables);
  phase.verification = std::move(verification);
  return phase;
}

TEST(NextActions, AreTheStepsThenTheVerification) {
  EXPECT_THAT(plan_next_actions(phase_with({{"a", {"a1", "a2"}, false}, {"b", {}, false}}, {"it runs"})),
              ElementsAre("a1", "a2", "Verify it runs"));
}

TEST(NextActions, AreTheDeliverablesWhereNoneHasSteps) {
  EXPECT_THAT(plan_next_actions(phase_with({{"a", {}, false}, {"b", {}, false}}, {"c"})),
              ElementsAre("a", "b", "Verify c"));
}

TEST(NextActions, LeaveOutWhatIsDone) {
  EXPECT_THAT(plan_next_actions(phase_with({{"a", {"a1"}, true}, {"b", {}, false}})), ElementsAre("b"));
}

TEST(NextActions, AreFiveAtMost) {
  EXPECT_THAT(plan_next_actions(phase_with({{"a", {"1", "2", "3", "4", "5", "6"}, false}}, {"c"})),
              ElementsAre("1", "2", "3", "4", "5"));
}

TEST(PlanNewDocument, TakesTheOpenPartOfTheCurrentPhase) {
  const NewDocument document = plan_new_document(
      parse_plan("# Implementation Phases — demo\n## Phase 1: A\n- [x] a\n## Phase 2: B\n- [x] b\n- c\n"));
  EXPECT_EQ(document.project, "demo");
  EXPECT_EQ(document.phase, (NewPhase{"2", "B", 50}));
  EXPECT_THAT(document.in_progress, ElementsAre("c"));
  EXPECT_THAT(document.next_actions, ElementsAre("c"));
}

TEST(PlanNewDocument, HasNoPhaseWithoutOneInThePlan) {
  const NewDocument document = plan_new_document(parse_plan("# Notes\n- a\n"));
  EXPECT_EQ(document.phase, std::nullopt);
  EXPECT_THAT(document.in_progress, IsEmpty());
  EXPECT_THAT(document.project, IsEmpty());
}

}  // namespace
}  // namespace session
