// SPDX-License-Identifier: MIT
// What `resume` says on standard error.
#include "app/resume.hpp"
#include "app/resume_text.hpp"
#include "core/text/inline_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace session::app {
namespace {

using Messages = std::vector<Message>;

constexpr std::size_t kMostSessions = 3;
constexpr std::size_t kMostNamed = 5;
constexpr std::size_t kLongest = 200;

std::string show(std::string_view text) {
  return format_shortened(format_plain(text), kLongest);
}

void add(Messages& messages, MessageKind kind, std::string text) {
  messages.push_back({kind, std::move(text)});
}

/// The parts that say something, joined.
std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string joined;
  for (const std::string& part : parts) {
    if (!has_words(part)) continue;
    if (!joined.empty()) joined += separator;
    joined += show(part);
  }
  return joined;
}

/// "a, b, and 3 more".
std::string format_names(const std::vector<std::string>& names) {
  const auto end = names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kMostNamed));
  std::string text = join({names.begin(), end}, ", ");
  if (names.size() > kMostNamed) text += fmt::format(", and {} more", names.size() - kMostNamed);
  return text;
}

/// The newest sessions first: from memory, else from the document's history.
void add_sessions(const ResumeReport& report, Messages& messages) {
  std::size_t told = 0;
  const auto tell = [&](std::string_view number, const std::string& when, const std::string& what) {
    std::string line = fmt::format("earlier session {}", show(number));
    if (!when.empty()) line += fmt::format(" ({})", when);
    if (!what.empty()) line += ": " + what;
    add(messages, MessageKind::report, std::move(line));
    ++told;
  };
  const auto& sessions = report.memory.sessions;
  for (auto it = sessions.rbegin(); it != sessions.rend() && told < kMostSessions; ++it) {
    std::string phase = it->phase;
    if (has_words(phase)) phase.insert(0, "phase ");
    tell(std::to_string(it->number), join({it->date, it->duration}, ", "),
         join({phase, it->progress, it->note}, ", "));
  }
  if (told > 0) return;
  const auto& rows = report.view.history;
  for (auto it = rows.rbegin(); it != rows.rend() && told < kMostSessions; ++it) {
    tell(it->session, join({it->date, it->duration}, ", "), show(it->progress));
  }
}

void add_context(const Workspace& workspace, const ResumeReport& report, Messages& messages) {
  const bool is_own_list = !workspace.settings.resume_documents.empty();
  std::vector<std::string> documents = report.documents;
  if (!is_own_list && !report.plan_file.empty()) {
    documents.push_back(fmt::format("phase {} in {}", report.view.phase_number, report.plan_file));
  }
  if (!documents.empty()) add(messages, MessageKind::report, "read first: " + join(documents, ", "));
  std::vector<std::string> stack;
  stack.reserve(report.manifests.size());
  for (const auto& [file, name] : report.manifests) stack.push_back(fmt::format("{} ({})", name, file));
  if (!stack.empty()) add(messages, MessageKind::report, "stack: " + join(stack, ", "));
}

void add_concerns(const ResumeReport& report, Messages& messages) {
  constexpr std::int64_t kDay = std::int64_t{24} * 60 * 60;
  const ResumeConcerns& concerns = report.concerns;
  const std::string file = format_plain(report.file);
  if (!concerns.vague.empty()) {
    std::vector<std::string> numbers;
    numbers.reserve(concerns.vague.size());
    for (const std::size_t number : concerns.vague) numbers.push_back(std::to_string(number));
    const bool one = numbers.size() == 1;
    add(messages, MessageKind::warning,
        fmt::format("next action{} {} name{} neither file, symbol nor command", one ? "" : "s",
                    format_names(numbers), one ? "s" : ""));
  }
  if (!concerns.lost_files.empty()) {
    add(messages, MessageKind::warning,
        "next actions name what no longer exists: " + format_names(concerns.lost_files));
  }
  if (!concerns.unmitigated.empty()) {
    add(messages, MessageKind::warning,
        "blocked without a mitigation: " + format_names(concerns.unmitigated));
  }
  if (concerns.age) {
    add(messages, MessageKind::warning,
        fmt::format("the checkpoint of {} is {} days old", file, *concerns.age / kDay));
  }
  if (concerns.lines) {
    add(messages, MessageKind::warning, fmt::format("{} has {} lines", file, *concerns.lines));
    add(messages, MessageKind::hint, "move what is done long since away: git session archive");
  }
}

/// What rests on git, and what only on the words of the file.
void add_sources(const ResumeReport& report, Messages& messages) {
  std::size_t claims = 0;
  std::size_t good = 0;
  for (const EntryReport& entry : report.found.entries) {
    if (entry.state == EntryState::no_hash) continue;
    ++claims;
    if (is_good(entry)) ++good;
  }
  const std::string items =
      claims == 0 ? std::string() : fmt::format(", and {} of {} completed items found", good, claims);
  add(messages, MessageKind::report,
      fmt::format("compared with git: branch, last commit, uncommitted changes{}; all else is what {} says",
                  items, format_plain(report.file)));
}

}  // namespace

std::vector<Message> format_resume_advice(const Workspace& workspace, const ResumeReport& report) {
  Messages messages;
  add_sessions(report, messages);
  if (!report.memory.pattern.empty()) {
    add(messages, MessageKind::report, "hand-offs so far: " + format_plain(report.memory.pattern));
  }
  add_context(workspace, report, messages);
  add_concerns(report, messages);
  add_sources(report, messages);
  return messages;
}

}  // namespace session::app
