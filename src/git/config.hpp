// SPDX-License-Identifier: MIT
// Git's whole configuration: files through libgit2, `git -c` and GIT_CONFIG_COUNT on top.
#pragma once

#include "core/error.hpp"
#include "git/config_text.hpp"
#include "git/handle.hpp"
#include "git/location.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace session::git {

/// A file of the configuration; an empty path stands for none.
struct ConfigFile {
  git_config_level_t level;
  std::string path;
};

/// The files that git would read, in its order (git-config(1), "FILES", "ENVIRONMENT"); they may be absent.
[[nodiscard]] std::vector<ConfigFile> list_config_files(const Location& location,
                                                        const Environment& environment);

/// What GIT_CONFIG_COUNT and `git -c` set, which counts more than all files. ErrorKind::git when it is not
/// well formed.
[[nodiscard]] Result<std::vector<ConfigEntry>> read_config_overrides(const Environment& environment);

/// Tells libgit2 where the configuration of the person and the system lies by this environment. The setting
/// is one for the whole process.
void set_search_paths(const Environment& environment);

/// Lets `~` in settings be HOME again after GIT_CONFIG_GLOBAL kept ~/.gitconfig from being read.
void set_home_search_path(const Environment& environment);

/// A configuration with the files that git would read, where libgit2 by itself reads others: it knows nothing
/// of GIT_CONFIG_GLOBAL, GIT_CONFIG_SYSTEM and config.worktree. Nothing when there is no difference.
[[nodiscard]] Result<ConfigHandle> open_special_config(git_repository* repository, const Location& location,
                                                       const Environment& environment);

/// True when this work tree has configuration of its own (extensions.worktreeConfig).
[[nodiscard]] bool has_work_tree_config(const Location& location);

/// The settings as they are at the first reading; whether a later change on the disk is seen is left open.
class Config {
 public:
  /// Levels of configuration that a repository can't set for itself (git-config(1), "SCOPES").
  enum class Scope { all, protected_only };

  [[nodiscard]] static Result<Config> open(git_repository* repository, const Environment& environment);
  [[nodiscard]] static Result<Config> open(git_config& config, const Environment& environment);

  /// The last value; "true" for a variable without one.
  [[nodiscard]] Result<std::optional<std::string>> read(const std::string& name) const;
  /// Calls `visit` with each variable, in no order across files.
  [[nodiscard]] Result<void> visit(Scope scope, const std::function<void(const ConfigEntry&)>& visit) const;
  /// True when `git -c` or GIT_CONFIG_COUNT sets something.
  [[nodiscard]] bool has_overrides() const { return !overrides_.empty(); }

 private:
  ConfigHandle config_;
  std::vector<ConfigEntry> overrides_;
};

}  // namespace session::git
