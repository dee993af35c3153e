// SPDX-License-Identifier: MIT
// git session init, install, uninstall, version.
#include "app/agent.hpp"
#include "app/init.hpp"
#include "app/install.hpp"
#include "app/live_file.hpp"
#include "cli/opened.hpp"
#include "cli/subcommands.hpp"
#include "io/environment.hpp"
#include "io/file.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <memory>
#include <optional>
#include <utility>

namespace session::cli {
namespace {

struct InitArguments {
  std::optional<std::string> phases;
  bool no_exclude = false;
  bool adopt = false;
};

struct InstallArguments {
  std::string agent;
  bool dry_run = false;
  bool into_tracked = false;
  bool no_exclude = false;
  bool no_init = false;
};

Result<int> run_init(const InitArguments& arguments) {
  SESSION_TRY(const auto opened, open_here());
  const app::InitOptions options{arguments.phases, !arguments.no_exclude};
  if (arguments.adopt) {
    SESSION_TRY(const auto adoption, app::adopt_document(opened.workspace, *opened.repository, options));
    SESSION_CHECK(print(adoption.lines));
    tell(opened.workspace, adoption.messages);
    return adoption.status;
  }
  SESSION_TRY(const auto lines, app::create_document(opened.workspace, *opened.repository, options));
  SESSION_CHECK(print(lines));
  return 0;
}

Result<int> run_install(const InstallArguments& arguments) {
  SESSION_TRY(const auto opened, open_here());
  const app::Workspace& workspace = opened.workspace;
  app::InstallOptions options;
  options.dry_run = arguments.dry_run;
  options.into_tracked = arguments.into_tracked;
  options.no_exclude = arguments.no_exclude;
  options.requested_on_mismatch = workspace.requested_on_mismatch;
  // Planned first, so that a settings file that can't be edited stops the whole install.
  std::optional<app::AgentPlan> agent;
  if (!arguments.agent.empty()) {
    SESSION_TRY(agent, app::plan_agent_entry(workspace.location));
  }
  SESSION_TRY(auto lines,
              app::install_hooks(*opened.repository, io::find_variable, workspace.settings, options));
  if (agent) {
    lines.insert(lines.end(), agent->lines.begin(), agent->lines.end());
    if (!arguments.dry_run) SESSION_CHECK(app::write_agent_entry(workspace.location, *std::move(agent)));
  }
  if (!arguments.dry_run) {
    SESSION_TRY(const bool is_changed, app::settle_live_file(workspace, *opened.repository));
    if (is_changed) {
      lines.push_back(fmt::format("'{0}' shows as modified once, without its live values: git commit {0}",
                                  workspace.settings.session_file));
    }
  }
  SESSION_CHECK(print(lines));
  tell(workspace, app::find_adoption_advice(workspace));
  if (arguments.no_init || io::find_file_kind(workspace.document) != io::FileKind::absent) return 0;
  if (arguments.dry_run) {
    SESSION_CHECK(print({fmt::format("would create {}", workspace.settings.session_file)}));
    return 0;
  }
  SESSION_TRY(lines,
              app::create_document(workspace, *opened.repository, {std::nullopt, !arguments.no_exclude}));
  SESSION_CHECK(print(lines));
  return 0;
}

Result<int> run_uninstall(bool dry_run) {
  SESSION_TRY(const auto opened, open_here());
  // First, because uninstall removes the folder of the private state when it is empty.
  SESSION_TRY(const auto agent_lines, app::remove_agent_entries(opened.workspace.location, dry_run));
  SESSION_TRY(const auto live_lines, app::release_live_file(opened.workspace, dry_run));
  SESSION_TRY(auto lines, app::uninstall_hooks(*opened.repository, {dry_run}));
  lines.insert(lines.end(), live_lines.begin(), live_lines.end());
  lines.insert(lines.end(), agent_lines.begin(), agent_lines.end());
  SESSION_CHECK(print(lines));
  return 0;
}

Result<int> run_version() {
  SESSION_CHECK(print({fmt::format("git-session {} ({})", SESSION_VERSION, git::describe_library())}));
  return 0;
}

void add_init(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<InitArguments>();
  CLI::App* command =
      app.add_subcommand("init", "Create SESSION.md from IMPLEMENTATION_PHASES.md, or from scratch");
  command
      ->add_option("--phases", arguments->phases,
                   "The plan to read (default: IMPLEMENTATION_PHASES.md in the root, docs/ or claudedocs/)")
      ->type_name("FILE");
  command->add_flag("--no-exclude", arguments->no_exclude, "Do not list SESSION.md in info/exclude");
  command->add_flag("--adopt", arguments->adopt, "Add the sections that an existing SESSION.md lacks");
  command->callback([arguments, &action] { action = [arguments] { return run_init(*arguments); }; });
}

void add_install(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<InstallArguments>();
  CLI::App* command = app.add_subcommand("install", "Install the hooks in this repository");
  command->add_flag("--dry-run", arguments->dry_run, "Print what would be done, and do nothing");
  command->add_flag("--into-tracked", arguments->into_tracked, "Wrap hook files that git tracks, too");
  command->add_flag("--no-exclude", arguments->no_exclude, "Do not list our own files in info/exclude");
  command->add_flag("--no-init", arguments->no_init, "Do not create SESSION.md when there is none");
  command
      ->add_option("--agent", arguments->agent,
                   "Also let this coding agent begin with 'git session resume' (claude: in the project's "
                   ".claude/settings.json)")
      ->type_name("NAME")
      ->check(CLI::IsMember({"claude"}));
  command->callback([arguments, &action] { action = [arguments] { return run_install(*arguments); }; });
}

void add_uninstall(CLI::App& app, Action& action) {
  const auto dry_run = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("uninstall", "Take the hooks out again and put back what was there");
  command->add_flag("--dry-run", *dry_run, "Print what would be done, and do nothing");
  command->callback([dry_run, &action] { action = [dry_run] { return run_uninstall(*dry_run); }; });
}

}  // namespace

void add_setup_commands(CLI::App& app, Action& action) {
  add_init(app, action);
  add_install(app, action);
  add_uninstall(app, action);
  app.add_subcommand("version", "Print the version and how libgit2 is linked")->callback([&action] {
    action = run_version;
  });
}

}  // namespace session::cli
