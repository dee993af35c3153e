// SPDX-License-Identifier: MIT
#include "cli/command_line.hpp"

#include "cli/opened.hpp"
#include "cli/reference.hpp"
#include "cli/subcommands.hpp"
#include "io/terminal.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <string>

namespace session::cli {
namespace {

/// `name`: what stands before the name of a command.
int print_help(const CLI::App& app, const std::string& name) {
  return io::write_stdout(app.help(name)) ? 0 : exit_code(ErrorKind::file);
}

/// Hidden: it serves those who keep docs/commands.md.
void add_reference(CLI::App& app, Action& action) {
  app.add_subcommand("reference", "Print the reference of all commands as Markdown")
      ->group("")
      ->callback([&app, &action] {
        action = [&app]() -> Result<int> {
          if (!io::write_stdout(format_reference(app)))
            return fail(ErrorKind::file, "cannot write to standard output");
          return 0;
        };
      });
}

int parse_and_run(int argc, char** argv) {
  CLI::App app(
      "Keeps a repository's SESSION.md true: git hooks record commits and refresh the git checkpoint.",
      "git session");
  Action action;
  add_setup_commands(app, action);
  add_status_commands(app, action);
  add_resume_commands(app, action);
  add_wrap_up_commands(app, action);
  add_check_commands(app, action);
  add_reference(app, action);
  add_item_commands(app, action);
  add_archive_commands(app, action);
  add_merge_commands(app, action);
  app.require_subcommand(0, 1);
  app.footer(
      "Exit status: 0 done, 1 something differs or cannot be done now, 2 usage, 3 settings, 4 document, 5 "
      "git, 6 files.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    return chosen.empty() ? print_help(app, "") : print_help(*chosen.front(), app.get_name());
  } catch (const CLI::ParseError& error) {
    return report(Error{ErrorKind::usage, error.what(), "see the options: git session -h", {}});
  }
  const auto status = action ? action() : run_without_command();
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
