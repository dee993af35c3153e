// SPDX-License-Identifier: MIT
// The steps of a reconciliation: which commit each work shows, works that are gone, works that came back.
// Works that moved: reconcile_rewrites.cpp. What is done entry by entry: reconcile_entries.cpp.
#include "core/recording/reconcile.hpp"

#include "core/checkpoint/checkpoint.hpp"
#include "core/recording/item_pairing.hpp"
#include "core/recording/open_items.hpp"
#include "core/recording/reconciler.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <utility>

namespace session {
Reconciler::Reconciler(Draft& draft, const ReconcileFacts& facts, std::string branch,
                       const TrailerRules& rules, const Settings& settings)
    : draft_(draft),
      facts_(facts),
      branch_(std::move(branch)),
      rules_(rules),
      settings_(settings),
      rewrites_(facts.journal),
      works_(collect_works(facts.journal)) {
  for (const Work& work : works_) members_.push_back(rewrites_.find_all(work.commits));
  entries_ = collect_entries(works_, members_);
  for (std::size_t i = 0; i < works_.size(); ++i) {
    // Who was not looked for is taken to be where it was.
    shown_.push_back(is_looked_at(i)  ? find_shown(members_[i], facts_.history)
                     : works_[i].lost ? std::nullopt
                                      : std::optional(works_[i].record.id));
  }
}

Reconciliation Reconciler::run() {
  for (std::size_t i = works_.size(); i-- > 0;) {
    if (!works_[i].lost && !shown_[i]) take_back(i);
  }
  count_arrivals();
  for (std::size_t i = 0; i < works_.size(); ++i) {
    if (!shown_[i]) continue;
    if (works_[i].lost) {
      bring_back(i);
    } else if (*shown_[i] != works_[i].record.id) {
      move(i);
    }
  }
  for (Work& work : born_) {
    members_.push_back(work.commits);
    shown_.emplace_back(work.key);
    works_.push_back(std::move(work));
  }
  entries_ = collect_entries(works_, members_);
  refresh_entries();
  settle_reverts();
  move_waiting();
  const auto is_closed = [](const EntryChange& change) { return change.kind == EntryChange::Kind::closed; };
  if (std::any_of(result_.changes.begin(), result_.changes.end(), is_closed)) {
    const std::vector<EntryPlace> places = list_places();
    join_equal_entries(ItemPairing(draft_.items(SectionKind::completed), entries_, places));
  }
  return std::move(result_);
}

bool Reconciler::is_alive(const JournalEntry& entry) const {
  return std::any_of(entry.works.begin(), entry.works.end(),
                     [this](std::size_t work) { return shown_[work].has_value(); });
}

const Commit* Reconciler::find_commit(const ObjectId& id) const {
  const auto found = facts_.history.commits.find(id);
  return found == facts_.history.commits.end() ? nullptr : &found->second;
}

std::string Reconciler::abbreviate(const ObjectId& id) const {
  constexpr std::size_t kUsual = 7;
  const auto found = facts_.history.abbreviations.find(id);
  return found == facts_.history.abbreviations.end() ? id.hex.substr(0, kUsual) : found->second;
}

EntryPlace Reconciler::find_place(const JournalEntry& entry) const {
  if (find_reopen(entry) != nullptr) return EntryPlace::open;
  const bool gone = std::all_of(entry.works.begin(), entry.works.end(),
                                [this](std::size_t work) { return works_[work].lost; });
  return gone ? EntryPlace::gone : EntryPlace::completed;
}

std::vector<EntryPlace> Reconciler::list_places() const {
  std::vector<EntryPlace> places;
  places.reserve(entries_.size());
  for (const JournalEntry& entry : entries_) places.push_back(find_place(entry));
  return places;
}

std::optional<std::size_t> Reconciler::find_item(const JournalEntry& entry) const {
  const EntryPlace place = find_place(entry);
  if (place == EntryPlace::open) return std::nullopt;
  if (place == EntryPlace::completed) {
    if (const auto named = find_completed(draft_, entry.text, entry.members)) return named;
  }
  // Which of the items a person renamed shows only when all others have found theirs.
  const std::vector<EntryPlace> places = list_places();
  const ItemPairing pairing(draft_.items(SectionKind::completed), entries_, places);
  return pairing.find_item(static_cast<std::size_t>(&entry - entries_.data()));
}

bool Reconciler::is_completed_elsewhere(const std::string& text) const {
  const std::string folded = fold_for_match(text);
  return std::any_of(entries_.begin(), entries_.end(), [&](const JournalEntry& entry) {
    return is_alive(entry) && fold_for_match(entry.text) == folded;
  });
}

/// Takes back what made the entry; what cannot be is kept with the work that made it.
void Reconciler::take_back_entry(const JournalEntry& entry, std::vector<Effect>& kept) {
  if (const ReopenRecord* const reopened = find_reopen(entry))
    return take_back_reopened(entry, *reopened, kept);
  const auto position = find_item(entry);
  if (!position) {
    kept.push_back(entry.effect);
    return;
  }
  const Work& work = works_[entry.work];
  std::string words = draft_.items(SectionKind::completed)[*position].words;
  const Undone undone = undo_completion(draft_, *position, entry.effect, entry.members, work.wrapped);
  const auto kind = undone == Undone::marked ? EntryChange::Kind::marked : EntryChange::Kind::lost;
  result_.changes.push_back({kind, std::move(words), work.record.abbreviated, {}, {}});
  if (undone == Undone::yes && entry.effect.kind == EffectKind::completed_new && is_wanted_next(entry.text)) {
    DraftItem item;
    item.words = entry.text;
    put_open(draft_, SectionKind::next_actions, draft_.items(SectionKind::next_actions).size(),
             std::move(item));
  }
}

/// True when a commit that stands asked for an action that was done then.
bool Reconciler::is_wanted_next(const std::string& text) const {
  const std::string folded = fold_for_match(text);
  for (std::size_t i = 0; i < works_.size(); ++i) {
    if (works_[i].lost || !shown_[i]) continue;
    for (const Effect& effect : works_[i].record.effects) {
      if (effect.kind == EffectKind::next_added && effect.after == kDoneAlready &&
          fold_for_match(effect.text) == folded) {
        return draft_.can_edit(SectionKind::next_actions);
      }
    }
  }
  return false;
}

/// An entry that was reopened leaves In Progress. One that a person has put words of their own to stays, as a
/// completed item whose commit is gone.
void Reconciler::take_back_reopened(const JournalEntry& entry, const ReopenRecord& reopened,
                                    std::vector<Effect>& kept) {
  const Work& work = works_[entry.work];
  const auto position = find_reopened_item(entry, reopened);
  if (!position || work.wrapped) {
    kept.push_back(entry.effect);
    return;
  }
  const bool nested = draft_.has_nested(SectionKind::in_progress, *position);
  DraftItem item = draft_.remove(SectionKind::in_progress, *position);
  const bool edited = nested || item.words != entry.effect.text;
  const bool marked =
      edited && entry.effect.kind == EffectKind::completed_new && draft_.can_edit(SectionKind::completed);
  result_.changes.push_back({marked ? EntryChange::Kind::marked : EntryChange::Kind::lost,
                             item.words,
                             work.record.abbreviated,
                             {},
                             {}});
  if (!marked) return put_back(draft_, entry.effect, std::move(item));
  item.note.clear();
  item.hash = work.record.abbreviated;
  item.date = format_date(work.record.committed, work.record.author.offset_minutes);
  item.mark = kGoneMark;
  draft_.insert(SectionKind::completed, reopened.position, std::move(item));
}

void Reconciler::take_back_completion(std::size_t index, const Effect& effect, std::vector<Effect>& kept) {
  const JournalEntry* const entry = find_entry(index, effect);
  if (entry == nullptr) return;
  if (is_alive(*entry)) {
    if (effect.kind != EffectKind::completed_again) return;
    if (const auto position = find_item(*entry))
      show_earlier_commit(draft_, *position, effect, members_[index]);
    return;
  }
  const std::vector<Effect>& known = works_[entry->work].kept;
  // The work that made it was lost before, while this one still kept it completed.
  const bool made_earlier =
      works_[entry->work].lost && std::find(known.begin(), known.end(), entry->effect) == known.end();
  if (entry->work == index || made_earlier) take_back_entry(*entry, kept);
}

void Reconciler::take_back(std::size_t index) {
  Work& work = works_[index];
  std::vector<Effect> kept;
  for (auto effect = work.record.effects.rbegin(); effect != work.record.effects.rend(); ++effect) {
    if (is_completion(effect->kind) || effect->kind == EffectKind::completed_again) {
      take_back_completion(index, *effect, kept);
    } else if (work.wrapped ||
               (effect->kind == EffectKind::removed_next && is_completed_elsewhere(effect->text))) {
      if (work.wrapped) kept.push_back(*effect);
    } else if (undo_effect(draft_, *effect) == Undone::no) {
      kept.push_back(*effect);
    }
  }
  work.lost = true;
  work.kept = kept;
  work.reopens.clear();
  result_.records.emplace_back(LossRecord{work.key, std::move(kept)});
}

/// Does again what was taken back. What a person changed, deleted or kept counts as done.
void Reconciler::bring_back(std::size_t index) {
  Work& work = works_[index];
  const Commit* const commit = find_commit(*shown_[index]);
  if (commit == nullptr) return;
  std::vector<Effect> standing;
  std::vector<Effect> undone;
  for (const Effect& effect : work.record.effects) {
    const bool is_entry = is_completion(effect.kind) || effect.kind == EffectKind::completed_again;
    const JournalEntry* const entry = is_entry ? find_entry(index, effect) : nullptr;
    const bool stands = std::find(work.kept.begin(), work.kept.end(), effect) != work.kept.end() ||
                        (entry != nullptr && find_item(*entry));
    (stands ? standing : undone).push_back(effect);
  }
  Recording recording = redo_effects(draft_, undone, show(commit->id));
  for (const CompletedItem& item : recording.completed) {
    result_.changes.push_back(
        {EntryChange::Kind::returned, item.words, {}, abbreviate(commit->id), commit->id});
  }
  standing.insert(standing.end(), recording.effects.begin(), recording.effects.end());
  work.record.effects = std::move(standing);
  work.lost = false;
  work.kept.clear();
  if (commit->id != work.record.id) return move(index);
  CommitRecord record = make_record(work, commit->id);
  record.effects = work.record.effects;
  write_record(work, std::move(record));
}

const JournalEntry* Reconciler::find_entry(std::size_t work, const Effect& effect) const {
  const std::string folded = fold_for_match(effect.text);
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const JournalEntry& entry) {
    return std::find(entry.works.begin(), entry.works.end(), work) != entry.works.end() &&
           fold_for_match(entry.text) == folded;
  });
  return found == entries_.end() ? nullptr : &*found;
}

CommitRecord Reconciler::make_record(const Work& work, const ObjectId& id) const {
  CommitRecord record;
  record.id = id;
  record.abbreviated = abbreviate(id);
  if (const Commit* const commit = find_commit(id)) {
    record.tree = commit->tree;
    record.parents = commit->parents;
    record.subject = find_subject(commit->message);
    record.author = commit->author;
    record.committed = commit->committer.seconds;
  }
  record.branch = branch_;
  record.work = work.key;
  if (work.record.id != id) record.replaces = work.record.id;
  return record;
}

ShownCommit Reconciler::show(const ObjectId& id) const {
  const Commit* const commit = find_commit(id);
  return {abbreviate(id), commit == nullptr
                              ? std::string()
                              : format_date(commit->committer.seconds, commit->committer.offset_minutes)};
}

void Reconciler::write_record(Work& work, CommitRecord record) {
  result_.records.emplace_back(record);
  work.record = std::move(record);
}

Reconciliation reconcile(Draft& draft, const ReconcileFacts& facts, const std::string& branch,
                         const TrailerRules& rules, const Settings& settings) {
  return Reconciler(draft, facts, branch, rules, settings).run();
}

}  // namespace session
