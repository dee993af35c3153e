// SPDX-License-Identifier: MIT
// The settings, their defaults, and what each key takes. Reading files is the business of src/io.
#pragma once

#include "core/error.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
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
  std::string session_memory;  ///< folder of the memory files, relative to the work tree; empty: private
  std::map<SectionKind, std::vector<std::string>> session_aliases;  ///< further heading names per section
  std::vector<std::string> record_ignore;  ///< globs of subjects that are not recorded
  bool record_merges = false;
  bool checkpoint_untracked = true;
  std::size_t checkpoint_max_listed = 20;
  int checkpoint_time_limit_ms = 1500;
  OnMismatch push_on_mismatch = OnMismatch::warn;
  OutputLevel output_level = OutputLevel::normal;
  ColorMode output_color = ColorMode::automatic;
  std::vector<std::string> resume_documents;  ///< to read first; none: the usual ones
  int history_gap_minutes = 120;
  std::string snapshots_directory = "claudedocs";  ///< relative to the work tree
  bool operator==(const Settings&) const = default;
};

/// A key that may stand in a settings file.
struct SettingKey {
  std::string_view name;    ///< with its tables, such as "record.ignore"
  std::string_view values;  ///< what it takes, as messages say it: "true or false"
};

/// All keys, ordered by table.
[[nodiscard]] std::span<const SettingKey> known_setting_keys();

/// True for the name of a table that holds keys, such as "session.aliases".
[[nodiscard]] bool is_setting_table(std::string_view name);

/// The known key that `unknown` most likely means: few letters away (case set aside), or the right key
/// without its table. Nothing when no key is near.
[[nodiscard]] std::optional<std::string_view> find_nearest_key(std::string_view unknown);

/// A value of a type that no key takes.
struct UnusableValue {
  std::string type;  ///< with its article: "a table", "a date"
  bool operator==(const UnusableValue&) const = default;
};

/// A value as a settings file gives it, before it is known whether its key takes it.
using SettingValue = std::variant<UnusableValue, bool, std::int64_t, std::string, std::vector<std::string>>;

/// Puts `value` into `settings` when `key` exists and takes it; else the settings stay as they are and
/// ErrorKind::settings names the key, what was found and what is allowed. `enabled = true` does not undo an
/// earlier `enabled = false`.
[[nodiscard]] Result<void> set_setting(Settings& settings, std::string_view key, const SettingValue& value);

/// Whether `path` names something below the work tree, by its text alone: not empty, not absolute, no `..`,
/// no component `.git` (any case, trailing dots and blanks set aside), no control characters, at most 1000
/// bytes. ErrorKind::settings with the reason otherwise. Links are checked where the path is used.
[[nodiscard]] Result<void> check_relative_path(std::string_view path);

}  // namespace session
