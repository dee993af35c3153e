// SPDX-License-Identifier: MIT
// Tests of the checkpoint's fields as text.
#include "core/checkpoint/checkpoint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace session {
namespace {

using testing::ElementsAre;
using testing::Optional;

const std::string kId = "1234567890123456789012345678901234567890";

Checkpoint at(std::string abbreviated, std::string subject) {
  return {Head{"main", ObjectId{kId}}, std::move(abbreviated), std::move(subject), {}, 0};
}

TEST(FormatBranch, NamesTheBranchOrSaysDetached) {
  EXPECT_EQ(format_branch({"feature/x", ObjectId{kId}}), "feature/x");
  EXPECT_EQ(format_branch({std::nullopt, ObjectId{kId}}), "(detached)");
  EXPECT_EQ(format_branch({"main", std::nullopt}), "main");
}

TEST(FormatBranch, KeepsABranchCalledDetachedApart) {
  EXPECT_EQ(format_branch({"(detached)", ObjectId{kId}}), "\\(detached)");
  EXPECT_THAT(parse_branch("\\(detached)"), Optional(BranchText{false, "(detached)"}));
}

TEST(FormatBranch, LetsNothingOutOfItsLine) {
  EXPECT_EQ(format_branch({"a<!--b", std::nullopt}), "a\\<!--b");
  EXPECT_EQ(format_branch({"a\xe2\x80\xae"
                           "b",
                           std::nullopt}),
            "a b");
}

TEST(FormatLastCommit, PutsTheHashInFrontOfTheSubject) {
  EXPECT_EQ(format_last_commit(at("1234567", "Add `login`")), "`1234567` — Add `login`");
  EXPECT_EQ(format_last_commit(at("1234567", "a\nb<!-- c")), "`1234567` — a b\\<!-- c");
  EXPECT_EQ(format_last_commit(at("1234567", " \x1b ")), "`1234567`");
}

TEST(FormatLastCommit, SaysWhenThereIsNone) {
  EXPECT_EQ(format_last_commit(Checkpoint{Head{"main", std::nullopt}, "", "", {}, 0}), "_(no commit yet)_");
}

TEST(FormatChanges, ListsStatusAndPath) {
  EXPECT_EQ(format_changes({}, 20), "None");
  Checkpoint checkpoint;
  checkpoint.changes = {{"M", "a"}};
  EXPECT_EQ(format_own_changes(checkpoint, 20), "M a");
  checkpoint = {};
  checkpoint.not_listed = 500'000;
  EXPECT_EQ(format_own_changes(checkpoint, 20), "not listed (500000 files)");
  EXPECT_EQ(format_changes({{"M", "a.py"}, {"??", "my notes.txt"}, {"UU", "z"}}, 20),
            "M a.py, ?? my notes.txt, UU z");
}

TEST(FormatChanges, CountsWhatIsNotListed) {
  const std::vector<Change> changes = {{"M", "a"}, {"M", "b"}, {"M", "c"}};
  EXPECT_EQ(format_changes(changes, 3), "M a, M b, M c");
  EXPECT_EQ(format_changes(changes, 1), "M a, and 2 more");
  EXPECT_EQ(format_changes(changes, 0), "and 3 more");
}

TEST(FormatChange, QuotesAsGitDoes) {
  EXPECT_EQ(format_change({"M", "a,b"}), R"(M "a,b")");
  EXPECT_EQ(format_change({"M", "a\"b"}), R"(M "a\"b")");
  EXPECT_EQ(format_change({"M", "a`b"}), R"(M "a`b")");
  EXPECT_EQ(format_change({"M", "a\\b"}), R"(M "a\\b")");
  EXPECT_EQ(format_change({"M", "a\n\t\a\x01\x7f"}), R"(M "a\n\t\a\001\177")");
  EXPECT_EQ(format_change({"M", "größe/日本"}), "M größe/日本");
  EXPECT_EQ(format_change({"M", "größe,x"}), R"(M "größe,x")");
}

TEST(FormatChange, ShowsHiddenBytesAsOctal) {
  EXPECT_EQ(format_change({"M", "a\xff"}), R"(M "a\377")");
  EXPECT_EQ(format_change({"M", "a\xc2\x9b"}), R"(M "a\302\233")");
  EXPECT_EQ(format_change({"M", "a\xe2\x80\xae"}), R"(M "a\342\200\256")");
  EXPECT_EQ(format_change({"M", "a\xe2\x80\xa8"}), R"(M "a\342\200\250")");
  EXPECT_EQ(format_change({"M", "a<!--b"}), R"(M "a\074!--b")");
  EXPECT_EQ(format_change({"M", " a b "}), R"(M "\040a b\040")");
}

TEST(FormatChange, QuotesAPathThatLooksLikeTheEndOfAShortenedList) {
  EXPECT_EQ(format_change({"M", "x and 3 more"}), R"(M "x and 3 more")");
  EXPECT_EQ(format_change({"M", "x and some more"}), "M x and some more");
}

TEST(ParseChanges, ReadsNone) {
  for (const std::string_view text : {"None", " none\r\n", "_(None)_", "None."}) {
    EXPECT_THAT(parse_changes(text), Optional(std::vector<Change>{})) << text;
  }
}

TEST(ParseChanges, ReadsAList) {
  EXPECT_THAT(parse_changes("M a b.py, ?? `c.py`,MM d"),
              Optional(ElementsAre(Change{"M", "a b.py"}, Change{"??", "c.py"}, Change{"MM", "d"})));
  EXPECT_THAT(parse_changes(R"(M "a, b\303\251\"" , A x)"),
              Optional(ElementsAre(Change{"M", "a, b\xc3\xa9\""}, Change{"A", "x"})));
}

TEST(ParseChanges, ReadsNoProse) {
  for (const std::string_view text :
       {"", "Yes", "390 modified files", "A few files", "M", "M a,", "M a, the rest is clean", "M \"a",
        "M \"a\\x\"", "M \"a\\400\"", "M \"a\" b", "M a and 3 more", "M a, and 3 more", "and 12 more", "m a",
        "?M a", "—"}) {
    EXPECT_EQ(parse_changes(text), std::nullopt) << text;
  }
}

TEST(ParseUnlisted, GivesTheNumberThatIsNotListed) {
  EXPECT_EQ(parse_unlisted("M a, and 12 more"), 12U);
  EXPECT_EQ(parse_unlisted("and 3 more "), 3U);
  for (const std::string_view text :
       {"", " more", "3 more", "sand 3 more", "and many more", "and 3 more files",
        "and 99999999999999999999 more", "M \"and 3 more\""}) {
    EXPECT_EQ(parse_unlisted(text), std::nullopt) << text;
  }
}

TEST(SortChanges, OrdersPathsByByte) {
  std::vector<Change> changes = {{"M", "b"}, {"A", "a/x"}, {"M", "\xc3\xa9"}, {"M", "B"}, {"M", "a-x"}};
  sort_changes(changes);
  EXPECT_THAT(changes, ElementsAre(Change{"M", "B"}, Change{"M", "a-x"}, Change{"A", "a/x"}, Change{"M", "b"},
                                   Change{"M", "\xc3\xa9"}));
}

TEST(ParseBranch, ReadsWhatPeopleWrite) {
  EXPECT_THAT(parse_branch("feature/x"), Optional(BranchText{false, "feature/x"}));
  EXPECT_THAT(parse_branch(" `main` (ahead of origin by 2)"), Optional(BranchText{false, "main"}));
  EXPECT_THAT(parse_branch("**main**"), Optional(BranchText{false, "main"}));
  EXPECT_THAT(parse_branch("main (clean)"), Optional(BranchText{false, "main"}));
  EXPECT_THAT(parse_branch("a\\<!--b"), Optional(BranchText{false, "a<!--b"}));
  EXPECT_THAT(parse_branch("fix-detached"), Optional(BranchText{false, "fix-detached"}));
}

TEST(ParseBranch, KnowsADetachedHead) {
  for (const std::string_view text :
       {"(detached)", "HEAD", "(no branch)", "HEAD (detached at 1a2b3c4)", "detached HEAD"}) {
    EXPECT_THAT(parse_branch(text), Optional(BranchText{true, ""})) << text;
  }
}

TEST(ParseBranch, FindsNothingInPlaceholders) {
  for (const std::string_view text : {"", "  ", "—", "None", "_(none)_", "N/A", "TBD"}) {
    EXPECT_EQ(parse_branch(text), std::nullopt) << text;
  }
}

TEST(ParseLastCommit, ReadsEverySpellingThatPeopleUse) {
  const std::vector<std::tuple<std::string_view, std::string, std::string>> cases = {
      {"`515000b` — docs(012): more", "515000b", "docs(012): more"},
      {"`515000b` docs(012): more", "515000b", "docs(012): more"},
      {"`3c50b0a` - fix: it", "3c50b0a", "fix: it"},
      {"`3c50b0a` – fix", "3c50b0a", "fix"},
      {"3c50b0a: fix", "3c50b0a", "fix"},
      {"771ef4c (2025-12-11)", "771ef4c", ""},
      {"`771ef4c` (2025-12-11 18:00) — fix", "771ef4c", "fix"},
      {"771ef4c", "771ef4c", ""},
      {"main @ `f4e5d6c`", "f4e5d6c", ""},
      {"main@f4e5d6c fix", "f4e5d6c", "fix"},
      {"COMMIT: 563c4b9012345678901234567890123456789012", "563c4b9012345678901234567890123456789012", ""},
      {"563c4b9…", "563c4b9", ""},
      {"Skill tested and verified (2025-11-04, commit 63df90c)", "63df90c", ""},
      {"2025-12-10 (`cf27c28`)", "cf27c28", ""},
      {"HEAD is at work; commit `D15CC35`: x", "d15cc35", "x"},
      {"**`dead`** — short", "dead", "short"},
      {"[`abc1234`](https://example.org/c/abc1234) fix", "abc1234", "fix"},
      {"[abc1234](https://example.org/c/abc1234)", "abc1234", ""},
      {"`abc1234` — (2025-12-11)", "abc1234", "(2025-12-11)"},
      {"`abc1234` — — x", "abc1234", "— x"},
      {"`abc1234` -x is read", "abc1234", "-x is read"},
  };
  for (const auto& [text, hash, subject] : cases) {
    EXPECT_THAT(parse_last_commit(text), Optional(CommitText{hash, subject})) << text;
  }
}

TEST(ParseLastCommit, FindsNoHashWhereThereIsNone) {
  for (const std::string_view text : {"",
                                      "None",
                                      "(pending)",
                                      "_(no commit yet)_",
                                      "Phase 3 complete (2025-12-08)",
                                      "`feat: T-SF05 more`",
                                      "Wave 5.2 committed (pending)",
                                      "added login",
                                      "decade",
                                      "`d5e6f7g`",
                                      "`feat: x` (commit 63df90c)",
                                      "9e72e4c, bd3a9c2",
                                      "本轮 commits 4d59eb8→12093ab",
                                      "4d59eb8..12093ab",
                                      "Fix `deadbee` in the parser",
                                      "`abc1234",
                                      "`abc`",
                                      "1234567x",
                                      "recommit 63df90c",
                                      "(2025-12-08)",
                                      "(20251208)"}) {
    EXPECT_EQ(parse_last_commit(text), std::nullopt) << text;
  }
}

TEST(FindSubject, JoinsTheLinesOfTheFirstParagraph) {
  EXPECT_EQ(find_subject("Add login\n\nBody\n"), "Add login");
  EXPECT_EQ(find_subject("\n \t\nAdd\nlogin  \n form\r\n\r\nBody"), "Add login  form");
  EXPECT_EQ(find_subject("  indented\n"), "  indented");
  EXPECT_EQ(find_subject("\n\n"), "");
  EXPECT_EQ(find_subject(""), "");
  EXPECT_EQ(find_subject("a\vb"), "a\vb");
}

TEST(FindSubject, EndsAtANulAsGitDoes) {
  EXPECT_EQ(find_subject(std::string_view("a b\0c\nd", 7)), "a b");
}

}  // namespace
}  // namespace session
