// SPDX-License-Identifier: MIT
// What the columns of tables are read as.
#include "core/document/table_columns.hpp"

#include "core/markdown/markdown.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using session::Table;

Table table_of(const std::string& text) {
  return session::parse_blocks(text).tables.at(0);
}

TEST(TableColumns, FollowTheWordsOfTheHeader) {
  const std::string text = "| # | Status | Issue | Workaround |\n|--|--|--|--|\n| 1 | Open | a | b |\n";
  const auto columns = session::find_blocker_columns(text, table_of(text));
  EXPECT_EQ(columns.text, 2U);
  EXPECT_EQ(columns.status, 1U);
  EXPECT_EQ(columns.mitigation, 3U);
  EXPECT_FALSE(columns.impact);
}

TEST(TableColumns, TheLastColumnIsTheStatusWhenNoHeaderSaysSo) {
  const std::string text = "| Blocker | Owner |\n|--|--|\n";
  EXPECT_EQ(session::find_blocker_columns(text, table_of(text)).status, 1U);
  const std::string alone = "| Blocker |\n|--|\n";
  EXPECT_FALSE(session::find_blocker_columns(alone, table_of(alone)).status);
}

TEST(TableColumns, OfHistoryMayBeMissing) {
  const std::string text = "| Date | Notes |\n|--|--|\n";
  const auto columns = session::find_history_columns(text, table_of(text));
  EXPECT_EQ(columns.date, 0U);
  EXPECT_EQ(columns.progress, 1U);
  EXPECT_FALSE(columns.session);
  EXPECT_FALSE(columns.duration);
}

TEST(TableCells, AreReadWithoutEscapesAndDashes) {
  EXPECT_EQ(session::parse_cell("a \\| b"), "a | b");
  EXPECT_EQ(session::parse_cell("—"), "");
  EXPECT_EQ(session::parse_cell("a\\b"), "a\\b");
}

TEST(BlockerStatus, OfAnOldBlockerIsResolved) {
  for (const char* status : {"Resolved", "✅ Closed", "**Done**", "fixed 2025-07-01", "✅"})
    EXPECT_TRUE(session::is_resolved_status(status)) << status;
  for (const char* status : {"Open", "", "In progress", "Not resolved", "Investigating"})
    EXPECT_FALSE(session::is_resolved_status(status)) << status;
}

}  // namespace
