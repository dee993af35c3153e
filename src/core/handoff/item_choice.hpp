// SPDX-License-Identifier: MIT
// Which item of a list a person means on the command line: by number, or by its text.
#pragma once

#include "core/document/draft.hpp"
#include "core/message.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// A list that can be chosen from. The number of an item is its place here, from 1.
struct Choices {
  std::string name;                ///< for messages: "item in progress"
  std::vector<std::string> texts;  ///< what is compared and shown
};

/// What was chosen.
struct Choice {
  std::optional<std::size_t> index;
  bool ambiguous = false;
  std::vector<Message> refusal;  ///< why nothing was chosen, with the candidates
};

/// The items of a list with their notes left out.
[[nodiscard]] Choices list_choices(const std::vector<DraftItem>& items, std::string name);

/// The number that `value` is: nothing unless it is all digits.
[[nodiscard]] std::optional<std::size_t> parse_item_number(std::string_view value);

/// Chooses by number, else by the rule of find_item.
[[nodiscard]] Choice choose_item(const Choices& choices, std::string_view value);

/// The place of the item whose text equals `text` (fold_for_match); the first one.
[[nodiscard]] std::optional<std::size_t> find_equal(const std::vector<DraftItem>& items,
                                                    std::string_view text);

}  // namespace session
