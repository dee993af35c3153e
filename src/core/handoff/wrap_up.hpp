// SPDX-License-Identifier: MIT
// The end of a session: what `git session wrap-up` does to the document and notes in the private state.
#pragma once

#include "core/document/draft.hpp"
#include "core/error.hpp"
#include "core/handoff/memory.hpp"
#include "core/plan/phases.hpp"
#include "core/recording/session_update.hpp"
#include "core/view/session_view.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace session {

/// What a person asks for. Texts are as they were typed.
struct WrapUpOptions {
  std::optional<std::string> note;
  std::optional<std::vector<std::string>> next;  ///< takes the place of Next Actions
  std::optional<int> progress;                   ///< percent
  std::optional<std::string> phase;              ///< the number of the phase to go on with
  bool operator==(const WrapUpOptions&) const = default;
};

/// What is known of the session.
struct WrapUpFacts {
  Journal journal;                         ///< of the work tree, without what this run adds
  std::vector<std::int64_t> commit_times;  ///< of the person's own commits since the last wrap-up
  std::int64_t now = 0;                    ///< seconds since 1970
};

/// What a wrap-up did.
struct WrapUp {
  bool is_new = false;   ///< false: nothing happened since the last one, so only the checkpoint is refreshed
  int session = 0;       ///< its number in the history
  std::string date;      ///< YYYY-MM-DD, in UTC
  std::string duration;  ///< see format_duration
  std::string result;    ///< the Progress cell of the history
  bool has_row = false;  ///< the document has a history to put the row into
  std::string from_phase;  ///< numbers; empty when the document names no phase
  std::string to_phase;
  std::string to_name;
  bool completed_phase = false;  ///< all deliverables of `from_phase` are completed
  std::optional<int> progress;   ///< of `to_phase`, in percent
  bool dropped_own = false;      ///< next actions went that a person wrote
  bool operator==(const WrapUp&) const = default;
};

/// Whether the options can be met. ErrorKind::usage for a phase that the plan does not have and for empty
/// texts, ErrorKind::document for a phase or progress where the document has no place for it.
[[nodiscard]] Result<void> check_wrap_up(const Document& document, const std::optional<Plan>& plan,
                                         const WrapUpOptions& options);

/// Wraps up on the draft of a writing run (see DraftStep): phase, progress, next actions, history row and
/// checkpoint; adds the WrapRecord to `update`, whose state notes the time. Without news since the last
/// wrap-up only the checkpoint is refreshed.
WrapUp apply_wrap_up(Draft& draft, UpdatePlan& update, const UpdateFacts& facts, const WrapUpFacts& known,
                     const WrapUpOptions& options, const Settings& settings);

/// Notes what the document says at the end: next actions, open blockers (since when each is open), and its
/// fingerprint. `after` is the document as it will be.
void note_hand_off(State& state, const SessionView& after, std::int64_t now);

/// The row of handoff_patterns.md: what became of the next actions and blockers in `before`, the state from
/// before the wrap-up.
[[nodiscard]] HandoffRow plan_handoff_row(const WrapUp& wrap_up, const State& before,
                                          const SessionView& after, std::int64_t now);

/// The block of session_history.md. `last` is the newest one that it has; null when there is none.
[[nodiscard]] RememberedSession plan_remembered(const WrapUp& wrap_up, const WrapUpOptions& options,
                                                const SessionView& after, const Checkpoint& checkpoint,
                                                const RememberedSession* last);

/// The lines that say what was done; `snapshot` is its path, empty when none was written.
[[nodiscard]] std::vector<std::string> format_wrap_up(const WrapUp& wrap_up, const std::string& snapshot,
                                                      std::size_t uncommitted);

}  // namespace session
