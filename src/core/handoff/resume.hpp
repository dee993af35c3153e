// SPDX-License-Identifier: MIT
// Going on where the last session stopped: in which order, and what to look at before.
#pragma once

#include "core/plan/phases.hpp"
#include "core/view/session_view.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// When an action is due.
enum class ActionPriority {
  immediate,  ///< it is about what a blocker holds up
  then
};

/// Where an action was read.
enum class ActionSource {
  next_actions,
  in_progress,  ///< an item, because there are no next actions
  plan          ///< a deliverable of the phase that the document names nowhere
};

/// One thing to do. The text is as its file has it: it needs format_plain before it is shown.
struct PlannedAction {
  std::string text;
  ActionPriority priority = ActionPriority::then;
  ActionSource source = ActionSource::next_actions;
  std::size_t number = 0;  ///< of a next action or an item, from 1; 0 for a deliverable
  bool operator==(const PlannedAction&) const = default;
};

/// The words of a text that are compared as they are: it is cut at blanks, and quotes, backticks, brackets
/// and sentence punctuation around each piece go. A leading dot or dash stays (`.env`, `--fix`).
[[nodiscard]] std::vector<std::string_view> find_pieces(std::string_view text);

/// The pieces that stand in code spans (CommonMark 6.1).
[[nodiscard]] std::vector<std::string_view> find_code_pieces(std::string_view text);

/// The phase of the plan that the document is in; nothing when the plan has none of that number.
[[nodiscard]] const Phase* find_named_phase(const Plan& plan, const SessionView& view);

/// The next actions (or, without any, the items in progress), those that are immediate first, then the
/// deliverables of the phase that are neither done nor named by a list of the document.
///
/// An action is immediate when one of its pieces stands in a code span of an open blocker's row, or when it
/// starts with the same two words as an item with the note kBlockedNote.
[[nodiscard]] std::vector<PlannedAction> plan_resume(const SessionView& view, const Phase* phase);

/// What a text may mean as files: its pieces that look like a relative path (with a slash or a dot inside),
/// without `./` before and `:12` behind. Each once.
[[nodiscard]] std::vector<std::string> find_named_paths(std::string_view text);

/// What a person should know before relying on the document.
struct ResumeConcerns {
  std::vector<std::size_t> vague;        ///< numbers of the next actions that name nothing to begin with
  std::vector<std::string> lost_files;   ///< named by a next action, in the recorded commit, absent now
  std::vector<std::string> unmitigated;  ///< open blockers without a mitigation
  std::optional<std::int64_t> age;       ///< of the checkpoint in seconds, when it is more than two days
  std::optional<std::size_t> lines;      ///< of the document, when they are more than 200
  bool operator==(const ResumeConcerns&) const = default;
};

/// The concerns that the document itself gives rise to, all but `lost_files`. `now`: seconds since 1970.
[[nodiscard]] ResumeConcerns find_concerns(const SessionView& view, std::int64_t now);

/// The first of `lines` that fit, and where some are left a line that `format_rest` makes for their number.
/// `fits` sees each candidate with that line.
[[nodiscard]] std::vector<std::string> fit_lines(
    const std::vector<std::string>& lines, const std::function<std::string(std::size_t left)>& format_rest,
    const std::function<bool(const std::vector<std::string>&)>& fits);

}  // namespace session
