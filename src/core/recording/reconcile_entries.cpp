// SPDX-License-Identifier: MIT
// The part of a reconciliation that goes entry by entry: the hash that each one shows, and reverts.
#include "core/recording/open_items.hpp"
#include "core/recording/reconciler.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace session {
namespace {

constexpr auto kCompleted = SectionKind::completed;
constexpr auto kInProgress = SectionKind::in_progress;

std::string format_reverted_note(const std::string& hash) {
  return std::string(kRevertedMark) + hash;
}

std::string format_reverted_mark(const std::string& hash) {
  return std::string(kRevertedMark) + "`" + hash + "`";
}

}  // namespace

std::vector<JournalEntry> collect_entries(const std::vector<Work>& works,
                                          const std::vector<std::vector<ObjectId>>& members) {
  std::vector<JournalEntry> entries;
  std::unordered_map<std::string, std::size_t> newest;
  for (std::size_t i = 0; i < works.size(); ++i) {
    for (const Effect& effect : works[i].record.effects) {
      const bool again = effect.kind == EffectKind::completed_again;
      if (!again && !is_completion(effect.kind)) continue;
      std::string folded = fold_for_match(effect.text);
      const auto known = newest.find(folded);
      if (again && known != newest.end()) {
        JournalEntry& entry = entries[known->second];
        entry.works.push_back(i);
        entry.members.insert(entry.members.end(), members[i].begin(), members[i].end());
        continue;
      }
      newest.insert_or_assign(std::move(folded), entries.size());
      entries.push_back({effect.text, i, effect, {i}, members[i]});
    }
  }
  return entries;
}

/// The best of the commits that its works show.
std::optional<ObjectId> Reconciler::choose(const JournalEntry& entry) const {
  std::optional<ObjectId> best;
  std::pair<int, std::int64_t> best_rank;
  for (const std::size_t work : entry.works) {
    if (!shown_[work]) continue;
    const auto reach = facts_.history.reach.find(*shown_[work]);
    // A work that was not looked for is taken to be in HEAD's history.
    const int kind = reach == facts_.history.reach.end() ? 0 : static_cast<int>(reach->second.kind);
    const Commit* const commit = find_commit(*shown_[work]);
    const std::pair<int, std::int64_t> rank{
        -kind, commit == nullptr ? works_[work].record.committed : commit->committer.seconds};
    if (best && rank < best_rank) continue;
    best = shown_[work];
    best_rank = rank;
  }
  return best;
}

void Reconciler::refresh_entries() {
  const std::vector<EntryPlace> places = list_places();
  const ItemPairing pairing(draft_.items(kCompleted), entries_, places);
  for (std::size_t i = 0; i < pairing.entries().size(); ++i) {
    const auto entry = pairing.entries()[i];
    if (!entry) {
      refresh_unrecorded(i);
    } else if (is_alive(entries_[*entry])) {
      refresh_entry(entries_[*entry], i);
    }
  }
  join_equal_entries(pairing);
}

/// Of entries that have come to show the same words and the same commit one is left.
void Reconciler::join_equal_entries(const ItemPairing& pairing) {
  std::set<std::tuple<std::string, std::string>> seen;
  std::vector<std::size_t> doubled;
  for (std::size_t i = 0; i < pairing.entries().size(); ++i) {
    if (!pairing.entries()[i]) continue;
    const DraftItem& item = draft_.items(kCompleted)[i];
    const bool is_new = seen.emplace(fold_for_match(item.words), item.hash).second;
    if (!is_new && item.mark.empty() && !draft_.has_nested(kCompleted, i)) doubled.push_back(i);
  }
  for (auto position = doubled.rbegin(); position != doubled.rend(); ++position)
    (void)draft_.remove(kCompleted, *position);
}

void Reconciler::refresh_entry(const JournalEntry& entry, std::size_t position) {
  const auto id = choose(entry);
  const DraftItem& item = draft_.items(kCompleted)[position];
  if (!id) return;
  if (item.mark == kGoneMark) {
    result_.changes.push_back({EntryChange::Kind::returned, item.words, item.hash, abbreviate(*id), *id});
    draft_.set_mark(position, "");
  }
  if (names_one_of(item.hash, {*id}) || find_commit(*id) == nullptr) return;
  const ShownCommit shown = show(*id);
  result_.changes.push_back({EntryChange::Kind::moved, item.words, item.hash, shown.hash, *id});
  draft_.set_commit(position, shown.hash, shown.date);
}

/// An item that nobody recorded follows a rewrite that git told of.
void Reconciler::refresh_unrecorded(std::size_t position) {
  const DraftItem& item = draft_.items(kCompleted)[position];
  const auto named = facts_.unrecorded.find(item.hash);
  if (named == facts_.unrecorded.end() || facts_.history.reach.contains(named->second)) return;
  const auto now = find_shown(rewrites_.find_all({named->second}), facts_.history);
  if (!now || find_commit(*now) == nullptr) return;
  const ShownCommit shown = show(*now);
  result_.changes.push_back({EntryChange::Kind::moved, item.words, item.hash, shown.hash, *now});
  draft_.set_commit(position, shown.hash, shown.date);
}

const ReopenRecord* Reconciler::find_reopen(const JournalEntry& entry) const {
  const std::vector<ReopenRecord>& reopens = works_[entry.work].reopens;
  const auto found = std::find_if(reopens.begin(), reopens.end(),
                                  [&entry](const ReopenRecord& record) { return record.text == entry.text; });
  return found == reopens.end() ? nullptr : &*found;
}

