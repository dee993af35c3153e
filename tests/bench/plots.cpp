// SPDX-License-Identifier: MIT
#include "plots.hpp"

#include <fmt/core.h>

#include "chart.hpp"
#include <fstream>
#include <stdexcept>

namespace session::bench {
namespace {

void write_plot(const std::filesystem::path& file, const std::string& text) {
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) throw std::runtime_error(fmt::format("cannot write '{}'", file.string()));
  fmt::print("written: {}\n", file.string());
}

}  // namespace

void write_plots(const Report& report, const std::filesystem::path& folder, const std::string& setting) {
  std::filesystem::create_directories(folder);
  if (!report.commits.empty()) {
    write_plot(folder / "commit.svg",
               draw_bars({.title = "git commit with a post-commit hook, small repository",
                          .note = fmt::format("{}; medians of the ratios of {} pairs of runs that took turns",
                                              setting, report.commit_rounds),
                          .axis = "time against git commit without a hook (logarithmic)",
                          .bars = report.commits,
                          .marked = "post-commit"}));
  }
  if (!report.files.empty()) {
    write_plot(folder / "files.svg",
               draw_lines({.title = "post-commit against git status, by the number of tracked files",
                           .note = setting + "; medians of the ratios of pairs of runs that took turns",
                           .x_axis = "tracked files (logarithmic)",
                           .y_axis = "post-commit / git status",
                           .lines = report.files,
                           .marks = {{1, "git status --porcelain=v2"}}}));
  }
  if (!report.items.empty()) {
    write_plot(folder / "items.svg",
               draw_lines({.title = "post-commit, by the number of completed items in SESSION.md",
                           .note = setting + "; medians of the differences of pairs of runs that took turns",
                           .x_axis = "completed items (logarithmic)",
                           .y_axis = "ms over a program that does nothing",
                           .lines = {{"post-commit", report.items}},
                           .log_y = true}));
  }
}

}  // namespace session::bench
