// SPDX-License-Identifier: MIT
#include "core/plan/phases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace session {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// "number|name" of each phase.
std::vector<std::string> titles(const Plan& plan) {
  std::vector<std::string> found;
  for (const Phase& phase : plan.phases) found.push_back(phase.number + "|" + phase.name);
  return found;
}

std::vector<std::string> titles(std::string_view text) {
  return titles(parse_plan(text));
}

/// The deliverables of the first phase, "[x] " in front of those that are done.
std::vector<std::string> deliverables(std::string_view text) {
  const Plan plan = parse_plan(text);
  std::vector<std::string> found;
  if (plan.phases.empty()) return found;
  for (const auto& item : plan.phases.front().deliverables)
    found.push_back((item.done ? "[x] " : "") + item.text);
  return found;
}

std::vector<std::string> verification(std::string_view text) {
  const Plan plan = parse_plan(text);
  return plan.phases.empty() ? std::vector<std::string>{} : plan.phases.front().verification;
}

TEST(PhaseHeadings, MayHaveAnyOfFourLevels) {
  EXPECT_THAT(titles("# Phase 1: A\n"), ElementsAre("1|A"));
  EXPECT_THAT(titles("## Phase 1: A\n"), ElementsAre("1|A"));
  EXPECT_THAT(titles("### Phase 1: A\n"), ElementsAre("1|A"));
  EXPECT_THAT(titles("#### Phase 1: A\n"), ElementsAre("1|A"));
  EXPECT_THAT(titles("##### Phase 1: A\n"), IsEmpty());
  EXPECT_THAT(titles("Phase 1: A\n==========\n"), ElementsAre("1|A"));
}

TEST(PhaseHeadings, MayUseAnySeparator) {
  EXPECT_THAT(titles("## Phase 1 — A\n## Phase 2 – B\n## Phase 3 - C\n## Phase 4: D\n## Phase 5. E\n"
                     "## PHASE 6 : F\n## phase 7) G\n## Phase 8：H\n## Phase 9\n"),
              ElementsAre("1|A", "2|B", "3|C", "4|D", "5|E", "6|F", "7|G", "8|H", "9|"));
}

TEST(PhaseHeadings, MayHaveLettersAndDotsInTheNumber) {
  EXPECT_THAT(titles("## Phase 0: A\n## Phase 2A: B\n## Phase 3.1: C\n## Phase 4b — D\n## Phase 10: E\n"),
              ElementsAre("0|A", "2A|B", "3.1|C", "4b|D", "10|E"));
}

TEST(PhaseHeadings, LoseEmojiBoldAndStatus) {
  EXPECT_THAT(titles("## 🚀 **Phase 1: Basic adapter**\n"
                     "## 🏗️ PHASE 2: MODEL PARTS (Week 1-2)\n"
                     "## Phase 3: Core ✅ COMPLETE\n"
                     "## Phase 4: Python ⏳ NEXT\n"
                     "## ✅ Phase 5: Ship it ✅ COMPLETED (November 3, 2025)\n"
                     "## Phase 6: Docs [DONE]\n"
                     "## Phase 7: Later - in progress\n"
                     "## **Phase 8**: Bold number\n"
                     "## Phase 9: Create `admin` Panel **now**\n"
                     "## 3. Phase 10: Numbered\n"),
              ElementsAre("1|Basic adapter", "2|MODEL PARTS", "3|Core", "4|Python", "5|Ship it", "6|Docs",
                          "7|Later", "8|Bold number", "9|Create `admin` Panel now", "10|Numbered"));
}

TEST(PhaseHeadings, KeepWhatBelongsToTheName) {
  EXPECT_THAT(titles("## Phase 1: Administration (Part 1)\n"
                     "## Phase 2: Move 📦 to production\n"
                     "## Phase 3: Mark items as done\n"
                     "## Phase 4: Complete\n"
                     "## PHASE 5: HOW TO START\n"
                     "## Phase 6 - 3D rendering\n"),
              ElementsAre("1|Administration (Part 1)", "2|Move 📦 to production", "3|Mark items as done",
                          "4|Complete", "5|HOW TO START", "6|3D rendering"));
}

TEST(PhaseHeadings, GiveDurationsInParenthesesAsSize) {
  const Plan plan = parse_plan(
      "## Phase 1: A (2 hours)\n## Phase 2 (Weeks 1-3): B\n## Phase 3: C (Pre‑Week)\n"
      "## Phase 4: D (30 min) ✅\n");
  EXPECT_THAT(titles(plan), ElementsAre("1|A", "2|B", "3|C", "4|D"));
  EXPECT_EQ(plan.phases[0].size, "2 hours");
  EXPECT_EQ(plan.phases[1].size, "Weeks 1-3");
  EXPECT_EQ(plan.phases[2].size, "Pre‑Week");
  EXPECT_EQ(plan.phases[3].size, "30 min");
}

