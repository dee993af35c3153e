// SPDX-License-Identifier: MIT
// Rows of Blockers and Session History, and the lines of Current Phase, as splices.
#include "core/document/draft.hpp"
#include "core/document/splice.hpp"
#include "core/document/table_columns.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace session {
namespace {

constexpr std::string_view kDash = "—";
constexpr std::string_view kResolvedMark = " — resolved";

std::string format_row(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += " " + (cell.empty() ? std::string(kDash) : cell) + " |";
  return row;
}

/// A row for the table: each known column gets its text, the others a dash.
std::string format_blocker_row(const BlockerColumns& columns, const BlockerCells& blocker) {
  std::vector<std::string> cells(std::max<std::size_t>(columns.count, 1));
  if (columns.impact) cells[*columns.impact] = format_cell(blocker.impact);
  if (columns.mitigation) cells[*columns.mitigation] = format_cell(blocker.mitigation);
  if (columns.status) cells[*columns.status] = "Open";
  cells[columns.text] = format_cell(blocker.text);
  return format_row(cells);
}

std::string format_blocker_item(const BlockerCells& blocker) {
  std::string line = "- " + format_item_text(blocker.text);
  if (!blocker.impact.empty()) line += " — impact: " + format_inline(blocker.impact);
  if (!blocker.mitigation.empty()) line += " — try: " + format_inline(blocker.mitigation);
  return line;
}

std::string format_history_row(const HistoryColumns& columns, const HistoryCells& history) {
  std::vector<std::string> cells(std::max<std::size_t>(columns.count, 1));
  if (columns.session) cells[*columns.session] = format_cell(history.session);
  if (columns.date) cells[*columns.date] = format_cell(history.date);
  if (columns.duration) cells[*columns.duration] = format_cell(history.duration);
  if (columns.progress) cells[*columns.progress] = format_cell(history.progress);
  return format_row(cells);
}

}  // namespace

bool Draft::add_blocker(BlockerCells cells) {
  const std::string folded = fold_for_match(cells.text);
  const Section* found = document_->find(SectionKind::blockers);
  if (found == nullptr) return false;
  const auto equals = [&folded](std::string_view other) { return fold_for_match(other) == folded; };
  if (std::any_of(new_blockers_.begin(), new_blockers_.end(),
                  [&](const BlockerCells& other) { return equals(other.text); })) {
    return false;
  }
  const std::string_view text = document_->text;
  if (found->table) {
    const BlockerColumns columns = find_blocker_columns(text, *found->table);
    for (const Span row : found->table->rows) {
      const auto spans = parse_cells(text, row);
      if (spans.size() <= columns.text || !equals(slice(text, spans[columns.text]))) continue;
      const auto removed = std::find(removed_rows_.begin(), removed_rows_.end(), row);
      if (removed == removed_rows_.end()) {
        // What was resolved may come back as a blocker of its own.
        const bool over = columns.status && *columns.status < spans.size() &&
                          is_resolved_status(slice(text, spans[*columns.status]));
        if (!over) return false;
        continue;
      }
      const bool same = slice(text, spans[columns.text]) == format_cell(cells.text);
      if (!same || !cells.impact.empty() || !cells.mitigation.empty()) continue;
      // The row stays where it is.
      removed_rows_.erase(removed);
      return true;
    }
  }
  for (const Entry& entry : found->entries) {
    if (equals(slice(text, entry.text))) return false;
  }
  new_blockers_.push_back(std::move(cells));
  return true;
}

bool Draft::remove_blocker(std::string_view text) {
  const BlockerCells plain{std::string(text), {}, {}};
  const auto pending = std::find(new_blockers_.begin(), new_blockers_.end(), plain);
  if (pending != new_blockers_.end()) {
    new_blockers_.erase(pending);
    return true;
  }
  const Section* found = document_->find(SectionKind::blockers);
  if (found == nullptr || !found->table) return false;
  const auto cells_of = [this](Span row) {
    std::vector<std::string> cells;
    for (const Span cell : parse_cells(document_->text, row))
      cells.emplace_back(slice(document_->text, cell));
    return cells;
  };
  const std::string untouched =
      format_blocker_row(find_blocker_columns(document_->text, *found->table), plain);
  for (const Span row : found->table->rows) {
    if (format_row(cells_of(row)) != untouched ||
        std::count(removed_rows_.begin(), removed_rows_.end(), row) != 0) {
      continue;
    }
    removed_rows_.push_back(row);
    return true;
  }
  return false;
}

void Draft::resolve_blocker(std::size_t place) {
  resolved_.push_back(place);
}

void Draft::set_progress(int percent) {
  progress_ = percent;
}

std::optional<int> Draft::progress() const {
  if (progress_) return progress_;
  const auto span = find_progress(*document_);
  if (!span) return std::nullopt;
  const std::string_view digits = slice(document_->text, *span);
  int shown = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), shown);
  return shown;
}

std::string Draft::phase_number() const {
  if (phase_) return phase_->first;
  const auto named = find_phase(*document_);
  return named ? std::string(slice(document_->text, named->number)) : std::string();
}

void Draft::set_phase(std::string number, std::string name) {
  phase_.emplace(std::move(number), std::move(name));
}

void Draft::add_history(HistoryCells cells) {
  new_history_.push_back(std::move(cells));
}

