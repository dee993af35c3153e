// SPDX-License-Identifier: MIT
// What the hooks cost, as whole programs, in ratios to something known of the same table. Prints, judges the
// bars, and exits with 0 all the same unless --strict is given. usage: hook_bench [--quick] [--rounds N]
// [--strict] [TABLE]...   TABLE: commit hook items push changes rebase history reconcile
#include <fmt/core.h>

#include "harness.hpp"
#include "scene.hpp"
#include "tables.hpp"
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace session::bench {
namespace {

constexpr double kNothingBar = 0.5;
constexpr double kFullBar = 2.5;

/// A small repository with our hooks and one commit that they did not see.
std::unique_ptr<Scene> make_unseen(std::size_t files, std::size_t completed = 0) {
  auto scene = std::make_unique<Scene>(files);
  scene->install();
  if (completed != 0) scene->set_completed(completed);
  scene->commit_unseen("Write the manual");
  scene->remember();
  return scene;
}

/// `git commit` with one hook or another.
bool time_commit(const Options& options) {
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
  const auto commit = [](const Scene& scene, std::string name) {
    return git_row(scene, std::move(name), {"commit", "--quiet", "--allow-empty", "--message=x"});
  };
  Table table{"git commit, small repository", {}, 1};
  table.rows.push_back(commit(none, "no hook"));
  table.rows.push_back(commit(noop, "native hook that does nothing"));
  table.rows.push_back(commit(ours, "post-commit"));
  table.rows.back().most_ms = kFullBar;
  table.rows.back().check = [&ours] { ours.check_recorded(); };
  table.rows.push_back(commit(without, "post-commit, no SESSION.md"));
  table.rows.back().most_ms = kNothingBar;
  table.rows.push_back(commit(naive, "naive shell script"));
  table.rows.back().check = [&naive] { naive.check_recorded(); };
  return print_table(table, measure(table, choose_rounds(options, 100)));
}

/// The hook as a program of its own.
bool time_hook(const Options& options) {
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
  return print_table(table, measure(table, choose_rounds(options, 100)));
}

/// Long documents.
bool time_items(const Options& options) {
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
  const bool met = print_table(table, samples);
  std::vector<std::vector<double>> over_floor(5);
  for (std::size_t i = 0; i < over_floor.size(); ++i) {
    for (std::size_t round = 0; round < samples.wall_ms[i].size(); ++round) {
      over_floor[i].push_back(samples.wall_ms[i][round] - samples.wall_ms[0][round]);
    }
  }
  const double growth =
      median_of_pairs(over_floor[4], over_floor[3], [](double a, double b) { return a / b; });
  fmt::print("  100000 items cost {:.1f} x what 10000 cost, <= {}: {}\n", growth, kLinearBar,
             growth <= kLinearBar ? "PASS" : "FAIL");
  return met && growth <= kLinearBar;
}

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

/// 10 000 commits to push, seen by the hooks or not.
bool time_push(const Options& options) {
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
  return print_table(table, measure(table, choose_rounds(options, 40)));
}

/// What the number of tracked files costs.
bool time_changes(const Options& options) {
  constexpr std::size_t kLibgit2Limit = 300;
  bool met = true;
  for (const std::size_t files : {std::size_t{20}, std::size_t{100}, std::size_t{300}, std::size_t{10000}}) {
    const auto scene = make_unseen(files);
    Table table{fmt::format("uncommitted changes, {} files", files), {}, 0};
    table.rows.push_back(git_row(*scene, "git status --porcelain=v2", {"status", "--porcelain=v2"}));
    table.rows.back().prepare = [&scene] { scene->restore(); };
    table.rows.push_back(hook_row(*scene, "only the changes, as the hooks read them", changes_program()));
    if (files <= kLibgit2Limit) table.rows.back().most_ratio = 1.0;
    table.rows.push_back(recording_row(*scene, "post-commit", program("git-session-post-commit")));
    met = print_table(table, measure(table, choose_rounds(options, files > kLibgit2Limit ? 25 : 50))) && met;
  }
  return met;
}

struct NamedTable {
  std::string_view name;
  bool (*run)(const Options& options);
};

constexpr NamedTable kTables[] = {{"commit", time_commit},   {"hook", time_hook},
                                  {"items", time_items},     {"push", time_push},
                                  {"changes", time_changes}, {"rebase", time_rebase},
                                  {"history", time_history}, {"reconcile", time_reconcile}};

Options parse_options(const std::vector<std::string_view>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    const auto is_name = [argument](const NamedTable& table) { return table.name == argument; };
    if (argument == "--quick") {
      options.quick = true;
    } else if (argument == "--strict") {
      options.strict = true;
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

int run(const Options& options) {
  bool met = true;
  for (const NamedTable& table : kTables) {
    const auto& wanted = options.tables;
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), table.name) == wanted.end()) continue;
    met = table.run(options) && met;
  }
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