TEST(PhaseHeadings, AreNotThoseThatOnlyMentionAPhase) {
  EXPECT_THAT(titles("### Phase 1 Quality Gate\n### **Phase 1 Success Criteria**\n### Phase 1 Deliverables\n"
                     "### Phase 1 Go/No-Go Criteria\n### ✅ Phase 0 Checklist:\n## Phase Dependencies\n"
                     "#### ✅ Phase 1 & 2 done\n## Phases 2-3: Range\n## Phase 2-3: Range\n## Phase 1st: x\n"
                     "## Phasing 1: x\n## Before Phase 1: x\n## Phase Summary\n## Phase 1 → Phase 2\n"),
              IsEmpty());
}

TEST(PhaseHeadings, AreNotReadInsideCodeCommentsQuotesAndText) {
  EXPECT_THAT(
      titles("````\n## Phase 1: a\n```\n## Phase 2: b\n````\n<!--\n## Phase 3: c\n-->\n> ## Phase 4: d\n\n"
             "see ### Phase 5: e\n\n    ## Phase 6: f\n"),
      IsEmpty());
}

TEST(PhaseHeadings, InCodeAreNamedInAWarningWhenThePhaseIsMissing) {
  const Plan plan = parse_plan("## Phase 1: A\n\n```\n## Phase 1: A\n## Phase 2: B\n## Phase 2: B\n");
  EXPECT_THAT(titles(plan), ElementsAre("1|A"));
  EXPECT_THAT(plan.warnings,
              ElementsAre("phase 2 in line 5 stands inside a code block opened at line 3 and is not read"));
}

TEST(PhaseHeadings, OfOneNumberMakeOnePhase) {
  EXPECT_THAT(titles("## Phase 1: A\n### Phase 1: Tasks\n- a\n### Phase 1.1: Part\n## Phase 2: B\n"
                     "## Testing\n### Phase 1: test it\n### Phase 02: test it\n"),
              ElementsAre("1|A", "2|B"));
}

TEST(PhaseHeadings, OfSimilarNumbersAreDifferentPhases) {
  EXPECT_THAT(titles("## Phase 2: A\n## Phase 2.1: B\n## Phase 2.10: C\n## Phase 21: D\n"),
              ElementsAre("2|A", "2.1|B", "2.10|C", "21|D"));
}

TEST(PhaseHeadings, AtTheMostUsedLevelWinOverAnOverview) {
  const Plan plan =
      parse_plan("# Plan\n#### Phase 1: Short\n- not this\n## Phase 1: Long\n- this\n## Phase 2: More\n");
  ASSERT_THAT(titles(plan), ElementsAre("1|Long", "2|More"));
  EXPECT_EQ(plan.phases[0].deliverables, (std::vector<Deliverable>{{"this", {}, false}}));
  EXPECT_EQ(plan.phases[0].line, 4U);
}

TEST(PhaseHeadings, WithDeliverablesWinOverTheSameHeadingWithout) {
  const Plan plan = parse_plan("## Overview\n### Phase 1: A\n\n## Details\n### Phase 1: A\n- work\n");
  ASSERT_THAT(plan.phases, SizeIs(1));
  EXPECT_EQ(plan.phases[0].line, 5U);
}

TEST(PhaseHeadings, EndAtAHeadingThatIsNotDeeper) {
  EXPECT_THAT(deliverables("### Phase 1: A\n- one\n\n## Risks\n- not this\n"), ElementsAre("one"));
}

TEST(Deliverables, ComeFromTheirSectionOnly) {
  EXPECT_THAT(
      deliverables("## Phase 1: A\n- intro\n### Goal\n- no\n### Deliverables\n- one\n* two\n### Files\n- no\n"
                   "### Exit Conditions\n- no\n### Dependencies\n- no\n"),
      ElementsAre("one", "two"));
}

TEST(Deliverables, AreFoundUnderHeadingBoldAndPlainLabels) {
  EXPECT_THAT(deliverables("## Phase 1: A\n### 📦 Core Deliverables ✅\n- one\n"), ElementsAre("one"));
  EXPECT_THAT(deliverables("## Phase 1: A\n### Phase 1 Deliverables\n- one\n"), ElementsAre("one"));
  EXPECT_THAT(deliverables("## Phase 1: A\n**Goal**: x\n\n**Tasks**:\n- [ ] one\n\n**Files**:\n- no\n"),
              ElementsAre("one"));
  EXPECT_THAT(deliverables("## Phase 1: A\n**Tasks:**\n1. one\n2) two\n"), ElementsAre("one", "two"));
  EXPECT_THAT(deliverables("## Phase 1: A\nTasks:\n\n- one\n\nNotes:\n\n- no\n"), ElementsAre("one"));
  EXPECT_THAT(deliverables("## Phase 1: A\n### 1. Tasks\n- one\n### 2. Verification\n- no\n"),
              ElementsAre("one"));
  EXPECT_THAT(deliverables("## Phase 1: A\n### 任务\n- one\n### 验收标准\n- [ ] no\n"), ElementsAre("one"));
}

