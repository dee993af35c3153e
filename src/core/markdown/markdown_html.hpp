// SPDX-License-Identifier: MIT
// HTML blocks: the seven ways to begin one and how each ends (CommonMark 4.6).
#pragma once

#include <string_view>

namespace session {

/// The start condition of CommonMark 4.6 that a line fulfils, in the order of the specification.
enum class HtmlKind { none, raw_text, comment, instruction, declaration, cdata, block_tag, any_tag };

/// The kind of HTML block that begins with `line` (from its first byte that is not blank).
[[nodiscard]] HtmlKind parse_html_start(std::string_view line);

/// Whether `line` holds what ends the block. Blocks of the last two kinds end before a blank line instead.
[[nodiscard]] bool has_html_end(std::string_view line, HtmlKind kind);

/// Whether a block of this kind ends before a blank line.
[[nodiscard]] constexpr bool ends_at_blank_line(HtmlKind kind) {
  return kind == HtmlKind::block_tag || kind == HtmlKind::any_tag;
}

}  // namespace session
