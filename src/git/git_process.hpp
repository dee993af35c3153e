// SPDX-License-Identifier: MIT
// Runs the git command on a repository whose place is already known.
#pragma once

#include "core/error.hpp"
#include "git/location.hpp"
#include "io/process.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace session::git {

/// The index that git would use: GIT_INDEX_FILE (relative to the work tree), else `index` in the git
/// directory.
[[nodiscard]] std::filesystem::path find_index_file(const Location& location, const Environment& environment);

/// `git --no-optional-locks ARGUMENTS...` in the work tree (the git directory of a bare repository). The
/// repository and git's configuration are those of `location` and `environment`; the network, prompts and
/// optional locks are off.
[[nodiscard]] io::Command make_git_command(const Location& location, const Environment& environment,
                                           std::vector<std::string> arguments);

/// Runs it and gives its standard output. ErrorKind::git with the first line of its standard error when git
/// ends with another status than 0.
[[nodiscard]] Result<std::string> run_git(const Location& location, const Environment& environment,
                                          std::vector<std::string> arguments);

}  // namespace session::git
