// SPDX-License-Identifier: MIT
// What the tables share: options, and rows as git or a person starts the programs.
#pragma once

#include "harness.hpp"
#include "scene.hpp"
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace session::bench {

inline constexpr std::size_t kSmall = 20;  ///< files of a small repository

struct Options {
  bool quick = false;
  bool strict = false;
  std::size_t rounds = 0;  ///< 0: as the table likes
  std::vector<std::string> tables;
};

/// How many rounds a table runs that likes `usual`.
[[nodiscard]] std::size_t choose_rounds(const Options& options, std::size_t usual);

/// git, as a person starts it.
[[nodiscard]] Row git_row(const Scene& scene, std::string name, std::vector<std::string> arguments);
/// A hook as git starts it: in the root of the work tree, after the state of the scene was put back.
[[nodiscard]] Row hook_row(const Scene& scene, std::string name, const std::filesystem::path& program);
/// The same of a hook that must record HEAD's commit.
[[nodiscard]] Row recording_row(const Scene& scene, std::string name, const std::filesystem::path& program);

/// What rewritten and long history costs; each gives false when a bar was missed.
[[nodiscard]] bool time_rebase(const Options& options);
[[nodiscard]] bool time_history(const Options& options);
[[nodiscard]] bool time_reconcile(const Options& options);

}  // namespace session::bench
