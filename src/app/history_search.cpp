// SPDX-License-Identifier: MIT
#include "app/history_search_state.hpp"
#include "core/recording/commit_links.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace session::app {
namespace {

constexpr std::size_t kWalkLimit = 2000;

bool is_hex(std::string_view text) {
  constexpr std::size_t kShortest = 4;
  return text.size() >= kShortest && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Ids in order, so that abbreviations can be looked up.
class IdIndex {
 public:
  void add(const ObjectId& id) { ids_.insert(id); }
  [[nodiscard]] std::optional<ObjectId> find(std::string_view hash) const {
    const auto found = ids_.lower_bound(ObjectId{std::string(hash)});
    if (found == ids_.end() || !found->hex.starts_with(hash)) return std::nullopt;
    return *found;
  }

 private:
  std::set<ObjectId> ids_;
};

}  // namespace

/// Works of wrapped-up sessions are looked for only when something is known to have happened to them.
bool Search::is_wanted(std::size_t work) const {
  const Work& one = works_[work];
  if (!one.wrapped || span_.thorough || rewrites_.find_all({one.record.id}).size() > 1) return true;
  const std::vector<RevertRecord> reverts = list_reverts();
  return std::any_of(reverts.begin(), reverts.end(), [&](const RevertRecord& revert) {
    return std::any_of(revert.of.begin(), revert.of.end(),
                       [&](const ObjectId& id) { return is_member(work, id); });
  });
}

std::vector<RevertRecord> Search::list_reverts() const {
  std::vector<RevertRecord> reverts;
  for (const JournalRecord& record : found_.facts.journal.records) {
    if (const auto* const revert = std::get_if<RevertRecord>(&record)) reverts.push_back(*revert);
  }
  return reverts;
}

Result<void> Search::read_arrived() {
  if (!span_.head.id) return {};
  std::vector<ObjectId> hidden;
  if (span_.tip) {
    hidden.push_back(*span_.tip);
  } else {
    for (const auto& [branch, id] : state_.tips) hidden.push_back(id);
    if (state_.checkpoint && state_.checkpoint->head.id) hidden.push_back(*state_.checkpoint->head.id);
  }
  // Where nothing was seen yet, everything would be new.
  if (hidden.empty()) {
    if (span_.made) found_.arrived.push_back(*span_.made);
    return {};
  }
  const auto installed = read_install_record(workspace_);
  SESSION_TRY(auto list, repository_.read_commits(*span_.head.id, hidden, kWalkLimit,
                                                  installed ? installed->seconds : 0));
  found_.arrived = std::move(list.commits);
  found_.complete = list.complete;
  return {};
}

/// Items that show a hash of no work: a person wrote them, or the journal was lost.
Result<void> Search::find_unrecorded() {
  const Section* const completed = document_.find(SectionKind::completed);
  if (completed == nullptr) return {};
  IdIndex known;
  for (const auto& ids : members_) {
    for (const ObjectId& id : ids) known.add(id);
  }
  IdIndex rewritten;
  for (const JournalRecord& record : found_.facts.journal.records) {
    if (const auto* const rewrite = std::get_if<RewriteRecord>(&record)) rewritten.add(rewrite->before);
  }
  for (const Entry& entry : completed->entries) {
    const std::string hash(slice(document_.text, entry.hash));
    if (!is_hex(hash) || known.find(hash)) continue;
    if (auto id = rewritten.find(hash)) {
      found_.facts.unrecorded.emplace(hash, *std::move(id));
    } else if (span_.thorough) {
      SESSION_TRY(auto named, repository_.find_commit(hash));
      if (named) found_.facts.unrecorded.emplace(hash, *std::move(named));
    }
  }
  return {};
}

Result<void> Search::read_reach() {
  SESSION_TRY(tips_, repository_.read_tips());
  if (span_.head.id) {
    // While `git rebase --apply` ends, its branch still stands where it was.
    std::erase_if(tips_, [this](const Tip& tip) {
      return tip.kind == TipKind::head || (tip.kind == TipKind::branch && tip.name == span_.head.branch);
    });
    tips_.insert(tips_.begin(), Tip{TipKind::head, {}, *span_.head.id});
  }
  std::set<ObjectId> wanted;
  for (std::size_t i = 0; i < works_.size(); ++i) {
    if (!is_wanted(i)) continue;
    history().looked_at.insert(works_[i].key);
    wanted.insert(members_[i].begin(), members_[i].end());
  }
  for (const RevertRecord& revert : list_reverts()) {
    for (ObjectId& shape : rewrites_.find_all({revert.by})) wanted.insert(std::move(shape));
  }
  for (const auto& [hash, id] : found_.facts.unrecorded) {
    for (ObjectId& shape : rewrites_.find_all({id})) wanted.insert(std::move(shape));
  }
  if (wanted.empty()) return {};
  const std::vector<ObjectId> targets(wanted.begin(), wanted.end());
  SESSION_TRY(const auto reaching, repository_.find_reaching_tips(tips_, targets));
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (!reaching[i]) continue;
    const Tip& tip = tips_[*reaching[i]];
    history().reach.insert_or_assign(targets[i], Reach{tip.kind, tip.name});
  }
  return {};
}

