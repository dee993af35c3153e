// SPDX-License-Identifier: MIT
// The open items of a draft: In Progress and Next Actions.
#pragma once

#include "core/document/draft.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace session {

/// The first item with these words, compared by fold_for_match.
[[nodiscard]] std::optional<std::size_t> find_words(const std::vector<DraftItem>& items,
                                                    std::string_view words);

/// Puts an item into In Progress or Next Actions. Where its words stand already, there or in In Progress, it
/// only adds its nested lines.
void put_open(Draft& draft, SectionKind kind, std::size_t position, DraftItem item);

}  // namespace session
