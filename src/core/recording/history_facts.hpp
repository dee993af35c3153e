// SPDX-License-Identifier: MIT
// What is known about the commits behind the entries, as plain values. src/app asks git for it.
#pragma once

#include "core/commit.hpp"
#include "core/recording/works.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace session {

/// The nearest name that leads to a commit.
struct Reach {
  TipKind kind = TipKind::head;
  std::string name;  ///< of the branch, tag or work tree; empty for HEAD
  bool operator==(const Reach&) const = default;
};

/// Facts about the commits of the works that are looked at. What is in no map was found nowhere.
struct HistoryFacts {
  std::map<ObjectId, Reach> reach;                      ///< commits and reverts that some name leads to
  std::map<ObjectId, Commit> commits;                   ///< those that may be shown
  std::map<ObjectId, std::string> abbreviations;        ///< of those, and of reverts
  std::set<std::pair<ObjectId, ObjectId>> descendants;  ///< (older, newer): the second builds on the first
  std::set<ObjectId> reverting;  ///< commits whose message says that they revert others
  std::set<ObjectId> looked_at;  ///< keys of the works whose commits were looked for
};

/// The members of a work that some name leads to, of the nearest kind only.
[[nodiscard]] std::vector<ObjectId> find_nearest(const std::vector<ObjectId>& members,
                                                 const HistoryFacts& facts);

/// The commit that an entry shows: the newest of the nearest kind; nothing when none can be reached.
[[nodiscard]] std::optional<ObjectId> find_shown(const std::vector<ObjectId>& members,
                                                 const HistoryFacts& facts);

/// Reverts by the commit that each one names; of several that name the same one the newest record is last.
using EffectiveReverts = std::multimap<ObjectId, ObjectId>;

/// The reverts that count, seen from HEAD: each is in HEAD's history, still says what it reverts (one that
/// was melted into another commit may not), and no revert of it is that counts.
[[nodiscard]] EffectiveReverts find_effective_reverts(const std::vector<RevertRecord>& reverts,
                                                      const RewriteMap& rewrites, const HistoryFacts& facts);

/// The revert that takes the work of these commits back; nothing when HEAD has the work in a shape that the
/// revert did not know. `effective` is what find_effective_reverts gave.
[[nodiscard]] std::optional<ObjectId> find_revert(const std::vector<ObjectId>& members,
                                                  const EffectiveReverts& effective,
                                                  const HistoryFacts& facts);

}  // namespace session
