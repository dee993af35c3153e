// SPDX-License-Identifier: MIT
// Git's check that the repository belongs to the person who runs it (git-config(1), safe.directory).
#pragma once

#include "core/error.hpp"
#include "git/config_text.hpp"
#include "git/location.hpp"

#include <string_view>
#include <vector>

namespace session::git {

/// True when the work tree and the git directory belong to this user; SUDO_UID's user counts for root.
[[nodiscard]] bool is_owned_by_user(const Location& location, const Environment& environment);

/// Nothing when safe.directory in `settings` (those of parse_protected_list) names the repository, else
/// ErrorKind::git.
[[nodiscard]] Result<void> check_safe_directory(const Location& location, const Environment& environment,
                                                const std::vector<ConfigEntry>& settings);

/// The settings that a repository can't make for itself (git-config(1), "SCOPES"), from the output of `git
/// config --list --null --show-scope`.
[[nodiscard]] std::vector<ConfigEntry> parse_protected_list(std::string_view output);

}  // namespace session::git
