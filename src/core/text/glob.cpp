// SPDX-License-Identifier: MIT
#include "core/text/glob.hpp"

#include <cstddef>
#include <optional>

namespace session {
namespace {

/// One element of a pattern against one byte: whether it matches and how long the element is.
struct Element {
  bool matches = false;
  std::size_t length = 1;
};

std::optional<Element> match_set(std::string_view pattern, char c) {
  std::size_t i = 1;
  const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  bool inside = false;
  for (bool first = true; i < pattern.size(); first = false) {
    if (pattern[i] == ']' && !first) return Element{inside != negated, i + 1};
    const char low = pattern[i];
    char high = low;
    if (i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']') {
      high = pattern[i + 2];
      i += 2;
    }
    if (c >= low && c <= high) inside = true;
    ++i;
  }
  return std::nullopt;
}

Element match_element(std::string_view pattern, char c) {
  if (pattern.front() == '?') return {true, 1};
  if (pattern.front() == '\\' && pattern.size() > 1) return {pattern[1] == c, 2};
  if (pattern.front() == '[') {
    if (const auto set = match_set(pattern, c)) return *set;
  }
  return {pattern.front() == c, 1};
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = pattern.npos;  // behind the newest `*`
  std::size_t resume = 0;           // where the text goes on when that `*` takes one byte more
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      resume = t;
      continue;
    }
    if (p < pattern.size()) {
      const Element element = match_element(pattern.substr(p), text[t]);
      if (element.matches) {
        p += element.length;
        ++t;
        continue;
      }
    }
    if (star == pattern.npos) return false;
    p = star;
    t = ++resume;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace session
