// SPDX-License-Identifier: MIT
#include "core/recording/history_facts.hpp"

#include <algorithm>

namespace session {
namespace {

/// Decides which reverts count. A revert that is itself reverted does not, unless that one does not count.
class RevertSearch {
 public:
  RevertSearch(const std::vector<RevertRecord>& reverts, const RewriteMap& rewrites,
               const HistoryFacts& facts)
      : reverts_(reverts) {
    for (std::size_t i = 0; i < reverts.size(); ++i) {
      shapes_.push_back(rewrites.find_all({reverts[i].by}));
      in_head_.emplace_back();
      for (const ObjectId& shape : shapes_[i]) {
        const auto reach = facts.reach.find(shape);
        const bool in_head = reach != facts.reach.end() && reach->second.kind == TipKind::head;
        if (in_head && facts.reverting.contains(shape)) in_head_[i] = shape;
      }
    }
  }

  /// The shape of a revert in HEAD's history, when it counts.
  [[nodiscard]] std::optional<ObjectId> find_effective(std::size_t index, std::size_t depth = 0) const {
    // A revert is newer than what it reverts, so a chain that comes back to itself is made up.
    if (!in_head_[index] || depth > reverts_.size()) return std::nullopt;
    for (std::size_t other = 0; other < reverts_.size(); ++other) {
      if (other != index && names_a_shape(reverts_[other], index) && find_effective(other, depth + 1))
        return std::nullopt;
    }
    return in_head_[index];
  }

 private:
  [[nodiscard]] bool names_a_shape(const RevertRecord& revert, std::size_t index) const {
    return std::any_of(revert.of.begin(), revert.of.end(), [&](const ObjectId& id) {
      return std::find(shapes_[index].begin(), shapes_[index].end(), id) != shapes_[index].end();
    });
  }

  const std::vector<RevertRecord>& reverts_;
  std::vector<std::vector<ObjectId>> shapes_;
  std::vector<std::optional<ObjectId>> in_head_;
};

}  // namespace

std::vector<ObjectId> find_nearest(const std::vector<ObjectId>& members, const HistoryFacts& facts) {
  std::vector<ObjectId> nearest;
  std::optional<TipKind> kind;
  for (const ObjectId& id : members) {
    const auto reach = facts.reach.find(id);
    if (reach == facts.reach.end() || (kind && reach->second.kind > *kind)) continue;
    if (kind != reach->second.kind) nearest.clear();
    kind = reach->second.kind;
    nearest.push_back(id);
  }
  return nearest;
}

std::optional<ObjectId> find_shown(const std::vector<ObjectId>& members, const HistoryFacts& facts) {
  std::optional<ObjectId> newest;
  std::int64_t seconds = 0;
  for (const ObjectId& id : find_nearest(members, facts)) {
    const auto commit = facts.commits.find(id);
    const std::int64_t time = commit == facts.commits.end() ? 0 : commit->second.committer.seconds;
    // Of equal times the one that came later into the set is the newer one.
    if (!newest || time >= seconds) {
      newest = id;
      seconds = time;
    }
  }
  return newest;
}

EffectiveReverts find_effective_reverts(const std::vector<RevertRecord>& reverts, const RewriteMap& rewrites,
                                        const HistoryFacts& facts) {
  EffectiveReverts effective;
  const RevertSearch search(reverts, rewrites, facts);
  for (std::size_t i = 0; i < reverts.size(); ++i) {
    const auto by = search.find_effective(i);
    if (!by) continue;
    for (const ObjectId& id : reverts[i].of) effective.emplace(id, *by);
  }
  return effective;
}

std::optional<ObjectId> find_revert(const std::vector<ObjectId>& members, const EffectiveReverts& effective,
                                    const HistoryFacts& facts) {
  std::vector<ObjectId> reverts;
  for (const ObjectId& member : members) {
    const auto [begin, end] = effective.equal_range(member);
    for (auto found = end; found != begin;) {
      const ObjectId& by = (--found)->second;
      // Who melts work and its revert into one commit has neither.
      if (std::find(members.begin(), members.end(), by) == members.end()) reverts.push_back(by);
    }
  }
  if (reverts.empty()) return std::nullopt;
  // Work that HEAD has and none of the reverts knew was applied after them.
  const bool is_applied = std::any_of(members.begin(), members.end(), [&](const ObjectId& member) {
    const auto reach = facts.reach.find(member);
    return reach != facts.reach.end() && reach->second.kind == TipKind::head &&
           std::none_of(reverts.begin(), reverts.end(), [&](const ObjectId& by) {
             return facts.descendants.contains({member, by});
           });
  });
  return is_applied ? std::nullopt : std::optional(reverts.front());
}

}  // namespace session
