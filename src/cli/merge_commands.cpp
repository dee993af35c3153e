// SPDX-License-Identifier: MIT
// git session merge-driver, which git calls.
#include "app/merge_driver.hpp"
#include "cli/subcommands.hpp"
#include "io/environment.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <system_error>

namespace session::cli {

void add_merge_commands(CLI::App& app, Action& action) {
  const auto call = std::make_shared<app::MergeCall>();
  CLI::App* command =
      app.add_subcommand("merge-driver", "Merge two versions of SESSION.md by section, as git's merge driver")
          ->group("Called by git");
  const auto add = [command](const char* name, auto& value, const char* description) {
    command->add_option(name, value, description)->required()->type_name("");
  };
  add("base", call->base, "The version that both come from (%O)");
  add("ours", call->ours, "Our version, which gets the result (%A)");
  add("theirs", call->theirs, "Their version (%B)");
  add("marker-size", call->marker_size, "The length of conflict markers (%L)");
  add("path", call->path, "The path of the file in the repository (%P)");
  command->callback([call, &action] {
    action = [call]() -> Result<int> {
      std::error_code error;
      const auto cwd = std::filesystem::current_path(error);
      return app::run_merge_driver(*call, io::find_variable, cwd);
    };
  });
}

}  // namespace session::cli
