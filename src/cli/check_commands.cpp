// SPDX-License-Identifier: MIT
// git session verify, record, doctor.
#include "app/doctor.hpp"
#include "app/json_output.hpp"
#include "app/record.hpp"
#include "app/verify.hpp"
#include "cli/opened.hpp"
#include "cli/subcommands.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace session::cli {
namespace {

struct VerifyArguments {
  bool json = false;
  bool all = false;
  bool fix = false;
};

/// 0 when checkpoint and entries can be relied on, else 1.
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
    SESSION_CHECK(print_report(workspace, app::format_verification(workspace, found, all)));
    tell(workspace, app::format_advice(workspace, found));
  }
  return app::is_good(found) ? 0 : 1;
}

/// 1 when there is a commit that can't be recorded.
Result<int> run_record(const std::vector<std::string>& revisions) {
  SESSION_TRY(const auto opened, open_here());
  SESSION_TRY(const auto report, app::record_commits(opened.workspace, *opened.repository, revisions));
  SESSION_CHECK(print(report.lines));
  tell(opened.workspace, report.messages);
  return report.status;
}

/// 1 when something is not as it should be.
Result<int> run_doctor() {
  SESSION_TRY(const auto opened, open_here());
  const auto findings = app::diagnose(opened.workspace, *opened.repository);
  SESSION_CHECK(print(app::format_findings(findings)));
  const bool is_good = std::all_of(findings.begin(), findings.end(),
                                   [](const app::Finding& finding) { return finding.is_good; });
  return is_good ? 0 : 1;
}

void add_verify(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<VerifyArguments>();
  CLI::App* command =
      app.add_subcommand("verify", "Compare the git checkpoint and the entries of SESSION.md with git");
  command->add_flag("--all", arguments->all, "List all entries, not only those that differ");
  command->add_flag("--fix", arguments->fix, "Bring SESSION.md up to date where git proves how");
  command->add_flag("--json", arguments->json, "Print one JSON object");
  command->callback([arguments, &action] { action = [arguments] { return run_verify(*arguments); }; });
}

void add_record(CLI::App& app, Action& action) {
  const auto revisions = std::make_shared<std::vector<std::string>>();
  CLI::App* command = app.add_subcommand("record", "Record commits by hand: HEAD, or those that are named");
  command
      ->add_option("revisions", *revisions,
                   "Commits, recorded whatever their subjects are, or ranges such as main..HEAD, recorded by "
                   "the rules of the hooks")
      ->type_name("REV|RANGE");
  command->callback([revisions, &action] { action = [revisions] { return run_record(*revisions); }; });
}

void add_doctor(CLI::App& app, Action& action) {
  CLI::App* command =
      app.add_subcommand("doctor", "Tell whether settings, hooks, SESSION.md and its filter are in place");
  command->callback([&action] { action = [] { return run_doctor(); }; });
}

}  // namespace

void add_check_commands(CLI::App& app, Action& action) {
  add_verify(app, action);
  add_record(app, action);
  add_doctor(app, action);
}

}  // namespace session::cli
