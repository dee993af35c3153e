// SPDX-License-Identifier: MIT
#include "core/view/phase_view.hpp"

#include "core/document/entry_text.hpp"
#include "core/plan/plan_words.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace session {
namespace {

constexpr std::string_view kArrow = "←";

std::string copy(std::string_view text, Span span) {
  return std::string(slice(text, span));
}

const PhaseSection* find_current(std::string_view text, const PhaseLayout& layout) {
  if (const BoldField* field = find_bold_field(layout.header, "current phase")) {
    if (const auto title = find_phase_title(slice(text, field->value))) {
      const std::string wanted = fold_phase_number(title->number);
      for (const PhaseSection& phase : layout.phases) {
        if (fold_phase_number(phase.number) == wanted) return &phase;
      }
    }
  }
  const auto open = std::find_if(layout.phases.begin(), layout.phases.end(),
                                 [](const PhaseSection& phase) { return !phase.done; });
  return open == layout.phases.end() ? &layout.phases.back() : &*open;
}

ViewItem view_done_task(std::string_view text, const PhaseTask& task) {
  const std::string_view line = slice(text, task.text);
  const EntryParts parts = parse_completed_text(line);
  return {
      copy(line, parts.words), {}, copy(line, parts.hash), copy(line, parts.date), copy(line, parts.mark)};
}

/// A phase of which only a summary was left.
ViewItem view_done_phase(std::string_view text, const PhaseSection& phase) {
  ViewItem item;
  item.text = "Phase " + phase.number + (phase.name.empty() ? "" : ": " + phase.name);
  const auto first_word = [text, &phase](std::string_view name) {
    const BoldField* field = find_bold_field(phase.fields, name);
    if (field == nullptr) return std::string();
    const std::string_view value = slice(text, field->value);
    return std::string(value.substr(0, value.find(' ')));
  };
  item.date = first_word("completed");
  item.hash = first_word("checkpoint");
  std::erase(item.hash, '`');
  return item;
}

ViewItem view_open_task(std::string_view text, const PhaseTask& task) {
  const std::string_view line = slice(text, task.text);
  const std::size_t arrow = line.find(kArrow);
  if (arrow != line.npos) {
    const std::size_t end = line.find_last_not_of(" \t", arrow == 0 ? 0 : arrow - 1);
    return {std::string(line.substr(0, end == line.npos ? 0 : end + 1)), "current", {}, {}, {}};
  }
  const EntryParts parts = parse_open_text(line);
  return {copy(line, parts.words), copy(line, parts.note), {}, {}, {}};
}

/// The value of a field, or the lines of the paragraph or list right below it.
std::vector<std::string> view_values(std::string_view text, const PhaseSection& phase,
                                     std::string_view name) {
  std::vector<std::string> values;
  const BoldField* field = find_bold_field(phase.fields, name);
  if (field == nullptr) return values;
  if (!field->value.empty()) {
    values.push_back(copy(text, field->value));
    return values;
  }
  for (std::size_t at = next_line(text, field->line.end); at < phase.body.end;) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), phase.body.end);
    std::string_view line = text.substr(at, end - at);
    at = next_line(text, end);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.empty() || line.starts_with("**") || line.starts_with("#")) break;
    for (const std::string_view marker : {"- [ ] ", "- ", "* "}) {
      if (!line.starts_with(marker)) continue;
      line.remove_prefix(marker.size());
      break;
    }
    values.emplace_back(line);
  }
  return values;
}

bool says_none(const std::string& value) {
  static constexpr std::array<std::string_view, 4> kNone = {"none", "n/a", "-", "nothing"};
  const std::string folded = fold_for_match(value);
  return folded.empty() || std::find(kNone.begin(), kNone.end(), folded) != kNone.end() ||
         folded.starts_with("none ");
}

}  // namespace

void view_phases(std::string_view text, const PhaseLayout& layout, SessionView& view) {
  const PhaseSection& current = *find_current(text, layout);
  view.phase_number = current.number;
  view.phase_name = current.name;
  for (const PhaseSection& phase : layout.phases) {
    for (const PhaseTask& task : phase.tasks) {
      if (task.done) view.completed.push_back(view_done_task(text, task));
    }
    if (phase.done && phase.tasks.empty()) view.completed.push_back(view_done_phase(text, phase));
  }
  std::size_t done = 0;
  for (const PhaseTask& task : current.tasks) {
    if (task.done) {
      ++done;
    } else {
      view.in_progress.push_back(view_open_task(text, task));
    }
  }
  std::stable_partition(view.in_progress.begin(), view.in_progress.end(),
                        [](const ViewItem& item) { return item.note == "current"; });
  if (!current.tasks.empty()) {
    view.progress = static_cast<int>(done * 100 / current.tasks.size());
  } else if (current.done) {
    view.progress = 100;
  }
  view.next_actions = view_values(text, current, "next action");
  for (const std::string_view name : {"current issue", "known issues", "blockers"}) {
    for (std::string& issue : view_values(text, current, name)) {
      if (says_none(issue)) continue;
      const std::size_t place = view.blockers.size();
      view.blockers.push_back({std::move(issue), {}, {}, {}, true, place});
    }
  }
}

}  // namespace session
