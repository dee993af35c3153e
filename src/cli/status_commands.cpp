// SPDX-License-Identifier: MIT
// git session status, and `git session` alone.
#include "app/json_output.hpp"
#include "app/status.hpp"
#include "cli/opened.hpp"
#include "cli/subcommands.hpp"
#include "core/view/status_text.hpp"
#include "io/environment.hpp"
#include "io/terminal.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <system_error>

namespace session::cli {
namespace {

struct StatusArguments {
  bool brief = false;
  bool json = false;
};

Result<int> print_short() {
  std::error_code error;
  const std::filesystem::path cwd = std::filesystem::current_path(error);
  if (error) return 0;
  const std::string line = app::read_short_status(io::find_variable, cwd);
  if (!line.empty()) SESSION_CHECK(print({line}));
  return 0;
}

/// 0 whatever the verdict is.
Result<int> run_status(const StatusArguments& arguments) {
  if (arguments.brief) return print_short();
  SESSION_TRY(const auto opened, open_here());
  const app::Workspace& workspace = opened.workspace;
  SESSION_TRY(const auto status, app::read_status(workspace, *opened.repository));
  if (arguments.json) {
    SESSION_CHECK(print({app::format_status_json(workspace, status)}));
    return 0;
  }
  SESSION_CHECK(print_styled(
      workspace, format_status(status, workspace.settings.session_file, io::read_columns(STDOUT_FILENO))));
  return 0;
}

}  // namespace

void add_status_commands(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<StatusArguments>();
  CLI::App* command = app.add_subcommand(
      "status", "Show on one screen where the work stands; this is also what git session alone does");
  CLI::Option* brief =
      command->add_flag("--short", arguments->brief, "Print one line for a shell prompt, or nothing");
  command->add_flag("--json", arguments->json, "Print one JSON object")->excludes(brief);
  command->callback([arguments, &action] { action = [arguments] { return run_status(*arguments); }; });
}

Result<int> run_without_command() {
  auto status = run_status({});
  if (!status) {
    std::string& hint = status.error().hint;
    hint += hint.empty() ? "all commands: git session -h" : "; all commands: git session -h";
  }
  return status;
}

}  // namespace session::cli
