// SPDX-License-Identifier: MIT
#include "git/git_status.hpp"

#include "git/commit_object.hpp"
#include "git/config_text.hpp"
#include "git/git_process.hpp"
#include "git/index_file.hpp"

#include <utility>
#include <vector>

namespace session::git {
namespace {

Result<io::CommandOutput> run_status(const Location& location, const Environment& environment,
                                     std::vector<std::string> arguments,
                                     const std::optional<std::chrono::steady_clock::time_point>& deadline) {
  io::Command command = make_git_command(location, environment, std::move(arguments));
  command.deadline = deadline;
  return io::run_command(command);
}

/// gitrepository-layout(5) and partial-clone: a remote that has promised objects which are not here.
bool is_partial_clone(const Location& location, const Environment& environment) {
  const auto found =
      run_git(location, environment,
              {"config", "--get-regexp", "^(remote\\..*\\.promisor|extensions\\.partialclone)$"});
  return found && !found->empty();
}

}  // namespace

Result<ChangeList> read_git_status(const Location& location, const Environment& environment,
                                   const std::optional<std::string>& shown, bool untracked,
                                   const std::optional<std::chrono::steady_clock::time_point>& deadline) {
  std::vector<std::string> arguments = {"status", "--porcelain=v2", "-z"};
  if (!untracked) arguments.emplace_back("--untracked-files=no");
  SESSION_TRY(auto output, run_status(location, environment, arguments, deadline));
  if (output.status != 0 && !output.is_late && is_partial_clone(location, environment)) {
    // Git would fetch what it compares to find renames, and we never use the network.
    arguments.emplace_back("--no-renames");
    SESSION_TRY(auto plain, run_status(location, environment, std::move(arguments), deadline));
    if (plain.status == 0 || plain.is_late) output = std::move(plain);
  }
  if (output.is_late) {
    const auto files = read_index_size(find_index_file(location, environment));
    return ChangeList{.untracked_included = untracked, .not_listed = files.value_or(0)};
  }
  if (output.status != 0) {
    return fail(ErrorKind::git,
                "cannot read the uncommitted changes: " +
                    (output.err.empty() ? "'git status' ended with " + std::to_string(output.status)
                                        : output.err.substr(0, output.err.find('\n'))));
  }
  auto parsed = parse_status_output(output.out);
  if (!parsed)
    return fail(ErrorKind::git, "cannot read the uncommitted changes: unknown output of 'git status'");
  const bool hides = shown && (*shown == "no" || parse_config_bool(shown) == false);
  ChangeList list{.changes = *std::move(parsed), .untracked_included = untracked && !hides};
  sort_changes(list.changes);
  return list;
}

}  // namespace session::git
