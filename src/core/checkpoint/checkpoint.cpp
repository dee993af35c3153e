// SPDX-License-Identifier: MIT
// The values of the checkpoint's fields, and the list of changes read back.
#include "core/checkpoint/checkpoint.hpp"

#include "core/recording/record.hpp"
#include "core/text/inline_text.hpp"
#include "core/text/utf8.hpp"

#include <algorithm>
#include <utility>

namespace session {
namespace {

constexpr std::string_view kDetached = "(detached)";
constexpr std::string_view kCommentStart = "<!--";
constexpr std::string_view kBlanks = " \t\r\n";
// git's quote.c: the control characters that have a letter of their own.
constexpr std::string_view kNamed = "\a\b\t\n\v\f\r\"\\";
constexpr std::string_view kNames = "abtnvfr\"\\";

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

bool needs_quotes(std::string_view path) {
  if (path.empty() || path.front() == ' ' || path.back() == ' ') return true;
  if (path.find_first_of(",\"`\\") != std::string_view::npos) return true;
  if (path.find(kCommentStart) != std::string_view::npos || parse_unlisted(path)) return true;
  for (std::size_t i = 0; i < path.size();) {
    const CodePoint point = decode_utf8(path, i);
    if (!point.valid || is_control(point.value)) return true;
    i += point.length;
  }
  return false;
}

void append_octal(std::string& text, char byte) {
  const auto value = static_cast<unsigned char>(byte);
  text.push_back('\\');
  for (const int shift : {6, 3, 0}) text.push_back(static_cast<char>('0' + ((value >> shift) & 7)));
}

std::string format_quoted(std::string_view path) {
  std::string result = "\"";
  for (std::size_t i = 0; i < path.size();) {
    const CodePoint point = decode_utf8(path, i);
    const std::string_view bytes = path.substr(i, point.length);
    const std::size_t named = kNamed.find(bytes.front());
    const bool outer_blank = bytes == " " && (i == 0 || i + 1 == path.size());
    if (named != std::string_view::npos) {
      result.push_back('\\');
      result.push_back(kNames[named]);
    } else if (!point.valid || is_control(point.value) || outer_blank ||
               path.substr(i).starts_with(kCommentStart)) {
      for (const char byte : bytes) append_octal(result, byte);
    } else {
      result.append(bytes);
    }
    i += point.length;
  }
  return result + "\"";
}

/// Reads the C-quoted text that starts at the quote at `at`, and moves `at` behind its end.
std::optional<std::string> parse_quoted(std::string_view text, std::size_t& at) {
  std::string result;
  for (++at; at < text.size(); ++at) {
    if (text[at] == '"') {
      ++at;
      return result;
    }
    if (text[at] != '\\') {
      result.push_back(text[at]);
      continue;
    }
    if (++at == text.size()) return std::nullopt;
    if (const std::size_t name = kNames.find(text[at]); name != std::string_view::npos) {
      result.push_back(kNamed[name]);
      continue;
    }
    const std::string_view digits = text.substr(at, 3);
    if (digits.size() < 3 || digits.find_first_not_of("01234567") != digits.npos || digits.front() > '3') {
      return std::nullopt;
    }
    result.push_back(static_cast<char>((digits[0] - '0') * 64 + (digits[1] - '0') * 8 + (digits[2] - '0')));
    at += 2;
  }
  return std::nullopt;
}

/// git-status(1), "Short Format", without blanks.
bool is_status(std::string_view text) {
  if (text == "??" || text == "!!") return true;
  return !text.empty() && text.size() <= 2 && text.find_first_not_of("MTADRCU") == text.npos;
}

/// "A few files" has the form of a change, but is a sentence.
bool is_sentence(std::string_view status, std::string_view path) {
  return status == "A" && path.find(' ') != path.npos && path.find_first_of("./") == path.npos;
}

/// Reads an unquoted path; `text` goes up to the comma.
std::optional<std::string> parse_bare_path(std::string_view status, std::string_view text) {
  std::string_view path = trim(text);
  if (parse_unlisted(path) || is_sentence(status, path)) return std::nullopt;
  if (path.size() > 2 && path.front() == '`' && path.back() == '`') path = path.substr(1, path.size() - 2);
  if (path.empty()) return std::nullopt;
  return std::string(path);
}

}  // namespace

void sort_changes(std::vector<Change>& changes) {
  std::stable_sort(changes.begin(), changes.end(),
                   [](const Change& a, const Change& b) { return a.path < b.path; });
}

std::string format_branch(const Head& head) {
  if (!head.branch) return std::string(kDetached);
  std::string name = format_inline(*head.branch);
  return name == kDetached ? "\\" + name : name;
}

std::string format_last_commit(const Checkpoint& checkpoint) {
  if (!checkpoint.head.id || checkpoint.abbreviated.empty()) return "_(no commit yet)_";
  std::string result = "`" + checkpoint.abbreviated + "`";
  if (const std::string subject = format_inline(checkpoint.subject); !subject.empty()) {
    result.append(" — ").append(subject);
  }
  return result;
}

std::string format_changes(const std::vector<Change>& changes, std::size_t max_listed) {
  if (changes.empty()) return "None";
  std::string result;
  const std::size_t listed = std::min(max_listed, changes.size());
  for (std::size_t i = 0; i < listed; ++i) {
    if (i > 0) result.append(", ");
    result.append(format_change(changes[i]));
  }
  if (listed < changes.size()) {
    if (listed > 0) result.append(", ");
    result.append("and ").append(std::to_string(changes.size() - listed)).append(" more");
  }
  return result;
}

std::string format_own_changes(const Checkpoint& checkpoint, std::size_t max_listed) {
  if (!checkpoint.not_listed) return format_changes(checkpoint.changes, max_listed);
  return "not listed (" + std::to_string(*checkpoint.not_listed) + " files)";
}

void keep_changes(const Checkpoint& before, Checkpoint& checkpoint) {
  checkpoint.changes = before.changes;
  checkpoint.not_listed = before.not_listed;
}

std::string format_change(const Change& change) {
  return change.status + " " + (needs_quotes(change.path) ? format_quoted(change.path) : change.path);
}

std::optional<std::size_t> parse_unlisted(std::string_view text) {
  constexpr std::string_view kMore = " more";
  constexpr std::string_view kAnd = "and ";
  text = trim(text);
  if (!text.ends_with(kMore)) return std::nullopt;
  text.remove_suffix(kMore.size());
  const std::size_t blank = text.rfind(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  const std::string_view before = text.substr(0, blank + 1);
  if (!before.ends_with(kAnd)) return std::nullopt;
  if (before.size() > kAnd.size() && before[before.size() - kAnd.size() - 1] != ' ') return std::nullopt;
  return parse_number<std::size_t>(text.substr(blank + 1));
}

std::optional<std::vector<Change>> parse_changes(std::string_view text) {
  text = trim(text);
  if (text.size() <= 20 && fold_for_match(text) == "none") return std::vector<Change>{};
  std::vector<Change> changes;
  for (std::size_t at = 0;;) {
    at = std::min(text.find_first_not_of(kBlanks, at), text.size());
    const std::size_t status_end = std::min(text.find_first_of(kBlanks, at), text.size());
    const std::string_view status = text.substr(at, status_end - at);
    at = std::min(text.find_first_not_of(kBlanks, status_end), text.size());
    if (!is_status(status) || at == text.size()) return std::nullopt;
    std::optional<std::string> path;
    if (text[at] == '"') {
      path = parse_quoted(text, at);
      at = std::min(text.find_first_not_of(kBlanks, at), text.size());
    } else {
      const std::size_t end = std::min(text.find(',', at), text.size());
      path = parse_bare_path(status, text.substr(at, end - at));
      at = end;
    }
    if (!path || (at < text.size() && text[at] != ',')) return std::nullopt;
    changes.push_back({std::string(status), *std::move(path)});
    if (at == text.size()) return changes;
    ++at;
  }
}

std::string find_subject(std::string_view message) {
  // pretty.c of git reads the message as a C string and knows these four white space characters.
  message = message.substr(0, message.find('\0'));
  std::string subject;
  while (!message.empty()) {
    const std::size_t end = std::min(message.find('\n'), message.size());
    const std::string_view line = message.substr(0, end);
    message.remove_prefix(std::min(end + 1, message.size()));
    const std::size_t last = line.find_last_not_of(kBlanks);
    if (last == std::string_view::npos) {
      if (!subject.empty()) break;
      continue;
    }
    if (!subject.empty()) subject.push_back(' ');
    subject.append(line.substr(0, last + 1));
  }
  return subject;
}

}  // namespace session
