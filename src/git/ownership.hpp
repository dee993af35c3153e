// SPDX-License-Identifier: MIT
// Git's check that the repository belongs to the person who runs it (git-config(1), safe.directory).
#pragma once

#include "core/error.hpp"
#include "git/config.hpp"
#include "git/location.hpp"

namespace session::git {

/// True when the work tree and the git directory belong to this user; SUDO_UID's user counts for root.
[[nodiscard]] bool is_owned_by_user(const Location& location, const Environment& environment);

/// Nothing when the person's or the system's safe.directory names the repository, else ErrorKind::git.
[[nodiscard]] Result<void> check_safe_directory(const Location& location, const Environment& environment,
                                                const Config& config);

}  // namespace session::git
