// SPDX-License-Identifier: MIT
// Which entries move to the archive, and the bytes of both files.
#include "core/document/archive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace session {
namespace {

using ::testing::HasSubstr;

constexpr const char* kHead =
    "| Session | Date | Duration | Progress |\n|---------|------|----------|----------|\n";

const std::string kDocument = std::string("# SESSION — shop\n\n## Completed Items\nSome words\n") +
                              "- [x] A — `1a2b3c4` (2025-06-01)\n  - by hand\n- [x] B\n- [x] C (2025-06-02)\n"
                              "- [x] D — `5d6e7f8` (2025-06-03)\n\n## Session History\n" +
                              kHead + "| 1 | 2025-06-01 | — | x |\n| 2 | 2025-06-02 | — | y |\n" +
                              "| 3 | 2025-06-03 | — | z |\n\nThe end\n";

ArchivePlan archive(const std::string& text, const ArchiveWish& wish, std::string_view old = {}) {
  return plan_archive(parse_document(text), old, wish);
}

TEST(PlanArchive, MovesWhatIsDatedEarlier) {
  const ArchivePlan plan = archive(kDocument, {.before = "2025-06-03"});
  EXPECT_EQ(plan.items, 2U);
  EXPECT_EQ(plan.rows, 2U);
  EXPECT_EQ(plan.document, std::string("# SESSION — shop\n\n## Completed Items\nSome words\n- [x] B\n") +
                               "- [x] D — `5d6e7f8` (2025-06-03)\n\n## Session History\n" + kHead +
                               "| 3 | 2025-06-03 | — | z |\n\nThe end\n");
  EXPECT_EQ(plan.archive,
            std::string("# SESSION archive — shop\n\n## Completed Items\n"
                        "- [x] A — `1a2b3c4` (2025-06-01)\n  - by hand\n- [x] C (2025-06-02)\n\n"
                        "## Session History\n") +
                kHead + "| 1 | 2025-06-01 | — | x |\n| 2 | 2025-06-02 | — | y |\n");
}

TEST(PlanArchive, KeepsTheNewestAndTheLastRow) {
  const ArchivePlan two = archive(kDocument, {.keep = 2});
  EXPECT_EQ(two.items, 2U);
  EXPECT_THAT(two.document, HasSubstr("Some words\n- [x] C (2025-06-02)\n- [x] D"));
  EXPECT_THAT(two.document, HasSubstr("|\n| 2 | 2025-06-02 | — | y |\n| 3 |"));
  const ArchivePlan none = archive(kDocument, {.keep = 0});
  EXPECT_EQ(none.items, 4U);
  EXPECT_EQ(none.rows, 2U);
  EXPECT_THAT(none.document, HasSubstr("Some words\n_(No items completed yet)_\n\n## Session History"));
  EXPECT_THAT(none.document, HasSubstr("| 3 | 2025-06-03 | — | z |"));
}

TEST(PlanArchive, KnowsAFileThatIsKeptNewestFirst) {
  const std::string text =
      std::string("## Done\n- [x] B (2025-06-02)\n- [x] A (2025-06-01)\n\n## History\n") + kHead +
      "| 2 | 2025-06-02 | — | y |\n| 1 | 2025-06-01 | — | x |\n";
  const ArchivePlan plan = archive(text, {.keep = 1});
  EXPECT_EQ(plan.document, std::string("## Done\n- [x] B (2025-06-02)\n\n## History\n") + kHead +
                               "| 2 | 2025-06-02 | — | y |\n");
}

TEST(PlanArchive, LeavesWhatTheCurrentPhaseCounts) {
  const ArchivePlan plan = archive(kDocument, {.before = "2025-06-03", .stays = {"a"}});
  EXPECT_EQ(plan.items, 1U);
  EXPECT_EQ(plan.stayed, 1U);
  EXPECT_THAT(plan.document, HasSubstr("- [x] A — `1a2b3c4` (2025-06-01)\n  - by hand\n- [x] B\n- [x] D"));
}

TEST(PlanArchive, AppendsAndAddsNoLineTwice) {
  const ArchivePlan first = archive(kDocument, {.before = "2025-06-02"});
  // A crash left SESSION.md as it was.
  const ArchivePlan again = archive(kDocument, {.before = "2025-06-03"}, first.archive);
  EXPECT_EQ(again.archive, archive(kDocument, {.before = "2025-06-03"}).archive);
  const ArchivePlan second = archive(first.document, {.before = "2025-06-03"}, first.archive);
  EXPECT_EQ(second.archive, again.archive);
  EXPECT_EQ(second.document, again.document);
}

TEST(PlanArchive, AppendsToAnArchiveOfAnotherForm) {
  const std::string old = "Mine\r\n\r\n## Session History\r\nno table yet";
  const ArchivePlan plan = archive(kDocument, {.before = "2025-06-02"}, old);
  EXPECT_TRUE(plan.archive.starts_with(old));
  EXPECT_THAT(plan.archive,
              HasSubstr("\r\n\r\n## Completed Items\r\n- [x] A — `1a2b3c4` (2025-06-01)\n  - by hand\r\n"));
  EXPECT_THAT(plan.archive, HasSubstr("| 1 | 2025-06-01 | — | x |\r\n"));
}

TEST(PlanArchive, ChangesNothingWhenNothingIsOld) {
  const ArchivePlan plan = archive(kDocument, {.before = "2025-06-01"}, "old");
  EXPECT_EQ(plan.document, kDocument);
  EXPECT_EQ(plan.archive, "old");
  EXPECT_EQ(archive("no sections", {.keep = 0}).document, "no sections");
}

}  // namespace
}  // namespace session
