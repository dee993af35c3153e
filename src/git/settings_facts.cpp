// SPDX-License-Identifier: MIT
#include "git/settings_facts.hpp"

#include "git/git_process.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace session::git {
namespace {

/// A name or address as git writes it into a commit, with the dots at its ends, which not every git keeps.
std::string without_crud(std::string_view text) {
  std::string clean;
  for (const char c : trim_crud(text, false)) {
    if (c != '\n' && c != '<' && c != '>') clean += c;
  }
  return clean;
}

/// Where git looks for a part of an identity, in this order (git-commit(1), "COMMIT INFORMATION").
struct IdentitySource {
  const char* variable;
  const char* own_key;
  const char* user_key;
  bool takes_email_variable;
};

}  // namespace

void add_trailer_alias(const ConfigEntry& entry, std::vector<TrailerAlias>& aliases) {
  constexpr std::string_view kSection = "trailer.";
  constexpr std::array<std::string_view, 6> kVariables = {"key",   "command",  "cmd",
                                                          "where", "ifexists", "ifmissing"};
  std::string_view name = entry.name;
  const std::size_t dot = name.rfind('.');
  if (!name.starts_with(kSection) || dot <= kSection.size()) return;
  const std::string_view variable = name.substr(dot + 1);
  if (std::find(kVariables.begin(), kVariables.end(), variable) == kVariables.end()) return;
  name = name.substr(kSection.size(), dot - kSection.size());
  auto alias = std::find_if(aliases.begin(), aliases.end(),
                            [name](const TrailerAlias& known) { return is_trailer_key(known.name, name); });
  if (alias == aliases.end()) alias = aliases.insert(alias, TrailerAlias{std::string(name), {}});
  if (variable == "key") alias->key = entry.value.value_or("");
}

Result<TrailerRules> read_trailer_signs(const SettingReader& read) {
  TrailerRules rules;
  SESSION_TRY(const auto comment, read("core.commentChar"));
  if (comment && comment->size() == 1) rules.comment = comment->front();
  SESSION_TRY(const auto separators, read("trailer.separators"));
  if (separators) rules.separators = *separators;
  return rules;
}

Result<std::optional<std::pair<Signature, Signature>>> find_identities(const Environment& environment,
                                                                       const SettingReader& read) {
  const auto read_part = [&](const IdentitySource& source) -> Result<std::optional<std::string>> {
    // A variable that is set counts even when it is empty; an empty setting does not.
    if (const auto value = environment(source.variable)) return without_crud(*value);
    for (const char* const key : {source.own_key, source.user_key}) {
      SESSION_TRY(const auto value, read(key));
      if (value && !value->empty()) return without_crud(*value);
    }
    const auto email = environment("EMAIL");
    if (source.takes_email_variable && email && !email->empty()) return without_crud(*email);
    return std::nullopt;
  };
  SESSION_TRY(auto author_name, read_part({"GIT_AUTHOR_NAME", "author.name", "user.name", false}));
  SESSION_TRY(auto author_email, read_part({"GIT_AUTHOR_EMAIL", "author.email", "user.email", true}));
  SESSION_TRY(auto name, read_part({"GIT_COMMITTER_NAME", "committer.name", "user.name", false}));
  SESSION_TRY(auto email, read_part({"GIT_COMMITTER_EMAIL", "committer.email", "user.email", true}));
  const bool is_complete = author_name && author_email && name && email;
  if (!is_complete || author_name->empty() || name->empty()) return std::nullopt;
  return std::pair(Signature{*std::move(author_name), *std::move(author_email), 0, 0},
                   Signature{*std::move(name), *std::move(email), 0, 0});
}

Result<std::optional<std::string>> expand_config_path(const Location& location,
                                                      const Environment& environment, const std::string& name,
                                                      std::optional<std::string> value) {
  if (!value || value->empty()) return value;
  if (*value == "~" || value->starts_with("~/")) {
    const auto home = environment("HOME");
    if (!home)
      return fail(ErrorKind::git, "cannot expand '" + *value + "' of '" + name + "': HOME is not set");
    return *home + value->substr(1);
  }
  if (value->front() == '~' || value->starts_with("%(prefix)/")) {
    // The home of another user and git's own prefix: git knows them.
    SESSION_TRY(std::string expanded,
                run_git(location, environment, {"config", "--null", "--type=path", "--get", name}));
    if (!expanded.empty() && expanded.back() == '\0') expanded.pop_back();
    return expanded;
  }
  return value;
}

}  // namespace session::git
