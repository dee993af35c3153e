// SPDX-License-Identifier: MIT
// The merge of documents: what becomes of items, rows, values and prose.
#include "core/merge/merge.hpp"

#include "core/checkpoint/checkpoint.hpp"

#include <gtest/gtest.h>

#include <string>

namespace session {
namespace {

/// The sections of a document that a test is about; the others are as `git session init` writes them.
struct Parts {
  std::string intro;
  std::string phase = "**Phase 1: Setup**\nProgress: 10% complete\n";
  std::string completed = "_(No items completed yet)_\n";
  std::string in_progress = "_(Nothing in progress)_\n";
  std::string blockers = "| _(None identified)_ | — | — | — |\n";
  std::string next = "_(None)_\n";
  std::string checkpoint = "_(not stored)_";
  std::string history = "| 1 | 2025-06-30 | — | Start |\n";
};

std::string write(const Parts& parts) {
  const std::string& value = parts.checkpoint;
  return "# SESSION — p\n" + parts.intro + "\n## Current Phase\n" + parts.phase + "\n## Completed Items\n" +
         parts.completed + "\n## In Progress\n" + parts.in_progress +
         "\n## Blockers\n| Blocker | Impact | Mitigation | Status "
         "|\n|---------|--------|------------|--------|\n" +
         parts.blockers + "\n## Next Actions\n" + parts.next + "\n## Git Checkpoint\n- **Branch**: " + value +
         "\n- **Last Commit**: " + value + "\n- **Uncommitted Changes**: " + value +
         "\n- **Timestamp**: " + value +
         "\n\n## Session History\n| Session | Date | Duration | Progress |\n" +
         "|---------|------|----------|----------|\n" + parts.history;
}

using Part = std::string Parts::*;

std::string write(Part part, const std::string& text) {
  Parts parts;
  parts.*part = text;
  return write(parts);
}

/// Merges both ways round and gives the text when both are the same.
std::string merge_both_ways(const std::string& base, const std::string& ours, const std::string& theirs,
                            const MergeOptions& options = {}) {
  const MergeResult one = merge_documents({base, ours, theirs}, options);
  const MergeResult other = merge_documents({base, theirs, ours}, options);
  EXPECT_EQ(one.conflicts, 0U);
  EXPECT_TRUE(one.by_section);
  EXPECT_EQ(one, other);
  EXPECT_EQ(merge_documents({base, one.text, theirs}, options).text, one.text);
  EXPECT_EQ(merge_documents({base, one.text, ours}, options).text, one.text);
  return one.text;
}

/// Merges documents that differ in one section.
void expect_merged(Part part, const std::string& base, const std::string& ours, const std::string& theirs,
                   const std::string& expected, const MergeOptions& options = {}) {
  EXPECT_EQ(merge_both_ways(write(part, base), write(part, ours), write(part, theirs), options),
            write(part, expected));
}

const std::string kA = "- [x] A — `aaaaaa1` (2025-07-01)\n";
const std::string kB = "- [x] B — `bbbbbb1` (2025-07-02)\n";
const std::string kC = "- [x] C — `cccccc1` (2025-07-03)\n";
const std::string kD = "- [x] D — `dddddd1` (2025-07-04)\n";

TEST(MergeCompleted, UnitesTheItemsByDate) {
  expect_merged(&Parts::completed, kA, kA + kC, kA + kB + kD, kA + kB + kC + kD);
}

TEST(MergeCompleted, UnitesTheItemsByHistoryWhereItIsKnown) {
  MergeOptions options;
  options.ranks = {{"cccccc1", 1}, {"bbbbbb1", 2}};
  expect_merged(&Parts::completed, kA, kA + kB, kA + kC, kA + kC + kB, options);
}

TEST(MergeCompleted, ANewestFirstListStaysSo) {
  expect_merged(&Parts::completed, kB + kA, kC + kB + kA, kD + kB + kA, kD + kC + kB + kA);
}

TEST(MergeCompleted, ThePlaceholderGoesWithTheFirstItemAndComesWithTheLast) {
  const std::string none = Parts().completed;
  expect_merged(&Parts::completed, none, kA, kB, kA + kB);
  expect_merged(&Parts::completed, kA + kB, kA, kB, none);
  expect_merged(&Parts::completed, kA, none, kA + kB, kB);
}

TEST(MergeCompleted, AnItemOfBothSidesStandsOnce) {
  expect_merged(&Parts::completed, kA, kA + kB, kA + kC + kB, kA + kC + kB);
  expect_merged(&Parts::completed, kA, kA + "- [x] **b** — `bbbbbb1` (2025-07-02)\n", kA + kB + kC,
                kA + kB + kC);
}

TEST(MergeCompleted, ADeletedItemStaysDeletedUnlessItsWordsChanged) {
  expect_merged(&Parts::completed, kA + kB, kB, kA + kB + kC, kB + kC);
  expect_merged(&Parts::completed, kA + kB, kB, "- [x] A — `aaaaaa2` (2025-07-01)\n" + kB, kB);
  expect_merged(&Parts::completed, kA + kB, kB, "- [x] A and more — `aaaaaa1` (2025-07-01)\n" + kB,
                "- [x] A and more — `aaaaaa1` (2025-07-01)\n" + kB);
}

TEST(MergeCompleted, ACorrectedHashWins) {
  const std::string corrected = "- [x] A — `aaaaaa2` (2025-07-05)\n";
  expect_merged(&Parts::completed, kA, corrected, kA + kB, corrected + kB);
  expect_merged(&Parts::completed, kA, corrected, "- [x] A, renamed — `aaaaaa1` (2025-07-01)\n",
                "- [x] A, renamed — `aaaaaa2` (2025-07-05)\n");
}

TEST(MergeCompleted, OfTwoCorrectedHashesTheNewerOneWins) {
  const std::string one = "- [x] A — `aaaaaa2` (2025-07-05)\n";
  const std::string two = "- [x] A — `aaaaaa3` (2025-07-04)\n";
  expect_merged(&Parts::completed, kA, one, two, one);
  MergeOptions options;
  options.ranks = {{"aaaaaa2", 1}, {"aaaaaa3", 2}};
  expect_merged(&Parts::completed, kA, one, two, two, options);
  options.ranks = {{"aaaaaa3", 2}};
  expect_merged(&Parts::completed, kA, one, two, two, options);
}

TEST(MergeCompleted, AMarkGoesWithItsHash) {
  const std::string gone = "- [x] A — `aaaaaa1` (2025-07-01) — commit gone\n";
  const std::string back = "- [x] A — `aaaaaa2` (2025-07-05)\n";
  expect_merged(&Parts::completed, kA, gone, kA + kB, gone + kB);
  expect_merged(&Parts::completed, kA, gone, back, back);
  expect_merged(&Parts::completed, gone, kA, gone + kB, kA + kB);
}

TEST(MergeCompleted, ARenamedItemIsKnownByItsHash) {
  const std::string renamed = "- [x] Form done — `aaaaaa1` (2025-07-01)\n";
  expect_merged(&Parts::completed, kA, renamed, kA + kB, renamed + kB);
}

TEST(MergeCompleted, SeveralItemsOfOneTextAreSeveral) {
  const std::string one = "- [x] Fix typo — `1111111` (2025-07-01)\n";
  const std::string two = "- [x] Fix typo — `2222222` (2025-07-02)\n";
  const std::string three = "- [x] Fix typo — `3333333` (2025-07-03)\n";
  expect_merged(&Parts::completed, one, one + two, one + three, one + two + three);
  expect_merged(&Parts::completed, kA, kA + one, kA + two, kA + two);
}

TEST(MergeCompleted, GroupsAndNotesKeepTheirItems) {
  const std::string one = "### One\n" + kA;
  const std::string two = "\n### Two\n" + kB;
  expect_merged(&Parts::completed, one + two, one + kC + two, one + "\nNote.\n" + two + kD,
                one + kC + "\nNote.\n" + two + kD);
}

TEST(MergeOpen, DoneBeatsOpen) {
  Parts base;
  base.in_progress = "- [ ] A — started\n- [ ] B\n";
  base.next = "1. A\n2. C\n";
  Parts ours = base;
  ours.completed = kA;
  ours.in_progress = "- [ ] B\n";
  ours.next = "1. C\n";
  Parts theirs = base;
  theirs.in_progress = "- [ ] A — half done\n- [ ] B\n";
  theirs.next = "1. A\n2. C\n3. D\n";
  Parts expected = ours;
  expected.next = "1. C\n2. D\n";
  EXPECT_EQ(merge_both_ways(write(base), write(ours), write(theirs)), write(expected));
}

TEST(MergeOpen, WhatWasWrittenUnderADoneItemGoesWithIt) {
  Parts base;
  base.in_progress = "- [ ] A\n  - one\n";
  Parts ours = base;
  ours.completed = "- [x] A — `aaaaaa1` (2025-07-01)\n  - one\n";
  ours.in_progress = Parts().in_progress;
  Parts theirs = base;
  theirs.in_progress = "- [ ] A\n  - one\n  - two\n";
  Parts expected = ours;
  expected.completed += "  - two\n";
  EXPECT_EQ(merge_both_ways(write(base), write(ours), write(theirs)), write(expected));
}

TEST(MergeOpen, AReopenedItemStaysOpen) {
  Parts base;
  base.completed = kA + kB;
  Parts ours = base;
  ours.completed = kB;
  ours.in_progress = "- [ ] A — reverted by `eeeeeee`\n";
  Parts theirs = base;
  theirs.completed = kA + kB + kC;
  Parts expected = ours;
  expected.completed = kB + kC;
  EXPECT_EQ(merge_both_ways(write(base), write(ours), write(theirs)), write(expected));
}

TEST(MergeOpen, ItemsOfBothSidesStayWithTheirNotes) {
  expect_merged(&Parts::in_progress, "- [ ] A — x\n", "- [ ] A — y\n- [ ] C\n", "- [ ] A — x\n- [ ] B\n",
                "- [ ] A — y\n- [ ] B\n- [ ] C\n");
  expect_merged(&Parts::in_progress, "- [ ] A — x\n- [ ] B\n", "- [ ] B\n", "- [ ] A — x\n- [ ] B — y\n",
                "- [ ] B — y\n");
  expect_merged(&Parts::in_progress, "- [ ] A — x\n- [ ] B\n", "- [ ] B\n", "- [ ] A — y\n- [ ] B\n",
                "- [ ] A — y\n- [ ] B\n");
  expect_merged(&Parts::in_progress, "- [ ] A\n- [ ] B\n- [ ] C\n", "- [ ] C\n- [ ] A\n- [ ] B\n",
                "- [ ] A\n- [ ] B\n- [ ] C\n- [ ] D\n", "- [ ] C\n- [ ] A\n- [ ] B\n- [ ] D\n");
}

TEST(MergeOpen, ALineThatBothChangedIsAConflictOfThatLine) {
  const auto document = [](const char* note) {
    return write(&Parts::in_progress, std::string("- [ ] A — ") + note + "\n- [ ] B\n");
  };
  const std::string texts[] = {document("x"), document("y"), document("z")};
  const MergeResult result = merge_documents({texts[0], texts[1], texts[2]}, {});
  EXPECT_EQ(result.conflicts, 1U);
  EXPECT_EQ(result.text, write(&Parts::in_progress,
                               "<<<<<<< ours\n- [ ] A — y\n=======\n- [ ] A — z\n>>>>>>> theirs\n- [ ] B\n"));
  MergeOptions options;
  options.style.on_conflict = OnConflict::take_theirs;
  EXPECT_EQ(merge_documents({texts[0], texts[1], texts[2]}, options).text, texts[2]);
}

TEST(MergeNextActions, AreNumberedAnew) {
  expect_merged(&Parts::next, "1. a\n2. b\n3. c\n", "1. b\n2. c\n", "1. a\n2. b\n3. x\n4. c\n",
                "1. b\n2. x\n3. c\n");
  expect_merged(&Parts::next, "1. a\n2. b\n3. c\n", "2. b\n3. c\n", "1. a\n2. b\n3. c\n4. d\n",
                "2. b\n3. c\n4. d\n");
  expect_merged(&Parts::next, "1. a\n2. b\n", "1. a\n5. b\n", "1. a\n2. b\n3. c\n", "1. a\n5. b\n3. c\n");
  expect_merged(&Parts::next, "1. a\n1. b\n", "1. a\n1. b\n1. c\n", "1. b\n", "1. b\n1. c\n");
}

TEST(MergeBlockers, RowsAreUnitedCellByCell) {
  const std::string a = "| A | stop | — | Open |\n";
  const std::string b = "| B | — | — | Open |\n";
  expect_merged(&Parts::blockers, a, "| A | stop | — | Resolved |\n", "| A | stop | wait | Open |\n" + b,
                "| A | stop | wait | Resolved |\n" + b);
  expect_merged(&Parts::blockers, Parts().blockers, b, a, a + b);
  expect_merged(&Parts::blockers, a + b, a, b, Parts().blockers);
  expect_merged(&Parts::blockers, a, "| A | stop | — | In review |\n", "| A | stop | — | Resolved |\n",
                "| A | stop | — | Resolved |\n");
}

TEST(MergeHistory, RowsStandByDate) {
  const std::string one = Parts().history;
  const std::string two = "| 2 | 2025-07-01 | 1 h | Login |\n";
  const std::string other = "| 2 | 2025-07-02 | 2 h | Tests |\n";
  expect_merged(&Parts::history, one, one + other, one + two, one + two + other);
  expect_merged(&Parts::history, "", two + one, other + one, other + two + one);
}

TEST(MergeHistory, ARowThatBothEndedMakesTwo) {
  expect_merged(&Parts::history, "| 1 | 2025-06-30 | — | Start |\n", "| 1 | 2025-06-30 | 1 h | Login |\n",
                "| 1 | 2025-06-30 | 2 h | Tests |\n",
                "| 1 | 2025-06-30 | 1 h | Login |\n| 1 | 2025-06-30 | 2 h | Tests |\n");
}

TEST(MergeValues, ACheckpointThatDiffersIsNotStored) {
  const std::string not_stored(kNotStored);
  expect_merged(&Parts::checkpoint, "main", "login", "tests", not_stored);
  expect_merged(&Parts::intro, "", "", "", "");
  Parts ours;
  ours.checkpoint = "same";
  Parts theirs = ours;
  ours.completed = kA;
  theirs.next = "1. x\n";
  Parts expected = ours;
  expected.next = theirs.next;
  EXPECT_EQ(merge_both_ways(write(Parts()), write(ours), write(theirs)), write(expected));
}

TEST(MergeValues, TheHigherProgressWins) {
  const auto phase = [](const char* name, int percent) {
    return "**Phase " + std::string(name) + "**\nProgress: " + std::to_string(percent) + "% complete\n";
  };
  expect_merged(&Parts::phase, phase("1: A", 10), phase("1: A", 40), phase("1: A", 30), phase("1: A", 40));
  expect_merged(&Parts::phase, phase("1: A", 50), phase("1: A", 0), phase("1: A", 50), phase("1: A", 0));
  expect_merged(&Parts::phase, phase("1: A", 10), phase("2: B", 10), phase("1: A", 30), phase("2: B", 30));
}

TEST(MergeProse, IsMergedAsText) {
  expect_merged(&Parts::intro, "one\ntwo\n", "ONE\ntwo\n", "one\nTWO\n", "ONE\nTWO\n");
  const std::string texts[] = {write(&Parts::phase, "**Phase 1: A**\n"),
                               write(&Parts::phase, "**Phase 2: B**\n"),
                               write(&Parts::phase, "**Phase 3: C**\n")};
  const MergeResult result = merge_documents({texts[0], texts[1], texts[2]}, {});
  EXPECT_EQ(result.conflicts, 1U);
  EXPECT_EQ(result.text,
            write(&Parts::phase, "<<<<<<< ours\n**Phase 2: B**\n=======\n**Phase 3: C**\n>>>>>>> theirs\n"));
}

TEST(MergeDocuments, OneSidedChangesAreTakenByteForByte) {
  const std::string base = write(Parts());
  const std::string odd = "\xff\r\n" + write(&Parts::completed, kA + "\r\n\n" + kB);
  EXPECT_EQ(merge_documents({base, base, odd}, {}).text, odd);
  EXPECT_EQ(merge_documents({base, odd, base}, {}).text, odd);
  EXPECT_EQ(merge_documents({base, odd, odd}, {}).text, odd);
}

TEST(MergeDocuments, OursGivesLineEndingsAndBullets) {
  const auto crlf = [](std::string text) {
    for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 2))
      text.insert(at, "\r");
    return text;
  };
  const std::string base = write(Parts());
  const std::string ours = crlf(write(&Parts::completed, "* [x] A — `aaaaaa1` (2025-07-01)\n"));
  const std::string theirs = write(&Parts::completed, kB);
  EXPECT_EQ(
      merge_documents({base, ours, theirs}, {}).text,
      crlf(write(&Parts::completed, "* [x] A — `aaaaaa1` (2025-07-01)\n* [x] B — `bbbbbb1` (2025-07-02)\n")));
}

