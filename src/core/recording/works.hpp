// SPDX-License-Identifier: MIT
// The journal read as a whole: each piece of recorded work with the commits that did it, and what became of
// it.
#pragma once

#include "core/recording/journal.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace session {

/// The work of one commit that was recorded, in all the shapes that git gave it since.
struct Work {
  ObjectId key;                       ///< the commit that was recorded first
  CommitRecord record;                ///< the newest: the commit that is shown, and the effects in force
  std::vector<ObjectId> commits;      ///< all that were recorded for it, the first first
  bool lost = false;                  ///< its effects are taken back but for those in `kept`
  std::vector<Effect> kept;           ///< see LossRecord
  std::vector<ReopenRecord> reopens;  ///< its entries that are reopened now
  bool wrapped = false;               ///< of a session that was wrapped up
  bool operator==(const Work&) const = default;
};

/// All works, in the order in which they were recorded first.
[[nodiscard]] std::vector<Work> collect_works(const Journal& journal);

/// What commits were rewritten, copied or squashed into.
class RewriteMap {
 public:
  explicit RewriteMap(const Journal& journal);

  void add(const RewriteRecord& rewrite);
  /// The given commits and all that they became, each once, in the order in which they are reached.
  [[nodiscard]] std::vector<ObjectId> find_all(const std::vector<ObjectId>& commits) const;
  /// True when git made one of the commits out of the other, in any number of steps back and forth. What was
  /// squashed, melted or joined with others into one commit does not count, and copies only `with_copies`.
  [[nodiscard]] bool are_one(const ObjectId& a, const ObjectId& b, bool with_copies) const;
  /// The commits that became this one in one step.
  [[nodiscard]] std::vector<ObjectId> find_sources(const ObjectId& commit) const;
  /// The word for a step that is known (RewriteRecord::how), the first one that was told.
  [[nodiscard]] std::optional<std::string> find_how(const ObjectId& before, const ObjectId& after) const;
  /// True when this very step is known.
  [[nodiscard]] bool contains(const ObjectId& before, const ObjectId& after) const;

 private:
  /// True when other commits were melted or joined into this one, or into one that it came from.
  [[nodiscard]] bool holds_several(const ObjectId& commit) const;

  std::unordered_map<std::string, std::vector<ObjectId>> after_;
  std::unordered_map<std::string, std::vector<ObjectId>> before_;
  std::unordered_map<std::string, std::string> how_;               ///< by both ids
  std::unordered_map<std::string, std::vector<ObjectId>> one_;     ///< neighbours in the sense of are_one
  std::unordered_map<std::string, std::vector<ObjectId>> copies_;  ///< neighbours by copies
  std::unordered_map<std::string, std::vector<ObjectId>> joined_;  ///< sources with the same files or change
};

/// True for the words of rewrites that a rebase made (RewriteRecord::how).
[[nodiscard]] bool is_by_rebase(const std::optional<std::string>& how);

/// The records that say all that a journal says about works, without what newer records made void. Rewrites
/// and reverts are kept.
[[nodiscard]] std::vector<JournalRecord> format_compact(const Journal& journal);

}  // namespace session
