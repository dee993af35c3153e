// SPDX-License-Identifier: MIT
// The merge of texts line by line.
#include "core/merge/line_merge.hpp"

#include "core/text/line_diff.hpp"

#include <gtest/gtest.h>

#include <string>

namespace session {
namespace {

std::string merged(const std::string& base, const std::string& ours, const std::string& theirs,
                   std::size_t conflicts = 0) {
  const MergedText result = merge_plain_texts({base, ours, theirs}, {});
  EXPECT_EQ(result.conflicts, conflicts);
  return result.text;
}

TEST(LineDiff, FindsTheLinesInCommon) {
  using Matches = std::vector<std::optional<std::size_t>>;
  EXPECT_EQ(match_lines({"a", "b", "c", "d"}, {"a", "c", "x", "d"}), (Matches{0, std::nullopt, 1, 3}));
  EXPECT_EQ(match_lines({"a", "b", "c"}, {"c", "b", "a"}).size(), 3U);
  EXPECT_EQ(match_lines({}, {"a"}), Matches{});
  EXPECT_EQ(match_lines({"a"}, {}), Matches{std::nullopt});
}

TEST(LineDiff, SplitsAtEveryLineEnding) {
  EXPECT_EQ(split_whole_lines("a\nb\r\nc\rd"), (std::vector<std::string_view>{"a\n", "b\r\n", "c\r", "d"}));
}

TEST(LineMerge, TakesTheChangedSide) {
  EXPECT_EQ(merged("a\nb\nc\n", "a\nB\nc\n", "a\nb\nc\nd\n"), "a\nB\nc\nd\n");
  EXPECT_EQ(merged("a\nb\nc\n", "b\nc\n", "a\nb\n"), "b\n");
}

TEST(LineMerge, NeighbouringChangesDoNotConflict) {
  EXPECT_EQ(merged("a\nb\n", "A\nb\n", "a\nB\n"), "A\nB\n");
  EXPECT_EQ(merged("a\nb\n", "a\nx\nb\n", "a\nB\n"), "a\nx\nB\n");
  EXPECT_EQ(merged("a\nb\n", "A\nb\n", "a\nx\nb\n"), "A\nx\nb\n");
}

TEST(LineMerge, TheSameChangeOnBothSidesIsMadeOnce) {
  EXPECT_EQ(merged("a\nb\n", "a\nx\nb\n", "a\nx\nb\nc\n"), "a\nx\nb\nc\n");
}

TEST(LineMerge, MarksOnlyTheLinesThatConflict) {
  EXPECT_EQ(merged("a\nb\nc\n", "a\nx\nC\n", "a\ny\nC\n", 1),
            "a\n<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\nC\n");
  EXPECT_EQ(merged("", "a\nb\n", "a\nc\n", 1), "a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n");
  EXPECT_EQ(merged("a\nb\n", "a\n", "a\nc\n", 1), "a\n<<<<<<< ours\n=======\nc\n>>>>>>> theirs\n");
}

TEST(LineMerge, AnUnendedLineGetsAnEndingBeforeAnother) {
  EXPECT_EQ(merged("a", "a\nb", "a\nc", 1), "a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n");
  EXPECT_EQ(merged("x\na", "x\na", "x\na\nb"), "x\na\nb");
}

TEST(LineMerge, TakesTheirsWithoutMarkers) {
  ConflictStyle style;
  style.on_conflict = OnConflict::take_theirs;
  EXPECT_EQ(merge_plain_texts({"a\nb\n", "x\nb\nc\n", "y\nb\n"}, style), (MergedText{"y\nb\nc\n", 1}));
}

TEST(LineMerge, UsesTheMarkersThatGitAsksFor) {
  EXPECT_EQ(merge_plain_texts({"a\r\n", "b\r\n", "c\r\n"}, {OnConflict::mark, 3, "HEAD", ""}).text,
            "<<< HEAD\r\nb\r\n===\r\nc\r\n>>>\r\n");
}

}  // namespace
}  // namespace session
