// SPDX-License-Identifier: MIT
// git session wrap-up.
#include "app/editor.hpp"
#include "app/wrap_up.hpp"
#include "cli/opened.hpp"
#include "cli/subcommands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace session::cli {
namespace {

struct WrapUpArguments {
  WrapUpOptions options;
  std::vector<std::string> next;
  bool no_snapshot = false;
};

bool has_person() {
  return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
}

/// What the person wrote into the form, as options: only what was changed there is one.
WrapUpOptions compare_forms(const WrapUpForm& before, WrapUpForm after) {
  WrapUpOptions options;
  if (!after.note.empty()) options.note = std::move(after.note);
  if (after.next != before.next) options.next = std::move(after.next);
  if (after.progress != before.progress) options.progress = after.progress;
  return options;
}

/// Nothing when the person stopped it, which was told.
Result<std::optional<WrapUpOptions>> ask(const Opened& opened, const app::WrapUpPreview& preview) {
  SESSION_TRY(const auto edited,
              app::edit_text(opened.workspace, "WRAP_UP_EDITMSG", format_form(preview.form, preview.help)));
  if (edited.status != 0) {
    tell(opened.workspace, {{MessageKind::warning, fmt::format("the editor ended with status {}, so nothing "
                                                               "is wrapped up",
                                                               edited.status)}});
    return std::nullopt;
  }
  auto form = parse_form(edited.text);
  if (!form) {
    return fail(form.error().kind, form.error().message,
                fmt::format("what you wrote is in '{}'", edited.file.string()));
  }
  if (!*form) {
    tell(opened.workspace, {{MessageKind::warning, "the form is empty, so nothing is wrapped up"},
                            {MessageKind::hint, "without a form: git session wrap-up --note TEXT"}});
    return std::nullopt;
  }
  return compare_forms(preview.form, **std::move(form));
}

/// 1 when it was refused or stopped.
Result<int> run_wrap_up(WrapUpArguments arguments) {
  SESSION_TRY(const auto opened, open_here());
  if (!arguments.next.empty()) arguments.options.next = arguments.next;
  if (arguments.options == WrapUpOptions{} && has_person()) {
    SESSION_TRY(const auto preview, app::preview_wrap_up(opened.workspace, *opened.repository));
    if (preview.refusal.empty() && !preview.help.empty()) {
      SESSION_TRY(auto options, ask(opened, preview));
      if (!options) return 1;
      arguments.options = *std::move(options);
    }
  }
  SESSION_TRY(const auto report,
              app::wrap_up(opened.workspace, *opened.repository, arguments.options, !arguments.no_snapshot));
  SESSION_CHECK(print(report.lines));
  tell(opened.workspace, report.messages);
  return report.status;
}

}  // namespace

void add_wrap_up_commands(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<WrapUpArguments>();
  CLI::App* command = app.add_subcommand(
      "wrap-up", "End the session: progress, history row, snapshot, notes for the next one");
  command->add_option("--note", arguments->options.note, "What the next person should know")
      ->type_name("TEXT");
  command->add_option("--next", arguments->next, "A next action; all of them take the place of the list")
      ->type_name("TEXT")
      ->expected(1)
      ->take_all();
  command->add_option("--progress", arguments->options.progress, "The progress of the phase in percent")
      ->type_name("N")
      ->check(CLI::Range(0, 100));
  command->add_option("--phase", arguments->options.phase, "The phase of the plan to go on with")
      ->type_name("N");
  command->add_flag("--no-snapshot", arguments->no_snapshot, "Write no snapshot");
  command->callback([arguments, &action] { action = [arguments] { return run_wrap_up(*arguments); }; });
}

}  // namespace session::cli
