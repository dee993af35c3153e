// SPDX-License-Identifier: MIT
// The recogniser: which bytes of a Markdown text are headings, list items, tables and text to leave alone.
// Follows CommonMark 0.31 (block structure) and GFM (tables, task items). Knows nothing of inline markup.
#pragma once

#include "core/text/text.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace session {

/// An ATX or setext heading (CommonMark 4.2, 4.3) that is not inside a list or a block quote.
struct Heading {
  Span line;      ///< its first line, without the line ending
  Span text;      ///< the heading's text, without # marks and outer blanks
  Span whole;     ///< from the start of its first line to the end of its last (setext: the underline)
  int level = 0;  ///< 1 to 6
  bool operator==(const Heading&) const = default;
};

enum class TaskState { none, open, done };

/// A list item (CommonMark 5.2) with the task box of GFM 5.3, at any depth, not inside a block quote.
struct ListItem {
  Span line;       ///< its first line, without the line ending
  Span whole;      ///< from the start of its first line up to and with the last line that
                   ///< belongs to it (nested items too), trailing blank lines left out,
                   ///< without the last line's ending
  Span marker;     ///< "-", "*", "+", "1." or "1)"
  Span task_mark;  ///< the byte between the brackets; empty when there is no box
  Span text;       ///< the rest of the first line behind marker and box, outer blanks left out
  TaskState task = TaskState::none;
  bool ordered = false;
  int depth = 0;         ///< 0 for an item of an outermost list
  std::size_t list = 0;  ///< the same number for all items of one list
  bool operator==(const ListItem&) const = default;
};

/// A GFM table (GFM 4.10) that is not inside a list or a block quote. Rows are lines without their endings.
struct Table {
  Span header;
  Span delimiter;
  std::vector<Span> rows;
  bool operator==(const Table&) const = default;
};

enum class OpaqueKind { fence, html, indented_code };

/// Lines whose content is no Markdown: fenced and indented code, HTML blocks and comments, at any depth, also
/// inside block quotes. A fence that is not closed keeps the blank lines at its end.
struct OpaqueBlock {
  OpaqueKind kind = OpaqueKind::fence;
  Span whole;          ///< whole lines, the last one without its ending
  bool closed = true;  ///< false for a fence or a comment that runs to the end of its container
  bool operator==(const OpaqueBlock&) const = default;
};

/// Everything that was recognised, each list in document order.
struct Blocks {
  std::vector<Heading> headings;
  std::vector<ListItem> items;
  std::vector<Table> tables;
  std::vector<OpaqueBlock> opaque;
  bool operator==(const Blocks&) const = default;
};

/// Recognises the blocks of `text`. Takes any bytes; a leading BOM is skipped. Linear in the size of `text`:
/// nesting deeper than 100 containers is read as plain text.
[[nodiscard]] Blocks parse_blocks(std::string_view text);

/// The cells of a table row (GFM 4.10), outer blanks left out: `\|` does not end a cell, a leading and a
/// trailing pipe belong to no cell.
[[nodiscard]] std::vector<Span> parse_cells(std::string_view text, Span row);

}  // namespace session
