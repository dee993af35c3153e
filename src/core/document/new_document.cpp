// SPDX-License-Identifier: MIT
#include "core/document/new_document.hpp"

#include "core/text/inline_text.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <string_view>

namespace session {
namespace {

constexpr std::size_t kMostActions = 5;

/// The phase's name inside `**…**`: bold marks of its own would end the bold.
std::string format_bold_text(std::string_view text) {
  std::string plain(text);
  for (std::size_t at = plain.find("**"); at != std::string::npos; at = plain.find("**", at))
    plain.erase(at, 2);
  return format_inline(plain);
}

std::string format_phase(const std::optional<NewPhase>& phase) {
  if (!phase) return "_(No phase plan)_\n";
  const std::string name = format_bold_text(phase->name);
  return fmt::format("**Phase {}{}{}**\nProgress: {}% complete\n", format_bold_text(phase->number),
                     name.empty() ? "" : ": ", name, phase->percent);
}

std::string format_in_progress(const std::vector<std::string>& items) {
  if (items.empty()) return "_(Nothing in progress)_\n";
  std::string lines;
  for (const std::string& item : items)
    lines += fmt::format("- [ ] {} — not started\n", format_item_text(item));
  return lines;
}

std::string format_next_actions(const std::vector<std::string>& actions) {
  if (actions.empty()) return "_(None)_\n";
  std::string lines;
  std::size_t number = 0;
  for (const std::string& action : actions)
    lines += fmt::format("{}. {}\n", ++number, format_item_text(action));
  return lines;
}

std::string format_checkpoint_lines(const NewCheckpoint& checkpoint) {
  return fmt::format(
      "- **Branch**: {}\n"
      "- **Last Commit**: {}\n"
      "- **Uncommitted Changes**: {}\n"
      "- **Timestamp**: {}\n",
      format_plain(checkpoint.branch), format_plain(checkpoint.last_commit), format_plain(checkpoint.changes),
      format_plain(checkpoint.timestamp));
}

constexpr std::array<std::string_view, 7> kSectionNames = {
    "Current Phase", "Completed Items", "In Progress",    "Blockers",
    "Next Actions",  "Git Checkpoint",  "Session History"};

}  // namespace

std::string_view describe_section(SectionKind kind) {
  return kSectionNames[static_cast<std::size_t>(kind)];
}

std::string format_new_section(SectionKind kind, const NewDocument& document) {
  switch (kind) {
    case SectionKind::current_phase: return format_phase(document.phase);
    case SectionKind::completed: return "_(No items completed yet)_\n";
    case SectionKind::in_progress: return format_in_progress(document.in_progress);
    case SectionKind::blockers:
      return "| Blocker | Impact | Mitigation | Status |\n"
             "|---------|--------|------------|--------|\n"
             "| _(None identified)_ | — | — | — |\n";
    case SectionKind::next_actions: return format_next_actions(document.next_actions);
    case SectionKind::checkpoint: return format_checkpoint_lines(document.checkpoint);
    case SectionKind::history:
      return fmt::format(
          "| Session | Date | Duration | Progress |\n"
          "|---------|------|----------|----------|\n"
          "| 1 | {} | — | {} |\n",
          format_cell(document.date), format_cell(document.history));
  }
  return {};
}

std::string format_new_document(const NewDocument& document) {
  std::string text = fmt::format("# SESSION — {}\n", format_inline(document.project));
  for (std::size_t i = 0; i < kSectionNames.size(); ++i) {
    const auto kind = static_cast<SectionKind>(i);
    text += fmt::format("\n## {}\n{}", describe_section(kind), format_new_section(kind, document));
  }
  return text;
}

std::vector<std::string> plan_next_actions(const Phase& phase) {
  std::vector<std::string> steps;
  std::vector<std::string> open;
  for (const Deliverable& deliverable : phase.deliverables) {
    if (deliverable.done) continue;
    open.push_back(deliverable.text);
    steps.insert(steps.end(), deliverable.steps.begin(), deliverable.steps.end());
  }
  std::vector<std::string> actions = steps.empty() ? std::move(open) : std::move(steps);
  for (const std::string& criterion : phase.verification) actions.push_back("Verify " + criterion);
  if (actions.size() > kMostActions) actions.resize(kMostActions);
  return actions;
}

NewDocument plan_new_document(const Plan& plan) {
  NewDocument document;
  document.project = plan.name.value_or("");
  const auto current = find_current_phase(plan);
  if (!current) return document;
  const Phase& phase = plan.phases[*current];
  document.phase = NewPhase{phase.number, phase.name, count_percent_done(phase)};
  for (const Deliverable& deliverable : phase.deliverables) {
    if (!deliverable.done) document.in_progress.push_back(deliverable.text);
  }
  document.next_actions = plan_next_actions(phase);
  return document;
}

}  // namespace session
