// SPDX-License-Identifier: MIT
// `git session install` and `uninstall`: the hooks of a repository, and what is noted about them.
#pragma once

#include "core/error.hpp"
#include "core/settings.hpp"
#include "git/repository.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace session::app {

struct InstallOptions {
  bool dry_run = false;       ///< say what would be done, and do nothing
  bool into_tracked = false;  ///< wrap hooks that git tracks, too
  bool no_exclude = false;    ///< leave info/exclude alone
  /// push.on_mismatch as the shared, untrusted settings file asks for it; shown and accepted by install.
  std::optional<OnMismatch> requested_on_mismatch;
};

struct UninstallOptions {
  bool dry_run = false;
};

/// The folder with the hook programs: the variable GIT_SESSION_LIBEXEC, else the folder of the running
/// program, else `../libexec/git-session` beside it. ErrorKind::file when a hook program is missing there.
[[nodiscard]] Result<std::filesystem::path> find_programs(const git::Environment& environment);

/// Puts the hooks in place, lists our own files in info/exclude when the session file is not tracked, and
/// notes the time and the ref tips of the first install. Gives the lines for standard output. On an error
/// nothing is changed.
[[nodiscard]] Result<std::vector<std::string>> install_hooks(git::Repository& repository,
                                                             const git::Environment& environment,
                                                             const Settings& settings,
                                                             const InstallOptions& options);

/// Puts back every byte and mode of the hooks directories, takes our block out of info/exclude, and forgets
/// the install. What somebody changed since is left and named. Gives the lines for standard output.
[[nodiscard]] Result<std::vector<std::string>> uninstall_hooks(git::Repository& repository,
                                                               const UninstallOptions& options);

/// Lists the patterns in <common dir>/info/exclude. Gives those that were not listed yet.
[[nodiscard]] Result<std::vector<std::string>> add_to_exclude(const git::Location& location,
                                                              const std::vector<std::string>& patterns);

/// The same for our own files, unless git tracks the session file.
[[nodiscard]] Result<std::vector<std::string>> exclude_own_files(git::Repository& repository,
                                                                 const Settings& settings);

}  // namespace session::app
