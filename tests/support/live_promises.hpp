// SPDX-License-Identifier: MIT
// What holds of the three forms of a tracked SESSION.md, whatever its bytes are.
#pragma once

#include "core/live/live_text.hpp"
#include "core/text/text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace session::test {

/// The text with lines put in, changed and taken out here and there, as a session of work may do.
inline std::string work_on(std::string_view text) {
  const std::vector<Span> lines = split_lines(text);
  const std::string ending(find_line_ending(text));
  std::string result;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view whole =
        text.substr(lines[i].begin, next_line(text, lines[i].end) - lines[i].begin);
    if (i % 7 == 3) continue;
    if (i % 11 == 5) result.append("x ");
    result.append(whole);
    if (i % 5 == 2 && whole.size() > lines[i].size())
      result.append("- [x] Live " + std::to_string(i) + ending);
  }
  return result;
}

/// Names the promise that does not hold of `text`; empty when all do.
inline std::string find_broken_live_promise(std::string_view text) {
  const std::string stored = clean_text(text);
  if (clean_text(stored) != stored) return "cleaning twice changes nothing";
  const std::string shown = work_on(stored);
  const std::string file = weave_text(stored, shown);
  // Lines of several endings in one file can't be told apart in a block: then the file is what is shown.
  if (file == shown) return {};
  if (clean_text(file) != stored) return "the woven file cleans to what is stored";
  const std::string read = show_text(file);
  if (read != shown && read + std::string(find_line_ending(shown)) != shown &&
      read != shown + std::string(find_line_ending(shown)))
    return "the woven file shows what is to be shown";
  return {};
}

}  // namespace session::test
