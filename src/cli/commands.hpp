// SPDX-License-Identifier: MIT
// One function per command, with its options as a value. Each gives the exit status.
#pragma once

#include "core/error.hpp"

#include <optional>
#include <string>
#include <vector>

namespace session::cli {

struct InitArguments {
  std::optional<std::string> phases;
  bool no_exclude = false;
};

struct InstallArguments {
  bool dry_run = false;
  bool into_tracked = false;
  bool no_exclude = false;
  bool no_init = false;
};

struct UninstallArguments {
  bool dry_run = false;
};

struct VerifyArguments {
  bool json = false;
  bool all = false;
  bool fix = false;
};

struct RecordArguments {
  std::vector<std::string> revisions;
};

/// Creates SESSION.md.
[[nodiscard]] Result<int> run_init(const InitArguments& arguments);
/// Installs the hooks, and creates SESSION.md when there is none.
[[nodiscard]] Result<int> run_install(const InstallArguments& arguments);
/// Takes the hooks out again. SESSION.md stays.
[[nodiscard]] Result<int> run_uninstall(const UninstallArguments& arguments);
/// Compares the checkpoint and the entries with git: 0 when they can be relied on, else 1.
[[nodiscard]] Result<int> run_verify(const VerifyArguments& arguments);
/// Records commits by hand: 1 when there is one that can't be.
[[nodiscard]] Result<int> run_record(const RecordArguments& arguments);
/// Prints the version and how libgit2 is linked.
[[nodiscard]] Result<int> run_version();

/// Prints an error to standard error and gives its exit status.
[[nodiscard]] int report(const Error& error);

}  // namespace session::cli
