// SPDX-License-Identifier: MIT
// What must hold after any bytes were read as a settings file.
#pragma once

#include "core/text/inline_text.hpp"
#include "io/settings_file.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace session::test {

/// True when the place lies in `bytes` or one behind its end, or the problem is about the file as a whole.
[[nodiscard]] inline bool lies_in(const Error& problem, std::string_view bytes) {
  if (!problem.where) return true;
  const auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 1;
  return problem.where->line >= 1 && problem.where->line <= lines && problem.where->column >= 1 &&
         problem.where->column <= bytes.size() + 1;
}

/// Reads `bytes` as the file of a work tree. Gives the promise that is broken; empty when all are kept.
[[nodiscard]] inline std::string find_broken_promise(std::string_view bytes) {
  io::SettingsReading reading;
  io::parse_settings(bytes, {"/w/.git-session.toml", ".git-session.toml", false}, reading);
  const Settings& settings = reading.settings;
  if (!check_relative_path(settings.session_file)) return "session.file leaves the work tree";
  if (!settings.session_file.ends_with(".md")) return "session.file does not end in .md";
  if (!check_relative_path(settings.snapshots_directory)) return "snapshots.directory leaves the work tree";
  if (settings.push_on_mismatch != OnMismatch::warn) return "an untrusted file stops pushes";
  if (settings.checkpoint_time_limit_ms < 1 || settings.checkpoint_time_limit_ms > 600'000)
    return "time_limit_ms";
  if (settings.checkpoint_max_listed < 1 || settings.checkpoint_max_listed > 1000) return "max_listed";
  if (settings.history_gap_minutes < 1 || settings.history_gap_minutes > 10080) return "gap_minutes";
  if (reading.problems.size() > 40) return "too many problems are told";
  for (const Error& problem : reading.problems) {
    if (problem.message.empty() || format_plain(problem.message) != problem.message) return "a raw message";
    if (problem.message.size() > 2000 || problem.hint.size() > 2000) return "an endless message";
    if (!lies_in(problem, bytes)) return "a place outside of the file";
  }
  return {};
}

}  // namespace session::test
