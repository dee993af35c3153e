// SPDX-License-Identifier: MIT
#include "core/plan/plan_labels.hpp"

#include "core/plan/plan_text.hpp"
#include "core/plan/plan_words.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace session {
namespace {

using std::string_view;
using Words = std::vector<std::string>;

constexpr std::size_t kLongestLabel = 80;
constexpr std::size_t kMostWords = 6;

template <std::size_t Size>
bool contains(const std::array<string_view, Size>& set, string_view word) {
  return std::find(set.begin(), set.end(), word) != set.end();
}

template <std::size_t Size>
bool any_in(const std::array<string_view, Size>& set, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&set](const auto& word) { return contains(set, word); });
}

template <std::size_t Size>
bool outer_in(const std::array<string_view, Size>& set, const Words& words) {
  return contains(set, words.front()) || contains(set, words.back());
}

// The same labels in the languages that plans were seen in, and in those that share a script or a word with
// them.
constexpr std::array<string_view, 9> kDeliverables = {"deliverable", "deliverables", "交付物",
                                                      "成果物",      "产出",         "산출물",
                                                      "entregables", "entregáveis",  "livrables"};
constexpr std::array<string_view, 15> kTasks = {"task",     "tasks",  "todo",    "todos",  "steps",
                                                "subtasks", "任务",   "任務",    "タスク", "작업",
                                                "aufgaben", "tareas", "tarefas", "tâches", "задачи"};
constexpr std::array<string_view, 9> kCriteriaAnywhere = {
    "criteria",     "criterion",          "checklist",        "验收标准", "驗收標準",
    "受け入れ基準", "akzeptanzkriterien", "abnahmekriterien", "criterios"};
constexpr std::array<string_view, 5> kCriteriaOutside = {"verification", "verify", "acceptance", "gate",
                                                         "gates"};
constexpr std::array<string_view, 52> kIgnored = {
    "goal",       "goals",        "objective", "objectives",   "purpose",       "mission",   "motivation",
    "dependency", "dependencies", "depends",   "prerequisite", "prerequisites", "requires",  "file",
    "files",      "estimated",    "estimate",  "effort",       "duration",      "timeline",  "time",
    "size",       "status",       "note",      "notes",        "risk",          "risks",     "reference",
    "references", "example",      "examples",  "lessons",      "metric",        "metrics",   "rationale",
    "overview",   "description",  "context",   "background",   "summary",       "owner",     "priority",
    "complexity", "unblocks",     "blocks",    "blockers",     "assumptions",   "questions", "considerations",
    "outcome",    "why",          "commit"};
constexpr std::array<string_view, 14> kIgnoredElsewhere = {
    "目标", "目標", "목표",  "依赖",     "依賴",      "状态",     "狀態",
    "备注", "ziel", "ziele", "objetivo", "objetivos", "objectif", "objectifs"};
/// Words behind a name that only say how far it is: "Deliverables Completed", "Lessons Learned".
constexpr std::array<string_view, 16> kTails = {
    "achieved", "completed", "complete", "done",   "learned",  "required", "created", "modified",
    "changed",  "affected",  "touched",  "needed", "involved", "covered",  "met",     "remaining"};

/// `words` without a leading "phase 1" and without words that only say how far it is.
void drop_frame(Words& words) {
  if (words.size() > 2 && words[0] == "phase") {
    string_view number = words[1];
    if (!consume_number(number).empty()) words.erase(words.begin(), words.begin() + 2);
  }
  if (words.empty() || words.front() == "definition") return;
  while (words.size() > 1 && contains(kTails, words.back())) words.pop_back();
}

/// The name of a label: short, without a sentence's punctuation.
bool is_label_name(string_view name, std::size_t most_words) {
  if (name.empty() || name.size() > kLongestLabel || name.find_first_of("`.!?") != string_view::npos)
    return false;
  const std::size_t count = split_words(name).size();
  return count >= 1 && count <= most_words;
}

/// Removes a colon (ASCII or full-width) or a dash with blanks around it from the start.
bool consume_label_separator(string_view& text) {
  const string_view rest = strip_front(text, is_wide_blank);
  if (rest.empty()) return false;
  const CodePoint point = decode_utf8(rest, 0);
  const string_view after = rest.substr(point.length);
  const bool colon = point.value == ':' || point.value == 0xff1a;
  const bool dash = is_dash(point.value) && rest.size() != text.size() && after.starts_with(' ');
  if (colon || dash) text = after;
  return colon || dash;
}

/// `name` without a colon at its end; false when it has none.
bool drop_colon(string_view& name) {
  if (name.ends_with(':')) {
    name.remove_suffix(1);
  } else if (name.ends_with("：")) {
    name.remove_suffix(string_view("：").size());
  } else {
    return false;
  }
  return true;
}

