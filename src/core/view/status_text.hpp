// SPDX-License-Identifier: MIT
// `git session status`: where one stands, as one screen and as one line for a shell prompt.
#pragma once

#include "core/checkpoint/verdict.hpp"
#include "core/recording/session_update.hpp"
#include "core/view/session_view.hpp"
#include "core/view/styled_text.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace session {

/// Everything that a status tells of.
struct Status {
  SessionView view;
  int session = 1;                  ///< the number of the session that is under way
  std::optional<PhaseCount> count;  ///< of the plan's phase that the document names
  RecordedCheckpoint recorded;
  ActualState actual;
  Verdict verdict;
  std::vector<ViewItem> today;                        ///< completed items that carry today's date
  std::optional<std::vector<ViewItem>> this_session;  ///< nothing: nobody knows when it began
};

/// The completed items that carry the date (YYYY-MM-DD).
[[nodiscard]] std::vector<ViewItem> find_completed_on(const SessionView& view, std::string_view date);

/// The moment after which a session's items are completed, in seconds since 1970.
struct SessionStart {
  std::int64_t seconds = 0;
  bool inclusive = false;  ///< the moment itself counts: the session was opened then
  bool operator==(const SessionStart&) const = default;
};

/// When the session under way began: at the last wrap-up, else when init opened the document. Nothing when
/// neither is known.
[[nodiscard]] std::optional<SessionStart> find_session_opening(const State& state);

/// The hashes of completed items that may belong to the session: those dated on the day of its start (in any
/// time zone) or later. Their commits tell.
[[nodiscard]] std::vector<std::string> find_recent_hashes(const SessionView& view, const SessionStart& start);

/// The completed items of the session. `committed`: when the commit of a hash was made, in seconds since
/// 1970; an item whose commit is not there is judged by its date.
[[nodiscard]] std::vector<ViewItem> find_completed_since(
    const SessionView& view, const SessionStart& start, const std::map<std::string, std::int64_t>& committed);

/// One screen for a person: project and session, phase and progress, in progress, blockers, next actions,
/// completed items, the verdict. No line takes more than `columns`; long lists are cut with `… and N more`.
[[nodiscard]] std::vector<StyledLine> format_status(const Status& status, std::string_view file,
                                                    std::size_t columns);

/// One line for a shell prompt: `P2 60% 3▸ 1! ✓`. Phase and progress, items in progress, open blockers (each
/// left out when there is nothing to tell), and the verdict: `✓` match or rewritten, `↑N` ahead, `↓N` behind,
/// `⇅` diverged, `?` unknown, `⎇` other branch, `±` changes differ, `∅` no checkpoint, `…` busy. Holds
/// nothing that a shell could take for a command or a prompt escape but the `%` of the progress.
[[nodiscard]] std::string format_short_status(const SessionView& view, const Verdict& verdict);

}  // namespace session
