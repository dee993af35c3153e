// SPDX-License-Identifier: MIT
// Whether work stands or is taken back, seen from HEAD.
#include "expectations_view.hpp"
#include <algorithm>
#include <utility>

namespace session::test {

Expectations::Standing Expectations::find_standing(const View& view, std::int64_t authored) const {
  struct Event {
    std::set<std::string> ancestors;
    std::string id;
    std::size_t depth = 0;  ///< 0: the work itself
  };
  std::vector<Event> events;
  std::set<std::int64_t> reverts;
  for (const std::string& id : view.head) {
    const ModelCommit& commit = view.now.commits.at(id);
    const auto revert = find_revert(commit);
    if (revert ? revert->authored != authored : commit.authored != authored) continue;
    if (revert && revert->depth == 1) reverts.insert(commit.authored);
    events.push_back({{}, id, revert ? revert->depth : 0});
  }
  if (reverts.empty()) return Standing::applied;
  for (Event& event : events) event.ancestors = find_ancestors(view.now, event.id);
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return a.ancestors.size() < b.ancestors.size(); });
  for (std::size_t i = 1; i < events.size(); ++i) {
    if (!events[i].ancestors.contains(events[i - 1].id)) return Standing::unclear;
  }
  // A commit that changes nothing applies nothing again.
  if (events.back().depth == 0 && is_empty(view.now, view.now.commits.at(events.back().id)))
    return Standing::unclear;
  // With several reverts, a revert of one of them does not tell what became of the others.
  if (reverts.size() > 1 && events.back().depth > 1) return Standing::unclear;
  const auto is_work = [](const Event& event) { return event.depth == 0; };
  // Work that was applied twice, with nothing taken back in between, is two pieces of work.
  const auto twice = std::adjacent_find(
      events.begin(), events.end(), [&](const Event& a, const Event& b) { return is_work(a) && is_work(b); });
  if (twice != events.end()) return Standing::unclear;
  return events.back().depth % 2 == 0 ? Standing::applied : Standing::reverted;
}

Expectations::Standing Expectations::find_standing(const View& view, std::int64_t authored,
                                                   const std::string& words) const {
  const Standing own = find_standing(view, authored);
  for (const std::int64_t other : view.speakers.at(words)) {
    // Two commits did the work; what counts when only one is reverted is not ours to say.
    if (find_standing(view, other) != own) return Standing::unclear;
  }
  const auto carried = carried_.find(words);
  if (own == Standing::applied) {
    const bool applied = carried == carried_.end() || are_applied(view, carried->second);
    return applied && !may_be_reverted(view, authored, words) ? own : Standing::unclear;
  }
  // A squash may have brought the work again, in a version with other words too.
  const bool again = std::any_of(carried_.begin(), carried_.end(), [&](const auto& one) {
    return (one.first == words || one.second.authored == authored) && is_carried(view, one.first);
  });
  return again ? Standing::unclear : own;
}

/// True when another commit that said the words may be in one that took work in and was reverted.
bool Expectations::may_be_reverted(const View& view, std::int64_t authored, const std::string& words) const {
  const bool any_gone = std::any_of(seen_.begin(), seen_.end(), [&](const auto& one) {
    const std::vector<std::string> said = find_words(one.second);
    const bool is_other = one.second.authored != authored && !view.now.commits.contains(one.first);
    return is_other && std::find(said.begin(), said.end(), words) != said.end();
  });
  return any_gone && std::any_of(view.head.begin(), view.head.end(), [&](const std::string& id) {
           const std::int64_t taken_in = seen_.at(id).authored;
           return any_words_.contains(taken_in) && find_standing(view, taken_in) != Standing::applied;
         });
}

/// True when HEAD has a version of a commit that the words were put into.
bool Expectations::is_carried(const View& view, const std::string& words) const {
  const auto carried = carried_.find(words);
  if (carried == carried_.end()) return false;
  std::set<std::int64_t> carriers;
  for (const std::string& id : carried->second.carriers) carriers.insert(seen_.at(id).authored);
  return std::any_of(view.head.begin(), view.head.end(),
                     [&](const std::string& id) { return carriers.contains(seen_.at(id).authored); });
}

/// False when one of the commits that the work was put into was reverted, or nobody can say: it may have been
/// all of the work that the revert took out.
bool Expectations::are_applied(const View& view, const Carried& carried) const {
  return std::all_of(carried.carriers.begin(), carried.carriers.end(), [&](const std::string& id) {
    const std::int64_t authored = seen_.at(id).authored;
    return !free_.contains(authored) && find_standing(view, authored) == Standing::applied;
  });
}

}  // namespace session::test
