// SPDX-License-Identifier: MIT
// Which item of a list a person means.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// The texts by which one item may be called: its words, and its words with the note.
struct ItemNames {
  std::string words;
  std::string whole;
};

/// What a search came to.
struct ItemMatch {
  std::optional<std::size_t> index;
  bool ambiguous = false;  ///< more than one item matched
  bool operator==(const ItemMatch&) const = default;
};

/// The item whose whole text equals `value` in the comparison of fold_for_match.
[[nodiscard]] ItemMatch find_equal_item(const std::vector<ItemNames>& items, std::string_view value);

/// The item that `value` names: the whole text, else a unique prefix, else a unique part. A prefix or part
/// must not cut a number, and a part starts at the start of a word, so that `T-1` does not name `T-12`.
[[nodiscard]] ItemMatch find_item(const std::vector<ItemNames>& items, std::string_view value);

}  // namespace session
