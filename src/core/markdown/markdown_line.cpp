// SPDX-License-Identifier: MIT
// Columns and tabs.
#include "core/markdown/markdown_line.hpp"

#include <algorithm>

namespace session {
Span trim(std::string_view text, Span span) {
  while (span.begin < span.end && is_blank(text[span.begin])) ++span.begin;
  while (span.begin < span.end && is_blank(text[span.end - 1])) --span.end;
  return span;
}

void LineCursor::skip_to_first_and(std::size_t bytes) {
  position_ = first_ + bytes;
  column_ = first_column_ + bytes;
  find_first();
}

void LineCursor::skip_columns(std::size_t columns) {
  while (columns > 0 && position_ < first_) {
    const std::size_t width = text_[position_] == '\t' ? kTabStop - column_ % kTabStop : 1;
    const std::size_t step = std::min(columns, width);
    column_ += step;
    columns -= step;
    if (step == width) ++position_;
  }
  find_first();
}

}  // namespace session
