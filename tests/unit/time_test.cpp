// SPDX-License-Identifier: MIT
// Tests of times as text.
#include "core/text/time.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace session {
namespace {

constexpr std::int64_t kSmallest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

TEST(FormatTimestamp, WritesUtcWithSeconds) {
  EXPECT_EQ(format_timestamp(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(format_timestamp(1751292000), "2025-06-30T14:00:00Z");
  EXPECT_EQ(format_timestamp(-1), "1969-12-31T23:59:59Z");
  EXPECT_EQ(format_timestamp(951868799), "2000-02-29T23:59:59Z");
}

TEST(FormatTimestamp, StaysInsideTheYearsOfFourDigits) {
  EXPECT_EQ(format_timestamp(kSmallest), "0000-01-01T00:00:00Z");
  EXPECT_EQ(format_timestamp(kLargest), "9999-12-31T23:59:59Z");
  EXPECT_EQ(format_timestamp(253402300799), "9999-12-31T23:59:59Z");
}

TEST(FormatDate, GivesTheDayInTheZone) {
  EXPECT_EQ(format_date(1751326200, 0), "2025-06-30");  // 23:30 UTC
  EXPECT_EQ(format_date(1751326200, 60), "2025-07-01");
  EXPECT_EQ(format_date(1751326200, -480), "2025-06-30");
  EXPECT_EQ(format_date(0, -1), "1969-12-31");
}

TEST(FormatDate, TakesAnyNumbers) {
  EXPECT_EQ(format_date(kLargest, std::numeric_limits<int>::max()), "9999-12-31");
  EXPECT_EQ(format_date(kSmallest, std::numeric_limits<int>::min()), "0000-01-01");
}

TEST(ParseTimestamp, ReadsItsOwnForm) {
  EXPECT_EQ(parse_timestamp("2025-06-30T14:00:00Z"), 1751292000);
  EXPECT_EQ(parse_timestamp("1969-12-31T23:59:59Z"), -1);
}

TEST(ParseTimestamp, ReadsZones) {
  EXPECT_EQ(parse_timestamp("2025-06-30T16:00:00+02:00"), 1751292000);
  EXPECT_EQ(parse_timestamp("2025-06-30T08:30:00-0530"), 1751292000);
  EXPECT_EQ(parse_timestamp("2025-06-30 16:00 +02"), 1751292000);
  EXPECT_EQ(parse_timestamp("2025-06-30 14:00 UTC"), 1751292000);
}

TEST(ParseTimestamp, ReadsShorterForms) {
  EXPECT_EQ(parse_timestamp("  2025-06-30 14:00\r\n"), 1751292000);
  EXPECT_EQ(parse_timestamp("2025-06-30T14:00:00.250Z"), 1751292000);
  EXPECT_EQ(parse_timestamp("2025-06-30"), 1751241600);
}

TEST(ParseTimestamp, RefusesEverythingElse) {
  for (const std::string_view text :
       {"", " ", "yesterday", "2025-02-29", "2025-13-01", "2025-06-31", "2025-06-30T", "2025-06-30T24:00Z",
        "2025-06-30T14:60Z", "2025-06-30T14:00:61Z", "2025-06-30T14:00:00.Z", "2025-06-30T14:00Zulu",
        "2025-06-30T14:00+2:00", "2025-06-30T14:00+02:", "2025-06-30T14:00+02:60", "2025-06-30 (morning)",
        "2025-06-30/31", "25-06-30", "2025-6-30"}) {
    EXPECT_EQ(parse_timestamp(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace session
