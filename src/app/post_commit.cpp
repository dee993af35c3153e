// SPDX-License-Identifier: MIT
#include "app/update_run.hpp"
#include "io/environment.hpp"

namespace session::app {
namespace {

Result<void> record_commit(HookRun& run) {
  const Workspace& workspace = run.workspace;
  if (io::find_file_kind(workspace.document) == io::FileKind::absent) return {};
  run.operation = git::read_operation(workspace.location, io::find_variable);
  const Operation operation = run.operation;
  if (operation == Operation::rebase || operation == Operation::am ||
      operation == Operation::cherry_pick_range || operation == Operation::revert_range) {
    return {};
  }
  SESSION_TRY(const auto repository, open_for_hook(run));
  SESSION_TRY(const Head head, repository->read_head());
  if (!head.id) return {};
  return run_update(run, *repository, {head, true, git::holds_autostash(workspace.location)});
}

}  // namespace

int run_post_commit(int argc, char** argv) noexcept {
  return run_hook("post-commit", argc, argv, record_commit);
}

}  // namespace session::app
