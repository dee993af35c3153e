// SPDX-License-Identifier: MIT
// Which implementation reads a repository: decided from its own settings, before anything is opened.
#include "git/command_repository.hpp"
#include "git/libgit2_repository.hpp"
#include "git/ownership.hpp"
#include "git/repository_format.hpp"

#include <string>

namespace session::git {
namespace {

/// True when git started this program, so that the owner of the repository has been checked.
bool was_started_by_git(const Environment& environment) {
  return environment("GIT_INDEX_FILE").has_value() || environment("GIT_EXEC_PATH").has_value();
}

}  // namespace

Result<std::unique_ptr<Repository>> open_repository(const Location& location, Caller caller,
                                                    const Environment& environment) {
  const bool trusts_owner = (caller == Caller::hook && was_started_by_git(environment)) ||
                            location.from_environment || is_owned_by_user(location, environment);
  const std::string forced = environment("GIT_SESSION_BACKEND").value_or("");
  const RepositoryFormat format = read_repository_format(location, environment);
  const bool by_command = forced == "git" || (forced != "libgit2" && !format.suits_libgit2);
  if (by_command) return CommandRepository::open(location, format, trusts_owner, environment);
  return Libgit2Repository::open(location, trusts_owner, environment);
}

}  // namespace session::git
