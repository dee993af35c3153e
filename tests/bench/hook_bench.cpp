// SPDX-License-Identifier: MIT
// What the hooks cost, as whole programs, in ratios to something known of the same table. Prints, judges the
// bars, and exits with 0 all the same unless --strict is given. usage: hook_bench [--quick] [--huge]
// [--rounds N] [--strict] [--plots DIR] [TABLE]...
// TABLE: commit hook items push changes files rebase history reconcile
#include <fmt/core.h>

#include "plots.hpp"
#include "report.hpp"
#include "scene.hpp"
#include "tables.hpp"
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace session::bench {
namespace {

struct NamedTable {
  std::string_view name;
  void (*run)(const Options& options, Report& report);
};

constexpr NamedTable kTables[] = {
    {"commit", time_commit}, {"hook", time_hook},       {"items", time_items},
    {"push", time_push},     {"changes", time_changes}, {"files", time_files},
    {"rebase", time_rebase}, {"history", time_history}, {"reconcile", time_reconcile}};

Options parse_options(const std::vector<std::string_view>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    const auto is_name = [argument](const NamedTable& table) { return table.name == argument; };
    if (argument == "--quick") {
      options.quick = true;
    } else if (argument == "--strict") {
      options.strict = true;
    } else if (argument == "--huge") {
      options.huge = true;
    } else if (argument == "--plots" && i + 1 < arguments.size()) {
      options.plots = arguments[++i];
    } else if (argument == "--rounds" && i + 1 < arguments.size()) {
      const std::string_view number = arguments[++i];
      std::from_chars(number.data(), number.data() + number.size(), options.rounds);
      if (options.rounds == 0) throw std::invalid_argument("--rounds takes a number above 0");
    } else if (std::any_of(std::begin(kTables), std::end(kTables), is_name)) {
      options.tables.emplace_back(argument);
    } else {
      throw std::invalid_argument(fmt::format("unknown argument '{}'", argument));
    }
  }
  return options;
}

/// What the charts say about where they come from: `git version 2.39.5, 2 processors`.
std::string describe_setting() {
  const auto version = test::TestRepo(test::RepoKind::none).git({"--version"});
  return fmt::format("{}, {} processors", version, std::thread::hardware_concurrency());
}

int run(const Options& options) {
  Report report;
  for (const NamedTable& table : kTables) {
    const auto& wanted = options.tables;
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), table.name) == wanted.end()) continue;
    table.run(options, report);
  }
  const bool met = print_verdicts(report);
  if (!options.plots.empty()) write_plots(report, options.plots, describe_setting());
  return options.strict && !met ? 1 : 0;
}

}  // namespace
}  // namespace session::bench

int main(int argc, char** argv) {
  try {
    return session::bench::run(session::bench::parse_options({argv + 1, argv + argc}));
  } catch (const std::invalid_argument& error) {
    fmt::print(stderr, "hook_bench: {}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "hook_bench: {}\n", error.what());
    return 1;
  }
}
