// SPDX-License-Identifier: MIT
#include "git/revisions.hpp"

#include "core/text/text.hpp"
#include "git/git_process.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace session::git {
namespace {

tl::unexpected<Error> unknown_revision(const std::string& revision) {
  return fail(ErrorKind::git, "git does not know the revision '" + revision + "'",
              "name a commit by its hash, a branch or a tag, or commits by a range such as main..HEAD");
}

}  // namespace

Result<std::vector<ObjectId>> list_revisions(const Location& location, const Environment& environment,
                                             const std::vector<std::string>& revisions) {
  if (revisions.empty()) return std::vector<ObjectId>{};
  const auto ask_git = [&](const std::vector<std::string>& asked) {
    // Git walks as soon as one of them is a range or an exclusion, and only then.
    std::vector<std::string> arguments = {"rev-list", "--no-walk=sorted", "--end-of-options"};
    arguments.insert(arguments.end(), asked.begin(), asked.end());
    arguments.emplace_back("--");
    return io::run_command(make_git_command(location, environment, std::move(arguments)));
  };
  // Git takes what comes behind the first "--" for paths, wherever that stands.
  const bool has_separator = std::find(revisions.begin(), revisions.end(), "--") != revisions.end();
  if (has_separator) return unknown_revision("--");
  SESSION_TRY(const auto output, ask_git(revisions));
  if (output.status != 0) {
    for (const std::string& revision : revisions) {
      SESSION_TRY(const auto alone, ask_git({revision}));
      if (alone.status != 0) return unknown_revision(revision);
    }
    return fail(ErrorKind::git,
                "cannot list the commits of the revisions: " + output.err.substr(0, output.err.find('\n')));
  }
  std::vector<ObjectId> ids;
  for (std::string_view rest = output.out; !rest.empty();) {
    ids.push_back(ObjectId{std::string(take_until(rest, '\n'))});
  }
  return ids;
}

}  // namespace session::git
