// SPDX-License-Identifier: MIT
// handoff_patterns.md: one table row for each session, and their totals.
#include "core/document/table_columns.hpp"
#include "core/handoff/memory.hpp"
#include "core/markdown/markdown.hpp"
#include "core/text/inline_text.hpp"
#include "core/text/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <utility>

namespace session {
namespace {

constexpr std::string_view kTitle = "# Handoff Patterns\n\n";
constexpr std::string_view kTotals = "**So far**: ";
constexpr std::string_view kHeader =
    "| Session | Date | Named actions done | Other actions done | Blockers closed |\n"
    "|---------|------|--------------------|--------------------|-----------------|\n";

std::optional<std::size_t> consume_number(std::string_view& text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

/// Reads `9 of 12`.
DoneOf parse_done(std::string_view cell) {
  constexpr std::string_view kOf = " of ";
  const auto done = consume_number(cell);
  if (!done || !cell.starts_with(kOf)) return {};
  cell.remove_prefix(kOf.size());
  const auto of = consume_number(cell);
  return of && cell.empty() && *done <= *of ? DoneOf{*done, *of} : DoneOf{};
}

/// Reads `2 (after 1, 4 days)`: the days alone count.
std::vector<int> parse_days(std::string_view cell) {
  constexpr std::string_view kAfter = "(after ";
  constexpr std::size_t kMostDays = 100000;
  std::vector<int> days;
  const std::size_t open = cell.find(kAfter);
  if (open == cell.npos) return days;
  cell.remove_prefix(open + kAfter.size());
  while (const auto number = consume_number(cell)) {
    days.push_back(static_cast<int>(std::min(*number, kMostDays)));
    if (!cell.starts_with(", ")) break;
    cell.remove_prefix(2);
  }
  return days;
}

std::string format_done(const DoneOf& done) {
  return done.of == 0 ? "—" : fmt::format("{} of {}", done.done, done.of);
}

std::string format_days(int days) {
  return fmt::format("{} {}", days, days == 1 ? "day" : "days");
}

std::string format_closed(const std::vector<int>& days) {
  if (days.empty()) return "—";
  if (days.size() == 1) return fmt::format("1 (after {})", format_days(days.front()));
  return fmt::format("{} (after {} days)", days.size(), fmt::join(days, ", "));
}

std::string format_row(const HandoffRow& row) {
  return fmt::format("| {} | {} | {} | {} | {} |", format_cell(row.session), format_cell(row.date),
                     format_done(row.named), format_done(row.vague), format_closed(row.closed_after));
}

/// The table whose first column is called Session.
std::optional<Table> find_table(std::string_view text) {
  for (Table& table : parse_blocks(text).tables) {
    const auto cells = parse_row(text, table.header);
    if (!cells.empty() && fold_for_match(cells.front()) == "session") return std::move(table);
  }
  return std::nullopt;
}

std::vector<HandoffRow> read_rows(std::string_view text, const Table& table) {
  constexpr std::size_t kColumns = 5;
  std::vector<HandoffRow> rows;
  for (const Span line : table.rows) {
    auto cells = parse_row(text, line);
    cells.resize(kColumns);
    rows.push_back({cells[0], cells[1], parse_done(cells[2]), parse_done(cells[3]), parse_days(cells[4])});
  }
  return rows;
}

DoneOf sum_up(const std::vector<HandoffRow>& rows, DoneOf HandoffRow::*column) {
  DoneOf sum;
  for (const HandoffRow& row : rows) {
    sum.done += (row.*column).done;
    sum.of += (row.*column).of;
  }
  return sum;
}

std::string format_totals(const std::vector<HandoffRow>& rows) {
  const std::string sentence = format_handoff_sentence(rows);
  return fmt::format("{}{}.", kTotals, sentence.empty() ? "nothing to compare yet" : sentence);
}

/// A new file, or what a file without our table gets at its end.
std::string format_table(const HandoffRow& row) {
  return fmt::format("{}\n\n{}{}\n", format_totals({row}), kHeader, format_row(row));
}

}  // namespace

std::vector<HandoffRow> parse_handoff_patterns(std::string_view text) {
  const auto table = find_table(text);
  return table ? read_rows(text, *table) : std::vector<HandoffRow>();
}

std::string format_handoff_sentence(const std::vector<HandoffRow>& rows) {
  const DoneOf named = sum_up(rows, &HandoffRow::named);
  const DoneOf vague = sum_up(rows, &HandoffRow::vague);
  std::vector<int> days;
  for (const HandoffRow& row : rows)
    std::copy(row.closed_after.begin(), row.closed_after.end(), std::back_inserter(days));
  std::string text;
  if (named.of > 0) {
    text = fmt::format(
        "of next actions that named a file, symbol or command {} of {} were done in the next "
        "session",
        named.done, named.of);
    if (vague.of > 0) text += fmt::format(", of the others {} of {}", vague.done, vague.of);
  } else if (vague.of > 0) {
    text = fmt::format(
        "{} of {} next actions were done in the next session; none named a file, symbol or "
        "command",
        vague.done, vague.of);
  }
  if (days.empty()) return text;
  const auto count = static_cast<int>(days.size());
  const std::int64_t sum = std::accumulate(days.begin(), days.end(), std::int64_t{0});
  const int average = static_cast<int>((sum + count / 2) / count);
  if (!text.empty()) text += "; ";
  if (count == 1) return text + fmt::format("1 blocker was open for {}", format_days(average));
  return text + fmt::format("{} blockers were open for {} on average", count, format_days(average));
}

std::string add_handoff_row(const std::optional<std::string>& old_text, const HandoffRow& row) {
  if (!old_text || old_text->empty()) return std::string(kTitle) + format_table(row);
  const std::string_view text = *old_text;
  const std::string ending(find_line_ending(text));
  const auto table = find_table(text);
  if (!table) {
    const bool open = !text.ends_with('\n');
    return *old_text + (open ? "\n\n" : "\n") + format_table(row);
  }
  std::vector<HandoffRow> rows = read_rows(text, *table);
  rows.push_back(row);
  const Span last = table->rows.empty() ? table->delimiter : table->rows.back();
  std::vector<Edit> edits = {{{last.end, last.end}, ending + format_row(row)}};
  for (const Span line : split_lines(text)) {
    if (line.begin >= table->header.begin || !slice(text, line).starts_with(kTotals)) continue;
    edits.push_back({line, format_totals(rows)});
    break;
  }
  return apply_edits(text, std::move(edits));
}

}  // namespace session
