// SPDX-License-Identifier: MIT
// What the recogniser and cmark-gfm say about a document, in a form that can be compared.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace session::test {

enum class MarkKind { heading, item, table_header, table_row };

/// The start of one block. Fields that do not belong to its kind stay as they are.
struct Mark {
  MarkKind kind = MarkKind::heading;
  std::size_t line = 0;    ///< from 1
  int level = 0;           ///< of a heading
  std::size_t column = 0;  ///< of an item: the byte in its line, from 1
  std::size_t depth = 0;   ///< of an item: the items around it
  bool ordered = false;
  bool begins_list = false;
  bool has_box = false;
  bool done = false;
  bool below_lost_paragraph = false;  ///< of a table of cmark-gfm: the paragraph above it has no position
  bool operator==(const Mark&) const = default;
};

/// One line of text for people.
[[nodiscard]] std::string describe(const Mark& mark);

/// The marks that parse_blocks gives, in document order.
[[nodiscard]] std::vector<Mark> find_our_marks(std::string_view document);
/// The marks that cmark-gfm gives with its extensions for tables and task lists, in document order: headings
/// and tables outside of all containers, items outside of block quotes.
[[nodiscard]] std::vector<Mark> find_cmark_marks(std::string_view document);

}  // namespace session::test
