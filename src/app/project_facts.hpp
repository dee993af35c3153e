// SPDX-License-Identifier: MIT
// What a person should read before going on, and what the project is made with, from the files that exist.
#pragma once

#include "app/workspace.hpp"
#include "core/handoff/resume.hpp"

#include <optional>
#include <string>
#include <vector>

namespace session::app {

/// A file that says what the project is built with.
struct Manifest {
  std::string file;   ///< its name in the root of the work tree
  std::string stack;  ///< the language or tool
  bool operator==(const Manifest&) const = default;
};

/// The documents to read first, relative to the work tree: the list of the setting `resume.documents`, else
/// README, CONTRIBUTING, ARCHITECTURE, CLAUDE.md, AGENTS.md. Only those that exist.
[[nodiscard]] std::vector<std::string> find_documents(const Workspace& workspace);

/// The manifests in the root of the work tree.
[[nodiscard]] std::vector<Manifest> find_manifests(const Workspace& workspace);

}  // namespace session::app
