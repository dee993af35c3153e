// SPDX-License-Identifier: MIT
#include "core/view/styled_text.hpp"

#include "core/text/display_width.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace session {
namespace {

constexpr std::size_t kFewestColumns = 10;
constexpr std::size_t kHangingIndent = 2;

/// A run of blanks and the word behind it, which may change its style in the middle.
struct Word {
  std::size_t blanks = 0;
  StyledLine spans;
  std::size_t columns = 0;
};

void append(StyledLine& line, std::string_view text, Style style) {
  if (text.empty()) return;
  if (!line.empty() && line.back().style == style) {
    line.back().text.append(text);
  } else {
    line.push_back({std::string(text), style});
  }
}

std::vector<Word> split_words(const StyledLine& line) {
  std::vector<Word> words(1);
  for (const auto& [text, style] : line) {
    for (std::size_t at = 0; at < text.size();) {
      if (text[at] == ' ') {
        if (!words.back().spans.empty()) words.emplace_back();
        ++words.back().blanks;
        ++at;
        continue;
      }
      const std::size_t end = std::min(text.find(' ', at), text.size());
      append(words.back().spans, std::string_view(text).substr(at, end - at), style);
      at = end;
    }
  }
  for (Word& word : words) word.columns = count_columns(word.spans);
  return words;
}

/// Lines under construction.
class Wrapper {
 public:
  Wrapper(std::size_t columns, std::size_t indent) : columns_(columns), indent_(indent) {}

  void add(const Word& word) {
    if (is_empty_ || used_ + word.blanks + word.columns <= columns_) {
      put_blanks(word.blanks);
    } else {
      begin_line();
    }
    for (const StyledSpan& span : word.spans) put(span);
    is_empty_ = false;
  }
  [[nodiscard]] std::vector<StyledLine> finish() && { return std::move(lines_); }

 private:
  void put_blanks(std::size_t count) {
    append(lines_.back(), std::string(count, ' '), Style::plain);
    used_ += count;
  }
  void begin_line() {
    lines_.emplace_back();
    used_ = 0;
    put_blanks(indent_);
  }
  /// Breaks what fits on no line.
  void put(const StyledSpan& span) {
    std::string_view rest = span.text;
    while (!rest.empty()) {
      std::string_view piece = take_columns(rest, columns_ - std::min(used_, columns_));
      if (piece.empty() && used_ > indent_) {
        begin_line();
        continue;
      }
      // A character wider than the whole line goes nowhere else.
      if (piece.empty()) piece = rest;
      append(lines_.back(), piece, span.style);
      used_ += count_columns(piece);
      rest.remove_prefix(piece.size());
    }
  }

  std::size_t columns_;
  std::size_t indent_;
  std::size_t used_ = 0;
  bool is_empty_ = true;
  std::vector<StyledLine> lines_ = std::vector<StyledLine>(1);
};

}  // namespace

std::size_t count_columns(const StyledLine& line) {
  std::size_t columns = 0;
  for (const StyledSpan& span : line) columns += count_columns(span.text);
  return columns;
}

StyledLine cut_line(const StyledLine& line, std::size_t columns) {
  if (count_columns(line) <= columns) return line;
  StyledLine cut;
  std::size_t left = columns;
  for (const StyledSpan& span : line) {
    const std::size_t wanted = count_columns(span.text);
    // Where a span ends at the edge and more follows, its last character makes room for the sign.
    if (wanted >= left) {
      append(cut, format_cut(span.text + "…", left), span.style);
      break;
    }
    append(cut, span.text, span.style);
    left -= wanted;
  }
  return cut;
}

std::vector<StyledLine> wrap_line(const StyledLine& line, std::size_t columns) {
  columns = std::max(columns, kFewestColumns);
  if (count_columns(line) <= columns) return {line};
  const auto words = split_words(line);
  Wrapper wrapper(columns, std::min(words.front().blanks + kHangingIndent, columns / 2));
  for (const Word& word : words) wrapper.add(word);
  return std::move(wrapper).finish();
}

StyledLine style_report_line(std::string_view line) {
  static constexpr std::array<std::pair<std::string_view, Style>, 4> kMarks = {
      {{"✓ ", Style::good}, {"✗ ", Style::bad}, {"- ", Style::caution}, {"! ", Style::caution}}};
  if (line.empty()) return {};
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  if (indent == 0) {
    const bool is_heading = line.find(':') == line.npos;
    return {{std::string(line), is_heading ? Style::heading : Style::plain}};
  }
  for (const auto& [mark, style] : kMarks) {
    if (!line.substr(indent).starts_with(mark)) continue;
    const std::size_t end = indent + mark.size() - 1;
    StyledLine styled;
    append(styled, line.substr(0, indent), Style::plain);
    append(styled, line.substr(indent, end - indent), style);
    append(styled, line.substr(end), Style::plain);
    return styled;
  }
  return {{std::string(line), Style::plain}};
}

std::string format_unstyled(const StyledLine& line) {
  std::string text;
  for (const StyledSpan& span : line) text += span.text;
  return text;
}

}  // namespace session
