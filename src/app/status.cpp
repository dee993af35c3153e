// SPDX-License-Identifier: MIT
#include "app/status.hpp"

#include "app/command_run.hpp"
#include "app/gather.hpp"
#include "app/session_run.hpp"
#include "core/document/draft.hpp"
#include "core/text/time.hpp"
#include "io/environment.hpp"

#include <map>
#include <utility>

namespace session::app {
namespace {

/// The verdict, with the uncommitted changes where `actual` has them.
Result<Verdict> judge(const Workspace& workspace, git::Repository& repository,
                      const RecordedCheckpoint& recorded, const ActualState& actual) {
  // The journal is read only where it can matter: at the recorded commit nothing was rewritten.
  const auto id = find_recorded_id(recorded);
  const bool is_there = id && actual.head.id == id;
  const Journal journal = is_there ? Journal() : read_journal(workspace);
  SESSION_TRY(const auto relation, read_relation(workspace, repository, recorded, actual.head, journal));
  return compare_checkpoint(recorded, actual, relation);
}

/// When the commits of items were made that may belong to the session.
std::map<std::string, std::int64_t> read_commit_times(git::Repository& repository,
                                                      const std::vector<std::string>& hashes) {
  std::map<std::string, std::int64_t> times;
  for (const std::string& hash : hashes) {
    // What is no hash, or a commit that is gone, is judged by its date.
    const auto id = repository.find_commit(hash);
    if (!id || !*id) continue;
    if (const auto commit = repository.read_commit(**id)) times[hash] = commit->committer.seconds;
  }
  return times;
}

Result<std::string> read_short(const git::Environment& environment, const Workspace& workspace) {
  SESSION_TRY(const auto bytes, read_document(workspace));
  if (!bytes) return std::string();
  SESSION_TRY(const auto document, open_document(workspace, *bytes));
  const State state = read_state(workspace);
  if (!state.adopted && !is_session_document(document)) return std::string();
  SESSION_TRY(const auto repository,
              git::open_repository(workspace.location, git::Caller::command, environment));
  ActualState actual;
  SESSION_TRY(actual.head, repository->read_head());
  actual.operation = git::read_operation(workspace.location);
  actual.changes.reset();
  SESSION_TRY(const Verdict verdict, judge(workspace, *repository, find_recorded(document, state), actual));
  return format_short_status(view_document(document), verdict);
}

}  // namespace

Result<Status> read_status(const Workspace& workspace, git::Repository& repository) {
  SESSION_TRY(const auto bytes, read_document(workspace));
  if (!bytes) return fail_without_document(workspace);
  SESSION_TRY(const auto document, open_document(workspace, *bytes));
  const State state = read_state(workspace);
  Status status;
  status.view = view_document(document);
  status.session = find_session_number(status.view, state.opened && !state.wrapped);
  status.count = count_phase(Draft(document), read_plan(workspace, state));
  status.recorded = find_recorded(document, state);
  ActualState& actual = status.actual;
  SESSION_TRY(actual.head, repository.read_head());
  if (state.adopted || is_session_document(document)) {
    // Where no copy can be kept, the answer is wanted all the same.
    (void)keep_copy(workspace, repository, actual.head, *bytes);
  }
  if (actual.head.id) {
    SESSION_TRY(actual.abbreviated, repository.abbreviate(*actual.head.id));
  }
  SESSION_TRY(actual.changes, read_all_changes(workspace, repository));
  actual.operation = git::read_operation(workspace.location);
  SESSION_TRY(status.verdict, judge(workspace, repository, status.recorded, actual));
  const std::int64_t now = io::read_clock();
  status.today = find_completed_on(status.view, format_date(now, io::read_zone_offset(now)));
  if (const auto start = find_session_opening(state)) {
    const auto times = read_commit_times(repository, find_recent_hashes(status.view, *start));
    status.this_session = find_completed_since(status.view, *start, times);
  }
  return status;
}

std::string read_short_status(const git::Environment& environment, const std::filesystem::path& cwd) {
  const auto workspace = find_workspace(environment, cwd);
  if (!workspace || !*workspace) return {};
  return read_short(environment, **workspace).value_or(std::string());
}

}  // namespace session::app
