// SPDX-License-Identifier: MIT
// In what order merged items stand, and how they are written.
#pragma once

#include "core/merge/item_merge.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// How the items of one list are told apart and written.
struct ListWriting {
  SectionKind kind = SectionKind::completed;
  bool newest_first = false;
  std::string_view line_ending;
  const HashRanks* ranks = nullptr;
  const ConflictStyle* style = nullptr;
};

/// Brings the items of one run into order: each side's order is kept; where both sides put items at one
/// place, completed ones come by history, rows by date and session, others by their words.
[[nodiscard]] std::vector<const MergedItem*> order_items(const std::vector<const MergedItem*>& items,
                                                         const ListWriting& writing);

/// Counts the numbers of an ordered list anew where one of the sides counts without gaps. `items` are those
/// of the whole section, in order.
void number_items(const std::vector<MergedItem*>& items, const ItemLists& lists);

/// Gives bullets of items that only theirs has the form that ours has.
void align_bullets(std::vector<MergedItem>& items, const ItemLists& lists);

/// The lines of a run, with a line ending at the end; empty for no items.
[[nodiscard]] std::string format_items(const std::vector<const MergedItem*>& items, const ItemLists& lists,
                                       const ListWriting& writing);

}  // namespace session
