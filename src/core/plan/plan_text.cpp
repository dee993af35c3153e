// SPDX-License-Identifier: MIT
#include "core/plan/plan_text.hpp"

namespace session {
namespace {

using std::string_view;

/// Longer ones number nothing.
constexpr std::size_t kLongestNumber = 12;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// True for what parts words: everything but letters and digits of any script.
bool parts_words(std::uint32_t c) {
  if (c < 0x80) return !is_digit(static_cast<char>(c)) && !is_letter(static_cast<char>(c));
  return is_wide_blank(c) || is_mark(c) || (c >= 0x2010 && c <= 0x206f) || (c >= 0x3001 && c <= 0x303f) ||
         (c >= 0xff01 && c <= 0xff0f) || (c >= 0xff1a && c <= 0xff20) || (c >= 0xa1 && c <= 0xbf) ||
         c == 0xfffd;
}

}  // namespace

bool is_wide_blank(std::uint32_t c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xa0 || (c >= 0x2000 && c <= 0x200b) ||
         c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

bool is_dash(std::uint32_t c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

bool is_mark(std::uint32_t c) {
  return (c >= 0x2190 && c <= 0x2bff && c != 0x2212) || (c >= 0xfe00 && c <= 0xfe0f) || c == 0x200d ||
         c == 0x20e3 || (c >= 0x1f000 && c <= 0x1faff) || (c >= 0xe0020 && c <= 0xe007f);
}

bool is_decoration(std::uint32_t c) {
  return is_wide_blank(c) || is_mark(c) || c == '*' || c == '_' || c == '~';
}

CodePoint decode_utf8_before(string_view text, std::size_t end) {
  std::size_t begin = end - 1;
  while (begin > 0 && end - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xc0) == 0x80) --begin;
  const CodePoint point = decode_utf8(text, begin);
  if (point.valid && point.length == end - begin) return point;
  return {0xfffd, 1, false};
}

string_view strip_blanks(string_view text) {
  return strip_back(strip_front(text, is_wide_blank), is_wide_blank);
}

string_view strip_wrapping(string_view text) {
  text = strip_blanks(text);
  for (const string_view mark : {"**", "__", "*", "_"}) {
    if (text.size() <= 2 * mark.size() || !text.starts_with(mark) || !text.ends_with(mark)) continue;
    const string_view inner = text.substr(mark.size(), text.size() - 2 * mark.size());
    if (inner.find(mark) == string_view::npos) return strip_blanks(inner);
  }
  return text;
}

std::vector<std::string> split_words(string_view text) {
  std::vector<std::string> words;
  bool inside = false;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf8(text, i);
    const bool parts = parts_words(point.value);
    if (!parts && !inside) words.emplace_back();
    if (!parts && point.value >= 'A' && point.value <= 'Z') {
      words.back().push_back(static_cast<char>(point.value + 32));
    } else if (!parts) {
      words.back().append(text.substr(i, point.length));
    }
    inside = !parts;
    i += point.length;
  }
  return words;
}

bool consume_word(string_view& text, string_view word) {
  if (text.size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = text[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != word[i]) return false;
  }
  text.remove_prefix(word.size());
  return true;
}

string_view consume_number(string_view& text) {
  std::size_t i = 0;
  while (i < text.size() && is_digit(text[i])) ++i;
  if (i == 0) return {};
  while (i + 1 < text.size() && text[i] == '.' && is_digit(text[i + 1])) {
    ++i;
    while (i < text.size() && is_digit(text[i])) ++i;
  }
  const bool letter = i < text.size() && is_letter(text[i]);
  if (letter && (i + 1 == text.size() || !(is_letter(text[i + 1]) || is_digit(text[i + 1])))) ++i;
  if (i > kLongestNumber || (i < text.size() && !parts_words(decode_utf8(text, i).value))) return {};
  const string_view number = text.substr(0, i);
  text.remove_prefix(i);
  return number;
}

bool consume_separator(string_view& text) {
  const string_view rest = strip_front(text, is_wide_blank);
  if (rest.empty()) return false;
  const bool blank_before = rest.size() != text.size();
  const CodePoint point = decode_utf8(rest, 0);
  const string_view after = rest.substr(point.length);
  const bool digit_follows = !after.empty() && is_digit(after.front());
  const bool separates = point.value == ':' || point.value == 0xff1a || point.value == '|' ||
                         (is_dash(point.value) && (blank_before || !digit_follows)) ||
                         ((point.value == '.' || point.value == ')') && !blank_before && !digit_follows);
  if (separates) text = after;
  return separates;
}

}  // namespace session
