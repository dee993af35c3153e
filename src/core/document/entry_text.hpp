// SPDX-License-Identifier: MIT
// The parts of one item's line: words, commit hash, date and status note. Reads what people write, writes one
// form.
#pragma once

#include "core/text/text.hpp"

#include <string>
#include <string_view>

namespace session {

/// The parts of an item's text as spans relative to that text. An absent part is empty.
struct EntryParts {
  Span words;  ///< what the item says
  Span hash;   ///< the hash without its backticks; may be no hex at all (`d5e6f7g`)
  Span date;   ///< YYYY-MM-DD without its parentheses
  Span note;   ///< the status note of an open item
  Span mark;   ///< `commit gone` or ``reverted by `1a2b3c4` `` behind a completed item, without the dash
  bool operator==(const EntryParts&) const = default;
};

/// Takes the text of a completed item apart: `words — \`hash\` (date)`, also `words (abc1234)`,
/// `words (commit: abc1234)`, `words - abc1234`. A mark counts only at the very end, behind ` — `, and when
/// what stands before it has a hash. What is not found stays part of the words.
[[nodiscard]] EntryParts parse_completed_text(std::string_view text);

/// Takes the text of an open item apart at its last ` — ` outside code spans: `words — note`.
[[nodiscard]] EntryParts parse_open_text(std::string_view text);

/// `[x] words — \`hash\` (date) — mark`, or without the mark when it is empty; `[x] words (date)` without a
/// hash. `words` must be fit for an item already (format_item_text).
[[nodiscard]] std::string format_completed(std::string_view words, std::string_view hash,
                                           std::string_view date, std::string_view mark = {});

/// `[ ] words — note`, or without the note when it is empty.
[[nodiscard]] std::string format_open(std::string_view words, std::string_view note);

}  // namespace session
