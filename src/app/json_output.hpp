// SPDX-License-Identifier: MIT
// What the commands print for programs: one JSON object each (docs/json.md, docs/git-session.schema.json).
// Texts are as the document and git have them; what is no UTF-8 becomes U+FFFD.
#pragma once

#include "app/resume.hpp"
#include "app/verify.hpp"
#include "app/workspace.hpp"
#include "core/view/status_text.hpp"

#include <string>

namespace session::app {

/// `git session verify --json`.
[[nodiscard]] std::string format_verification_json(const Workspace& workspace,
                                                   const Verification& verification);

/// `git session status --json`.
[[nodiscard]] std::string format_status_json(const Workspace& workspace, const Status& status);

/// `git session resume --json`.
[[nodiscard]] std::string format_resume_json(const Workspace& workspace, const ResumeReport& report);

}  // namespace session::app
