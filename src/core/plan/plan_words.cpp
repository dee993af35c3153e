// SPDX-License-Identifier: MIT
#include "core/plan/plan_words.hpp"

#include "core/plan/plan_text.hpp"
#include "core/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace session {
namespace {

using std::string_view;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_emphasis(std::uint32_t c) {
  return c == '*' || c == '_';
}

bool is_done_mark(std::uint32_t c) {
  return c == 0x2705 || c == 0x2714 || c == 0x2713 || c == 0x2611 || c == 0x1f5f9;
}

/// Clocks, empty boxes, building sites: signs of work that is not complete.
bool is_open_mark(std::uint32_t c) {
  return c == 0x23f3 || c == 0x231b || c == 0x23f8 || c == 0x2b1c || c == 0x2610 || c == 0x25fb ||
         c == 0x25a1 || c == 0x1f504 || c == 0x1f6a7 || c == 0x1f51c || c == 0x1f532 || c == 0x1f533;
}

/// Longer titles name no phase and no step; so no input costs more than its length times a constant.
constexpr std::size_t kLongestTitle = 500;
constexpr std::size_t kLongestStatus = 60;

template <std::size_t Size>
bool contains(const std::array<string_view, Size>& words, string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<string_view, 13> kDoneWords = {
    "complete", "completed", "done",   "finished", "shipped", "merged", "implemented",
    "closed",   "released",  "已完成", "完成",     "完了",    "완료"};
constexpr std::array<string_view, 26> kOpenWords = {
    "next",     "pending",  "future",  "planned", "todo",    "active",   "current", "currently", "blocked",
    "deferred", "wip",      "ongoing", "paused",  "skipped", "ready",    "partial", "partially", "started",
    "in",       "progress", "not",     "to",      "start",   "upcoming", "mostly",  "进行中"};

bool is_status_word(string_view word) {
  return contains(kDoneWords, word) || contains(kOpenWords, word);
}

bool all_status_words(const std::vector<std::string>& words) {
  return !words.empty() &&
         std::all_of(words.begin(), words.end(), [](const auto& w) { return is_status_word(w); });
}

StatusWord status_of(const std::vector<std::string>& words) {
  if (words.empty()) return StatusWord::none;
  if (contains(kDoneWords, words.front())) return StatusWord::done;
  return contains(kOpenWords, words.front()) ? StatusWord::open : StatusWord::none;
}

constexpr std::array<string_view, 35> kUnits = {
    "hour",  "hours",  "hr",   "hrs",    "h",       "min",     "mins",  "minute", "minutes",
    "m",     "day",    "days", "d",      "week",    "weeks",   "wk",    "wks",    "w",
    "month", "months", "mo",   "sprint", "sprints", "quarter", "small", "medium", "large",
    "s",     "l",      "xs",   "xl",     "xxl",     "tiny",    "huge",  "tbd"};
constexpr std::array<string_view, 12> kFillers = {
    "est", "estimated", "estimate", "approx", "about", "ca", "total", "effort", "of", "to", "pre", "post"};

/// True for "Week 1-2", "~3h", "Medium", "Pre-Week": digits and fillers around at least one unit or size.
bool is_duration(string_view text) {
  bool unit_seen = false;
  for (const std::string& word : split_words(text)) {
    const std::size_t letters = std::min(word.find_first_not_of("0123456789"), word.size());
    const string_view rest = string_view(word).substr(letters);
    if (rest.empty() || (letters == 0 && contains(kFillers, rest))) continue;
    if (!contains(kUnits, rest)) return false;
    unit_seen = true;
  }
  return unit_seen;
}

/// Removes emoji, emphasis, a task box and an ordinal ("3.1", "1)") from the start of a heading.
string_view strip_heading_start(string_view text) {
  text = strip_front(text, is_decoration);
  if (text.size() > 2 && text[0] == '[' && text[2] == ']') {
    text = strip_front(text.substr(3), is_decoration);
  }
  string_view rest = text;
  if (!consume_number(rest).empty()) {
    if (!rest.empty() && (rest.front() == '.' || rest.front() == ')')) rest.remove_prefix(1);
    const string_view after = strip_front(rest, is_decoration);
    string_view word = after;
    if (after.size() != rest.size() && consume_word(word, "phase")) return after;
  }
  return text;
}

std::string without_bold(string_view text) {
  std::string result;
  bool code = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '`') code = !code;
    if (!code && text.substr(i, 2) == "**") {
      ++i;
      continue;
    }
    result.push_back(text[i]);
  }
  return result;
}

