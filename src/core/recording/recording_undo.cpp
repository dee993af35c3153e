// SPDX-License-Identifier: MIT
// Taking effects back: each only where the document still shows what it left there.
#include "core/recording/open_items.hpp"
#include "core/recording/recording.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace session {
namespace {

constexpr auto kCompleted = SectionKind::completed;
constexpr auto kInProgress = SectionKind::in_progress;
constexpr auto kNext = SectionKind::next_actions;

/// The hash and the date of an effect's `before`: "1a2b3c4 2025-06-30".
std::pair<std::string, std::string> split_commit(const std::string& before) {
  const std::size_t blank = std::min(before.find(' '), before.size());
  return {before.substr(0, blank), before.substr(std::min(blank + 1, before.size()))};
}

/// An entry that was there before the commit was added to it gets its old commit back.
Undone undo_addition(Draft& draft, std::size_t position, const Effect& effect,
                     const std::vector<ObjectId>& members) {
  auto [hash, date] = split_commit(effect.before);
  if (names_one_of(hash, members)) {
    draft.set_mark(position, std::string(kGoneMark));
    return Undone::marked;
  }
  draft.set_commit(position, std::move(hash), std::move(date));
  draft.set_mark(position, "");
  return Undone::yes;
}

Undone undo_start(Draft& draft, const Effect& effect) {
  const auto position = find_words(draft.items(kInProgress), effect.text);
  if (!position || draft.items(kInProgress)[*position].note != effect.after) return Undone::no;
  if (effect.kind == EffectKind::started_new && draft.has_nested(kInProgress, *position)) return Undone::no;
  DraftItem item = draft.remove(kInProgress, *position);
  item.note.clear();
  if (effect.kind == EffectKind::started_from_next && draft.can_edit(kNext)) {
    put_open(draft, kNext, effect.position, std::move(item));
  } else if (effect.kind == EffectKind::reopened && draft.can_edit(kCompleted)) {
    std::tie(item.hash, item.date) = split_commit(effect.before);
    draft.insert(kCompleted, effect.position, std::move(item));
  }
  return Undone::yes;
}

Undone undo_removed_next(Draft& draft, const Effect& effect) {
  if (!draft.can_edit(kNext) || find_words(draft.items(kNext), effect.text)) return Undone::no;
  DraftItem item;
  item.words = effect.text;
  draft.insert(kNext, effect.position, std::move(item));
  return Undone::yes;
}

Undone undo_note(Draft& draft, const Effect& effect) {
  const auto position = find_words(draft.items(kInProgress), effect.text);
  if (!position || draft.items(kInProgress)[*position].note != effect.after) return Undone::no;
  draft.set_note(*position, effect.before);
  return Undone::yes;
}

Undone undo_next(Draft& draft, const Effect& effect) {
  if (effect.after == kDoneAlready) return Undone::yes;
  const auto position = find_words(draft.items(kNext), effect.text);
  if (!position || draft.items(kNext)[*position].words != effect.text || draft.has_nested(kNext, *position)) {
    return Undone::no;
  }
  (void)draft.remove(kNext, *position);
  return Undone::yes;
}

}  // namespace

bool is_completion(EffectKind kind) {
  return kind == EffectKind::completed_new || kind == EffectKind::completed_from_progress ||
         kind == EffectKind::completed_from_next;
}

bool names_one_of(std::string_view hash, const std::vector<ObjectId>& members) {
  constexpr std::size_t kShortest = 4;
  return hash.size() >= kShortest && std::any_of(members.begin(), members.end(), [hash](const ObjectId& id) {
           return id.hex.starts_with(hash);
         });
}

std::optional<std::size_t> find_completed(const Draft& draft, std::string_view words,
                                          const std::vector<ObjectId>& members) {
  const std::vector<DraftItem>& items = draft.items(kCompleted);
  std::optional<std::string> folded;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!names_one_of(items[i].hash, members)) continue;
    if (!folded) folded = fold_for_match(words);
    if (fold_for_match(items[i].words) == *folded) return i;
  }
  return std::nullopt;
}

