// SPDX-License-Identifier: MIT
// What git is told about a SESSION.md that it tracks: the clean filter and the merge driver of this clone.
#pragma once

#include "app/install_state.hpp"
#include "core/error.hpp"
#include "core/settings.hpp"
#include "git/repository.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace session::app {

/// Names under which git knows them (gitattributes(5)).
inline constexpr const char* kFilterSetting = "filter.git-session.clean";
inline constexpr const char* kDriverSetting = "merge.git-session.driver";

/// What is to be written; empty when nothing is.
struct FilterPlan {
  std::optional<std::string> attributes;                      ///< new bytes of info/attributes
  std::vector<std::pair<std::string, std::string>> settings;  ///< for the clone's configuration
  std::vector<std::string> lines;
};

/// Plans filter and driver for a session file that the index holds; nothing to do for any other. `programs`
/// is the folder of the hook programs.
[[nodiscard]] Result<FilterPlan> plan_filter(git::Repository& repository, const InstallPaths& paths,
                                             const Settings& settings, const std::filesystem::path& programs);

/// Writes it.
[[nodiscard]] Result<void> carry_out_filter(git::Repository& repository, const InstallPaths& paths,
                                            const FilterPlan& plan, UndoList& undo);

/// Plans their removal: bytes of info/attributes without our lines (nothing: the file goes), and the sections
/// that leave the configuration.
struct FilterRemoval {
  bool has_attributes = false;
  std::optional<std::string> attributes;
  std::vector<std::string> sections;
};
[[nodiscard]] Result<FilterRemoval> plan_filter_removal(git::Repository& repository,
                                                        const InstallPaths& paths);

/// Carries it out.
[[nodiscard]] Result<void> carry_out_removal(git::Repository& repository, const InstallPaths& paths,
                                             const FilterRemoval& removal, UndoList& undo);

}  // namespace session::app
