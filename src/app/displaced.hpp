// SPDX-License-Identifier: MIT
// An untracked SESSION.md that git took away or wrote over when it changed the work tree.
#pragma once

#include "app/hook_main.hpp"
#include "git/repository.hpp"

#include <string_view>

namespace session::app {

/// Git moved HEAD and changed the work tree.
struct Move {
  ObjectId before;
  ObjectId after;
  std::string_view by;  ///< "switch" or "merge"
};

/// Puts an untracked SESSION.md back that git removed: the commit that was left tracked the name, the one
/// that was entered does not. One that a person deleted stays deleted.
[[nodiscard]] Result<void> restore_document(HookRun& run, git::Repository& repository, const Move& move);

/// Names the copy of an untracked SESSION.md that git replaced by a tracked one.
[[nodiscard]] Result<void> report_replaced(HookRun& run, git::Repository& repository, const Move& move);

}  // namespace session::app
