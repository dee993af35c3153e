// SPDX-License-Identifier: MIT
// What git's settings mean, whoever read them. Private to src/git.
#pragma once

#include "core/commit.hpp"
#include "core/error.hpp"
#include "core/recording/trailers.hpp"
#include "git/config_text.hpp"
#include "git/location.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace session::git {

/// Takes `trailer.<name>.<variable>` into the list. Each variable that git knows makes the name a trailer's.
void add_trailer_alias(const ConfigEntry& entry, std::vector<TrailerAlias>& aliases);

/// The last value of a setting; nothing when it is not set.
using SettingReader = std::function<Result<std::optional<std::string>>(const std::string& name)>;

/// The trailer rules without aliases: core.commentChar and trailer.separators.
[[nodiscard]] Result<TrailerRules> read_trailer_signs(const SettingReader& read);

/// Repository::read_identities.
[[nodiscard]] Result<std::optional<std::pair<Signature, Signature>>> find_identities(
    const Environment& environment, const SettingReader& read);

/// Repository::read_config_path: `~` is expanded here, what else there is by git.
[[nodiscard]] Result<std::optional<std::string>> expand_config_path(const Location& location,
                                                                    const Environment& environment,
                                                                    const std::string& name,
                                                                    std::optional<std::string> value);

}  // namespace session::git
