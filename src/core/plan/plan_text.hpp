// SPDX-License-Identifier: MIT
// Cutting words, emoji, numbers and separators off the ends of a line of a plan.
#pragma once

#include "core/text/utf8.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// Blanks of any script, line ends and the byte order mark.
[[nodiscard]] bool is_wide_blank(std::uint32_t code_point);

/// Hyphens, dashes and the minus sign.
[[nodiscard]] bool is_dash(std::uint32_t code_point);

/// Emoji and other signs that decorate a heading, with their joiners and variation selectors.
[[nodiscard]] bool is_mark(std::uint32_t code_point);

/// Blanks, marks, and the signs of emphasis.
[[nodiscard]] bool is_decoration(std::uint32_t code_point);

/// The code point that ends at byte offset `end`, which must not be 0.
[[nodiscard]] CodePoint decode_utf8_before(std::string_view text, std::size_t end);

/// `text` without the code points at its start that `predicate` is true for.
template <class Predicate>
[[nodiscard]] std::string_view strip_front(std::string_view text, Predicate predicate) {
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text, 0);
    if (!predicate(point.value)) break;
    text.remove_prefix(point.length);
  }
  return text;
}

/// `text` without the code points at its end that `predicate` is true for.
template <class Predicate>
[[nodiscard]] std::string_view strip_back(std::string_view text, Predicate predicate) {
  while (!text.empty()) {
    const CodePoint point = decode_utf8_before(text, text.size());
    if (!predicate(point.value)) break;
    text.remove_suffix(point.length);
  }
  return text;
}

/// `text` without outer blanks of any script.
[[nodiscard]] std::string_view strip_blanks(std::string_view text);

/// `text` without outer blanks and without a bold or italic mark that wraps the whole of it.
[[nodiscard]] std::string_view strip_wrapping(std::string_view text);

/// The words of `text` in lower case (ASCII): runs of letters and digits of any script.
[[nodiscard]] std::vector<std::string> split_words(std::string_view text);

/// Removes `word` (lower case) from the start, compared without case (ASCII). False and no change when `text`
/// does not start with it.
bool consume_word(std::string_view& text, std::string_view word);

/// Removes the number of a phase or step from the start and gives it: "2", "2A", "3.1". Empty and no change
/// when there is none, or when letters follow ("1st").
std::string_view consume_number(std::string_view& text);

/// Removes what parts a number from its title: a colon, a dash, `|`, or `.` and `)` right behind the number.
/// A dash needs a blank in front or no digit behind, because "2-3" is a range.
bool consume_separator(std::string_view& text);

}  // namespace session
