// SPDX-License-Identifier: MIT
// Makes the document agree with history: an entry shows a commit that can be reached and did the work, is
// open again when its work was reverted, and goes back where it came from when its commits are gone.
#pragma once

#include "core/document/draft.hpp"
#include "core/recording/history_facts.hpp"
#include "core/recording/journal.hpp"
#include "core/recording/recording.hpp"
#include "core/recording/trailers.hpp"
#include "core/recording/works.hpp"
#include "core/settings.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace session {

/// What is to be reconciled, and what git knows of it.
struct ReconcileFacts {
  Journal journal;  ///< of this work tree and of the whole clone, with what this run found out
  HistoryFacts history;
  /// Items without a record, by the hash that they show: the commit that it names.
  std::map<std::string, ObjectId> unrecorded;
};

/// One entry as it is and as it will be.
struct EntryChange {
  enum class Kind { moved, lost, marked, returned, reopened, closed } kind = Kind::moved;
  std::string words;
  std::string before;  ///< the hash that was shown
  std::string after;   ///< the hash that is shown now; of the revert for `reopened`
  ObjectId commit;     ///< behind `after`
  bool operator==(const EntryChange&) const = default;
};

/// What was done to the draft.
struct Reconciliation {
  std::vector<JournalRecord> records;  ///< to append to the journal
  std::vector<EntryChange> changes;
  std::set<ObjectId> settled;  ///< rewritten commits whose messages ask for nothing more
};

/// Carries the reconciliation out on the draft. `branch` is noted in the records.
[[nodiscard]] Reconciliation reconcile(Draft& draft, const ReconcileFacts& facts, const std::string& branch,
                                       const TrailerRules& rules, const Settings& settings);

/// One entry of the document that the journal knows, in the order of the works.
struct JournalEntry {
  std::string text;                ///< as it was recorded
  std::size_t work = 0;            ///< the work that made it, by its index
  Effect effect;                   ///< that made it
  std::vector<std::size_t> works;  ///< all that did it
  std::vector<ObjectId> members;   ///< their commits
};

/// The entries of all works. `members` gives each work's commits.
[[nodiscard]] std::vector<JournalEntry> collect_entries(const std::vector<Work>& works,
                                                        const std::vector<std::vector<ObjectId>>& members);

}  // namespace session
