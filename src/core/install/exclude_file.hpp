// SPDX-License-Identifier: MIT
// Our block of lines in a repository's info/exclude (gitignore(5)) and info/attributes (gitattributes(5)).
#pragma once

#include "core/settings.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// The pattern that names one path, given relative to the work tree root, and nothing else: `/a/b`, with
/// `*?[\` and closing blanks escaped. A line end, which no pattern can hold, becomes `?`.
[[nodiscard]] std::string format_exclude_pattern(std::string_view path);

/// The patterns of our own files: the session file, its snapshots and its archive, the memory files in the
/// work tree.
[[nodiscard]] std::vector<std::string> format_own_patterns(const Settings& settings);

/// Those of them that nobody commits beside a session file that git tracks: snapshots and memory files.
[[nodiscard]] std::vector<std::string> format_side_patterns(const Settings& settings);

/// The line of info/attributes that gives one path our filter and merge driver.
[[nodiscard]] std::string format_attribute_line(std::string_view path);

/// The text with our block at its end, which holds the patterns it had before and those of `patterns` that
/// the file does not list yet. Bytes outside the block stay; a text that lists all already is given back as
/// it is. Nothing stands for an absent file.
[[nodiscard]] std::string plan_own_lines(const std::optional<std::string>& old_text,
                                         const std::vector<std::string>& patterns);

/// The text without our block: the very bytes from before. Nothing when the file was not there and holds
/// nothing else now.
[[nodiscard]] std::optional<std::string> remove_own_lines(std::string_view text);

}  // namespace session
