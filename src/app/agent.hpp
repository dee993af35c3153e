// SPDX-License-Identifier: MIT
// `git session install --agent claude`: the entry in the project's `.claude/settings.json`.
#pragma once

#include "core/error.hpp"
#include "core/install/agent_settings.hpp"
#include "git/location.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace session::app {

/// What an install wants to do to the settings file, decided before anything is written.
struct AgentPlan {
  std::filesystem::path path;      ///< of the settings file, links followed
  std::optional<AgentEdit> edit;   ///< nothing: the entry is there already
  std::vector<std::string> lines;  ///< for standard output
};

/// Reads the settings file of the work tree and plans the entry. ErrorKind::file when the file is not one
/// that can be edited, or lies outside the work tree.
[[nodiscard]] Result<AgentPlan> plan_agent_entry(const git::Location& location);

/// Writes the file, and notes in the clone's private state what was put in.
[[nodiscard]] Result<void> write_agent_entry(const git::Location& location, AgentPlan plan);

/// Takes the noted entries out of the settings files of all work trees. A file that can't be understood any
/// more is left alone and named. Gives the lines for standard output.
[[nodiscard]] Result<std::vector<std::string>> remove_agent_entries(const git::Location& location,
                                                                    bool dry_run);

}  // namespace session::app
