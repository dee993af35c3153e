// SPDX-License-Identifier: MIT
#include "core/recording/open_items.hpp"

#include "core/text/inline_text.hpp"

#include <string>
#include <utility>

namespace session {
namespace {

constexpr auto kInProgress = SectionKind::in_progress;

/// Gives the item that stands there the nested lines of another one.
void add_nested(Draft& draft, SectionKind kind, std::size_t position, const std::string& nested) {
  if (nested.find_first_not_of(" \t\r\n") == std::string::npos) return;
  DraftItem item = draft.remove(kind, position);
  item.nested += nested;
  draft.insert(kind, position, std::move(item));
}

}  // namespace

std::optional<std::size_t> find_words(const std::vector<DraftItem>& items, std::string_view words) {
  const std::string folded = fold_for_match(words);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (fold_for_match(items[i].words) == folded) return i;
  }
  return std::nullopt;
}

void put_open(Draft& draft, SectionKind kind, std::size_t position, DraftItem item) {
  if (const auto under_way = find_words(draft.items(kInProgress), item.words))
    return add_nested(draft, kInProgress, *under_way, item.nested);
  if (const auto same = find_words(draft.items(kind), item.words))
    return add_nested(draft, kind, *same, item.nested);
  draft.insert(kind, position, std::move(item));
}

}  // namespace session