/// Finds out which of the known reverts, as they are now, still say what they revert.
void Search::read_reverting() {
  for (const RevertRecord& revert : list_reverts()) {
    for (const ObjectId& shape : rewrites_.find_all({revert.by})) {
      if (!in_head(shape) || history().reverting.contains(shape)) continue;
      const auto commit = repository_.read_commit(shape);
      if (commit && !find_reverted_commits(commit->message).empty()) history().reverting.insert(shape);
    }
  }
}

/// The revert of a merge takes back all that the merge brought.
Result<std::vector<RevertRecord>> Search::find_merge_reverts(const std::set<ObjectId>& known) {
  std::vector<RevertRecord> found;
  for (const Commit& commit : found_.arrived) {
    for (const ObjectId& id : find_reverted_commits(commit.message)) {
      const auto merge = repository_.read_commit(id);
      if (!merge || merge->parents.size() < 2) continue;
      SESSION_TRY(const auto list,
                  repository_.read_commits(merge->parents[1], {merge->parents[0]}, kWalkLimit, 0));
      RevertRecord record{commit.id, {id}};
      for (const Commit& brought : list.commits) {
        if (known.contains(brought.id)) record.of.push_back(brought.id);
      }
      if (record.of.size() > 1 || known.contains(id)) found.push_back(std::move(record));
    }
  }
  return found;
}

/// A rebase that no hook told of makes reverts anew, with the same author, time and message.
void Search::match_revert_copies() {
  for (const RevertRecord& revert : list_reverts()) {
    const auto old = repository_.read_commit(revert.by);
    if (!old) continue;
    for (const Commit& commit : found_.arrived) {
      if (commit.id == revert.by || commit.author != old->author || commit.message != old->message) continue;
      add_rewrite({revert.by, commit.id, "copy"});
      history().reach.emplace(commit.id, Reach{TipKind::head, {}});
    }
  }
}

Result<void> Search::match_reverts() {
  if (std::any_of(found_.arrived.begin(), found_.arrived.end(),
                  [](const Commit& commit) { return !find_reverted_commits(commit.message).empty(); })) {
    match_revert_copies();
  }
  std::set<ObjectId> known;
  for (const auto& ids : members_) known.insert(ids.begin(), ids.end());
  std::set<ObjectId> reverts;
  for (const RevertRecord& revert : list_reverts()) {
    for (ObjectId& shape : rewrites_.find_all({revert.by})) reverts.insert(std::move(shape));
  }
  known.insert(reverts.begin(), reverts.end());
  SESSION_TRY(const auto of_merges, find_merge_reverts(known));
  for (const RevertRecord& record : of_merges) known.insert(record.by);
  std::vector<RevertRecord> news = find_reverts(known, found_.arrived);
  news.insert(news.end(), of_merges.begin(), of_merges.end());
  for (RevertRecord& record : news) {
    if (reverts.contains(record.by)) continue;
    history().reach.emplace(record.by, Reach{TipKind::head, {}});
    found_.facts.journal.records.emplace_back(record);
    found_.discovered.emplace_back(std::move(record));
  }
  read_reverting();
  return {};
}

