// SPDX-License-Identifier: MIT
// The view of a document that has one section for each phase.
#pragma once

#include "core/document/phase_layout.hpp"
#include "core/view/session_view.hpp"

#include <string_view>

namespace session {

/// Fills in what such a document says about phase, items, blockers and next actions:
///  - the current phase is the one that `Current Phase` names, else the first that is not done;
///  - completed are the ticked tasks of all phases, and done phases without tasks;
///  - in progress are the open tasks of the current phase, blockers its known issues.
void view_phases(std::string_view text, const PhaseLayout& layout, SessionView& view);

}  // namespace session
