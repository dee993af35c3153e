// SPDX-License-Identifier: MIT
#include "core/document/document.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

constexpr const char* kDocument =
    "# SESSION — shop\n"
    "\n"
    "## Current Phase\n"
    "**Phase 2A: Models & Migrations**\n"
    "Progress: 40% complete\n"
    "\n"
    "## Completed Items\n"
    "- [x] Add login — `1a2b3c4` (2025-06-30)\n"
    "- [x] Draw logo\n"
    "\n"
    "## In Progress\n"
    "- [ ] Seed data — not started\n"
    "  - use 100 rows\n"
    "- [ ] Index strategy\n"
    "\n"
    "## Blockers\n"
    "| Blocker | Impact | Mitigation | Status |\n"
    "|---------|--------|------------|--------|\n"
    "| _(None identified)_ | — | — | — |\n"
    "\n"
    "## Next Actions\n"
    "1. First\n"
    "2. Second\n"
    "\n"
    "## Git Checkpoint\n"
    "- **Branch**: main\n"
    "- **Last Commit**: `1a2b3c4` — Add login\n"
    "- **Uncommitted Changes**: None\n"
    "- **Timestamp**: 2025-06-30T14:00:00Z\n";

std::string part(const Document& document, Span span) {
  return std::string(slice(document.text, span));
}

TEST(ParseDocument, FindsTheSectionsOfTheContract) {
  const Document document = parse_document(kDocument);
  ASSERT_NE(document.find(SectionKind::completed), nullptr);
  ASSERT_EQ(document.find(SectionKind::completed)->entries.size(), 2U);
  const Entry& login = document.find(SectionKind::completed)->entries[0];
  EXPECT_EQ(part(document, login.words), "Add login");
  EXPECT_EQ(part(document, login.hash), "1a2b3c4");
  EXPECT_EQ(part(document, login.date), "2025-06-30");
  const Entry& seed = document.find(SectionKind::in_progress)->entries[0];
  EXPECT_EQ(part(document, seed.words), "Seed data");
  EXPECT_EQ(part(document, seed.note), "not started");
  EXPECT_EQ(part(document, seed.whole), "- [ ] Seed data — not started\n  - use 100 rows");
  EXPECT_EQ(document.find(SectionKind::next_actions)->entries.size(), 2U);
  ASSERT_TRUE(document.find(SectionKind::blockers)->table.has_value());
  EXPECT_EQ(document.find(SectionKind::history), nullptr);
}

TEST(ParseDocument, ReadsMarksOfCompletedItemsOnly) {
  const Document document = parse_document(
      "## Done\r\n* [x] A — `1a2b3c4` (2025-06-30) — commit gone\r\n* [x] B — commit gone\r\n"
      "## In Progress\r\n* [ ] C (1a2b3c4) — commit gone\r\n");
  const std::vector<Entry>& done = document.find(SectionKind::completed)->entries;
  ASSERT_EQ(done.size(), 2U);
  EXPECT_EQ(part(document, done[0].words), "A");
  EXPECT_EQ(part(document, done[0].hash), "1a2b3c4");
  EXPECT_EQ(part(document, done[0].date), "2025-06-30");
  EXPECT_EQ(part(document, done[0].mark), "commit gone");
  EXPECT_EQ(part(document, done[1].words), "B — commit gone");
  EXPECT_TRUE(done[1].mark.empty());
  const Entry& open = document.find(SectionKind::in_progress)->entries[0];
  EXPECT_EQ(part(document, open.note), "commit gone");
  EXPECT_TRUE(open.mark.empty());
}

TEST(ParseDocument, ReadsPhaseProgressAndFields) {
  const Document document = parse_document(kDocument);
  const auto phase = find_phase(document);
  ASSERT_TRUE(phase.has_value());
  EXPECT_EQ(part(document, phase->number), "2A");
  EXPECT_EQ(part(document, phase->name), "Models & Migrations");
  ASSERT_TRUE(find_progress(document).has_value());
  EXPECT_EQ(part(document, *find_progress(document)), "40");
  const Section& checkpoint = *document.find(SectionKind::checkpoint);
  const Field* commit = find_field(document, checkpoint, {"last commit"});
  ASSERT_NE(commit, nullptr);
  EXPECT_EQ(part(document, commit->value), "`1a2b3c4` — Add login");
}

