// SPDX-License-Identifier: MIT
#include "cli/opened.hpp"

#include "core/text/inline_text.hpp"
#include "io/environment.hpp"
#include "io/terminal.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace session::cli {

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

Result<void> print_styled(const app::Workspace& workspace, const std::vector<StyledLine>& lines) {
  const bool color = io::wants_color(workspace.settings.output_color, STDOUT_FILENO);
  if (!io::write_stdout(io::format_styled(lines, color)))
    return fail(ErrorKind::file, "cannot write to standard output");
  return {};
}

Result<void> print_report(const app::Workspace& workspace, const std::vector<std::string>& lines) {
  const bool is_wrapped = io::is_terminal(STDOUT_FILENO);
  const std::size_t columns = io::read_columns(STDOUT_FILENO);
  std::vector<StyledLine> styled;
  for (const std::string& line : lines) {
    StyledLine whole = style_report_line(line);
    if (!is_wrapped) {
      styled.push_back(std::move(whole));
      continue;
    }
    for (StyledLine& part : wrap_line(whole, columns)) styled.push_back(std::move(part));
  }
  return print_styled(workspace, styled);
}

void tell(const app::Workspace& workspace, const std::vector<Message>& messages) {
  const Settings& settings = workspace.settings;
  io::write_stderr(io::format_messages(messages, settings.output_level,
                                       io::wants_color(settings.output_color, STDERR_FILENO)));
}

int report(const Error& error) {
  io::write_stderr(io::format_error(error, io::wants_color(ColorMode::automatic, STDERR_FILENO)));
  return exit_code(error.kind);
}

}  // namespace session::cli
