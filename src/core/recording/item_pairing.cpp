// SPDX-License-Identifier: MIT
#include "core/recording/item_pairing.hpp"

#include "core/recording/recording.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>

namespace session {

ItemPairing::ItemPairing(const std::vector<DraftItem>& items, const std::vector<JournalEntry>& entries,
                         const std::vector<EntryPlace>& places)
    : items_(items), journal_(entries), places_(places), entry_of_(items.size()) {
  std::unordered_map<std::string, std::vector<std::size_t>> by_words;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].hash.empty()) by_words[fold_for_match(items[i].words)].push_back(i);
  }
  std::vector<std::size_t> renamed;
  for (std::size_t e = 0; e < entries.size(); ++e) {
    if (places[e] == EntryPlace::open) continue;
    const std::vector<std::size_t>& named = by_words[fold_for_match(entries[e].text)];
    const auto found = std::find_if(named.begin(), named.end(), [&](std::size_t i) {
      return may_be(i, e) && names_one_of(items[i].hash, entries[e].members);
    });
    if (found == named.end()) {
      renamed.push_back(e);
    } else {
      entry_of_[*found] = e;
    }
  }
  if (renamed.empty()) return;
  index_by_hash();
  for (const std::size_t entry : renamed) pair_renamed(entry);
}

std::optional<std::size_t> ItemPairing::find_item(std::size_t entry) const {
  const auto found = std::find(entry_of_.begin(), entry_of_.end(), std::optional(entry));
  if (found == entry_of_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - entry_of_.begin());
}

bool ItemPairing::may_be(std::size_t item, std::size_t entry) const {
  return !entry_of_[item] && (places_[entry] != EntryPlace::gone || items_[item].mark == kGoneMark);
}

void ItemPairing::index_by_hash() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (entry_of_[i] || items_[i].hash.empty()) continue;
    by_hash_[items_[i].hash].push_back(i);
    lengths_.insert(items_[i].hash.size());
  }
}

/// The first item that is left and shows one of the commits: a person gave it other words.
void ItemPairing::pair_renamed(std::size_t entry) {
  std::optional<std::size_t> first;
  for (const ObjectId& member : journal_[entry].members) {
    for (const std::size_t length : lengths_) {
      const auto found = by_hash_.find(member.hex.substr(0, length));
      if (found == by_hash_.end()) continue;
      for (const std::size_t i : found->second) {
        if (may_be(i, entry) && (!first || i < *first)) first = i;
      }
    }
  }
  if (first) entry_of_[*first] = entry;
}

}  // namespace session
