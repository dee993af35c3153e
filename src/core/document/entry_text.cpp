// SPDX-License-Identifier: MIT
#include "core/document/entry_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace session {
namespace {

constexpr std::string_view kDash = " — ";
constexpr std::array<std::string_view, 4> kSeparators = {" — ", " – ", " - ", ": "};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Hex with at least one digit: what stands bare in a line must look like an id beyond doubt.
bool looks_like_hex_id(std::string_view text) {
  return text.size() >= 7 && text.size() <= 64 && text.find_first_not_of("0123456789abcdef") == text.npos &&
         std::any_of(text.begin(), text.end(), is_digit);
}

/// What stands in backticks in the place of a hash may be a placeholder such as `d5e6f7g`.
bool looks_like_id(std::string_view text) {
  return text.size() >= 4 && text.size() <= 64 &&
         text.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz") == text.npos &&
         (text.find_first_not_of("0123456789abcdef") == text.npos ||
          std::any_of(text.begin(), text.end(), is_digit));
}

std::size_t trimmed_end(std::string_view text, std::size_t end) {
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
  return end;
}

/// The span of YYYY-MM-DD when `text` up to `end` closes with `(YYYY-MM-DD)`.
Span find_date(std::string_view text, std::size_t end) {
  if (end < 12 || text[end - 1] != ')' || text[end - 12] != '(') return {};
  const std::string_view date = text.substr(end - 11, 10);
  for (std::size_t i = 0; i < date.size(); ++i) {
    if (i == 4 || i == 7 ? date[i] != '-' : !is_digit(date[i])) return {};
  }
  return {end - 11, end - 1};
}

/// The end of the words when a separator stands right before `at`; `at` itself when none does.
std::size_t before_separator(std::string_view text, std::size_t at) {
  for (const std::string_view separator : kSeparators) {
    if (at >= separator.size() && text.substr(at - separator.size(), separator.size()) == separator) {
      return trimmed_end(text, at - separator.size());
    }
  }
  return trimmed_end(text, at);
}

/// Where the id starts with which `text` closes: in backticks, or bare and pure hex; npos when there is none.
std::size_t find_last_id(std::string_view text) {
  if (text.size() < 2) return text.npos;
  if (text.back() == '`') {
    const std::size_t open = text.rfind('`', text.size() - 2);
    if (open == text.npos || !looks_like_id(text.substr(open + 1, text.size() - open - 2))) return text.npos;
    return open;
  }
  const std::size_t blank = text.rfind(' ');
  if (blank == text.npos) return text.npos;
  const std::string_view id = text.substr(blank + 1);
  const bool is_hex = id.find_first_not_of("0123456789abcdef") == id.npos;
  return id.size() >= 7 && id.size() <= 64 && is_hex ? blank + 1 : text.npos;
}

/// The span of the mark with which `text` closes; empty when it closes with none.
Span find_mark(std::string_view text) {
  constexpr std::string_view kGone = "commit gone";
  constexpr std::string_view kReverted = "reverted by ";
  const std::size_t end = trimmed_end(text, text.size());
  text = text.substr(0, end);
  std::size_t begin = text.npos;
  if (text.ends_with(kGone)) {
    begin = end - kGone.size();
  } else if (const std::size_t id = find_last_id(text); id != text.npos) {
    if (text.substr(0, id).ends_with(kReverted)) begin = id - kReverted.size();
  }
  if (begin == text.npos || !text.substr(0, begin).ends_with(kDash)) return {};
  return {begin, end};
}

/// Takes a text without a mark apart.
EntryParts parse_unmarked(std::string_view text) {
  EntryParts parts;
  std::size_t end = trimmed_end(text, text.size());
  parts.words = {0, end};
  if (const Span date = find_date(text, end); !date.empty()) {
    parts.date = date;
    end = trimmed_end(text, date.begin - 1);
    parts.words.end = end;
  }
  if (end == 0) return parts;
  if (text[end - 1] == '`') {
    const std::size_t open = text.rfind('`', end - 2);
    if (end < 2 || open == text.npos || !looks_like_id(text.substr(open + 1, end - open - 2))) return parts;
    parts.hash = {open + 1, end - 1};
    parts.words.end = before_separator(text, open);
    return parts;
  }
  if (text[end - 1] == ')') {
    const std::size_t open = text.rfind('(', end - 1);
    if (open == text.npos) return parts;
    std::size_t begin = open + 1;
    if (text.substr(begin).starts_with("commit")) begin = text.find_first_not_of(": ", begin + 6);
    if (begin < end - 1 && text[begin] == '`' && text[end - 2] == '`') {
      if (!looks_like_id(text.substr(begin + 1, end - begin - 3))) return parts;
      parts.hash = {begin + 1, end - 2};
    } else if (begin < end - 1 && looks_like_hex_id(text.substr(begin, end - 1 - begin))) {
      parts.hash = {begin, end - 1};
    }
    if (!parts.hash.empty()) parts.words.end = before_separator(text, open);
    return parts;
  }
  const std::size_t blank = text.rfind(' ', end - 1);
  if (blank != text.npos && looks_like_hex_id(text.substr(blank + 1, end - blank - 1)) &&
      before_separator(text, blank + 1) < blank) {
    parts.hash = {blank + 1, end};
    parts.words.end = before_separator(text, blank + 1);
  }
  return parts;
}

}  // namespace

EntryParts parse_completed_text(std::string_view text) {
  if (const Span mark = find_mark(text); !mark.empty()) {
    EntryParts parts = parse_unmarked(text.substr(0, mark.begin - kDash.size()));
    parts.mark = mark;
    // Without a hash there is no commit that the mark could speak of: these are a person's words.
    if (!parts.hash.empty()) return parts;
  }
  return parse_unmarked(text);
}

EntryParts parse_open_text(std::string_view text) {
  EntryParts parts;
  parts.words = {0, trimmed_end(text, text.size())};
  std::size_t at = text.npos;
  bool in_code = false;
  const std::size_t last_mark = text.rfind('`');
  for (std::size_t i = 0; i < text.size(); ++i) {
    // The last backtick can close a code span but open none.
    if (text[i] == '`') in_code = !in_code && i != last_mark;
    if (!in_code && text.substr(i, kDash.size()) == kDash) at = i;
  }
  if (at == text.npos || trimmed_end(text, at) == 0) return parts;
  const std::size_t note = text.find_first_not_of(' ', at + kDash.size());
  if (note == text.npos) return parts;
  parts.note = {note, parts.words.end};
  parts.words.end = trimmed_end(text, at);
  return parts;
}

std::string format_completed(std::string_view words, std::string_view hash, std::string_view date,
                             std::string_view mark) {
  std::string line = "[x] ";
  line.append(words);
  if (hash.empty()) {
    if (!date.empty()) line.append(" (").append(date).append(")");
    return line;
  }
  line.append(" — `").append(hash).append("` (").append(date).append(")");
  if (!mark.empty()) line.append(kDash).append(mark);
  return line;
}

std::string format_open(std::string_view words, std::string_view note) {
  std::string line = "[ ] ";
  line.append(words);
  if (!note.empty()) line.append(kDash).append(note);
  return line;
}

}  // namespace session
