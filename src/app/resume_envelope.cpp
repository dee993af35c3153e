// SPDX-License-Identifier: MIT
// The short form of `resume` for agents.
#include "app/resume.hpp"
#include "app/resume_text.hpp"
#include "core/text/inline_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace session::app {
namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t kMostBytes = 2048;
constexpr std::size_t kLongestLine = 240;  // code points

std::string format_envelope(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
  const nlohmann::ordered_json json = {
      {"hookSpecificOutput", {{"hookEventName", "SessionStart"}, {"additionalContext", text}}}};
  // Invalid UTF-8 is gone already; replacing it keeps the dump from throwing whatever happens.
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

void append_verdict(const ResumeReport& report, Lines& lines) {
  const Verification& found = report.found;
  const std::string file = format_plain(report.file);
  if (is_good(found.verdict)) {
    lines.push_back(fmt::format("verified: git matches the checkpoint of {}: {} at {} {}", file,
                                format_branch(found.actual.head),
                                found.actual.head.id ? found.actual.abbreviated : "no commit yet",
                                format_plain(report.head_subject)));
    return;
  }
  lines.push_back(
      fmt::format("MISMATCH: git differs from the checkpoint of {} ({}); look before you rely on it", file,
                  describe(found.verdict)));
  for (const std::string& line : format_remedy(report)) lines.push_back("  " + line);
}

/// The most important line first.
Lines list_lines(const Workspace& workspace, const ResumeReport& report) {
  Lines lines;
  append_verdict(report, lines);
  lines.push_back(fmt::format("{} says: session {} of {}, {}; {}", format_plain(report.file), report.session,
                              format_project(report), format_phase_line(report.view),
                              format_counts(report.view)));
  const auto& actions = report.actions;
  const auto append_action = [&](std::size_t i) {
    lines.push_back(fmt::format("next {}. {}", i + 1, format_action(actions[i])));
  };
  if (!actions.empty()) append_action(0);
  for (const Blocker& blocker : find_open_blockers(report.view)) {
    lines.push_back("blocker: " + format_plain(blocker.text));
    if (has_words(blocker.mitigation)) lines.push_back("  try: " + format_plain(blocker.mitigation));
  }
  for (std::size_t i = 1; i < actions.size(); ++i) append_action(i);
  for (const CommitLine& commit : report.since.commits) {
    lines.push_back(fmt::format("since the checkpoint: {} {}", commit.hash, format_plain(commit.subject)));
  }
  for (const ViewItem& item : report.view.in_progress) {
    lines.push_back("in progress: " + format_plain(item.text) +
                    (has_words(item.note) ? " — " + format_plain(item.note) : ""));
  }
  for (const Message& message : format_resume_advice(workspace, report)) lines.push_back(message.text);
  for (std::string& line : lines) line = format_shortened(line, kLongestLine);
  return lines;
}

}  // namespace

std::string format_resume_envelope(const Workspace& workspace, const ResumeReport& report) {
  const auto format_rest = [](std::size_t left) {
    return fmt::format("... and {} more line{}: git session resume", left, left == 1 ? "" : "s");
  };
  const auto fits = [](const Lines& lines) { return format_envelope(lines).size() <= kMostBytes; };
  return format_envelope(fit_lines(list_lines(workspace, report), format_rest, fits));
}

}  // namespace session::app
