// SPDX-License-Identifier: MIT
// Reads the three settings files with toml++.
#pragma once

#include "core/error.hpp"
#include "core/settings.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session::io {

/// A larger settings file is not read. In bytes.
constexpr std::size_t kSettingsFileLimit = 1u << 20;

/// One settings file: where it is, and how it is called in messages.
struct SettingsSource {
  std::filesystem::path path;
  std::string name;
  bool trusted = true;  ///< false for the file in the work tree, which anybody's branch may have written
  bool operator==(const SettingsSource&) const = default;
};

/// The settings of all files that could be read, and one error per problem, with file, line and column.
struct SettingsReading {
  Settings settings;
  std::vector<Error> problems;
  std::optional<OnMismatch>
      requested_on_mismatch;  ///< push.on_mismatch of an untrusted file, not yet in `settings`
};

/// The settings files of a work tree, the one that wins last: `.git-session.toml` at its root (untrusted),
/// `$XDG_CONFIG_HOME/git-session/config.toml` (else below `$HOME/.config`), `session/config.toml` in the
/// common directory. Left out: the first when `work_tree` is empty, the second when neither variable is an
/// absolute path (XDG Base Directory Specification, "Basics"). Looks at no disk.
[[nodiscard]] std::vector<SettingsSource> find_settings_sources(
    const std::filesystem::path& work_tree,
    const std::function<std::optional<std::string>(const std::string&)>& environment,
    const std::filesystem::path& common_dir);

/// Reads the files in order; the later one wins, key by key; `enabled = false` in one of them is final. A
/// file that can't be read or has a syntax error counts as absent; a key with a wrong value keeps the value
/// from before. Unknown keys are problems that name the nearest known key. An untrusted file is not read
/// through a link that leaves its folder.
[[nodiscard]] SettingsReading read_settings(const std::vector<SettingsSource>& sources);

/// The same for the bytes of one file, added to `reading`. Touches no disk. Any bytes will do.
void parse_settings(std::string_view bytes, const SettingsSource& source, SettingsReading& reading);

}  // namespace session::io
