// SPDX-License-Identifier: MIT
#include "core/recording/works.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace session {
namespace {

void add_once(std::vector<ObjectId>& ids, const ObjectId& id) {
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

/// Takes the records of a journal in, one after the other.
class WorkCollector {
 public:
  void operator()(const CommitRecord& record) {
    Work& work = find_or_add(record);
    for (const ObjectId& member : record.members) add_member(work, member);
    add_member(work, record.id);
    work.record = record;
    work.lost = false;
    work.kept.clear();
  }
  void operator()(const LossRecord& record) {
    Work* const work = find(record.work);
    if (work == nullptr) return;
    work->lost = true;
    work->kept = record.kept;
    work->reopens.clear();
  }
  void operator()(const ReopenRecord& record) {
    Work* const work = find(record.work);
    if (work == nullptr) return;
    forget_reopen(*work, record.text);
    work->reopens.push_back(record);
  }
  void operator()(const ClosedRecord& record) {
    if (Work* const work = find(record.work)) forget_reopen(*work, record.text);
  }
  void operator()(const WrapRecord& /*record*/) {
    for (Work& work : works_) work.wrapped = true;
  }
  void operator()(const RewriteRecord& /*record*/) {}
  void operator()(const RevertRecord& /*record*/) {}

  [[nodiscard]] std::vector<Work> take() { return std::move(works_); }

 private:
  Work* find(const ObjectId& key) {
    const auto found = by_key_.find(key.hex);
    return found == by_key_.end() ? nullptr : &works_[found->second];
  }

  Work& find_or_add(const CommitRecord& record) {
    ObjectId key = record.work.value_or(record.id);
    if (!record.work && record.replaces) {
      const auto replaced = by_member_.find(record.replaces->hex);
      if (replaced != by_member_.end()) key = works_[replaced->second].key;
    }
    if (Work* const known = find(key)) return *known;
    by_key_.emplace(key.hex, works_.size());
    Work& added = works_.emplace_back();
    added.key = key;
    add_member(added, key);
    return added;
  }

  void add_member(Work& work, const ObjectId& id) {
    add_once(work.commits, id);
    by_member_.insert_or_assign(id.hex, static_cast<std::size_t>(&work - works_.data()));
  }

  static void forget_reopen(Work& work, const std::string& text) {
    std::erase_if(work.reopens, [&text](const ReopenRecord& reopen) { return reopen.text == text; });
  }

  std::vector<Work> works_;
  std::unordered_map<std::string, std::size_t> by_key_;
  std::unordered_map<std::string, std::size_t> by_member_;
};

}  // namespace

std::vector<Work> collect_works(const Journal& journal) {
  WorkCollector collector;
  for (const JournalRecord& record : journal.records) std::visit(collector, record);
  return collector.take();
}

RewriteMap::RewriteMap(const Journal& journal) {
  for (const JournalRecord& record : journal.records) {
    if (const auto* const rewrite = std::get_if<RewriteRecord>(&record)) add(*rewrite);
  }
}

void RewriteMap::add(const RewriteRecord& rewrite) {
  if (rewrite.before == rewrite.after) return;
  add_once(after_[rewrite.before.hex], rewrite.after);
  add_once(before_[rewrite.after.hex], rewrite.before);
  how_.emplace(rewrite.before.hex + rewrite.after.hex, rewrite.how);
  if (rewrite.how == "squash" || rewrite.how == "melt") return;
  auto& neighbours = rewrite.how == "copy" ? copies_ : one_;
  if (rewrite.how == "tree" || rewrite.how == "patch") {
    std::vector<ObjectId>& joined = joined_[rewrite.after.hex];
    if (std::find(joined.begin(), joined.end(), rewrite.before) != joined.end()) return;
    joined.push_back(rewrite.before);
    // A commit in the place of several is none of them.
    if (joined.size() == 2) {
      std::erase(one_[joined.front().hex], rewrite.after);
      std::erase(one_[rewrite.after.hex], joined.front());
    }
    if (joined.size() > 1 || holds_several(rewrite.before)) return;
  }
  add_once(neighbours[rewrite.before.hex], rewrite.after);
  add_once(neighbours[rewrite.after.hex], rewrite.before);
}

bool RewriteMap::holds_several(const ObjectId& commit) const {
  std::vector<ObjectId> shapes = {commit};
  std::unordered_set<std::string> seen = {commit.hex};
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const auto joined = joined_.find(shapes[i].hex);
    if (joined != joined_.end() && joined->second.size() > 1) return true;
    for (ObjectId& source : find_sources(shapes[i])) {
      const auto how = find_how(source, shapes[i]);
      if (how == "melt" || how == "squash") return true;
      if (seen.insert(source.hex).second) shapes.push_back(std::move(source));
    }
  }
  return false;
}

