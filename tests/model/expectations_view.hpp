// SPDX-License-Identifier: MIT
// What the checks of the model look at together.
#pragma once

#include "expectations.hpp"
#include <iterator>

namespace session::test {

/// True when a commit changes nothing.
[[nodiscard]] bool is_empty(const Snapshot& snapshot, const ModelCommit& commit);

/// A document and the history that it is compared with.
struct Expectations::View {
  const Snapshot& now;
  DocumentView document;
  std::set<std::string> head;                              ///< ids reachable from HEAD
  std::map<std::string, std::set<std::int64_t>> speakers;  ///< the commits that have the words

  /// The commit that an abbreviation names, among those that are reachable.
  [[nodiscard]] const ModelCommit* find(const std::string& hash) const {
    const auto at = now.commits.lower_bound(hash);
    if (hash.size() < 4 || at == now.commits.end() || !at->first.starts_with(hash)) return nullptr;
    const auto after = std::next(at);
    return after != now.commits.end() && after->first.starts_with(hash) ? nullptr : &at->second;
  }
};

}  // namespace session::test
