// SPDX-License-Identifier: MIT
// The items of one list of three documents, paired and merged. In what order they stand is another matter.
#pragma once

#include "core/merge/merge.hpp"
#include "core/merge/outline.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// The indexes of one item in the lists of the three documents; nothing where it is absent.
struct ItemPlaces {
  std::optional<std::size_t> base;
  std::optional<std::size_t> ours;
  std::optional<std::size_t> theirs;
  bool operator==(const ItemPlaces&) const = default;
};

/// One item as it will be.
struct MergedItem {
  ItemPlaces from;
  MergeItem item;
  /// Theirs, when both sides changed the line differently: `item` is ours then. `rest` is merged in `item`.
  std::optional<MergeItem> against;
  std::size_t conflicts = 0;
  bool operator==(const MergedItem&) const = default;
};

/// The lists of one kind.
struct ItemLists {
  SectionKind kind = SectionKind::completed;
  const std::vector<MergeItem>* base = nullptr;
  const std::vector<MergeItem>* ours = nullptr;
  const std::vector<MergeItem>* theirs = nullptr;
  RowColumns columns = {};  ///< of a table
  /// Items of other lists of the base by key: what both sides added here may have been moved from there.
  std::map<std::string, const MergeItem*> elsewhere = {};
};

/// Pairs the items of the three lists: all that are in ours or theirs.
[[nodiscard]] std::vector<ItemPlaces> pair_items(const ItemLists& lists);

/// Pairs and merges; items that are gone are left out. In the order of ours, then what only theirs has.
[[nodiscard]] std::vector<MergedItem> merge_items(const ItemLists& lists, const MergeOptions& options,
                                                  std::string_view line_ending);

/// Takes items out of `open` that one side completed (they are new in `completed`) and no longer lists; what
/// a person wrote under them goes with the completed item.
void settle_done_items(std::vector<MergedItem>& completed, std::vector<MergedItem>& open,
                       const ItemLists& open_lists, const MergeOptions& options,
                       std::string_view line_ending);

/// True when the commit of `a` is older than that of `b`: by rank where both have one, else by date; nothing
/// when neither tells.
[[nodiscard]] std::optional<bool> is_older(const MergeItem& a, const MergeItem& b, const HashRanks& ranks);

}  // namespace session
