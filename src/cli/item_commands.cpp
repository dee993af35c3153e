// SPDX-License-Identifier: MIT
// git session start, done, next, block, unblock, reopen.
#include "app/items.hpp"
#include "cli/opened.hpp"
#include "cli/subcommands.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace session::cli {
namespace {

constexpr const char* kItemHelp = "The number of the item, its text, or a part of its text that no other has";

struct StartArguments {
  std::string text;
  std::string note;
};

struct DoneArguments {
  std::string item;
  std::optional<std::string> commit;
};

/// Prints what a command did; gives its exit status.
Result<int> finish(const Opened& opened, const app::ItemReport& report) {
  SESSION_CHECK(print(report.lines));
  tell(opened.workspace, report.messages);
  return report.status;
}

Result<int> run_start(const StartArguments& arguments) {
  SESSION_TRY(const auto opened, open_here());
  SESSION_TRY(const auto report,
              app::start_item(opened.workspace, *opened.repository, arguments.text, arguments.note));
  return finish(opened, report);
}

Result<int> run_done(const DoneArguments& arguments) {
  SESSION_TRY(const auto opened, open_here());
  SESSION_TRY(const auto report,
              app::complete_item(opened.workspace, *opened.repository, arguments.item, arguments.commit));
  return finish(opened, report);
}

Result<int> run_next(const std::vector<std::string>& texts) {
  SESSION_TRY(const auto opened, open_here());
  SESSION_TRY(const auto report, app::add_next_actions(opened.workspace, *opened.repository, texts));
  return finish(opened, report);
}

Result<int> run_block(const app::BlockRequest& request) {
  SESSION_TRY(const auto opened, open_here());
  SESSION_TRY(const auto report, app::add_blocker(opened.workspace, *opened.repository, request));
  return finish(opened, report);
}

Result<int> run_unblock(const std::string& item) {
  SESSION_TRY(const auto opened, open_here());
  SESSION_TRY(const auto report, app::resolve_blocker(opened.workspace, *opened.repository, item));
  return finish(opened, report);
}

Result<int> run_reopen(const std::string& item) {
  SESSION_TRY(const auto opened, open_here());
  SESSION_TRY(const auto report, app::reopen_item(opened.workspace, *opened.repository, item));
  return finish(opened, report);
}

void add_start(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<StartArguments>();
  CLI::App* command = app.add_subcommand("start", "Put an item first in In Progress");
  command
      ->add_option(
          "text", arguments->text,
          "What you start: a next action of equal text (or of this number) moves, an item in progress "
          "goes to the top")
      ->required()
      ->type_name("TEXT");
  command->add_option("--note", arguments->note, "Its status note (default: in progress)")->type_name("NOTE");
  command->callback([arguments, &action] { action = [arguments] { return run_start(*arguments); }; });
}

void add_done(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<DoneArguments>();
  CLI::App* command = app.add_subcommand("done", "Complete an item in progress or a next action");
  command->add_option("item", arguments->item, std::string(kItemHelp) + "; numbers are those of In Progress")
      ->required()
      ->type_name("ITEM");
  command
      ->add_option("--commit", arguments->commit,
                   "The commit that did the work (default: none, the item shows only the date)")
      ->type_name("REV");
  command->callback([arguments, &action] { action = [arguments] { return run_done(*arguments); }; });
}

void add_next(CLI::App& app, Action& action) {
  const auto texts = std::make_shared<std::vector<std::string>>();
  CLI::App* command = app.add_subcommand("next", "Append to Next Actions");
  command->add_option("texts", *texts, "What comes next")->required()->type_name("TEXT");
  command->callback([texts, &action] { action = [texts] { return run_next(*texts); }; });
}

void add_block(CLI::App& app, Action& action) {
  const auto request = std::make_shared<app::BlockRequest>();
  CLI::App* command = app.add_subcommand("block", "Note a blocker");
  command->add_option("text", request->cells.text, "What is in the way")->required()->type_name("TEXT");
  command->add_option("--item", request->item, "The item in progress that it holds up, by number or text")
      ->type_name("ITEM");
  command->add_option("--impact", request->cells.impact, "What it keeps from being done")->type_name("TEXT");
  command->add_option("--mitigation", request->cells.mitigation, "What may help")->type_name("TEXT");
  command->callback([request, &action] { action = [request] { return run_block(*request); }; });
}

void add_unblock(CLI::App& app, Action& action) {
  const auto item = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("unblock", "Resolve a blocker");
  command->add_option("item", *item, "The number of the open blocker, or its text or a part of it")
      ->required()
      ->type_name("ITEM");
  command->callback([item, &action] { action = [item] { return run_unblock(*item); }; });
}

void add_reopen(CLI::App& app, Action& action) {
  const auto item = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("reopen", "Take a completed item back to In Progress");
  command->add_option("item", *item, std::string(kItemHelp) + "; 1 is the item that was completed last")
      ->required()
      ->type_name("ITEM");
  command->callback([item, &action] { action = [item] { return run_reopen(*item); }; });
}

}  // namespace

void add_item_commands(CLI::App& app, Action& action) {
  add_start(app, action);
  add_done(app, action);
  add_next(app, action);
  add_block(app, action);
  add_unblock(app, action);
  add_reopen(app, action);
}

}  // namespace session::cli
