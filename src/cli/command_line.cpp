// SPDX-License-Identifier: MIT
#include "cli/command_line.hpp"

#include "cli/opened.hpp"
#include "cli/subcommands.hpp"
#include "io/terminal.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <string>

namespace session::cli {
namespace {

constexpr int kUsage = 2;

int print_help(const CLI::App& app) {
  return io::write_stdout(app.help()) ? 0 : exit_code(ErrorKind::file);
}

int parse_and_run(int argc, char** argv) {
  CLI::App app(
      "Keeps a repository's SESSION.md true: git hooks record commits and refresh the git checkpoint.",
      "git session");
  Action action;
  add_setup_commands(app, action);
  add_check_commands(app, action);
  app.require_subcommand(0, 1);
  app.footer(
      "Exit status: 0 done, 1 something differs or cannot be done now, 2 usage, 3 settings, 4 document, 5 "
      "git, 6 files.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    return print_help(chosen.empty() ? app : *chosen.front());
  } catch (const CLI::ParseError& error) {
    return report(Error{ErrorKind::usage, error.what(), "see the options: git session -h", {}});
  }
  if (!action) {
    (void)print_help(app);
    return kUsage;
  }
  const auto status = action();
  return status ? *status : report(status.error());
}

}  // namespace

int run_command_line(int argc, char** argv) noexcept {
  try {
    return parse_and_run(argc, argv);
  } catch (const std::exception& exception) {
    io::write_stderr(std::string("session: warning: ") + exception.what() + "\n");
    return exit_code(ErrorKind::internal);
  }
}

}  // namespace session::cli
