// SPDX-License-Identifier: MIT
// ISO 8601 on the calendar types of <chrono>: no libc, no locale, no time zone database.
#include "core/text/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <initializer_list>

namespace session {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t kSecondsPerDay = 86400;
constexpr std::int64_t kFirstSecond = -62167219200;  // 0000-01-01T00:00:00Z
constexpr std::int64_t kLastSecond = 253402300799;   // 9999-12-31T23:59:59Z

std::int64_t clamp_seconds(std::int64_t seconds) {
  return std::clamp(seconds, kFirstSecond, kLastSecond);
}

std::string format_day(sys_days day) {
  const year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

sys_days find_day(std::int64_t seconds) {
  return std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds{std::chrono::seconds{seconds}});
}

/// Reads a text from its front.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool is_at_end() const { return rest_.empty(); }

  /// Takes exactly `count` digits.
  std::optional<int> take_number(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  /// Takes the first of `words` that the text starts with; letters are compared as they are.
  bool take(std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
      if (!rest_.starts_with(word)) continue;
      rest_.remove_prefix(word.size());
      return true;
    }
    return false;
  }

  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size())); }

 private:
  std::string_view rest_;
};

std::optional<std::int64_t> parse_day(Cursor& cursor) {
  const auto year = cursor.take_number(4);
  if (!year || !cursor.take({"-"})) return std::nullopt;
  const auto month = cursor.take_number(2);
  if (!month || !cursor.take({"-"})) return std::nullopt;
  const auto day = cursor.take_number(2);
  if (!day) return std::nullopt;
  const year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                            std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::int64_t{sys_days{date}.time_since_epoch().count()} * kSecondsPerDay;
}

/// Hours, minutes and, when they are there, seconds; a fraction is left out. A leap second counts as the next
/// minute's first.
std::optional<std::int64_t> parse_time_of_day(Cursor& cursor) {
  const auto hour = cursor.take_number(2);
  if (!hour || *hour > 23 || !cursor.take({":"})) return std::nullopt;
  const auto minute = cursor.take_number(2);
  if (!minute || *minute > 59) return std::nullopt;
  std::int64_t seconds = *hour * 3600 + *minute * 60;
  if (!cursor.take({":"})) return seconds;
  const auto second = cursor.take_number(2);
  if (!second || *second > 60) return std::nullopt;
  seconds += *second;
  if (!cursor.take({".", ","})) return seconds;
  if (!cursor.take_number(1)) return std::nullopt;
  while (cursor.take_number(1)) {
  }
  return seconds;
}

/// The zone's distance from UTC in seconds.
std::optional<std::int64_t> parse_zone(Cursor& cursor) {
  cursor.skip_blanks();
  if (cursor.is_at_end() || cursor.take({"Z", "z", "UTC", "GMT"})) return 0;
  const bool ahead = cursor.take({"+"});
  if (!ahead && !cursor.take({"-"})) return std::nullopt;
  const auto hours = cursor.take_number(2);
  if (!hours) return std::nullopt;
  const bool colon = cursor.take({":"});
  const auto minutes = cursor.take_number(2);
  if ((colon && !minutes) || minutes.value_or(0) > 59) return std::nullopt;
  const std::int64_t distance = *hours * 3600 + minutes.value_or(0) * 60;
  return ahead ? distance : -distance;
}

}  // namespace

std::string format_timestamp(std::int64_t seconds) {
  const std::int64_t inside = clamp_seconds(seconds);
  const sys_days day = find_day(inside);
  const std::int64_t in_day = inside - std::int64_t{day.time_since_epoch().count()} * kSecondsPerDay;
  return fmt::format("{}T{:02}:{:02}:{:02}Z", format_day(day), in_day / 3600, in_day / 60 % 60, in_day % 60);
}

std::string format_date(std::int64_t seconds, int offset_minutes) {
  // The clamp comes first, so that adding the zone cannot overflow.
  return format_day(find_day(clamp_seconds(clamp_seconds(seconds) + std::int64_t{offset_minutes} * 60)));
}

std::optional<std::int64_t> parse_timestamp(std::string_view text) {
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  Cursor cursor{text.substr(0, end + 1)};
  cursor.skip_blanks();
  const auto day = parse_day(cursor);
  if (!day || cursor.is_at_end()) return day;
  if (!cursor.take({"T", "t", " "})) return std::nullopt;
  cursor.skip_blanks();
  const auto time = parse_time_of_day(cursor);
  if (!time) return std::nullopt;
  const auto zone = parse_zone(cursor);
  if (!zone || !cursor.is_at_end()) return std::nullopt;
  return *day + *time - *zone;
}

}  // namespace session
