// SPDX-License-Identifier: MIT
// Git's whole configuration read from its files, for repositories that libgit2 can't open. Private to
// src/git.
#pragma once

#include "core/error.hpp"
#include "git/config_text.hpp"
#include "git/location.hpp"

#include <optional>
#include <vector>

namespace session::git {

/// The variables of all files and of the environment, in git's order: `git config --list` without a git.
/// Nothing when only git can tell for certain: a file includes others, is not valid, or can't be read, or it
/// is not known which file is the system's (that is compiled into git).
[[nodiscard]] std::optional<std::vector<ConfigEntry>> read_config_files(const Location& location,
                                                                        const Environment& environment);

}  // namespace session::git
