// SPDX-License-Identifier: MIT
// Uncommitted changes as `git status` lists them. Private to src/git.
#pragma once

#include "git/repository.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace session::git {

/// Runs `git status --porcelain=v2 -z`, not beyond the deadline. `shown` is the value of
/// status.showUntrackedFiles.
[[nodiscard]] Result<ChangeList> read_git_status(
    const Location& location, const Environment& environment, const std::optional<std::string>& shown,
    bool untracked, const std::optional<std::chrono::steady_clock::time_point>& deadline);

}  // namespace session::git
