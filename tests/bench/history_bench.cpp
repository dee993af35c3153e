// SPDX-License-Identifier: MIT
// What rewritten history costs, and whether the length of history matters.
#include "core/install/hook_files.hpp"

#include <fmt/core.h>

#include "harness.hpp"
#include "scene.hpp"
#include "tables.hpp"
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace session::bench {
namespace {

namespace fs = std::filesystem;

/// A branch of recorded commits, each with a file of its own, and a new base to put them on.
struct Branch {
  std::unique_ptr<Scene> scene;
  std::string base;  ///< full ids
  std::string onto;
  std::string tip;
};

/// `older` commits below `rebased` ones; all are recorded. `onto` is one commit beside the rebased ones.
Branch make_branch(std::size_t older, std::size_t rebased) {
  Branch branch{std::make_unique<Scene>(kSmall), {}, {}, {}};
  Scene& scene = *branch.scene;
  scene.replace_history(1 + older + rebased, Scene::Step::file);
  scene.install();
  scene.record(fmt::format("HEAD~{}..HEAD", older + rebased));
  test::TestRepo& repo = scene.repo();
  branch.tip = repo.head();
  branch.base = repo.git({"rev-parse", fmt::format("HEAD~{}", rebased)});
  // By somebody else: it is no work of the person who rebases.
  const auto onto = repo.run({"env", "GIT_AUTHOR_NAME=Grace Hopper", "GIT_COMMITTER_NAME=Grace Hopper", "git",
                              "commit-tree", "-p", branch.base, "-m", "Base", branch.base + "^{tree}"});
  branch.onto = onto.out.substr(0, onto.out.find('\n'));
  scene.remember();
  return branch;
}

void link_hooks(Scene& scene, const fs::path& program) {
  for (const Hook& hook : kHooks) {
    const fs::path path = scene.path() / ".git/hooks" / hook.name;
    fs::remove(path);
    if (!program.empty()) fs::create_symlink(program, path);
  }
}

std::vector<std::string> list_commits(Scene& scene, const std::string& range) {
  std::vector<std::string> ids;
  std::istringstream lines(scene.repo().git({"rev-list", range}));
  for (std::string line; std::getline(lines, line);) ids.push_back(line);
  return ids;
}

/// The rounds must not slow each other down: each makes the same objects, and the reflogs do not grow.
Row rebase_row(Branch& branch, std::string name) {
  Scene& scene = *branch.scene;
  Row row = git_row(scene, std::move(name), {"rebase", "--quiet", "--onto", branch.onto, branch.base});
  row.environment.push_back(fmt::format("GIT_COMMITTER_DATE={} +0000", scene.repo().now()));
  const fs::path logs = scene.path() / ".git/logs";
  std::map<fs::path, std::string> kept;
  for (const auto& entry : fs::recursive_directory_iterator(logs)) {
    if (entry.is_regular_file()) kept[entry.path()] = test::read_bytes(entry.path());
  }
  row.prepare = [&scene, tip = branch.tip, kept] {
    scene.repo().git({"reset", "--quiet", "--hard", tip});
    for (const auto& [path, bytes] : kept) test::write_bytes(path, bytes);
    scene.restore();
  };
  return row;
}

/// What one set of hooks adds to the commands against what another adds, round by round.
void print_added(const Samples& samples, double bar, Report& report) {
  std::vector<double> noop;
  std::vector<double> ours;
  for (std::size_t round = 0; round < samples.wall_ms[0].size(); ++round) {
    noop.push_back(samples.wall_ms[1][round] - samples.wall_ms[0][round]);
    ours.push_back(samples.wall_ms[2][round] - samples.wall_ms[0][round]);
  }
  const double times = median(ours) / median(noop);
  const double by_round = median_of_pairs(ours, noop, [](double a, double b) { return a / b; });
  fmt::print(
      "  our hooks add {:.1f} ms, native hooks that do nothing {:.1f} ms: {:.2f} x"
      " (median of the rounds {:.2f} x), {}\n",
      median(ours), median(noop), times, by_round,
      judge(report,
            {"git rebase, 100 recorded commits: what all hooks add", times, bar, "x empty native hooks"}));
}

/// One imported history with recorded commits on top, and one commit that no hook saw.
std::unique_ptr<Scene> make_long(std::size_t commits, std::size_t items) {
  auto scene = std::make_unique<Scene>(kSmall);
  scene->replace_history(commits, Scene::Step::empty);
  scene->install();
  scene->record(fmt::format("HEAD~{}..HEAD", items));
  return scene;
}

}  // namespace

/// 100 recorded commits are put on a new base.
void time_rebase(const Options& options, Report& report) {
  constexpr std::size_t kCommits = 100;
  constexpr double kRebaseBar = 1.6;
  Branch none = make_branch(0, kCommits);
  link_hooks(*none.scene, {});
  Branch noop = make_branch(0, kCommits);
  link_hooks(*noop.scene, noop_hook());
  Branch ours = make_branch(0, kCommits);
  Table table{"git rebase, 100 recorded commits", {}, 1};
  table.rows.push_back(rebase_row(none, "no hook"));
  table.rows.push_back(rebase_row(noop, "native hooks that do nothing"));
  table.rows.push_back(rebase_row(ours, "all hooks"));
  table.rows.back().check = [&ours] {
    ours.scene->check_recorded();
    ours.scene->check_items(list_commits(*ours.scene, ours.onto + ".."));
  };
  const Samples samples = measure(table, choose_rounds(options, 40));
  print_table(table, samples, report);
  print_added(samples, kRebaseBar, report);
}

/// Whether the length of history matters.
void time_history(const Options& options, Report& report) {
  constexpr std::size_t kItems = 100;
  constexpr double kLengthBar = 1.1;
  constexpr std::size_t kLong = 100000;
  const auto hook = program("git-session-post-commit");
  Table next{"post-commit, history of 100 and of 100000 commits, 100 items", {}, 2};
  Table amended{"the same after commit --amend", {}, 2};
  std::vector<std::unique_ptr<Scene>> scenes;
  for (const std::size_t commits : {kItems + 1, kLong}) {
    for (Table* const table : {&next, &amended}) {
      scenes.push_back(make_long(commits, kItems));
      Scene& scene = *scenes.back();
      if (table == &next) {
        scene.commit_unseen("Write the manual");
      } else {
        scene.amend_unseen("Write the manual");
      }
      scene.remember();
      table->rows.push_back(recording_row(scene, fmt::format("post-commit, {} commits", commits), hook));
    }
  }
  next.rows.back().most_ratio = kLengthBar;
  for (Table* const table : {&next, &amended}) {
    table->rows.push_back(hook_row(*scenes.front(), "native program that does nothing", noop_hook()));
    print_table(*table, measure(*table, choose_rounds(options, 100)), report);
  }
}

/// post-rewrite after a rebase of 200 of 1000 recorded commits, as git starts it.
void time_reconcile(const Options& options, Report& report) {
  constexpr std::size_t kOlder = 800;
  constexpr std::size_t kRebased = 200;
  constexpr double kReconcileBar = 50;
  Branch branch = make_branch(kOlder, kRebased);
  Scene& scene = *branch.scene;
  // While the hook runs, the folder of the rebase still stands: a hook in its place keeps it and its input.
  link_hooks(scene, {});
  const fs::path pairs = scene.repo().outside() / "pairs";
  const fs::path folder = scene.repo().outside() / "rebase-merge";
  const fs::path keeper = scene.path() / ".git/hooks/post-rewrite";
  test::write_bytes(keeper, fmt::format("#!/bin/sh\ncat >'{}'\ncp -R .git/rebase-merge '{}'\n",
                                        pairs.string(), folder.string()));
  fs::permissions(keeper, fs::perms::owner_all);
  scene.repo().git({"rebase", "--quiet", "--onto", branch.onto, branch.base});
  fs::copy(folder, scene.path() / ".git/rebase-merge", fs::copy_options::recursive);
  Table table{"post-rewrite, 1000 recorded commits, 200 of them rebased", {}, 0};
  table.rows.push_back(hook_row(scene, "native program that does nothing", noop_hook()));
  table.rows.push_back(recording_row(scene, "post-rewrite", program("git-session-post-rewrite")));
  Row& row = table.rows.back();
  row.command.emplace_back("rebase");
  row.input = pairs;
  row.most_ms = kReconcileBar;
  row.check = [&scene, ids = list_commits(scene, branch.onto + "..")] {
    scene.check_recorded();
    scene.check_items(ids);
  };
  print_table(table, measure(table, choose_rounds(options, 60)), report);
}

}  // namespace session::bench