std::optional<PlanLabel> find_marked_label(string_view line) {
  const std::size_t run = std::min(line.find_first_not_of(line.front()), line.size());
  const string_view mark = line.substr(0, run);
  if (run > 3) return std::nullopt;
  const std::size_t close = line.substr(0, kLongestLabel + 8).find(mark, run);
  if (close == string_view::npos) return std::nullopt;
  string_view name = line.substr(run, close - run);
  string_view value = line.substr(close + run);
  const bool colon_inside = drop_colon(name);
  if (!colon_inside && !strip_blanks(value).empty()) {
    // `**Tasks** (parallel):` and `**Tasks**: value`; bold words that begin a sentence are no label.
    string_view rest = value;
    if (consume_label_separator(rest)) {
      value = rest;
    } else if (string_view tail = strip_blanks(value); tail.starts_with('(') && drop_colon(tail)) {
      value = {};
    } else {
      return std::nullopt;
    }
  }
  name = strip_front(strip_blanks(name), is_decoration);
  if (!is_label_name(name, kMostWords)) return std::nullopt;
  return PlanLabel{name, strip_blanks(value), true};
}

}  // namespace

PlanSection classify_section(string_view name) {
  if (name.size() > kLongestLabel) return PlanSection::neutral;
  name = name.substr(0, name.find('('));
  Words words = split_words(name);
  drop_frame(words);
  if (words.empty() || words.size() > kMostWords) return PlanSection::neutral;
  const bool says_not = words.front() == "not" || words.front() == "non" || words.front() == "out" ||
                        (words.size() > 1 && words[1] == "not");
  if (words.front() == "exit" || words.front() == "next" || says_not) return PlanSection::ignored;
  if (outer_in(kDeliverables, words)) return PlanSection::deliverables;
  if (any_in(kCriteriaAnywhere, words) || outer_in(kCriteriaOutside, words)) return PlanSection::criteria;
  if (words.front() == "validation" && (words.size() == 1 || words.back() == "steps"))
    return PlanSection::criteria;
  if (words.size() == 1 && words[0] == "success") return PlanSection::criteria;
  if (words.size() == 3 && words[0] == "definition" && words[2] == "done") return PlanSection::criteria;
  if (contains(kIgnored, words.back()) || contains(kIgnoredElsewhere, words.front()))
    return PlanSection::ignored;
  // "Files to change", "Depends on", "Estimated cost"; but "File structure" and "Time series" name things.
  static constexpr std::array<string_view, 9> kFirst = {
      "goal", "goals", "files", "depends", "estimated", "prerequisites", "notes", "risks", "why"};
  if (contains(kFirst, words.front())) return PlanSection::ignored;
  if (outer_in(kTasks, words)) return PlanSection::tasks;
  if (words.size() == 2 && words[0] == "to" && words[1] == "do") return PlanSection::tasks;
  if (words.size() == 2 && (words[0] == "action" || words[0] == "work") && words[1] == "items")
    return PlanSection::tasks;
  return PlanSection::neutral;
}

PlanField find_plan_field(string_view name) {
  if (name.size() > kLongestLabel) return PlanField::none;
  const Words words = split_words(name.substr(0, name.find('(')));
  if (words.empty() || words.size() > 2) return PlanField::none;
  const string_view first = words.front();
  const string_view last = words.back();
  if (words.size() == 1 && first == "name") return PlanField::name;
  if (first == "project" && (words.size() == 1 || last == "name")) return PlanField::project;
  if (words.size() == 1 && first == "status") return PlanField::status;
  const bool counts = words.size() == 1 || first == "estimated" || first == "total" || first == "expected";
  if (!counts) return PlanField::none;
  if (last == "effort" || last == "size") return PlanField::size;
  static constexpr std::array<string_view, 6> kDurations = {"estimated", "estimate", "duration",
                                                            "timeline",  "time",     "timeframe"};
  return contains(kDurations, last) ? PlanField::duration : PlanField::none;
}

std::optional<PlanLabel> find_label(string_view line) {
  line = strip_blanks(line);
  line = strip_front(line, [](std::uint32_t c) { return is_mark(c) || is_wide_blank(c); });
  if (line.empty()) return std::nullopt;
  if (line.front() == '*' || line.front() == '_') return find_marked_label(line);
  if (string_view name = line; drop_colon(name)) {
    const string_view bare = name.substr(0, std::min(name.find('('), name.size()));
    if (is_label_name(strip_blanks(bare), kMostWords - 1)) return PlanLabel{strip_blanks(bare), {}, false};
    return std::nullopt;
  }
  const std::size_t colon = line.substr(0, kLongestLabel).find(": ");
  if (colon == string_view::npos || !is_label_name(line.substr(0, colon), 3)) return std::nullopt;
  return PlanLabel{line.substr(0, colon), strip_blanks(line.substr(colon + 2)), false};
}

}  // namespace session
