// SPDX-License-Identifier: MIT
#include "core/plan/phases.hpp"

#include "core/plan/phase_body.hpp"
#include "core/plan/plan_labels.hpp"
#include "core/plan/plan_outline.hpp"
#include "core/plan/plan_text.hpp"
#include "core/plan/plan_words.hpp"
#include "core/text/inline_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace session {
namespace {

using std::string_view;

constexpr int kDeepestPhase = 4;

/// A heading that reads like that of a phase.
struct Candidate {
  std::size_t piece = 0;
  int level = 0;
  PhaseTitle title;
  std::string key;  ///< the number in comparable form
};

/// True when `key` is `outer` itself or a part of it: "3.1" and "3a" of "3".
bool belongs_to(string_view key, string_view outer) {
  if (!key.starts_with(outer)) return false;
  return key.size() == outer.size() || key[outer.size()] < '0' || key[outer.size()] > '9';
}

/// All headings of phases, without those that belong to the phase around them.
std::vector<Candidate> find_candidates(const PlanOutline& outline) {
  std::vector<Candidate> found;
  std::vector<std::pair<int, std::string>> open;
  for (std::size_t i = 0; i < outline.pieces.size(); ++i) {
    if (outline.pieces[i].kind != PieceKind::heading) continue;
    const Heading& heading = outline.heading(outline.pieces[i]);
    while (!open.empty() && open.back().first >= heading.level) open.pop_back();
    if (heading.level > kDeepestPhase) continue;
    auto title = find_phase_title(slice(outline.text, heading.text));
    if (!title) continue;
    const std::string key = fold_phase_number(title->number);
    const bool inner = std::any_of(open.begin(), open.end(),
                                   [&key](const auto& outer) { return belongs_to(key, outer.second); });
    if (inner) continue;
    open.emplace_back(heading.level, key);
    found.push_back({i, heading.level, std::move(*title), key});
  }
  return found;
}

/// The heading level with the most different phase numbers; of equal ones the highest.
int find_primary_level(const std::vector<Candidate>& candidates) {
  std::array<std::set<string_view>, kDeepestPhase + 1> keys;
  for (const Candidate& candidate : candidates)
    keys[static_cast<std::size_t>(candidate.level)].insert(candidate.key);
  std::size_t best = 1;
  for (std::size_t level = 2; level < keys.size(); ++level) {
    if (keys[level].size() > keys[best].size()) best = level;
  }
  return static_cast<int>(best);
}

/// The piece behind the last one of the phase whose heading is `candidates[index]`: the next heading that is
/// not deeper, or the next candidate.
std::size_t find_body_end(const PlanOutline& outline, const std::vector<Candidate>& candidates,
                          std::size_t index) {
  const std::size_t limit =
      index + 1 < candidates.size() ? candidates[index + 1].piece : outline.pieces.size();
  std::size_t end = candidates[index].piece + 1;
  while (end < limit && (outline.pieces[end].kind != PieceKind::heading ||
                         outline.heading(outline.pieces[end]).level > candidates[index].level)) {
    ++end;
  }
  return end;
}

/// What a table over all phases says about one of them.
struct SummaryRow {
  std::optional<std::string> effort;
  std::optional<std::string> duration;
  StatusWord status = StatusWord::none;
};
using Summary = std::map<std::string, SummaryRow>;

void read_summary_row(string_view text, const std::vector<Span>& cells,
                      const std::vector<string_view>& columns, Summary& summary) {
  std::optional<std::string> key;
  SummaryRow found;
  for (std::size_t i = 0; i < std::min(cells.size(), columns.size()); ++i) {
    const string_view cell = slice(text, cells[i]);
    const std::string value(strip_wrapping(strip_front(cell, is_decoration)));
    if (columns[i] == "phase") {
      if (const auto number = find_phase_number(cell)) key = fold_phase_number(*number);
    } else if (columns[i] == "status") {
      found.status = parse_status(cell);
    } else if (!split_words(value).empty()) {
      if (columns[i] == "effort" && !found.effort) found.effort = value;
      if (columns[i] == "duration" && !found.duration) found.duration = value;
    }
  }
  if (!key) return;
  SummaryRow& row = summary[*key];
  if (!row.effort) row.effort = found.effort;
  if (!row.duration) row.duration = found.duration;
  if (row.status == StatusWord::none) row.status = found.status;
}

/// Collects the rows of all tables that have a column Phase.
Summary read_summary(const PlanOutline& outline) {
  Summary summary;
  for (const Table& table : outline.blocks.tables) {
    std::vector<string_view> columns;
    for (const Span cell : parse_cells(outline.text, table.header)) {
      const string_view name = slice(outline.text, cell);
      const auto words = split_words(name);
      const PlanField field = find_plan_field(name);
      const bool phase = words.size() <= 2 && std::any_of(words.begin(), words.end(), [](const auto& word) {
                           return word == "phase" || word == "phases";
                         });
      columns.push_back(phase                          ? "phase"
                        : field == PlanField::size     ? "effort"
                        : field == PlanField::duration ? "duration"
                        : field == PlanField::status   ? "status"
                                                       : "");
    }
    if (std::find(columns.begin(), columns.end(), "phase") == columns.end()) continue;
    for (const Span row : table.rows)
      read_summary_row(outline.text, parse_cells(outline.text, row), columns, summary);
  }
  return summary;
}

/// Where status and ticks disagree, the status holds; boxes that a person ticked stay ticked.
void settle_done(Phase& phase, StatusWord status, bool only_marks) {
  auto& items = phase.deliverables;
  const bool all =
      !items.empty() && std::all_of(items.begin(), items.end(), [](const auto& d) { return d.done; });
  if (status == StatusWord::open && all && only_marks) {
    for (Deliverable& item : items) item.done = false;
  }
  if (status == StatusWord::done) {
    for (Deliverable& item : items) item.done = true;
    phase.verification.clear();
  }
  phase.done = status == StatusWord::done || (status == StatusWord::none && all);
}

Phase make_phase(const PlanOutline& outline, const Candidate& candidate, std::size_t end,
                 const Summary& summary) {
  PhaseBody body = parse_phase_body(outline, candidate.piece + 1, end);
  Phase phase;
  phase.number = candidate.title.number;
  phase.name = candidate.title.title.name;
  phase.line = outline.pieces[candidate.piece].first_line + 1;
  phase.deliverables = std::move(body.deliverables);
  phase.verification = std::move(body.verification);
  SummaryRow row;
  if (const auto found = summary.find(candidate.key); found != summary.end()) row = found->second;
  for (auto* size : {&body.effort, &row.effort, &body.duration, &row.duration}) {
    if (!phase.size && *size) phase.size = std::move(*size);
  }
  if (!phase.size) phase.size = candidate.title.title.size;
  StatusWord status = candidate.title.title.status;
  if (status == StatusWord::none) status = body.status;
  if (status == StatusWord::none) status = row.status;
  settle_done(phase, status, !body.has_boxes);
  return phase;
}

/// One phase for each number. At the primary level a later heading of the same name wins when only it has
/// deliverables: the first one stood in an overview.
std::vector<Phase> choose_phases(const PlanOutline& outline, const std::vector<Candidate>& candidates,
                                 const Summary& summary) {
  const int primary = find_primary_level(candidates);
  std::map<string_view, std::size_t> chosen;
  std::vector<Phase> phases;
  for (const bool at_primary : {true, false}) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const Candidate& candidate = candidates[i];
      if ((candidate.level == primary) != at_primary) continue;
      const auto [slot, is_new] = chosen.try_emplace(candidate.key, phases.size());
      if (is_new) {
        phases.push_back(make_phase(outline, candidate, find_body_end(outline, candidates, i), summary));
        continue;
      }
      Phase& first = phases[slot->second];
      const bool same_name = fold_for_match(first.name) == fold_for_match(candidate.title.title.name);
      if (!at_primary || !same_name || !first.deliverables.empty()) continue;
      Phase later = make_phase(outline, candidate, find_body_end(outline, candidates, i), summary);
      if (!later.deliverables.empty()) first = std::move(later);
    }
  }
  std::sort(phases.begin(), phases.end(), [](const Phase& a, const Phase& b) { return a.line < b.line; });
  return phases;
}

