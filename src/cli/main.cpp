// SPDX-License-Identifier: MIT
// The git-session command: `git session <command>`.
#include "cli/command_line.hpp"

int main(int argc, char** argv) {
  return session::cli::run_command_line(argc, argv);
}
