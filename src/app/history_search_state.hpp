// SPDX-License-Identifier: MIT
// One search under way. Private to src/app.
#pragma once

#include "app/history_search.hpp"
#include "core/recording/match_commits.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace session::app {

class Search {
 public:
  Search(const Workspace& workspace, git::Repository& repository, const State& state,
         const Document& document, const HistorySpan& span)
      : workspace_(workspace), repository_(repository), state_(state), document_(document), span_(span) {}

  Result<SearchedHistory> run() {
    found_.facts.journal = read_journal(workspace_);
    auto& records = found_.facts.journal.records;
    records.insert(records.end(), span_.planned.begin(), span_.planned.end());
    if (span_.amended) add_rewrite({*span_.amended, span_.head.id.value_or(ObjectId{}), "amend"});
    rebuild();
    SESSION_CHECK(read_arrived());
    SESSION_CHECK(find_unrecorded());
    SESSION_CHECK(read_reach());
    SESSION_CHECK(match_squash());
    SESSION_CHECK(match_copies());
    SESSION_CHECK(match_names());
    // The same change is closer to the work than a commit with the same files, which may hold more.
    SESSION_CHECK(match_lost());
    SESSION_CHECK(match_trees());
    SESSION_CHECK(match_reverts());
    SESSION_CHECK(read_commits());
    SESSION_CHECK(read_descendants());
    found_.members = std::move(members_);
    found_.works = std::move(works_);
    return std::move(found_);
  }

 private:
  HistoryFacts& history() { return found_.facts.history; }
  void rebuild() {
    rewrites_ = RewriteMap(found_.facts.journal);
    works_ = collect_works(found_.facts.journal);
    members_.clear();
    for (const Work& work : works_) members_.push_back(rewrites_.find_all(work.commits));
  }
  void add_rewrite(RewriteRecord rewrite) {
    if (rewrite.before == rewrite.after || rewrites_.contains(rewrite.before, rewrite.after)) return;
    rewrites_.add(rewrite);
    found_.facts.journal.records.emplace_back(rewrite);
    found_.discovered.emplace_back(std::move(rewrite));
  }
  /// A commit of HEAD's history turned out to be a shape of a work.
  void add_match(std::size_t work, const ObjectId& commit, const std::string& how) {
    add_match(work, works_[work].record.id, commit, how);
  }
  void add_match(std::size_t work, const ObjectId& from, const ObjectId& commit, const std::string& how) {
    if (is_member(work, commit)) return;
    add_rewrite({from, commit, how});
    members_[work] = rewrites_.find_all(works_[work].commits);
    history().reach.emplace(commit, Reach{TipKind::head, {}});
  }
  [[nodiscard]] bool is_member(std::size_t work, const ObjectId& id) const {
    return std::find(members_[work].begin(), members_[work].end(), id) != members_[work].end();
  }
  [[nodiscard]] bool in_head(const ObjectId& id) const {
    const auto reach = found_.facts.history.reach.find(id);
    return reach != found_.facts.history.reach.end() && reach->second.kind == TipKind::head;
  }
  [[nodiscard]] bool is_in_head(std::size_t work) const {
    return std::any_of(members_[work].begin(), members_[work].end(),
                       [this](const ObjectId& id) { return in_head(id); });
  }
  [[nodiscard]] bool is_lost(std::size_t work) const {
    return find_nearest(members_[work], found_.facts.history).empty();
  }
  bool builds_on(const ObjectId& older, const ObjectId& newer) {
    const auto distance = repository_.read_distance(older, newer);
    return distance && distance->known && distance->behind == 0;
  }

  Result<void> read_arrived();
  Result<void> find_unrecorded();
  Result<void> read_reach();
  Result<void> match_squash();
  [[nodiscard]] std::vector<Commit> list_strangers(const std::vector<Commit>& commits) const;
  [[nodiscard]] std::vector<CommitMatch> find_old_copies(const std::vector<Commit>& strangers);
  [[nodiscard]] bool may_be_copy(std::size_t work, const ObjectId& commit) const;
  Result<void> match_copies();
  [[nodiscard]] std::vector<ObjectId> list_left_tips() const;
  Result<void> match_trees();
  [[nodiscard]] bool is_empty(const Commit& commit);
  [[nodiscard]] bool is_rebased(const ObjectId& commit) const;
  Result<void> match_tree(const Commit& commit, const Commit& old);
  Result<void> match_names();
  Result<void> match_lost();
  Result<void> match_other_tips(const std::vector<std::size_t>& lost);
  Result<void> match_patches(const std::vector<std::size_t>& lost);
  Result<std::optional<std::string>> read_patch(const Commit& commit);
  [[nodiscard]] static bool is_same_squash(const Commit& commit, const PendingSquash& squash);
  Result<void> match_reverts();
  Result<std::vector<RevertRecord>> find_merge_reverts(const std::set<ObjectId>& known);
  void match_revert_copies();
  void read_reverting();
  Result<void> read_commits();
  Result<void> read_commit(const ObjectId& id);
  Result<void> abbreviate(const ObjectId& id);
  Result<void> read_descendants();
  [[nodiscard]] bool is_wanted(std::size_t work) const;
  [[nodiscard]] std::vector<RevertRecord> list_reverts() const;

  const Workspace& workspace_;
  git::Repository& repository_;
  const State& state_;
  const Document& document_;
  const HistorySpan& span_;
  SearchedHistory found_;
  RewriteMap rewrites_{Journal{}};
  std::vector<Work> works_;
  std::vector<std::vector<ObjectId>> members_;
  std::vector<Tip> tips_;
};

}  // namespace session::app
