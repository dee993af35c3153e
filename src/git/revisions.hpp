// SPDX-License-Identifier: MIT
// Revisions of a person, which only git can read (gitrevisions(7)). Private to src/git.
#pragma once

#include "core/commit.hpp"
#include "core/error.hpp"
#include "git/location.hpp"

#include <string>
#include <vector>

namespace session::git {

/// The commits that the revisions name (Repository::resolve_commits), each once, in no order.
[[nodiscard]] Result<std::vector<ObjectId>> list_revisions(const Location& location,
                                                           const Environment& environment,
                                                           const std::vector<std::string>& revisions);

}  // namespace session::git
