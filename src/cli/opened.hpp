// SPDX-License-Identifier: MIT
// What all commands share: the work tree around the current folder, and printing.
#pragma once

#include "app/workspace.hpp"
#include "core/error.hpp"
#include "core/message.hpp"
#include "core/view/styled_text.hpp"
#include "git/repository.hpp"

#include <memory>
#include <string>
#include <vector>

namespace session::cli {

/// A work tree with its repository, opened for a command.
struct Opened {
  app::Workspace workspace;
  std::unique_ptr<git::Repository> repository;
};

/// Opens the work tree around the current folder. ErrorKind::git outside one, ErrorKind::settings when a
/// settings file is wrong: a person can mend it now.
[[nodiscard]] Result<Opened> open_here();

/// Prints lines to standard output. ErrorKind::file when that fails.
[[nodiscard]] Result<void> print(const std::vector<std::string>& lines);

/// Prints lines to standard output, coloured where the settings and the terminal want it.
[[nodiscard]] Result<void> print_styled(const app::Workspace& workspace,
                                        const std::vector<StyledLine>& lines);

/// Prints a report: as it is into a file or pipe; on a terminal broken to its width, with coloured marks.
[[nodiscard]] Result<void> print_report(const app::Workspace& workspace,
                                        const std::vector<std::string>& lines);

/// Prints messages to standard error, as the settings want them.
void tell(const app::Workspace& workspace, const std::vector<Message>& messages);

/// Prints an error to standard error and gives its exit status.
[[nodiscard]] int report(const Error& error);

}  // namespace session::cli