void put_back(Draft& draft, const Effect& effect, DraftItem item) {
  item.hash.clear();
  item.date.clear();
  item.mark.clear();
  item.note.clear();
  if (effect.kind == EffectKind::completed_from_progress && draft.can_edit(kInProgress)) {
    item.note = effect.before;
    put_open(draft, kInProgress, effect.position, std::move(item));
  } else if (effect.kind == EffectKind::completed_from_next && draft.can_edit(kNext)) {
    put_open(draft, kNext, effect.position, std::move(item));
  }
}

Undone undo_completion(Draft& draft, std::size_t position, const Effect& effect,
                       const std::vector<ObjectId>& members, bool wrapped) {
  if (effect.kind == EffectKind::completed_again) return undo_addition(draft, position, effect, members);
  const DraftItem& item = draft.items(kCompleted)[position];
  const bool stays_somewhere =
      effect.kind == EffectKind::completed_from_progress || effect.kind == EffectKind::completed_from_next;
  const bool edited = item.words != effect.text || draft.has_nested(kCompleted, position);
  if (wrapped || (edited && !stays_somewhere)) {
    draft.set_mark(position, std::string(kGoneMark));
    return Undone::marked;
  }
  put_back(draft, effect, draft.remove(kCompleted, position));
  return Undone::yes;
}

Undone undo_effect(Draft& draft, const Effect& effect) {
  switch (effect.kind) {
    case EffectKind::removed_next: return undo_removed_next(draft, effect);
    case EffectKind::noted: return undo_note(draft, effect);
    case EffectKind::started_from_next:
    case EffectKind::started_new:
    case EffectKind::reopened: return undo_start(draft, effect);
    case EffectKind::blocked: return draft.remove_blocker(effect.text) ? Undone::yes : Undone::no;
    case EffectKind::next_added: return undo_next(draft, effect);
    case EffectKind::completed_from_progress:
    case EffectKind::completed_from_next:
    case EffectKind::completed_new:
    case EffectKind::completed_again: break;
  }
  return Undone::no;
}

void show_earlier_commit(Draft& draft, std::size_t position, const Effect& effect,
                         const std::vector<ObjectId>& members) {
  auto [hash, date] = split_commit(effect.before);
  if (hash.empty() || names_one_of(hash, members)) return;
  draft.set_commit(position, std::move(hash), std::move(date));
}

/// The same for an entry that had no commit before.
static void show_no_commit(Draft& draft, std::size_t position, const Effect& effect) {
  auto [hash, date] = split_commit(effect.before);
  if (hash.empty()) draft.set_commit(position, {}, std::move(date));
}

Earlier undo_for_replay(Draft& draft, const CommitRecord& record, const std::vector<ObjectId>& members,
                        const FindItem& find) {
  Earlier earlier;
  earlier.again = true;
  for (auto effect = record.effects.rbegin(); effect != record.effects.rend(); ++effect) {
    // What a person said about the commit does not depend on its message.
    if (effect->by_hand) continue;
    const bool again = effect->kind == EffectKind::completed_again;
    if (!again && !is_completion(effect->kind)) {
      if (undo_effect(draft, *effect) == Undone::no) earlier.kept.push_back(*effect);
      continue;
    }
    const auto position = find(*effect);
    if (again) {
      if (!position) continue;
      show_earlier_commit(draft, *position, *effect, members);
      show_no_commit(draft, *position, *effect);
      continue;
    }
    Vacancy vacancy{effect->kind, effect->text, std::nullopt};
    if (position) {
      DraftItem item = draft.remove(kCompleted, *position);
      put_back(draft, *effect, item);
      vacancy.item = std::move(item);
    }
    earlier.vacancies.push_back(std::move(vacancy));
  }
  // The new commit names its items in the order of the old one, so vacancies go in that order too.
  std::reverse(earlier.vacancies.begin(), earlier.vacancies.end());
  return earlier;
}

}  // namespace session
