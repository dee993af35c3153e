// SPDX-License-Identifier: MIT
// `git session wrap-up`: the end of a session.
#pragma once

#include "app/workspace.hpp"
#include "core/handoff/wrap_up.hpp"
#include "core/handoff/wrap_up_form.hpp"
#include "core/message.hpp"
#include "git/repository.hpp"

#include <string>
#include <vector>

namespace session::app {

/// What came of it.
struct WrapUpReport {
  std::vector<std::string> lines;  ///< what was done
  std::vector<Message> messages;   ///< what else there is to say
  int status = 0;                  ///< 1: refused; a file's exit code when only a part could be written
};

/// Brings the document up to date, ends the session in it, and writes the snapshot (unless `snapshot` is
/// false) and the memory files. ErrorKind::document without SESSION.md, ErrorKind::usage for options that
/// cannot be met; nothing is written then.
[[nodiscard]] Result<WrapUpReport> wrap_up(const Workspace& workspace, git::Repository& repository,
                                           const WrapUpOptions& options, bool snapshot);

/// What a wrap-up without options would come to, for the form.
struct WrapUpPreview {
  WrapUpForm form;
  std::vector<std::string> help;  ///< what is known: branch, commits, items, verdict
  std::vector<Message> refusal;   ///< why it cannot be done now; empty when it can
};

/// Plans without writing.
[[nodiscard]] Result<WrapUpPreview> preview_wrap_up(const Workspace& workspace, git::Repository& repository);

}  // namespace session::app
