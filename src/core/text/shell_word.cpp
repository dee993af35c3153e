// SPDX-License-Identifier: MIT
// Words for commands that a person may copy from a message into a shell.
#include "core/text/shell_word.hpp"

#include "core/text/inline_text.hpp"

#include <algorithm>

namespace session {

std::string format_shell_word(std::string_view word) {
  constexpr std::string_view kSafe =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./@%+=:,-";
  if (!word.empty() && word.find_first_not_of(kSafe) == std::string_view::npos) return std::string(word);
  std::string result = "'";
  for (const char c : word) {
    // Nothing is special between single quotes, not even a backslash: the quote itself has to stand outside.
    c == '\'' ? result.append("'\\''") : result.append(1, c);
  }
  return result + "'";
}

bool is_printable_branch(std::string_view name) {
  constexpr std::size_t kLongest = 250;
  if (name.empty() || name.size() > kLongest || name.front() == '-' || name == "HEAD" || name == "@") {
    return false;
  }
  // U+FFFD stands for bytes that could not be shown, so the name would be a wrong one.
  if (name.find_first_of(" ~^:?*[\\") != std::string_view::npos || name.find("\xef\xbf\xbd") != name.npos ||
      name.find("..") != name.npos || name.find("@{") != name.npos || name.find("//") != name.npos ||
      name.front() == '/' || name.back() == '/' || name.back() == '.' || name.ends_with(".lock")) {
    return false;
  }
  return format_plain(name) == name;
}

}  // namespace session
