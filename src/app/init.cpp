// SPDX-License-Identifier: MIT
#include "app/init.hpp"

#include "app/command_run.hpp"
#include "app/gather.hpp"
#include "app/install.hpp"
#include "app/snapshot.hpp"
#include "core/document/adoption.hpp"
#include "core/document/new_document.hpp"
#include "core/text/inline_text.hpp"
#include "core/text/time.hpp"
#include "io/environment.hpp"

#include <fmt/core.h>

#include <algorithm>
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

std::vector<std::string> describe_git(const Checkpoint& checkpoint, const Settings& settings) {
  return {
      fmt::format("git: {}, {}",
                  checkpoint.head.branch ? "branch " + format_branch(checkpoint.head) : "detached HEAD",
                  checkpoint.head.id ? "last commit " + checkpoint.abbreviated : "no commit yet"),
      fmt::format("uncommitted changes: {}", format_own_changes(checkpoint, settings.checkpoint_max_listed))};
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

/// What an adopted file lacks is filled with what git and the plan know; what is done and what comes next
/// only its owner knows.
NewDocument compose_missing(const std::optional<FoundPlan>& found, const Workspace& workspace,
                            const Checkpoint& checkpoint) {
  NewDocument document = compose(found, workspace, checkpoint);
  document.in_progress.clear();
  document.next_actions.clear();
  document.history = fmt::format("{} adopted", workspace.document.filename().string());
  return document;
}

bool contains(const std::vector<SectionKind>& kinds, SectionKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// Notes that the file is ours now, with what was written into it.
Result<void> note_adoption(const Workspace& workspace, const AdoptionPlan& plan, const NewDocument& contents,
                           const Checkpoint& checkpoint, const std::optional<std::string>& plan_path) {
  State state = read_state(workspace);
  state.adopted = true;
  if (contains(plan.added, SectionKind::checkpoint)) state.checkpoint = checkpoint;
  if (contains(plan.added, SectionKind::history)) state.opened = checkpoint.seconds;
  if (contains(plan.added, SectionKind::current_phase) && contents.phase)
    state.progress = contents.phase->percent;
  const Head& head = checkpoint.head;
  // A tip that is known stays: commits since then are still to be caught up with.
  if (head.branch && head.id) state.tips.try_emplace(*head.branch, *head.id);
  if (plan_path) state.plan = plan_path;
  return write_state(workspace, state);
}

std::string format_names(const std::vector<SectionKind>& kinds) {
  std::string names;
  for (const SectionKind kind : kinds) {
    if (!names.empty()) names += ", ";
    names += describe_section(kind);
  }
  return names;
}

}  // namespace

Result<Adoption> adopt_document(const Workspace& workspace, git::Repository& repository,
                                const InitOptions& options) {
  if (auto refusal = find_refusal(workspace); !refusal.empty()) return Adoption{{}, std::move(refusal), 1};
  const std::string& name = workspace.settings.session_file;
  SESSION_TRY(const auto lock, lock_workspace(workspace));
  SESSION_TRY(auto bytes, read_document(workspace));
  if (!bytes) return fail_without_document(workspace);
  const std::string before = *bytes;
  SESSION_TRY(const Document document, open_document(workspace, before));
  SESSION_TRY(const auto found, find_plan(workspace, options));
  SESSION_TRY(const Head head, repository.read_head());
  SESSION_TRY(const auto checkpoint, read_checkpoint(workspace, repository, head, std::nullopt,
                                                     io::read_clock(), Patience::unlimited));
  const NewDocument contents = compose_missing(found, workspace, checkpoint);
  SESSION_TRY(const AdoptionPlan plan,
              plan_adoption(document, SectionNames(workspace.settings.session_aliases), contents));
  std::vector<std::string> excluded;
  if (options.exclude) {
    SESSION_TRY(excluded, exclude_own_files(repository, workspace.settings));
  }
  SESSION_TRY(const bool tracked, repository.is_tracked(name));
  const auto kind = tracked ? io::CopyKind::tracked : io::CopyKind::local;
  SESSION_CHECK(io::save_copy(workspace.copies_dir(), before, kind, io::Sync::yes));
  SESSION_TRY(const auto path, io::resolve_inside(workspace.location.work_tree, name));
  SESSION_TRY(const auto now, read_document(workspace));
  if (now != before) {
    return fail(ErrorKind::file, fmt::format("'{}' was changed just now and is left as it is", name),
                "run it again: git session init --adopt");
  }
  const std::string after = apply_edits(document.text, plan.edits);
  SESSION_CHECK(io::write_file(path, after));
  SESSION_CHECK(note_adoption(workspace, plan, contents, checkpoint,
                              options.plan ? std::optional(found->path.string()) : std::nullopt));
  SESSION_CHECK(io::save_copy(workspace.copies_dir(), after, kind));
  Adoption adoption;
  adoption.lines.push_back(plan.added.empty()
                               ? fmt::format("adopted {}: no section is missing", name)
                               : fmt::format("adopted {}: added {}", name, format_names(plan.added)));
  if (!excluded.empty())
    adoption.lines.emplace_back("listed in info/exclude, so that git status stays clean");
  return adoption;
}

std::vector<Message> find_adoption_advice(const Workspace& workspace) {
  const auto bytes = read_document(workspace);
  if (!bytes || !*bytes || read_state(workspace).adopted) return {};
  const auto document = open_document(workspace, **bytes);
  if (!document || is_session_document(*document)) return {};
  return {
      {MessageKind::warning,
       fmt::format("the hooks leave '{}' alone: it has no sections 'Completed Items' and 'Git Checkpoint' "
                   "under any known name",
                   workspace.settings.session_file)},
      {MessageKind::hint, "add what it lacks: git session init --adopt"}};
}

Result<std::vector<std::string>> create_document(const Workspace& workspace, git::Repository& repository,
                                                 const InitOptions& options) {
  const std::string& name = workspace.settings.session_file;
  const auto lock = lock_workspace(workspace);
  if (!lock) return tl::unexpected<Error>(lock.error());
  if (io::find_file_kind(workspace.document) != io::FileKind::absent) {
    return fail(ErrorKind::document, fmt::format("'{}' is there already and stays as it is", name),
                "add what it lacks: git session init --adopt");
  }
  SESSION_TRY(const auto path, io::resolve_inside(workspace.location.work_tree, name));
  SESSION_TRY(const auto found, find_plan(workspace, options));
  std::vector<std::string> excluded;
  if (options.exclude) {
    SESSION_TRY(excluded, exclude_own_files(repository, workspace.settings));
  }
  SESSION_TRY(const Head head, repository.read_head());
  SESSION_TRY(const auto checkpoint, read_checkpoint(workspace, repository, head, std::nullopt,
                                                     io::read_clock(), Patience::unlimited));
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
