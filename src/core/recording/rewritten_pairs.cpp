// SPDX-License-Identifier: MIT
#include "core/recording/rewritten_pairs.hpp"

#include "core/recording/record.hpp"
#include "core/text/text.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace session {
namespace {

/// The commits of the list with a mark for those that were melted into the one before.
std::map<std::string, bool> parse_done(std::string_view done) {
  std::map<std::string, bool> melted;
  while (!done.empty()) {
    std::string_view line = take_until(done, '\n');
    const std::string_view command = take_until(line, ' ');
    std::string_view commit = take_until(line, ' ');
    const bool melts = command == "squash" || command == "s" || command == "fixup" || command == "f";
    // `fixup -C` and `fixup -c` take the message too.
    while (commit.starts_with('-')) commit = take_until(line, ' ');
    if (!commit.empty()) melted[std::string(commit)] = melts;
  }
  return melted;
}

/// The entry of a commit that the list may abbreviate.
std::optional<bool> find_melted(const std::map<std::string, bool>& melted, const ObjectId& id) {
  const auto after = melted.upper_bound(id.hex);
  if (after == melted.begin()) return std::nullopt;
  const auto found = std::prev(after);
  constexpr std::size_t kShortest = 4;
  if (found->first.size() < kShortest || !id.hex.starts_with(found->first)) return std::nullopt;
  return found->second;
}

}  // namespace

std::vector<RewriteRecord> parse_rewritten_pairs(std::string_view input, const std::string& how,
                                                 const RebaseTrace& trace) {
  const auto melted = parse_done(trace.done);
  std::vector<RewriteRecord> pairs;
  std::set<ObjectId> reached;
  if (trace.onto) reached.insert(*trace.onto);
  while (!input.empty()) {
    std::string_view line = take_until(input, '\n');
    auto before = parse_object_id(take_until(line, ' '));
    auto after = parse_object_id(take_until(line, ' '));
    if (!before || !after) continue;
    const bool is_first = reached.insert(*after).second;
    const auto melts = find_melted(melted, *before);
    const bool existed = *before != *after && find_melted(melted, *after).has_value();
    if (melts == false && (!is_first || existed)) continue;
    if (*before == *after) continue;
    RewriteRecord pair{*std::move(before), *std::move(after), melts == true ? "melt" : how};
    if (std::find(pairs.begin(), pairs.end(), pair) == pairs.end()) pairs.push_back(std::move(pair));
  }
  return pairs;
}

std::vector<RewriteRecord> correct_pairs(std::vector<RewriteRecord> pairs, const std::vector<Commit>& before,
                                         const std::vector<Commit>& made) {
  const auto find = [](const std::vector<Commit>& commits, const ObjectId& id) {
    return std::find_if(commits.begin(), commits.end(), [&id](const Commit& one) { return one.id == id; });
  };
  std::set<ObjectId> targets;
  for (const RewriteRecord& pair : pairs) targets.insert(pair.after);
  for (RewriteRecord& pair : pairs) {
    const auto old = find(before, pair.before);
    const auto now = find(made, pair.after);
    if (old == before.end() || now == made.end() || old->author == now->author) continue;
    const auto kept = std::find_if(made.begin(), made.end(), [&](const Commit& commit) {
      return commit.author == old->author && !targets.contains(commit.id);
    });
    if (kept != made.end()) pair.after = kept->id;
  }
  return pairs;
}

}  // namespace session
