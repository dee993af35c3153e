// SPDX-License-Identifier: MIT
// What long documents and long pushes cost.
#include <fmt/core.h>

#include "tables.hpp"
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace session::bench {
namespace {

/// The line that git gives to pre-push for a new branch.
std::filesystem::path write_push_line(Scene& scene) {
  const std::string branch = scene.repo().git({"symbolic-ref", "HEAD"});
  std::filesystem::path file = scene.repo().outside() / "push-line";
  test::write_bytes(file,
                    fmt::format("{0} {1} {0} {2}\n", branch, scene.repo().head(), std::string(40, '0')));
  return file;
}

Row push_row(Scene& scene, std::string name, const std::filesystem::path& program) {
  Row row = hook_row(scene, std::move(name), program);
  row.command.insert(row.command.end(), {"origin", "https://example.org/project.git"});
  row.input = write_push_line(scene);
  return row;
}

}  // namespace

void time_items(const Options& options, Report& report) {
  constexpr double kLongBar = 20;
  constexpr double kLinearBar = 12;
  const std::vector<std::size_t> sizes = {10, 1000, 10000, 100000};
  std::vector<std::unique_ptr<Scene>> scenes;
  Table table{"completed items in SESSION.md", {}, 0};
  for (const std::size_t size : sizes) {
    scenes.push_back(make_unseen(kSmall, size));
    if (table.rows.empty())
      table.rows.push_back(hook_row(*scenes[0], "native program that does nothing", noop_hook()));
    table.rows.push_back(recording_row(*scenes.back(), fmt::format("post-commit, {} items", size),
                                       program("git-session-post-commit")));
    if (size == 10000) table.rows.back().most_ms = kLongBar;
  }
  const Samples samples = measure(table, choose_rounds(options, 40));
  print_table(table, samples, report);
  for (std::size_t i = 0; i < sizes.size(); ++i)
    report.items[static_cast<double>(sizes[i])] = find_over_floor(table, samples, i + 1);
  std::vector<double> growth;
  const auto& floor = samples.wall_ms[0];
  for (std::size_t round = 0; round < floor.size(); ++round)
    growth.push_back((samples.wall_ms[4][round] - floor[round]) / (samples.wall_ms[3][round] - floor[round]));
  fmt::print("  100000 items cost {:.1f} x what 10000 cost, {}\n", median(growth),
             judge(report, {"100000 completed items against 10000", median(growth), kLinearBar, "x"}));
}

void time_push(const Options& options, Report& report) {
  constexpr std::size_t kCommits = 10000;
  constexpr double kPushBar = 50;
  Scene seen(kSmall);
  seen.import_commits(kCommits);
  seen.install();
  seen.remember();
  Scene unseen(kSmall);
  unseen.install();
  unseen.import_commits(kCommits);
  unseen.remember();
  Scene some(kSmall);
  some.import_commits(kCommits);
  some.install();
  some.import_commits(40);
  some.remember();
  Table table{"pre-push, 10000 commits to push", {}, 0};
  const auto hook = program("git-session-pre-push");
  table.rows.push_back(push_row(seen, "native program that does nothing", noop_hook()));
  table.rows.push_back(push_row(seen, "pre-push, all seen", hook));
  table.rows.push_back(push_row(some, "pre-push, 40 not seen and caught up", hook));
  table.rows.push_back(push_row(unseen, "pre-push, none seen", hook));
  for (std::size_t i = 1; i < table.rows.size(); ++i) table.rows[i].most_ms = kPushBar;
  table.rows.push_back(git_row(seen, "git rev-list --count HEAD", {"rev-list", "--count", "HEAD"}));
  table.rows.back().prepare = [&seen] { seen.restore(); };
  print_table(table, measure(table, choose_rounds(options, 40)), report);
}

}  // namespace session::bench
