// SPDX-License-Identifier: MIT
#include "app/command_run.hpp"

#include "io/environment.hpp"
#include "io/log.hpp"

#include <fmt/core.h>

#include <utility>

namespace session::app {
namespace {

/// Opens the session; a command says each time why it can't.
Result<LockedSession> open_for_command(const Workspace& workspace, git::Repository& repository,
                                       const Head& head, std::vector<Message>& messages) {
  SESSION_TRY(const auto bytes, read_document(workspace));
  if (!bytes) return fail_without_document(workspace);
  SESSION_TRY(auto session, open_session(workspace, repository, head, messages));
  if (!session) {
    return fail(ErrorKind::document,
                fmt::format("'{}' is left alone: it is empty, or has no sections 'Completed Items' and 'Git "
                            "Checkpoint' under any known name",
                            workspace.settings.session_file),
                "add what it lacks: git session init --adopt, or name your headings in session.aliases");
  }
  return std::move(*session);
}

}  // namespace

std::vector<Message> find_refusal(const Workspace& workspace) {
  const Operation operation = git::read_operation(workspace.location, io::find_variable);
  switch (operation) {
    case Operation::rebase:
    case Operation::am:
    case Operation::cherry_pick_range:
    case Operation::revert_range: break;
    default: return {};
  }
  return {{MessageKind::warning, fmt::format("{} is under way, so '{}' is not written now",
                                             describe(operation), workspace.settings.session_file)},
          {MessageKind::hint, "how to go on: git status"}};
}

Result<WrittenUpdate> write_update(const Workspace& workspace, git::Repository& repository, const Head& head,
                                   std::string_view name, const Planner& planner) {
  constexpr int kTries = 3;
  for (int i = 0; i < kTries; ++i) {
    WrittenUpdate written;
    SESSION_TRY(const auto session, open_for_command(workspace, repository, head, written.messages));
    SESSION_TRY(written.plan, planner(session));
    SESSION_TRY(const Outcome outcome, carry_out(workspace, repository, session, written.plan));
    if (outcome == Outcome::overtaken) continue;
    io::append_log(
        workspace.log_file(), name,
        fmt::format("{} commits recorded, {} entries changed, file {}", written.plan.recorded,
                    written.plan.changes.size(), outcome == Outcome::written ? "written" : "unchanged"));
    return written;
  }
  return fail(ErrorKind::file, fmt::format("'{}' changes all the time", workspace.settings.session_file),
              "close the program that writes it");
}

tl::unexpected<Error> fail_without_document(const Workspace& workspace) {
  return fail(ErrorKind::document,
              fmt::format("there is no '{}' in '{}'", workspace.settings.session_file,
                          workspace.location.work_tree.string()),
              "create it: git session init");
}

}  // namespace session::app
