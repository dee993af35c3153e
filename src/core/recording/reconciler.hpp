// SPDX-License-Identifier: MIT
// One reconciliation under way. Private to src/core/recording.
#pragma once

#include "core/recording/commit_request.hpp"
#include "core/recording/item_pairing.hpp"
#include "core/recording/reconcile.hpp"
#include "core/text/time.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace session {

class Reconciler {
 public:
  Reconciler(Draft& draft, const ReconcileFacts& facts, std::string branch, const TrailerRules& rules,
             const Settings& settings);
  [[nodiscard]] Reconciliation run();

 private:
  [[nodiscard]] bool is_looked_at(std::size_t work) const {
    return facts_.history.looked_at.contains(works_[work].key);
  }
  [[nodiscard]] bool is_alive(const JournalEntry& entry) const;
  [[nodiscard]] EntryPlace find_place(const JournalEntry& entry) const;
  [[nodiscard]] std::vector<EntryPlace> list_places() const;
  /// The completed item of the entry, also when a person renamed it.
  [[nodiscard]] std::optional<std::size_t> find_item(const JournalEntry& entry) const;
  [[nodiscard]] bool is_completed_elsewhere(const std::string& text) const;
  [[nodiscard]] bool is_wanted_next(const std::string& text) const;
  [[nodiscard]] const Commit* find_commit(const ObjectId& id) const;
  [[nodiscard]] std::string abbreviate(const ObjectId& id) const;
  [[nodiscard]] ShownCommit show(const ObjectId& id) const;
  [[nodiscard]] const JournalEntry* find_entry(std::size_t work, const Effect& effect) const;
  [[nodiscard]] CommitRecord make_record(const Work& work, const ObjectId& id) const;
  void write_record(Work& work, CommitRecord record);

  void take_back(std::size_t work);
  void take_back_completion(std::size_t work, const Effect& effect, std::vector<Effect>& kept);
  void take_back_entry(const JournalEntry& entry, std::vector<Effect>& kept);
  void take_back_reopened(const JournalEntry& entry, const ReopenRecord& reopened, std::vector<Effect>& kept);
  void bring_back(std::size_t work);

  void count_arrivals();
  [[nodiscard]] std::size_t count_origins(const Work& work, const ObjectId& commit) const;
  void move(std::size_t work);
  void move_waiting();
  [[nodiscard]] const CommitRequest& read_request(const Commit& commit);
  [[nodiscard]] bool is_asked_for(const Work& work, const Commit& commit);
  [[nodiscard]] bool is_rewritten(const Work& work, const Commit& now) const;
  [[nodiscard]] const Commit* find_voice(const Work& work, const Commit& now);
  [[nodiscard]] bool is_replayed(const Commit& then, const Commit& now);
  [[nodiscard]] bool is_joined(const ObjectId& before, const Commit& now) const;
  [[nodiscard]] bool is_unheeded(const Work& work);
  [[nodiscard]] bool is_melted(const ObjectId& commit) const;
  [[nodiscard]] bool is_same_commit(const ObjectId& before, const ObjectId& now) const;
  [[nodiscard]] std::vector<Effect> rename_subject(const Work& work, const Commit& commit);
  void add_new_wishes(const ObjectId& before, const Commit& commit);
  void hand_over(std::size_t work, const CommitRequest& request);
  [[nodiscard]] std::vector<Effect> replay(std::size_t work, const Commit& commit);

  void refresh_entries();
  void join_equal_entries(const ItemPairing& pairing);
  void refresh_entry(const JournalEntry& entry, std::size_t position);
  void refresh_unrecorded(std::size_t position);
  [[nodiscard]] std::optional<ObjectId> choose(const JournalEntry& entry) const;
  void settle_reverts();
  void close_or_follow(const JournalEntry& entry, const std::optional<ObjectId>& by);
  void settle_mark(const JournalEntry& entry, const std::optional<ObjectId>& by);
  void reopen(const JournalEntry& entry, const ObjectId& by);
  void close(const JournalEntry& entry, const ReopenRecord& reopened);
  [[nodiscard]] const ReopenRecord* find_reopen(const JournalEntry& entry) const;
  [[nodiscard]] std::optional<std::size_t> find_reopened_item(const JournalEntry& entry,
                                                              const ReopenRecord& reopened) const;
  void note_reopen(const JournalEntry& entry, ReopenRecord record);
  void forget_reopen(const JournalEntry& entry);

  Draft& draft_;
  const ReconcileFacts& facts_;
  std::string branch_;
  const TrailerRules& rules_;
  const Settings& settings_;
  RewriteMap rewrites_;
  std::vector<Work> works_;
  std::vector<std::vector<ObjectId>> members_;  ///< of each work
  std::vector<std::optional<ObjectId>> shown_;  ///< by each work
  std::vector<JournalEntry> entries_;
  std::map<ObjectId, std::set<ObjectId>> arrivals_;  ///< by the commit that is shown: those shown before
  std::vector<Work> born_;                           ///< works that the run itself recorded
  std::set<ObjectId> wished_;                        ///< commits whose new trailers were heeded
  std::vector<std::size_t> waiting_;                 ///< works that moved while they were reopened
  std::map<ObjectId, std::size_t> residents_;        ///< by the commit that was shown: how many works
  std::set<ObjectId> voiced_;  ///< commits that were shown and whose messages asked for what they show
  std::map<ObjectId, CommitRequest> requests_;  ///< what messages ask for, each read once
  Reconciliation result_;
};

}  // namespace session
