// SPDX-License-Identifier: MIT
// A phase plan as one list of headings, items, tables and lines of text, in the order in which they stand.
#pragma once

#include "core/markdown/markdown.hpp"
#include "core/text/text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace session {

enum class PieceKind { heading, item, table, line };

/// One piece of the plan. Code, HTML blocks and blank lines are no pieces; the further lines of an item's
/// paragraph belong to the item.
struct Piece {
  PieceKind kind = PieceKind::line;
  std::size_t index = 0;       ///< in the Blocks list of its kind
  std::size_t first_line = 0;  ///< in PlanOutline::lines, counted from 0
  std::size_t last_line = 0;   ///< the last line of an item's first paragraph
};

/// The plan's bytes with what was recognised in them. `text` must outlive it.
struct PlanOutline {
  std::string_view text;
  Blocks blocks;
  std::vector<Span> lines;
  std::vector<Piece> pieces;

  /// The heading, item or table that a piece stands for.
  [[nodiscard]] const Heading& heading(const Piece& piece) const { return blocks.headings[piece.index]; }
  [[nodiscard]] const ListItem& item(const Piece& piece) const { return blocks.items[piece.index]; }
  [[nodiscard]] const Table& table(const Piece& piece) const { return blocks.tables[piece.index]; }

  /// The text of an item, its wrapped lines joined by a blank, or the text of a line.
  [[nodiscard]] std::string piece_text(const Piece& piece) const;
};

/// Takes a plan apart. Any bytes will do.
[[nodiscard]] PlanOutline parse_outline(std::string_view text);

}  // namespace session
