// SPDX-License-Identifier: MIT
// Rows of Blockers and Session History and the lines of Current Phase, edited in place.
#include "core/document/draft.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace {

using session::Draft;
using session::parse_document;

std::string edited(const std::string& text, const std::function<void(Draft&)>& change) {
  const auto document = parse_document(text);
  Draft draft(document);
  change(draft);
  return session::apply_edits(document.text, draft.edits());
}

const std::string kBlockers =
    "## Blockers\n"
    "| Blocker | Impact | Mitigation | Status |\n"
    "|---------|--------|------------|--------|\n";
const std::string kNone = "| _(None identified)_ | — | — | — |\n";

TEST(DraftTables, ABlockerWithAllCellsTakesThePlaceholdersPlace) {
  EXPECT_EQ(edited(kBlockers + kNone,
                   [](Draft& draft) {
                     draft.add_blocker({"no | key", "stop", ""});
                   }),
            kBlockers + "| no \\| key | stop | — | Open |\n");
}

TEST(DraftTables, ABlockerFindsItsColumnsByTheHeader) {
  const std::string head = "## Blockers\n| Status | Issue |\n|--|--|\n";
  EXPECT_EQ(edited(head, [](Draft& draft) { draft.add_blocker({"a", "b", "c"}); }), head + "| Open | a |\n");
}

TEST(DraftTables, ResolvingABlockerTouchesItsStatusAlone) {
  EXPECT_EQ(edited(kBlockers + "|a|b|c|  Open |\n", [](Draft& draft) { draft.resolve_blocker(0); }),
            kBlockers + "|a|b|c|  Resolved |\n");
  EXPECT_EQ(edited("## Blockers\n- a\n- b\n", [](Draft& draft) { draft.resolve_blocker(1); }),
            "## Blockers\n- a\n- b — resolved\n");
}

TEST(DraftTables, WhatWasResolvedMayBlockAgain) {
  const std::string before = kBlockers + "| a | — | — | Resolved |\n";
  EXPECT_EQ(edited(before, [](Draft& draft) { EXPECT_TRUE(draft.add_blocker("a")); }),
            before + "| a | — | — | Open |\n");
  EXPECT_EQ(edited(kBlockers + "| a | x | y | Open |\n",
                   [](Draft& draft) { EXPECT_FALSE(draft.add_blocker("A")); }),
            kBlockers + "| a | x | y | Open |\n");
}

const std::string kHistory =
    "## Session History\n"
    "| Session | Date | Duration | Progress |\n"
    "|---------|------|----------|----------|\n";
const std::string kFirst = "| 1 | 2025-06-30 | — | made |\n";

TEST(DraftTables, ASessionIsAddedBelowTheLast) {
  EXPECT_EQ(edited(kHistory + kFirst,
                   [](Draft& draft) {
                     draft.add_history({"2", "2025-07-01", "", "a | b"});
                   }),
            kHistory + kFirst + "| 2 | 2025-07-01 | — | a \\| b |\n");
  EXPECT_EQ(edited(kHistory,
                   [](Draft& draft) {
                     draft.add_history({"1", "2025-07-01", "~1 hour", "x"});
                   }),
            kHistory + "| 1 | 2025-07-01 | ~1 hour | x |\n");
}

TEST(DraftTables, ASessionIsAddedOnTopWhereTheNewestIsFirst) {
  const std::string later = "| 2 | 2025-07-02 | — | more |\n";
  EXPECT_EQ(edited(kHistory + later + kFirst,
                   [](Draft& draft) {
                     draft.add_history({"3", "2025-07-03", "", "x"});
                   }),
            kHistory + "| 3 | 2025-07-03 | — | x |\n" + later + kFirst);
}

TEST(DraftTables, TheRowOfASessionGetsItsDuration) {
  EXPECT_EQ(edited(kHistory + kFirst, [](Draft& draft) { draft.set_history(0, "~1 hour", "made; done"); }),
            kHistory + "| 1 | 2025-06-30 | ~1 hour | made; done |\n");
}

TEST(DraftTables, RowsOfATableWithoutAColumnDoWithoutIt) {
  const std::string head = "## Session History\n| Date | Notes |\n|--|--|\n";
  EXPECT_EQ(edited(head,
                   [](Draft& draft) {
                     draft.add_history({"1", "2025-07-01", "~1 hour", "x"});
                   }),
            head + "| 2025-07-01 | x |\n");
}

TEST(DraftTables, AnotherPhaseIsNamedInPlace) {
  const std::string before = "## Current Phase\n**Phase 1: Old**\nProgress: 100% complete\n";
  const auto after = edited(before, [](Draft& draft) {
    draft.set_phase("2", "New **one**");
    draft.set_progress(0);
    EXPECT_EQ(draft.phase_number(), "2");
    EXPECT_EQ(draft.progress(), 0);
  });
  EXPECT_EQ(after, "## Current Phase\n**Phase 2: New one**\nProgress: 0% complete\n");
}

}  // namespace
