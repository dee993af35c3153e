// SPDX-License-Identifier: MIT
// The private state of one work tree: what the program remembers between runs. The file is rewritten whole.
//
//   git-session state 1
//   adopted TAB .
//   checkpoint TAB branch=... TAB id=... TAB abbreviated=... TAB subject=... TAB time=... TAB changes=N TAB .
//   change TAB status=M TAB path=... TAB .        (N of them)
//   tip TAB branch=... TAB id=... TAB .
//   progress TAB value=40 TAB .     plan TAB path=... TAB .     said TAB name=... TAB .
#pragma once

#include "core/checkpoint/checkpoint.hpp"
#include "core/commit.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace session {

/// Object ids in it are 40 or 64 lower-case hex digits: others are not read back.
struct State {
  std::optional<Checkpoint> checkpoint;  ///< as it was written last, with the full list of changes
  std::map<std::string, ObjectId> tips;  ///< the last seen tip of each branch
  std::optional<int> progress;           ///< the percentage that was written last
  std::optional<std::string> plan;       ///< path of the plan that init was given
  std::set<std::string> said;            ///< names of notices that are given only once
  bool adopted = false;                  ///< init made the document ours
  bool operator==(const State&) const = default;
};

/// The file's text.
[[nodiscard]] std::string format_state(const State& state);

/// Reads any bytes. Lines that are damaged or not known are left out, and so is a checkpoint whose list of
/// changes is not complete. A file of another version gives an empty state.
[[nodiscard]] State parse_state(std::string_view text);

}  // namespace session
