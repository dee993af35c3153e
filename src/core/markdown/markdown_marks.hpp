// SPDX-License-Identifier: MIT
// The marks that begin and end blocks. Each function gets a line from its first byte that is not blank to its
// end, without the line ending, and gives offsets within it.
#pragma once

#include "core/text/text.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace session {

/// The opening of an ATX heading (CommonMark 4.2).
struct AtxMark {
  int level = 0;  ///< 1 to 6
  Span text;      ///< without # marks and outer blanks
};
[[nodiscard]] std::optional<AtxMark> parse_atx_heading(std::string_view line);

/// The level that a setext underline gives, 1 or 2; 0 when the line is none (CommonMark 4.3).
[[nodiscard]] int parse_setext_underline(std::string_view line);

/// Where a line stops being a thematic break (CommonMark 4.1); nothing when it is one.
[[nodiscard]] std::optional<std::size_t> find_break_stop(std::string_view line);

/// The opening of a fenced code block (CommonMark 4.5).
struct FenceMark {
  char character = '`';
  std::size_t length = 0;
};
[[nodiscard]] std::optional<FenceMark> parse_fence(std::string_view line);

/// Whether the line closes the code block that `fence` opened.
[[nodiscard]] bool is_closing_fence(std::string_view line, const FenceMark& fence);

/// A list marker (CommonMark 5.2).
struct ListMark {
  std::size_t length = 0;
  char kind = '-';  ///< the bullet, or the delimiter behind the number: items of one list have the same
  bool ordered = false;
};
/// `in_paragraph`: the line would otherwise continue a paragraph, which only an item with content, and if
/// ordered with the number 1, may interrupt.
[[nodiscard]] std::optional<ListMark> parse_list_marker(std::string_view line, bool in_paragraph);

/// The byte between the brackets of a task box (GFM 5.3); nothing when the line does not begin with a box
/// that a blank follows.
[[nodiscard]] std::optional<char> parse_task_box(std::string_view line);

/// The number of cells of a delimiter row (GFM 4.10); 0 when the line is none.
[[nodiscard]] std::size_t count_delimiter_cells(std::string_view line);

/// The number of cells of a table row; 0 when the line has none.
[[nodiscard]] std::size_t count_cells(std::string_view line);

}  // namespace session
