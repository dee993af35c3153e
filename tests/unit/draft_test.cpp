// SPDX-License-Identifier: MIT
#include "core/document/draft.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace session {
namespace {

constexpr auto kCompleted = SectionKind::completed;
constexpr auto kInProgress = SectionKind::in_progress;
constexpr auto kNext = SectionKind::next_actions;

std::string changed(const std::string& text, const std::function<void(Draft&)>& change) {
  const Document document = parse_document(text);
  Draft draft(document);
  change(draft);
  return apply_edits(text, draft.edits());
}

DraftItem done(std::string words) {
  return {{}, std::move(words), "1a2b3c4", "2025-06-30", {}, {}, {}};
}
DraftItem open(std::string words, std::string note = {}) {
  return {{}, std::move(words), {}, {}, std::move(note), {}, {}};
}

TEST(Draft, WithoutChangesGivesNoEdits) {
  const Document document = parse_document("## Done\n- [x] a\n## Next\n3. c\n9. d\n");
  EXPECT_TRUE(Draft(document).edits().empty());
}

TEST(Draft, ReplacesThePlaceholderByTheFirstItem) {
  EXPECT_EQ(changed("## Completed Items\n_(No items completed yet)_\n\n## Next Actions\n",
                    [](Draft& draft) { draft.add_completed(done("A")); }),
            "## Completed Items\n- [x] A — `1a2b3c4` (2025-06-30)\n\n## Next Actions\n");
}

TEST(Draft, PutsThePlaceholderBackWhenTheLastItemLeaves) {
  EXPECT_EQ(changed("## In Progress\n- [ ] A — x\n- [ ] B\n\n## Next\n",
                    [](Draft& draft) {
                      draft.remove(kInProgress, 0);
                      draft.remove(kInProgress, 0);
                    }),
            "## In Progress\n_(Nothing in progress)_\n\n## Next\n");
}

TEST(Draft, MovesAnItemWithItsNestedLines) {
  EXPECT_EQ(changed("## Done\r\n* [x] Z\r\n\r\n## In Progress\r\n* [ ] A\r\n  my words\r\n* [ ] B\r\n",
                    [](Draft& draft) {
                      DraftItem item = draft.remove(kInProgress, 0);
                      item.hash = "1a2b3c4";
                      item.date = "2025-06-30";
                      draft.add_completed(item);
                    }),
            "## Done\r\n* [x] Z\r\n* [x] A — `1a2b3c4` (2025-06-30)\r\n  my words\r\n\r\n## In Progress\r\n* "
            "[ ] B\r\n");
}

TEST(Draft, KeepsTheAbsenceOfAFinalNewline) {
  EXPECT_EQ(changed("## Done\n- [x] A", [](Draft& draft) { draft.add_completed(done("B")); }),
            "## Done\n- [x] A\n- [x] B — `1a2b3c4` (2025-06-30)");
  EXPECT_EQ(changed("## Next\n1. A\n2. B", [](Draft& draft) { draft.remove(kNext, 1); }), "## Next\n1. A");
}

TEST(Draft, RenumbersWhatFollows) {
  EXPECT_EQ(changed("## Next\n1. A\n2. B\n3. C\n", [](Draft& draft) { draft.remove(kNext, 0); }),
            "## Next\n1. B\n2. C\n");
  EXPECT_EQ(changed("## Next\n1) A\n1) B\n", [](Draft& draft) { draft.append(kNext, open("C")); }),
            "## Next\n1) A\n1) B\n1) C\n");
  EXPECT_EQ(changed("## Next\n1. A\n2. B\n", [](Draft& draft) { draft.insert(kNext, 1, open("N")); }),
            "## Next\n1. A\n2. N\n3. B\n");
}

TEST(Draft, LeavesNumbersThatAPersonChose) {
  EXPECT_EQ(changed("## Next\n1. A\n5. B\n7. C\n", [](Draft& draft) { draft.remove(kNext, 0); }),
            "## Next\n5. B\n7. C\n");
}

TEST(Draft, AddsAtTheTopOfANewestFirstFile) {
  EXPECT_EQ(changed("## Done\n- [x] B (2025-06-20)\n- [x] A (2025-06-10)\n",
                    [](Draft& draft) { draft.add_completed(done("C")); }),
            "## Done\n- [x] C — `1a2b3c4` (2025-06-30)\n- [x] B (2025-06-20)\n- [x] A (2025-06-10)\n");
}

TEST(Draft, ChangesOnlyTheHashWhenOnlyTheHashChanges) {
  const std::string text = "## Done\n-   [X]  A  — `0000000` (2025-06-30)  \n";
  const Document document = parse_document(text);
  Draft draft(document);
  draft.set_commit(0, "1a2b3c4", "2025-06-30");
  const std::size_t at = text.find("0000000");
  EXPECT_EQ(draft.edits(), (std::vector<Edit>{{{at, at + 7}, "1a2b3c4"}}));
}

TEST(Draft, ReinstatesAnItemInItsOwnPlace) {
  const std::string text = "## Done\n- [x] A — `0000000` (2025-06-30)\n- [x] B\n";
  const auto back = [](Draft& draft) {
    DraftItem item = draft.remove(kCompleted, 0);
    draft.set_commit(draft.reinstate(kCompleted, std::move(item)), "1a2b3c4", "2025-07-01");
  };
  EXPECT_EQ(changed(text, back), "## Done\n- [x] A — `1a2b3c4` (2025-07-01)\n- [x] B\n");
}

TEST(Draft, SetsAndRemovesNotes) {
  EXPECT_EQ(changed("## In Progress\n- [ ] A\n- [ ] B — old\n- [ ] C — gone\n",
                    [](Draft& draft) {
                      draft.set_note(0, "new");
                      draft.set_note(1, "newer");
                      draft.set_note(2, "");
                    }),
            "## In Progress\n- [ ] A — new\n- [ ] B — newer\n- [ ] C\n");
}

/// The one edit that putting `mark` on the first completed item makes.
std::vector<Edit> mark_edits(const std::string& text, const std::string& mark) {
  const Document document = parse_document(text);
  Draft draft(document);
  draft.set_mark(0, mark);
  return draft.edits();
}

TEST(Draft, PutsAMarkOnAndTakesItOffAgain) {
  const auto mark = [](const std::string& value) {
    return [value](Draft& draft) { draft.set_mark(0, value); };
  };
  for (const std::string item :
       {"* [x] A — `0000000` (2025-06-30)", "- [X]  A (commit: abc1234)", "+ ✅ A - abc1234", "1. A (abc1234)",
        "- [x] A — `d5e6f7g`  ", "- [x] `0000000`", "- [x] A — `0000000`\r\n  more — `b`"}) {
    const std::string before = "## Done\r\n" + item + "\r\n* [x] B";
    const std::string gone = changed(before, mark("commit gone"));
    EXPECT_NE(gone.find(" — commit gone"), std::string::npos) << gone;
    EXPECT_EQ(gone.size(), before.size() + std::string(" — commit gone").size()) << gone;
    EXPECT_EQ(changed(gone, mark("")), before);
    const std::string reverted = changed(gone, mark("reverted by `1a2b3c4`"));
    EXPECT_EQ(reverted, changed(before, mark("reverted by `1a2b3c4`")));
    EXPECT_EQ(changed(reverted, mark("")), before);
    EXPECT_TRUE(mark_edits(gone, "commit gone").empty());
    EXPECT_TRUE(mark_edits(before, "").empty());
  }
}

TEST(Draft, PutsTheMarkBehindTheDateElseBehindTheHash) {
  const std::string dated = "## Done\n-   [X]  A  — `0000000` (2025-06-30)  \n  nested\n";
  const std::size_t at = dated.find("  \n  nested");
  EXPECT_EQ(mark_edits(dated, "commit gone"), (std::vector<Edit>{{{at, at}, " — commit gone"}}));
  const std::string old = "## Done\n* [x] A (abc1234)\n";
  EXPECT_EQ(mark_edits(old, "commit gone"),
            (std::vector<Edit>{{{old.size() - 1, old.size() - 1}, " — commit gone"}}));
}

TEST(Draft, PutsNoMarkOnAnItemWithoutAHash) {
  EXPECT_TRUE(mark_edits("## Done\n- [x] A\n", "commit gone").empty());
  EXPECT_TRUE(mark_edits("## Done\n- [x] A (2025-06-30)\n", "commit gone").empty());
  EXPECT_TRUE(mark_edits("## Done\n- [x] A — commit gone\n", "").empty());
}

TEST(Draft, SetsMarkAndCommitAtOnce) {
  const std::string text =
      "## Done\n- [x] A — `0000000` (2025-06-30) — commit gone\n- [x] B (abc1234) — commit gone\n- [x] C\n"
      "- [x] D (2025-06-30)\n- [x] E — `0000000` — reverted by 2222222\n";
  const auto change = [](Draft& draft) {
    draft.set_commit(0, "1a2b3c4", "2025-07-01");
    draft.set_commit(1, "1a2b3c4", "2025-07-01");
    draft.set_mark(1, "");
    draft.set_commit(2, "1a2b3c4", "2025-07-01");
    draft.set_mark(2, "commit gone");
    draft.set_mark(3, "reverted by `5d6e7f8`");
    draft.set_commit(3, "1a2b3c4", "2025-07-01");
    draft.set_words(kCompleted, 4, "Eve");
    draft.set_mark(4, "commit gone");
  };
  EXPECT_EQ(
      changed(text, change),
      "## Done\n- [x] A — `1a2b3c4` (2025-07-01) — commit gone\n- [x] B (1a2b3c4)\n"
      "- [x] C — `1a2b3c4` (2025-07-01) — commit gone\n"
      "- [x] D — `1a2b3c4` (2025-07-01) — reverted by `5d6e7f8`\n- [x] Eve — `0000000` — commit gone\n");
}

TEST(Draft, KeepsTheMarkOnlyAmongCompletedItems) {
  const std::string text =
      "## Done\n* [x] A — `0000000` (2025-06-30) — commit gone\n* [x] B\n\n## In Progress\n* [ ] C\n\n## "
      "Next\n1. D\n";
  const auto move_to = [&text](SectionKind kind) {
    return changed(text, [kind](Draft& draft) { draft.append(kind, draft.remove(kCompleted, 0)); });
  };
  EXPECT_EQ(move_to(kInProgress), "## Done\n* [x] B\n\n## In Progress\n* [ ] C\n* [ ] A\n\n## Next\n1. D\n");
  EXPECT_EQ(move_to(kNext), "## Done\n* [x] B\n\n## In Progress\n* [ ] C\n\n## Next\n1. D\n2. A\n");
  EXPECT_EQ(move_to(kCompleted),
            "## Done\n* [x] B\n* [x] A — `0000000` (2025-06-30) — commit gone\n\n## In Progress\n* [ ] "
            "C\n\n## Next\n1. D\n");
  EXPECT_EQ(changed(text, [](Draft& draft) { draft.reinstate(kCompleted, draft.remove(kCompleted, 0)); }),
            text);
  const Document document = parse_document(text);
  Draft draft(document);
  draft.append(kInProgress, draft.remove(kCompleted, 0));
  EXPECT_EQ(draft.items(kInProgress).back().mark, "");
  draft.add_completed(draft.remove(kInProgress, 1));
  EXPECT_EQ(draft.items(kCompleted).back().mark, "");
}

TEST(Draft, TellsWhetherFurtherLinesBelongToAnItem) {
  const Document document =
      parse_document("## Done\r\n* [x] A\r\n  mine\r\n* [x] B\r\n\r\n* [x] C\r\n\r\n## In Progress\r\n");
  Draft draft(document);
  EXPECT_TRUE(draft.has_nested(kCompleted, 0));
  EXPECT_FALSE(draft.has_nested(kCompleted, 1));
  EXPECT_FALSE(draft.has_nested(kCompleted, 2));
  draft.append(kInProgress, draft.remove(kCompleted, 0));
  EXPECT_FALSE(draft.has_nested(kCompleted, 0));
  EXPECT_TRUE(draft.has_nested(kInProgress, 0));
  draft.append(kInProgress, open("D"));
  EXPECT_FALSE(draft.has_nested(kInProgress, 1));
}

TEST(Draft, KeepsALooseListLoose) {
  EXPECT_EQ(
      changed("## Done\n- [x] A\n\n- [x] B\n\ntext\n", [](Draft& draft) { draft.add_completed(done("C")); }),
      "## Done\n- [x] A\n\n- [x] B\n\n- [x] C — `1a2b3c4` (2025-06-30)\n\ntext\n");
  EXPECT_EQ(changed("## In Progress\n- [ ] A\n\n- [ ] B\n\n- [ ] C\n",
                    [](Draft& draft) { draft.remove(kInProgress, 1); }),
            "## In Progress\n- [ ] A\n\n- [ ] C\n");
}

TEST(Draft, FollowsTheStyleOfAForeignList) {
  EXPECT_EQ(changed("## Done\n+ ✅ A\n", [](Draft& draft) { draft.add_completed(done("B")); }),
            "## Done\n+ ✅ A\n+ ✅ B — `1a2b3c4` (2025-06-30)\n");
  EXPECT_EQ(changed("## Next Steps\n- [ ] A\n", [](Draft& draft) { draft.append(kNext, open("B")); }),
            "## Next Steps\n- [ ] A\n- [ ] B\n");
}

TEST(Draft, WritesIntoAnEmptySection) {
  EXPECT_EQ(changed("## Done\n\n## Next\n", [](Draft& draft) { draft.add_completed(done("A")); }),
            "## Done\n- [x] A — `1a2b3c4` (2025-06-30)\n\n## Next\n");
  EXPECT_EQ(changed("## Done\nsome words\n## Next\n", [](Draft& draft) { draft.add_completed(done("A")); }),
            "## Done\nsome words\n\n- [x] A — `1a2b3c4` (2025-06-30)\n## Next\n");
}

TEST(Draft, RefusesASectionThatAFenceSwallows) {
  const Document document = parse_document("## Done\n```\n- [x] A\n");
  EXPECT_FALSE(Draft(document).can_edit(kCompleted));
}

TEST(Draft, AddsAndRemovesBlockers) {
  const std::string head = "## Blockers\n| Blocker | Impact | Mitigation | Status |\n|---|---|---|---|\n";
  const std::string none = head + "| _(None identified)_ | — | — | — |\n";
  const std::string one = head + "| No \\| key | — | — | Open |\n";
  EXPECT_EQ(changed(none, [](Draft& draft) { EXPECT_TRUE(draft.add_blocker("No | key")); }), one);
  EXPECT_EQ(changed(one, [](Draft& draft) { EXPECT_TRUE(draft.remove_blocker("No | key")); }), none);
  EXPECT_EQ(changed(one, [](Draft& draft) { EXPECT_FALSE(draft.add_blocker("no | KEY.")); }), one);
  EXPECT_EQ(changed("## Blockers\n_(None)_\n", [](Draft& draft) { draft.add_blocker("No key"); }),
            "## Blockers\n- No key\n");
}

TEST(Draft, RefreshesOnlyTheCheckpointValuesThatDiffer) {
  const std::string text =
      "## Git Checkpoint\n- **Branch**: main\n- **Last Commit**:\n- **Uncommitted Changes**:\n  - M "
      "a\nTimestamp: x\n";
  EXPECT_EQ(changed(text,
                    [](Draft& draft) {
                      draft.set_checkpoint({"main", "`1` — s", "None", "now"});
                    }),
            "## Git Checkpoint\n- **Branch**: main\n- **Last Commit**: `1` — s\n- **Uncommitted Changes**:\n "
            " - M a\n"
            "Timestamp: now\n");
}

TEST(Draft, FillsAnEmptyCheckpointSection) {
  EXPECT_EQ(changed("## Git Checkpoint\n",
                    [](Draft& draft) {
                      draft.set_checkpoint({"b", "c", "None", "t"});
                    }),
            "## Git Checkpoint\n- **Branch**: b\n- **Last Commit**: c\n- **Uncommitted Changes**: None\n"
            "- **Timestamp**: t\n");
}

TEST(Draft, SetsTheProgress) {
  EXPECT_EQ(changed("## Current Phase\n**Phase 1: X**\nProgress: 5% complete\n",
                    [](Draft& draft) { draft.set_progress(100); }),
            "## Current Phase\n**Phase 1: X**\nProgress: 100% complete\n");
}

}  // namespace
}  // namespace session
