// SPDX-License-Identifier: MIT
#include "core/document/draft.hpp"

#include "core/text/inline_text.hpp"

#include <algorithm>
#include <utility>

namespace session {
namespace {

constexpr std::array<SectionKind, 3> kListKinds = {SectionKind::completed, SectionKind::in_progress,
                                                   SectionKind::next_actions};

std::string copy(const Document& document, Span span) {
  return std::string(slice(document.text, span));
}

}  // namespace

Draft::Draft(const Document& document) : document_(&document) {
  for (const SectionKind kind : kListKinds) {
    const Section* found = document.find(kind);
    if (found == nullptr) continue;
    std::vector<DraftItem>& items = list(kind).items;
    items.reserve(found->entries.size());
    for (const Entry& entry : found->entries) {
      items.push_back({items.size(),
                       copy(document, entry.words),
                       copy(document, entry.hash),
                       copy(document, entry.date),
                       copy(document, entry.note),
                       {},
                       copy(document, entry.mark)});
    }
  }
}

bool Draft::can_edit(SectionKind kind) const {
  const Section* found = document_->find(kind);
  if (found == nullptr) return false;
  // Behind an unclosed fence or comment new lines would be swallowed.
  return std::none_of(document_->opaque.begin(), document_->opaque.end(), [found](const OpaqueBlock& block) {
    return !block.closed && block.whole.begin >= found->body.begin && block.whole.begin < found->body.end;
  });
}

Draft::List& Draft::list(SectionKind kind) {
  return lists_[static_cast<std::size_t>(kind)];
}

const std::vector<DraftItem>& Draft::items(SectionKind kind) const {
  return lists_[static_cast<std::size_t>(kind)].items;
}

bool Draft::has_nested(SectionKind kind, std::size_t position) const {
  const DraftItem& item = items(kind)[position];
  std::string_view lines = item.nested;
  if (item.source) {
    const Entry& entry = section(kind).entries[*item.source];
    lines = slice(document_->text, {entry.line.end, entry.whole.end});
  }
  return lines.find_first_not_of(" \t\r\n") != lines.npos;
}

void Draft::insert(SectionKind kind, std::size_t position, DraftItem item) {
  List& target = list(kind);
  target.touched = true;
  item.source.reset();
  if (kind != SectionKind::completed) item.mark.clear();
  const std::size_t at = std::min(position, target.items.size());
  target.items.insert(target.items.begin() + static_cast<std::ptrdiff_t>(at), std::move(item));
}

std::size_t Draft::reinstate(SectionKind kind, DraftItem item) {
  if (!item.source) {
    append(kind, std::move(item));
    return items(kind).size() - 1;
  }
  List& target = list(kind);
  item.nested.clear();
  // Items of the document never change their order among themselves, so its place is before the next of them.
  const auto later = [&item](const DraftItem& other) { return other.source && *other.source > *item.source; };
  const auto at = std::find_if(target.items.begin(), target.items.end(), later);
  const auto position = static_cast<std::size_t>(at - target.items.begin());
  target.items.insert(at, std::move(item));
  return position;
}

bool Draft::is_newest_first() const {
  const std::vector<DraftItem>& completed = items(SectionKind::completed);
  const auto dated = [](const DraftItem& item) { return !item.date.empty(); };
  const auto first = std::find_if(completed.begin(), completed.end(), dated);
  const auto last = std::find_if(completed.rbegin(), completed.rend(), dated);
  return first != completed.end() && first->date > last->date;
}

void Draft::add_completed(DraftItem item) {
  insert(SectionKind::completed, is_newest_first() ? 0 : items(SectionKind::completed).size(),
         std::move(item));
}

DraftItem Draft::remove(SectionKind kind, std::size_t position) {
  List& from = list(kind);
  from.touched = true;
  const auto at = from.items.begin() + static_cast<std::ptrdiff_t>(position);
  DraftItem item = std::move(*at);
  from.items.erase(at);
  if (item.source) {
    const Entry& entry = section(kind).entries[*item.source];
    item.nested = copy(*document_, {entry.line.end, entry.whole.end});
  }
  return item;
}

void Draft::set_words(SectionKind kind, std::size_t position, std::string words) {
  list(kind).touched = true;
  list(kind).items[position].words = std::move(words);
}

void Draft::set_commit(std::size_t position, std::string hash, std::string date) {
  List& completed = list(SectionKind::completed);
  completed.touched = true;
  completed.items[position].hash = std::move(hash);
  completed.items[position].date = std::move(date);
}

void Draft::set_mark(std::size_t position, std::string mark) {
  list(SectionKind::completed).touched = true;
  list(SectionKind::completed).items[position].mark = std::move(mark);
}

void Draft::set_note(std::size_t position, std::string note) {
  list(SectionKind::in_progress).touched = true;
  list(SectionKind::in_progress).items[position].note = std::move(note);
}

const std::vector<std::string_view>& branch_field_names() {
  static const std::vector<std::string_view> names = {"branch", "current branch", "git branch"};
  return names;
}

const std::vector<std::string_view>& last_commit_field_names() {
  static const std::vector<std::string_view> names = {"last commit", "commit", "last checkpoint", "head",
                                                      "checkpoint"};
  return names;
}

const std::vector<std::string_view>& changes_field_names() {
  static const std::vector<std::string_view> names = {"uncommitted changes", "uncommitted", "working tree"};
  return names;
}

const std::vector<std::string_view>& timestamp_field_names() {
  static const std::vector<std::string_view> names = {"timestamp", "last updated", "updated", "date"};
  return names;
}

}  // namespace session
