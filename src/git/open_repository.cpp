// SPDX-License-Identifier: MIT
// Which implementation reads a repository: decided from its own settings, before anything is opened.
#include "git/command_repository.hpp"
#include "git/config_text.hpp"
#include "git/disk.hpp"
#include "git/libgit2_repository.hpp"
#include "git/ownership.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace session::git {
namespace {

/// True when git started this program, so that the owner of the repository has been checked.
bool was_started_by_git(const Environment& environment) {
  return environment("GIT_INDEX_FILE").has_value() || environment("GIT_EXEC_PATH").has_value();
}

/// Extensions that change nothing for a reader, or nothing that libgit2 does not know.
bool is_known_extension(const ConfigEntry& entry) {
  constexpr std::string_view kSection = "extensions.";
  static constexpr std::array<std::string_view, 6> kHarmless = {
      "noop", "noop-v1", "partialclone", "preciousobjects", "relativeworktrees", "worktreeconfig"};
  const std::string_view name = std::string_view(entry.name).substr(kSection.size());
  if (name == "objectformat") return entry.value == "sha1";
  if (name == "refstorage") return entry.value == "files";
  return std::find(kHarmless.begin(), kHarmless.end(), name) != kHarmless.end();
}

/// True when libgit2 1.5 could not open the repository (gitrepository-layout(5), repository format versions).
bool needs_git(const Location& location) {
  constexpr std::size_t kLimit = 1u << 20;
  const auto text = read_start(location.common_dir / "config", kLimit);
  if (!text) return false;
  bool is_versioned = false;
  bool has_unknown = false;
  for (const ConfigEntry& entry : parse_config_text(*text)) {
    if (entry.name == "core.repositoryformatversion") is_versioned = entry.value != "0";
    if (entry.name.starts_with("extensions.")) has_unknown = has_unknown || !is_known_extension(entry);
  }
  return is_versioned && has_unknown;
}

}  // namespace

Result<std::unique_ptr<Repository>> open_repository(const Location& location, Caller caller,
                                                    const Environment& environment) {
  const bool trusts_owner = (caller == Caller::hook && was_started_by_git(environment)) ||
                            location.from_environment || is_owned_by_user(location, environment);
  const std::string forced = environment("GIT_SESSION_BACKEND").value_or("");
  const bool by_command = forced == "git" || (forced != "libgit2" && needs_git(location));
  if (by_command) return CommandRepository::open(location, trusts_owner, environment);
  return Libgit2Repository::open(location, trusts_owner, environment);
}

}  // namespace session::git