/// The status that `text` consists of up to the first dash, comma, colon or bracket; none when other words
/// stand there too.
StatusWord status_before_stop(string_view text) {
  std::size_t end = 0;
  while (end < text.size()) {
    const CodePoint point = decode_utf8(text, end);
    if (is_dash(point.value) || (point.value < 0x80 && string_view("([,;:").find(text[end]) != text.npos))
      break;
    end += point.length;
    if (end > kLongestStatus) return StatusWord::none;
  }
  const auto words = split_words(text.substr(0, end));
  return all_status_words(words) ? status_of(words) : StatusWord::none;
}

/// Cuts a title where a status emoji with a status behind it begins: "Setup ✅ COMPLETE (Nov 3)".
void cut_at_status_mark(string_view& text, StatusWord& status) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf8(text, i);
    i += point.length;
    if (!is_mark(point.value)) continue;
    const string_view behind = strip_front(text.substr(i), is_decoration);
    status = status_before_stop(behind);
    if (status != StatusWord::none) {
      text = text.substr(0, i - point.length);
      return;
    }
    i = text.size() - behind.size();
  }
}

/// Cuts "(…)" or "[…]" at the end when it holds nothing but a status or a duration.
bool cut_parenthesis(string_view& text, StrippedTitle& found) {
  if (text.empty() || (text.back() != ')' && text.back() != ']')) return false;
  const std::size_t open = text.rfind(text.back() == ')' ? '(' : '[');
  if (open == string_view::npos) return false;
  const string_view inner = text.substr(open + 1, text.size() - open - 2);
  const auto words = split_words(inner);
  if (all_status_words(words)) {
    if (found.status == StatusWord::none) found.status = status_of(words);
  } else if (is_duration(inner)) {
    if (!found.size) found.size = std::string(strip_blanks(inner));
  } else {
    return false;
  }
  text = text.substr(0, open);
  return true;
}

/// Cuts status words at the end when a dash or `|` parts them from the title, or when they are in capitals
/// and the title is not.
bool cut_status_words(string_view& text, StatusWord& status) {
  static constexpr string_view kSmall = "abcdefghijklmnopqrstuvwxyz";
  std::size_t begin = text.size();
  for (int count = 0; count < 2 && begin > 0; ++count) {
    const std::size_t blank = strip_back(text.substr(0, begin), is_wide_blank).find_last_of(" |");
    begin = blank == string_view::npos ? 0 : blank + 1;
    const string_view tail = text.substr(begin);
    const auto words = split_words(tail);
    if (tail.size() > kLongestStatus || !all_status_words(words)) return false;
    const string_view before = strip_back(text.substr(0, begin), is_wide_blank);
    const bool parted =
        !before.empty() && (before.back() == '|' || is_dash(decode_utf8_before(before, before.size()).value));
    const bool capitals = tail.find_first_of(kSmall) == string_view::npos &&
                          (before.empty() || before.find_first_of(kSmall) != string_view::npos);
    if (!parted && !capitals) continue;
    if (status == StatusWord::none) status = status_of(words);
    text = strip_back(before, [](std::uint32_t c) { return is_wide_blank(c) || is_dash(c) || c == '|'; });
    return true;
  }
  return false;
}

StatusWord status_of_mark(std::uint32_t c) {
  if (is_done_mark(c)) return StatusWord::done;
  return is_open_mark(c) ? StatusWord::open : StatusWord::none;
}

}  // namespace

StatusWord parse_status(string_view text) {
  const string_view words = strip_front(text, is_decoration).substr(0, kLongestStatus);
  const StatusWord status = status_of(split_words(words.substr(0, words.find_first_of("(,;%"))));
  if (status != StatusWord::none || !words.empty()) return status;
  text = strip_front(text, [](std::uint32_t c) { return is_wide_blank(c) || is_emphasis(c); });
  return text.empty() ? StatusWord::none : status_of_mark(decode_utf8(text, 0).value);
}

