// SPDX-License-Identifier: MIT
// `git session doctor`: whether all is in place, and what to do where it is not.
#pragma once

#include "app/workspace.hpp"
#include "git/repository.hpp"

#include <string>
#include <vector>

namespace session::app {

/// One thing that was looked at.
struct Finding {
  bool is_good = true;
  std::string text;
  std::string hint = {};  ///< what to do; empty when nothing is wrong
  bool operator==(const Finding&) const = default;
};

/// Looks at the settings, the hooks that git runs, SESSION.md, and, where git tracks it, at filter and merge
/// driver. Changes nothing.
[[nodiscard]] std::vector<Finding> diagnose(const Workspace& workspace, git::Repository& repository);

/// The lines for standard output: a sign, the text, and hints below.
[[nodiscard]] std::vector<std::string> format_findings(const std::vector<Finding>& findings);

}  // namespace session::app
