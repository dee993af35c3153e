// SPDX-License-Identifier: MIT
// git session resume.
#include "app/json_output.hpp"
#include "app/resume.hpp"
#include "cli/opened.hpp"
#include "cli/subcommands.hpp"
#include "io/environment.hpp"
#include "io/file.hpp"
#include "io/terminal.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

namespace session::cli {
namespace {

struct ResumeArguments {
  bool json = false;
  bool hook = false;
};

/// 0 when the checkpoint can be relied on, else 1.
Result<int> run_resume(bool json) {
  SESSION_TRY(const auto opened, open_here());
  const app::Workspace& workspace = opened.workspace;
  SESSION_TRY(const auto report, app::read_resume(workspace, *opened.repository));
  if (json) {
    SESSION_CHECK(print({app::format_resume_json(workspace, report)}));
  } else {
    SESSION_CHECK(print_report(workspace, app::format_resume(workspace, report)));
    tell(workspace, app::format_resume_advice(workspace, report));
  }
  return is_good(report.found.verdict) ? 0 : 1;
}

/// What the envelope is made of; nothing where there is nothing to say: outside a work tree, without
/// SESSION.md or with one that is no tracker, and where the program is switched off.
Result<std::optional<std::string>> find_envelope() {
  if (io::find_variable("GIT_SESSION") == "0") return std::nullopt;
  std::error_code error;
  const std::filesystem::path cwd = std::filesystem::current_path(error);
  if (error) return std::nullopt;
  SESSION_TRY(const auto workspace, app::find_workspace(io::find_variable, cwd));
  if (!workspace || !workspace->settings.enabled) return std::nullopt;
  if (io::find_file_kind(workspace->document) == io::FileKind::absent) return std::nullopt;
  // The agent goes on with the defaults, as a hook of git does.
  tell(*workspace, app::format_problems(workspace->problems));
  SESSION_TRY(const auto repository,
              git::open_repository(workspace->location, git::Caller::command, io::find_variable));
  SESSION_TRY(const auto report, app::read_resume(*workspace, *repository));
  // A file that is no tracker is somebody's own business.
  if (!report.is_ours) return std::nullopt;
  return app::format_resume_envelope(*workspace, report);
}

/// Always 0: an agent must be able to start whatever is wrong here.
Result<int> run_hook() {
  try {
    const auto envelope = find_envelope();
    if (!envelope) {
      (void)report(envelope.error());
    } else if (*envelope) {
      (void)io::write_stdout(**envelope);
    }
  } catch (const std::exception& exception) {
    io::write_stderr(std::string("session: warning: ") + exception.what() + "\n");
  }
  return 0;
}

}  // namespace

void add_resume_commands(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<ResumeArguments>();
  CLI::App* command =
      app.add_subcommand("resume", "Check where the last session stopped, and say how to go on");
  auto* json = command->add_flag("--json", arguments->json, "Print one JSON object");
  command
      ->add_flag("--hook", arguments->hook,
                 "Print at most 2 KB for the SessionStart hook of an agent; status 0 whatever happens")
      ->excludes(json);
  command->callback([arguments, &action] {
    action = [arguments] { return arguments->hook ? run_hook() : run_resume(arguments->json); };
  });
}

}  // namespace session::cli
