// SPDX-License-Identifier: MIT
// What the tables share: options, and rows as git or a person starts the programs.
#pragma once

#include "harness.hpp"
#include "report.hpp"
#include "scene.hpp"
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace session::bench {

inline constexpr std::size_t kSmall = 20;  ///< files of a small repository

struct Options {
  bool quick = false;
  bool strict = false;
  bool huge = false;       ///< half a million files, too
  std::size_t rounds = 0;  ///< 0: as the table likes
  std::vector<std::string> tables;
  std::filesystem::path plots;  ///< the folder for the charts; empty: none
};

/// How many rounds a table runs that likes `usual`.
[[nodiscard]] std::size_t choose_rounds(const Options& options, std::size_t usual);

/// git, as a person starts it.
[[nodiscard]] Row git_row(const Scene& scene, std::string name, std::vector<std::string> arguments);
/// `git commit` of nothing.
[[nodiscard]] Row commit_row(const Scene& scene, std::string name);
/// A hook as git starts it: in the root of the work tree, after the state of the scene was put back.
[[nodiscard]] Row hook_row(const Scene& scene, std::string name, const std::filesystem::path& program);
/// The same of a hook that must record HEAD's commit.
[[nodiscard]] Row recording_row(const Scene& scene, std::string name, const std::filesystem::path& program);

/// A small repository with our hooks and one commit that they did not see.
[[nodiscard]] std::unique_ptr<Scene> make_unseen(std::size_t files, std::size_t completed = 0);

/// The tables. They print, and leave in the report what they judged and what the charts show.
void time_commit(const Options& options, Report& report);
void time_hook(const Options& options, Report& report);
void time_items(const Options& options, Report& report);
void time_push(const Options& options, Report& report);
void time_changes(const Options& options, Report& report);
void time_files(const Options& options, Report& report);
void time_rebase(const Options& options, Report& report);
void time_history(const Options& options, Report& report);
void time_reconcile(const Options& options, Report& report);

}  // namespace session::bench
