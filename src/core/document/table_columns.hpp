// SPDX-License-Identifier: MIT
// Which column of a table holds what, by the words of its header.
#pragma once

#include "core/document/document.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// The columns of Blockers. A table of another person may lack some of them.
struct BlockerColumns {
  std::size_t count = 0;
  std::size_t text = 0;
  std::optional<std::size_t> impact;
  std::optional<std::size_t> mitigation;
  std::optional<std::size_t> status;  ///< the last column when no header says so
  bool operator==(const BlockerColumns&) const = default;
};

/// The columns of Session History.
struct HistoryColumns {
  std::size_t count = 0;
  std::optional<std::size_t> session;
  std::optional<std::size_t> date;
  std::optional<std::size_t> duration;
  std::optional<std::size_t> progress;
  bool operator==(const HistoryColumns&) const = default;
};

[[nodiscard]] BlockerColumns find_blocker_columns(std::string_view text, const Table& table);
[[nodiscard]] HistoryColumns find_history_columns(std::string_view text, const Table& table);

/// True when the dates of the rows of Session History fall from the first to the last.
[[nodiscard]] bool has_newest_row_first(std::string_view text, const Table& table,
                                        const HistoryColumns& columns);

/// What a cell says: `\|` is `|`, and a dash alone is empty.
[[nodiscard]] std::string parse_cell(std::string_view cell);

/// The cells of a row as parse_cell reads them.
[[nodiscard]] std::vector<std::string> parse_row(std::string_view text, Span row);

/// True for a row that stands for an empty table: `_(None identified)_` in its first cell that says
/// something.
[[nodiscard]] bool is_placeholder_row(const std::vector<std::string>& cells);

/// True when a blocker's status says that it is over: `Resolved`, `✅ Closed`, `done`, `fixed 2025-07-01`, ...
[[nodiscard]] bool is_resolved_status(std::string_view status);

}  // namespace session
