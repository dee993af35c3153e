// SPDX-License-Identifier: MIT
// IMPLEMENTATION_PHASES.md: the phases of a plan with what each is to deliver and how it is verified.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// One thing that a phase delivers, as its plan words it.
struct Deliverable {
  std::string text;
  std::vector<std::string> steps;  ///< the open items right below it
  bool done = false;               ///< ticked, marked with ✅, or part of a phase that is complete
  bool operator==(const Deliverable&) const = default;
};

/// One phase. Texts are as the plan has them: they need format_item_text before they are written anywhere.
struct Phase {
  std::string number;               ///< "1", "2A", "3.1", "0"
  std::string name;                 ///< without status and duration; empty when the heading has none
  std::optional<std::string> size;  ///< "Small", or a duration such as "2 hours"
  std::vector<Deliverable> deliverables;
  std::vector<std::string> verification;  ///< the verification criteria that are not ticked
  bool done = false;                      ///< the plan calls it complete, or all deliverables are done
  std::size_t line = 0;                   ///< of its heading, from 1
  bool operator==(const Phase&) const = default;
};

/// A phase plan.
struct Plan {
  std::optional<std::string> name;  ///< the project's, from `**Name**:` or `# Implementation Phases — {name}`
  std::vector<Phase> phases;        ///< in the order of the file
  std::vector<std::string> warnings;
  bool operator==(const Plan&) const = default;
};

/// Reads a plan. Takes any bytes; what is not understood is left out.
///
/// A phase is a heading of level 1 to 4 that find_phase_title knows. Where several have the same number the
/// one at the level that has the most phases counts, then the first. Deeper headings with the number of the
/// phase around them ("Phase 1: Tasks", "Phase 1.2: Parser") belong to that phase.
///
/// Deliverables are the items of sections named so; without one those of Tasks sections; else numbered
/// headings ("2.1 Encoder", "Step 3: Validate") with their items as steps; else the items right under the
/// phase, then those under other headings, then the rows of tables with a column Task or Title. Sections such
/// as Goal, Files and Exit Conditions never count.
///
/// A ✅ at a deliverable means done, unless the phase is called open and all of its deliverables bear one;
/// at a verification criterion it is only a bullet, because plans use it so for work to come.
[[nodiscard]] Plan parse_plan(std::string_view text);

/// The index of the phase to work on: the first that is not done; the last one when all are; nothing when the
/// plan has no phases.
[[nodiscard]] std::optional<std::size_t> find_current_phase(const Plan& plan);

/// Deliverables done of deliverables, in percent, rounded down; 0 without deliverables.
[[nodiscard]] int count_percent_done(const Phase& phase);

/// One line for each phase: `Phase 1: Name (Small), 4 deliverables`, fit for a terminal.
[[nodiscard]] std::vector<std::string> format_plan_summary(const Plan& plan);

}  // namespace session
