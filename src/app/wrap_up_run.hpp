// SPDX-License-Identifier: MIT
// One wrap-up under way. Private to src/app.
#pragma once

#include "app/session_run.hpp"
#include "core/handoff/wrap_up.hpp"
#include "core/view/session_view.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace session::app {

/// Plans the wrap-up of a session that is read under the lock.
class WrapUpRun {
 public:
  WrapUpRun(const Workspace& workspace, git::Repository& repository, const Head& head,
            const WrapUpOptions& options, std::int64_t now)
      : workspace_(workspace), repository_(repository), head_(head), options_(options), now_(now) {}

  [[nodiscard]] Result<UpdatePlan> plan(const LockedSession& session);

  [[nodiscard]] const WrapUp& done() const { return done_; }
  /// The document as it will be.
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] const SessionView& after() const { return after_; }
  [[nodiscard]] const HandoffRow& row() const { return row_; }
  [[nodiscard]] const Checkpoint& checkpoint() const { return checkpoint_; }
  /// The person's own commits since the last wrap-up, newest first.
  [[nodiscard]] const std::vector<Commit>& commits() const { return commits_; }

 private:
  Result<std::vector<Commit>> read_own_commits(const State& state);

  const Workspace& workspace_;
  git::Repository& repository_;
  const Head& head_;
  const WrapUpOptions& options_;
  std::int64_t now_;
  WrapUp done_;
  std::string bytes_;
  SessionView after_;
  HandoffRow row_;
  Checkpoint checkpoint_;
  std::vector<Commit> commits_;
};

}  // namespace session::app
