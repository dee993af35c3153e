// SPDX-License-Identifier: MIT
// In which order to go on, and what to look at before.
#include "core/handoff/resume.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace session {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The plan as short words: `I2 text` for the second next action when it is immediate, `T` for then; `D` for
/// a deliverable, `P` for an item in progress.
std::vector<std::string> show(const std::vector<PlannedAction>& actions) {
  std::vector<std::string> shown;
  for (const PlannedAction& action : actions) {
    std::string mark = action.priority == ActionPriority::immediate ? "I" : "T";
    if (action.source == ActionSource::plan) mark += "D";
    if (action.source == ActionSource::in_progress) mark += "P";
    if (action.number > 0) mark += std::to_string(action.number);
    shown.push_back(mark + " " + action.text);
  }
  return shown;
}

SessionView view_with(std::vector<Blocker> blockers, std::vector<std::string> actions) {
  SessionView view;
  view.blockers = std::move(blockers);
  view.next_actions = std::move(actions);
  return view;
}

Blocker blocked(std::string text, std::string mitigation = {}) {
  return {std::move(text), "Work stops", std::move(mitigation), "Open", true, 0};
}

TEST(FindPieces, TakesOuterMarksOffAndKeepsDotsAndDashesThatNameThings) {
  EXPECT_THAT(find_pieces("Fix `env.py`, (see \"--autogenerate\"): .env or ./a, then `x`..."),
              ElementsAre("Fix", "env.py", "see", "--autogenerate", ".env", "or", "./a", "then", "x"));
  EXPECT_THAT(find_pieces(" \t "), IsEmpty());
  EXPECT_THAT(find_pieces("`` ... () \""), IsEmpty());
}

TEST(FindCodePieces, ReadsSpansAsCommonMarkDoes) {
  EXPECT_THAT(find_code_pieces("a `b c` d ``e ` f`` g"), ElementsAre("b", "c", "e", "f"));
  EXPECT_THAT(find_code_pieces("a `b c"), IsEmpty());
  EXPECT_THAT(find_code_pieces("``a `b` c"), ElementsAre("b"));
}

TEST(PlanResume, PutsWhatABlockerNamesFirst) {
  const auto view = view_with({blocked("Migrations fail", "Check `target_metadata` in `env.py`.")},
                              {"Write docs", "Fix \"env.py\".", "Read env.python", "Set target_metadata=1"});
  EXPECT_THAT(
      show(plan_resume(view, nullptr)),
      ElementsAre("I2 Fix \"env.py\".", "T1 Write docs", "T3 Read env.python", "T4 Set target_metadata=1"));
}

TEST(PlanResume, LooksAtAllCellsOfOpenBlockersOnly) {
  Blocker closed = blocked("`closed.py` fails");
  closed.open = false;
  Blocker impact = blocked("It fails");
  impact.impact = "Stops `a.py`";
  Blocker status = blocked("It fails");
  status.status = "Open, see `b.py`";
  const auto view = view_with({closed, impact, status}, {"Fix closed.py", "Fix a.py", "Fix b.py"});
  EXPECT_THAT(show(plan_resume(view, nullptr)),
              ElementsAre("I2 Fix a.py", "I3 Fix b.py", "T1 Fix closed.py"));
}

TEST(PlanResume, PutsWhatBeginsLikeABlockedItemFirst) {
  auto view = view_with({}, {"fix **alembic**: verify the models", "Fix Docker", "Fix"});
  view.in_progress = {{"Fix Alembic autogenerate", std::string(kBlockedNote), "", "", ""},
                      {"Fix Docker files", "not started", "", "", ""}};
  EXPECT_THAT(show(plan_resume(view, nullptr)),
              ElementsAre("I1 fix **alembic**: verify the models", "T2 Fix Docker", "T3 Fix"));
}

TEST(PlanResume, TakesItemsInProgressWhenThereAreNoNextActions) {
  SessionView view;
  view.in_progress = {{"Add a", "", "", "", ""}, {"Add b", std::string(kBlockedNote), "", "", ""}};
  EXPECT_THAT(show(plan_resume(view, nullptr)), ElementsAre("IP2 Add b", "TP1 Add a"));
}

