// SPDX-License-Identifier: MIT
#include "core/text/line_diff.hpp"

#include <gtest/gtest.h>

#include <string>

namespace session {
namespace {

using Lines = std::vector<std::string_view>;

TEST(LineDiff, EqualListsHaveNoHunks) {
  EXPECT_TRUE(diff_lines({}, {}).empty());
  EXPECT_TRUE(diff_lines({"a", "b"}, {"a", "b"}).empty());
}

TEST(LineDiff, InsertedLinesHaveNoLinesBefore) {
  EXPECT_EQ(diff_lines({"a", "b"}, {"a", "x", "y", "b"}), (std::vector<Hunk>{{1, 1, 1, 3}}));
  EXPECT_EQ(diff_lines({}, {"a"}), (std::vector<Hunk>{{0, 0, 0, 1}}));
}

TEST(LineDiff, RemovedLinesHaveNoLinesAfter) {
  EXPECT_EQ(diff_lines({"a", "b", "c"}, {"a", "c"}), (std::vector<Hunk>{{1, 2, 1, 1}}));
  EXPECT_EQ(diff_lines({"a"}, {}), (std::vector<Hunk>{{0, 1, 0, 0}}));
}

TEST(LineDiff, HunksLieBetweenLinesThatStay) {
  EXPECT_EQ(diff_lines({"a", "b", "c", "d", "e"}, {"x", "b", "c", "e", "f"}),
            (std::vector<Hunk>{{0, 1, 0, 1}, {3, 4, 3, 3}, {5, 5, 4, 5}}));
}

TEST(LineDiff, AMovedLineIsOneRemovedAndOneInserted) {
  EXPECT_EQ(diff_lines({"m", "a", "b", "c"}, {"a", "b", "c", "m"}),
            (std::vector<Hunk>{{0, 1, 0, 0}, {4, 4, 3, 4}}));
}

TEST(LineDiff, ThousandsOfChangesAreOneHunk) {
  std::vector<std::string> texts;
  for (int i = 0; i < 3000; ++i) texts.push_back("line " + std::to_string(i));
  Lines before{"head"};
  Lines after{"head"};
  for (std::size_t i = 0; i < texts.size(); ++i) (i % 2 == 0 ? before : after).push_back(texts[i]);
  before.push_back("tail");
  after.push_back("tail");
  EXPECT_EQ(diff_lines(before, after), (std::vector<Hunk>{{1, 1501, 1, 1501}}));
}

}  // namespace
}  // namespace session
