// SPDX-License-Identifier: MIT
// How a draft becomes splices: only lines that the change is about are touched.
#include "core/document/draft.hpp"
#include "core/document/entry_text.hpp"
#include "core/document/splice.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace session {
namespace {

/// How the items of a list are written in this file.
struct ListStyle {
  std::string indent;
  std::string marker = "-";
  std::string gap = " ";
  std::string badge;  ///< a sign that stands in the place of a box
  bool ordered = false;
  bool boxed = true;
  bool loose = false;  ///< a blank line stands between items
};

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

ListStyle find_style(std::string_view text, const Section& section) {
  ListStyle style;
  style.ordered = section.kind == SectionKind::next_actions;
  style.boxed = !style.ordered;
  if (style.ordered) style.marker = "1.";
  if (section.entries.empty()) return style;
  const Entry& last = section.entries.back();
  style.indent = slice(text, {last.line.begin, last.marker.begin});
  if (!is_blank(style.indent)) style.indent.clear();
  style.marker = slice(text, last.marker);
  style.ordered = last.ordered;
  style.boxed = !last.task_mark.empty();
  const std::size_t content = style.boxed ? last.task_mark.begin - 1 : last.text.begin;
  style.gap = slice(text, {last.marker.end, std::max(content, last.marker.end)});
  if (style.gap.empty() || style.gap.size() > 4) style.gap = " ";
  if (!style.boxed && slice(text, last.text).starts_with("✅ ")) style.badge = "✅ ";
  if (section.entries.size() > 1) {
    const Entry& before = section.entries[section.entries.size() - 2];
    style.loose = next_line(text, before.whole.end) < last.line.begin;
  }
  return style;
}

std::optional<std::size_t> parse_number(std::string_view marker) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(marker.data(), marker.data() + marker.size(), number);
  if (error != std::errc() || end + 1 != marker.data() + marker.size()) return std::nullopt;
  return number;
}

/// How an ordered list counts: from `first` by `step`, which is 0 where all items have one number.
struct Numbering {
  std::size_t first = 1;
  std::size_t step = 1;
  bool regular = true;
};

Numbering find_numbering(std::string_view text, const Section& section) {
  Numbering numbering;
  std::vector<std::size_t> numbers;
  for (const Entry& entry : section.entries) {
    if (!entry.ordered) return {1, 1, false};
    numbers.push_back(parse_number(slice(text, entry.marker)).value_or(0));
  }
  if (numbers.empty()) return numbering;
  numbering.first = numbers.front();
  if (numbers.size() > 1 && numbers[1] == numbers[0]) numbering.step = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] != numbering.first + i * numbering.step) numbering.regular = false;
  }
  return numbering;
}

std::string format_body(SectionKind kind, const ListStyle& style, const DraftItem& item) {
  std::string body;
  if (kind == SectionKind::completed) {
    body = format_completed(item.words, item.hash, item.date, item.mark);
  } else if (kind == SectionKind::in_progress) {
    body = format_open(item.words, item.note);
  } else {
    return (style.boxed ? "[ ] " : "") + item.words;
  }
  constexpr std::size_t kBoxLength = 4;
  return style.boxed ? body : style.badge + body.substr(kBoxLength);
}

std::string format_line(SectionKind kind, const ListStyle& style, const DraftItem& item, std::size_t number) {
  const std::string marker =
      style.ordered ? std::to_string(number) + (style.marker.ends_with(')') ? ")" : ".") : style.marker;
  return style.indent + marker + style.gap + format_body(kind, style, item) + item.nested;
}

void edit_commit(std::vector<Edit>& edits, std::string_view text, const Entry& entry, const DraftItem& item) {
  if (item.hash.empty()) {
    // An item that got its hash from us loses it again; in any other form it is left.
    const bool ours = !entry.hash.empty() && text.substr(entry.hash.end).starts_with('`');
    if (!ours) return;
    edits.push_back({{entry.words.end, entry.hash.end + 1}, ""});
    if (entry.date.empty()) return;
    if (!item.date.empty()) return edit_part(edits, text, entry.date, item.date);
    edits.push_back({{entry.hash.end + 1, entry.date.end + 1}, ""});
    return;
  }
  if (!entry.hash.empty()) {
    edit_part(edits, text, entry.hash, item.hash);
  } else {
    edits.push_back({{entry.words.end, entry.words.end}, " — `" + item.hash + "`"});
  }
  if (!entry.date.empty()) {
    edit_part(edits, text, entry.date, item.date);
  } else if (entry.hash.empty()) {
    edits.push_back({{entry.words.end, entry.words.end}, " (" + item.date + ")"});
  }
}

