// SPDX-License-Identifier: MIT
// Which files make up git's configuration, and in which order (git-config(1), "FILES", "ENVIRONMENT").
#include "git/config.hpp"

#include "git/disk.hpp"

#include <git2/sys/repository.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <string_view>
#include <utility>

namespace session::git {
namespace {

std::string home_of(const Environment& environment) {
  return environment("HOME").value_or("");
}

std::string xdg_folder(const Environment& environment) {
  if (const auto folder = environment("XDG_CONFIG_HOME"); folder && !folder->empty()) return *folder + "/git";
  const std::string home = home_of(environment);
  return home.empty() ? "" : home + "/.config/git";
}

bool skips_system(const Environment& environment) {
  const auto value = environment("GIT_CONFIG_NOSYSTEM");
  return value && parse_config_bool(value).value_or(false);
}

void set_search_path(git_config_level_t level, const std::string& path) {
  git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, static_cast<int>(level), path.c_str());
}

}  // namespace

std::vector<ConfigFile> list_config_files(const Location& location, const Environment& environment) {
  std::vector<ConfigFile> files;
  if (!skips_system(environment)) {
    files.push_back({GIT_CONFIG_LEVEL_SYSTEM, environment("GIT_CONFIG_SYSTEM").value_or("/etc/gitconfig")});
  }
  if (const auto global = environment("GIT_CONFIG_GLOBAL")) {
    files.push_back({GIT_CONFIG_LEVEL_GLOBAL, *global});
  } else {
    const std::string xdg = xdg_folder(environment);
    const std::string home = home_of(environment);
    files.push_back({GIT_CONFIG_LEVEL_XDG, xdg.empty() ? "" : xdg + "/config"});
    files.push_back({GIT_CONFIG_LEVEL_GLOBAL, home.empty() ? "" : home + "/.gitconfig"});
  }
  files.push_back({GIT_CONFIG_LEVEL_LOCAL, (location.common_dir / "config").string()});
  // libgit2 1.5 has no level for a work tree's own file; the application's lies where it belongs.
  if (has_work_tree_config(location)) {
    files.push_back({GIT_CONFIG_LEVEL_APP, (location.git_dir / "config.worktree").string()});
  }
  return files;
}

void set_search_paths(const Environment& environment) {
  const bool other_files = environment("GIT_CONFIG_GLOBAL").has_value();
  if (skips_system(environment)) set_search_path(GIT_CONFIG_LEVEL_SYSTEM, "");
  set_search_path(GIT_CONFIG_LEVEL_XDG, xdg_folder(environment));
  set_search_path(GIT_CONFIG_LEVEL_GLOBAL, other_files ? "" : home_of(environment));
}

void set_home_search_path(const Environment& environment) {
  set_search_path(GIT_CONFIG_LEVEL_GLOBAL, home_of(environment));
}

bool has_work_tree_config(const Location& location) {
  if (!is_present(location.git_dir / "config.worktree")) return false;
  bool is_on = false;
  constexpr std::size_t kLimit = 8u << 20;
  for (const auto& entry :
       parse_config_text(read_start(location.common_dir / "config", kLimit).value_or(""))) {
    if (entry.name == "extensions.worktreeconfig") is_on = parse_config_bool(entry.value).value_or(false);
  }
  return is_on;
}

Result<ConfigHandle> open_special_config(git_repository* repository, const Location& location,
                                         const Environment& environment) {
  ConfigHandle config;
  if (!environment("GIT_CONFIG_GLOBAL") && !environment("GIT_CONFIG_SYSTEM") &&
      !has_work_tree_config(location)) {
    return config;
  }
  if (const int code = git_config_new(Out(config)); code < 0) return git_failure(code, "read git's settings");
  for (const ConfigFile& file : list_config_files(location, environment)) {
    if (file.path.empty() || !is_present(file.path)) continue;
    const int code = git_config_add_file_ondisk(config.get(), file.path.c_str(), file.level, repository, 0);
    if (code < 0) return git_failure(code, "read git's settings in '" + file.path + "'");
  }
  return config;
}

Result<std::vector<ConfigEntry>> read_config_overrides(const Environment& environment) {
  std::vector<ConfigEntry> overrides;
  const std::string count = environment("GIT_CONFIG_COUNT").value_or("");
  unsigned pairs = 0;
  std::from_chars(count.data(), count.data() + count.size(), pairs);
  for (unsigned i = 0; i < pairs; ++i) {
    const auto name = environment("GIT_CONFIG_KEY_" + std::to_string(i));
    const auto value = environment("GIT_CONFIG_VALUE_" + std::to_string(i));
    if (!name || !value)
      return fail(ErrorKind::git, "cannot read git's settings: GIT_CONFIG_COUNT is too large");
    overrides.push_back({normal_config_name(*name), value});
  }
  if (const auto parameters = environment("GIT_CONFIG_PARAMETERS")) {
    auto entries = parse_config_parameters(*parameters);
    if (!entries)
      return fail(ErrorKind::git, "cannot read git's settings: bogus format in GIT_CONFIG_PARAMETERS");
    std::move(entries->begin(), entries->end(), std::back_inserter(overrides));
  }
  return overrides;
}

Result<Config> Config::open(git_repository* repository, const Environment& environment) {
  Config config;
  if (const int code = git_repository_config(Out(config.config_), repository); code < 0) {
    return git_failure(code, "read git's settings");
  }
  SESSION_TRY(config.overrides_, read_config_overrides(environment));
  return config;
}

Result<Config> Config::open(git_config& settings, const Environment& environment) {
  Config config;
  if (const int code = git_config_snapshot(Out(config.config_), &settings); code < 0) {
    return git_failure(code, "read git's settings");
  }
  SESSION_TRY(config.overrides_, read_config_overrides(environment));
  return config;
}

Result<std::optional<std::string>> Config::read(const std::string& name) const {
  const std::string normal = normal_config_name(name);
  const auto same = [&normal](const ConfigEntry& entry) { return entry.name == normal; };
  if (const auto entry = std::find_if(overrides_.rbegin(), overrides_.rend(), same);
      entry != overrides_.rend()) {
    return entry->value.value_or("true");
  }
  ConfigEntryHandle entry;
  const int code = git_config_get_entry(Out(entry), config_.get(), name.c_str());
  if (code == GIT_ENOTFOUND) return std::nullopt;
  if (code < 0) return git_failure(code, "read git's setting '" + name + "'");
  return entry->value == nullptr ? "true" : entry->value;
}

Result<void> Config::visit(Scope scope, const std::function<void(const ConfigEntry&)>& visit) const {
  ConfigIteratorHandle iterator;
  if (const int code = git_config_iterator_new(Out(iterator), config_.get()); code < 0) {
    return git_failure(code, "read git's settings");
  }
  git_config_entry* entry = nullptr;
  int code = 0;
  while ((code = git_config_next(&entry, iterator.get())) == 0) {
    if (scope == Scope::protected_only && entry->level >= GIT_CONFIG_LEVEL_LOCAL) continue;
    visit({entry->name, entry->value == nullptr ? std::nullopt : std::optional<std::string>(entry->value)});
  }
  if (code != GIT_ITEROVER) return git_failure(code, "read git's settings");
  for (const auto& override_entry : overrides_) visit(override_entry);
  return {};
}

}  // namespace session::git
