// SPDX-License-Identifier: MIT
#include "core/recording/match_commits.hpp"

#include "core/checkpoint/checkpoint.hpp"
#include "core/recording/commit_links.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <unordered_map>

namespace session {
namespace {

/// By what a copy is known: who wrote it and when, and its subject.
std::string format_origin(const Signature& author, const std::string& subject) {
  return author.email + "\n" + author.name + "\n" + std::to_string(author.seconds) + "\n" + subject;
}

bool holds(const std::vector<ObjectId>& ids, const ObjectId& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

std::vector<CommitMatch> find_copies(const std::vector<Work>& works,
                                     const std::vector<std::vector<ObjectId>>& members,
                                     const std::vector<Commit>& commits) {
  std::unordered_multimap<std::string, std::size_t> by_origin;
  std::unordered_multimap<std::string, std::size_t> by_member;
  for (std::size_t i = 0; i < works.size(); ++i) {
    by_origin.emplace(format_origin(works[i].record.author, works[i].record.subject), i);
    for (const ObjectId& member : members[i]) by_member.emplace(member.hex, i);
  }
  std::vector<CommitMatch> matches;
  for (const Commit& commit : commits) {
    const auto add_all = [&](const auto& range) {
      for (auto found = range.first; found != range.second; ++found) {
        CommitMatch match{found->second, commit.id};
        if (!holds(members[found->second], commit.id) &&
            std::find(matches.begin(), matches.end(), match) == matches.end()) {
          matches.push_back(std::move(match));
        }
      }
    };
    add_all(by_origin.equal_range(format_origin(commit.author, find_subject(commit.message))));
    for (const ObjectId& picked : find_picked_commits(commit.message))
      add_all(by_member.equal_range(picked.hex));
  }
  return matches;
}

std::vector<CommitMatch> find_named(const std::vector<JournalEntry>& entries,
                                    const std::vector<Commit>& commits) {
  std::vector<CommitMatch> matches;
  for (const Commit& commit : commits) {
    for (const std::string& value : find_completes_lines(commit.message)) {
      const std::string folded = fold_for_match(value);
      for (const JournalEntry& entry : entries) {
        if (!holds(entry.members, commit.id) && fold_for_match(entry.text) == folded)
          matches.push_back({entry.work, commit.id});
      }
    }
  }
  return matches;
}

std::vector<RevertRecord> find_reverts(const std::set<ObjectId>& known, const std::vector<Commit>& commits) {
  std::vector<RevertRecord> reverts;
  std::set<ObjectId> all = known;
  // Oldest first: a commit may revert a revert of the same list.
  for (auto commit = commits.rbegin(); commit != commits.rend(); ++commit) {
    RevertRecord record{commit->id, find_reverted_commits(commit->message)};
    std::erase_if(record.of, [&all](const ObjectId& id) { return !all.contains(id); });
    if (record.of.empty()) continue;
    all.insert(record.by);
    reverts.push_back(std::move(record));
  }
  return reverts;
}

}  // namespace session
