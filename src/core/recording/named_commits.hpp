// SPDX-License-Identifier: MIT
// Commits that a person names to have them recorded.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace session {

/// True when a revision stands for a set of commits (gitrevisions(7), "Specifying Ranges"): `a..b`, `a...b`,
/// `^a`, `a^@`, `a^!`, `a^-`, `a^-2`.
[[nodiscard]] bool is_commit_range(std::string_view revision);

/// What became of the commits that were named.
struct NamedCounts {
  std::size_t recorded = 0;
  std::size_t known = 0;        ///< entries show them already
  std::size_t merges = 0;       ///< left out by the rules of recording
  std::size_t left_out = 0;     ///< left out by other rules
  std::size_t not_taken = 0;    ///< the document has no place for them
  std::size_t unreachable = 0;  ///< no name leads to them
  bool operator==(const NamedCounts&) const = default;
  [[nodiscard]] std::size_t sum() const {
    return recorded + known + merges + left_out + not_taken + unreachable;
  }
};

/// `commits: 3 recorded, 2 already recorded, 1 merge left out`; `commits: none` without any.
[[nodiscard]] std::string format_counts(const NamedCounts& counts);

}  // namespace session