/// The project's name in the plan's title: "Implementation Phases — Name" or "Name - Implementation Phases".
std::optional<std::string> find_title_name(string_view title) {
  static constexpr std::array<string_view, 4> kSeparators = {" — ", " – ", ": ", " - "};
  const auto is_plan = [](string_view part) {
    const auto words = split_words(part);
    return words.size() == 2 && words[0] == "implementation" && (words[1] == "phases" || words[1] == "plan");
  };
  for (const string_view separator : kSeparators) {
    const std::size_t at = title.find(separator);
    if (at == string_view::npos) continue;
    const string_view left = title.substr(0, at);
    const string_view right = title.substr(at + separator.size());
    if (is_plan(left)) return strip_title(right).name;
    if (is_plan(right)) return strip_title(strip_front(left, is_decoration)).name;
  }
  return std::nullopt;
}

/// The project's name: `**Name**:` before the first phase, else `**Project**:`, else the plan's title.
std::optional<std::string> find_project_name(const PlanOutline& outline, std::size_t end) {
  std::optional<std::string> project;
  std::optional<std::string> title;
  for (std::size_t i = 0; i < end; ++i) {
    const Piece& piece = outline.pieces[i];
    if (piece.kind == PieceKind::table) continue;
    if (piece.kind == PieceKind::heading) {
      const Heading& heading = outline.heading(piece);
      if (heading.level == 1 && !title) title = find_title_name(slice(outline.text, heading.text));
      continue;
    }
    const std::string text = outline.piece_text(piece);
    const auto label = find_label(text);
    if (!label || label->value.empty()) continue;
    const PlanField field = find_plan_field(label->name);
    const string_view value = strip_wrapping(label->value);
    if (field == PlanField::name) return std::string(value);
    if (field == PlanField::project && !project) project = std::string(value);
  }
  return project ? project : title;
}

