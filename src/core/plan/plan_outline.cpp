// SPDX-License-Identifier: MIT
#include "core/plan/plan_outline.hpp"

#include "core/plan/plan_labels.hpp"
#include "core/plan/plan_text.hpp"

#include <algorithm>

namespace session {
namespace {

using std::string_view;

/// Walks the lines and the recognised blocks side by side.
class OutlineBuilder {
 public:
  explicit OutlineBuilder(PlanOutline& outline) : outline_(outline) {}

  void build() {
    for (std::size_t i = 0; i < outline_.lines.size(); ++i) add_line(i);
  }

 private:
  void add_line(std::size_t number) {
    const Span line = outline_.lines[number];
    const Blocks& blocks = outline_.blocks;
    bool found = false;
    // `- - text` opens two items on one line.
    for (; item_ < blocks.items.size() && blocks.items[item_].line.begin <= line.end; ++item_) {
      outline_.pieces.push_back({PieceKind::item, item_, number, number});
      item_end_ = std::max(item_end_, blocks.items[item_].whole.end);
      open_item_ = outline_.pieces.size();
      found = true;
    }
    if (found) return;
    if (line.begin < skip_to_) return;
    for (; heading_ < blocks.headings.size() && blocks.headings[heading_].line.begin <= line.end;
         ++heading_) {
      outline_.pieces.push_back({PieceKind::heading, heading_, number, number});
      skip_to_ = blocks.headings[heading_].whole.end;
      found = true;
    }
    for (; table_ < blocks.tables.size() && blocks.tables[table_].header.begin <= line.end; ++table_) {
      const Table& table = blocks.tables[table_];
      outline_.pieces.push_back({PieceKind::table, table_, number, number});
      skip_to_ = table.rows.empty() ? table.delimiter.end : table.rows.back().end;
      found = true;
    }
    // A label right below an item is not part of it, though CommonMark 5.2 reads it as a lazy continuation.
    const string_view text = slice(outline_.text, line);
    const bool label = line.begin < item_end_ && text.starts_with("**") && find_label(text);
    if (found || is_opaque(line) || strip_blanks(text).empty()) {
      open_item_ = 0;
    } else if (line.begin >= item_end_ || label) {
      open_item_ = 0;
      outline_.pieces.push_back({PieceKind::line, number, number, number});
    } else if (open_item_ != 0) {
      outline_.pieces[open_item_ - 1].last_line = number;
    }
  }

  bool is_opaque(Span line) {
    const auto& opaque = outline_.blocks.opaque;
    while (opaque_ < opaque.size() && opaque[opaque_].whole.end < line.begin) ++opaque_;
    return opaque_ < opaque.size() && opaque[opaque_].whole.begin <= line.begin &&
           line.begin < std::max(opaque[opaque_].whole.end, opaque[opaque_].whole.begin + 1);
  }

  PlanOutline& outline_;
  std::size_t heading_ = 0;
  std::size_t item_ = 0;
  std::size_t table_ = 0;
  std::size_t opaque_ = 0;
  std::size_t skip_to_ = 0;    // the end of a heading or table of several lines
  std::size_t item_end_ = 0;   // the end of the outermost open item
  std::size_t open_item_ = 0;  // 1 + the piece whose paragraph may go on; 0 for none
};

}  // namespace

std::string PlanOutline::piece_text(const Piece& piece) const {
  std::string joined(piece.kind == PieceKind::item ? slice(text, item(piece).text)
                                                   : strip_blanks(slice(text, lines[piece.first_line])));
  for (std::size_t i = piece.first_line + 1; i <= piece.last_line; ++i) {
    if (!joined.empty()) joined.push_back(' ');
    joined.append(strip_blanks(slice(text, lines[i])));
  }
  return joined;
}

PlanOutline parse_outline(std::string_view text) {
  PlanOutline outline{text, parse_blocks(text), split_lines(text), {}};
  OutlineBuilder(outline).build();
  return outline;
}

}  // namespace session
