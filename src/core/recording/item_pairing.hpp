// SPDX-License-Identifier: MIT
// Which item of the document belongs to which entry of the journal, also when a person renamed it.
#pragma once

#include "core/document/draft.hpp"
#include "core/recording/reconcile.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace session {

/// Where an entry of the journal is to be looked for.
enum class EntryPlace {
  completed,  ///< among the completed items, if a person has not deleted it
  gone,       ///< there only with the mark that its commit is gone
  open        ///< not there: it was reopened
};

/// Pairs the items of Completed Items with the entries of the journal: by words and hash, and what is left by
/// the hash alone.
class ItemPairing {
 public:
  /// `places` says of each entry where it is to be looked for.
  ItemPairing(const std::vector<DraftItem>& items, const std::vector<JournalEntry>& entries,
              const std::vector<EntryPlace>& places);

  /// The index of each item's entry.
  [[nodiscard]] const std::vector<std::optional<std::size_t>>& entries() const { return entry_of_; }
  /// The item of an entry.
  [[nodiscard]] std::optional<std::size_t> find_item(std::size_t entry) const;

 private:
  [[nodiscard]] bool may_be(std::size_t item, std::size_t entry) const;
  void index_by_hash();
  void pair_renamed(std::size_t entry);

  const std::vector<DraftItem>& items_;
  const std::vector<JournalEntry>& journal_;
  const std::vector<EntryPlace>& places_;
  std::vector<std::optional<std::size_t>> entry_of_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_hash_;  ///< of items that are left
  std::set<std::size_t> lengths_;                                      ///< of their hashes
};

}  // namespace session