/// Comes after edit_commit: what both put in the same place keeps that order.
void edit_mark(std::vector<Edit>& edits, std::string_view text, const Entry& entry, const DraftItem& item) {
  constexpr std::string_view kDash = " — ";
  if (!entry.mark.empty() && item.mark.empty()) {
    edits.push_back({{entry.mark.begin - kDash.size(), entry.mark.end}, ""});
  } else if (!entry.mark.empty()) {
    edit_part(edits, text, entry.mark, item.mark);
  } else if (!item.mark.empty() && (!entry.hash.empty() || !item.hash.empty())) {
    // Hash and date are read only at the end of the text, so its end is behind them.
    const std::size_t last = slice(text, entry.text).find_last_not_of(" \t");
    const std::size_t at = last == text.npos ? entry.words.end : entry.text.begin + last + 1;
    edits.push_back({{at, at}, std::string(kDash) + item.mark});
  }
}

void edit_entry(std::vector<Edit>& edits, const Document& document, SectionKind kind, const Entry& entry,
                const DraftItem& item) {
  const std::string_view text = document.text;
  edit_part(edits, text, entry.words, item.words);
  if (kind == SectionKind::in_progress) {
    if (!entry.note.empty() && item.note.empty()) {
      edits.push_back({{entry.words.end, entry.note.end}, ""});
    } else if (!entry.note.empty()) {
      edit_part(edits, text, entry.note, item.note);
    } else if (!item.note.empty()) {
      edits.push_back({{entry.words.end, entry.words.end}, " — " + item.note});
    }
  }
  if (kind != SectionKind::completed) return;
  edit_commit(edits, text, entry, item);
  edit_mark(edits, text, entry, item);
}

std::string_view placeholder_of(SectionKind kind) {
  switch (kind) {
    case SectionKind::completed: return "_(No items completed yet)_";
    case SectionKind::in_progress: return "_(Nothing in progress)_";
    default: return "_(None)_";
  }
}

std::vector<bool> find_kept(const Section& section, const std::vector<DraftItem>& items) {
  std::vector<bool> kept(section.entries.size(), false);
  for (const DraftItem& item : items) {
    if (item.source) kept[*item.source] = true;
  }
  return kept;
}

/// Takes the lines of removed items out. Neighbours with only blank lines between them go in one piece; the
/// lines of the first piece give way to `instead` when it is not empty.
void remove_entries(std::vector<Edit>& edits, std::string_view text, const Section& section,
                    const std::vector<bool>& kept, std::string instead) {
  const std::vector<Entry>& entries = section.entries;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (kept[i]) continue;
    std::size_t last = i;
    const auto blank_until = [&](std::size_t next) {
      return is_blank(slice(text, {entries[last].whole.end, entries[next].line.begin}));
    };
    while (last + 1 < entries.size() && !kept[last + 1] && blank_until(last + 1)) ++last;
    Span region{entries[i].line.begin, next_line(text, entries[last].whole.end)};
    if (!instead.empty()) {
      region.end = entries[last].whole.end;
    } else if (last + 1 < entries.size() && i > 0 && kept[i - 1] && blank_until(last + 1)) {
      region.end = entries[last + 1].line.begin;
    } else if (region.end == entries[last].whole.end && region.begin > 0) {
      // The last line of the file has no line ending: the one before it goes instead.
      region.begin -= text.substr(0, region.begin).ends_with("\r\n") ? 2 : 1;
    }
    edits.push_back({region, std::exchange(instead, {})});
    i = last;
  }
}

}  // namespace

