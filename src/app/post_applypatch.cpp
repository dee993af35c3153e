// SPDX-License-Identifier: MIT
#include "app/update_run.hpp"
#include "io/environment.hpp"

namespace session::app {
namespace {

/// While patches are still to come, and in a rebase, nothing is written.
Result<void> follow_patch(HookRun& run) {
  const Workspace& workspace = run.workspace;
  if (io::find_file_kind(workspace.document) == io::FileKind::absent) return {};
  run.operation = git::read_operation(workspace.location, io::find_variable);
  if (!git::is_last_patch(workspace.location)) return {};
  SESSION_TRY(const auto repository, open_for_hook(run));
  SESSION_TRY(const Head head, repository->read_head());
  if (!head.id) return {};
  return run_update(run, *repository, {head});
}

}  // namespace

int run_post_applypatch(int argc, char** argv) noexcept {
  return run_hook("post-applypatch", argc, argv, follow_patch);
}

}  // namespace session::app
