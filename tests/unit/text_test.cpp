// SPDX-License-Identifier: MIT
#include "core/text/text.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

TEST(ApplyEdits, SplicesInAnyOrder) {
  EXPECT_EQ(apply_edits("one two three", {{{8, 13}, "3"}, {{0, 3}, "1"}}), "1 two 3");
}

TEST(ApplyEdits, KeepsTheOrderOfInsertionsAtOnePlace) {
  EXPECT_EQ(apply_edits("ad", {{{1, 1}, "b"}, {{1, 1}, "c"}}), "abcd");
}

TEST(ApplyEdits, WithoutEditsGivesTheSameBytes) {
  const std::string bytes("\xff\0\r\n\r\xef\xbb\xbf", 9);
  EXPECT_EQ(apply_edits(bytes, {}), bytes);
}

TEST(FindLineEnding, TakesTheMostUsed) {
  EXPECT_EQ(find_line_ending(""), "\n");
  EXPECT_EQ(find_line_ending("a\r\nb\r\nc\n"), "\r\n");
  EXPECT_EQ(find_line_ending("a\rb\r"), "\r");
  EXPECT_EQ(find_line_ending("a\nb\r\n"), "\n");
}

TEST(SplitLines, LeavesOutLineEndings) {
  EXPECT_EQ(split_lines("a\r\n\rb\nc"), (std::vector<Span>{{0, 1}, {3, 3}, {4, 5}, {6, 7}}));
  EXPECT_EQ(split_lines("a\n"), (std::vector<Span>{{0, 1}}));
  EXPECT_TRUE(split_lines("").empty());
}

}  // namespace
}  // namespace session
