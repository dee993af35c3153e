// SPDX-License-Identifier: MIT
// Documents with one section for each phase: how they are read, and the one line that is written.
#include "core/document/phase_layout.hpp"

#include "core/document/draft.hpp"
#include "core/view/session_view.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using session::Draft;
using session::parse_document;

const std::string kDocument =
    "# Session State\n\n"
    "**Current Phase**: Phase 2\n"
    "**Current Stage**: Implementation\n"
    "**Last Checkpoint**: 1a2b3c4 (2025-10-23)\n\n"
    "## Phase 1: Setup ✅\n"
    "**Completed**: 2025-10-20 | **Checkpoint**: `0f1e2d3`\n"
    "**Summary**: all set\n\n"
    "## Phase 2: Login 🔄\n"
    "**Type**: API | **Started**: 2025-10-21\n\n"
    "**Progress**:\n"
    "- [x] Form (commit: 9a8b7c6)\n"
    "- [ ] Mail — waits for a key\n"
    "- [ ] Tests ← **CURRENT**\n\n"
    "**Next Action**: write `tests/login_test.py`\n\n"
    "**Known Issues**:\n"
    "- The form is slow\n\n"
    "## Phase 3: Basket ⏸️\n"
    "**Known Issues**: None\n";

TEST(PhaseLayout, IsReadAsTheCurrentPhaseSays) {
  const auto view = session::view_document(parse_document(kDocument));
  EXPECT_EQ(view.phase_number, "2");
  EXPECT_EQ(view.phase_name, "Login");
  EXPECT_EQ(view.progress, 33);
  EXPECT_EQ(view.completed,
            (std::vector<session::ViewItem>{{"Phase 1: Setup", "", "0f1e2d3", "2025-10-20", ""},
                                            {"Form", "", "9a8b7c6", "", ""}}));
  EXPECT_EQ(view.in_progress, (std::vector<session::ViewItem>{{"Tests", "current", "", "", ""},
                                                              {"Mail", "waits for a key", "", "", ""}}));
  EXPECT_EQ(view.next_actions, (std::vector<std::string>{"write `tests/login_test.py`"}));
  ASSERT_EQ(view.blockers.size(), 1U);
  EXPECT_EQ(view.blockers[0].text, "The form is slow");
}

TEST(PhaseLayout, WithoutANamedPhaseTheFirstOpenOneCounts) {
  const auto view = session::view_document(parse_document(
      "**Current Phase**: Testing complete ✅\n\n## Phase 1: A ✅\n\n## Phase 2: B\n\n## Phase 3: C\n"));
  EXPECT_EQ(view.phase_number, "2");
  EXPECT_FALSE(view.progress);
}

TEST(PhaseLayout, NeedsAFieldBeforeTheFirstPhase) {
  EXPECT_FALSE(parse_document("# Plan\n\n## Phase 1: A\n- [ ] x\n").phases);
  EXPECT_FALSE(parse_document("**Current Phase**: Phase 1\n").phases);
  EXPECT_FALSE(parse_document("```\n**Current Phase**: 1\n```\n## Phase 1: A\n").phases);
}

TEST(PhaseLayout, GivesWayToTheSectionsOfOurOwn) {
  const auto document = parse_document(kDocument + "\n## Completed Items\n\n## Git Checkpoint\n");
  EXPECT_FALSE(document.phases);
  EXPECT_NE(document.find(session::SectionKind::completed), nullptr);
}

std::string refresh(const std::string& text) {
  const auto document = parse_document(text);
  Draft draft(document);
  draft.set_checkpoint({"main", "`fedcba9` — Subject", "None", "2025-11-02T10:00:00Z", "fedcba9"});
  return session::apply_edits(document.text, draft.edits());
}

std::string with_checkpoint(const std::string& value) {
  return "**Last Checkpoint**: " + value + "\n\n## Phase 1: A\n- [ ] x\n";
}

TEST(PhaseLayout, TheCheckpointLineIsWrittenInItsOwnForm) {
  EXPECT_EQ(refresh(with_checkpoint("1a2b3c4 (2025-10-23)")), with_checkpoint("fedcba9 (2025-11-02)"));
  EXPECT_EQ(refresh(with_checkpoint("`1a2b3c4`")), with_checkpoint("`fedcba9`"));
  EXPECT_EQ(refresh(with_checkpoint("None")), with_checkpoint("fedcba9 (2025-11-02)"));
}

TEST(PhaseLayout, WordsOfAPersonInTheCheckpointLineStay) {
  for (const char* value : {"Phase 3 complete (2025-12-08)", "Tested (2025-11-04, commit 63df90c)",
                            "1a2b3c4 (Tuesday)", "1a2b3c4 — good", "`feat: add it`", ""})
    EXPECT_EQ(refresh(with_checkpoint(value)), with_checkpoint(value)) << value;
}

TEST(PhaseLayout, NothingButTheCheckpointLineIsEdited) {
  const auto document = parse_document(kDocument);
  Draft draft(document);
  for (const auto kind : {session::SectionKind::completed, session::SectionKind::in_progress,
                          session::SectionKind::next_actions, session::SectionKind::checkpoint})
    EXPECT_FALSE(draft.can_edit(kind));
  EXPECT_FALSE(draft.add_blocker("x"));
  draft.set_phase("3", "x");
  draft.set_progress(5);
  draft.add_history({"1", "", "", ""});
  EXPECT_TRUE(draft.edits().empty());
}

}  // namespace
