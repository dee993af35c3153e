// SPDX-License-Identifier: MIT
// `git session record`: records commits by hand.
#pragma once

#include "app/workspace.hpp"
#include "core/message.hpp"
#include "git/repository.hpp"

#include <string>
#include <vector>

namespace session::app {

/// What came of it.
struct RecordReport {
  std::vector<std::string> lines;  ///< what became of the commits
  std::vector<Message> messages;   ///< what else there is to say
  int status = 0;                  ///< 1: something stood in the way
};

/// Records the commits that the revisions name, HEAD's commit without any, and reconciles the document with
/// history. Nothing is written before all is known. ErrorKind::git for a revision that git does not know,
/// ErrorKind::document without SESSION.md.
[[nodiscard]] Result<RecordReport> record_commits(const Workspace& workspace, git::Repository& repository,
                                                  const std::vector<std::string>& revisions);

}  // namespace session::app
