// SPDX-License-Identifier: MIT
#include "core/handoff/action_words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace session {
namespace {

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
/// Letters of other scripts count as letters.
bool is_name(char c) {
  return is_lower(c) || is_upper(c) || is_digit(c) || (static_cast<unsigned char>(c) & 0x80u) != 0;
}

/// A run of backticks that a run of the same length closes, with something between them.
bool has_code_span(std::string_view text) {
  for (std::size_t at = text.find('`'); at != text.npos;) {
    const std::size_t begin = std::min(text.find_first_not_of('`', at), text.size());
    const std::string_view fence = text.substr(at, begin - at);
    std::size_t end = text.find(fence, begin);
    // A longer run does not close a shorter one.
    while (end != text.npos && text.substr(end + fence.size()).starts_with('`')) {
      end = text.find(fence, std::min(text.find_first_not_of('`', end), text.size()));
    }
    if (end != text.npos && text.substr(begin, end - begin).find_first_not_of(' ') != text.npos) return true;
    at = text.find('`', begin);
  }
  return false;
}

/// `name.ext` where the end is a short lower-case word: `env.py`, `.gitignore`; neither "e.g" nor "v1.2".
bool has_extension(std::string_view word) {
  constexpr std::size_t kLongest = 10;
  const std::size_t dot = word.rfind('.');
  if (dot == word.npos) return false;
  const std::string_view extension = word.substr(dot + 1);
  const std::string_view name = word.substr(0, dot);
  if (extension.empty() || extension.size() > kLongest || !is_lower(extension.front())) return false;
  const auto fits = [](char c) { return is_lower(c) || is_digit(c); };
  if (!std::all_of(extension.begin(), extension.end(), fits)) return false;
  if (name.empty()) return extension.size() > 1;
  return is_name(name.back()) && (extension.size() > 1 || name.size() > 1) && name.find('@') == name.npos &&
         name.find("..") == name.npos;
}

/// Folders that a path of two plain words begins with. Without them "read/write" would be a path.
constexpr std::array<std::string_view, 20> kFolders = {
    "src", "test", "tests",  "lib",     "docs",     "doc",    "app",    "apps",   "bin",     "cmake",
    "pkg", "cmd",  "config", "include", "packages", "public", "static", "script", "scripts", "tools"};

bool is_path(std::string_view word) {
  const std::size_t slash = word.find('/');
  if (slash == word.npos || word.size() == 1) return false;
  if (word.starts_with("./") || word.starts_with("../") || word.starts_with("~/")) return true;
  if (word.find("://") != word.npos || word.ends_with('/')) return true;
  const std::string_view first = word.substr(0, slash);
  const std::string_view rest = word.substr(slash + 1);
  // "/users" is a route or a path from the root; "3/4" is neither.
  if (first.empty()) return is_name(rest.front());
  if (std::find(kFolders.begin(), kFolders.end(), first) != kFolders.end()) return true;
  const auto is_letter = [](char c) { return is_name(c) && !is_digit(c); };
  const bool has_letters = std::any_of(word.begin(), word.end(), is_letter);
  return has_letters && word.find_first_of("._*", 0) != word.npos;
}

/// `run()`, `run(x)`; not "item(s)".
bool is_call(std::string_view word) {
  const std::size_t open = word.find('(');
  if (open == word.npos || word.find(')', open) == word.npos) return false;
  const std::string_view name = word.substr(0, open);
  if (std::none_of(name.begin(), name.end(), is_name) || (!is_name(name.back()) && name.back() != '_'))
    return false;
  const std::string_view inside = word.substr(open + 1, word.find(')', open) - open - 1);
  return inside != "s" && inside != "es" && inside != "ren";
}

/// `std::string`, `snake_case`, `Makefile`.
bool is_symbol(std::string_view word) {
  constexpr std::array<std::string_view, 5> kFiles = {"Makefile", "Dockerfile", "README", "CHANGELOG",
                                                      "Jenkinsfile"};
  if (std::find(kFiles.begin(), kFiles.end(), word) != kFiles.end()) return true;
  const std::size_t colons = word.find("::");
  if (colons != word.npos && colons + 2 < word.size() && is_name(word[colons + 2])) return true;
  for (std::size_t at = word.find('_', 1); at != word.npos; at = word.find('_', at + 1)) {
    if (is_name(word[at - 1]) && at + 1 < word.size() && is_name(word[at + 1])) return true;
  }
  return false;
}

bool is_option(std::string_view word) {
  return word.size() > 2 && word.starts_with("--") && is_lower(word[2]);
}

/// The word without the punctuation of the sentence around it.
std::string_view strip_sentence(std::string_view word) {
  while (!word.empty() && std::string_view("\"'(*[<").find(word.front()) != std::string_view::npos)
    word.remove_prefix(1);
  while (!word.empty() && std::string_view(".,;:!?\"'*]>").find(word.back()) != std::string_view::npos)
    word.remove_suffix(1);
  if (word.ends_with(')') && word.find('(') == word.npos)
    return strip_sentence(word.substr(0, word.size() - 1));
  return word;
}

}  // namespace

bool names_something(std::string_view text) {
  if (has_code_span(text)) return true;
  for (std::size_t at = text.find_first_not_of(' '); at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = strip_sentence(text.substr(at, end - at));
    if (has_extension(word) || is_path(word) || is_call(word) || is_symbol(word) || is_option(word))
      return true;
    at = text.find_first_not_of(' ', end);
  }
  return false;
}

}  // namespace session
