// SPDX-License-Identifier: MIT
#include "app/gather.hpp"

#include "core/document/own_files.hpp"
#include "core/recording/works.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <system_error>
#include <utility>

namespace session::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kOwnFilesLimit = 64;

/// git names an untracked folder as a whole; it counts unless all files in it are own ones.
bool holds_only_own_files(const Workspace& workspace, const std::string& folder) {
  const fs::path& root = workspace.location.work_tree;
  std::error_code error;
  fs::recursive_directory_iterator entries(root / folder, error);
  std::size_t seen = 0;
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    if (entries->is_directory(error) && !entries->is_symlink(error)) continue;
    const std::string path = entries->path().lexically_relative(root).generic_string();
    if (!is_own_path(path, workspace.settings) || ++seen > kOwnFilesLimit) return false;
  }
  return !error && seen > 0;
}

bool counts(const Workspace& workspace, const Change& change) {
  if (is_own_path(change.path, workspace.settings)) return false;
  if (!change.path.ends_with('/')) return true;
  const Settings& settings = workspace.settings;
  const bool on_the_way = settings.session_file.starts_with(change.path) ||
                          (settings.snapshots_directory + "/").starts_with(change.path);
  return !on_the_way || !holds_only_own_files(workspace, change.path);
}

/// True when the commits of a list touch nothing but own files.
Result<bool> only_own_files_since(const Workspace& workspace, git::Repository& repository,
                                  const ObjectId& head, const ObjectId& base, std::size_t count) {
  // A hand-off is committed on its own now and then; a long row of such commits is something else.
  constexpr std::size_t kMostCommits = 20;
  if (count > kMostCommits) return false;
  SESSION_TRY(const auto list, repository.read_commits(head, {base}, count, 0));
  if (!list.complete || list.commits.size() != count) return false;
  for (const Commit& commit : list.commits) {
    SESSION_TRY(const bool own, touches_only_own_files(workspace, repository, commit));
    if (!own) return false;
  }
  return true;
}

/// The id that the document's hash stands for.
Result<std::optional<ObjectId>> find_recorded_commit(git::Repository& repository,
                                                     const RecordedCheckpoint& recorded) {
  if (const auto id = find_recorded_id(recorded)) {
    if (repository.read_commit(*id)) return id;
    return std::nullopt;
  }
  if (!recorded.hash) return std::nullopt;
  return repository.find_commit(*recorded.hash);
}

}  // namespace

Result<CountedChanges> read_counted_changes(const Workspace& workspace, git::Repository& repository,
                                            Patience patience) {
  git::ChangeOptions options{.untracked = workspace.settings.checkpoint_untracked};
  if (patience == Patience::limited)
    options.time_limit = std::chrono::milliseconds(workspace.settings.checkpoint_time_limit_ms);
  SESSION_TRY(auto list, repository.read_changes(options));
  std::erase_if(list.changes, [&workspace](const Change& change) { return !counts(workspace, change); });
  sort_changes(list.changes);
  return CountedChanges{std::move(list.changes), list.not_listed};
}

Result<std::vector<Change>> read_all_changes(const Workspace& workspace, git::Repository& repository) {
  SESSION_TRY(auto counted, read_counted_changes(workspace, repository, Patience::unlimited));
  return std::move(counted.changes);
}

Result<Checkpoint> read_checkpoint(const Workspace& workspace, git::Repository& repository, const Head& head,
                                   const std::optional<Commit>& commit, std::int64_t now, Patience patience) {
  Checkpoint checkpoint;
  checkpoint.head = head;
  checkpoint.seconds = now;
  SESSION_TRY(auto counted, read_counted_changes(workspace, repository, patience));
  checkpoint.changes = std::move(counted.changes);
  checkpoint.not_listed = counted.not_listed;
  if (!head.id) return checkpoint;
  SESSION_TRY(checkpoint.abbreviated, repository.abbreviate(*head.id));
  if (commit) {
    checkpoint.subject = find_subject(commit->message);
  } else {
    SESSION_TRY(const Commit read, repository.read_commit(*head.id));
    checkpoint.subject = find_subject(read.message);
  }
  return checkpoint;
}

Result<bool> touches_only_own_files(const Workspace& workspace, git::Repository& repository,
                                    const Commit& commit) {
  SESSION_TRY(const auto paths, repository.read_changed_paths(commit, kOwnFilesLimit));
  const auto is_own = [&workspace](const std::string& path) { return is_own_path(path, workspace.settings); };
  return !paths.empty() && paths.size() < kOwnFilesLimit && std::all_of(paths.begin(), paths.end(), is_own);
}

Result<CommitToRecord> describe_commit(const Workspace& workspace, git::Repository& repository,
                                       Commit commit) {
  CommitToRecord described;
  SESSION_TRY(described.abbreviated, repository.abbreviate(commit.id));
  SESSION_TRY(described.only_own_files, touches_only_own_files(workspace, repository, commit));
  described.commit = std::move(commit);
  return described;
}

Result<std::vector<Commit>> read_later_commits(git::Repository& repository, const Head& head,
                                               const std::vector<ObjectId>& ids) {
  constexpr std::size_t kMostCommits = 50'000;
  if (!head.id || ids.empty()) return std::vector<Commit>();
  std::int64_t oldest = std::numeric_limits<std::int64_t>::max();
  for (const ObjectId& id : ids) {
    SESSION_TRY(const Commit commit, repository.read_commit(id));
    oldest = std::min(oldest, commit.committer.seconds);
  }
  SESSION_TRY(auto list, repository.read_commits(*head.id, {}, kMostCommits, oldest));
  return std::move(list.commits);
}

Result<Relation> read_relation(const Workspace& workspace, git::Repository& repository,
                               const RecordedCheckpoint& recorded, const Head& head, const Journal& journal) {
  Relation relation;
  SESSION_TRY(const auto base, find_recorded_commit(repository, recorded));
  if (!base) return relation;
  // On an unborn branch the recorded commit is known, but it is not in the (empty) history of HEAD.
  if (!head.id) return Relation{RelationKind::diverged, 0, false};
  if (*base == *head.id) return Relation{RelationKind::same, 0, false};
  SESSION_TRY(const auto distance, repository.read_distance(*base, *head.id));
  if (!distance.known) {
    relation.shallow = true;
    return relation;
  }
  if (distance.behind == 0) {
    SESSION_TRY(const bool own, only_own_files_since(workspace, repository, *head.id, *base, distance.ahead));
    return Relation{own ? RelationKind::only_own_files_since : RelationKind::ahead, distance.ahead, false};
  }
  const auto shapes = RewriteMap(journal).find_all({*base});
  if (std::find(shapes.begin(), shapes.end(), *head.id) != shapes.end())
    return Relation{RelationKind::rewritten, 0, false};
  if (distance.ahead == 0) return Relation{RelationKind::behind, distance.behind, false};
  return Relation{RelationKind::diverged, distance.ahead, false};
}

}  // namespace session::app