bool RewriteMap::are_one(const ObjectId& a, const ObjectId& b, bool with_copies) const {
  std::vector<ObjectId> reached = {a};
  std::unordered_set<std::string> seen = {a.hex};
  const auto go_on = [&](const std::unordered_map<std::string, std::vector<ObjectId>>& map,
                         std::size_t from) {
    const auto next = map.find(reached[from].hex);
    if (next == map.end()) return;
    for (const ObjectId& id : next->second) {
      if (seen.insert(id.hex).second) reached.push_back(id);
    }
  };
  for (std::size_t i = 0; i < reached.size(); ++i) {
    if (reached[i] == b) return true;
    go_on(one_, i);
    if (with_copies) go_on(copies_, i);
  }
  return false;
}

std::vector<ObjectId> RewriteMap::find_all(const std::vector<ObjectId>& commits) const {
  std::vector<ObjectId> all;
  std::unordered_set<std::string> seen;
  for (const ObjectId& id : commits) {
    if (seen.insert(id.hex).second) all.push_back(id);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto next = after_.find(all[i].hex);
    if (next == after_.end()) continue;
    for (const ObjectId& id : next->second) {
      if (seen.insert(id.hex).second) all.push_back(id);
    }
  }
  return all;
}

std::vector<ObjectId> RewriteMap::find_sources(const ObjectId& commit) const {
  const auto found = before_.find(commit.hex);
  return found == before_.end() ? std::vector<ObjectId>() : found->second;
}

std::optional<std::string> RewriteMap::find_how(const ObjectId& before, const ObjectId& after) const {
  const auto found = how_.find(before.hex + after.hex);
  return found == how_.end() ? std::nullopt : std::optional(found->second);
}

bool RewriteMap::contains(const ObjectId& before, const ObjectId& after) const {
  const auto found = after_.find(before.hex);
  return found != after_.end() &&
         std::find(found->second.begin(), found->second.end(), after) != found->second.end();
}

bool is_by_rebase(const std::optional<std::string>& how) {
  return how == "rebase" || how == "melt";
}

std::vector<JournalRecord> format_compact(const Journal& journal) {
  std::vector<JournalRecord> records;
  const std::vector<Work> works = collect_works(journal);
  const auto append = [&records](const Work& work) {
    CommitRecord record = work.record;
    // What it replaces may have become known as a commit of another work.
    if (record.id != work.key || record.replaces) record.work = work.key;
    record.members = work.commits;
    std::erase(record.members, record.id);
    // The key comes back by itself.
    std::erase(record.members, work.key);
    records.emplace_back(std::move(record));
    if (work.lost) records.emplace_back(LossRecord{work.key, work.kept});
    records.insert(records.end(), work.reopens.begin(), work.reopens.end());
  };
  bool any_wrapped = false;
  for (const Work& work : works) {
    if (work.wrapped) append(work);
    any_wrapped = any_wrapped || work.wrapped;
  }
  if (any_wrapped) records.emplace_back(WrapRecord{});
  for (const Work& work : works) {
    if (!work.wrapped) append(work);
  }
  for (const JournalRecord& record : journal.records) {
    if (std::holds_alternative<RewriteRecord>(record) || std::holds_alternative<RevertRecord>(record))
      records.push_back(record);
  }
  return records;
}

}  // namespace session
