// SPDX-License-Identifier: MIT
// The groups of commands: each adds its commands with their options to the command line.
#pragma once

#include "core/error.hpp"

#include <functional>

namespace CLI {
class App;
}

namespace session::cli {

/// What the chosen command does; gives the exit status. Empty until a command was chosen.
using Action = std::function<Result<int>()>;

/// init, install, uninstall, version.
void add_setup_commands(CLI::App& app, Action& action);
/// verify, record.
void add_check_commands(CLI::App& app, Action& action);
/// status, and what `git session` alone does.
void add_status_commands(CLI::App& app, Action& action);
/// resume.
void add_resume_commands(CLI::App& app, Action& action);
/// wrap-up.
void add_wrap_up_commands(CLI::App& app, Action& action);
/// start, done, next, block, unblock, reopen.
void add_item_commands(CLI::App& app, Action& action);
/// archive.
void add_archive_commands(CLI::App& app, Action& action);

}  // namespace session::cli
