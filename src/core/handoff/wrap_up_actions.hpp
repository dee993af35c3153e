// SPDX-License-Identifier: MIT
// Next Actions at the end of a session: those of the next phase, or those that a person names.
#pragma once

#include "core/document/draft.hpp"
#include "core/plan/phases.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// The phase of the plan with this number, compared by fold_phase_number; null when there is none.
[[nodiscard]] const Phase* find_phase_by_number(const Plan& plan, std::string_view number);

/// All next actions that the plan may have given for the phase, in the form of fold_for_match: steps,
/// deliverables, and `Verify ` with each criterion.
[[nodiscard]] std::set<std::string> list_generated_actions(const Phase& phase);

/// The phase as it stands: deliverables among the draft's completed items are done.
[[nodiscard]] Phase mark_done(Phase phase, const Draft& draft);

/// Puts the next actions of `phase` in the place of those that were generated and that nobody edited; others
/// stay. An action that is there already does not come twice.
void replace_generated_actions(Draft& draft, const std::set<std::string>& generated, const Phase& phase);

/// Makes the list read as `texts`; entries of the same words stay as they are. Gives true when an action went
/// that is not in `generated`, so that a person wrote it.
bool replace_actions(Draft& draft, const std::vector<std::string>& texts,
                     const std::set<std::string>& generated);

/// Puts the open deliverables of the phase behind the items in progress, `not started`, unless the draft has
/// them in progress or completed.
void start_deliverables(Draft& draft, const Phase& phase);

}  // namespace session
