// SPDX-License-Identifier: MIT
// How long an abbreviated id is at least (git-config(1), core.abbrev). Private to src/git.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace session::git {

/// The length that core.abbrev asks for; its automatic one where the setting is absent, `auto` or not valid.
/// `objects` is the folder whose packed objects count for that.
[[nodiscard]] std::size_t find_abbreviation_length(const std::optional<std::string>& setting,
                                                   std::size_t id_digits,
                                                   const std::filesystem::path& objects);

}  // namespace session::git
