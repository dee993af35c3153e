// SPDX-License-Identifier: MIT
// What `resume` prints on standard output.
#include "app/resume_text.hpp"

#include "core/text/inline_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace session::app {
namespace {

using Lines = std::vector<std::string>;

std::string format_mark(bool same, std::string_view name, const std::string& recorded,
                        const std::string& actual) {
  if (same) return fmt::format("  ✓ {}: {}", name, actual);
  return fmt::format("  ✗ {}: recorded {}, now {}", name, recorded.empty() ? "nothing" : recorded, actual);
}

std::string show(const std::optional<std::string>& text) {
  return text ? format_plain(*text) : std::string();
}

std::string format_count(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

bool is_commit_good(const Verdict& verdict) {
  const RelationKind kind = verdict.relation.kind;
  return verdict.kind != VerdictKind::no_checkpoint &&
         (kind == RelationKind::same || kind == RelationKind::only_own_files_since ||
          kind == RelationKind::rewritten);
}

void append_changes(const Workspace& workspace, const Verification& found, Lines& lines) {
  const std::string now =
      found.actual.changes
          ? format_plain(format_changes(*found.actual.changes, workspace.settings.checkpoint_max_listed))
          : "not looked at";
  if (found.verdict.changes_compared) {
    lines.push_back(
        format_mark(!found.verdict.changes_differ, "Uncommitted Changes", show(found.recorded.changes), now));
    return;
  }
  lines.push_back(
      fmt::format("  - Uncommitted Changes: {}; {} says {}, which cannot be compared", now,
                  format_plain(workspace.settings.session_file),
                  found.recorded.changes ? "\"" + show(found.recorded.changes) + "\"" : "nothing"));
}

void append_conclusion(const ResumeReport& report, Lines& lines) {
  const Verdict& verdict = report.found.verdict;
  if (verdict.kind == VerdictKind::rewritten) {
    lines.emplace_back("  Checkpoint Verified: HEAD holds the recorded commit, rewritten — safe to continue");
  } else if (is_good(verdict)) {
    lines.push_back(fmt::format("  Checkpoint Verified: Git state matches {} — safe to continue",
                                format_plain(report.file)));
  } else {
    lines.push_back("  Checkpoint Mismatch: " + describe(verdict));
  }
  const auto& entries = report.found.entries;
  const auto bad = static_cast<std::size_t>(std::count_if(
      entries.begin(), entries.end(), [](const EntryReport& entry) { return !is_good(entry); }));
  if (bad > 0) {
    lines.push_back(fmt::format("  ✗ Completed Items: {} of {} cannot be relied on: git session verify", bad,
                                entries.size()));
  }
}

void append_verification(const Workspace& workspace, const ResumeReport& report, Lines& lines) {
  const Verification& found = report.found;
  const std::string head =
      found.actual.head.id ? fmt::format("{} {}", found.actual.abbreviated, format_plain(report.head_subject))
                           : "no commit yet";
  lines.emplace_back("Git State Verification");
  lines.push_back(format_mark(!found.verdict.other_branch && found.recorded.branch, "Branch",
                              show(found.recorded.branch), format_branch(found.actual.head)));
  lines.push_back(format_mark(is_commit_good(found.verdict), "Last Commit", show(found.recorded.hash), head));
  append_changes(workspace, found, lines);
  append_conclusion(report, lines);
}

void append_commits(std::string_view title, const std::vector<CommitLine>& commits, bool more, Lines& lines) {
  if (commits.empty()) return;
  lines.push_back(fmt::format("  {}:", title));
  for (const CommitLine& commit : commits) {
    lines.push_back(fmt::format("    {} {} ({})", commit.hash, format_plain(commit.subject), commit.date));
  }
  if (more) lines.emplace_back("    ... and more");
}

void append_since(const Since& since, Lines& lines) {
  if (since.commits.empty() && since.missing.empty()) return;
  lines.emplace_back();
  lines.emplace_back("Since the Checkpoint");
  append_commits("commits, newest first", since.commits, since.more_commits, lines);
  if (!since.files.empty()) {
    lines.emplace_back("  files that they changed:");
    for (const std::string& file : since.files) lines.push_back("    " + format_plain(file));
    if (since.more_files) lines.emplace_back("    ... and more");
  }
  append_commits("commits that HEAD does not have", since.missing, since.more_missing, lines);
}

void append_blockers(const SessionView& view, Lines& lines) {
  const auto blockers = find_open_blockers(view);
  if (blockers.empty()) return;
  lines.emplace_back();
  lines.emplace_back("Blockers");
  for (const Blocker& blocker : blockers) {
    lines.push_back("  " + format_plain(blocker.text));
    if (has_words(blocker.impact)) lines.push_back("    impact: " + format_plain(blocker.impact));
    if (has_words(blocker.mitigation)) lines.push_back("    try: " + format_plain(blocker.mitigation));
  }
}

}  // namespace

bool has_words(std::string_view cell) {
  return !fold_for_match(cell).empty();
}

std::string format_phase_line(const SessionView& view) {
  std::string line;
  if (!view.phase_number.empty()) line = "Phase " + format_plain(view.phase_number);
  if (!view.phase_name.empty()) line += (line.empty() ? "" : ": ") + format_plain(view.phase_name);
  if (line.empty()) line = "no phase named";
  if (view.progress) line += fmt::format(", {}% complete", *view.progress);
  return line;
}

std::string format_counts(const SessionView& view) {
  return fmt::format("{}, {}, {}",
                     format_count(find_open_blockers(view).size(), "open blocker", "open blockers"),
                     format_count(view.in_progress.size(), "item in progress", "items in progress"),
                     format_count(view.next_actions.size(), "next action", "next actions"));
}

std::string format_action(const PlannedAction& action) {
  return (action.priority == ActionPriority::immediate ? "Immediate: " : "Then: ") +
         format_plain(action.text);
}

std::string format_project(const ResumeReport& report) {
  return format_plain(report.view.project.empty() ? report.file : report.view.project);
}

std::vector<std::string> format_remedy(const ResumeReport& report) {
  const Verification& found = report.found;
  Lines lines;
  if (!report.is_ours) {
    const std::string file = format_plain(report.file);
    return {
        fmt::format("the hooks leave {} alone: it is empty, or has no sections 'Completed Items' and 'Git "
                    "Checkpoint' under any known name",
                    file),
        "to add what is missing: git session init --adopt"};
  }
  for (const Message& message : format_verdict(found.verdict, found.recorded, found.actual, report.file)) {
    lines.push_back(message.text);
  }
  // In the middle of something else the checkpoint is not to be moved.
  if (found.verdict.kind != VerdictKind::busy) {
    lines.push_back(fmt::format("to go on from here, bring {} up to date: git session verify --fix",
                                format_plain(report.file)));
  }
  return lines;
}

std::vector<std::string> format_resume(const Workspace& workspace, const ResumeReport& report) {
  Lines lines = {fmt::format("Session {} of {}", report.session, format_project(report)),
                 "  " + format_phase_line(report.view), "  " + format_counts(report.view), ""};
  append_verification(workspace, report, lines);
  if (!is_good(report.found.verdict)) {
    append_since(report.since, lines);
    lines.emplace_back();
    lines.emplace_back("What to Do");
    for (const std::string& line : format_remedy(report)) lines.push_back("  " + line);
  }
  append_blockers(report.view, lines);
  lines.emplace_back();
  lines.emplace_back("Resume Action Plan");
  std::size_t number = 0;
  for (const PlannedAction& action : report.actions) {
    lines.push_back(fmt::format("  {}. {}", ++number, format_action(action)));
  }
  lines.push_back(fmt::format("  {}. Finally: update {} and prepare the next handoff: git session wrap-up",
                              number + 1, format_plain(report.file)));
  return lines;
}

}  // namespace session::app
