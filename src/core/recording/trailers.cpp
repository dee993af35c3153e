// SPDX-License-Identifier: MIT
// Finding the trailer block of a commit message and reading it. The steps are git's: where the message ends,
// which paragraph is the last one, whether it is a block of trailers, and what its lines say.
#include "core/recording/trailers.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace session {
namespace {

/// Lines with which git itself marks a block as trailers.
constexpr std::array<std::string_view, 2> kGitPrefixes = {"Signed-off-by: ", "(cherry picked from commit "};

/// What follows the comment character in the line above the diff of `git commit --verbose`.
constexpr std::string_view kCutLine = " ------------------------ >8 ------------------------\n";

/// git's own character classes: ASCII only, and neither VT nor FF is a space.
constexpr bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_without_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool is_blank(std::string_view line) {
  return std::all_of(line.begin(), line.end(), is_space);
}

bool is_comment(std::string_view line, char comment) {
  return !line.empty() && line.front() == comment;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// The first line of `text` with its line feed. Only LF ends a line here: a CR is a space at its end.
std::string_view first_line(std::string_view text) {
  const std::size_t end = text.find('\n');
  return end == std::string_view::npos ? text : text.substr(0, end + 1);
}

/// The last line of a text that is not empty, with its line feed.
std::string_view last_line(std::string_view text) {
  const std::size_t before = text.size() < 2 ? std::string_view::npos : text.rfind('\n', text.size() - 2);
  return before == std::string_view::npos ? text : text.substr(before + 1);
}

/// Where the separator of a trailer line stands: behind a key of ASCII letters, digits and `-`, and behind
/// blanks. npos when the line is no trailer; a line that starts with a separator has an empty key and is
/// none.
std::size_t find_separator(std::string_view line, std::string_view separators) {
  bool blank_seen = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (separators.find(c) != std::string_view::npos) return i == 0 ? std::string_view::npos : i;
    if (!blank_seen && (is_alphanumeric(c) || c == '-')) continue;
    if (i == 0 || (c != ' ' && c != '\t')) break;
    blank_seen = true;
  }
  return std::string_view::npos;
}

/// The alias that a key selects: the first one whose name or key begins with it. A key without letters and
/// digits is the beginning of every name.
const TrailerAlias* find_alias(std::string_view key, const std::vector<TrailerAlias>& aliases) {
  const auto begins = [&](std::string_view name) {
    return equal_without_case(key, name.substr(0, key.size()));
  };
  const auto found = std::find_if(aliases.begin(), aliases.end(), [&](const TrailerAlias& alias) {
    return begins(alias.name) || (!alias.key.empty() && begins(alias.key));
  });
  return found == aliases.end() ? nullptr : &*found;
}

/// `text` up to a divider: a line that starts with `---` and white space.
std::string_view cut_at_divider(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view line = first_line(text.substr(at));
    if (line.size() > 3 && line.starts_with("---") && is_space(line[3])) return text.substr(0, at);
    at += line.size();
  }
  return text;
}

std::string_view skip_blank_lines(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = first_line(text);
    if (!is_blank(line)) break;
    text.remove_prefix(line.size());
  }
  return text;
}

/// `text` without what git commit may have left behind the message: empty lines, comments, an old-style list
/// of conflicts, and everything from the scissors line on. Lines of blanks stay.
std::string_view cut_tail(std::string_view text, char comment) {
  // A tail can't start at offset 0: git keeps 0 for "none", and nothing above it could be a trailer.
  std::size_t tail = 0;
  bool in_conflicts = false;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::string_view line = first_line(text.substr(at));
    if (is_comment(line, comment) && line.substr(1) == kCutLine) break;
    if (is_comment(line, comment) || line.front() == '\n') {
      if (tail == 0) tail = at;
    } else if (line == "Conflicts:\n") {
      in_conflicts = true;
      if (tail == 0) tail = at;
    } else if (tail != 0 && !(in_conflicts && line.front() == '\t')) {
      tail = 0;
      in_conflicts = false;
    }
    at += line.size();
  }
  return text.substr(0, tail != 0 ? tail : at);
}

/// The part of the message in which trailers may stand.
std::string_view cut_message(std::string_view message, const TrailerRules& rules) {
  const std::string_view text = message.substr(0, message.find('\0'));
  return cut_tail(rules.divider ? cut_at_divider(text) : skip_blank_lines(text), rules.comment);
}

struct Paragraph {
  std::string_view lines;  ///< from its first line to the end of the text, blank lines behind it included
  bool is_title = true;    ///< no blank line stands before it
};

/// The last run of lines that are not blank. Comments belong to it but do not make one.
Paragraph find_last_paragraph(std::string_view text, char comment) {
  std::size_t begin = text.size();
  bool content_seen = false;
  while (begin > 0) {
    const std::string_view line = last_line(text.substr(0, begin));
    if (!is_comment(line, comment)) {
      const bool blank = is_blank(line);
      if (blank && content_seen) return {text.substr(begin), false};
      content_seen = content_seen || !blank;
    }
    begin -= line.size();
  }
  return {text, true};
}

