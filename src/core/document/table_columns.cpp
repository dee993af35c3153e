// SPDX-License-Identifier: MIT
#include "core/document/table_columns.hpp"

#include "core/document/heading_name.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace session {
namespace {

using Names = std::initializer_list<std::string_view>;

std::optional<std::size_t> find_column(const std::vector<std::string>& headers, Names names) {
  for (const std::string_view name : names) {
    const auto at = std::find(headers.begin(), headers.end(), name);
    if (at != headers.end()) return static_cast<std::size_t>(at - headers.begin());
  }
  return std::nullopt;
}

std::vector<std::string> fold_headers(std::string_view text, const Table& table) {
  std::vector<std::string> headers;
  for (const Span cell : parse_cells(text, table.header)) headers.push_back(fold_heading(slice(text, cell)));
  return headers;
}

}  // namespace

BlockerColumns find_blocker_columns(std::string_view text, const Table& table) {
  const auto headers = fold_headers(text, table);
  BlockerColumns columns;
  columns.count = headers.size();
  columns.text = find_column(headers, {"blocker", "issue", "problem", "description"}).value_or(0);
  columns.impact = find_column(headers, {"impact", "effect"});
  columns.mitigation = find_column(headers, {"mitigation", "workaround", "resolution", "action", "plan"});
  columns.status = find_column(headers, {"status", "state"});
  const std::size_t last = columns.count == 0 ? 0 : columns.count - 1;
  if (!columns.status && last != columns.text && last != columns.impact && last != columns.mitigation)
    columns.status = last;
  return columns;
}

HistoryColumns find_history_columns(std::string_view text, const Table& table) {
  const auto headers = fold_headers(text, table);
  HistoryColumns columns;
  columns.count = headers.size();
  columns.session = find_column(headers, {"session", "#", "no", "nr", ""});
  columns.date = find_column(headers, {"date", "day", "when"});
  columns.duration = find_column(headers, {"duration", "time", "length"});
  columns.progress =
      find_column(headers, {"progress", "summary", "notes", "what", "work", "focus", "result"});
  return columns;
}

std::string parse_cell(std::string_view cell) {
  if (cell == "—" || cell == "-" || cell == "–") return {};
  std::string text;
  text.reserve(cell.size());
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] == '\\' && i + 1 < cell.size() && cell[i + 1] == '|') continue;
    text.push_back(cell[i]);
  }
  return text;
}

std::vector<std::string> parse_row(std::string_view text, Span row) {
  std::vector<std::string> cells;
  for (const Span cell : parse_cells(text, row)) cells.push_back(parse_cell(slice(text, cell)));
  return cells;
}

bool is_placeholder_row(const std::vector<std::string>& cells) {
  const auto first =
      std::find_if(cells.begin(), cells.end(), [](const std::string& cell) { return !cell.empty(); });
  if (first == cells.end()) return true;
  return first->starts_with("_(") || first->starts_with("*(") || fold_for_match(*first) == "none";
}

bool is_resolved_status(std::string_view status) {
  static constexpr std::array<std::string_view, 8> kWords = {
      "resolved", "closed", "done", "fixed", "solved", "unblocked", "complete", "completed"};
  if (status.starts_with("✅")) return true;
  const std::string folded = fold_heading(status);
  const std::string_view first = std::string_view(folded).substr(0, folded.find(' '));
  return std::find(kWords.begin(), kWords.end(), first) != kWords.end();
}

bool has_newest_row_first(std::string_view text, const Table& table, const HistoryColumns& columns) {
  if (!columns.date) return false;
  std::string first;
  std::string last;
  for (const Span row : table.rows) {
    const auto cells = parse_row(text, row);
    if (*columns.date >= cells.size() || cells[*columns.date].empty()) continue;
    if (first.empty()) first = cells[*columns.date];
    last = cells[*columns.date];
  }
  return first > last;
}

}  // namespace session
