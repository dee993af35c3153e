// SPDX-License-Identifier: MIT
// Properties of times as text.
#include "core/text/time.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace session {
namespace {

constexpr std::int64_t kFirst = -62167219200;
constexpr std::int64_t kLast = 253402300799;

/// All sizes: near 1970, in the years of four digits, and far outside of them.
rc::Gen<std::int64_t> any_time() {
  return rc::gen::oneOf(rc::gen::arbitrary<std::int64_t>(), rc::gen::inRange<std::int64_t>(kFirst, kLast + 1),
                        rc::gen::map(rc::gen::arbitrary<std::uint64_t>(),
                                     [](std::uint64_t bits) { return static_cast<std::int64_t>(bits); }));
}

RC_GTEST_PROP(Time, IsReadBackAsItWasWritten, ()) {
  const std::int64_t seconds = *any_time();
  RC_ASSERT(parse_timestamp(format_timestamp(seconds)) == std::clamp(seconds, kFirst, kLast));
}

RC_GTEST_PROP(Time, HasTheDateOfItsTimestampInTheZone, (int minutes)) {
  const std::int64_t seconds = *rc::gen::inRange<std::int64_t>(kFirst / 2, kLast / 2);
  const std::int64_t local = seconds + std::int64_t{minutes} * 60;
  RC_ASSERT(format_date(seconds, minutes) == format_timestamp(local).substr(0, 10));
}

RC_GTEST_PROP(Time, IsReadFromAnyBytesWithoutHarm, ()) {
  std::string text = format_timestamp(*any_time());
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
  text.replace(at, *rc::gen::inRange<std::size_t>(0, 4), *rc::gen::arbitrary<std::string>());
  const auto seconds = parse_timestamp(text);
  RC_CLASSIFY(seconds.has_value());
  if (seconds) RC_ASSERT(*seconds > kFirst - 400000 && *seconds < kLast + 400000);
}

}  // namespace
}  // namespace session