TEST(MergeDocuments, AFileWithoutNewlineAtItsEndStaysSo) {
  const auto cut = [](std::string text) {
    text.pop_back();
    return text;
  };
  const std::string one = Parts().history;
  const std::string two = "| 2 | 2025-07-01 | 1 h | Login |\n";
  const std::string base = write(Parts());
  EXPECT_EQ(
      merge_both_ways(cut(base), cut(write(&Parts::history, one + two)), cut(write(&Parts::next, "1. a\n"))),
      [&] {
        Parts parts;
        parts.next = "1. a\n";
        parts.history = one + two;
        return cut(write(parts));
      }());
}

TEST(MergeDocuments, BothSidesMayCreateTheFile) {
  const std::string ours = write(&Parts::completed, kA);
  const std::string theirs = write(&Parts::completed, kB);
  const MergeResult result = merge_documents({"", ours, theirs}, {});
  EXPECT_EQ(result.conflicts, 0U);
  EXPECT_EQ(result.text, write(&Parts::completed, kA + kB));
}

TEST(MergeDocuments, OddTextsAreMergedAsPlainText) {
  const std::string base = write(Parts());
  const std::string ours = write(&Parts::intro, "\xff\n");
  const std::string theirs = write(&Parts::next, "1. a\n");
  const MergeResult result = merge_documents({base, ours, theirs}, {});
  EXPECT_FALSE(result.by_section);
  Parts both;
  both.intro = "\xff\n";
  both.next = "1. a\n";
  EXPECT_EQ(result.text, write(both));
  EXPECT_FALSE(merge_documents({"a\n", "b\n", "c\n"}, {}).by_section);
}

TEST(MergeDocuments, ASectionThatOneSideTookOutGoes) {
  const std::string base = write(&Parts::blockers, "");
  std::string ours = base;
  const std::size_t at = ours.find("## Blockers");
  ours.erase(at, ours.find("## Next Actions") - at);
  const std::string theirs = write([] {
    Parts parts;
    parts.completed = kA;
    parts.blockers = "";
    return parts;
  }());
  const std::string merged = merge_both_ways(base, ours, theirs);
  EXPECT_EQ(merged.find("## Blockers"), std::string::npos);
  EXPECT_NE(merged.find(kA), std::string::npos);
}

TEST(MergeDocuments, KnowsTheNamesThatTheSettingsAdd) {
  MergeOptions options;
  options.names = SectionNames({{SectionKind::completed, {"Erledigt"}}});
  const std::string head = "# S\n\n## Erledigt\n";
  EXPECT_EQ(merge_both_ways(head + kA, head + kA + kC, head + kA + kB, options), head + kA + kB + kC);
}

}  // namespace
}  // namespace session
