// SPDX-License-Identifier: MIT
#include "core/handoff/duration.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace session {

std::optional<std::int64_t> find_duration(std::vector<std::int64_t> signs, std::int64_t now,
                                          int gap_minutes) {
  constexpr std::int64_t kMinute = 60;
  std::erase_if(signs, [now](std::int64_t sign) { return sign > now; });
  if (signs.empty()) return std::nullopt;
  std::sort(signs.begin(), signs.end());
  signs.push_back(now);
  std::int64_t sum = 0;
  for (std::size_t i = 1; i < signs.size(); ++i) {
    const std::int64_t gap = signs[i] - signs[i - 1];
    if (gap <= gap_minutes * kMinute) sum += gap;
  }
  return sum;
}

std::string format_duration(std::optional<std::int64_t> seconds) {
  constexpr std::int64_t kFiveMinutes = 300;
  constexpr std::int64_t kHalfHour = 1800;
  constexpr std::int64_t kHour = 3600;
  if (!seconds) return "—";
  const std::int64_t fives = std::max<std::int64_t>((*seconds + kFiveMinutes / 2) / kFiveMinutes, 1);
  // 58 minutes are an hour, not 60 minutes.
  if (fives * kFiveMinutes < kHour) return fmt::format("~{} minutes", fives * 5);
  const std::int64_t halves = std::max<std::int64_t>((*seconds + kHalfHour / 2) / kHalfHour, 2);
  return fmt::format("~{}{} {}", halves / 2, halves % 2 == 1 ? ".5" : "", halves == 2 ? "hour" : "hours");
}

}  // namespace session
