// SPDX-License-Identifier: MIT
#include "core/document/archive.hpp"

#include "core/document/draft.hpp"
#include "core/document/table_columns.hpp"
#include "core/text/inline_text.hpp"
#include "core/view/session_view.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

namespace session {
namespace {

constexpr auto kCompleted = SectionKind::completed;

/// True for YYYY-MM-DD, so that dates can be compared as texts.
bool is_date(std::string_view text) {
  if (text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (i == 4 || i == 7 ? text[i] != '-' : !digit) return false;
  }
  return true;
}

/// True when the place is among the `keep` newest of `count`.
bool is_among_newest(std::size_t place, std::size_t count, std::size_t keep, bool newest_first) {
  const std::size_t age = newest_first ? place : count - 1 - place;
  return age < keep;
}

/// The items that are old by the wish, by their place.
std::vector<std::size_t> select_items(const Draft& draft, const ArchiveWish& wish) {
  std::vector<std::size_t> selected;
  const auto& items = draft.items(kCompleted);
  for (std::size_t i = 0; i < items.size(); ++i) {
    bool old = false;
    if (wish.keep) {
      old = !is_among_newest(i, items.size(), *wish.keep, draft.is_newest_first());
    } else if (wish.before) {
      old = is_date(items[i].date) && items[i].date < *wish.before;
    }
    if (old) selected.push_back(i);
  }
  return selected;
}

std::vector<std::size_t> select_rows(const Document& document, const ArchiveWish& wish) {
  std::vector<std::size_t> selected;
  const Section* const section = document.find(SectionKind::history);
  if (section == nullptr || !section->table) return selected;
  const Table& table = *section->table;
  const HistoryColumns columns = find_history_columns(document.text, table);
  const bool newest_first = has_newest_row_first(document.text, table, columns);
  const std::optional<std::size_t> keep = wish.keep ? wish.keep : wish.keep_rows;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto cells = parse_row(document.text, table.rows[i]);
    if (is_placeholder_row(cells) || is_among_newest(i, table.rows.size(), 1, newest_first)) continue;
    bool old = false;
    if (keep) {
      old = !is_among_newest(i, table.rows.size(), *keep, newest_first);
    } else if (wish.before && columns.date && *columns.date < cells.size()) {
      old = is_date(cells[*columns.date]) && cells[*columns.date] < *wish.before;
    }
    if (old) selected.push_back(i);
  }
  return selected;
}

/// True when `block` stands in the text as whole lines. `lines` are those of the text.
bool has_lines(std::string_view text, const std::unordered_set<std::string_view>& lines,
               std::string_view block) {
  // Most blocks are new: their first line tells without a search through all bytes.
  if (!lines.contains(block.substr(0, block.find_first_of("\r\n")))) return false;
  const auto ends_line = [&text](std::size_t at) {
    return at == text.size() || text[at] == '\n' || text[at] == '\r';
  };
  for (std::size_t at = text.find(block); at != text.npos; at = text.find(block, at + 1)) {
    if ((at == 0 || ends_line(at - 1)) && ends_line(at + block.size())) return true;
  }
  return false;
}

/// An archive that grows.
class ArchiveText {
 public:
  ArchiveText(std::string_view text, const Document& source) : text_(text) {
    ending_ = text_.empty() ? source.line_ending : std::string(find_line_ending(text_));
    if (!text_.empty()) return;
    const std::string project = view_document(source).project;
    text_ = "# SESSION archive" + (project.empty() ? "" : " — " + format_inline(project)) + ending_;
  }

  void add_items(const std::vector<std::string>& blocks) {
    const std::vector<std::string> missing = select_missing(blocks);
    if (missing.empty()) return;
    const Document parsed = parse_document(text_);
    const Section* const section = parsed.find(kCompleted);
    if (section == nullptr) {
      append_section("## Completed Items" + ending_, missing);
    } else if (section->entries.empty()) {
      insert(section->heading.whole.end, missing);
    } else {
      insert(section->entries.back().whole.end, missing);
    }
  }

  /// `head` is the header and the delimiter row, for an archive that has no table yet.
  void add_rows(const std::string& head, const std::vector<std::string>& rows) {
    const std::vector<std::string> missing = select_missing(rows);
    if (missing.empty()) return;
    const Document parsed = parse_document(text_);
    const Section* const section = parsed.find(SectionKind::history);
    if (section == nullptr || !section->table) {
      append_section("## Session History" + ending_ + head + ending_, missing);
    } else {
      const Table& table = *section->table;
      insert(table.rows.empty() ? table.delimiter.end : table.rows.back().end, missing);
    }
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  [[nodiscard]] std::vector<std::string> select_missing(const std::vector<std::string>& blocks) const {
    std::vector<std::string> missing;
    std::unordered_set<std::string_view> lines;
    for (const Span line : split_lines(text_)) lines.insert(slice(text_, line));
    for (const std::string& block : blocks) {
      if (!has_lines(text_, lines, block)) missing.push_back(block);
    }
    return missing;
  }
  void insert(std::size_t at, const std::vector<std::string>& blocks) {
    std::string lines;
    for (const std::string& block : blocks) lines += ending_ + block;
    text_.insert(at, lines);
  }
  void append_section(const std::string& head, const std::vector<std::string>& blocks) {
    if (!text_.ends_with('\n') && !text_.ends_with('\r')) text_ += ending_;
    text_ += ending_ + head;
    for (const std::string& block : blocks) text_ += block + ending_;
  }

  std::string text_;
  std::string ending_;
};

}  // namespace

ArchivePlan plan_archive(const Document& document, std::string_view archive, const ArchiveWish& wish) {
  ArchivePlan plan;
  Draft draft(document);
  std::vector<std::string> blocks;
  std::vector<std::size_t> moving;
  if (draft.can_edit(kCompleted)) {
    for (const std::size_t place : select_items(draft, wish)) {
      if (wish.stays.contains(fold_for_match(draft.items(kCompleted)[place].words))) {
        ++plan.stayed;
      } else {
        moving.push_back(place);
        blocks.emplace_back(slice(document.text, document.find(kCompleted)->entries[place].whole));
      }
    }
  }
  for (auto place = moving.rbegin(); place != moving.rend(); ++place) (void)draft.remove(kCompleted, *place);
  std::vector<std::string> rows;
  std::string head;
  for (const std::size_t row : select_rows(document, wish)) {
    const Table& table = *document.find(SectionKind::history)->table;
    head = slice(document.text, {table.header.begin, table.delimiter.end});
    rows.emplace_back(slice(document.text, table.rows[row]));
    draft.remove_history(row);
  }
  plan.items = blocks.size();
  plan.rows = rows.size();
  plan.document = apply_edits(document.text, draft.edits());
  if (plan.items + plan.rows == 0) {
    plan.archive = archive;
    return plan;
  }
  ArchiveText text(archive, document);
  text.add_items(blocks);
  text.add_rows(head, rows);
  plan.archive = text.take();
  return plan;
}

}  // namespace session
