// SPDX-License-Identifier: MIT
#include "app/hook_main.hpp"

#include "core/text/inline_text.hpp"
#include "io/environment.hpp"
#include "io/log.hpp"
#include "io/terminal.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <chrono>
#include <exception>
#include <system_error>
#include <utility>

namespace session::app {
namespace {

using Clock = std::chrono::steady_clock;

void add_error(HookRun& run, const Error& error) {
  std::string text = format_plain(error.message);
  if (error.where) {
    text = fmt::format("{}:{}:{}: {}", error.where->file, error.where->line, error.where->column, text);
  }
  run.decision += (run.decision.empty() ? "" : "; ") + text;
  run.messages.push_back({MessageKind::warning, std::move(text)});
  if (!error.hint.empty()) run.messages.push_back({MessageKind::hint, format_plain(error.hint)});
}

/// Logs only where the private state is in use, so that a repository without SESSION.md stays untouched.
void write_log(const HookRun& run, Clock::time_point start) {
  if (io::find_file_kind(run.workspace.state_dir) != io::FileKind::directory) return;
  const auto spent = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
  io::append_log(run.workspace.log_file(), run.name,
                 fmt::format("{} ({:.1f} ms)", run.decision, static_cast<double>(spent.count()) / 1000.0));
}

void finish(const HookRun& run, Clock::time_point start) {
  const Settings& settings = run.workspace.settings;
  io::write_stderr(io::format_messages(run.messages, settings.output_level,
                                       io::wants_color(settings.output_color, STDERR_FILENO)));
  if (!run.decision.empty()) write_log(run, start);
}

Result<int> start_hook(HookRun& run, HookBody body, Clock::time_point start) {
  std::error_code error;
  const std::filesystem::path cwd = std::filesystem::current_path(error);
  if (error) return fail(ErrorKind::file, fmt::format("cannot find the current folder: {}", error.message()));
  SESSION_TRY(auto workspace, find_workspace(io::find_variable, cwd));
  if (!workspace || !workspace->settings.enabled) return 0;
  run.workspace = std::move(*workspace);
  const auto result = body(run);
  if (!result) add_error(run, result.error());
  // Where the body found nothing to do, broken settings are nobody's trouble yet.
  if (!run.decision.empty()) {
    const auto problems = format_problems(run.workspace.problems);
    run.messages.insert(run.messages.begin(), problems.begin(), problems.end());
  }
  finish(run, start);
  return run.status;
}

}  // namespace

int run_hook(const std::string& name, int argc, char** argv, HookBody body) noexcept {
  const auto start = Clock::now();
  try {
    if (io::find_variable("GIT_SESSION") == "0") return 0;
    HookRun run;
    run.name = name;
    for (int i = 1; i < argc; ++i) run.arguments.emplace_back(argv[i]);
    const auto status = start_hook(run, body, start);
    if (status) return *status;
    io::write_stderr(io::format_error(status.error(), false));
  } catch (const std::exception& exception) {
    io::write_stderr(fmt::format("session: warning: {} stopped: {}\n", name, exception.what()));
  }
  return 0;
}

Result<std::unique_ptr<git::Repository>> open_for_hook(HookRun& run) {
  return git::open_repository(run.workspace.location, git::Caller::hook, io::find_variable);
}

}  // namespace session::app
