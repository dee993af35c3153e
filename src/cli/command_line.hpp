// SPDX-License-Identifier: MIT
// The commands and options of `git session`.
#pragma once

namespace session::cli {

/// Runs one command. Gives the exit status: 0 done, 1 said no (a verification that differs), 2 usage, 3
/// settings, 4 document, 5 git, 6 files, 70 a fault of our own.
[[nodiscard]] int run_command_line(int argc, char** argv) noexcept;

}  // namespace session::cli
