// SPDX-License-Identifier: MIT
// A SESSION.md from scratch: what `git session init` writes.
#pragma once

#include "core/plan/phases.hpp"
#include "core/settings.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// The phase that a new document names.
struct NewPhase {
  std::string number;
  std::string name;  ///< may be empty
  int percent = 0;   ///< progress
  bool operator==(const NewPhase&) const = default;
};

/// The values of the four lines of Git Checkpoint. They are written as they are, so they must be formatted
/// already; only what would end their line is taken out.
struct NewCheckpoint {
  std::string branch;
  std::string last_commit;
  std::string changes;
  std::string timestamp;
  bool operator==(const NewCheckpoint&) const = default;
};

/// The contents of a new document. Texts from a plan need no cleaning: format_new_document does it.
struct NewDocument {
  std::string project;
  std::optional<NewPhase> phase;         ///< nothing without a plan
  std::vector<std::string> in_progress;  ///< each is written as `not started`
  std::vector<std::string> next_actions;
  NewCheckpoint checkpoint;
  std::string date;     ///< of the first history row, YYYY-MM-DD
  std::string history;  ///< the Progress cell of that row
  bool operator==(const NewDocument&) const = default;
};

/// The name of a section as we write it: "Completed Items".
[[nodiscard]] std::string_view describe_section(SectionKind kind);

/// The lines of one section of a new document, without its heading, each with LF.
[[nodiscard]] std::string format_new_section(SectionKind kind, const NewDocument& document);

/// The whole file with LF line endings, one at the end. Nothing in the texts can start a line, a block, a
/// comment or a table cell.
[[nodiscard]] std::string format_new_document(const NewDocument& document);

/// What to do first in a phase: the steps of its open deliverables; the deliverables themselves when none of
/// them has steps; then `Verify ` and each open verification criterion. Five at most.
[[nodiscard]] std::vector<std::string> plan_next_actions(const Phase& phase);

/// The plan's part of a new document: project name (empty when the plan has none), the phase to work on, its
/// open deliverables and next actions. Checkpoint, date and history are left empty.
[[nodiscard]] NewDocument plan_new_document(const Plan& plan);

}  // namespace session
