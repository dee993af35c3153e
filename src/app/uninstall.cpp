// SPDX-License-Identifier: MIT
// `git session uninstall`.
#include "app/filter_setup.hpp"
#include "app/hooks_directory.hpp"
#include "app/install.hpp"
#include "app/install_state.hpp"
#include "core/install/exclude_file.hpp"
#include "core/install/hook_plan.hpp"
#include "core/text/inline_text.hpp"
#include "io/file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace session::app {
namespace {

namespace fs = std::filesystem;

constexpr int kLockWaitMs = 5000;

/// What is taken out of one hooks directory.
struct DirectoryPlan {
  fs::path directory;
  HookPlan hooks;
};

struct UninstallPlan {
  std::vector<DirectoryPlan> directories;
  std::vector<fs::path> created;  ///< directories that install made, innermost first
  bool has_exclude = false;
  std::optional<std::string> exclude;  ///< its new bytes; nothing: it was not there before install
  FilterRemoval filter;
  bool is_installed = false;
  std::vector<std::string> lines;
};

/// The directories of the manifest, and the one that git uses now: a link or a shim tells by itself that it
/// is ours.
std::vector<fs::path> find_directories(git::Repository& repository, const HookManifest& manifest) {
  const auto& common = repository.location().common_dir;
  std::vector<std::string> recorded;
  for (const auto& entry : manifest.entries) recorded.push_back(entry.directory);
  if (const auto place = find_hooks_place(repository)) {
    recorded.push_back(format_recorded(common, place->directory));
  }
  std::vector<fs::path> directories;
  for (const auto& name : recorded) {
    auto path = resolve_recorded(common, name);
    if (std::find(directories.begin(), directories.end(), path) == directories.end()) {
      directories.push_back(std::move(path));
    }
  }
  return directories;
}

Result<UninstallPlan> make_plan(git::Repository& repository, const InstallPaths& paths) {
  UninstallPlan plan;
  const auto manifest = read_manifest(paths, plan.lines);
  plan.is_installed = !manifest.entries.empty();
  for (const auto& directory : find_directories(repository, manifest)) {
    auto hooks = plan_uninstall(read_hook_directory(repository, directory, manifest, {}));
    if (hooks.lines.empty()) continue;
    plan.is_installed = plan.is_installed || hooks.changes();
    plan.lines.push_back(fmt::format("hooks directory: {}", format_plain(directory.string())));
    plan.lines.insert(plan.lines.end(), hooks.lines.begin(), hooks.lines.end());
    plan.directories.push_back({directory, std::move(hooks)});
  }
  for (auto name = manifest.created_directories.rbegin(); name != manifest.created_directories.rend();
       ++name) {
    plan.created.push_back(resolve_recorded(repository.location().common_dir, *name));
  }
  SESSION_TRY(plan.filter, plan_filter_removal(repository, paths));
  if (plan.filter.has_attributes || !plan.filter.sections.empty()) {
    plan.is_installed = true;
    plan.lines.emplace_back(
        "the filter and the merge driver for SESSION.md are taken out of git's configuration");
  }
  SESSION_TRY(const auto old_text, read_exclude(paths));
  if (!old_text) return plan;
  plan.exclude = remove_own_lines(*old_text);
  plan.has_exclude = plan.exclude != old_text;
  if (plan.has_exclude) {
    plan.lines.push_back(
        fmt::format("our lines are taken out of '{}'", format_plain(paths.exclude.string())));
  }
  return plan;
}

Result<void> carry_out_plan(git::Repository& repository, const InstallPaths& paths, const UninstallPlan& plan,
                            UndoList& undo) {
  for (const auto& directory : plan.directories) {
    SESSION_CHECK(carry_out(directory.directory, directory.hooks.actions, undo));
  }
  if (plan.has_exclude) SESSION_CHECK(replace_file(paths.exclude, plan.exclude, undo));
  SESSION_CHECK(replace_file(paths.record, std::nullopt, undo));
  SESSION_CHECK(replace_file(paths.manifest, std::nullopt, undo));
  return carry_out_removal(repository, paths, plan.filter, undo);
}

}  // namespace

Result<std::vector<std::string>> uninstall_hooks(git::Repository& repository,
                                                 const UninstallOptions& options) {
  const InstallPaths paths(repository.location());
  const bool has_state = io::find_file_kind(paths.state) == io::FileKind::directory;
  std::optional<io::FileLock> lock;
  if (has_state && !options.dry_run) {
    SESSION_TRY(lock, io::FileLock::acquire(paths.lock, kLockWaitMs));
  }
  SESSION_TRY(auto plan, make_plan(repository, paths));
  const bool has_record = io::find_file_kind(paths.record) != io::FileKind::absent;
  if (!plan.is_installed && !plan.has_exclude && !has_record) {
    plan.lines.emplace_back("nothing to do: git-session is not installed in this repository");
    return std::move(plan.lines);
  }
  if (options.dry_run) {
    plan.lines.insert(plan.lines.begin(), "dry run: nothing is changed");
    return std::move(plan.lines);
  }
  UndoList undo;
  SESSION_CHECK(carry_out_plan(repository, paths, plan, undo));
  undo.keep();
  // Only empty directories go: what a person put there stays, and so does the log.
  std::error_code ignored;
  for (const auto& directory : plan.created) fs::remove(directory, ignored);
  lock.reset();
  fs::remove(paths.state, ignored);
  return std::move(plan.lines);
}

}  // namespace session::app
