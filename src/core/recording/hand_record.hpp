// SPDX-License-Identifier: MIT
// What a person says about a commit on the command line, noted so that it stays true when history changes.
#pragma once

#include "core/recording/session_update.hpp"

#include <vector>

namespace session {

/// Adds effects that a person asked for to the record of the commit's work: to the one that this plan writes
/// already, else to the journal's, else to a new one. Does nothing without effects.
void record_by_hand(UpdatePlan& plan, const CommitToRecord& commit, const std::vector<Effect>& effects,
                    const UpdateFacts& facts);

}  // namespace session
