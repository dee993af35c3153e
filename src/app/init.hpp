// SPDX-License-Identifier: MIT
// `git session init`: the first SESSION.md of a work tree.
#pragma once

#include "app/workspace.hpp"
#include "core/message.hpp"
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

/// What came of an adoption.
struct Adoption {
  std::vector<std::string> lines;  ///< for standard output
  std::vector<Message> messages;
  int status = 0;  ///< 1: git is in the middle of something, nothing was written
};

/// Makes an existing SESSION.md ours: adds the sections that it lacks and touches no other byte. The file as
/// it was is kept among the copies. ErrorKind::document without the file, and when it can't be edited.
[[nodiscard]] Result<Adoption> adopt_document(const Workspace& workspace, git::Repository& repository,
                                              const InitOptions& options);

/// What there is to say about a SESSION.md that the hooks will leave alone; nothing when they take it, or
/// when there is none.
[[nodiscard]] std::vector<Message> find_adoption_advice(const Workspace& workspace);

}  // namespace session::app
