// SPDX-License-Identifier: MIT
// Which heading or label of a phase plan opens which kind of list, and which line states a fact.
#pragma once

#include <optional>
#include <string_view>

namespace session {

/// What stands under a heading or a label.
enum class PlanSection {
  neutral,       ///< a name that says nothing about it, such as "Scope" or "Backend"
  deliverables,  ///< Deliverables
  tasks,         ///< Tasks, Steps, To do
  criteria,      ///< Verification, Success, Acceptance or Test Criteria, checklists
  ignored,       ///< Goal, Files, Dependencies, Exit Conditions, Notes, ...
};

/// The kind of section that a heading or label names. A leading "Phase 1" is set aside.
[[nodiscard]] PlanSection classify_section(std::string_view name);

/// Single facts that a plan writes behind a label.
enum class PlanField { none, name, project, status, size, duration };

/// The fact that a label names: "Estimated Effort" is size, "Estimated" and "Timeline" are duration.
[[nodiscard]] PlanField find_plan_field(std::string_view name);

/// A label at the start of a line, with what follows it on the line.
struct PlanLabel {
  std::string_view name;
  std::string_view value;
  bool marked = false;  ///< set in bold or italics; a plain one may be a sentence that ends in a colon
  bool operator==(const PlanLabel&) const = default;
};

/// Reads `**Label**: value`, `**Label:** value`, `**Label**` alone, `Label:` alone or `Label: value`. Plain
/// labels have at most five words, and at most three when a value follows.
[[nodiscard]] std::optional<PlanLabel> find_label(std::string_view line);

}  // namespace session
