// SPDX-License-Identifier: MIT
// Marks of headings, breaks, fences, list items and task boxes.
#include "core/markdown/markdown_marks.hpp"

#include "core/markdown/markdown_line.hpp"

namespace session {
namespace {

constexpr std::size_t kMaxHeadingLevel = 6;
constexpr std::size_t kMinFence = 3;
constexpr std::size_t kMaxDigits = 9;
constexpr std::size_t kMinBreak = 3;

std::size_t run_length(std::string_view line, char c) {
  std::size_t length = 0;
  while (length < line.size() && line[length] == c) ++length;
  return length;
}

bool is_all_blank(std::string_view line) {
  for (const char c : line) {
    if (!is_blank(c)) return false;
  }
  return true;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::optional<AtxMark> parse_atx_heading(std::string_view line) {
  const std::size_t level = run_length(line, '#');
  if (level == 0 || level > kMaxHeadingLevel) return std::nullopt;
  if (level < line.size() && !is_blank(line[level])) return std::nullopt;
  Span text = trim(line, {level, line.size()});
  std::size_t end = text.end;
  while (end > text.begin && line[end - 1] == '#') --end;
  // The closing run counts only behind a blank, or when it is all there is.
  if (end == text.begin || is_blank(line[end - 1])) text = trim(line, {text.begin, end});
  return AtxMark{static_cast<int>(level), text};
}

int parse_setext_underline(std::string_view line) {
  if (line.empty() || (line[0] != '=' && line[0] != '-')) return 0;
  if (!is_all_blank(line.substr(run_length(line, line[0])))) return 0;
  return line[0] == '=' ? 1 : 2;
}

std::optional<std::size_t> find_break_stop(std::string_view line) {
  if (line.empty()) return 0;
  const char mark = line[0];
  if (mark != '*' && mark != '-' && mark != '_') return 0;
  std::size_t marks = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == mark) {
      ++marks;
    } else if (!is_blank(line[i])) {
      return i;
    }
  }
  if (marks < kMinBreak) return line.size();
  return std::nullopt;
}

std::optional<FenceMark> parse_fence(std::string_view line) {
  if (line.empty() || (line[0] != '`' && line[0] != '~')) return std::nullopt;
  const std::size_t length = run_length(line, line[0]);
  if (length < kMinFence) return std::nullopt;
  // A backtick in the info string makes it a code span.
  if (line[0] == '`' && line.find('`', length) != std::string_view::npos) return std::nullopt;
  return FenceMark{line[0], length};
}

bool is_closing_fence(std::string_view line, const FenceMark& fence) {
  const std::size_t length = run_length(line, fence.character);
  return length >= fence.length && is_all_blank(line.substr(length));
}

std::optional<ListMark> parse_list_marker(std::string_view line, bool in_paragraph) {
  if (line.empty()) return std::nullopt;
  ListMark mark;
  if (is_digit(line[0])) {
    std::size_t digits = 0;
    std::size_t number = 0;
    for (; digits < line.size() && digits < kMaxDigits && is_digit(line[digits]); ++digits) {
      number = 10 * number + static_cast<std::size_t>(line[digits] - '0');
    }
    if (digits == line.size() || (line[digits] != '.' && line[digits] != ')')) return std::nullopt;
    if (in_paragraph && number != 1) return std::nullopt;
    mark = {digits + 1, line[digits], true};
  } else if (line[0] == '-' || line[0] == '*' || line[0] == '+') {
    mark = {1, line[0], false};
  } else {
    return std::nullopt;
  }
  const std::string_view behind = line.substr(mark.length);
  if (!behind.empty() && !is_blank(behind[0])) return std::nullopt;
  if (in_paragraph && is_all_blank(behind)) return std::nullopt;
  return mark;
}

std::optional<char> parse_task_box(std::string_view line) {
  if (line.size() < 4 || line[0] != '[' || line[2] != ']' || !is_blank(line[3])) return std::nullopt;
  if (line[1] != ' ' && line[1] != 'x' && line[1] != 'X') return std::nullopt;
  return line[1];
}

}  // namespace session
