// SPDX-License-Identifier: MIT
// One line of Markdown: where lines end, and a place in a line counted in bytes and in columns.
#pragma once

#include "core/text/text.hpp"

#include <cstddef>
#include <string_view>

namespace session {

/// Space and tab, the only blanks of block structure (CommonMark 2.1).
[[nodiscard]] constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/// `span` without the blanks at both ends; an empty result stands at the end of `span`.
[[nodiscard]] Span trim(std::string_view text, Span span);

/// Hands out the lines of a text one after the other. LF, CRLF and CR end a line.
class LineSplitter {
 public:
  /// Starts at the byte `begin` of `text`.
  LineSplitter(std::string_view text, std::size_t begin) : text_(text), position_(begin) {}
  /// True when every line was handed out.
  [[nodiscard]] bool done() const { return position_ >= text_.size(); }

  /// The next line without its ending. Not to be called when done.
  [[nodiscard]] Span next() {
    // A plain loop: lines are short, and a search for two characters in turn would pass over the text twice.
    std::size_t end = position_;
    while (end < text_.size() && text_[end] != '\n' && text_[end] != '\r') ++end;
    const Span line{position_, end};
    const bool pair = end + 1 < text_.size() && text_[end] == '\r' && text_[end + 1] == '\n';
    position_ = end + (pair ? 2 : 1);
    return line;
  }

 private:
  std::string_view text_;
  std::size_t position_;
};

/// A place in a line while its prefixes are taken off (CommonMark 2.2: a tab reaches to the next column that
/// is a multiple of four, and may be used up in part).
class LineCursor {
 public:
  /// Starts at the begin of `line`.
  LineCursor(std::string_view text, Span line)
      : text_(text), line_(line), position_(line.begin), first_(line.begin) {
    find_first();
  }

  /// Offset of the first byte behind the place that is not blank; the end of the line when there is none.
  [[nodiscard]] std::size_t first() const { return first_; }
  /// Columns between the place and first().
  [[nodiscard]] std::size_t indent() const { return first_column_ - column_; }
  /// Whether only blanks are left.
  [[nodiscard]] bool blank() const { return first_ == line_.end; }
  /// The byte at first(), or a line feed when only blanks are left.
  [[nodiscard]] char peek() const { return blank() ? '\n' : text_[first_]; }
  /// The bytes from first() to the end of the line.
  [[nodiscard]] std::string_view rest() const { return text_.substr(first_, line_.end - first_); }
  /// The line as it was given.
  [[nodiscard]] Span line() const { return line_; }

  /// Goes to first() and then over `bytes` bytes that are no tabs.
  void skip_to_first_and(std::size_t bytes);
  /// Goes over `columns` columns of blanks; stops at a byte that is not blank.
  void skip_columns(std::size_t columns);

 private:
  static constexpr std::size_t kTabStop = 4;

  void find_first() {
    // A place before first() leaves it where it is, so blanks are looked at once, however many prefixes end
    // among them.
    if (first_ > position_) return;
    first_ = position_;
    first_column_ = column_;
    for (; first_ < line_.end && is_blank(text_[first_]); ++first_) {
      first_column_ += text_[first_] == ' ' ? 1 : kTabStop - first_column_ % kTabStop;
    }
  }

  std::string_view text_;
  Span line_;
  std::size_t position_;
  std::size_t column_ = 0;
  std::size_t first_;
  std::size_t first_column_ = 0;
};

}  // namespace session
