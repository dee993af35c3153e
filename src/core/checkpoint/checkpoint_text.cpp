// SPDX-License-Identifier: MIT
// Branch and commit read from a checkpoint that a person may have written.
#include "core/checkpoint/checkpoint.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <array>

namespace session {
namespace {

constexpr std::size_t kShortestInBackticks = 4;  // git's smallest core.abbrev
constexpr std::size_t kShortestBare = 7;         // shorter ones are words: "added", "decade"
constexpr std::size_t kLongestHash = 64;

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

std::string_view skip(std::string_view text, std::string_view set) {
  text.remove_prefix(std::min(text.find_first_not_of(set), text.size()));
  return text;
}

/// A hash that stands at the very start of a text, and what follows it.
struct LeadingHash {
  std::string_view hash;
  std::string_view rest;
};

/// Reads `abc1234` with or without backticks, emphasis and the brackets of a link around it.
std::optional<LeadingHash> parse_leading_hash(std::string_view text) {
  const bool link = skip(text, "*_").starts_with('[');
  text = skip(text, "*_[");
  const bool code = text.starts_with('`');
  if (code) text.remove_prefix(1);
  const auto end = std::find_if_not(text.begin(), text.end(), is_hex);
  const auto size = static_cast<std::size_t>(end - text.begin());
  if (size < (code ? kShortestInBackticks : kShortestBare) || size > kLongestHash) return std::nullopt;
  const std::string_view hash = text.substr(0, size);
  text.remove_prefix(size);
  if (text.starts_with("...")) text.remove_prefix(3);
  if (text.starts_with("…")) text.remove_prefix(std::string_view("…").size());
  if (code) {
    if (!text.starts_with('`')) return std::nullopt;
    text.remove_prefix(1);
  }
  if (link && text.starts_with("](")) text.remove_prefix(std::min(text.find(')') + 1, text.size()));
  text = skip(text, "*_");
  // What follows at once must not make the word longer, nor name a second commit.
  const bool ends = text.empty() || std::string_view(" \t:)").find(text.front()) != std::string_view::npos ||
                    text.starts_with("—") || text.starts_with("–");
  if (!ends) return std::nullopt;
  return LeadingHash{hash, text};
}

/// The length of a date in parentheses at the start of `text`; 0 when there is none.
std::size_t find_date(std::string_view text) {
  constexpr std::string_view kForm = "(####-##-##";
  if (text.size() <= kForm.size()) return 0;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == '#' ? text[i] < '0' || text[i] > '9' : text[i] != kForm[i]) return 0;
  }
  const std::size_t close = text.find(')');
  return close == std::string_view::npos ? 0 : close + 1;
}

/// The subject behind a hash: a date in parentheses and one separator are not part of it.
std::string parse_subject(std::string_view rest) {
  rest = skip(rest, " \t)");
  rest.remove_prefix(find_date(rest));
  rest = skip(rest, " \t");
  for (const std::string_view separator : {"—", "–", "-", ":"}) {
    const std::string_view behind = rest.substr(std::min(separator.size(), rest.size()));
    if (!rest.starts_with(separator)) continue;
    if (separator == "-" && !behind.empty() && behind.front() != ' ') continue;
    rest = behind;
    break;
  }
  return format_plain(rest);
}

/// The place behind the first `@`, `commit`, `HEAD` or `(` at which a hash stands; npos when there is none.
std::size_t find_labelled_hash(std::string_view text) {
  const std::string low = lowered(text);
  constexpr std::array<std::string_view, 4> kLabels = {"@", "commit", "head", "("};
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const std::string_view label : kLabels) {
      if (std::string_view(low).substr(at, label.size()) != label) continue;
      const bool word = label.size() > 1;
      if (word && at > 0 && is_word_byte(text[at - 1])) continue;
      const std::string_view behind = skip(text.substr(at + label.size()), word ? " \t:" : " \t");
      if (word && at + label.size() < text.size() && is_word_byte(text[at + label.size()])) continue;
      // In parentheses a bare number is more often a date than a commit.
      if (label == "(" && !behind.starts_with('`')) continue;
      if (parse_leading_hash(behind)) return text.size() - behind.size();
    }
  }
  return std::string_view::npos;
}

/// True when `text` has the word "detached" among others, as in "HEAD (detached at 1a2b3c4)".
bool says_detached(std::string_view text) {
  const std::string low = fold_for_match(text);
  if (low == "head" || low == "no branch" || low == "detached head") return true;
  if (low.find(' ') == std::string::npos) return false;
  const std::size_t at = low.find("detached");
  if (at == std::string::npos) return false;
  const std::size_t end = at + std::string_view("detached").size();
  return (at == 0 || low[at - 1] == ' ' || low[at - 1] == '(') &&
         (end == low.size() || !is_word_byte(low[end]));
}

}  // namespace

std::optional<BranchText> parse_branch(std::string_view text) {
  std::string plain = format_plain(text);
  if (plain == "(detached)") return BranchText{true, {}};
  if (plain.size() > 4 && plain.starts_with("**") && plain.ends_with("**")) {
    plain = plain.substr(2, plain.size() - 4);
  }
  if (plain.starts_with('`')) {
    const std::size_t close = plain.find('`', 1);
    if (close != std::string::npos) plain = plain.substr(1, close - 1);
  } else if (says_detached(plain)) {
    return BranchText{true, {}};
  }
  const std::string folded = fold_for_match(plain);
  if (folded.empty() || folded == "none" || folded == "n/a" || folded == "tbd") return std::nullopt;
  // No branch name holds a blank or a backslash (git-check-ref-format(1)): what follows is a remark, and a
  // backslash is an escape of format_branch.
  plain.resize(std::min(plain.find(' '), plain.size()));
  plain.erase(std::remove(plain.begin(), plain.end(), '\\'), plain.end());
  return BranchText{false, std::move(plain)};
}

std::optional<CommitText> parse_last_commit(std::string_view text) {
  text = skip(text, " \t\r\n");
  auto leading = parse_leading_hash(text);
  if (!leading && text.starts_with('`')) return std::nullopt;  // a message in backticks
  if (!leading) {
    const std::size_t at = find_labelled_hash(text);
    if (at == std::string_view::npos) return std::nullopt;
    leading = parse_leading_hash(text.substr(at));
  }
  if (!leading) return std::nullopt;
  return CommitText{lowered(leading->hash), parse_subject(leading->rest)};
}

}  // namespace session
