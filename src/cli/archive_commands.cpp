// SPDX-License-Identifier: MIT
// git session archive.
#include "app/archive.hpp"
#include "cli/opened.hpp"
#include "cli/subcommands.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace session::cli {
namespace {

Result<int> run_archive(const app::ArchiveOptions& options) {
  SESSION_TRY(const auto opened, open_here());
  SESSION_TRY(const auto report, app::archive_entries(opened.workspace, *opened.repository, options));
  SESSION_CHECK(print(report.lines));
  tell(opened.workspace, report.messages);
  return report.status;
}

}  // namespace

void add_archive_commands(CLI::App& app, Action& action) {
  const auto options = std::make_shared<app::ArchiveOptions>();
  CLI::App* command = app.add_subcommand(
      "archive",
      "Move old completed items and history rows to SESSION_ARCHIVE.md (default: items from before "
      "the last wrap-up, all rows but five)");
  CLI::Option* before =
      command->add_option("--before", options->before, "Move what is dated earlier than DATE (YYYY-MM-DD)")
          ->type_name("DATE");
  command->add_option("--keep", options->keep, "Keep the N newest items and rows, move the rest")
      ->type_name("N")
      ->check(CLI::NonNegativeNumber)
      ->excludes(before);
  command->callback([options, &action] { action = [options] { return run_archive(*options); }; });
}

}  // namespace session::cli
