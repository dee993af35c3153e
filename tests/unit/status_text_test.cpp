// SPDX-License-Identifier: MIT
// What status tells: which items are recent, the screen, and the line for a prompt.
#include "core/view/status_text.hpp"

#include "core/text/time.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace session {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::int64_t kNoon = *parse_timestamp("2025-07-01T12:00:00Z");

ViewItem item(std::string text, std::string hash = {}, std::string date = {}) {
  return {std::move(text), {}, std::move(hash), std::move(date), {}};
}

std::vector<std::string> texts(const std::vector<ViewItem>& items) {
  std::vector<std::string> all;
  for (const ViewItem& one : items) all.push_back(one.text);
  return all;
}

Verdict verdict_of(VerdictKind kind, std::size_t count = 0) {
  Verdict verdict;
  verdict.kind = kind;
  verdict.count = count;
  return verdict;
}

/// On `main`, at a commit, as recorded.
Status matching() {
  Status status;
  status.view.project = "demo";
  status.recorded = {"main", "1a2b3c4", "None", {}};
  status.actual = {Head{"main", ObjectId{"1a2b3c4"}}, "1a2b3c4", std::vector<Change>{}, Operation::none};
  status.verdict = verdict_of(VerdictKind::match);
  return status;
}

std::vector<std::string> lines_of(const Status& status, std::size_t columns = 80) {
  std::vector<std::string> lines;
  for (const StyledLine& line : format_status(status, "SESSION.md", columns))
    lines.push_back(format_unstyled(line));
  return lines;
}

/// The line of the verdict.
std::string verdict_line(Status status, const Verdict& verdict) {
  status.verdict = verdict;
  const auto lines = lines_of(status);
  return *(std::find(lines.begin(), lines.end(), "Git Checkpoint") + 1);
}

TEST(FindCompletedOn, TakesItemsOfThatDate) {
  SessionView view;
  view.completed = {item("a", "1", "2025-06-30"), item("b", "2", "2025-07-01"), item("c")};
  EXPECT_THAT(texts(find_completed_on(view, "2025-07-01")), ElementsAre("b"));
}

TEST(FindSessionOpening, IsTheLastWrapUpOrElseTheOpening) {
  State state;
  EXPECT_EQ(find_session_opening(state), std::nullopt);
  state.opened = 5;
  EXPECT_EQ(find_session_opening(state), (SessionStart{5, true}));
  state.wrapped = 9;
  EXPECT_EQ(find_session_opening(state), (SessionStart{9, false}));
}

TEST(FindRecentHashes, TakesTheDayBeforeForOtherTimeZones) {
  SessionView view;
  view.completed = {item("a", "1", "2025-06-29"), item("b", "2", "2025-06-30"), item("c", "3", "2025-07-02"),
                    item("d", "", "2025-07-02")};
  EXPECT_THAT(find_recent_hashes(view, {kNoon, false}), ElementsAre("2", "3"));
}

TEST(FindCompletedSince, AsksTheCommits) {
  SessionView view;
  view.completed = {item("before", "1", "2025-07-01"), item("at", "2", "2025-07-01"),
                    item("after", "3", "2025-07-01")};
  const std::map<std::string, std::int64_t> committed = {{"1", kNoon - 1}, {"2", kNoon}, {"3", kNoon + 1}};
  EXPECT_THAT(texts(find_completed_since(view, {kNoon, false}, committed)), ElementsAre("after"));
  EXPECT_THAT(texts(find_completed_since(view, {kNoon, true}, committed)), ElementsAre("at", "after"));
}

TEST(FindCompletedSince, JudgesByTheDateWhereThereIsNoCommit) {
  SessionView view;
  view.completed = {item("before", "1", "2025-06-30"), item("same day", "2", "2025-07-01"),
                    item("after", "", "2025-07-02"), item("no date")};
  EXPECT_THAT(texts(find_completed_since(view, {kNoon, false}, {})), ElementsAre("after"));
  EXPECT_THAT(texts(find_completed_since(view, {kNoon, true}, {})), ElementsAre("same day", "after"));
}

TEST(FormatStatus, SaysSoWhereThereIsNothing) {
  EXPECT_THAT(lines_of(matching()),
              ElementsAre("demo, session 1", "no phase plan", "", "In Progress", "  nothing", "", "Completed",
                          "  today 0, in all 0", "", "Git Checkpoint", "  ✓ match: main @ 1a2b3c4"));
}

