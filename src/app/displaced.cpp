// SPDX-License-Identifier: MIT
#include "app/displaced.hpp"

#include "app/session_run.hpp"
#include "io/copies.hpp"

#include <fmt/core.h>

namespace session::app {
namespace {

Result<bool> holds_document(const Workspace& workspace, git::Repository& repository, const ObjectId& commit) {
  if (commit.is_null()) return false;
  SESSION_TRY(const auto blob, repository.find_blob(commit, workspace.settings.session_file));
  return blob.has_value();
}

}  // namespace

Result<void> restore_document(HookRun& run, git::Repository& repository, const Move& move) {
  const Workspace& workspace = run.workspace;
  const auto copy = io::find_newest_copy(workspace.copies_dir(), io::CopyKind::local);
  if (!copy) return {};
  SESSION_TRY(const bool was_tracked, holds_document(workspace, repository, move.before));
  SESSION_TRY(const bool is_tracked, holds_document(workspace, repository, move.after));
  if (!was_tracked || is_tracked) return {};
  SESSION_TRY(const auto bytes, io::read_file(*copy, kDocumentLimit));
  if (!bytes) return {};
  SESSION_TRY(const auto path,
              io::resolve_inside(workspace.location.work_tree, workspace.settings.session_file));
  SESSION_CHECK(io::write_file(path, *bytes));
  const std::string& name = workspace.settings.session_file;
  run.messages.push_back(
      {MessageKind::report, fmt::format("put your untracked '{}' back: the {} removed it", name, move.by)});
  run.decision = fmt::format("restored from {}", copy->filename().string());
  return {};
}

Result<void> report_replaced(HookRun& run, git::Repository& repository, const Move& move) {
  const Workspace& workspace = run.workspace;
  const auto copy = io::find_newest_copy(workspace.copies_dir(), io::CopyKind::local);
  if (!copy || move.before == move.after) return {};
  SESSION_TRY(const bool was_tracked, holds_document(workspace, repository, move.before));
  SESSION_TRY(const bool is_tracked, holds_document(workspace, repository, move.after));
  if (was_tracked || !is_tracked) return {};
  SESSION_TRY(const auto now, read_document(workspace));
  SESSION_TRY(const auto kept, io::read_file(*copy, kDocumentLimit));
  if (!kept || now == kept) return {};
  const std::string& name = workspace.settings.session_file;
  run.messages.push_back(
      {MessageKind::warning, fmt::format("this branch tracks '{}' and replaced your untracked one", name)});
  run.messages.push_back({MessageKind::hint, fmt::format("your copy: {}", copy->string())});
  return {};
}

}  // namespace session::app
