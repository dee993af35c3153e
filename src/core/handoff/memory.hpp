// SPDX-License-Identifier: MIT
// What earlier sessions leave behind: session_history.md (one block for each) and handoff_patterns.md (one
// table row for each, and a sentence of totals). Both files are their own store; people may edit them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// One `## Session N — date` block of session_history.md. Texts are fit for a line; an empty one has no line.
struct RememberedSession {
  int number = 0;
  std::string date;      ///< YYYY-MM-DD
  std::string duration;  ///< `~2 hours`, or a dash
  std::string phase;     ///< `2`, or `1 → 2`
  std::string progress;  ///< `60%`, or `40% → 60%`
  std::string git;       ///< `main @ 1a2b3c4`
  std::string blockers;  ///< `None`, or `1 open: Alembic does not see the relation`
  std::string note;
  bool operator==(const RememberedSession&) const = default;
};

/// The block with its heading, LF at each line's end. The texts are cleaned (format_inline).
[[nodiscard]] std::string format_remembered(const RememberedSession& session);

/// What stands in front of the first block of a new file.
[[nodiscard]] std::string_view session_history_title();

/// The blocks of session_history.md, in the order of the file. Takes any bytes; what is no block is left out.
[[nodiscard]] std::vector<RememberedSession> parse_session_history(std::string_view text);

/// How many of a number of things were done.
struct DoneOf {
  std::size_t done = 0;
  std::size_t of = 0;
  bool operator==(const DoneOf&) const = default;
};

/// What became in one session of what the hand-off before it left: one row of handoff_patterns.md.
struct HandoffRow {
  std::string session;            ///< a number when we wrote it
  std::string date;               ///< YYYY-MM-DD
  DoneOf named;                   ///< next actions that name a file, symbol or command (names_something)
  DoneOf vague;                   ///< the others
  std::vector<int> closed_after;  ///< the blockers that were closed: after how many days each
  bool operator==(const HandoffRow&) const = default;
};

/// The rows of handoff_patterns.md. Takes any bytes; a cell that cannot be read counts as empty.
[[nodiscard]] std::vector<HandoffRow> parse_handoff_patterns(std::string_view text);

/// The totals of the rows as one sentence without a full stop: `of next actions that named a file, symbol or
/// command 9 of 12 were done in the next session, of the others 2 of 8; 3 blockers were open for 2 days on
/// average`. Empty when there is nothing to count.
[[nodiscard]] std::string format_handoff_sentence(const std::vector<HandoffRow>& rows);

/// The text of handoff_patterns.md with one more row, and the line of totals brought up to date where it
/// stands. All other bytes stay. Nothing stands for an absent file.
[[nodiscard]] std::string add_handoff_row(const std::optional<std::string>& old_text, const HandoffRow& row);

/// What `resume` tells of earlier sessions.
struct Memory {
  std::vector<RememberedSession> sessions;  ///< the oldest first
  std::string pattern;                      ///< see format_handoff_sentence
  bool operator==(const Memory&) const = default;
};

}  // namespace session
