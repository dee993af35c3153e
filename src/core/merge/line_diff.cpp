// SPDX-License-Identifier: MIT
#include "core/merge/line_diff.hpp"

#include "core/text/line_diff.hpp"
#include "core/text/text.hpp"

#include <algorithm>

namespace session {

std::vector<std::optional<std::size_t>> match_lines(const std::vector<std::string_view>& before,
                                                    const std::vector<std::string_view>& after) {
  std::vector<std::optional<std::size_t>> matches(before.size());
  std::size_t line = 0;
  std::size_t match = 0;
  const auto match_until = [&](std::size_t end) {
    for (; line < end; ++line, ++match) matches[line] = match;
  };
  for (const Hunk& hunk : diff_lines(before, after)) {
    match_until(hunk.before_begin);
    line = hunk.before_end;
    match = hunk.after_end;
  }
  match_until(before.size());
  return matches;
}

std::vector<std::string_view> split_whole_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = next_line(text, std::min(text.find_first_of("\r\n", at), text.size()));
    lines.push_back(text.substr(at, next - at));
    at = next;
  }
  return lines;
}

}  // namespace session
