// SPDX-License-Identifier: MIT
// Byte spans over a text, and edits that splice bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// A half-open range of byte offsets.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] std::size_t size() const { return end - begin; }
  [[nodiscard]] bool empty() const { return begin == end; }
  bool operator==(const Span&) const = default;
};

/// The bytes of `text` that `span` covers. The span must lie inside the text.
[[nodiscard]] inline std::string_view slice(std::string_view text, Span span) {
  return text.substr(span.begin, span.size());
}

/// Replaces the bytes of `span` by `text`. An empty span inserts.
struct Edit {
  Span span;
  std::string text;
  bool operator==(const Edit&) const = default;
};

/// Gives `text` with the edits carried out. Edits may come in any order but must not overlap; insertions at
/// one place keep their order. Bytes outside the spans are copied as they are.
[[nodiscard]] std::string apply_edits(std::string_view text, std::vector<Edit> edits);

/// The line ending that most lines of `text` use: "\n", "\r\n" or "\r"; "\n" when there is none.
[[nodiscard]] std::string_view find_line_ending(std::string_view text);

/// Where the line after the line that ends at `end` starts. LF, CRLF and CR end a line.
[[nodiscard]] inline std::size_t next_line(std::string_view text, std::size_t end) {
  if (end >= text.size()) return text.size();
  return end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
}

/// Takes what stands before `end` from the front of `text`, and `end` with it; all when there is none.
inline std::string_view take_until(std::string_view& text, char end) {
  const std::string_view part = text.substr(0, text.find(end));
  text.remove_prefix(part.size() < text.size() ? part.size() + 1 : text.size());
  return part;
}

/// The spans of the lines of `text`, without their line endings. LF, CRLF and CR end a line.
/// A text that ends with a line ending has no further empty line.
[[nodiscard]] std::vector<Span> split_lines(std::string_view text);

}  // namespace session
