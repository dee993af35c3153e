// SPDX-License-Identifier: MIT
#include "core/document/splice.hpp"

#include <algorithm>

namespace session {

void edit_part(std::vector<Edit>& edits, std::string_view text, Span span, std::string_view value) {
  if (slice(text, span) != value) edits.push_back({span, std::string(value)});
}

Edit insert_into_section(const Document& document, const Section& section, const std::string& lines) {
  const std::string_view text = document.text;
  const std::string_view body = slice(text, section.body);
  const std::size_t last = body.find_last_not_of(" \t\r\n");
  if (last == body.npos) {
    return {{section.heading.whole.end, section.heading.whole.end}, document.line_ending + lines};
  }
  const std::size_t at = std::min(text.find_first_of("\r\n", section.body.begin + last), text.size());
  return {{at, at}, document.line_ending + document.line_ending + lines};
}

}  // namespace session
