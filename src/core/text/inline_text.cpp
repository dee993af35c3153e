// SPDX-License-Identifier: MIT
#include "core/text/inline_text.hpp"

#include "core/text/utf8.hpp"

namespace session {
namespace {

bool is_ascii_letter(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_ascii_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/// Simple case folding for the scripts whose cases lie a fixed distance apart. Others compare as they are.
std::uint32_t fold_case(std::uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c >= 0xc0 && c <= 0xde && c != 0xd7) return c + 32;
  if (c >= 0x100 && c <= 0x137) return c | 1;
  if (c >= 0x139 && c <= 0x148) return c % 2 == 1 ? c + 1 : c;
  if (c >= 0x14a && c <= 0x177) return c | 1;
  if (c >= 0x391 && c <= 0x3a9) return c + 32;
  if (c >= 0x410 && c <= 0x42f) return c + 32;
  if (c >= 0x400 && c <= 0x40f) return c + 80;
  return c;
}

bool is_space(std::uint32_t c) {
  return c == ' ' || c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200a);
}

/// Punctuation that ends or wraps a sentence. Signs that name things (C++, C#, $x, @y) are not among it.
bool is_sentence_punctuation(std::uint32_t c) {
  if (c < 0x80)
    return std::string_view(".,;:!?\"'()[]{}<>-*_~`").find(static_cast<char>(c)) != std::string_view::npos;
  return (c >= 0x2010 && c <= 0x201f) || c == 0x2026 || c == 0xab || c == 0xbb || c == 0xa1 || c == 0xbf ||
         c == 0x3001 || c == 0x3002;
}

/// True when `text` at the start of a list item would open a block or a task box, or define a link reference.
bool starts_block(std::string_view text) {
  if (text.empty()) return false;
  const auto next_is = [&text](std::string_view set) {
    return text.size() == 1 || set.find(text[1]) != text.npos;
  };
  switch (text.front()) {
    case '#':
    case '>':
    case '<': return true;
    case '+': return next_is(" ");
    case '-':
    case '*':
    case '_': return next_is(" ") || text.find_first_not_of(std::string{text.front(), ' '}) == text.npos;
    case '`': return text.starts_with("```");
    case '~': return text.starts_with("~~~");
    case '[': return (text.size() > 2 && text[2] == ']' && next_is(" xX")) || text.find("]:") != text.npos;
    default: return false;
  }
}

/// The offset of the `.` or `)` that would make the leading number a list marker; npos when it would not.
std::size_t find_list_number_end(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && is_digit(text[i])) ++i;
  if (i == 0 || i > 9 || i == text.size() || (text[i] != '.' && text[i] != ')'))
    return std::string_view::npos;
  return i + 1 == text.size() || text[i + 1] == ' ' ? i : std::string_view::npos;
}

}  // namespace

bool is_control(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029 || c == 0x061c || c == 0x200e ||
         c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

std::string format_plain(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  bool in_run = false;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf8(text, i);
    if (is_control(point.value)) {
      if (!in_run) result.push_back(' ');
      in_run = true;
    } else {
      in_run = false;
      point.valid ? result.append(text.substr(i, point.length)) : result.append("\xef\xbf\xbd");
    }
    i += point.length;
  }
  const std::size_t begin = result.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  return result.substr(begin, result.find_last_not_of(' ') - begin + 1);
}

std::string format_inline(std::string_view text) {
  std::string result = format_plain(text);
  for (std::size_t at = result.find("<!--"); at != std::string::npos; at = result.find("<!--", at + 2)) {
    // Behind an odd number of backslashes the bracket is escaped already; one more would free it.
    std::size_t slashes = 0;
    while (slashes < at && result[at - slashes - 1] == '\\') ++slashes;
    if (slashes % 2 == 0) result.insert(at, "\\");
  }
  return result;
}

std::string format_item_text(std::string_view text) {
  std::string result = format_inline(text);
  if (starts_block(result)) {
    result.insert(0, "\\");
  } else if (const std::size_t end = find_list_number_end(result); end != std::string_view::npos) {
    result.insert(end, "\\");
  }
  return result;
}

std::string format_cell(std::string_view text) {
  std::string result;
  for (const char c : format_inline(text)) {
    if (c == '|') result.push_back('\\');
    result.push_back(c);
  }
  // A backslash at the end would escape the pipe that closes the cell.
  if (!result.empty() && result.back() == '\\') result.push_back('\\');
  return result;
}

std::string format_shortened(std::string_view text, std::size_t limit) {
  std::size_t count = 0;
  std::size_t cut = 0;
  for (std::size_t i = 0; i < text.size(); i += decode_utf8(text, i).length) {
    if (count + 3 == limit) cut = i;
    if (++count > limit) return std::string(text.substr(0, cut)) + "...";
  }
  return std::string(text);
}

std::string fold_for_match(std::string_view text) {
  std::string folded;
  bool blank = false;
  std::size_t kept = 0;  // the length up to the last character that is no sentence punctuation
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf8(text, i);
    const std::uint32_t c = fold_case(point.value);
    const bool escape = c == '\\' && i + 1 < text.size() && is_ascii_punctuation(text[i + 1]);
    i += point.length;
    if (c == '*' || c == '`' || c == '~' || escape) continue;
    if (is_space(c) || is_control(c)) {
      blank = !folded.empty();
      continue;
    }
    if (folded.empty() && is_sentence_punctuation(c)) continue;
    if (blank) folded.push_back(' ');
    blank = false;
    append_utf8(folded, c);
    if (!is_sentence_punctuation(c)) kept = folded.size();
  }
  folded.resize(kept);
  return folded;
}

std::size_t find_conventional_prefix(std::string_view subject) {
  std::size_t i = 0;
  while (i < subject.size() && is_ascii_letter(static_cast<unsigned char>(subject[i]))) ++i;
  if (i == 0) return 0;
  if (i < subject.size() && subject[i] == '(') {
    const std::size_t close = subject.find(')', i);
    if (close == std::string_view::npos || close == i + 1) return 0;
    i = close + 1;
  }
  if (i < subject.size() && subject[i] == '!') ++i;
  if (i + 1 >= subject.size() || subject[i] != ':' || subject[i + 1] != ' ') return 0;
  const std::size_t text = subject.find_first_not_of(' ', i + 1);
  return text == std::string_view::npos ? 0 : text;
}

}  // namespace session