/// Names the phases that only a code block holds: often its fence was never closed.
std::vector<std::string> find_fenced_phases(const PlanOutline& outline, const std::vector<Phase>& phases) {
  std::set<std::string> known;
  for (const Phase& phase : phases) known.insert(fold_phase_number(phase.number));
  std::vector<std::string> warnings;
  std::size_t line = 0;
  for (const OpaqueBlock& block : outline.blocks.opaque) {
    if (block.kind != OpaqueKind::fence) continue;
    while (line < outline.lines.size() && outline.lines[line].end < block.whole.begin) ++line;
    const std::size_t opened = line + 1;
    for (; line < outline.lines.size() && outline.lines[line].begin < block.whole.end; ++line) {
      string_view text = slice(outline.text, outline.lines[line]);
      text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
      const std::size_t level = std::min(text.find_first_not_of('#'), text.size());
      if (level < 1 || level > kDeepestPhase || level == text.size() || text[level] != ' ') continue;
      const auto title = find_phase_title(text.substr(level));
      if (!title || !known.insert(fold_phase_number(title->number)).second) continue;
      warnings.push_back(
          fmt::format("phase {} in line {} stands inside a code block opened at line {} and is not read",
                      title->number, line + 1, opened));
    }
  }
  return warnings;
}

}  // namespace

Plan parse_plan(string_view text) {
  const PlanOutline outline = parse_outline(text);
  const std::vector<Candidate> candidates = find_candidates(outline);
  Plan plan;
  plan.phases = choose_phases(outline, candidates, read_summary(outline));
  plan.name =
      find_project_name(outline, candidates.empty() ? outline.pieces.size() : candidates.front().piece);
  if (plan.name && split_words(*plan.name).empty()) plan.name.reset();
  plan.warnings = find_fenced_phases(outline, plan.phases);
  return plan;
}

std::optional<std::size_t> find_current_phase(const Plan& plan) {
  if (plan.phases.empty()) return std::nullopt;
  const auto open =
      std::find_if(plan.phases.begin(), plan.phases.end(), [](const Phase& phase) { return !phase.done; });
  return open == plan.phases.end() ? plan.phases.size() - 1
                                   : static_cast<std::size_t>(open - plan.phases.begin());
}

int count_percent_done(const Phase& phase) {
  if (phase.deliverables.empty()) return phase.done ? 100 : 0;
  const auto done = std::count_if(phase.deliverables.begin(), phase.deliverables.end(),
                                  [](const Deliverable& deliverable) { return deliverable.done; });
  return static_cast<int>(static_cast<std::size_t>(done) * 100 / phase.deliverables.size());
}

std::vector<std::string> format_plan_summary(const Plan& plan) {
  std::vector<std::string> lines;
  for (const Phase& phase : plan.phases) {
    std::string line = "Phase " + phase.number;
    if (!phase.name.empty()) line += ": " + format_plain(phase.name);
    if (phase.size) line += fmt::format(" ({})", format_plain(*phase.size));
    const std::size_t count = phase.deliverables.size();
    line += fmt::format(", {} deliverable{}", count, count == 1 ? "" : "s");
    const int percent = count_percent_done(phase);
    if (phase.done) {
      line += ", done";
    } else if (percent > 0) {
      line += fmt::format(", {}% done", percent);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace session
