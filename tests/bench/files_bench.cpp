// SPDX-License-Identifier: MIT
// What the number of tracked files costs.
#include <fmt/core.h>

#include "big_scene.hpp"
#include "tables.hpp"
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace session::bench {
namespace {

constexpr std::size_t kHundredThousand = 100000;
constexpr std::size_t kChanged = 10;
constexpr double kStatusBar = 1.1;

/// One state of the repository that both programs are timed in.
struct State {
  std::string name;
  BigScene::Index index = BigScene::Index::settled;
};

Table make_table(const BigScene& big, const State& state) {
  const Scene& scene = big.scene();
  Table table{fmt::format("{} files, {}", big.files(), state.name), {}, 0};
  table.rows.push_back(git_row(scene, "git status --porcelain=v2", {"status", "--porcelain=v2"}));
  // A status that may write mends the index, and there would be nothing to compare from the second round on.
  table.rows.back().environment.emplace_back("GIT_OPTIONAL_LOCKS=0");
  table.rows.push_back(hook_row(scene, "post-commit", program("git-session-post-commit")));
  table.rows.back().check = [&big] { big.check_recorded(); };
  for (Row& row : table.rows) {
    row.prepare = [&big, &scene, index = state.index] {
      scene.restore();
      big.set_index(index);
    };
  }
  return table;
}

/// The middle wall times of one state.
struct Times {
  double status_ms = 0;
  double hook_ms = 0;
};

/// Times one state and prints its line.
Times time_state(const BigScene& big, const State& state, std::size_t rounds, Report& report) {
  const Table table = make_table(big, state);
  const Samples samples = measure(table, rounds);
  const double ratio = find_ratio(samples, 1);
  const Times times{median(samples.wall_ms[0]), median(samples.wall_ms[1])};
  const bool judged = big.files() >= kHundredThousand;
  fmt::print(
      "  {:<34} {:>9.2f} ms {:>9.2f} ms {:>7.2f} x  {}\n", state.name, times.status_ms, times.hook_ms, ratio,
      judged ? judge(report, {table.title + ": post-commit against git status", ratio, kStatusBar, "x"})
             : "");
  std::fflush(stdout);
  report.files[state.name][static_cast<double>(big.files())] = ratio;
  return times;
}

/// Memory does not vary as time does: the middle of three runs.
void weigh_state(const BigScene& big, const State& state, Report& report) {
  constexpr double kMemoryBar = 1.5;
  constexpr double kKibPerMib = 1024;
  const Table table = make_table(big, state);
  const auto file = big.scene().path().parent_path() / "peak";
  std::vector<double> peaks;
  for (const Row& row : table.rows) {
    std::vector<double> runs(3);
    for (double& run : runs) run = measure_peak(row, peak_program(), file);
    peaks.push_back(median(runs) / kKibPerMib);
  }
  const double ratio = peaks[1] / peaks[0];
  const std::string what = table.title + ": peak memory of post-commit against git status";
  fmt::print("  {:<34} {:>8.1f} MiB {:>8.1f} MiB {:>7.2f} x  {}\n", "peak memory, " + state.name, peaks[0],
             peaks[1], ratio,
             big.files() >= kHundredThousand ? judge(report, {what, ratio, kMemoryBar, "x"}) : "");
}

void time_size(std::size_t files, std::size_t rounds, Report& report) {
  fmt::print("\n{:<36} {:>12} {:>12} {:>9}\n", fmt::format("{} files", files), "git status", "post-commit",
             "ratio");
  BigScene big(files);
  const Times plain = time_state(big, {"no changes"}, rounds, report);
  time_state(big, {"no changes, fresh checkout", BigScene::Index::fresh}, rounds, report);
  weigh_state(big, {"no changes"}, report);
  big.set_untracked_cache(true);
  const Times cached = time_state(big, {"no changes, untracked cache"}, rounds, report);
  big.change(kChanged);
  time_state(big, {"10 changed, untracked cache"}, rounds, report);
  big.set_untracked_cache(false);
  time_state(big, {"10 changed"}, rounds, report);
  time_state(big, {"10 changed, fresh checkout", BigScene::Index::fresh}, rounds, report);
  weigh_state(big, {"10 changed"}, report);
  if (files < kHundredThousand) return;
  const double ratio = cached.hook_ms / plain.status_ms;
  const std::string what = fmt::format("{} files: post-commit with the untracked cache", files);
  fmt::print("  with the untracked cache post-commit takes {:.2f} x of a git status without it, {}\n", ratio,
             judge(report, {what, ratio, 1.0, "x git status without it"}));
}

}  // namespace

void time_changes(const Options& options, Report& report) {
  constexpr std::size_t kSmallRepository = 300;
  for (const std::size_t files : {std::size_t{20}, std::size_t{100}, std::size_t{300}, std::size_t{10000}}) {
    const auto scene = make_unseen(files);
    Table table{fmt::format("uncommitted changes, {} files", files), {}, 0};
    table.rows.push_back(git_row(*scene, "git status --porcelain=v2", {"status", "--porcelain=v2"}));
    table.rows.back().prepare = [&scene] { scene->restore(); };
    table.rows.push_back(hook_row(*scene, "only the changes, as the hooks read them", changes_program()));
    if (files <= kSmallRepository) table.rows.back().most_ratio = 1.0;
    table.rows.push_back(recording_row(*scene, "post-commit", program("git-session-post-commit")));
    print_table(table, measure(table, choose_rounds(options, files > kSmallRepository ? 25 : 50)), report);
  }
}

void time_files(const Options& options, Report& report) {
  struct Size {
    std::size_t files;
    std::size_t rounds;
  };
  std::vector<Size> sizes = {{100, 40}, {1000, 30}, {10000, 20}, {kHundredThousand, 11}};
  if (options.quick) sizes = {{100, 3}, {1000, 3}};
  if (options.huge) sizes.push_back({5 * kHundredThousand, 5});
  for (const auto& [files, rounds] : sizes) time_size(files, choose_rounds(options, rounds), report);
}

}  // namespace session::bench
