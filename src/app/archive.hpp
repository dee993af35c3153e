// SPDX-License-Identifier: MIT
// `git session archive`: old entries move to `SESSION_ARCHIVE.md` in the snapshots directory.
#pragma once

#include "app/workspace.hpp"
#include "core/message.hpp"
#include "git/repository.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace session::app {

/// What is old. Without either: items from before the last wrap-up, and all rows of the history but five.
struct ArchiveOptions {
  std::optional<std::string> before;  ///< YYYY-MM-DD
  std::optional<std::size_t> keep;    ///< how many of the newest stay
};

/// What came of it.
struct ArchiveReport {
  std::vector<std::string> lines;
  std::vector<Message> messages;
  int status = 0;  ///< 1: git is in the middle of something, nothing was written
};

/// Moves the entries. The archive is on the disk before SESSION.md loses a line. ErrorKind::usage for a date
/// that is none, ErrorKind::document without SESSION.md or when one of the files can't be edited.
[[nodiscard]] Result<ArchiveReport> archive_entries(const Workspace& workspace, git::Repository& repository,
                                                    const ArchiveOptions& options);

}  // namespace session::app
