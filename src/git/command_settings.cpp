// SPDX-License-Identifier: MIT
// Git's settings, from its files, or as the git command lists them.
#include "core/text/text.hpp"
#include "git/command_repository.hpp"
#include "git/config_files.hpp"
#include "git/settings_facts.hpp"

#include <algorithm>

namespace session::git {

Result<const std::vector<ConfigEntry>*> CommandRepository::settings() {
  if (settings_) return &*settings_;
  settings_ = read_config_files(location_, environment_);
  if (settings_) return &*settings_;
  SESSION_TRY(const auto listed, run({"config", "--list", "--null"}));
  std::vector<ConfigEntry> entries;
  for (std::string_view rest = listed; !rest.empty();) {
    entries.push_back(parse_listed_entry(take_until(rest, '\0')));
  }
  settings_ = std::move(entries);
  return &*settings_;
}

Result<std::optional<std::string>> CommandRepository::read_config(const std::string& name) {
  SESSION_TRY(const auto* const entries, settings());
  const std::string wanted = normal_config_name(name);
  const auto last = std::find_if(entries->rbegin(), entries->rend(),
                                 [&wanted](const ConfigEntry& entry) { return entry.name == wanted; });
  if (last == entries->rend()) return std::nullopt;
  return last->value.value_or("true");
}

Result<std::optional<std::string>> CommandRepository::read_config_path(const std::string& name) {
  SESSION_TRY(auto value, read_config(name));
  return expand_config_path(location_, environment_, name, std::move(value));
}

Result<TrailerRules> CommandRepository::read_trailer_rules() {
  SESSION_TRY(const auto* const entries, settings());
  SESSION_TRY(auto rules, read_trailer_signs([this](const std::string& name) { return read_config(name); }));
  for (const ConfigEntry& entry : *entries) add_trailer_alias(entry, rules.aliases);
  return rules;
}

Result<std::optional<std::pair<Signature, Signature>>> CommandRepository::read_identities() {
  return find_identities(environment_, [this](const std::string& name) { return read_config(name); });
}

}  // namespace session::git