/// git's block rule: every line is a trailer or continues one, or a line that git or the configuration knows
/// is among them and at least a quarter of the lines are trailers.
bool is_trailer_block(std::string_view lines, const TrailerRules& rules) {
  std::size_t trailers = 0;
  std::size_t others = 0;
  bool recognised = false;
  bool continues = false;  // a line that starts with a blank belongs to a trailer above it
  while (!lines.empty()) {
    const std::string_view line = first_line(lines);
    lines.remove_prefix(line.size());
    if (is_comment(line, rules.comment)) continues = false;
    if (is_comment(line, rules.comment) || is_blank(line)) continue;
    const bool from_git = std::any_of(kGitPrefixes.begin(), kGitPrefixes.end(),
                                      [&](std::string_view prefix) { return line.starts_with(prefix); });
    const std::size_t separator = find_separator(line, rules.separators);
    if (from_git || separator != std::string_view::npos) {
      ++trailers;
      continues = true;
      recognised = recognised || from_git || find_alias(line.substr(0, separator), rules.aliases) != nullptr;
    } else if (!is_space(line.front())) {
      ++others;
      continues = false;
    } else if (!continues) {
      ++others;
    }
  }
  return (trailers > 0 && others == 0) || (recognised && trailers * 3 >= others);
}

/// Splits the lines of a block so that each trailer has its continuation lines with it.
std::vector<std::string_view> split_entries(std::string_view lines, std::string_view separators) {
  std::vector<std::string_view> entries;
  bool continues = false;
  std::size_t begin = 0;
  std::size_t at = 0;
  while (at < lines.size()) {
    const std::string_view line = first_line(lines.substr(at));
    at += line.size();
    if (continues && is_space(line.front())) {
      entries.back() = lines.substr(begin, at - begin);
      continue;
    }
    begin = at - line.size();
    entries.push_back(line);
    continues = find_separator(line, separators) != std::string_view::npos;
  }
  return entries;
}

std::string unfold(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (std::size_t i = 0; i < value.size();) {
    const char c = value[i++];
    out.push_back(c == '\n' ? ' ' : c);
    if (c != '\n') continue;
    while (i < value.size() && is_space(value[i])) ++i;
  }
  return out;
}

/// The key that an alias gives to a trailer, without the separator that its setting may end with.
std::string_view strip_separator(std::string_view key, std::string_view separators) {
  std::string_view bare = trim(key);
  while (!bare.empty() && (is_space(bare.back()) || separators.find(bare.back()) != std::string_view::npos)) {
    bare.remove_suffix(1);
  }
  return bare;
}

std::string_view read_key(std::string_view written, const TrailerRules& rules) {
  std::string_view stem = written;
  while (!stem.empty() && !is_alphanumeric(stem.back())) stem.remove_suffix(1);
  const TrailerAlias* alias = find_alias(stem, rules.aliases);
  if (alias == nullptr) return written;
  const std::string_view key = strip_separator(alias->key, rules.separators);
  return key.empty() ? written : key;
}

/// The trailers among the lines of a paragraph, whether git accepts it as a block or not.
std::vector<Trailer> read_trailers(std::string_view lines, const TrailerRules& rules) {
  std::vector<Trailer> trailers;
  for (const std::string_view entry : split_entries(lines, rules.separators)) {
    const std::size_t separator = find_separator(entry, rules.separators);
    // git log does not look for comments here; it matters only when a letter or `-` starts a comment.
    if (separator == std::string_view::npos || (rules.divider && is_comment(entry, rules.comment))) continue;
    const std::string_view key = read_key(trim(entry.substr(0, separator)), rules);
    trailers.push_back({std::string(key), unfold(trim(entry.substr(separator + 1)))});
  }
  return trailers;
}

}  // namespace

std::vector<Trailer> parse_trailers(std::string_view message, const TrailerRules& rules) {
  const Paragraph last = find_last_paragraph(cut_message(message, rules), rules.comment);
  if (last.is_title || !is_trailer_block(last.lines, rules)) return {};
  return read_trailers(last.lines, rules);
}

bool is_trailer_key(std::string_view key, std::string_view name) {
  return equal_without_case(key, name);
}

std::vector<std::string> find_discarded_trailers(std::string_view message, std::string_view name,
                                                 const TrailerRules& rules) {
  const Paragraph last = find_last_paragraph(cut_message(message, rules), rules.comment);
  if (!last.is_title && is_trailer_block(last.lines, rules)) return {};
  std::vector<std::string> values;
  for (Trailer& trailer : read_trailers(last.lines, rules)) {
    if (is_trailer_key(trailer.key, name)) values.push_back(std::move(trailer.value));
  }
  return values;
}

}  // namespace session
