// SPDX-License-Identifier: MIT
#include "core/handoff/duration.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 3600;

TEST(FindDuration, SumsWhatLiesBetweenSignsOfLife) {
  EXPECT_EQ(find_duration({0, kHour}, 2 * kHour, 120), 2 * kHour);
  EXPECT_EQ(find_duration({kHour, 0, kHour}, 2 * kHour, 120), 2 * kHour);
  EXPECT_EQ(find_duration({kHour}, kHour, 120), 0);
}

TEST(FindDuration, LeavesOutGapsThatAreLongerThanAllowed) {
  EXPECT_EQ(find_duration({0}, 2 * kHour, 120), 2 * kHour);
  EXPECT_EQ(find_duration({0}, 2 * kHour + 1, 120), 0);
  EXPECT_EQ(find_duration({0, 10 * kHour}, 11 * kHour, 120), kHour);
}

TEST(FindDuration, KnowsNothingWithoutASign) {
  EXPECT_EQ(find_duration({}, kHour, 120), std::nullopt);
  // A clock that was wrong.
  EXPECT_EQ(find_duration({2 * kHour}, kHour, 120), std::nullopt);
}

TEST(FormatDuration, RoundsToFiveMinutesAndHalfHours) {
  EXPECT_EQ(format_duration(std::nullopt), "—");
  EXPECT_EQ(format_duration(0), "~5 minutes");
  EXPECT_EQ(format_duration(7 * kMinute), "~5 minutes");
  EXPECT_EQ(format_duration(8 * kMinute), "~10 minutes");
  EXPECT_EQ(format_duration(57 * kMinute), "~55 minutes");
  EXPECT_EQ(format_duration(58 * kMinute), "~1 hour");
  EXPECT_EQ(format_duration(kHour), "~1 hour");
  EXPECT_EQ(format_duration(74 * kMinute), "~1 hour");
  EXPECT_EQ(format_duration(75 * kMinute), "~1.5 hours");
  EXPECT_EQ(format_duration(2 * kHour), "~2 hours");
  EXPECT_EQ(format_duration(10 * kHour + 40 * kMinute), "~10.5 hours");
}

}  // namespace
}  // namespace session