void Draft::set_history(std::size_t row, std::string duration, std::string progress) {
  history_[row] = {std::move(duration), std::move(progress)};
}

void Draft::edit_blockers(std::vector<Edit>& edits) const {
  const Section* from = document_->find(SectionKind::blockers);
  if (from == nullptr || (new_blockers_.empty() && removed_rows_.empty() && resolved_.empty())) return;
  if (from->table) return edit_blocker_rows(*from, edits);
  for (const std::size_t place : resolved_) {
    if (place >= from->entries.size()) continue;
    const std::size_t at = from->entries[place].text.end;
    edits.push_back({{at, at}, std::string(kResolvedMark)});
  }
  std::string lines;
  for (const BlockerCells& blocker : new_blockers_)
    lines += (lines.empty() ? "" : document_->line_ending) + format_blocker_item(blocker);
  if (lines.empty()) return;
  if (!from->entries.empty()) {
    const std::size_t at = from->entries.back().whole.end;
    edits.push_back({{at, at}, document_->line_ending + lines});
  } else {
    edits.push_back(from->placeholders.empty() ? insert_into_section(*document_, *from, lines)
                                               : Edit{from->placeholders.front(), lines});
  }
}

void Draft::edit_blocker_rows(const Section& from, std::vector<Edit>& edits) const {
  const std::string_view text = document_->text;
  const Table& table = *from.table;
  const BlockerColumns columns = find_blocker_columns(text, table);
  std::string rows;
  for (const BlockerCells& blocker : new_blockers_)
    rows += document_->line_ending + format_blocker_row(columns, blocker);
  for (const std::size_t place : resolved_) {
    if (place >= table.rows.size()) continue;
    const auto cells = parse_cells(text, table.rows[place]);
    if (columns.status && *columns.status < cells.size()) {
      edit_part(edits, text, cells[*columns.status], "Resolved");
    } else if (columns.text < cells.size()) {
      const std::size_t at = cells[columns.text].end;
      edits.push_back({{at, at}, std::string(kResolvedMark)});
    }
  }
  std::vector<Span> left;
  std::vector<Span> gone = removed_rows_;
  for (const Span row : table.rows) {
    const auto cells = parse_cells(text, row);
    const bool placeholder = !cells.empty() && slice(text, cells.front()).starts_with("_(");
    if (placeholder && !new_blockers_.empty()) gone.push_back(row);
    if (std::count(gone.begin(), gone.end(), row) == 0) left.push_back(row);
  }
  if (left.empty() && rows.empty()) {
    std::vector<std::string> cells(std::max<std::size_t>(columns.count, 1));
    cells.front() = "_(None identified)_";
    rows = document_->line_ending + format_row(cells);
  }
  for (const Span row : gone) {
    const std::size_t ending = text.substr(0, row.begin).ends_with("\r\n") ? 2 : 1;
    edits.push_back({{row.begin - ending, row.end}, ""});
  }
  const std::size_t at = left.empty() ? table.delimiter.end : left.back().end;
  if (!rows.empty()) edits.push_back({{at, at}, rows});
}

void Draft::edit_phase(std::vector<Edit>& edits) const {
  if (phase_) {
    if (const auto line = find_phase(*document_)) {
      const auto clean = [](std::string name) {
        for (std::size_t at = name.find("**"); at != name.npos; at = name.find("**", at)) name.erase(at, 2);
        return format_inline(name);
      };
      edit_part(edits, document_->text, line->number, clean(phase_->first));
      edit_part(edits, document_->text, line->name, clean(phase_->second));
    }
  }
  if (!progress_) return;
  if (const auto span = find_progress(*document_))
    edit_part(edits, document_->text, *span, std::to_string(*progress_));
}

void Draft::edit_history(std::vector<Edit>& edits) const {
  const Section* from = document_->find(SectionKind::history);
  if (from == nullptr || !from->table) return;
  const std::string_view text = document_->text;
  const Table& table = *from->table;
  const HistoryColumns columns = find_history_columns(text, table);
  for (const auto& [row, values] : history_) {
    if (row >= table.rows.size() || removed_history_.contains(row)) continue;
    const auto cells = parse_cells(text, table.rows[row]);
    const auto set = [&](std::optional<std::size_t> column, const std::string& value) {
      if (column && *column < cells.size()) edit_part(edits, text, cells[*column], format_cell(value));
    };
    set(columns.duration, values.first);
    set(columns.progress, values.second);
  }
  std::optional<std::size_t> last;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (!removed_history_.contains(row)) {
      last = row;
      continue;
    }
    const Span line = table.rows[row];
    const std::size_t ending = text.substr(0, line.begin).ends_with("\r\n") ? 2 : 1;
    edits.push_back({{line.begin - ending, line.end}, ""});
  }
  if (new_history_.empty()) return;
  std::string rows;
  const bool top = has_newest_row_first(text, table, columns);
  for (const HistoryCells& cells : new_history_) {
    const std::string line = document_->line_ending + format_history_row(columns, cells);
    rows.insert(top ? 0 : rows.size(), line);
  }
  const std::size_t at = top || !last ? table.delimiter.end : table.rows[*last].end;
  edits.push_back({{at, at}, rows});
}

}  // namespace session
