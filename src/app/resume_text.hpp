// SPDX-License-Identifier: MIT
// The single lines that the report of `resume` and its short form for agents share, fit for a terminal.
#pragma once

#include "app/resume.hpp"

#include <string>

namespace session::app {

/// `Phase 2: Database Models, 60% complete`.
[[nodiscard]] std::string format_phase_line(const SessionView& view);

/// `1 open blocker, 3 items in progress, 5 next actions`.
[[nodiscard]] std::string format_counts(const SessionView& view);

/// `Immediate: Run the tests`.
[[nodiscard]] std::string format_action(const PlannedAction& action);

/// The document's project, or its file when it names none.
[[nodiscard]] std::string format_project(const ResumeReport& report);

/// What helps after a mismatch, one line for each message, with the way to go on from here.
[[nodiscard]] std::vector<std::string> format_remedy(const ResumeReport& report);

/// True when a table cell or a field says something.
[[nodiscard]] bool has_words(std::string_view cell);

}  // namespace session::app