TEST(Deliverables, PreferTheSectionOfThatNameToTasks) {
  EXPECT_THAT(deliverables("## Phase 1: A\n### Tasks\n- t\n### Deliverables\n- d\n"), ElementsAre("d"));
}

TEST(Deliverables, AreTheItemsRightUnderThePhaseWhenNoSectionIsNamedSo) {
  EXPECT_THAT(
      deliverables("## Phase 1: A\n- [x] one\n- two\n\n**Exit:** `npm test` green\n\n### Notes\n- no\n"),
      ElementsAre("[x] one", "two"));
  EXPECT_THAT(deliverables("## Phase 1: A\n**Scope:**\n\n- one\n\n**Does NOT include:** two\n"),
              ElementsAre("one"));
  EXPECT_THAT(deliverables("## Phase 1: A\n- **Duration**: 2 days\n- **Goal**: g\n- Build **it**\n"),
              ElementsAre("Build **it**"));
}

TEST(Deliverables, MayBeNestedBelowALabelItem) {
  EXPECT_THAT(
      deliverables(
          "## Phase 1: A\n- **Goal**: g\n- **Tasks**:\n  - one\n  - two\n- **Verification**:\n  - no\n"),
      ElementsAre("one", "two"));
}

TEST(Deliverables, MayBeNumberedHeadingsWithTheirItemsAsSteps) {
  const Plan plan = parse_plan(
      "## Phase 1: A\n### 1.1 Reader\n**File:** `a`\n\n- read\n### 1.2 Writer (20 min)\n- write\n"
      "### Step 3: **Check**\n**Success Criteria:**\n- works\n");
  EXPECT_EQ(plan.phases.at(0).deliverables,
            (std::vector<Deliverable>{
                {"Reader", {"read"}, false}, {"Writer", {"write"}, false}, {"Check", {}, false}}));
  EXPECT_THAT(plan.phases[0].verification, ElementsAre("works"));
}

TEST(Deliverables, MayBeRowsOfATable) {
  EXPECT_THAT(deliverables("## Phase 1: A\n| Who | Title | Status |\n|--|--|--|\n| A | one \\| 1 | ✅ done "
                           "|\n| B | two | open |\n"),
              ElementsAre("[x] one | 1", "two"));
}

TEST(Deliverables, HaveTheirNestedOpenItemsAsSteps) {
  const Plan plan =
      parse_plan("## Phase 1: A\n### Deliverables\n- one:\n  - a\n    - deep\n  - [x] b\n  - [ ] c\n- two\n");
  EXPECT_EQ(plan.phases.at(0).deliverables,
            (std::vector<Deliverable>{{"one", {"a", "c"}, false}, {"two", {}, false}}));
}

TEST(Deliverables, JoinWrappedLinesAndStopAtALabel) {
  EXPECT_THAT(deliverables("## Phase 1: A\r\n- one\r\n  and more\r\nlazily\r\n\r\n  not this\r\n- "
                           "two\r\n**Files:**\r\n- no\r\n"),
              ElementsAre("one and more lazily", "two"));
}

TEST(Deliverables, AreDoneWhenTickedOrMarked) {
  EXPECT_THAT(deliverables("## Phase 1: A\n- ✅ one\n- [X] two\n- three ✅\n- ⏳ four\n- [ ] ✅ five\n"),
              ElementsAre("[x] one", "[x] two", "[x] three", "four", "five"));
}

TEST(Deliverables, WithAMarkOnEachAreOpenInAPhaseThatIsCalledOpen) {
  EXPECT_THAT(deliverables("## Phase 1: A ⏳ PENDING\n- ✅ one\n- ✅ two\n"), ElementsAre("one", "two"));
  EXPECT_THAT(deliverables("## Phase 1: A\n**Status**: Not started\n\n- ✅ one\n"), ElementsAre("one"));
  EXPECT_THAT(deliverables("## Phase 1: A ⏳ PENDING\n- [x] one\n"), ElementsAre("[x] one"));
}

TEST(Verification, CollectsOpenCriteriaUnderTheirManyNames) {
  for (const std::string name :
       {"Verification Criteria", "Success Criteria", "Acceptance Criteria", "Test Criteria",
        "Validation Checklist", "Definition of Done", "Quality Gate", "Phase 1 Success Criteria"}) {
    EXPECT_THAT(verification("## Phase 1: A\n- d\n### " + name + "\n- [ ] one\n- [x] two\n- ✅ three\n"),
                ElementsAre("one", "three"))
        << name;
    EXPECT_THAT(verification("## Phase 1: A\n**" + name + "**:\n- [ ] one\n"), ElementsAre("one")) << name;
  }
}

