// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "expectations_view.hpp"
#include <utility>

namespace session::test {

std::string Expectations::compose(const Snapshot& now) const {
  const View view = make_view(now, "");
  std::set<std::pair<std::string, std::string>> completed;
  std::map<std::string, std::string> open;
  std::set<std::string> next;
  for (const std::string& id : view.head) {
    const ModelCommit& commit = now.commits.at(id);
    if (free_.contains(commit.authored)) continue;
    for (const std::string& words : find_words(commit)) {
      if (words == commit.subject && unnamed_.contains(commit.authored)) continue;
      if (find_standing(view, commit.authored, words) != Standing::reverted) {
        completed.insert({words, id});
        continue;
      }
      for (const std::string& other : view.head) {
        const auto revert = find_revert(now.commits.at(other));
        if (revert && revert->authored == commit.authored) open[words] = other;
      }
    }
    if (is_recordable(commit)) next.insert(commit.next.begin(), commit.next.end());
  }
  for (const auto& [words, carried] : carried_) {
    if (carried.optional || free_.contains(carried.authored)) continue;
    for (const std::string& id : carried.carriers) {
      if (view.head.contains(id) && !open.contains(words)) completed.insert({words, id});
    }
  }
  std::string text = "## Completed Items\n";
  for (const auto& [words, id] : completed)
    text += fmt::format("- [x] {} — `{}` (2025-07-01)\n", words, id.substr(0, 12));
  text += "\n## In Progress\n";
  for (const auto& [words, id] : open)
    text += fmt::format("- [ ] {} — reverted by `{}`\n", words, id.substr(0, 12));
  text += "\n## Next Actions\n";
  for (const std::string& words : next) {
    if (!open.contains(words)) text += fmt::format("1. {}\n", words);
  }
  for (const std::string& words : written_) text += fmt::format("\n{}\n", words);
  return text;
}

}  // namespace session::test
