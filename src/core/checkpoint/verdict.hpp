// SPDX-License-Identifier: MIT
// The verdict: the recorded checkpoint against where the work tree stands now.
#pragma once

#include "core/checkpoint/checkpoint.hpp"
#include "core/commit.hpp"
#include "core/message.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace session {

enum class VerdictKind {
  match,
  ahead,
  behind,
  rewritten,
  diverged,
  unknown,
  other_branch,
  changes_differ,
  no_checkpoint,
  busy
};

/// What was recorded: the document's values as they are written, and the private state's checkpoint.
struct RecordedCheckpoint {
  std::optional<std::string> branch;   ///< the text of *Branch*
  std::optional<std::string> hash;     ///< the hash of *Last Commit* (see parse_last_commit)
  std::optional<std::string> changes;  ///< the text of *Uncommitted Changes*
  std::optional<Checkpoint> state;
  bool operator==(const RecordedCheckpoint&) const = default;
};

/// Where the work tree stands now.
struct ActualState {
  Head head;
  std::string abbreviated;  ///< HEAD's commit as git abbreviates it
  std::optional<std::vector<Change>> changes = std::vector<Change>{};  ///< nothing: they were not looked at
  Operation operation = Operation::none;
  bool operator==(const ActualState&) const = default;
};

enum class RelationKind { same, only_own_files_since, ahead, behind, diverged, unknown, rewritten };

/// How HEAD relates to the recorded commit. `unknown`: that commit is not in this repository, or a shallow
/// boundary hides the answer. `rewritten`: it was rewritten into HEAD, or into a commit that only own files
/// follow.
struct Relation {
  RelationKind kind = RelationKind::unknown;
  std::size_t count = 0;  ///< how many commits HEAD is ahead or behind
  bool shallow = false;   ///< unknown because of a shallow boundary
  bool operator==(const Relation&) const = default;
};

/// What was found. Several things can differ at once; `kind` is the one that matters most to a person, the
/// first that holds of: busy, no_checkpoint, unknown, other_branch, diverged, behind, ahead, changes_differ,
/// rewritten, match. A commit that nobody can find outweighs all; on another branch, commits and changes are
/// expected to differ; lost work (diverged, behind) outweighs new work.
struct Verdict {
  VerdictKind kind = VerdictKind::no_checkpoint;
  std::size_t count = 0;  ///< commits ahead or behind
  Relation relation;
  bool other_branch = false;
  bool changes_differ = false;
  bool changes_compared = false;  ///< false: the recorded changes are missing, prose or not complete
  std::vector<Change> appeared;   ///< sorted by path, like the next two
  std::vector<Change> vanished;
  std::vector<std::pair<Change, Change>> changed;  ///< the same path with another status: recorded, actual
  bool operator==(const Verdict&) const = default;
};

/// True when the document's values are those that the private state's checkpoint gives, so that its full list
/// of changes and its full id stand behind them.
[[nodiscard]] bool is_written_from_state(const RecordedCheckpoint& recorded);

/// The full id behind the document's hash, when the private state knows it.
[[nodiscard]] std::optional<ObjectId> find_recorded_id(const RecordedCheckpoint& recorded);

/// Compares by meaning. `relation` is about the recorded hash and is not looked at when there is none.
[[nodiscard]] Verdict compare_checkpoint(const RecordedCheckpoint& recorded, const ActualState& actual,
                                         const Relation& relation);

/// "match", "ahead", "other branch", "changes differ", ...
[[nodiscard]] std::string_view describe(VerdictKind kind);

/// The same with the number of commits for those that have one: "ahead 2".
[[nodiscard]] std::string describe(const Verdict& verdict);

/// "a rebase", "a merge", ...
[[nodiscard]] std::string_view describe(Operation operation);

/// True for match and rewritten: the checkpoint can be relied on.
[[nodiscard]] bool is_good(const Verdict& verdict);

/// The verdict for a person, at most six lines: what was expected, what is, and the one command that helps. A
/// match gives nothing, another branch exactly one line with the way back. `file` is the document's name.
[[nodiscard]] std::vector<Message> format_verdict(const Verdict& verdict, const RecordedCheckpoint& recorded,
                                                  const ActualState& actual, std::string_view file);

}  // namespace session
