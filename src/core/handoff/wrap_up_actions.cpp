// SPDX-License-Identifier: MIT
#include "core/handoff/wrap_up_actions.hpp"

#include "core/document/new_document.hpp"
#include "core/plan/plan_words.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace session {
namespace {

std::set<std::string> fold_items(const Draft& draft, SectionKind kind) {
  std::set<std::string> folded;
  for (const DraftItem& item : draft.items(kind)) folded.insert(fold_for_match(item.words));
  return folded;
}

/// A generated action with lines below it is a person's by now.
bool is_generated(const Draft& draft, std::size_t position, const std::set<std::string>& generated) {
  const std::string words = fold_for_match(draft.items(SectionKind::next_actions)[position].words);
  return generated.contains(words) && !draft.has_nested(SectionKind::next_actions, position);
}

DraftItem make_item(std::string_view text) {
  DraftItem item;
  item.words = format_item_text(text);
  return item;
}

/// For each text the entry that it keeps: entries never change their order among themselves.
std::vector<std::optional<std::size_t>> match_actions(const Draft& draft,
                                                      const std::vector<std::string>& texts) {
  const auto& items = draft.items(SectionKind::next_actions);
  std::vector<std::optional<std::size_t>> matches(texts.size());
  std::size_t next = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string wanted = fold_for_match(texts[i]);
    for (std::size_t at = next; at < items.size(); ++at) {
      if (fold_for_match(items[at].words) != wanted) continue;
      matches[i] = at;
      next = at + 1;
      break;
    }
  }
  return matches;
}

}  // namespace

const Phase* find_phase_by_number(const Plan& plan, std::string_view number) {
  const std::string wanted = fold_phase_number(number);
  const auto found = std::find_if(plan.phases.begin(), plan.phases.end(), [&wanted](const Phase& phase) {
    return fold_phase_number(phase.number) == wanted;
  });
  return found == plan.phases.end() ? nullptr : &*found;
}

std::set<std::string> list_generated_actions(const Phase& phase) {
  std::set<std::string> actions;
  for (const Deliverable& deliverable : phase.deliverables) {
    actions.insert(fold_for_match(deliverable.text));
    for (const std::string& step : deliverable.steps) actions.insert(fold_for_match(step));
  }
  for (const std::string& criterion : phase.verification)
    actions.insert(fold_for_match("Verify " + criterion));
  return actions;
}

Phase mark_done(Phase phase, const Draft& draft) {
  const std::set<std::string> completed = fold_items(draft, SectionKind::completed);
  for (Deliverable& deliverable : phase.deliverables)
    deliverable.done = deliverable.done || completed.contains(fold_for_match(deliverable.text));
  return phase;
}

void replace_generated_actions(Draft& draft, const std::set<std::string>& generated, const Phase& phase) {
  constexpr SectionKind kNext = SectionKind::next_actions;
  std::size_t place = draft.items(kNext).size();
  for (std::size_t at = draft.items(kNext).size(); at-- > 0;) {
    if (!is_generated(draft, at, generated)) continue;
    draft.remove(kNext, at);
    place = at;
  }
  place = std::min(place, draft.items(kNext).size());
  std::set<std::string> there = fold_items(draft, kNext);
  for (const std::string& action : plan_next_actions(mark_done(phase, draft))) {
    if (there.insert(fold_for_match(action)).second) draft.insert(kNext, place++, make_item(action));
  }
}

bool replace_actions(Draft& draft, const std::vector<std::string>& texts,
                     const std::set<std::string>& generated) {
  constexpr SectionKind kNext = SectionKind::next_actions;
  const auto matches = match_actions(draft, texts);
  bool dropped_own = false;
  for (std::size_t at = draft.items(kNext).size(); at-- > 0;) {
    if (std::find(matches.begin(), matches.end(), at) != matches.end()) continue;
    dropped_own = dropped_own || !is_generated(draft, at, generated);
    draft.remove(kNext, at);
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!matches[i]) {
      draft.insert(kNext, i, make_item(texts[i]));
    } else if (draft.items(kNext)[i].words != texts[i]) {
      draft.set_words(kNext, i, format_item_text(texts[i]));
    }
  }
  return dropped_own;
}

void start_deliverables(Draft& draft, const Phase& phase) {
  std::set<std::string> there = fold_items(draft, SectionKind::in_progress);
  for (const Deliverable& deliverable : mark_done(phase, draft).deliverables) {
    if (deliverable.done || !there.insert(fold_for_match(deliverable.text)).second) continue;
    DraftItem item = make_item(deliverable.text);
    item.note = "not started";
    draft.append(SectionKind::in_progress, std::move(item));
  }
}

}  // namespace session
