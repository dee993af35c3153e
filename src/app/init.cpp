// SPDX-License-Identifier: MIT
#include "app/init.hpp"

#include "app/gather.hpp"
#include "app/install.hpp"
#include "core/document/new_document.hpp"
#include "core/document/own_files.hpp"
#include "core/text/inline_text.hpp"
#include "core/text/time.hpp"
#include "io/environment.hpp"

#include <fmt/core.h>

#include <system_error>
#include <utility>

namespace session::app {
namespace {

namespace fs = std::filesystem;

/// A plan with the name by which it is told of.
struct FoundPlan {
  fs::path path;
  std::string name;
  Plan plan;
};

Result<std::optional<FoundPlan>> find_plan(const Workspace& workspace, const InitOptions& options) {
  FoundPlan found;
  if (options.plan) {
    std::error_code error;
    found.path = fs::absolute(*options.plan, error);
    found.name = *options.plan;
  } else if (const auto path = find_plan_file(workspace, {})) {
    found.path = *path;
    found.name = path->lexically_relative(workspace.location.work_tree).string();
  } else {
    return std::nullopt;
  }
  SESSION_TRY(const auto bytes, io::read_file(found.path, kDocumentLimit));
  if (!bytes) {
    return fail(ErrorKind::file, fmt::format("cannot read the plan '{}': there is no such file", found.name),
                "give the path of the plan: git session init --phases FILE");
  }
  found.plan = parse_plan(*bytes);
  return found;
}

/// The folder name of the main work tree, which linked ones share.
std::string find_project_name(const Workspace& workspace) {
  const fs::path& common = workspace.location.common_dir;
  if (common.filename() == ".git") return common.parent_path().filename().string();
  return workspace.location.work_tree.filename().string();
}

Result<std::string> write_snapshot(const Workspace& workspace, const std::string& bytes,
                                   const std::string& date) {
  constexpr int kMostCopies = 1000;
  for (int copy = 0; copy < kMostCopies; ++copy) {
    const std::string relative = format_snapshot_path(workspace.settings, date, copy);
    SESSION_TRY(const auto path, io::resolve_inside(workspace.location.work_tree, relative));
    if (io::find_file_kind(path) != io::FileKind::absent) continue;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) {
      return fail(ErrorKind::file,
                  fmt::format("cannot create '{}': {}", path.parent_path().string(), error.message()));
    }
    SESSION_CHECK(io::write_file(path, bytes));
    return relative;
  }
  return fail(ErrorKind::file, fmt::format("cannot find a free name for the snapshot of {}", date));
}

std::vector<std::string> describe_git(const Checkpoint& checkpoint, const Settings& settings) {
  return {fmt::format("git: {}, {}",
                      checkpoint.head.branch ? "branch " + format_branch(checkpoint.head) : "detached HEAD",
                      checkpoint.head.id ? "last commit " + checkpoint.abbreviated : "no commit yet"),
          fmt::format("uncommitted changes: {}",
                      format_changes(checkpoint.changes, settings.checkpoint_max_listed))};
}

std::vector<std::string> describe_plan(const std::optional<FoundPlan>& found, const NewDocument& document) {
  if (!found) return {"plan: none found (IMPLEMENTATION_PHASES.md in the root, docs/ or claudedocs/)"};
  std::vector<std::string> lines = {fmt::format("plan: {}, {} {}", format_plain(found->name),
                                                found->plan.phases.size(),
                                                found->plan.phases.size() == 1 ? "phase" : "phases")};
  for (const std::string& line : format_plan_summary(found->plan)) lines.push_back("  " + line);
  for (const std::string& warning : found->plan.warnings) lines.push_back("  note: " + format_plain(warning));
  if (document.phase) lines.push_back(fmt::format("current phase: {}", format_plain(document.phase->number)));
  return lines;
}

NewDocument compose(const std::optional<FoundPlan>& found, const Workspace& workspace,
                    const Checkpoint& checkpoint) {
  NewDocument document = found ? plan_new_document(found->plan) : NewDocument{};
  if (document.project.empty()) document.project = find_project_name(workspace);
  const CheckpointTexts texts = format_checkpoint(checkpoint, workspace.settings);
  document.checkpoint = {texts.branch, texts.last_commit, texts.changes, texts.timestamp};
  document.date = format_date(checkpoint.seconds, 0);
  document.history = found ? fmt::format("Initial {} created from {}", workspace.document.filename().string(),
                                         found->path.filename().string())
                           : fmt::format("Initial {} created", workspace.document.filename().string());
  return document;
}

}  // namespace

Result<std::vector<std::string>> create_document(const Workspace& workspace, git::Repository& repository,
                                                 const InitOptions& options) {
  const std::string& name = workspace.settings.session_file;
  const auto lock = lock_workspace(workspace);
  if (!lock) return tl::unexpected<Error>(lock.error());
  if (io::find_file_kind(workspace.document) != io::FileKind::absent) {
    return fail(ErrorKind::document, fmt::format("'{}' is there already and stays as it is", name),
                "see how it stands: git session verify");
  }
  SESSION_TRY(const auto path, io::resolve_inside(workspace.location.work_tree, name));
  SESSION_TRY(const auto found, find_plan(workspace, options));
  std::vector<std::string> excluded;
  if (options.exclude) {
    SESSION_TRY(excluded, exclude_own_files(repository, workspace.settings));
  }
  SESSION_TRY(const Head head, repository.read_head());
  SESSION_TRY(const auto checkpoint,
              read_checkpoint(workspace, repository, head, std::nullopt, io::read_clock()));
  const NewDocument document = compose(found, workspace, checkpoint);
  const std::string bytes = format_new_document(document);

  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  SESSION_CHECK(io::write_file(path, bytes));
  SESSION_TRY(const std::string snapshot, write_snapshot(workspace, bytes, document.date));
  State state = read_state(workspace);
  state.adopted = true;
  state.checkpoint = checkpoint;
  state.opened = checkpoint.seconds;
  if (head.branch && head.id) state.tips[*head.branch] = *head.id;
  if (document.phase) state.progress = document.phase->percent;
  if (options.plan) state.plan = found->path.string();
  SESSION_CHECK(write_state(workspace, state));
  SESSION_TRY(const bool tracked, repository.is_tracked(name));
  SESSION_CHECK(
      io::save_copy(workspace.copies_dir(), bytes, tracked ? io::CopyKind::tracked : io::CopyKind::local));

  std::vector<std::string> lines = {fmt::format("created {}", name)};
  for (auto& line : describe_plan(found, document)) lines.push_back(std::move(line));
  for (auto& line : describe_git(checkpoint, workspace.settings)) lines.push_back(std::move(line));
  lines.push_back(fmt::format("snapshot: {}", snapshot));
  if (!excluded.empty()) lines.push_back("listed in info/exclude, so that git status stays clean");
  return lines;
}

}  // namespace session::app
