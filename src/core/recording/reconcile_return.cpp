// SPDX-License-Identifier: MIT
// The part of a reconciliation that is about works whose commits came back.
#include "core/recording/reconciler.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <utility>

namespace session {
namespace {

/// The effects of work that came back: what was done now, and completions from before whose entries stand
/// (or were deleted by a person), each once.
std::vector<Effect> join_effects(const std::vector<Effect>& standing, const Recording& recording) {
  std::vector<Effect> effects;
  std::vector<Effect> done = recording.effects;
  for (const Effect& effect : standing) {
    const std::string folded = fold_for_match(effect.text);
    const auto same = std::find_if(done.begin(), done.end(), [&folded](const Effect& other) {
      return is_completion(other.kind) && fold_for_match(other.text) == folded;
    });
    if (same != done.end()) {
      // The older one knows where the entry came from.
      if (same->kind == EffectKind::completed_new) *same = effect;
    } else if (std::any_of(recording.vacant.begin(), recording.vacant.end(), [&](const Vacancy& vacancy) {
                 return vacancy.kind == effect.kind && vacancy.recorded_words == effect.text;
               })) {
      effects.push_back(effect);
    }
  }
  effects.insert(effects.end(), done.begin(), done.end());
  return effects;
}

}  // namespace

bool is_all_by_hand(const std::vector<Effect>& effects) {
  return !effects.empty() &&
         std::all_of(effects.begin(), effects.end(), [](const Effect& effect) { return effect.by_hand; });
}

/// Carries out what the message asks for, and completes what a person said that the commit completes.
Recording Reconciler::replay_all(const Work& work, const CommitRequest& request, const ShownCommit& shown,
                                 Earlier earlier) {
  CommitRequest by_hand;
  for (const Effect& effect : work.record.effects) {
    const bool completes = is_completion(effect.kind) || effect.kind == EffectKind::completed_again;
    if (effect.by_hand && completes) by_hand.completes.push_back(effect.text);
  }
  if (by_hand.completes.empty()) return apply_request(draft_, request, shown, std::move(earlier));
  Recording all;
  if (!is_all_by_hand(work.record.effects)) {
    all = apply_request(draft_, request, shown, std::move(earlier));
    earlier = {std::move(all.vacant), {}, true};
  }
  Recording second = apply_request(draft_, by_hand, shown, std::move(earlier));
  for (Effect& effect : second.effects) effect.by_hand = true;
  all.completed.insert(all.completed.end(), second.completed.begin(), second.completed.end());
  all.effects.insert(all.effects.end(), second.effects.begin(), second.effects.end());
  all.vacant = std::move(second.vacant);
  return all;
}

void Reconciler::bring_back(std::size_t index) {
  Work& work = works_[index];
  const Commit* const commit = find_commit(*shown_[index]);
  if (commit == nullptr) return;
  Earlier earlier;
  earlier.again = true;
  CommitRecord record = make_record(work, commit->id);
  std::vector<Effect> standing;
  for (const Effect& effect : work.kept) {
    if (!is_completion(effect.kind)) earlier.kept.push_back(effect);
  }
  for (const Effect& effect : work.record.effects) {
    if (!is_completion(effect.kind)) continue;
    const JournalEntry* const entry = find_entry(index, effect);
    const bool deleted = std::find(work.kept.begin(), work.kept.end(), effect) != work.kept.end();
    const bool stands = entry != nullptr && find_completed(draft_, effect.text, entry->members).has_value();
    if (!deleted && !stands) continue;
    earlier.vacancies.push_back({effect.kind, effect.text, std::nullopt});
    standing.push_back(effect);
  }
  CommitRequest request = parse_request(*commit, false, rules_, settings_);
  // What was recorded once, perhaps by hand, is recorded again.
  if (commit->id == work.record.id) request.reason = NotRecorded::no;
  const Recording recording = replay_all(work, request, show(commit->id), std::move(earlier));
  record.effects = join_effects(standing, recording);
  for (const CompletedItem& item : recording.completed) {
    result_.changes.push_back({EntryChange::Kind::returned, item.words, {}, record.abbreviated, commit->id});
  }
  work.lost = false;
  work.kept.clear();
  write_record(work, std::move(record));
}

}  // namespace session
