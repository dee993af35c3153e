// SPDX-License-Identifier: MIT
// Points in time as text. There is no clock here: the time comes from git or from src/io.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace session {

/// Seconds since 1970 as `2025-06-30T14:00:00Z`. Times outside the years 0 to 9999 give the nearest one
/// inside.
[[nodiscard]] std::string format_timestamp(std::int64_t seconds);

/// Seconds since 1970 as `YYYY-MM-DD` in the zone that is `offset_minutes` ahead of UTC; the same limits.
[[nodiscard]] std::string format_date(std::int64_t seconds, int offset_minutes);

/// Reads a time in ISO 8601 form, with outer blanks. `T` may be a blank; seconds, their fraction, the time of
/// day and the zone may be missing. No zone means UTC; the zone is `Z`, `UTC`, `GMT`, `+02:00`, `+0200` or
/// `+02`. Gives nothing for any other text.
[[nodiscard]] std::optional<std::int64_t> parse_timestamp(std::string_view text);

}  // namespace session
