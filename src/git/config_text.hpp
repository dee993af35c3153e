// SPDX-License-Identifier: MIT
// One git configuration file as text, without includes: enough to find a work tree before libgit2 starts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session::git {

/// One variable. The name is `section.key` or `section.subsection.key`, section and key in lower case. No
/// value means that the variable stands alone on its line, which git reads as true.
struct ConfigEntry {
  std::string name;
  std::optional<std::string> value;
  bool operator==(const ConfigEntry&) const = default;
};

/// The variables of a configuration file in order (git-config(1), "Syntax"). Includes are not followed, as
/// git does not follow them either when it looks for the work tree. Reading stops at the first line that is
/// not valid.
[[nodiscard]] std::vector<ConfigEntry> parse_config_text(std::string_view text);

/// The same for a file that every git reads alike, to its end. Nothing for one that is not valid, that names
/// other files (include.path, includeIf), or that holds what versions of git take differently, such as a tab
/// inside an unquoted value.
[[nodiscard]] std::optional<std::vector<ConfigEntry>> parse_certain_config_text(std::string_view text);

/// The variables of GIT_CONFIG_PARAMETERS, which holds those of `git -c`: `'name=value'` and
/// `'name'='value'`, shell-quoted, with blanks between them. Nothing when it is not well formed.
[[nodiscard]] std::optional<std::vector<ConfigEntry>> parse_config_parameters(std::string_view text);

/// One entry of `git config --list --null`: name, LF, value; without the LF when there is no value.
[[nodiscard]] ConfigEntry parse_listed_entry(std::string_view entry);

/// The name with section and key in lower case; the subsection between the first and the last dot is kept.
[[nodiscard]] std::string normal_config_name(std::string_view name);

/// True for `true`, `yes`, `on`, a number other than 0, and a variable without value; false for `false`,
/// `no`, `off`, `0` and the empty value. Nothing for anything else (git-config(1), "boolean").
[[nodiscard]] std::optional<bool> parse_config_bool(const std::optional<std::string>& value);

}  // namespace session::git
