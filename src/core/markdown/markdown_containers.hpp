// SPDX-License-Identifier: MIT
// The block quotes and list items that are open while a text is read line by line.
#pragma once

#include "core/markdown/markdown_line.hpp"
#include "core/markdown/markdown_marks.hpp"

#include <cstddef>
#include <vector>

namespace session {

/// A block that holds other blocks.
struct Container {
  bool quote = false;
  std::size_t indent = 0;  ///< of an item: the columns that its content is indented by
  std::size_t item = 0;    ///< of an item that is reported: its place in Blocks::items
  bool empty = true;       ///< nothing was put into it yet
};

/// The list that is open at one depth.
struct OpenList {
  bool open = false;
  char kind = '-';
  std::size_t number = 0;
};

/// The stack of open containers, outermost first.
class Containers {
 public:
  /// Deeper nesting is read as plain text (CommonMark 3 allows any limit that real text does not meet).
  static constexpr std::size_t kMaxDepth = 100;

  Containers() : lists_(kMaxDepth + 1) {}

  [[nodiscard]] std::size_t depth() const { return stack_.size(); }
  [[nodiscard]] bool full() const { return stack_.size() == kMaxDepth; }
  [[nodiscard]] bool inside_quote() const { return !quotes_.empty(); }
  [[nodiscard]] const Container& innermost() const { return stack_.back(); }

  /// Whether a blank line leaves all containers open. It ends block quotes, and an item that holds nothing
  /// yet.
  [[nodiscard]] bool outlive_blank_line() const {
    return quotes_.empty() && (stack_.empty() || !stack_.back().empty);
  }

  /// How many containers, from the outermost on, the line at `cursor` continues without being lazy. Takes
  /// their prefixes off.
  [[nodiscard]] std::size_t match(LineCursor& cursor) const;

  /// The list that an item with this mark continues or begins at the innermost depth. `next_number` is used
  /// up when a list begins.
  std::size_t join_list(const ListMark& mark, std::size_t& next_number);
  /// Notes that a block that is no list item was put into the innermost container.
  void note_block();

  void push_quote();
  void push_item(std::size_t indent, std::size_t item);
  void pop();

 private:
  void push(const Container& container);

  std::vector<Container> stack_;
  std::vector<std::size_t> quotes_;  // the places of the block quotes in stack_
  std::vector<OpenList> lists_;      // by the number of containers around the list
};

}  // namespace session