TEST(ParseDocument, TakesAliasesEmojiLevelsAndStatus) {
  const Document document = parse_document(
      "### ✅ What Works - all of it\n- [x] One\n### 2. 🔄 **In Progress** (two)\n* [ ] Two\n"
      "## Next Steps:\n- Three\n# Git Status ✅\n**Branch:** main\n");
  ASSERT_NE(document.find(SectionKind::completed), nullptr);
  EXPECT_EQ(document.find(SectionKind::completed)->entries.size(), 1U);
  ASSERT_NE(document.find(SectionKind::in_progress), nullptr);
  EXPECT_EQ(document.find(SectionKind::in_progress)->entries.size(), 1U);
  ASSERT_NE(document.find(SectionKind::next_actions), nullptr);
  const Section* checkpoint = document.find(SectionKind::checkpoint);
  ASSERT_NE(checkpoint, nullptr);
  ASSERT_EQ(checkpoint->fields.size(), 1U);
  EXPECT_EQ(part(document, checkpoint->fields[0].value), "main");
}

TEST(ParseDocument, PrefersTheBestName) {
  const Document document = parse_document("## Done\n- [x] a\n## Completed Items\n- [x] b\n- [x] c\n");
  EXPECT_EQ(document.find(SectionKind::completed)->entries.size(), 2U);
}

TEST(ParseDocument, GivesNoItemToTwoSections) {
  const Document document =
      parse_document("## Current Status\n### In Progress\n- [ ] a\n#### Done\n- [x] b\n### Other\n- c\n");
  EXPECT_EQ(document.find(SectionKind::in_progress)->entries.size(), 1U);
  EXPECT_EQ(document.find(SectionKind::completed)->entries.size(), 1U);
}

TEST(ParseDocument, TakesNamesFromSettings) {
  const SectionNames names({{SectionKind::completed, {"Erledigt"}}});
  EXPECT_NE(parse_document("## ERLEDIGT ✅\n- [x] a\n", names).find(SectionKind::completed), nullptr);
}

TEST(ParseDocument, SkipsFrontMatterFencesAndComments) {
  const Document document = parse_document(
      "---\ntitle: x\n---\n\n```\n## Completed Items\n- [x] code\n```\n<!--\n## In Progress\n-->\n"
      "## Git Checkpoint\n```\n- **Branch**: wrong\n```\n- **Branch**: right\n");
  EXPECT_EQ(document.find(SectionKind::completed), nullptr);
  EXPECT_EQ(document.find(SectionKind::in_progress), nullptr);
  const Section* checkpoint = document.find(SectionKind::checkpoint);
  ASSERT_NE(checkpoint, nullptr);
  ASSERT_EQ(checkpoint->fields.size(), 1U);
  EXPECT_EQ(part(document, checkpoint->fields[0].value), "right");
}

TEST(ParseDocument, SeesPlaceholdersAndNestedValues) {
  const Document document = parse_document(
      "## Completed Items\n_(No items completed yet)_\n\n## Git Checkpoint\n- **Uncommitted Changes**:\n  - "
      "M a\n");
  EXPECT_EQ(document.find(SectionKind::completed)->placeholders.size(), 1U);
  EXPECT_TRUE(document.find(SectionKind::completed)->entries.empty());
  EXPECT_TRUE(document.find(SectionKind::checkpoint)->fields.at(0).continued);
}

TEST(FindObstacle, NamesWhatForbidsAnEdit) {
  EXPECT_FALSE(find_obstacle(kDocument).has_value());
  EXPECT_TRUE(find_obstacle(std::string("a\0b", 3)).has_value());
  EXPECT_TRUE(find_obstacle("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n").has_value());
  EXPECT_FALSE(find_obstacle("Title\n=======\n").has_value());
  EXPECT_TRUE(find_obstacle(std::string(kDocumentLimit + 1, 'x')).has_value());
}

TEST(IsSessionDocument, AsksForTwoSections) {
  EXPECT_TRUE(is_session_document(parse_document(kDocument)));
  EXPECT_FALSE(is_session_document(parse_document("## Completed Items\n- [x] a\n")));
}

}  // namespace
}  // namespace session
