// SPDX-License-Identifier: MIT
// `git session status`: where one stands.
#pragma once

#include "app/workspace.hpp"
#include "core/view/status_text.hpp"
#include "git/repository.hpp"

#include <filesystem>
#include <string>

namespace session::app {

/// Gathers what a status tells of. History is not searched: items are not compared with git. Nothing is
/// written but a copy of a changed file. ErrorKind::document when there is no SESSION.md or it can't be read.
[[nodiscard]] Result<Status> read_status(const Workspace& workspace, git::Repository& repository);

/// The line for a shell prompt started in `cwd`. Takes no lock, writes nothing and does not look at
/// uncommitted changes. Empty outside a work tree, without SESSION.md, for one that can't be read or is no
/// hand-off file, and where git can't be asked: a prompt is no place for errors.
[[nodiscard]] std::string read_short_status(const git::Environment& environment,
                                            const std::filesystem::path& cwd);

}  // namespace session::app