void Reconciler::note_reopen(const JournalEntry& entry, ReopenRecord record) {
  forget_reopen(entry);
  works_[entry.work].reopens.push_back(record);
  result_.records.emplace_back(std::move(record));
}

void Reconciler::forget_reopen(const JournalEntry& entry) {
  std::erase_if(works_[entry.work].reopens,
                [&entry](const ReopenRecord& record) { return record.text == entry.text; });
}

/// The open item with the note that names the revert. Who gave it a note of their own goes on with it.
std::optional<std::size_t> Reconciler::find_reopened_item(const JournalEntry& entry,
                                                          const ReopenRecord& reopened) const {
  const std::string note = format_reverted_note(reopened.abbreviated);
  const auto& items = draft_.items(kInProgress);
  const auto is_named = [](const DraftItem& item, const std::string& text) {
    return fold_for_match(item.words) == fold_for_match(text);
  };
  std::optional<std::size_t> renamed;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].note != note) continue;
    if (is_named(items[i], entry.text)) return i;
    const bool is_others = std::any_of(entries_.begin(), entries_.end(), [&](const JournalEntry& other) {
      return &other != &entry && find_reopen(other) != nullptr && is_named(items[i], other.text);
    });
    if (!renamed && !is_others) renamed = i;
  }
  return renamed;
}

void Reconciler::settle_reverts() {
  std::vector<RevertRecord> reverts;
  for (const JournalRecord& record : facts_.journal.records) {
    if (const auto* const revert = std::get_if<RevertRecord>(&record)) reverts.push_back(*revert);
  }
  if (reverts.empty()) return;
  const auto effective = find_effective_reverts(reverts, rewrites_, facts_.history);
  std::vector<std::pair<const JournalEntry*, std::optional<ObjectId>>> open;
  for (const JournalEntry& entry : entries_) {
    if (!is_alive(entry) || !is_looked_at(entry.work)) continue;
    const auto by = find_revert(entry.members, effective, facts_.history);
    if (find_reopen(entry) != nullptr) {
      close_or_follow(entry, by);
    } else {
      open.emplace_back(&entry, by);
    }
  }
  // Those that leave In Progress make room for others of the same words.
  for (const auto& [entry, by] : open) {
    if (by && !works_[entry->work].wrapped) {
      reopen(*entry, *by);
    } else {
      settle_mark(*entry, by);
    }
  }
}

void Reconciler::close_or_follow(const JournalEntry& entry, const std::optional<ObjectId>& by) {
  const ReopenRecord reopened = *find_reopen(entry);
  if (!by) return close(entry, reopened);
  if (*by == reopened.by) return;
  // The revert itself was rewritten.
  if (const auto position = find_reopened_item(entry, reopened))
    draft_.set_note(*position, format_reverted_note(abbreviate(*by)));
  note_reopen(entry, {works_[entry.work].key, entry.text, *by, abbreviate(*by), reopened.position});
}

/// Entries that cannot go to In Progress stay where they are, with a mark as long as their work is reverted.
void Reconciler::settle_mark(const JournalEntry& entry, const std::optional<ObjectId>& by) {
  const auto is_marked = [](const DraftItem& item) { return item.mark.starts_with(kRevertedMark); };
  const auto& items = draft_.items(kCompleted);
  if (!by && std::none_of(items.begin(), items.end(), is_marked)) return;
  const auto position = find_item(entry);
  if (!position) return;
  if (!by) {
    if (is_marked(items[*position])) draft_.set_mark(*position, "");
    return;
  }
  const std::string wanted = format_reverted_mark(abbreviate(*by));
  if (items[*position].mark == wanted) return;
  result_.changes.push_back({EntryChange::Kind::reopened, items[*position].words, {}, abbreviate(*by), *by});
  draft_.set_mark(*position, wanted);
}

void Reconciler::reopen(const JournalEntry& entry, const ObjectId& by) {
  const auto position = find_item(entry);
  if (!position) return;
  const std::string words = draft_.items(kCompleted)[*position].words;
  // An item of these words may be open already.
  if (!draft_.can_edit(kInProgress) || find_words(draft_.items(kInProgress), words))
    return settle_mark(entry, by);
  DraftItem item = draft_.remove(kCompleted, *position);
  const std::string hash = abbreviate(by);
  result_.changes.push_back({EntryChange::Kind::reopened, item.words, item.hash, hash, by});
  item.hash.clear();
  item.date.clear();
  item.mark.clear();
  item.note = format_reverted_note(hash);
  if (const auto next = find_words(draft_.items(SectionKind::next_actions), words))
    item.nested += draft_.remove(SectionKind::next_actions, *next).nested;
  draft_.append(kInProgress, std::move(item));
  note_reopen(entry, {works_[entry.work].key, entry.text, by, hash, *position});
}

void Reconciler::close(const JournalEntry& entry, const ReopenRecord& reopened) {
  const auto position = find_reopened_item(entry, reopened);
  forget_reopen(entry);
  result_.records.emplace_back(ClosedRecord{works_[entry.work].key, entry.text});
  const auto id = choose(entry);
  if (!position || !id || find_commit(*id) == nullptr || !draft_.can_edit(kCompleted)) return;
  DraftItem item = draft_.remove(kInProgress, *position);
  const ShownCommit shown = show(*id);
  item.note.clear();
  item.hash = shown.hash;
  item.date = shown.date;
  result_.changes.push_back({EntryChange::Kind::closed, item.words, {}, shown.hash, *id});
  draft_.insert(kCompleted, reopened.position, std::move(item));
}

}  // namespace session
