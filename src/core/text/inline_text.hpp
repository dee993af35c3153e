// SPDX-License-Identifier: MIT
// Untrusted text made fit for one line of a document or of a terminal, and texts made comparable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace session {

/// True for code points that may steer a terminal or a line of text: C0, DEL, C1, U+2028, U+2029 and the
/// bidirectional controls (Unicode UAX #9).
[[nodiscard]] bool is_control(std::uint32_t code_point);

/// `text` as one line: each run of control characters becomes one blank, invalid UTF-8 becomes U+FFFD, outer
/// blanks are gone. Printable text is kept as it is.
[[nodiscard]] std::string format_plain(std::string_view text);

/// format_plain, and `<!--` can open no comment.
[[nodiscard]] std::string format_inline(std::string_view text);

/// format_inline for the start of a list item: a backslash keeps the first character from opening a heading,
/// list, quote, fence, HTML block or task box (CommonMark 2.4, backslash escapes).
[[nodiscard]] std::string format_item_text(std::string_view text);

/// format_inline for a table cell: `|` becomes `\|`.
[[nodiscard]] std::string format_cell(std::string_view text);

/// `text` cut to at most `limit` code points, with "..." in place of what is gone.
[[nodiscard]] std::string format_shortened(std::string_view text, std::size_t limit);

/// The form in which item texts are compared: lower case (ASCII, Latin, Greek and Cyrillic letters), emphasis
/// and code marks and backslash escapes gone, white space folded, sentence punctuation around the text gone.
[[nodiscard]] std::string fold_for_match(std::string_view text);

/// The byte length of a conventional-commit prefix such as `feat(x)!: `, with its blanks; 0 when there is
/// none.
[[nodiscard]] std::size_t find_conventional_prefix(std::string_view subject);

}  // namespace session