TEST(FormatStatus, ShowsTheProgressAsABar) {
  Status status = matching();
  status.view.phase_number = "2";
  status.view.phase_name = "Models";
  status.view.progress = 60;
  status.count = PhaseCount{"2", 3, 5};
  EXPECT_EQ(lines_of(status)[1], "Phase 2: Models");
  EXPECT_EQ(lines_of(status)[2], "████████████░░░░░░░░ 60%  3 of 5 done");
  EXPECT_EQ(lines_of(status, 30)[2], "██████░░░░ 60%  3 of 5 done");
  EXPECT_EQ(lines_of(status, 20)[2], "60%  3 of 5 done");
  status.view.progress = 250;
  EXPECT_EQ(lines_of(status)[2], "████████████████████ 250%  3 of 5 done");
}

TEST(FormatStatus, MarksBlockedItems) {
  Status status = matching();
  status.view.in_progress = {{"a", "blocked (see Blockers)", {}, {}, {}}, {"b", "not started", {}, {}, {}}};
  const auto lines = lines_of(status);
  EXPECT_THAT(lines, Contains("  ! a — blocked (see Blockers)"));
  EXPECT_THAT(lines, Contains("  ▸ b — not started"));
}

TEST(FormatStatus, ShowsOnlyOpenBlockers) {
  Status status = matching();
  status.view.blockers = {{"gone", {}, {}, "Resolved", false, 0}};
  EXPECT_THAT(lines_of(status), Not(Contains("Blockers")));
  status.view.blockers.push_back({"here", {}, "look", "Open", true, 1});
  const auto lines = lines_of(status);
  EXPECT_THAT(lines, Contains("  ! here"));
  EXPECT_THAT(lines, Contains("    try: look"));
  EXPECT_THAT(lines, Not(Contains(HasSubstr("gone"))));
}

TEST(FormatStatus, LimitsLongLists) {
  Status status = matching();
  for (int i = 1; i <= 7; ++i) {
    status.view.in_progress.push_back(item("work " + std::to_string(i)));
    status.view.next_actions.push_back("step " + std::to_string(i));
    status.view.blockers.push_back({"stop " + std::to_string(i), {}, {}, {}, true, 0});
    status.today.push_back(item("done " + std::to_string(i), "abc", "2025-07-01"));
  }
  const auto lines = lines_of(status);
  EXPECT_THAT(lines, Contains("  ▸ work 5"));
  EXPECT_THAT(lines, Not(Contains("  ▸ work 6")));
  EXPECT_THAT(lines, Contains("  5. step 5"));
  EXPECT_THAT(lines, Contains("  ! stop 3"));
  EXPECT_THAT(lines, Not(Contains("  ! stop 4")));
  EXPECT_THAT(lines, Contains("  … and 4 more"));
  // The newest first.
  EXPECT_EQ(*(std::find(lines.begin(), lines.end(), "Completed") + 2), "  ✓ abc done 7");
  EXPECT_THAT(lines, Not(Contains("  ✓ abc done 2")));
}

TEST(FormatStatus, CountsWhatThisSessionDid) {
  Status status = matching();
  status.view.completed = {item("a", "1", "2025-06-30"), item("b", "2", "2025-07-01")};
  status.today = {status.view.completed[1]};
  status.this_session = status.view.completed;
  const auto lines = lines_of(status);
  EXPECT_THAT(lines, Contains("  today 1, this session 2, in all 2"));
  EXPECT_THAT(lines, Contains("  ✓ 1 a"));
}

TEST(FormatStatus, NeverTakesMoreThanTheColumns) {
  Status status = matching();
  status.view.project = "ein sehr langer Name — 日本語";
  status.view.phase_number = "2A";
  status.view.phase_name = "Database Models & Migrations for the whole of the inventory";
  status.view.progress = 60;
  status.count = PhaseCount{"2A", 100, 200};
  status.view.in_progress = {{"日本語の長い項目 with words", "blocked (see Blockers)", {}, {}, {}}};
  status.view.blockers = {{"a blocker with a long text", "x", "a long mitigation too", "Open", true, 0}};
  status.view.next_actions = {"Run `alembic revision --autogenerate`"};
  status.this_session = status.today = {{"a", {}, "1a2b3c4", "2025-07-01", "commit gone"}};
  status.verdict = verdict_of(VerdictKind::ahead, 12);
  for (std::size_t columns = 1; columns <= 100; ++columns) {
    for (const StyledLine& line : format_status(status, "SESSION.md", columns))
      EXPECT_LE(count_columns(line), columns) << format_unstyled(line);
  }
}

