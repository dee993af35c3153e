// SPDX-License-Identifier: MIT
// `git session resume`: what a person (or an agent) needs to go on where the last session stopped.
#pragma once

#include "app/memory.hpp"
#include "app/project_facts.hpp"
#include "app/verify.hpp"
#include "app/workspace.hpp"
#include "core/handoff/resume.hpp"
#include "core/message.hpp"
#include "core/view/session_view.hpp"
#include "git/repository.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace session::app {

/// One commit between the checkpoint and HEAD.
struct CommitLine {
  std::string id;    ///< the full id
  std::string hash;  ///< as git abbreviates it
  std::string subject;
  std::string date;  ///< of the committer, YYYY-MM-DD in its zone
  bool operator==(const CommitLine&) const = default;
};

/// What happened since the checkpoint. Lists are newest first and have at most ten entries.
struct Since {
  std::vector<CommitLine> commits;  ///< that HEAD has and the recorded commit has not
  bool more_commits = false;
  std::vector<CommitLine> missing;  ///< that the recorded commit has and HEAD has not
  bool more_missing = false;
  std::vector<std::string> files;  ///< that `commits` changed
  bool more_files = false;
  bool operator==(const Since&) const = default;
};

/// Everything that resume found. Nothing is written but a copy of a changed file.
struct ResumeReport {
  std::string file;  ///< the document, relative to the work tree
  SessionView view;
  bool is_ours = false;      ///< the hooks write to it
  int session = 1;           ///< the number of the last row of the history
  Verification found;        ///< what git says to the checkpoint and the entries
  std::string head_subject;  ///< of HEAD's commit; empty when there is none
  Since since;               ///< empty when the verdict is good
  std::vector<PlannedAction> actions;
  std::string plan_file;               ///< the plan with the phase, relative to the work tree; or empty
  std::vector<std::string> documents;  ///< to read first
  std::vector<Manifest> manifests;
  Memory memory;  ///< of earlier sessions
  ResumeConcerns concerns;
};

/// Gathers. ErrorKind::document when there is no SESSION.md or it can't be read.
[[nodiscard]] Result<ResumeReport> read_resume(const Workspace& workspace, git::Repository& repository);

/// The report for a person, fit for a terminal.
[[nodiscard]] std::vector<std::string> format_resume(const Workspace& workspace, const ResumeReport& report);

/// What there is to say beside the report: earlier sessions, what to read, the stack, warnings, and what was
/// not verified.
[[nodiscard]] std::vector<Message> format_resume_advice(const Workspace& workspace,
                                                        const ResumeReport& report);

/// The SessionStart envelope of `resume --hook`, one line of JSON of at most 2048 bytes with its line end.
[[nodiscard]] std::string format_resume_envelope(const Workspace& workspace, const ResumeReport& report);

}  // namespace session::app
