// SPDX-License-Identifier: MIT
#include "cli/command_line.hpp"

#include "cli/commands.hpp"
#include "io/terminal.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <functional>
#include <string>

namespace session::cli {
namespace {

constexpr int kUsage = 2;

/// The options of all commands, and which command was chosen.
struct Choice {
  InitArguments init;
  InstallArguments install;
  UninstallArguments uninstall;
  VerifyArguments verify;
  RecordArguments record;
  std::function<Result<int>()> run;
};

void add_init(CLI::App& app, Choice& choice) {
  CLI::App* command =
      app.add_subcommand("init", "Create SESSION.md from IMPLEMENTATION_PHASES.md, or from scratch");
  command
      ->add_option("--phases", choice.init.phases,
                   "The plan to read (default: IMPLEMENTATION_PHASES.md in the root, docs/ or claudedocs/)")
      ->type_name("FILE");
  command->add_flag("--no-exclude", choice.init.no_exclude, "Do not list SESSION.md in info/exclude");
  command->callback([&choice] { choice.run = [&choice] { return run_init(choice.init); }; });
}

void add_install(CLI::App& app, Choice& choice) {
  CLI::App* command = app.add_subcommand("install", "Install the hooks in this repository");
  command->add_flag("--dry-run", choice.install.dry_run, "Print what would be done, and do nothing");
  command->add_flag("--into-tracked", choice.install.into_tracked, "Wrap hook files that git tracks, too");
  command->add_flag("--no-exclude", choice.install.no_exclude, "Do not list our own files in info/exclude");
  command->add_flag("--no-init", choice.install.no_init, "Do not create SESSION.md when there is none");
  command->callback([&choice] { choice.run = [&choice] { return run_install(choice.install); }; });
}

void add_others(CLI::App& app, Choice& choice) {
  CLI::App* uninstall =
      app.add_subcommand("uninstall", "Take the hooks out again and put back what was there");
  uninstall->add_flag("--dry-run", choice.uninstall.dry_run, "Print what would be done, and do nothing");
  uninstall->callback([&choice] { choice.run = [&choice] { return run_uninstall(choice.uninstall); }; });
  CLI::App* version = app.add_subcommand("version", "Print the version and how libgit2 is linked");
  version->callback([&choice] { choice.run = [] { return run_version(); }; });
}

void add_verify(CLI::App& app, Choice& choice) {
  CLI::App* command =
      app.add_subcommand("verify", "Compare the git checkpoint and the entries of SESSION.md with git");
  command->add_flag("--all", choice.verify.all, "List all entries, not only those that differ");
  command->add_flag("--fix", choice.verify.fix, "Bring SESSION.md up to date where git proves how");
  command->add_flag("--json", choice.verify.json, "Print one JSON object");
  command->callback([&choice] { choice.run = [&choice] { return run_verify(choice.verify); }; });
}

void add_record(CLI::App& app, Choice& choice) {
  CLI::App* command = app.add_subcommand("record", "Record commits by hand: HEAD, or those that are named");
  command
      ->add_option("revisions", choice.record.revisions,
                   "Commits, recorded whatever their subjects are, or ranges such as main..HEAD, recorded by "
                   "the rules of the hooks")
      ->type_name("REV|RANGE");
  command->callback([&choice] { choice.run = [&choice] { return run_record(choice.record); }; });
}

int print_help(const CLI::App& app) {
  return io::write_stdout(app.help()) ? 0 : exit_code(ErrorKind::file);
}

int parse_and_run(int argc, char** argv) {
  CLI::App app(
      "Keeps a repository's SESSION.md true: git hooks record commits and refresh the git checkpoint.",
      "git session");
  Choice choice;
  add_init(app, choice);
  add_install(app, choice);
  add_verify(app, choice);
  add_record(app, choice);
  add_others(app, choice);
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
  if (!choice.run) {
    (void)print_help(app);
    return kUsage;
  }
  const auto status = choice.run();
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
