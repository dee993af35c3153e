// SPDX-License-Identifier: MIT
// Which open containers a line continues.
#include "core/markdown/markdown_containers.hpp"

#include <algorithm>

namespace session {
namespace {

constexpr std::size_t kCodeIndent = 4;

}  // namespace

std::size_t Containers::match(LineCursor& cursor) const {
  for (std::size_t i = 0; i < stack_.size(); ++i) {
    const Container& container = stack_[i];
    if (cursor.blank()) {
      // A blank line continues every item up to the next quote, except one that has begun with a blank line.
      // Found without a loop: a text of line feeds behind deep nesting would take long otherwise.
      const auto quote = std::lower_bound(quotes_.begin(), quotes_.end(), i);
      if (quote != quotes_.end()) return *quote;
      return stack_.back().empty ? stack_.size() - 1 : stack_.size();
    }
    if (container.quote) {
      if (cursor.indent() >= kCodeIndent || cursor.peek() != '>') return i;
      cursor.skip_to_first_and(1);
      cursor.skip_columns(1);
    } else {
      if (cursor.indent() < container.indent) return i;
      cursor.skip_columns(container.indent);
    }
  }
  return stack_.size();
}

std::size_t Containers::join_list(const ListMark& mark, std::size_t& next_number) {
  OpenList& list = lists_[stack_.size()];
  if (!list.open || list.kind != mark.kind) list = {true, mark.kind, next_number++};
  if (!stack_.empty()) stack_.back().empty = false;
  return list.number;
}

void Containers::note_block() {
  lists_[stack_.size()].open = false;
  if (!stack_.empty()) stack_.back().empty = false;
}

void Containers::push_quote() {
  quotes_.push_back(stack_.size());
  push({.quote = true});
}

void Containers::push_item(std::size_t indent, std::size_t item) {
  push({.indent = indent, .item = item});
}

void Containers::push(const Container& container) {
  stack_.push_back(container);
  lists_[stack_.size()].open = false;
}

void Containers::pop() {
  if (stack_.back().quote) quotes_.pop_back();
  stack_.pop_back();
}

}  // namespace session
