// SPDX-License-Identifier: MIT
#include "git/git_status.hpp"

#include "git/commit_object.hpp"
#include "git/config_text.hpp"
#include "git/git_process.hpp"

#include <utility>
#include <vector>

namespace session::git {

Result<ChangeList> read_git_status(const Location& location, const Environment& environment,
                                   const std::optional<std::string>& shown, bool untracked) {
  std::vector<std::string> arguments = {"status", "--porcelain=v2", "-z"};
  if (!untracked) arguments.emplace_back("--untracked-files=no");
  auto output = run_git(location, environment, arguments);
  if (!output) {
    // In a partial clone git would fetch what it compares to find renames, and we never use the network.
    arguments.emplace_back("--no-renames");
    auto plain = run_git(location, environment, std::move(arguments));
    if (!plain) return tl::unexpected<Error>(std::move(output).error());
    output = std::move(plain);
  }
  auto parsed = parse_status_output(*output);
  if (!parsed)
    return fail(ErrorKind::git, "cannot read the uncommitted changes: unknown output of 'git status'");
  const bool hides = shown && (*shown == "no" || parse_config_bool(shown) == false);
  ChangeList list{*std::move(parsed), untracked && !hides};
  sort_changes(list.changes);
  return list;
}

}  // namespace session::git