void Draft::edit_list(SectionKind kind, std::vector<Edit>& edits) const {
  const List& changed = lists_[static_cast<std::size_t>(kind)];
  if (!changed.touched || document_->find(kind) == nullptr) return;
  const std::string_view text = document_->text;
  const Section& from = section(kind);
  const ListStyle style = find_style(text, from);
  const Numbering numbering = find_numbering(text, from);
  const std::string between =
      style.loose ? document_->line_ending + document_->line_ending : document_->line_ending;

  std::string pending;
  const Entry* before = nullptr;
  const auto flush = [&](const Entry* next) {
    if (pending.empty()) return false;
    if (before != nullptr) {
      edits.push_back({{before->whole.end, before->whole.end}, between + pending});
    } else if (next != nullptr) {
      edits.push_back({{next->line.begin, next->line.begin}, pending + between});
    } else {
      return false;
    }
    pending.clear();
    return true;
  };
  for (std::size_t i = 0; i < changed.items.size(); ++i) {
    const DraftItem& item = changed.items[i];
    const std::size_t number = numbering.regular ? numbering.first + i * numbering.step : i + 1;
    if (!item.source) {
      if (!pending.empty()) pending += between;
      pending += format_line(kind, style, item, number);
      continue;
    }
    const Entry& entry = from.entries[*item.source];
    flush(&entry);
    before = &entry;
    edit_entry(edits, *document_, kind, entry, item);
    if (style.ordered && numbering.regular) {
      edit_part(edits, text, {entry.marker.begin, entry.marker.end - 1}, std::to_string(number));
    }
  }
  flush(nullptr);
  const std::vector<bool> kept = find_kept(from, changed.items);
  if (changed.items.empty() && !from.entries.empty()) pending = placeholder_of(kind);
  if (!from.entries.empty()) {
    remove_entries(edits, text, from, kept, before == nullptr ? pending : std::string());
  } else if (!pending.empty() && !from.placeholders.empty()) {
    edits.push_back({from.placeholders.front(), pending});
  } else if (!pending.empty()) {
    edits.push_back(insert_into_section(*document_, from, pending));
  }
}

void Draft::edit_checkpoint(std::vector<Edit>& edits) const {
  if (checkpoint_ && document_->phases) return edit_checkpoint_line(edits);
  const Section* from = document_->find(SectionKind::checkpoint);
  if (!checkpoint_ || from == nullptr) return;
  const std::array<std::pair<const std::vector<std::string_view>*, const std::string*>, 4> values = {
      {{&branch_field_names(), &checkpoint_->branch},
       {&last_commit_field_names(), &checkpoint_->last_commit},
       {&changes_field_names(), &checkpoint_->changes},
       {&timestamp_field_names(), &checkpoint_->timestamp}}};
  bool found = false;
  for (const auto& [names, value] : values) {
    const Field* field = find_field(*document_, *from, *names);
    if (field == nullptr) continue;
    found = true;
    // A value that goes on below its line is a person's own layout: half of it rewritten would be a lie.
    if (field->continued || slice(document_->text, field->value) == *value) continue;
    const bool glued =
        document_->text[field->value.begin - 1] == ':' || document_->text[field->value.begin - 1] == '*';
    edits.push_back({field->value, (glued ? " " : "") + *value});
  }
  if (found) return;
  const std::string& ending = document_->line_ending;
  edits.push_back(insert_into_section(*document_, *from,
                                      "- **Branch**: " + checkpoint_->branch + ending +
                                          "- **Last Commit**: " + checkpoint_->last_commit + ending +
                                          "- **Uncommitted Changes**: " + checkpoint_->changes + ending +
                                          "- **Timestamp**: " + checkpoint_->timestamp));
}

void Draft::edit_checkpoint_line(std::vector<Edit>& edits) const {
  const auto& line = document_->phases->checkpoint;
  if (!line || checkpoint_->hash.empty()) return;
  const std::string date = checkpoint_->timestamp.substr(0, 10);
  const bool placeholder = slice(document_->text, line->hash).find_first_not_of("0123456789abcdefABCDEF") !=
                           std::string_view::npos;
  edit_part(edits, document_->text, line->hash,
            placeholder ? checkpoint_->hash + " (" + date + ")" : checkpoint_->hash);
  if (!line->date.empty()) edit_part(edits, document_->text, line->date, date);
}

std::vector<Edit> Draft::edits() const {
  std::vector<Edit> edits;
  edit_list(SectionKind::completed, edits);
  edit_list(SectionKind::in_progress, edits);
  edit_list(SectionKind::next_actions, edits);
  edit_blockers(edits);
  edit_checkpoint(edits);
  edit_phase(edits);
  edit_history(edits);
  return edits;
}

}  // namespace session
