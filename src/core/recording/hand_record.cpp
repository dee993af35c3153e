// SPDX-License-Identifier: MIT
#include "core/recording/hand_record.hpp"

#include "core/checkpoint/checkpoint.hpp"
#include "core/recording/works.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace session {
namespace {

CommitRecord make_record(const CommitToRecord& commit, const UpdateFacts& facts) {
  CommitRecord record;
  record.id = commit.commit.id;
  record.tree = commit.commit.tree;
  record.parents = commit.commit.parents;
  record.abbreviated = commit.abbreviated;
  record.subject = find_subject(commit.commit.message);
  record.author = commit.commit.author;
  record.committed = commit.commit.committer.seconds;
  record.branch = facts.checkpoint.head.branch.value_or("");
  return record;
}

/// The record of the work that shows this commit now.
std::optional<CommitRecord> find_record(const UpdateFacts& facts, const ObjectId& id) {
  if (!facts.reconcile) return std::nullopt;
  for (Work& work : collect_works(facts.reconcile->journal)) {
    if (work.record.id != id || work.lost) continue;
    if (work.key != id) work.record.work = work.key;
    return std::move(work.record);
  }
  return std::nullopt;
}

}  // namespace

void record_by_hand(UpdatePlan& plan, const CommitToRecord& commit, const std::vector<Effect>& effects,
                    const UpdateFacts& facts) {
  if (effects.empty()) return;
  for (auto record = plan.records.rbegin(); record != plan.records.rend(); ++record) {
    auto* const planned = std::get_if<CommitRecord>(&*record);
    if (planned == nullptr || planned->id != commit.commit.id) continue;
    planned->effects.insert(planned->effects.end(), effects.begin(), effects.end());
    return;
  }
  auto known = find_record(facts, commit.commit.id);
  CommitRecord record = known ? *std::move(known) : make_record(commit, facts);
  record.effects.insert(record.effects.end(), effects.begin(), effects.end());
  plan.records.emplace_back(std::move(record));
}

}  // namespace session
