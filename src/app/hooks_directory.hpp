// SPDX-License-Identifier: MIT
// The hooks directory of a repository: which one git uses, what stands in it, and changes to it.
#pragma once

#include "app/undo_list.hpp"
#include "core/error.hpp"
#include "core/install/hook_plan.hpp"
#include "git/repository.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace session::app {

/// The directory from which git runs hooks.
struct HooksPlace {
  std::filesystem::path directory;  ///< absolute
  bool is_configured = false;       ///< core.hooksPath names it
  bool is_outside = false;          ///< it lies outside of the repository and its work trees
  std::filesystem::path tree;       ///< the work tree of this repository that holds it; empty when none does
  bool operator==(const HooksPlace&) const = default;
};

/// Finds it by git's rules (git-config(1), core.hooksPath): a relative value is relative to the root of the
/// work tree; without a value it is `hooks` in the common directory. ErrorKind::git when the value switches
/// hooks off or names no directory.
[[nodiscard]] Result<HooksPlace> find_hooks_place(git::Repository& repository);

/// The name of a directory in the manifest, and back: relative to the common directory when it lies there or
/// beside it, so that a repository that is moved still finds its hooks.
[[nodiscard]] std::string format_recorded(const std::filesystem::path& common_dir,
                                          const std::filesystem::path& directory);
[[nodiscard]] std::filesystem::path resolve_recorded(const std::filesystem::path& common_dir,
                                                     const std::string& recorded);

/// What stands in the directory, as plan_install and plan_uninstall want it. `programs` is the folder of our
/// hook programs; empty for uninstall.
[[nodiscard]] HookDirectory read_hook_directory(git::Repository& repository,
                                                const std::filesystem::path& directory,
                                                const HookManifest& manifest,
                                                const std::filesystem::path& programs);

/// Creates the directory and those above it. Gives the ones that were not there, outermost first.
[[nodiscard]] Result<std::vector<std::filesystem::path>> create_directories(
    const std::filesystem::path& directory, UndoList& undo);

/// Carries out the actions of a plan. A hook is replaced by rename, so at no time is there none. On an error
/// the undo list takes all of them back.
[[nodiscard]] Result<void> carry_out(const std::filesystem::path& directory,
                                     const std::vector<HookAction>& actions, UndoList& undo);

}  // namespace session::app
