// SPDX-License-Identifier: MIT
// Reads the three settings files with toml++.
#pragma once

#include "core/error.hpp"
#include "core/settings.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session::io {

/// One settings file: where it is, and how it is called in messages.
struct SettingsSource {
  std::filesystem::path path;
  std::string name;
  bool trusted = true;  ///< false for the file in the work tree, which anybody's branch may have written
};

/// The settings of all files that could be read, and one error per problem, with file, line and column.
struct SettingsReading {
  Settings settings;
  std::vector<Error> problems;
  std::optional<OnMismatch>
      requested_on_mismatch;  ///< push.on_mismatch of an untrusted file, not yet in `settings`
};

/// Reads the files in order; the later one wins. A file with a syntax error counts as absent; a key with a
/// wrong value keeps the value from before. Unknown keys are problems that name the nearest known key.
[[nodiscard]] SettingsReading read_settings(const std::vector<SettingsSource>& sources);

}  // namespace session::io