TEST(PlanResume, AddsTheDeliverablesThatNoListNames) {
  auto view = view_with({}, {"Write `x.py` for the login form", "Run the step"});
  view.completed = {{"Models: a, b", "", "1a2b3c4", "2025-07-01", ""}};
  view.in_progress = {{"Seed data", "", "", "", ""}};
  Phase phase;
  phase.deliverables = {{"Models: a, b", {}, false}, {"seed data.", {}, false},
                        {"Login form", {}, false},   {"Named by a step", {"Run the step"}, false},
                        {"Done", {}, true},          {"Index strategy", {}, false}};
  EXPECT_THAT(show(plan_resume(view, &phase)),
              ElementsAre("T1 Write `x.py` for the login form", "T2 Run the step", "TD Index strategy"));
}

TEST(FindNamedPhase, GoesByTheNumber) {
  Plan plan;
  plan.phases.resize(2);
  plan.phases[0].number = "1";
  plan.phases[1].number = "2A";
  SessionView view;
  EXPECT_EQ(find_named_phase(plan, view), nullptr);
  view.phase_number = "2A";
  EXPECT_EQ(find_named_phase(plan, view), &plan.phases[1]);
  view.phase_number = "3";
  EXPECT_EQ(find_named_phase(plan, view), nullptr);
}

TEST(FindNamedPaths, TakesWhatLooksLikeAFile) {
  EXPECT_THAT(find_named_paths("Fix `src/a.cpp:12:3`, ./b.py and (Makefile) see docs/ or a.b; again b.py:7"),
              ElementsAre("src/a.cpp", "b.py", "docs/", "a.b"));
  EXPECT_THAT(find_named_paths("See https://example.org/x and /etc/passwd, e.g. here"), ElementsAre("e.g"));
}

TEST(FindConcerns, NamesWhatAPersonShouldLookAt) {
  auto view = view_with({blocked("No way", "—"), blocked("A way", "Try `x`")},
                        {"Improve things", "Fix `x`", "Think more"});
  view.blockers.push_back(blocked("Closed"));
  view.blockers.back().open = false;
  view.timestamp = "2025-07-01T00:00:00Z";
  view.lines = 201;
  const std::int64_t taken = 1751328000;
  const std::int64_t two_days = 172800;
  const ResumeConcerns concerns = find_concerns(view, taken + two_days + 1);
  EXPECT_THAT(concerns.vague, ElementsAre(1U, 3U));
  EXPECT_THAT(concerns.unmitigated, ElementsAre("No way"));
  EXPECT_EQ(concerns.age, two_days + 1);
  EXPECT_EQ(concerns.lines, 201U);
  view.lines = 200;
  EXPECT_EQ(find_concerns(view, taken + two_days).age, std::nullopt);
  EXPECT_EQ(find_concerns(view, taken + two_days).lines, std::nullopt);
  view.timestamp = "yesterday";
  EXPECT_EQ(find_concerns(view, taken + 10 * two_days).age, std::nullopt);
}

TEST(FitLines, SaysHowManyAreLeft) {
  const auto rest = [](std::size_t left) { return "+" + std::to_string(left); };
  const auto at_most = [](std::size_t most) {
    return [most](const std::vector<std::string>& lines) { return lines.size() <= most; };
  };
  const std::vector<std::string> lines = {"a", "b", "c"};
  EXPECT_THAT(fit_lines(lines, rest, at_most(3)), ElementsAre("a", "b", "c"));
  EXPECT_THAT(fit_lines(lines, rest, at_most(2)), ElementsAre("a", "+2"));
  EXPECT_THAT(fit_lines(lines, rest, at_most(0)), ElementsAre("+3"));
  EXPECT_THAT(fit_lines({}, rest, at_most(0)), IsEmpty());
}

}  // namespace
}  // namespace session
