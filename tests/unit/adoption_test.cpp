// SPDX-License-Identifier: MIT
// The sections that an adopted file gets, and where.
#include "core/document/adoption.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace session {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

NewDocument contents() {
  NewDocument document;
  document.phase = NewPhase{"2", "Models", 40};
  document.checkpoint = {"main", "`1a2b3c4` — First", "None", "2025-07-01T00:00:00Z"};
  document.date = "2025-07-01";
  document.history = "SESSION.md adopted";
  return document;
}

AdoptionPlan plan(const std::string& text) {
  auto result = plan_adoption(parse_document(text), SectionNames(), contents());
  EXPECT_TRUE(result.has_value()) << text;
  return result.value_or(AdoptionPlan{});
}

std::string adopted(const std::string& text) {
  return apply_edits(text, plan(text).edits);
}

const std::string kPhase = "## Current Phase\n**Phase 2: Models**\nProgress: 40% complete\n";
const std::string kCompleted = "## Completed Items\n_(No items completed yet)_\n";
const std::string kInProgress = "## In Progress\n_(Nothing in progress)_\n";
const std::string kBlockers =
    "## Blockers\n| Blocker | Impact | Mitigation | Status |\n|---------|--------|------------|--------|\n"
    "| _(None identified)_ | — | — | — |\n";
const std::string kNext = "## Next Actions\n_(None)_\n";
const std::string kCheckpoint =
    "## Git Checkpoint\n- **Branch**: main\n- **Last Commit**: `1a2b3c4` — First\n"
    "- **Uncommitted Changes**: None\n- **Timestamp**: 2025-07-01T00:00:00Z\n";
const std::string kHistory =
    "## Session History\n| Session | Date | Duration | Progress |\n|---------|------|----------|----------|\n"
    "| 1 | 2025-07-01 | — | SESSION.md adopted |\n";

TEST(PlanAdoption, AppendsAllSectionsToAFileWithNone) {
  EXPECT_EQ(adopted("Notes"), "Notes\n\n" + kPhase + "\n" + kCompleted + "\n" + kInProgress + "\n" +
                                  kBlockers + "\n" + kNext + "\n" + kCheckpoint + "\n" + kHistory);
  EXPECT_TRUE(adopted("").starts_with("## Current Phase\n"));
  EXPECT_TRUE(adopted("a\n\n").starts_with("a\n\n## Current Phase\n"));
  EXPECT_TRUE(adopted("a\n").starts_with("a\n\n## Current Phase\n"));
}

TEST(PlanAdoption, PutsSectionsBehindTheOneBeforeThem) {
  const std::string text = "# Mine\n\n## Done\n- [x] a\n\n## Zebra\nz\n\n## Next Steps\n1. b\n";
  EXPECT_EQ(adopted(text), "# Mine\n\n" + kPhase + "\n## Done\n- [x] a\n\n" + kInProgress + "\n" + kBlockers +
                               "\n## Zebra\nz\n\n## Next Steps\n1. b\n\n" + kCheckpoint + "\n" + kHistory);
  EXPECT_THAT(plan(text).added,
              ElementsAre(SectionKind::current_phase, SectionKind::in_progress, SectionKind::blockers,
                          SectionKind::checkpoint, SectionKind::history));
}

TEST(PlanAdoption, TakesLevelAndLineEndingFromTheFile) {
  const std::string text =
      "# P\r\n\r\n### Completed\r\n- a\r\n### In Progress\r\n- b\r\n### Blockers\r\n- c\r\n"
      "### Next Steps\r\n1. d\r\n### Git State\r\nx\r\n### History\r\ny";
  const std::string now = adopted(text);
  EXPECT_TRUE(
      now.starts_with("# P\r\n\r\n### Current Phase\r\n**Phase 2: Models**\r\nProgress: 40% complete"
                      "\r\n\r\n### Completed\r\n"))
      << now;
  EXPECT_TRUE(now.ends_with("### History\r\ny"));
}

TEST(PlanAdoption, AddsNothingToACompleteFile) {
  const std::string text = adopted("");
  EXPECT_THAT(plan(text).edits, IsEmpty());
  EXPECT_THAT(plan(text).added, IsEmpty());
}

TEST(PlanAdoption, LeavesOutWhatTheFileHasInItsOwnLayout) {
  const auto result = plan_adoption(parse_document("a\n"), SectionNames(), contents(),
                                    {SectionKind::current_phase, SectionKind::completed});
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->added.front(), SectionKind::in_progress);
}

TEST(PlanAdoption, RefusesWhereNewLinesWouldBeSwallowed) {
  for (const char* text : {"## Done\n```\n- [x] a\n", "<!-- a\n", "## Done\n- a\n\n## Next\n<!--\n1. b\n"}) {
    const auto result = plan_adoption(parse_document(text), SectionNames(), contents());
    ASSERT_FALSE(result.has_value()) << text;
    EXPECT_EQ(result.error().kind, ErrorKind::document);
  }
}

}  // namespace
}  // namespace session
