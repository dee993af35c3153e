// SPDX-License-Identifier: MIT
// What a commit's message says about other commits. git writes these lines itself (git-revert(1),
// git-cherry-pick(1), git-merge(1)).
#pragma once

#include "core/commit.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace session {

/// The full ids of the lines `This reverts commit ID.` (also `This reverts commit ID, reversing`), and of
/// those that git folded over two lines.
[[nodiscard]] std::vector<ObjectId> find_reverted_commits(std::string_view message);

/// The full ids of the lines `(cherry picked from commit ID)`.
[[nodiscard]] std::vector<ObjectId> find_picked_commits(std::string_view message);

/// The full ids of the lines `commit ID`, as `git merge --squash` lists them.
[[nodiscard]] std::vector<ObjectId> find_squashed_commits(std::string_view message);

/// The values of `Completes:` lines anywhere in a message, however deep they are indented: a squash on a
/// server puts whole messages into the new one, where they are no trailers any more.
[[nodiscard]] std::vector<std::string> find_completes_lines(std::string_view message);

}  // namespace session
