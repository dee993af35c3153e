// SPDX-License-Identifier: MIT
// Start and end conditions of HTML blocks.
#include "core/markdown/markdown_html.hpp"

#include "core/markdown/markdown_line.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace session {
namespace {

constexpr std::array<std::string_view, 4> kRawTextTags = {"pre", "script", "style", "textarea"};

// Sorted, for a binary search.
constexpr std::array<std::string_view, 62> kBlockTags = {
    "address",  "article",    "aside",  "base",    "basefont", "blockquote", "body",     "caption",  "center",
    "col",      "colgroup",   "dd",     "details", "dialog",   "dir",        "div",      "dl",       "dt",
    "fieldset", "figcaption", "figure", "footer",  "form",     "frame",      "frameset", "h1",       "h2",
    "h3",       "h4",         "h5",     "h6",      "head",     "header",     "hr",       "html",     "iframe",
    "legend",   "li",         "link",   "main",    "menu",     "menuitem",   "nav",      "noframes", "ol",
    "optgroup", "option",     "p",      "param",   "search",   "section",    "summary",  "table",    "tbody",
    "td",       "tfoot",      "th",     "thead",   "title",    "tr",         "track",    "ul"};

constexpr std::size_t kLongestTag = 10;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::size_t skip_blanks(std::string_view line, std::size_t i) {
  while (i < line.size() && is_blank(line[i])) ++i;
  return i;
}

/// The end of the tag name at `begin`; `begin` itself when there is none.
std::size_t skip_tag_name(std::string_view line, std::size_t begin) {
  std::size_t i = begin;
  if (i == line.size() || !is_letter(line[i])) return begin;
  while (i < line.size() && (is_letter(line[i]) || is_digit(line[i]) || line[i] == '-')) ++i;
  return i;
}

bool equals_without_case(std::string_view name, std::string_view lower) {
  return name.size() == lower.size() &&
         std::equal(name.begin(), name.end(), lower.begin(), [](char a, char b) { return to_lower(a) == b; });
}

bool is_raw_text_tag(std::string_view name) {
  return std::any_of(kRawTextTags.begin(), kRawTextTags.end(),
                     [name](std::string_view tag) { return equals_without_case(name, tag); });
}

bool is_block_tag(std::string_view name) {
  if (name.size() > kLongestTag) return false;
  std::array<char, kLongestTag> lower{};
  std::transform(name.begin(), name.end(), lower.begin(), to_lower);
  return std::binary_search(kBlockTags.begin(), kBlockTags.end(),
                            std::string_view(lower.data(), name.size()));
}

/// The end of the attribute value at `i` (CommonMark 6.6); npos when there is none.
std::size_t skip_attribute_value(std::string_view line, std::size_t i) {
  if (i == line.size()) return std::string_view::npos;
  if (line[i] == '"' || line[i] == '\'') {
    const std::size_t close = line.find(line[i], i + 1);
    return close == std::string_view::npos ? close : close + 1;
  }
  const std::size_t begin = i;
  while (i < line.size() && !is_blank(line[i]) &&
         std::string_view("\"'=<>`").find(line[i]) == std::string_view::npos) {
    ++i;
  }
  return i == begin ? std::string_view::npos : i;
}

/// The end of the attributes at `i`, with the blanks behind them; npos when one of them is broken.
std::size_t skip_attributes(std::string_view line, std::size_t i) {
  while (true) {
    const std::size_t begin = skip_blanks(line, i);
    const bool separated = begin > i;
    i = begin;
    if (!separated || i == line.size()) return i;
    if (!is_letter(line[i]) && line[i] != '_' && line[i] != ':') return i;
    while (i < line.size() && (is_letter(line[i]) || is_digit(line[i]) ||
                               std::string_view("_.:-").find(line[i]) != std::string_view::npos)) {
      ++i;
    }
    const std::size_t equals = skip_blanks(line, i);
    if (equals < line.size() && line[equals] == '=') {
      i = skip_attribute_value(line, skip_blanks(line, equals + 1));
      if (i == std::string_view::npos) return i;
    }
  }
}

/// Whether `line` is one complete open or closing tag and nothing else.
bool is_single_tag(std::string_view line, std::size_t name_begin, std::size_t name_end) {
  const bool closing = name_begin == 2;
  std::size_t i = name_end;
  if (closing) {
    i = skip_blanks(line, i);
  } else {
    if (is_raw_text_tag(line.substr(name_begin, name_end - name_begin))) return false;
    i = skip_attributes(line, i);
    if (i == std::string_view::npos) return false;
    if (i < line.size() && line[i] == '/') ++i;
  }
  return i < line.size() && line[i] == '>' && skip_blanks(line, i + 1) == line.size();
}

HtmlKind parse_tag_start(std::string_view line) {
  const std::size_t begin = line.size() > 1 && line[1] == '/' ? 2 : 1;
  const std::size_t end = skip_tag_name(line, begin);
  if (end == begin) return HtmlKind::none;
  const std::string_view name = line.substr(begin, end - begin);
  const bool ended = end == line.size() || is_blank(line[end]) || line[end] == '>';
  if (begin == 1 && ended && is_raw_text_tag(name)) return HtmlKind::raw_text;
  const bool self_closed = line.substr(end, 2) == "/>";
  if ((ended || self_closed) && is_block_tag(name)) return HtmlKind::block_tag;
  return is_single_tag(line, begin, end) ? HtmlKind::any_tag : HtmlKind::none;
}

/// Whether `line` holds the closing tag of a raw text element, whichever it is.
bool has_raw_text_end(std::string_view line) {
  for (std::size_t i = line.find("</"); i != std::string_view::npos; i = line.find("</", i + 2)) {
    const std::size_t end = skip_tag_name(line, i + 2);
    if (end < line.size() && line[end] == '>' && is_raw_text_tag(line.substr(i + 2, end - i - 2)))
      return true;
  }
  return false;
}

}  // namespace

HtmlKind parse_html_start(std::string_view line) {
  if (line.size() < 2 || line[0] != '<') return HtmlKind::none;
  if (line[1] == '?') return HtmlKind::instruction;
  if (line[1] != '!') return parse_tag_start(line);
  if (line.substr(2, 2) == "--") return HtmlKind::comment;
  if (line.substr(2, 7) == "[CDATA[") return HtmlKind::cdata;
  return line.size() > 2 && is_letter(line[2]) ? HtmlKind::declaration : HtmlKind::none;
}

bool has_html_end(std::string_view line, HtmlKind kind) {
  switch (kind) {
    case HtmlKind::raw_text: return has_raw_text_end(line);
    case HtmlKind::comment: return line.find("-->") != std::string_view::npos;
    case HtmlKind::instruction: return line.find("?>") != std::string_view::npos;
    case HtmlKind::declaration: return line.find('>') != std::string_view::npos;
    case HtmlKind::cdata: return line.find("]]>") != std::string_view::npos;
    case HtmlKind::none:
    case HtmlKind::block_tag:
    case HtmlKind::any_tag: break;
  }
  return false;
}

}  // namespace session
