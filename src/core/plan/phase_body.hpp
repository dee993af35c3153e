// SPDX-License-Identifier: MIT
// What stands under the heading of one phase.
#pragma once

#include "core/plan/phases.hpp"
#include "core/plan/plan_outline.hpp"
#include "core/plan/plan_words.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace session {

/// What the body of a phase says. `effort` and `duration` come from fields of its own.
struct PhaseBody {
  std::vector<Deliverable> deliverables;
  std::vector<std::string> verification;
  std::optional<std::string> effort;
  std::optional<std::string> duration;
  StatusWord status = StatusWord::none;
  bool has_boxes = false;  ///< an item of the body has a task box
};

/// Reads the pieces [begin, end) of the plan as the body of a phase (see parse_plan).
[[nodiscard]] PhaseBody parse_phase_body(const PlanOutline& outline, std::size_t begin, std::size_t end);

}  // namespace session
