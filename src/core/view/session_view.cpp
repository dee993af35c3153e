// SPDX-License-Identifier: MIT
#include "core/view/session_view.hpp"

#include "core/document/draft.hpp"
#include "core/document/table_columns.hpp"
#include "core/text/inline_text.hpp"
#include "core/view/phase_view.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

namespace session {
namespace {

std::string copy(std::string_view text, Span span) {
  return std::string(slice(text, span));
}

/// The text of the first heading of level 1, or of the first one at all.
std::string find_title(const Document& document) {
  const Blocks blocks = parse_blocks(document.text);
  const auto first = std::find_if(blocks.headings.begin(), blocks.headings.end(),
                                  [](const Heading& heading) { return heading.level == 1; });
  return first == blocks.headings.end() ? std::string() : copy(document.text, first->text);
}

/// `SESSION — {project}` names the project behind the dash.
std::string find_project(std::string title) {
  for (const std::string_view dash : {" — ", " - ", ": "}) {
    const std::size_t at = title.find(dash);
    if (at == title.npos) continue;
    const std::string kind = fold_for_match(std::string_view(title).substr(0, at));
    if (kind == "session" || kind == "session state" || kind == "session progress")
      return title.substr(at + dash.size());
  }
  return title;
}

std::vector<ViewItem> view_items(const Document& document, SectionKind kind) {
  std::vector<ViewItem> items;
  const Section* section = document.find(kind);
  if (section == nullptr) return items;
  const std::string_view text = document.text;
  for (const Entry& entry : section->entries) {
    items.push_back({copy(text, entry.words), copy(text, entry.note), copy(text, entry.hash),
                     copy(text, entry.date), copy(text, entry.mark)});
  }
  return items;
}

Blocker view_blocker_row(const std::vector<std::string>& cells, const BlockerColumns& columns,
                         std::size_t place) {
  const auto cell = [&cells](std::optional<std::size_t> column) {
    return column && *column < cells.size() ? cells[*column] : std::string();
  };
  Blocker blocker{
      cell(columns.text), cell(columns.impact), cell(columns.mitigation), cell(columns.status), true, place};
  blocker.open = !is_resolved_status(blocker.status) && !blocker.text.ends_with("— resolved") &&
                 !blocker.text.starts_with("~~");
  return blocker;
}

std::vector<Blocker> view_blockers(const Document& document) {
  std::vector<Blocker> blockers;
  const Section* section = document.find(SectionKind::blockers);
  if (section == nullptr) return blockers;
  const std::string_view text = document.text;
  if (section->table) {
    const BlockerColumns columns = find_blocker_columns(text, *section->table);
    const auto& rows = section->table->rows;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto cells = parse_row(text, rows[i]);
      if (!is_placeholder_row(cells)) blockers.push_back(view_blocker_row(cells, columns, i));
    }
    return blockers;
  }
  for (std::size_t i = 0; i < section->entries.size(); ++i) {
    const Entry& entry = section->entries[i];
    const std::string words = copy(text, entry.text);
    const bool ticked = !entry.task_mark.empty() && slice(text, entry.task_mark) != " ";
    const bool over = ticked || words.starts_with("✅") || words.starts_with("~~") ||
                      words.ends_with("— resolved") || fold_for_match(words) == "none";
    blockers.push_back({words, {}, {}, {}, !over, i});
  }
  return blockers;
}

std::vector<HistoryRow> view_history(const Document& document) {
  std::vector<HistoryRow> history;
  const Section* section = document.find(SectionKind::history);
  if (section == nullptr || !section->table) return history;
  const HistoryColumns columns = find_history_columns(document.text, *section->table);
  for (const Span row : section->table->rows) {
    const auto cells = parse_row(document.text, row);
    const auto cell = [&cells](std::optional<std::size_t> column) {
      return column && *column < cells.size() ? cells[*column] : std::string();
    };
    history.push_back(
        {cell(columns.session), cell(columns.date), cell(columns.duration), cell(columns.progress)});
  }
  return history;
}

std::string find_timestamp(const Document& document) {
  const Section* section = document.find(SectionKind::checkpoint);
  if (section == nullptr) return {};
  const Field* field = find_field(document, *section, timestamp_field_names());
  return field == nullptr ? std::string() : copy(document.text, field->value);
}

/// The first number in `text`.
std::optional<int> find_number(std::string_view text) {
  const std::size_t at = text.find_first_of("0123456789");
  if (at == text.npos) return std::nullopt;
  int number = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

}  // namespace

SessionView view_document(const Document& document) {
  SessionView view;
  view.project = find_project(find_title(document));
  view.lines = split_lines(document.text).size();
  if (document.phases) {
    view_phases(document.text, *document.phases, view);
    return view;
  }
  if (const auto phase = find_phase(document)) {
    view.phase_number = copy(document.text, phase->number);
    view.phase_name = copy(document.text, phase->name);
  }
  view.progress = Draft(document).progress();
  view.completed = view_items(document, SectionKind::completed);
  view.in_progress = view_items(document, SectionKind::in_progress);
  for (const ViewItem& item : view_items(document, SectionKind::next_actions))
    view.next_actions.push_back(item.text);
  view.blockers = view_blockers(document);
  view.history = view_history(document);
  view.timestamp = find_timestamp(document);
  return view;
}

std::vector<Blocker> find_open_blockers(const SessionView& view) {
  std::vector<Blocker> open;
  std::copy_if(view.blockers.begin(), view.blockers.end(), std::back_inserter(open),
               [](const Blocker& blocker) { return blocker.open; });
  return open;
}

int find_session_number(const SessionView& view, bool row_is_open) {
  int highest = 0;
  for (const HistoryRow& row : view.history)
    highest = std::max(highest, find_number(row.session).value_or(0));
  if (highest == 0) return static_cast<int>(view.history.size()) + 1;
  return row_is_open ? highest : highest + 1;
}

}  // namespace session
