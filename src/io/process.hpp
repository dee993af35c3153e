// SPDX-License-Identifier: MIT
// Starting another program and collecting what it prints.
#pragma once

#include "core/error.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace session::io {

struct Command {
  std::vector<std::string> arguments;    ///< the program (searched in PATH) and its arguments
  std::filesystem::path directory = {};  ///< empty: the current one
  std::string input = {};                ///< its standard input
  std::vector<std::pair<std::string, std::string>> set_variables = {};  ///< added to the environment
  std::vector<std::string> unset_variables = {};                        ///< taken out of it
  std::size_t output_limit = 64u << 20;  ///< bytes of standard output; more is an error
  /// When the program is ended, if it still runs.
  std::optional<std::chrono::steady_clock::time_point> deadline = std::nullopt;
};

struct CommandOutput {
  int status = 0;  ///< exit status; 128 + n for a signal
  std::string out;
  std::string err;
  bool is_late = false;  ///< ended at the deadline; what it printed may be cut off
};

/// Runs the command to its end. ErrorKind::file when it can't be started or prints too much.
[[nodiscard]] Result<CommandOutput> run_command(const Command& command);

/// Runs a program on our own standard input, output and error, so that a person can use it, and gives its
/// exit status (128 + n for a signal). While it runs, the keys that interrupt a program reach only it.
/// ErrorKind::file when it can't be started.
[[nodiscard]] Result<int> run_in_terminal(const std::vector<std::string>& arguments);

}  // namespace session::io
