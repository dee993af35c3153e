// SPDX-License-Identifier: MIT
// `git session install`.
#include "app/install.hpp"

#include "app/filter_setup.hpp"
#include "app/hooks_directory.hpp"
#include "app/install_state.hpp"
#include "core/install/exclude_file.hpp"
#include "core/install/hook_plan.hpp"
#include "core/text/inline_text.hpp"
#include "core/text/text.hpp"
#include "io/environment.hpp"
#include "io/file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

namespace session::app {
namespace {

namespace fs = std::filesystem;

constexpr int kLockWaitMs = 5000;

bool has_program(const fs::path& folder, std::string_view hook) {
  const auto program = folder / format_program_name(hook);
  std::error_code failed;
  return fs::is_regular_file(program, failed) && ::access(program.c_str(), X_OK) == 0;
}

bool has_all_programs(const fs::path& folder) {
  return has_program(folder, "clean") && std::all_of(kHooks.begin(), kHooks.end(), [&](const Hook& hook) {
           return has_program(folder, hook.name);
         });
}

/// All that install wants to write, decided before anything is written.
struct InstallPlan {
  HooksPlace place;
  HookPlan hooks;
  HookManifest manifest;
  std::optional<std::string> exclude;  ///< its new bytes; nothing: not to be touched
  FilterPlan filter;
  InstallRecord record;
  std::vector<std::string> lines;
};

/// Patterns of `patterns` that `text` does not list as a line of its own.
std::vector<std::string> find_unlisted(const std::optional<std::string>& text,
                                       const std::vector<std::string>& patterns) {
  std::vector<std::string> unlisted;
  const std::string listed = text.value_or("");
  const auto spans = split_lines(listed);
  for (const auto& pattern : patterns) {
    if (std::none_of(spans.begin(), spans.end(), [&](Span span) { return slice(listed, span) == pattern; })) {
      unlisted.push_back(pattern);
    }
  }
  return unlisted;
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Result<void> plan_exclude_file(InstallPlan& plan, git::Repository& repository, const InstallPaths& paths,
                               const Settings& settings) {
  std::vector<std::string> patterns;
  SESSION_TRY(const bool is_tracked, repository.is_tracked(settings.session_file));
  patterns = is_tracked ? format_side_patterns(settings) : format_own_patterns(settings);
  if (!plan.place.tree.empty()) {
    std::error_code failed;
    const auto folder =
        fs::weakly_canonical(plan.place.directory, failed).lexically_relative(plan.place.tree);
    for (const auto& name : plan.hooks.untracked) {
      patterns.push_back(format_exclude_pattern((folder / name).lexically_normal().generic_string()));
    }
  }
  SESSION_TRY(const auto old_text, read_exclude(paths));
  const auto unlisted = find_unlisted(old_text, patterns);
  if (unlisted.empty()) return {};
  plan.exclude = plan_own_lines(old_text, patterns);
  plan.lines.push_back(
      fmt::format("listed in '{}': {}", format_plain(paths.exclude.string()), format_plain(join(unlisted))));
  return {};
}

Result<void> plan_record(InstallPlan& plan, git::Repository& repository, const InstallPaths& paths,
                         const InstallOptions& options) {
  if (auto earlier = read_record(paths)) {
    plan.record = *std::move(earlier);
  } else {
    plan.record.seconds = io::read_clock();
    SESSION_TRY(plan.record.tips, repository.read_ref_tips());
  }
  const bool wants_block = options.requested_on_mismatch == OnMismatch::block;
  plan.record.accepted_on_mismatch = wants_block ? std::optional(OnMismatch::block) : std::nullopt;
  if (wants_block) {
    plan.lines.emplace_back(
        "the repository's settings ask for push.on_mismatch = \"block\": accepted, so a push is stopped once "
        "when SESSION.md lacks something");
  }
  return {};
}

/// The manifest with the entries of this directory replaced by the plan's.
HookManifest merge_manifest(HookManifest manifest, const std::string& recorded, const HookPlan& hooks) {
  std::erase_if(manifest.entries, [&](const ManifestEntry& entry) {
    return entry.directory == recorded && std::any_of(kHooks.begin(), kHooks.end(), [&](const Hook& hook) {
             return hook.name == entry.hook;
           });
  });
  manifest.entries.insert(manifest.entries.end(), hooks.entries.begin(), hooks.entries.end());
  return manifest;
}

Result<InstallPlan> make_plan(git::Repository& repository, const fs::path& programs,
                              const InstallPaths& paths, const Settings& settings,
                              const InstallOptions& options) {
  InstallPlan plan;
  SESSION_TRY(plan.place, find_hooks_place(repository));
  plan.lines.push_back(fmt::format("hooks directory: {}{}", format_plain(plan.place.directory.string()),
                                   plan.place.is_configured ? " (core.hooksPath)" : ""));
  if (plan.place.is_outside) {
    plan.lines.emplace_back("it lies outside of this repository: git runs these hooks wherever it is used");
  }
  const auto manifest = read_manifest(paths, plan.lines);
  const auto directory = read_hook_directory(repository, plan.place.directory, manifest, programs);
  plan.hooks = plan_install(directory, options.into_tracked);
  plan.manifest = merge_manifest(manifest, directory.recorded, plan.hooks);
  plan.lines.insert(plan.lines.end(), plan.hooks.lines.begin(), plan.hooks.lines.end());
  if (!options.no_exclude) SESSION_CHECK(plan_exclude_file(plan, repository, paths, settings));
  SESSION_TRY(plan.filter, plan_filter(repository, paths, settings, programs));
  plan.lines.insert(plan.lines.end(), plan.filter.lines.begin(), plan.filter.lines.end());
  SESSION_CHECK(plan_record(plan, repository, paths, options));
  return plan;
}

Result<void> carry_out_plan(git::Repository& repository, const InstallPaths& paths, InstallPlan& plan,
                            UndoList& undo) {
  const git::Location& location = repository.location();
  SESSION_CHECK(replace_file(paths.record, format_install_record(plan.record), undo));
  if (plan.exclude) {
    SESSION_CHECK(create_directories(paths.exclude.parent_path(), undo));
    SESSION_CHECK(replace_file(paths.exclude, plan.exclude, undo));
  }
  SESSION_TRY(const auto created, create_directories(plan.place.directory, undo));
  auto& listed = plan.manifest.created_directories;
  for (const auto& path : created) {
    auto name = format_recorded(location.common_dir, path);
    if (std::find(listed.begin(), listed.end(), name) == listed.end()) listed.push_back(std::move(name));
  }
  SESSION_CHECK(carry_out(plan.place.directory, plan.hooks.actions, undo));
  SESSION_CHECK(replace_file(paths.manifest, format_manifest(plan.manifest), undo));
  return carry_out_filter(repository, paths, plan.filter, undo);
}

}  // namespace

Result<fs::path> find_programs(const git::Environment& environment) {
  const auto named = environment("GIT_SESSION_LIBEXEC");
  std::vector<fs::path> folders;
  std::error_code failed;
  if (named && !named->empty()) {
    folders.push_back(fs::absolute(*named, failed).lexically_normal());
  } else {
    const auto self = fs::read_symlink("/proc/self/exe", failed);
    if (!failed) {
      folders.push_back(self.parent_path());
      folders.push_back(self.parent_path().parent_path() / "libexec" / "git-session");
    }
  }
  for (auto& folder : folders) {
    if (!folder.has_filename()) folder = folder.parent_path();
    if (has_all_programs(folder)) return folder;
  }
  std::vector<std::string> searched;
  searched.reserve(folders.size());
  for (const auto& folder : folders) searched.push_back("'" + format_plain(folder.string()) + "'");
  return fail(ErrorKind::file,
              fmt::format("cannot find the hook programs in {}",
                          searched.empty() ? std::string("any folder") : join(searched)),
              "install git-session again, or set GIT_SESSION_LIBEXEC to their folder");
}

Result<std::vector<std::string>> install_hooks(git::Repository& repository,
                                               const git::Environment& environment, const Settings& settings,
                                               const InstallOptions& options) {
  const auto& location = repository.location();
  if (location.work_tree.empty()) {
    return fail(ErrorKind::git,
                fmt::format("cannot install hooks in '{}': it is a bare repository without a work tree",
                            format_plain(location.git_dir.string())),
                "run it in one of its work trees");
  }
  SESSION_TRY(const auto programs, find_programs(environment));
  const InstallPaths paths(location);
  if (options.dry_run) {
    SESSION_TRY(auto plan, make_plan(repository, programs, paths, settings, options));
    plan.lines.insert(plan.lines.begin(), "dry run: nothing is changed");
    return std::move(plan.lines);
  }
  UndoList state;
  SESSION_CHECK(create_directories(paths.state, state));
  SESSION_TRY(const auto lock, io::FileLock::acquire(paths.lock, kLockWaitMs));
  SESSION_TRY(auto plan, make_plan(repository, programs, paths, settings, options));
  // Declared behind the lock: what is undone is undone while the lock is held.
  UndoList undo;
  SESSION_CHECK(carry_out_plan(repository, paths, plan, undo));
  undo.keep();
  state.keep();
  return std::move(plan.lines);
}

Result<std::vector<std::string>> add_to_exclude(const git::Location& location,
                                                const std::vector<std::string>& patterns) {
  const InstallPaths paths(location);
  SESSION_TRY(const auto old_text, read_exclude(paths));
  auto unlisted = find_unlisted(old_text, patterns);
  if (unlisted.empty()) return unlisted;
  UndoList undo;
  SESSION_CHECK(create_directories(paths.exclude.parent_path(), undo));
  SESSION_CHECK(replace_file(paths.exclude, plan_own_lines(old_text, patterns), undo));
  undo.keep();
  return unlisted;
}

Result<std::vector<std::string>> exclude_own_files(git::Repository& repository, const Settings& settings) {
  SESSION_TRY(const bool is_tracked, repository.is_tracked(settings.session_file));
  if (is_tracked) return std::vector<std::string>();
  return add_to_exclude(repository.location(), format_own_patterns(settings));
}

}  // namespace session::app
