// SPDX-License-Identifier: MIT
// One writing run: under the lock, read the files, plan, and write what changed.
#pragma once

#include "app/gather.hpp"
#include "app/workspace.hpp"
#include "git/repository.hpp"

#include <optional>
#include <string>
#include <vector>

namespace session::app {

/// The files of a work tree, read under the lock, which is held as long as this lives.
struct LockedSession {
  io::FileLock lock;
  std::string bytes;  ///< of SESSION.md on disk
  Document document;  ///< as people read it
  State state;
  io::CopyKind kind = io::CopyKind::local;  ///< whether HEAD's tree holds SESSION.md
  bool is_filtered = false;                 ///< git runs our filter on it, too
};

/// Takes the lock and reads. Nothing when there is no SESSION.md, or it is none that hooks may write to; the
/// latter is said once, in `messages`.
[[nodiscard]] Result<std::optional<LockedSession>> open_session(const Workspace& workspace,
                                                                git::Repository& repository, const Head& head,
                                                                std::vector<Message>& messages);

/// What became of a plan.
enum class Outcome { written, unchanged, overtaken };

/// Carries a plan out: SESSION.md first, then journal, state and copy, so that a crash in between leaves a
/// commit that the next run finds again. `overtaken`: an editor saved the file meanwhile; nothing was
/// written.
[[nodiscard]] Result<Outcome> carry_out(const Workspace& workspace, git::Repository& repository,
                                        const LockedSession& session, const UpdatePlan& plan);

/// Keeps a copy when a person changed the file since the last one: git treats ignored files as expendable.
[[nodiscard]] Result<void> keep_copy(const Workspace& workspace, git::Repository& repository,
                                     const Head& head, const std::string& bytes);

/// True when HEAD's tree holds SESSION.md.
[[nodiscard]] Result<bool> is_in_head(const Workspace& workspace, git::Repository& repository,
                                      const Head& head);

}  // namespace session::app