Result<void> Search::read_commit(const ObjectId& id) {
  if (history().commits.contains(id)) return {};
  auto commit = repository_.read_commit(id);
  // What was thrown away by gc is not there; that is no error.
  if (commit) history().commits.emplace(id, *std::move(commit));
  return {};
}

Result<void> Search::abbreviate(const ObjectId& id) {
  if (history().abbreviations.contains(id)) return {};
  SESSION_TRY(std::string hash, repository_.abbreviate(id));
  history().abbreviations.emplace(id, std::move(hash));
  return {};
}

/// Reads the commits that entries will show anew. Where the document shows the right one, nothing is read.
Result<void> Search::read_commits() {
  std::set<std::string, std::less<>> shown;
  if (const Section* const completed = document_.find(SectionKind::completed)) {
    for (const Entry& entry : completed->entries) shown.emplace(slice(document_.text, entry.hash));
  }
  const auto is_shown = [&shown](const ObjectId& id) {
    // The abbreviations of an id stand before it in the order, the longest last.
    const auto after = shown.upper_bound(id.hex);
    return after != shown.begin() && !std::prev(after)->empty() && id.hex.starts_with(*std::prev(after));
  };
  const auto read_nearest = [&](const std::vector<ObjectId>& ids, const ObjectId* old) -> Result<void> {
    const std::vector<ObjectId> nearest = find_nearest(ids, history());
    if (nearest.empty()) return {};
    if (nearest.size() == 1 && old != nullptr && nearest.front() == *old && is_shown(*old)) return {};
    for (const ObjectId& id : nearest) SESSION_CHECK(read_commit(id));
    const auto chosen = find_shown(ids, history());
    if (old != nullptr) SESSION_CHECK(read_commit(*old));
    // Whose message it was that the new one takes the place of.
    for (const ObjectId& id : rewrites_.find_sources(*chosen)) SESSION_CHECK(read_commit(id));
    for (const ObjectId& id : rewrites_.find_all({*chosen})) SESSION_CHECK(read_commit(id));
    return abbreviate(*chosen);
  };
  for (std::size_t i = 0; i < works_.size(); ++i) {
    if (!history().looked_at.contains(works_[i].key)) continue;
    const bool stands = !works_[i].lost && works_[i].reopens.empty();
    SESSION_CHECK(read_nearest(members_[i], stands ? &works_[i].record.id : nullptr));
    if (!stands) SESSION_CHECK(read_commit(works_[i].record.id));
  }
  for (const auto& [hash, id] : found_.facts.unrecorded)
    SESSION_CHECK(read_nearest(rewrites_.find_all({id}), nullptr));
  // An entry that several works did may come to show another one of them.
  for (const JournalEntry& entry : collect_entries(works_, members_)) {
    if (entry.works.size() > 1) SESSION_CHECK(read_nearest(entry.members, nullptr));
  }
  return {};
}

/// Which work the reverts of HEAD's history knew.
Result<void> Search::read_descendants() {
  const auto effective = find_effective_reverts(list_reverts(), rewrites_, history());
  if (effective.empty()) return {};
  for (const JournalEntry& entry : collect_entries(works_, members_)) {
    for (const ObjectId& member : entry.members) {
      const auto [begin, end] = effective.equal_range(member);
      if (begin == end) continue;
      for (auto by = begin; by != end; ++by) {
        SESSION_CHECK(abbreviate(by->second));
        for (const ObjectId& other : entry.members) {
          if (in_head(other) && builds_on(other, by->second))
            history().descendants.emplace(other, by->second);
        }
      }
      for (const ObjectId& id : find_nearest(entry.members, history())) {
        SESSION_CHECK(read_commit(id));
        SESSION_CHECK(abbreviate(id));
      }
    }
  }
  return {};
}

std::optional<ObjectId> find_last_tip(const State& state, const Head& head) {
  if (head.branch) {
    const auto tip = state.tips.find(*head.branch);
    return tip == state.tips.end() ? std::nullopt : std::optional(tip->second);
  }
  if (state.checkpoint && !state.checkpoint->head.branch) return state.checkpoint->head.id;
  return std::nullopt;
}

Result<SearchedHistory> search_history(const Workspace& workspace, git::Repository& repository,
                                       const State& state, const Document& document,
                                       const HistorySpan& span) {
  return Search(workspace, repository, state, document, span).run();
}

}  // namespace session::app
