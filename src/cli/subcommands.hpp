// SPDX-License-Identifier: MIT
// The groups of commands: each adds its commands with their options to the command line.
#pragma once

#include "core/error.hpp"

#include <functional>

// The library's own name.
namespace CLI {  // NOLINT(readability-identifier-naming)
class App;
}

namespace session::cli {

/// What the chosen command does; gives the exit status. Empty until a command was chosen.
using Action = std::function<Result<int>()>;

/// init, install, uninstall, version.
void add_setup_commands(CLI::App& app, Action& action);
/// verify, record.
void add_check_commands(CLI::App& app, Action& action);
/// status.
void add_status_commands(CLI::App& app, Action& action);
/// What `git session` alone does: status, with a hint to the commands where there is nothing to show.
[[nodiscard]] Result<int> run_without_command();
/// resume.
void add_resume_commands(CLI::App& app, Action& action);
/// wrap-up.
void add_wrap_up_commands(CLI::App& app, Action& action);
/// start, done, next, block, unblock, reopen.
void add_item_commands(CLI::App& app, Action& action);
/// archive.
void add_archive_commands(CLI::App& app, Action& action);
/// merge-driver.
void add_merge_commands(CLI::App& app, Action& action);

}  // namespace session::cli
