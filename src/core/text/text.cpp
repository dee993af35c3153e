// SPDX-License-Identifier: MIT
#include "core/text/text.hpp"

#include <algorithm>

namespace session {

std::string apply_edits(std::string_view text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end < b.span.end;
  });
  std::string result;
  result.reserve(text.size());
  std::size_t copied = 0;
  for (const Edit& edit : edits) {
    result.append(text.substr(copied, edit.span.begin - copied));
    result.append(edit.text);
    copied = edit.span.end;
  }
  result.append(text.substr(copied));
  return result;
}

std::string_view find_line_ending(std::string_view text) {
  std::size_t lf = 0;
  std::size_t crlf = 0;
  std::size_t cr = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') {
      ++lf;
    } else if (text[i] == '\r') {
      const bool pair = i + 1 < text.size() && text[i + 1] == '\n';
      ++(pair ? crlf : cr);
      if (pair) ++i;
    }
  }
  if (crlf > lf && crlf >= cr) return "\r\n";
  if (cr > lf && cr > crlf) return "\r";
  return "\n";
}

std::vector<Span> split_lines(std::string_view text) {
  std::vector<Span> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    lines.push_back({begin, end});
    const bool pair = end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n';
    begin = end + (pair ? 2 : 1);
  }
  return lines;
}

}  // namespace session