StrippedTitle strip_title(string_view title) {
  StrippedTitle found;
  const std::string plain = without_bold(title);
  string_view text = strip_blanks(plain);
  cut_at_status_mark(text, found.status);
  StatusWord mark = StatusWord::none;
  for (;;) {
    text = strip_back(text, [&mark](std::uint32_t c) {
      if (mark == StatusWord::none) mark = status_of_mark(c);
      return is_wide_blank(c) || is_mark(c);
    });
    if (cut_parenthesis(text, found) || cut_status_words(text, found.status)) continue;
    break;
  }
  if (found.status == StatusWord::none) found.status = mark;
  text = strip_wrapping(text);
  if (text.ends_with(':')) text.remove_suffix(1);
  found.name = std::string(strip_blanks(text));
  return found;
}

std::optional<PhaseTitle> find_phase_title(string_view heading) {
  if (heading.size() > kLongestTitle) return std::nullopt;
  string_view text = strip_heading_start(heading);
  if (!consume_word(text, "phase")) return std::nullopt;
  const string_view behind =
      strip_front(text, [](std::uint32_t c) { return is_wide_blank(c) || is_dash(c) || c == '#'; });
  if (behind.size() == text.size()) return std::nullopt;
  text = behind;
  const string_view number = consume_number(text);
  if (number.empty()) return std::nullopt;
  PhaseTitle found{std::string(number), {}};
  // Bold may end behind the number: `**Phase 1**: Title`.
  text = strip_front(text, is_emphasis);
  std::optional<std::string> size;
  if (const string_view rest = strip_front(text, is_wide_blank); rest.starts_with('(')) {
    const std::size_t close = rest.find(')');
    string_view after = close == string_view::npos ? string_view{} : rest.substr(close + 1);
    if (close != string_view::npos && consume_separator(after)) {
      if (is_duration(rest.substr(1, close - 1))) size = std::string(rest.substr(1, close - 1));
      found.title = strip_title(strip_front(after, is_emphasis));
      if (!found.title.size) found.title.size = size;
      return found;
    }
  }
  if (consume_separator(text)) {
    found.title =
        strip_title(strip_front(text, [](std::uint32_t c) { return is_wide_blank(c) || c == '*'; }));
    return found;
  }
  found.title = strip_title(text);
  if (!found.title.name.empty()) return std::nullopt;
  return found;
}

std::string fold_phase_number(string_view number) {
  std::string folded;
  bool part_start = true;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const char c = number[i];
    const bool more = i + 1 < number.size() && is_digit(number[i + 1]);
    if (part_start && c == '0' && more) continue;
    part_start = c == '.';
    folded.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  return folded;
}

std::optional<std::string> find_phase_number(string_view cell) {
  string_view text =
      strip_front(cell, [](std::uint32_t c) { return is_decoration(c) || c == '[' || c == '`'; });
  if (consume_word(text, "phase"))
    text = strip_front(text, [](std::uint32_t c) { return is_wide_blank(c) || c == '#'; });
  const string_view number = consume_number(text);
  if (number.empty()) return std::nullopt;
  return std::string(number);
}

std::optional<NumberedTitle> find_numbered_title(string_view heading) {
  static constexpr std::array<string_view, 10> kCounted = {
      "step", "task", "deliverable", "item", "part", "milestone", "phase", "sprint", "week", "day"};
  if (heading.size() > kLongestTitle) return std::nullopt;
  string_view text = strip_front(heading, is_decoration);
  bool counted = false;
  for (const string_view word : kCounted) {
    string_view rest = text;
    if (!consume_word(rest, word)) continue;
    const string_view number =
        strip_front(rest, [](std::uint32_t c) { return is_wide_blank(c) || c == '#'; });
    if (number.size() == rest.size() || number.empty() || !is_digit(number.front())) continue;
    text = number;
    counted = true;
    break;
  }
  const string_view number = consume_number(text);
  if (number.empty()) return std::nullopt;
  const bool dotted = number.find('.') != string_view::npos;
  text = strip_front(text, is_emphasis);
  const bool separated = consume_separator(text);
  if (!separated && (counted || !dotted || text.empty())) return std::nullopt;
  NumberedTitle found{strip_title(strip_front(text, is_decoration)), counted};
  if (found.title.name.empty()) return std::nullopt;
  return found;
}

MarkedText strip_marks(string_view text) {
  MarkedText found{strip_blanks(text), StatusWord::none};
  const auto note = [&found](std::uint32_t c) {
    const StatusWord status = status_of_mark(c);
    if (found.status == StatusWord::none) found.status = status;
    return status != StatusWord::none || is_wide_blank(c) || (c >= 0xfe00 && c <= 0xfe0f);
  };
  found.text = strip_back(strip_front(found.text, note), note);
  return found;
}

}  // namespace session
