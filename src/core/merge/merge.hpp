// SPDX-License-Identifier: MIT
// The three-way merge of two descendants of one SESSION.md.
#pragma once

#include "core/document/heading_name.hpp"
#include "core/merge/line_merge.hpp"

#include <cstddef>
#include <map>
#include <string>

namespace session {

/// How far along history a hash stands: the higher, the newer. By the hash as the documents write it.
using HashRanks = std::map<std::string, std::size_t, std::less<>>;

/// What a merge goes by.
struct MergeOptions {
  SectionNames names = SectionNames();
  ConflictStyle style = {};
  HashRanks ranks = {};  ///< of the hashes that are known; the order of the others comes from their dates
};

/// What a merge came to.
struct MergeResult {
  std::string text;
  std::size_t conflicts = 0;  ///< with OnConflict::take_theirs those that were settled so
  bool by_section = true;     ///< false: merged line by line, as any text
  bool operator==(const MergeResult&) const = default;
};

/// Merges by section. Items are the same when their words are (fold_for_match) or their hashes. Done beats
/// open, completed items are united in the order of history, a deleted item goes unless the other side
/// changed it, a corrected hash wins, resolved beats open, rows of Session History are united by date. The
/// values of Git Checkpoint become kNotStored where the sides differ; progress is the higher one. All other
/// lines are merged as text (merge_lines). Line endings and bullets are those of ours. Texts that are no
/// hand-off files, or odd (find_obstacle, invalid UTF-8, sections that moved), are merged line by line.
/// Without conflicts it makes no difference which side is ours.
[[nodiscard]] MergeResult merge_documents(const MergeTexts& texts, const MergeOptions& options);

}  // namespace session
