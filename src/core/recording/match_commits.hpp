// SPDX-License-Identifier: MIT
// Finds recorded work again in commits that came by another way than a hook told of: copies, squashes,
// commits with the same files.
#pragma once

#include "core/commit.hpp"
#include "core/recording/journal.hpp"
#include "core/recording/reconcile.hpp"
#include "core/recording/works.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace session {

/// A work, and a commit that may be one more shape of it.
struct CommitMatch {
  std::size_t work = 0;
  ObjectId commit;
  bool operator==(const CommitMatch&) const = default;
};

/// Commits that are copies by what they say: the same author, author date and subject, or a line `(cherry
/// picked from commit ...)`. Commits that are members already are left out.
[[nodiscard]] std::vector<CommitMatch> find_copies(const std::vector<Work>& works,
                                                   const std::vector<std::vector<ObjectId>>& members,
                                                   const std::vector<Commit>& commits);

/// Commits whose message completes, in any paragraph, an entry by its whole text.
[[nodiscard]] std::vector<CommitMatch> find_named(const std::vector<JournalEntry>& entries,
                                                  const std::vector<Commit>& commits);

/// What the commits revert, as far as it is a member of a work or a revert that is known. `rewrites` tells
/// all shapes.
[[nodiscard]] std::vector<RevertRecord> find_reverts(const std::set<ObjectId>& known,
                                                     const std::vector<Commit>& commits);

}  // namespace session
