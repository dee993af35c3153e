// SPDX-License-Identifier: MIT
// The other work trees of a repository (gitrepository-layout(5), "worktrees"). Private to src/git.
#pragma once

#include "git/location.hpp"

#include <string>
#include <vector>

namespace session::git {

/// HEAD of another work tree.
struct OtherHead {
  std::string name;  ///< the work tree's folder; of a bare repository the repository itself
  std::string text;  ///< what its HEAD file holds, without blanks at its ends
  bool operator==(const OtherHead&) const = default;
};

/// The HEAD files of all work trees but our own, the main one first.
[[nodiscard]] std::vector<OtherHead> list_other_heads(const Location& location);

}  // namespace session::git
