// SPDX-License-Identifier: MIT
// The settings and their defaults. Reading them is the business of src/io.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace session {

enum class OnMismatch { warn, block };
enum class OutputLevel { quiet, normal, verbose };
enum class ColorMode { automatic, always, never };

/// The parts of SESSION.md that the program knows.
enum class SectionKind { current_phase, completed, in_progress, blockers, next_actions, checkpoint, history };

/// Everything a person may set. The names of the keys are in docs/configuration.md.
struct Settings {
  bool enabled = true;
  std::string session_file = "SESSION.md";  ///< relative to the work tree, ends in .md
  std::map<SectionKind, std::vector<std::string>> session_aliases;  ///< further heading names per section
  std::vector<std::string> record_ignore;  ///< globs of subjects that are not recorded
  bool record_merges = false;
  bool checkpoint_untracked = true;
  std::size_t checkpoint_max_listed = 20;
  OnMismatch push_on_mismatch = OnMismatch::warn;
  OutputLevel output_level = OutputLevel::normal;
  ColorMode output_color = ColorMode::automatic;
  int history_gap_minutes = 120;
  std::string snapshots_directory = "claudedocs";  ///< relative to the work tree
  bool operator==(const Settings&) const = default;
};

}  // namespace session
