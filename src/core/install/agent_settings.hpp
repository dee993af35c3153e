// SPDX-License-Identifier: MIT
// The entry that makes a coding agent begin with `git session resume`: put into its settings file and taken
// out again, all other bytes as they were.
#pragma once

#include "core/error.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// What the entry runs.
inline constexpr std::string_view kAgentCommand = "git session resume --hook";

/// What an install put into a settings file, so that it can be taken out.
struct AgentTrace {
  std::string path;                ///< of the file
  std::string inserted;            ///< the bytes; the whole file when it was new
  std::size_t offset = 0;          ///< where they stood, in bytes
  bool new_file = false;           ///< there was no file
  bool new_folder = false;         ///< there was no folder for it
  bool new_hooks = false;          ///< there was no member `hooks`
  bool new_session_start = false;  ///< there was no member `SessionStart` in it
  bool operator==(const AgentTrace&) const = default;
};

/// A settings file with the entry. `trace` has no path and says nothing of the folder.
struct AgentEdit {
  std::string text;
  AgentTrace trace;
  bool operator==(const AgentEdit&) const = default;
};

/// Adds the entry to `hooks.SessionStart`, in the file's own indentation and line ends, behind what is there.
/// No text means that there is no file. Gives nothing when an entry runs the command already.
/// ErrorKind::file for what is no JSON or has another shape than the agent's settings.
[[nodiscard]] Result<std::optional<AgentEdit>> add_agent_entry(const std::optional<std::string>& old_text);

/// What is left of a settings file.
struct AgentRemoval {
  bool found = false;               ///< false: the entry is not there any more
  std::optional<std::string> text;  ///< nothing: the file is to go, as it was not there before
  bool operator==(const AgentRemoval&) const = default;
};

/// Takes out what the trace tells of. When the file was changed since so that the bytes are not there as they
/// were, the entry goes, and with it what install made around it and nobody has filled. ErrorKind::file when
/// the file can't be understood.
[[nodiscard]] Result<AgentRemoval> remove_agent_entry(std::string_view text, const AgentTrace& trace);

/// The traces of a clone as text, one line each: `<common dir>/session/agents`.
[[nodiscard]] std::string format_agent_traces(const std::vector<AgentTrace>& traces);

/// Reads them back. Damaged lines are left out.
[[nodiscard]] std::vector<AgentTrace> parse_agent_traces(std::string_view text);

}  // namespace session
