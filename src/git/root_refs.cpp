// SPDX-License-Identifier: MIT
#include "git/root_refs.hpp"

#include "core/recording/record.hpp"
#include "core/text/text.hpp"
#include "git/disk.hpp"
#include "git/git_process.hpp"

#include <cstddef>
#include <string_view>

namespace session::git {

bool keeps_refs_in_table(const Location& location) {
  return is_present(location.git_dir / "reftable");
}

std::optional<ObjectId> read_root_ref(const Location& location, const Environment& environment,
                                      const std::string& name) {
  constexpr std::size_t kLimit = 4096;
  std::string text;
  if (keeps_refs_in_table(location)) {
    text = run_git(location, environment, {"rev-parse", "--verify", "--quiet", name}).value_or("");
  } else {
    text = read_start(location.git_dir / name, kLimit).value_or("");
  }
  std::string_view rest = text;
  return parse_object_id(take_until(rest, '\n'));
}

}  // namespace session::git
