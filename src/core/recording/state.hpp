// SPDX-License-Identifier: MIT
// The private state of one work tree: what the program remembers between runs. The file is rewritten whole.
//
//   git-session state 1
//   adopted TAB .
//   checkpoint TAB branch=... TAB id=... TAB abbreviated=... TAB subject=... TAB time=... TAB changes=N TAB .
//   change TAB status=M TAB path=... TAB .        (N of them)
//   tip TAB branch=... TAB id=... TAB .
//   progress TAB value=40 TAB .     plan TAB path=... TAB .     said TAB name=... TAB .
//   held TAB value=75 TAB .         session TAB opened=SECONDS TAB wrapped=SECONDS TAB left=... TAB .
//   action TAB text=... TAB .       blocker TAB text=... TAB since=SECONDS TAB .
//   shared TAB size=N TAB .         squash TAB onto=... TAB tree=... TAB id=... (each) TAB .
#pragma once

#include "core/checkpoint/checkpoint.hpp"
#include "core/commit.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// What `git merge --squash` brought into the index.
struct PendingSquash {
  ObjectId onto;              ///< HEAD at that time
  ObjectId tree;              ///< what the index held; empty when it could not be told
  std::vector<ObjectId> ids;  ///< the commits, newest first
  bool operator==(const PendingSquash&) const = default;
};

/// A blocker that is open, and when it was first seen.
struct SeenBlocker {
  std::string text;
  std::int64_t since = 0;  ///< seconds since 1970
  bool operator==(const SeenBlocker&) const = default;
};

/// Object ids in it are 40 or 64 lower-case hex digits: others are not read back.
struct State {
  std::optional<Checkpoint> checkpoint;  ///< as it was written last, with the full list of changes
  std::map<std::string, ObjectId> tips;  ///< the last seen tip of each branch
  std::optional<int> progress;           ///< the percentage that was written last
  std::optional<int> held;          ///< what was computed when a person set the progress; only more raises it
  std::optional<std::string> plan;  ///< path of the plan that init was given
  std::set<std::string> said;       ///< names of notices that are given only once
  bool adopted = false;             ///< init made the document ours
  std::optional<std::int64_t> opened;   ///< when init opened the first row of the history
  std::optional<std::int64_t> wrapped;  ///< when the last session was wrapped up
  std::vector<std::string> actions;     ///< the next actions that the last wrap-up left
  std::string left;                     ///< the document's fingerprint at the last wrap-up; empty for none
  std::vector<SeenBlocker> blockers;    ///< the blockers that were open at the last wrap-up or since
  std::uint64_t shared = 0;             ///< how much of the clone's journal was heeded, in bytes
  std::optional<PendingSquash> squash;  ///< `git merge --squash` was run and not committed yet
  bool operator==(const State&) const = default;
};

/// The file's text.
[[nodiscard]] std::string format_state(const State& state);

/// Reads any bytes. Lines that are damaged or not known are left out, and so is a checkpoint whose list of
/// changes is not complete. A file of another version gives an empty state.
[[nodiscard]] State parse_state(std::string_view text);

}  // namespace session
