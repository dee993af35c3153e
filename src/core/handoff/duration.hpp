// SPDX-License-Identifier: MIT
// How long a session lasted, told from its signs of life.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace session {

/// The seconds from the first sign of life to `now`, without gaps of more than `gap_minutes`. Signs are
/// seconds since 1970 in any order; those after `now` do not count. Nothing when there is none.
[[nodiscard]] std::optional<std::int64_t> find_duration(std::vector<std::int64_t> signs, std::int64_t now,
                                                        int gap_minutes);

/// `~5 minutes`, `~20 minutes` (rounded to five, at least five), from an hour on half hours: `~1 hour`,
/// `~1.5 hours`, `~2 hours`; a dash for nothing.
[[nodiscard]] std::string format_duration(std::optional<std::int64_t> seconds);

}  // namespace session
