// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

#include "app/init.hpp"
#include "app/install.hpp"
#include "app/record.hpp"
#include "app/verify.hpp"
#include "app/workspace.hpp"
#include "core/text/inline_text.hpp"
#include "io/environment.hpp"
#include "io/terminal.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

namespace session::cli {
namespace {

/// A work tree with its repository, opened for a command.
struct Opened {
  app::Workspace workspace;
  std::unique_ptr<git::Repository> repository;
};

Result<Opened> open_here() {
  std::error_code error;
  const std::filesystem::path cwd = std::filesystem::current_path(error);
  if (error) return fail(ErrorKind::file, fmt::format("cannot find the current folder: {}", error.message()));
  SESSION_TRY(auto workspace, app::find_workspace(io::find_variable, cwd));
  if (!workspace) {
    return fail(ErrorKind::git, fmt::format("'{}' is not in a work tree of git", format_plain(cwd.string())),
                "go to a repository, or make one: git init");
  }
  // A command is asked for by a person who can mend the file now; a hook goes on with the defaults.
  if (!workspace->problems.empty()) return tl::unexpected<Error>(workspace->problems.front());
  SESSION_TRY(auto repository,
              git::open_repository(workspace->location, git::Caller::command, io::find_variable));
  return Opened{std::move(*workspace), std::move(repository)};
}

Result<void> print(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  if (!io::write_stdout(text)) return fail(ErrorKind::file, "cannot write to standard output");
  return {};
}

void tell(const app::Workspace& workspace, const std::vector<Message>& messages) {
  const Settings& settings = workspace.settings;
  io::write_stderr(io::format_messages(messages, settings.output_level,
                                       io::wants_color(settings.output_color, STDERR_FILENO)));
}

}  // namespace

Result<int> run_init(const InitArguments& arguments) {
  SESSION_TRY(const auto opened, open_here());
  SESSION_TRY(const auto lines, app::create_document(opened.workspace, *opened.repository,
                                                     {arguments.phases, !arguments.no_exclude}));
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
  SESSION_TRY(auto lines,
              app::install_hooks(*opened.repository, io::find_variable, workspace.settings, options));
  SESSION_CHECK(print(lines));
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

Result<int> run_uninstall(const UninstallArguments& arguments) {
  SESSION_TRY(const auto opened, open_here());
  SESSION_TRY(const auto lines, app::uninstall_hooks(*opened.repository, {arguments.dry_run}));
  SESSION_CHECK(print(lines));
  return 0;
}

Result<int> run_verify(const VerifyArguments& arguments) {
  SESSION_TRY(const auto opened, open_here());
  const app::Workspace& workspace = opened.workspace;
  if (arguments.fix) {
    SESSION_TRY(const auto repair, app::fix_document(workspace, *opened.repository));
    tell(workspace, repair.messages);
    if (repair.refused) return 1;
  }
  SESSION_TRY(const auto found, app::verify_document(workspace, *opened.repository));
  if (arguments.json) {
    SESSION_CHECK(print({app::format_verification_json(workspace, found)}));
  } else {
    const bool all = arguments.all || workspace.settings.output_level == OutputLevel::verbose;
    SESSION_CHECK(print(app::format_verification(workspace, found, all)));
    tell(workspace, app::format_advice(workspace, found));
  }
  return app::is_good(found) ? 0 : 1;
}

Result<int> run_record(const RecordArguments& arguments) {
  SESSION_TRY(const auto opened, open_here());
  SESSION_TRY(const auto report,
              app::record_commits(opened.workspace, *opened.repository, arguments.revisions));
  SESSION_CHECK(print(report.lines));
  tell(opened.workspace, report.messages);
  return report.status;
}

Result<int> run_version() {
  SESSION_CHECK(print({fmt::format("git-session {} ({})", SESSION_VERSION, git::describe_library())}));
  return 0;
}

int report(const Error& error) {
  io::write_stderr(io::format_error(error, io::wants_color(ColorMode::automatic, STDERR_FILENO)));
  return exit_code(error.kind);
}

}  // namespace session::cli
