// SPDX-License-Identifier: MIT
// What holds for every plan, whatever its bytes. Used by the property, corpus and fuzz tests.
#pragma once

#include "core/document/document.hpp"
#include "core/document/new_document.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace session::test {

/// The first promise that reading `text` as a plan breaks; empty when all are kept.
inline std::string find_broken_plan_promise(std::string_view text) {
  const Plan plan = parse_plan(text);
  const auto lines = static_cast<std::size_t>(
      1 + std::count_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }));
  std::set<std::string> numbers;
  std::size_t line = 0;
  for (const Phase& phase : plan.phases) {
    if (phase.number.empty() || !numbers.insert(phase.number).second) return "phase numbers are unique";
    if (phase.line <= line || phase.line > lines) return "phases stand in the order of the file";
    line = phase.line;
    const int percent = count_percent_done(phase);
    if (percent < 0 || percent > 100) return "a percentage lies between 0 and 100";
    for (const Deliverable& item : phase.deliverables) {
      if (item.text.empty()) return "a deliverable has a text";
    }
    if (plan_next_actions(phase).size() > 5) return "there are at most five next actions";
  }
  if (format_plan_summary(plan).size() != plan.phases.size()) return "the summary has a line for each phase";

  NewDocument fresh = plan_new_document(plan);
  fresh.checkpoint = {"main", "_(no commit yet)_", "None", "2025-06-30T14:00:00Z"};
  const Document read = parse_document(format_new_document(fresh));
  for (const auto& section : read.sections) {
    if (!section) return "a new document has all seven sections";
  }
  if (read.find(SectionKind::in_progress)->entries.size() != fresh.in_progress.size())
    return "every open deliverable becomes one item";
  if (read.find(SectionKind::next_actions)->entries.size() != fresh.next_actions.size())
    return "every next action becomes one item";
  if (find_obstacle(read.text)) return "a new document can be edited";
  return {};
}

}  // namespace session::test
