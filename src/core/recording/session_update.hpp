// SPDX-License-Identifier: MIT
// The plan of a writing run: commits to record, the checkpoint to refresh, and what to say about it.
#pragma once

#include "core/checkpoint/checkpoint.hpp"
#include "core/checkpoint/verdict.hpp"
#include "core/document/document.hpp"
#include "core/document/draft.hpp"
#include "core/message.hpp"
#include "core/plan/phases.hpp"
#include "core/recording/commit_request.hpp"
#include "core/recording/journal.hpp"
#include "core/recording/reconcile.hpp"
#include "core/recording/state.hpp"
#include "core/recording/trailers.hpp"
#include "core/settings.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// One commit that the run may record.
struct CommitToRecord {
  Commit commit;
  std::string abbreviated;
  bool only_own_files = false;  ///< it touches nothing but the program's own files
  bool caught_up = false;       ///< made while no hook ran
  bool is_known_work = false;   ///< entries show it already: only its `Completes:` trailers are new
  bool reverts = false;         ///< it reverts recorded work
  bool by_hand = false;         ///< a person named it: recorded whatever its subject is
};

/// Everything that the plan depends on beside the document.
struct UpdateFacts {
  std::vector<CommitToRecord> commits;      ///< oldest first
  std::optional<ReconcileFacts> reconcile;  ///< nothing: history only went on by one commit
  std::uint64_t shared_size = 0;            ///< of the clone's journal, before it was read
  std::vector<JournalRecord> discovered;    ///< rewrites and reverts that are in no journal yet
  Checkpoint checkpoint;                    ///< where the work stands now
  bool keep_changes = false;                ///< git holds an autostash: the changes come back at once
  std::optional<Plan> plan;
  TrailerRules rules;
};

/// What became of a commit that a person named.
struct NamedOutcome {
  enum class Kind { recorded, known, not_taken } kind = Kind::recorded;
  std::string text;  ///< the line about it
};

/// What a writing run is to do.
struct UpdatePlan {
  std::vector<Edit> edits;
  std::vector<JournalRecord> records;  ///< to append to the journal
  std::vector<JournalRecord> shared;   ///< to append to the journal of the whole clone
  State state;                         ///< to write
  std::vector<Message> messages;
  std::vector<EntryChange> changes;          ///< entries that history changed
  std::optional<std::uint64_t> shared_read;  ///< how much of the clone's journal was heeded, in bytes
  std::vector<NamedOutcome> named;           ///< of the commits `by_hand`, in their order
  std::size_t recorded = 0;                  ///< commits that completed an item
  bool publishes = false;  ///< where git tracks the document, it stores all of it from now on
};

/// What a command does beside: called when history and commits are in the draft, before progress and
/// checkpoint are refreshed. It may add to the plan's records, state and messages.
using DraftStep = std::function<void(Draft& draft, UpdatePlan& plan)>;

/// Plans a writing run on `document`. `before` is the private state as it was read.
[[nodiscard]] UpdatePlan plan_update(const Document& document, const State& before, const UpdateFacts& facts,
                                     const Settings& settings, const DraftStep& step = {});

/// The texts of the checkpoint section.
[[nodiscard]] CheckpointTexts format_checkpoint(const Checkpoint& checkpoint, const Settings& settings);

/// What the document and the private state recorded; input of compare_checkpoint.
[[nodiscard]] RecordedCheckpoint find_recorded(const Document& document, const State& state);

/// How far the phase is: its deliverables that stand among the completed items.
struct PhaseCount {
  std::string number;
  std::size_t done = 0;
  std::size_t total = 0;
  bool operator==(const PhaseCount&) const = default;
};

/// Counts for the phase that the document names; nothing when the plan has no such phase or it delivers
/// nothing.
[[nodiscard]] std::optional<PhaseCount> count_phase(const Draft& draft, const std::optional<Plan>& plan);

/// The same for the phase with this number, whatever the document names.
[[nodiscard]] std::optional<PhaseCount> count_phase(const Draft& draft, const std::optional<Plan>& plan,
                                                    std::string_view number);

}  // namespace session
