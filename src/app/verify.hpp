// SPDX-License-Identifier: MIT
// `git session verify`: the checkpoint of SESSION.md against where the work tree stands.
#pragma once

#include "app/workspace.hpp"
#include "core/checkpoint/verdict.hpp"
#include "git/repository.hpp"

#include <string>
#include <vector>

namespace session::app {

/// Everything that a verification found. Nothing is written but a copy of a changed file.
struct Verification {
  RecordedCheckpoint recorded;
  ActualState actual;
  Verdict verdict;
};

/// Compares. ErrorKind::document when there is no SESSION.md or it can't be read.
[[nodiscard]] Result<Verification> verify_checkpoint(const Workspace& workspace, git::Repository& repository);

/// The report for a person: one line per field with its mark, then the verdict.
[[nodiscard]] std::vector<std::string> format_verification(const Workspace& workspace,
                                                           const Verification& verification);

/// The same for programs: one JSON object, see docs/json.md.
[[nodiscard]] std::string format_verification_json(const Workspace& workspace,
                                                   const Verification& verification);

}  // namespace session::app
