// SPDX-License-Identifier: MIT
#include "core/handoff/item_choice.hpp"

#include "core/document/item_match.hpp"
#include "core/text/inline_text.hpp"

#include <fmt/core.h>

#include <charconv>
#include <utility>

namespace session {
namespace {

constexpr std::size_t kShownWords = 50;
constexpr std::size_t kMostShown = 5;

std::string quote(std::string_view text) {
  return fmt::format("\"{}\"", format_shortened(format_plain(text), kShownWords));
}

/// `1 "Add login", 3 "Add logout" and 2 more`.
std::string format_candidates(const Choices& choices, const std::vector<std::size_t>& indexes) {
  std::string text;
  for (std::size_t i = 0; i < indexes.size() && i < kMostShown; ++i) {
    if (i > 0) text += ", ";
    text += fmt::format("{} {}", indexes[i] + 1, quote(choices.texts[indexes[i]]));
  }
  if (indexes.size() > kMostShown) text += fmt::format(" and {} more", indexes.size() - kMostShown);
  return text;
}

std::vector<std::size_t> list_all(const Choices& choices) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < choices.texts.size(); ++i) all.push_back(i);
  return all;
}

std::vector<Message> refuse(std::string warning, std::string hint) {
  return {{MessageKind::warning, std::move(warning)}, {MessageKind::hint, std::move(hint)}};
}

std::vector<Message> refuse_unmatched(const Choices& choices, std::string warning) {
  if (choices.texts.empty()) return {{MessageKind::warning, std::move(warning)}};
  return refuse(std::move(warning),
                fmt::format("choose by number or text: {}", format_candidates(choices, list_all(choices))));
}

}  // namespace

Choices list_choices(const std::vector<DraftItem>& items, std::string name) {
  Choices choices{std::move(name), {}};
  for (const DraftItem& item : items) choices.texts.push_back(item.words);
  return choices;
}

std::optional<std::size_t> parse_item_number(std::string_view value) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size()) return std::nullopt;
  return number;
}

Choice choose_item(const Choices& choices, std::string_view value) {
  Choice choice;
  if (const auto number = parse_item_number(value)) {
    if (*number >= 1 && *number <= choices.texts.size()) {
      choice.index = *number - 1;
    } else {
      choice.refusal =
          refuse_unmatched(choices, fmt::format("there is no {} with the number {}", choices.name, *number));
    }
    return choice;
  }
  std::vector<ItemNames> names;
  for (const std::string& text : choices.texts) names.push_back({text, text});
  const ItemMatch match = find_item(names, value);
  choice.index = match.index;
  choice.ambiguous = match.ambiguous;
  if (match.index) return choice;
  if (!match.ambiguous) {
    choice.refusal = refuse_unmatched(choices, fmt::format("no {} fits {}", choices.name, quote(value)));
    return choice;
  }
  std::vector<std::size_t> fitting;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (find_item({names[i]}, value).index) fitting.push_back(i);
  }
  choice.refusal = refuse(fmt::format("more than one {} fits {}", choices.name, quote(value)),
                          fmt::format("choose by number: {}", format_candidates(choices, fitting)));
  return choice;
}

std::optional<std::size_t> find_equal(const std::vector<DraftItem>& items, std::string_view text) {
  const std::string folded = fold_for_match(text);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (fold_for_match(items[i].words) == folded) return i;
  }
  return std::nullopt;
}

}  // namespace session
