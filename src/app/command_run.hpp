// SPDX-License-Identifier: MIT
// What the commands share that write to SESSION.md.
#pragma once

#include "app/session_run.hpp"
#include "core/checkpoint/verdict.hpp"
#include "core/message.hpp"
#include "git/repository.hpp"

#include <functional>
#include <vector>

namespace session::app {

/// Why a command must not write now (git is in the middle of something that ends with other commits), with a
/// hint; nothing when it may.
[[nodiscard]] std::vector<Message> find_refusal(const Workspace& workspace);

/// Plans on the files as they were read under the lock.
using Planner = std::function<Result<UpdatePlan>(const LockedSession& session)>;

/// What a command wrote.
struct WrittenUpdate {
  UpdatePlan plan;
  std::vector<Message> messages;  ///< to say before those of the plan
};

/// Takes the lock, plans, and writes; begins anew when an editor saved the file meanwhile.
/// ErrorKind::document when there is no SESSION.md, or it is none that we may write to. One line goes to the
/// log, as `name`.
[[nodiscard]] Result<WrittenUpdate> write_update(const Workspace& workspace, git::Repository& repository,
                                                 const Head& head, std::string_view name,
                                                 const Planner& planner);

/// The error of a command that needs SESSION.md.
[[nodiscard]] tl::unexpected<Error> fail_without_document(const Workspace& workspace);

}  // namespace session::app
