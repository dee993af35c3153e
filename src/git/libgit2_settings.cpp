// SPDX-License-Identifier: MIT
// What git's configuration says, and who the person is by it.
#include "git/libgit2_repository.hpp"
#include "git/settings_facts.hpp"

#include <utility>

namespace session::git {

Result<std::optional<std::string>> Libgit2Repository::read_config(const std::string& name) {
  SESSION_TRY(const Config* const settings, config());
  return settings->read(name);
}

Result<std::optional<std::string>> Libgit2Repository::read_config_path(const std::string& name) {
  SESSION_TRY(auto value, read_config(name));
  return expand_config_path(location_, environment_, name, std::move(value));
}

Result<TrailerRules> Libgit2Repository::read_trailer_rules() {
  SESSION_TRY(const Config* const settings, config());
  SESSION_TRY(auto rules,
              read_trailer_signs([settings](const std::string& name) { return settings->read(name); }));
  SESSION_CHECK(settings->visit(
      Config::Scope::all, [&rules](const ConfigEntry& entry) { add_trailer_alias(entry, rules.aliases); }));
  return rules;
}

Result<std::optional<std::pair<Signature, Signature>>> Libgit2Repository::read_identities() {
  SESSION_TRY(const Config* const settings, config());
  return find_identities(environment_, [settings](const std::string& name) { return settings->read(name); });
}

}  // namespace session::git
