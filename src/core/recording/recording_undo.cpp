// SPDX-License-Identifier: MIT
// Taking a record's effects back: each only where the document still shows what the record left there.
#include "core/recording/recording.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <utility>

namespace session {
namespace {

constexpr auto kCompleted = SectionKind::completed;
constexpr auto kInProgress = SectionKind::in_progress;
constexpr auto kNext = SectionKind::next_actions;

bool is_completion(EffectKind kind) {
  return kind == EffectKind::completed_new || kind == EffectKind::completed_from_progress ||
         kind == EffectKind::completed_from_next;
}

/// True when one hash is an abbreviation of the other.
bool same_hash(std::string_view a, std::string_view b) {
  return !a.empty() && !b.empty() && (a.starts_with(b) || b.starts_with(a));
}

std::optional<std::size_t> find_words(const std::vector<DraftItem>& items, std::string_view words) {
  const std::string folded = fold_for_match(words);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (fold_for_match(items[i].words) == folded) return i;
  }
  return std::nullopt;
}

/// The hash and the date of an effect's `before`: "1a2b3c4 2025-06-30".
std::pair<std::string, std::string> split_commit(const std::string& before) {
  const std::size_t blank = std::min(before.find(' '), before.size());
  return {before.substr(0, blank), before.substr(std::min(blank + 1, before.size()))};
}

class Undoer {
 public:
  Undoer(Draft& draft, const CommitRecord& record) : draft_(draft), record_(record) {
    completions_ = static_cast<std::size_t>(std::count_if(
        record.effects.begin(), record.effects.end(), [](const Effect& e) { return is_completion(e.kind); }));
  }

  void undo_completion(const Effect& effect, std::vector<Vacancy>* vacancies);
  void undo_other(const Effect& effect);

 private:
  [[nodiscard]] std::optional<std::size_t> find_completed(const Effect& effect) const;
  void put_back(const Effect& effect, DraftItem item);
  void undo_start(const Effect& effect);

  Draft& draft_;
  const CommitRecord& record_;
  std::size_t completions_ = 0;
};

/// The entry that shows the record's hash: by its words, or, when a person renamed it, because it is the only
/// one.
std::optional<std::size_t> Undoer::find_completed(const Effect& effect) const {
  const std::vector<DraftItem>& items = draft_.items(kCompleted);
  const std::string folded = fold_for_match(effect.text);
  std::optional<std::size_t> only;
  std::size_t shown = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!same_hash(items[i].hash, record_.abbreviated) && !same_hash(items[i].hash, record_.id.hex)) continue;
    if (fold_for_match(items[i].words) == folded) return i;
    only = i;
    ++shown;
  }
  return shown == 1 && completions_ == 1 ? only : std::nullopt;
}

void Undoer::put_back(const Effect& effect, DraftItem item) {
  item.hash.clear();
  item.date.clear();
  if (effect.kind == EffectKind::completed_from_progress && draft_.can_edit(kInProgress)) {
    item.note = effect.before;
    draft_.insert(kInProgress, effect.position, std::move(item));
  } else if (effect.kind == EffectKind::completed_from_next && draft_.can_edit(kNext)) {
    draft_.insert(kNext, effect.position, std::move(item));
  }
}

void Undoer::undo_completion(const Effect& effect, std::vector<Vacancy>* vacancies) {
  const auto position = find_completed(effect);
  Vacancy vacancy{effect.text, std::nullopt};
  if (position) {
    DraftItem item = draft_.remove(kCompleted, *position);
    put_back(effect, item);
    vacancy.item = std::move(item);
  }
  if (vacancies != nullptr) vacancies->push_back(std::move(vacancy));
}

void Undoer::undo_start(const Effect& effect) {
  const auto position = find_words(draft_.items(kInProgress), effect.text);
  if (!position || draft_.items(kInProgress)[*position].note != effect.after) return;
  DraftItem item = draft_.remove(kInProgress, *position);
  item.note.clear();
  if (effect.kind == EffectKind::started_from_next && draft_.can_edit(kNext)) {
    draft_.insert(kNext, effect.position, std::move(item));
  } else if (effect.kind == EffectKind::reopened && draft_.can_edit(kCompleted)) {
    std::tie(item.hash, item.date) = split_commit(effect.before);
    if (item.source) item.source.reset();
    draft_.insert(kCompleted, effect.position, std::move(item));
  }
}

void Undoer::undo_other(const Effect& effect) {
  switch (effect.kind) {
    case EffectKind::completed_again: {
      const auto position = find_words(draft_.items(kCompleted), effect.text);
      if (!position || !same_hash(draft_.items(kCompleted)[*position].hash, record_.abbreviated)) return;
      auto [hash, date] = split_commit(effect.before);
      draft_.set_commit(*position, std::move(hash), std::move(date));
      return;
    }
    case EffectKind::removed_next: {
      if (!draft_.can_edit(kNext) || find_words(draft_.items(kNext), effect.text)) return;
      DraftItem item;
      item.words = effect.text;
      draft_.insert(kNext, effect.position, std::move(item));
      return;
    }
    case EffectKind::noted: {
      const auto position = find_words(draft_.items(kInProgress), effect.text);
      if (position && draft_.items(kInProgress)[*position].note == effect.after) {
        draft_.set_note(*position, effect.before);
      }
      return;
    }
    case EffectKind::started_from_next:
    case EffectKind::started_new:
    case EffectKind::reopened: undo_start(effect); return;
    case EffectKind::blocked: draft_.remove_blocker(effect.text); return;
    case EffectKind::next_added: {
      const auto position = find_words(draft_.items(kNext), effect.text);
      if (position && draft_.items(kNext)[*position].words == effect.text) draft_.remove(kNext, *position);
      return;
    }
    default: return;
  }
}

}  // namespace

void undo_record(Draft& draft, const CommitRecord& record, std::vector<Vacancy>* vacancies) {
  Undoer undoer(draft, record);
  for (auto effect = record.effects.rbegin(); effect != record.effects.rend(); ++effect) {
    if (is_completion(effect->kind)) {
      undoer.undo_completion(*effect, vacancies);
    } else {
      undoer.undo_other(*effect);
    }
  }
  // The new commit names its items in the order of the old one, so vacancies go in that order too.
  if (vacancies != nullptr) std::reverse(vacancies->begin(), vacancies->end());
}

}  // namespace session