TEST(FormatStatus, LetsNoTextSteerTheTerminal) {
  Status status = matching();
  const std::string evil = "a\x1b[2Jb\nc";
  status.view.project = status.view.phase_name = evil;
  status.view.phase_number = "1\x07";
  status.view.in_progress = {{evil, evil, {}, {}, {}}};
  status.view.blockers = {{evil, evil, evil, evil, true, 0}};
  status.view.next_actions = {evil};
  status.today = {{evil, {}, evil, "2025-07-01", evil}};
  status.recorded = {evil, evil, evil, {}};
  status.actual.head.branch = evil;
  for (int kind = 0; kind <= static_cast<int>(VerdictKind::busy); ++kind) {
    status.verdict = verdict_of(static_cast<VerdictKind>(kind));
    for (const std::string& line : lines_of(status))
      EXPECT_EQ(line.find_first_of("\x1b\x07\n"), std::string::npos) << line;
  }
}

TEST(FormatStatus, ExplainsEachVerdict) {
  Status status = matching();
  EXPECT_EQ(verdict_line(status, verdict_of(VerdictKind::ahead, 2)),
            "  ✗ ahead 2: main @ 1a2b3c4, was 1a2b3c4");
  EXPECT_EQ(verdict_line(status, verdict_of(VerdictKind::no_checkpoint)),
            "  - no checkpoint: the next commit writes it");
  EXPECT_EQ(verdict_line(status, verdict_of(VerdictKind::unknown)),
            "  ✗ unknown: recorded 1a2b3c4 is not in this repository");
  Verdict shallow = verdict_of(VerdictKind::unknown);
  shallow.relation.shallow = true;
  EXPECT_EQ(verdict_line(status, shallow), "  ✗ unknown: a shallow clone hides how 1a2b3c4 got here");
  Verdict changes = verdict_of(VerdictKind::changes_differ);
  changes.appeared = {{"M", "a"}, {"M", "b"}};
  changes.vanished = {{"M", "c"}};
  EXPECT_EQ(verdict_line(status, changes), "  ✗ changes differ: 2 new, 1 gone, 0 changed since");
  status.actual.changes = std::vector<Change>{{"M", "a"}};
  EXPECT_EQ(verdict_line(status, verdict_of(VerdictKind::match)),
            "  ✓ match: main @ 1a2b3c4, 1 uncommitted change");
  status.actual.operation = Operation::rebase;
  EXPECT_EQ(verdict_line(status, verdict_of(VerdictKind::busy)), "  - busy: a rebase is under way");
  status.actual.head = Head{"topic", {}};
  EXPECT_EQ(verdict_line(status, verdict_of(VerdictKind::other_branch)),
            "  ✗ other branch: topic without a commit, was main");
}

TEST(FormatShortStatus, TellsPhaseWorkBlockersAndVerdict) {
  SessionView view;
  EXPECT_EQ(format_short_status(view, verdict_of(VerdictKind::match)), "✓");
  view.phase_number = "2";
  view.progress = 60;
  view.in_progress = {item("a"), item("b"), item("c")};
  view.blockers = {{"x", {}, {}, {}, true, 0}, {"y", {}, {}, {}, false, 1}};
  EXPECT_EQ(format_short_status(view, verdict_of(VerdictKind::match)), "P2 60% 3▸ 1! ✓");
  EXPECT_EQ(format_short_status(view, verdict_of(VerdictKind::ahead, 2)), "P2 60% 3▸ 1! ↑2");
  EXPECT_EQ(format_short_status(view, verdict_of(VerdictKind::diverged)), "P2 60% 3▸ 1! ⇅");
}

TEST(FormatShortStatus, ShowsNothingThatAShellCouldExpand) {
  SessionView view;
  for (const char* number : {"$(id)", "`id`", "%x", "\\u", "1;", "123456789", "{2}", "!!"}) {
    view.phase_number = number;
    EXPECT_EQ(format_short_status(view, verdict_of(VerdictKind::match)), "✓") << number;
  }
  view.phase_number = "2A.1";
  EXPECT_EQ(format_short_status(view, verdict_of(VerdictKind::busy)), "P2A.1 …");
}

}  // namespace
}  // namespace session
