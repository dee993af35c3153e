// SPDX-License-Identifier: MIT
// `git session init`: the first SESSION.md of a work tree.
#pragma once

#include "app/workspace.hpp"
#include "git/repository.hpp"

#include <optional>
#include <string>
#include <vector>

namespace session::app {

struct InitOptions {
  std::optional<std::string>
      plan;             ///< a plan file, relative to the current folder; else the usual places are searched
  bool exclude = true;  ///< list own files in info/exclude unless git tracks SESSION.md
};

/// Writes SESSION.md from the plan, or without one from scratch, with a snapshot, and notes the checkpoint.
/// Gives the lines for standard output. ErrorKind::document when there is a SESSION.md already.
[[nodiscard]] Result<std::vector<std::string>> create_document(const Workspace& workspace,
                                                               git::Repository& repository,
                                                               const InitOptions& options);

}  // namespace session::app
