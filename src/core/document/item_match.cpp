// SPDX-License-Identifier: MIT
#include "core/document/item_match.hpp"

#include "core/text/inline_text.hpp"

#include <utility>

namespace session {
namespace {

enum class Fit { none, part, prefix, equal };

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80u) != 0;
}

bool cuts_number(std::string_view text, std::size_t end) {
  return end < text.size() && is_digit(text[end - 1]) && is_digit(text[end]);
}

/// How well a folded value fits a folded text.
Fit find_fit(std::string_view text, std::string_view value) {
  if (text == value) return Fit::equal;
  for (std::size_t at = text.find(value); at != text.npos; at = text.find(value, at + 1)) {
    if (cuts_number(text, at + value.size())) continue;
    if (at == 0) return Fit::prefix;
    if (!is_word(text[at - 1]) || !is_word(text[at])) return Fit::part;
  }
  return Fit::none;
}

/// The single item of the best fit that is at least `least`.
ItemMatch find_best(const std::vector<ItemNames>& items, std::string_view value, Fit least) {
  const std::string folded = fold_for_match(value);
  ItemMatch best;
  if (folded.empty()) return best;
  Fit best_fit = Fit::none;
  for (std::size_t i = 0; i < items.size(); ++i) {
    Fit fit = find_fit(fold_for_match(items[i].words), folded);
    if (fit != Fit::equal && items[i].whole != items[i].words) {
      fit = std::max(fit, find_fit(fold_for_match(items[i].whole), folded));
    }
    if (fit < least || fit == Fit::none || fit < best_fit) continue;
    best.ambiguous = fit == best_fit;
    best.index = i;
    best_fit = fit;
  }
  if (best.ambiguous) best.index.reset();
  return best;
}

}  // namespace

ItemMatch find_equal_item(const std::vector<ItemNames>& items, std::string_view value) {
  return find_best(items, value, Fit::equal);
}

ItemMatch find_item(const std::vector<ItemNames>& items, std::string_view value) {
  return find_best(items, value, Fit::part);
}

}  // namespace session
