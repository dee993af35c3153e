// SPDX-License-Identifier: MIT
// What a commit costs with one hook or another, and the hook as a program of its own.
#include <fmt/core.h>

#include "other_tools.hpp"
#include "tables.hpp"
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

namespace session::bench {
namespace {

constexpr double kNothingBar = 0.5;
constexpr double kFullBar = 2.5;

}  // namespace

void time_commit(const Options& options, Report& report) {
  Scene none(kSmall);
  Scene noop(kSmall);
  noop.set_hook(noop_hook());
  Scene ours(kSmall);
  ours.install();
  Scene without(kSmall);
  without.install();
  std::filesystem::remove(without.path() / "SESSION.md");
  Scene naive(kSmall);
  naive.install();
  naive.set_hook(naive_hook());
  Table table{"git commit, small repository", {}, 1};
  table.rows.push_back(commit_row(none, "no hook"));
  table.rows.push_back(commit_row(noop, "native hook that does nothing"));
  table.rows.push_back(commit_row(without, "post-commit, no SESSION.md"));
  table.rows.back().most_ms = kNothingBar;
  table.rows.push_back(commit_row(ours, "post-commit"));
  table.rows.back().most_ms = kFullBar;
  table.rows.back().check = [&ours] { ours.check_recorded(); };
  table.rows.push_back(commit_row(naive, "naive shell script"));
  table.rows.back().check = [&naive] { naive.check_recorded(); };
  const auto tools = find_other_tools();
  std::vector<std::unique_ptr<Scene>> scenes;
  for (const OtherTool& tool : tools) {
    if (tool.version.empty()) continue;
    scenes.push_back(std::make_unique<Scene>(kSmall));
    table.rows.push_back(other_tool_row(*scenes.back(), tool));
  }
  const std::size_t rounds = choose_rounds(options, 100);
  const Samples samples = measure(table, rounds);
  print_table(table, samples, report);
  for (const OtherTool& tool : tools) {
    if (tool.version.empty()) fmt::print("  {}: not in PATH, not compared\n", tool.name);
  }
  report.commit_rounds = rounds;
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    report.commits.push_back({table.rows[i].name, find_ratio(samples, i)});
}

void time_hook(const Options& options, Report& report) {
  const auto scene = make_unseen(kSmall);
  Table table{"the hook alone, small repository", {}, 0};
  table.rows.push_back(hook_row(*scene, "native program that does nothing", noop_hook()));
  table.rows.push_back(recording_row(*scene, "post-commit", program("git-session-post-commit")));
  table.rows.push_back(hook_row(*scene, "post-commit, GIT_SESSION=0", program("git-session-post-commit")));
  table.rows.back().environment.emplace_back("GIT_SESSION=0");
  table.rows.back().most_ms = kNothingBar;
  table.rows.push_back(git_row(*scene, "git status --porcelain=v2", {"status", "--porcelain=v2"}));
  table.rows.back().prepare = [&scene] { scene->restore(); };
  table.rows.push_back(recording_row(*scene, "naive shell script", naive_hook()));
  print_table(table, measure(table, choose_rounds(options, 100)), report);
}

}  // namespace session::bench
