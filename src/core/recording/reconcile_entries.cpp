// SPDX-License-Identifier: MIT
// The part of a reconciliation that goes entry by entry: the hash that each one shows, and reverts.
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

/// Pairs the items of Completed Items with the entries of the journal.
class ItemPairing {
 public:
  ItemPairing(const std::vector<DraftItem>& items, const std::vector<JournalEntry>& entries)
      : items_(items), entry_of_(items.size()) {
    std::unordered_map<std::string, std::vector<std::size_t>> by_words;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!items[i].hash.empty()) by_words[fold_for_match(items[i].words)].push_back(i);
    }
    std::vector<std::size_t> renamed;
    for (std::size_t e = 0; e < entries.size(); ++e) {
      const std::vector<std::size_t>& named = by_words[fold_for_match(entries[e].text)];
      const auto found = std::find_if(named.begin(), named.end(), [&](std::size_t i) {
        return !entry_of_[i] && names_one_of(items[i].hash, entries[e].members);
      });
      if (found == named.end()) {
        renamed.push_back(e);
      } else {
        entry_of_[*found] = e;
      }
    }
    if (renamed.empty()) return;
    index_by_hash();
    for (const std::size_t e : renamed) pair_renamed(e, entries[e]);
  }

  /// The index of the item's entry.
  [[nodiscard]] const std::vector<std::optional<std::size_t>>& entries() const { return entry_of_; }

 private:
  void index_by_hash() {
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (entry_of_[i] || items_[i].hash.empty()) continue;
      by_hash_[items_[i].hash].push_back(i);
      lengths_.insert(items_[i].hash.size());
    }
  }

  /// The first item that is left and shows one of the commits: a person gave it other words.
  void pair_renamed(std::size_t index, const JournalEntry& entry) {
    std::optional<std::size_t> first;
    for (const ObjectId& member : entry.members) {
      for (const std::size_t length : lengths_) {
        const auto found = by_hash_.find(member.hex.substr(0, length));
        if (found == by_hash_.end()) continue;
        for (const std::size_t i : found->second) {
          if (!entry_of_[i] && (!first || i < *first)) first = i;
        }
      }
    }
    if (first) entry_of_[*first] = index;
  }

  const std::vector<DraftItem>& items_;
  std::vector<std::optional<std::size_t>> entry_of_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_hash_;  ///< of items that are left
  std::set<std::size_t> lengths_;                                      ///< of their hashes
};

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
  const ItemPairing pairing(draft_.items(kCompleted), entries_);
  std::set<std::tuple<std::string, std::string>> seen;
  std::vector<std::size_t> doubled;
  for (std::size_t i = 0; i < pairing.entries().size(); ++i) {
    const auto entry = pairing.entries()[i];
    if (!entry) {
      refresh_unrecorded(i);
      continue;
    }
    if (is_alive(entries_[*entry])) refresh_entry(entries_[*entry], i);
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

void Reconciler::settle_reverts() {
  std::vector<RevertRecord> reverts;
  for (const JournalRecord& record : facts_.journal.records) {
    if (const auto* const revert = std::get_if<RevertRecord>(&record)) reverts.push_back(*revert);
  }
  if (reverts.empty()) return;
  const auto effective = find_effective_reverts(reverts, rewrites_, facts_.history);
  for (const JournalEntry& entry : entries_) {
    if (!is_alive(entry) || !is_looked_at(entry.work)) continue;
    const auto by = find_revert(entry.members, effective, facts_.history);
    if (works_[entry.work].wrapped) {
      settle_wrapped(entry, by);
    } else {
      settle(entry, by);
    }
  }
}

void Reconciler::settle(const JournalEntry& entry, const std::optional<ObjectId>& by) {
  const ReopenRecord* const reopened = find_reopen(entry);
  if (reopened == nullptr) {
    if (by) reopen(entry, *by);
    return;
  }
  if (!by) return close(entry, *reopened);
  if (*by == reopened->by) return;
  // The revert itself was rewritten.
  const std::string note = format_reverted_note(reopened->abbreviated);
  const auto& items = draft_.items(kInProgress);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].note == note && fold_for_match(items[i].words) == fold_for_match(entry.text))
      draft_.set_note(i, format_reverted_note(abbreviate(*by)));
  }
  result_.records.emplace_back(
      ReopenRecord{works_[entry.work].key, entry.text, *by, abbreviate(*by), reopened->position});
}

/// Entries of a session that was wrapped up stay where they are.
void Reconciler::settle_wrapped(const JournalEntry& entry, const std::optional<ObjectId>& by) {
  const auto position = find_item(entry);
  if (!position) return;
  const std::string& mark = draft_.items(kCompleted)[*position].mark;
  if (!by) {
    if (mark.starts_with(kRevertedMark)) draft_.set_mark(*position, "");
    return;
  }
  const std::string wanted = format_reverted_mark(abbreviate(*by));
  if (mark == wanted) return;
  result_.changes.push_back(
      {EntryChange::Kind::reopened, draft_.items(kCompleted)[*position].words, {}, abbreviate(*by), *by});
  draft_.set_mark(*position, wanted);
}

void Reconciler::reopen(const JournalEntry& entry, const ObjectId& by) {
  const auto position = find_item(entry);
  if (!position) return;
  if (!draft_.can_edit(kInProgress)) return settle_wrapped(entry, by);
  DraftItem item = draft_.remove(kCompleted, *position);
  const std::string hash = abbreviate(by);
  result_.changes.push_back({EntryChange::Kind::reopened, item.words, item.hash, hash, by});
  item.hash.clear();
  item.date.clear();
  item.mark.clear();
  item.note = format_reverted_note(hash);
  draft_.append(kInProgress, std::move(item));
  result_.records.emplace_back(ReopenRecord{works_[entry.work].key, entry.text, by, hash, *position});
}

void Reconciler::close(const JournalEntry& entry, const ReopenRecord& reopened) {
  result_.records.emplace_back(ClosedRecord{works_[entry.work].key, entry.text});
  const std::string note = format_reverted_note(reopened.abbreviated);
  const auto& items = draft_.items(kInProgress);
  const auto open =
      std::find_if(items.begin(), items.end(), [&note](const DraftItem& item) { return item.note == note; });
  const auto named = std::find_if(items.begin(), items.end(), [&](const DraftItem& item) {
    return item.note == note && fold_for_match(item.words) == fold_for_match(entry.text);
  });
  const auto found = named != items.end() ? named : open;
  const auto id = choose(entry);
  // Who gave it a note of their own goes on with it.
  if (found == items.end() || !id || find_commit(*id) == nullptr || !draft_.can_edit(kCompleted)) return;
  DraftItem item = draft_.remove(kInProgress, static_cast<std::size_t>(found - items.begin()));
  const ShownCommit shown = show(*id);
  item.note.clear();
  item.hash = shown.hash;
  item.date = shown.date;
  result_.changes.push_back({EntryChange::Kind::closed, item.words, {}, shown.hash, *id});
  draft_.insert(kCompleted, reopened.position, std::move(item));
}

}  // namespace session
