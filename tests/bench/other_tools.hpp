// SPDX-License-Identifier: MIT
// Other programs that run hooks, to be compared with: each gets an empty job for post-commit.
#pragma once

#include "scene.hpp"
#include "tables.hpp"
#include <functional>
#include <string>
#include <vector>

namespace session::bench {

struct OtherTool {
  std::string name;
  std::string version;                  ///< empty: it is not in PATH
  std::function<void(Scene&)> install;  ///< its settings are committed, its hook is set up
};

/// lefthook, husky, prek and pre-commit, as far as they are in PATH.
[[nodiscard]] std::vector<OtherTool> find_other_tools();

/// `git commit` with the tool's post-commit hook, which the tool is installed for here. The job adds one byte
/// to a file; the row fails when that did not come.
[[nodiscard]] Row other_tool_row(Scene& scene, const OtherTool& tool);

}  // namespace session::bench
