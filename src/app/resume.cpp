// SPDX-License-Identifier: MIT
#include "app/resume.hpp"

#include "app/command_run.hpp"
#include "app/gather.hpp"
#include "core/text/time.hpp"
#include "io/environment.hpp"
#include "io/file.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace session::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostListed = 10;
constexpr std::size_t kMostPaths = 100;  // of one commit

/// The commit that the checkpoint names; nothing when it is not in this repository.
Result<std::optional<ObjectId>> find_base(git::Repository& repository, const RecordedCheckpoint& recorded) {
  if (auto id = find_recorded_id(recorded); id && repository.read_commit(*id)) return id;
  if (!recorded.hash) return std::optional<ObjectId>();
  return repository.find_commit(*recorded.hash);
}

/// The newest commits of one side; the list says by itself whether there are more.
Result<std::vector<Commit>> read_side(git::Repository& repository, const ObjectId& from,
                                      const ObjectId& hidden, std::vector<CommitLine>& lines, bool& more) {
  SESSION_TRY(auto list, repository.read_commits(from, {hidden}, kMostListed + 1, 0));
  more = list.commits.size() > kMostListed;
  if (more) list.commits.resize(kMostListed);
  for (const Commit& commit : list.commits) {
    SESSION_TRY(auto hash, repository.abbreviate(commit.id));
    lines.push_back({commit.id.hex, std::move(hash), find_subject(commit.message),
                     format_date(commit.committer.seconds, commit.committer.offset_minutes)});
  }
  return std::move(list.commits);
}

Result<Since> read_since(git::Repository& repository, const ObjectId& base, const ObjectId& head) {
  Since since;
  SESSION_TRY(const auto commits, read_side(repository, head, base, since.commits, since.more_commits));
  SESSION_CHECK(read_side(repository, base, head, since.missing, since.more_missing));
  since.more_files = since.more_commits;
  for (const Commit& commit : commits) {
    SESSION_TRY(const auto paths, repository.read_changed_paths(commit, kMostPaths));
    since.more_files = since.more_files || paths.size() == kMostPaths;
    for (const std::string& path : paths) {
      if (std::find(since.files.begin(), since.files.end(), path) != since.files.end()) continue;
      if (since.files.size() == kMostListed) {
        since.more_files = true;
        return since;
      }
      since.files.push_back(path);
    }
  }
  return since;
}

/// The files that next actions name, that the recorded commit has and that are absent now.
std::vector<std::string> find_lost_files(const Workspace& workspace, git::Repository& repository,
                                         const SessionView& view, const ObjectId& base) {
  std::vector<std::string> lost;
  for (const std::string& action : view.next_actions) {
    for (std::string& path : find_named_paths(action)) {
      if (!check_relative_path(path)) continue;
      const bool is_there = io::find_file_kind(workspace.location.work_tree / path) != io::FileKind::absent;
      if (is_there || std::find(lost.begin(), lost.end(), path) != lost.end()) continue;
      // What git can't look up is no path of the tree.
      const auto blob = repository.find_blob(base, path);
      if (blob && *blob) lost.push_back(std::move(path));
    }
  }
  return lost;
}

}  // namespace

Result<ResumeReport> read_resume(const Workspace& workspace, git::Repository& repository) {
  SESSION_TRY(const auto bytes, read_document(workspace));
  if (!bytes) return fail_without_document(workspace);
  SESSION_TRY(const auto document, open_document(workspace, *bytes));
  ResumeReport report;
  report.file = workspace.settings.session_file;
  const State state = read_state(workspace);
  report.is_ours = state.adopted || is_session_document(document);
  report.view = view_document(document);
  report.session = find_session_number(report.view, true);
  SESSION_TRY(report.found, verify_document(workspace, repository));
  const auto& head = report.found.actual.head.id;
  if (head) {
    SESSION_TRY(const Commit commit, repository.read_commit(*head));
    report.head_subject = find_subject(commit.message);
  }
  SESSION_TRY(const auto base, find_base(repository, report.found.recorded));
  const Verdict& verdict = report.found.verdict;
  // Where a shallow boundary hides how the two relate, a list would be wrong.
  const bool is_related = verdict.relation.kind != RelationKind::unknown;
  if (base && head && is_related && !is_good(verdict)) {
    SESSION_TRY(report.since, read_since(repository, *base, *head));
  }
  const auto plan = read_plan(workspace, state);
  const Phase* phase = plan ? find_named_phase(*plan, report.view) : nullptr;
  if (phase != nullptr) {
    if (const auto file = find_plan_file(workspace, state)) {
      report.plan_file = file->lexically_relative(workspace.location.work_tree).generic_string();
    }
  }
  report.actions = plan_resume(report.view, phase);
  report.memory = read_memory(workspace);
  report.documents = find_documents(workspace);
  report.manifests = find_manifests(workspace);
  report.concerns = find_concerns(report.view, io::read_clock());
  if (base) {
    report.concerns.lost_files = find_lost_files(workspace, repository, report.view, *base);
  }
  return report;
}

}  // namespace session::app
