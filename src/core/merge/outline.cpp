// SPDX-License-Identifier: MIT
#include "core/merge/outline.hpp"

#include "core/document/draft.hpp"
#include "core/document/table_columns.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace session {
namespace {

// Documents with NUL bytes are never taken apart, so this byte marks what was taken out.
constexpr char kMark = '\0';
constexpr char kRunSign = 'R';
constexpr char kValueSign = 'V';

constexpr std::array<SectionKind, 5> kListKinds = {SectionKind::completed, SectionKind::in_progress,
                                                   SectionKind::next_actions, SectionKind::blockers,
                                                   SectionKind::history};

std::string copy(std::string_view text, Span span) {
  return std::string(slice(text, span));
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

std::string make_mark(char sign, std::size_t number) {
  return {kMark, sign, static_cast<char>('0' + number)};
}

/// A part of an item and the sign that stands for it in the frame.
struct Part {
  Span span;
  char sign;
};

/// The bytes of `whole` with each part replaced by its mark.
std::string make_frame(std::string_view text, Span whole, std::initializer_list<Part> parts) {
  std::vector<Edit> edits;
  for (const Part& part : parts) {
    if (part.span.empty()) continue;
    edits.push_back({{part.span.begin - whole.begin, part.span.end - whole.begin}, {kMark, part.sign}});
  }
  return apply_edits(slice(text, whole), std::move(edits));
}

MergeItem make_item(std::string_view text, const Entry& entry) {
  MergeItem item;
  std::size_t content = entry.task_mark.empty() ? entry.text.begin : entry.task_mark.begin - 1;
  if (content < entry.marker.end || content > entry.line.end) content = entry.line.end;
  const Span behind{content, entry.line.end};
  item.lead = slice(text, {entry.line.begin, content});
  item.ordered = entry.ordered;
  if (content < entry.line.end) {
    item.frame = make_frame(
        text, behind,
        {{entry.words, 'w'}, {entry.hash, 'h'}, {entry.date, 'd'}, {entry.note, 'n'}, {entry.mark, 'm'}});
    item.words = slice(text, entry.words);
    item.hash = slice(text, entry.hash);
    item.date = slice(text, entry.date);
    item.note = slice(text, entry.note);
    item.mark = slice(text, entry.mark);
  }
  item.key = fold_for_match(item.words);
  // What says nothing is the same only when it is written the same.
  if (item.key.empty()) item.key = std::string(1, kMark) + copy(text, behind);
  item.rest = slice(text, {entry.line.end, entry.whole.end});
  return item;
}

MergeItem make_row(std::string_view text, Span row, const RowColumns& columns) {
  MergeItem item;
  std::vector<Edit> edits;
  for (const Span cell : parse_cells(text, row)) {
    edits.push_back({{cell.begin - row.begin, cell.end - row.begin}, {kMark, 'c'}});
    item.cells.push_back(copy(text, cell));
  }
  item.frame = apply_edits(slice(text, row), std::move(edits));
  const auto cell = [&item](std::optional<std::size_t> column) {
    return column && *column < item.cells.size() ? fold_for_match(item.cells[*column]) : std::string();
  };
  item.key = cell(columns.text) + cell(columns.session);
  if (columns.date) item.key += "\n" + cell(columns.date);
  if (columns.date && *columns.date < item.cells.size()) item.date = item.cells[*columns.date];
  if (item.key.find_first_not_of('\n') == item.key.npos) item.key = std::string(1, kMark) + copy(text, row);
  return item;
}

/// Takes a document apart, one section after the other.
class OutlineBuilder {
 public:
  OutlineBuilder(const Document& document, const OutlineShape& shape)
      : document_(document), text_(document.text), shape_(shape) {}

  Outline build() {
    for (const SectionKind kind : kListKinds) {
      const Section* section = document_.find(kind);
      if (section == nullptr) continue;
      outline_.columns[index(kind)] = find_row_columns(document_, kind);
      if (shape_.lists[index(kind)] == ListShape::items) add_items(*section);
      if (shape_.lists[index(kind)] == ListShape::rows) add_rows(*section);
    }
    add_values();
    sort_runs();
    outline_.skeleton = apply_edits(text_, std::move(edits_));
    number_lines();
    return std::move(outline_);
  }

 private:
  static std::size_t index(SectionKind kind) { return static_cast<std::size_t>(kind); }
  std::vector<MergeItem>& items(SectionKind kind) { return outline_.items[index(kind)]; }

  /// Notes that a run of items takes the lines of `span`, which is empty where there is none yet.
  MergeRun& add_run(SectionKind kind, Span span) {
    edits_.push_back({span, make_mark(kRunSign, index(kind)) + document_.line_ending});
    begins_.push_back(span.begin);
    MergeRun run;
    run.kind = kind;
    return outline_.runs.emplace_back(std::move(run));
  }

  [[nodiscard]] Span whole_lines(Span span) const { return {span.begin, next_line(text_, span.end)}; }

  void add_items(const Section& section) {
    if (section.entries.empty()) return add_empty_run(section);
    outline_.newest_first[index(section.kind)] =
        section.kind == SectionKind::completed && Draft(document_).is_newest_first();
    const auto& entries = section.entries;
    for (std::size_t i = 0; i < entries.size();) {
      std::size_t last = i;
      const auto follows = [&](std::size_t next) {
        return is_blank(slice(text_, {entries[next - 1].whole.end, entries[next].line.begin}));
      };
      while (last + 1 < entries.size() && follows(last + 1)) ++last;
      add_run(section.kind, whole_lines({entries[i].line.begin, entries[last].whole.end}));
      for (; i <= last; ++i) {
        MergeItem item = make_item(text_, entries[i]);
        item.run = outline_.runs.size() - 1;
        if (i < last) item.gap = slice(text_, {entries[i].whole.end, entries[i + 1].line.begin});
        items(section.kind).push_back(std::move(item));
      }
    }
  }

  /// The place where the first item would come.
  void add_empty_run(const Section& section) {
    if (!section.placeholders.empty()) {
      const Span line = section.placeholders.front();
      add_run(section.kind, whole_lines(line)).placeholder = copy(text_, line);
      return;
    }
    const std::size_t last = slice(text_, section.body).find_last_not_of(" \t\r\n");
    const std::size_t end = last == std::string_view::npos
                                ? section.heading.whole.end
                                : text_.find_first_of("\r\n", section.body.begin + last);
    const std::size_t at = next_line(text_, std::min(end, text_.size()));
    add_run(section.kind, {at, at});
  }

  void add_rows(const Section& section) {
    const Table& table = *section.table;
    const RowColumns& columns = outline_.columns[index(section.kind)];
    if (section.kind == SectionKind::history) {
      outline_.newest_first[index(section.kind)] =
          has_newest_row_first(text_, table, find_history_columns(text_, table));
    }
    std::size_t end = table.delimiter.end;
    if (!table.rows.empty()) end = table.rows.back().end;
    MergeRun& run = add_run(section.kind, {next_line(text_, table.delimiter.end), next_line(text_, end)});
    const bool empty = std::all_of(table.rows.begin(), table.rows.end(),
                                   [&](Span row) { return is_placeholder_row(parse_row(text_, row)); });
    if (empty && !table.rows.empty()) {
      run.placeholder = copy(text_, {table.rows.front().begin, table.rows.back().end});
      return;
    }
    for (const Span row : table.rows) {
      MergeItem item = make_row(text_, row, columns);
      item.run = outline_.runs.size() - 1;
      item.gap = document_.line_ending;
      items(section.kind).push_back(std::move(item));
    }
  }

  void add_value(MergeValue value, Span span) {
    if (!shape_.values.contains(value)) return;
    const auto number = static_cast<std::size_t>(value);
    outline_.values[number] = copy(text_, span);
    edits_.push_back({span, make_mark(kValueSign, number)});
  }

  void add_values();

  /// Brings the runs into the order of the document.
  void sort_runs() {
    std::vector<std::size_t> order(outline_.runs.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [this](std::size_t a, std::size_t b) { return begins_[a] < begins_[b]; });
    std::vector<std::size_t> place(order.size());
    std::vector<MergeRun> sorted;
    for (std::size_t i = 0; i < order.size(); ++i) {
      place[order[i]] = i;
      sorted.push_back(std::move(outline_.runs[order[i]]));
    }
    outline_.runs = std::move(sorted);
    for (auto& list : outline_.items) {
      for (MergeItem& item : list) item.run = place[item.run];
    }
  }

  /// Finds the line of the skeleton for each run.
  void number_lines() {
    std::size_t run = 0;
    std::size_t number = 0;
    for (const Span line : split_lines(outline_.skeleton)) {
      if (find_run_kind(slice(outline_.skeleton, line)) && run < outline_.runs.size())
        outline_.runs[run++].line = number;
      ++number;
    }
  }

  const Document& document_;
  std::string_view text_;
  const OutlineShape& shape_;
  std::vector<Edit> edits_;
  std::vector<std::size_t> begins_;  ///< of the runs
  Outline outline_;
};

/// The fields of a document that hold computed values.
std::vector<std::pair<MergeValue, Span>> find_values(const Document& document) {
  std::vector<std::pair<MergeValue, Span>> values;
  if (const Section* section = document.find(SectionKind::checkpoint)) {
    const std::array<std::pair<MergeValue, const std::vector<std::string_view>*>, 4> names = {
        {{MergeValue::branch, &branch_field_names()},
         {MergeValue::last_commit, &last_commit_field_names()},
         {MergeValue::changes, &changes_field_names()},
         {MergeValue::timestamp, &timestamp_field_names()}}};
    for (const auto& [value, spellings] : names) {
      const Field* field = find_field(document, *section, *spellings);
      // A value that goes on below its line is a person's own layout.
      if (field != nullptr && !field->continued && !field->value.empty())
        values.emplace_back(value, field->value);
    }
  }
  if (const auto progress = find_progress(document)) values.emplace_back(MergeValue::progress, *progress);
  return values;
}

void OutlineBuilder::add_values() {
  for (const auto& [value, span] : find_values(document_)) add_value(value, span);
}

}  // namespace

RowColumns find_row_columns(const Document& document, SectionKind kind) {
  RowColumns columns;
  const Section* section = document.find(kind);
  if (section == nullptr || !section->table) return columns;
  const std::string_view text = document.text;
  if (kind == SectionKind::blockers) {
    const BlockerColumns found = find_blocker_columns(text, *section->table);
    columns.text = found.text;
    columns.status = found.status;
  } else {
    const HistoryColumns found = find_history_columns(text, *section->table);
    columns.session = found.session;
    columns.date = found.date;
  }
  for (const Span cell : parse_cells(text, section->table->header))
    columns.header += fold_for_match(slice(text, cell)) + "\n";
  return columns;
}

OutlineShape find_outline_shape(const Document& document) {
  OutlineShape shape;
  const Draft draft(document);
  for (const SectionKind kind : kListKinds) {
    const Section* section = document.find(kind);
    // Behind an unclosed fence or comment new lines would be swallowed.
    if (section == nullptr || !draft.can_edit(kind)) continue;
    ListShape& list = shape.lists[static_cast<std::size_t>(kind)];
    const bool has_rows = kind == SectionKind::blockers || kind == SectionKind::history;
    if (has_rows && section->table) list = ListShape::rows;
    if (kind != SectionKind::history && !section->table) list = ListShape::items;
  }
  for (const auto& value : find_values(document)) shape.values.insert(value.first);
  return shape;
}

Outline find_outline(const Document& document, const OutlineShape& shape) {
  return OutlineBuilder(document, shape).build();
}

std::optional<SectionKind> find_run_kind(std::string_view skeleton_line) {
  if (skeleton_line.size() < 3 || skeleton_line[0] != kMark || skeleton_line[1] != kRunSign)
    return std::nullopt;
  return static_cast<SectionKind>(skeleton_line[2] - '0');
}

std::string format_skeleton_line(std::string_view line, const std::array<std::string, kMergeValues>& values) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != kMark || i + 2 >= line.size() || line[i + 1] != kValueSign) {
      text.push_back(line[i]);
      continue;
    }
    text += values[static_cast<std::size_t>(line[i + 2] - '0')];
    i += 2;
  }
  return text;
}

std::string format_item_line(const MergeItem& item) {
  std::string line;
  std::size_t cell = 0;
  for (std::size_t i = 0; i < item.frame.size(); ++i) {
    if (item.frame[i] != kMark || i + 1 >= item.frame.size()) {
      line.push_back(item.frame[i]);
      continue;
    }
    switch (item.frame[++i]) {
      case 'w': line += item.words; break;
      case 'h': line += item.hash; break;
      case 'd': line += item.date; break;
      case 'n': line += item.note; break;
      case 'm': line += item.mark; break;
      default: line += cell < item.cells.size() ? item.cells[cell] : std::string(); ++cell;
    }
  }
  return line;
}

}  // namespace session