TEST(Verification, LeavesOutExitConditions) {
  EXPECT_THAT(verification("## Phase 1: A\n### Exit Criteria\n- [ ] one\n**Exit:** two\n"), IsEmpty());
}

TEST(Verification, IsEmptyInAPhaseThatIsComplete) {
  EXPECT_THAT(verification("## Phase 1: A ✅ COMPLETE\n### Success Criteria\n- ✅ one\n"), IsEmpty());
}

TEST(PhaseSize, PrefersEffortToDurationAndTheOwnSectionToTheSummary) {
  const Plan plan = parse_plan(
      "## Summary\n| Phase | Name | Effort | Duration |\n|--|--|--|--|\n| 1 | A | Small | 1 h |\n"
      "| **Phase 2A**: B | B | — | 2 h |\n| 3 | C | Large | 3 h |\n| 4 | D | | |\n"
      "## Phase 1: A\n**Estimated**: 3 hours\n## Phase 2A: B\n## Phase 3: C\n### Estimated Effort\n"
      "XL\n## Phase 4: D\n**Duration:** 6 hours (planned: 8)\n## Phase 5: E\n");
  ASSERT_THAT(plan.phases, SizeIs(5));
  EXPECT_EQ(plan.phases[0].size, "Small");
  EXPECT_EQ(plan.phases[1].size, "2 h");
  EXPECT_EQ(plan.phases[2].size, "XL");
  EXPECT_EQ(plan.phases[3].size, "6 hours");
  EXPECT_EQ(plan.phases[4].size, std::nullopt);
}

TEST(PlanName, ComesFromTheOverviewThenTheTitle) {
  EXPECT_EQ(parse_plan("# Implementation Phases — one\n## Project Overview\n- **Name**: two\n").name, "two");
  EXPECT_EQ(parse_plan("# Implementation Phases — one\n").name, "one");
  EXPECT_EQ(parse_plan("# Implementation Phases: one two\n").name, "one two");
  EXPECT_EQ(parse_plan("# one - Implementation Phases\n").name, "one");
  EXPECT_EQ(parse_plan("# Implementation Phases - Roadmap\n**Project:** one\n").name, "one");
  EXPECT_EQ(parse_plan("# Implementation Phases\n").name, std::nullopt);
  EXPECT_EQ(parse_plan("# Plan\n## Phase 1: A\n- **Name**: not this\n").name, std::nullopt);
}

TEST(CurrentPhase, IsTheFirstThatIsNotDone) {
  EXPECT_EQ(find_current_phase(parse_plan("")), std::nullopt);
  EXPECT_EQ(find_current_phase(parse_plan("## Phase 1: A\n## Phase 2: B\n")), 0U);
  EXPECT_EQ(find_current_phase(parse_plan("## Phase 1: A\n- [x] a\n## Phase 2: B\n- [x] b\n- c\n")), 1U);
  EXPECT_EQ(find_current_phase(parse_plan("## Phase 1: A ✅\n- a\n## Phase 2: B\n- c\n")), 1U);
  EXPECT_EQ(
      find_current_phase(parse_plan("## Phase 1: A\n**Status**: ✅ **COMPLETED** (May)\n## Phase 2: B\n")),
      1U);
  EXPECT_EQ(find_current_phase(parse_plan("## Phase 1: A\n**Status**: 43% complete\n## Phase 2: B\n")), 0U);
  EXPECT_EQ(
      find_current_phase(parse_plan("|Phase|Status|\n|-|-|\n|1|Complete|\n\n## Phase 1: A\n## Phase 2: B\n")),
      1U);
  EXPECT_EQ(find_current_phase(parse_plan("## Phase 1: A ✅\n## Phase 2: B ✅\n")), 1U);
}

TEST(PercentDone, IsRoundedDown) {
  EXPECT_EQ(count_percent_done({}), 0);
  EXPECT_EQ(count_percent_done(parse_plan("## Phase 1: A\n- [x] a\n- [x] b\n- c\n").phases.at(0)), 66);
}

TEST(PlanSummary, NamesEachPhaseWithItsSize) {
  EXPECT_THAT(
      format_plan_summary(parse_plan("## Phase 1: A\x1b[2J (2 hours)\n- a\n- b\n## Phase 2A\n- [x] a\n- b\n"
                                     "## Phase 3: C ✅\n- c\n")),
      ElementsAre("Phase 1: A [2J (2 hours), 2 deliverables", "Phase 2A, 2 deliverables, 50% done",
                  "Phase 3: C, 1 deliverable, done"));
}

}  // namespace
}  // namespace session
