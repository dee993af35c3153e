// SPDX-License-Identifier: MIT
// What changed between two lists of lines.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace session {

/// Lines [before_begin, before_end) became lines [after_begin, after_end). One of the two may be empty.
struct Hunk {
  std::size_t before_begin = 0;
  std::size_t before_end = 0;
  std::size_t after_begin = 0;
  std::size_t after_end = 0;
  bool operator==(const Hunk&) const = default;
};

/// The hunks from one list to the other, in order, with equal lines between any two of them. As few lines as
/// possible change (Myers, "An O(ND) Difference Algorithm"); beyond some thousand changed lines all between
/// what both begin and end with is one hunk.
[[nodiscard]] std::vector<Hunk> diff_lines(const std::vector<std::string_view>& before,
                                           const std::vector<std::string_view>& after);

/// For each line of `before` the line of `after` that is the same one, in rising order; nothing for a line
/// that was removed or changed. As diff_lines finds it.
[[nodiscard]] std::vector<std::optional<std::size_t>> match_lines(const std::vector<std::string_view>& before,
                                                                  const std::vector<std::string_view>& after);

/// The lines of `text` with their endings. LF, CRLF and CR end a line.
[[nodiscard]] std::vector<std::string_view> split_whole_lines(std::string_view text);

}  // namespace session
