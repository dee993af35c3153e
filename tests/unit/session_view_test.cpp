// SPDX-License-Identifier: MIT
// A document as people read it.
#include "core/view/session_view.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using session::SessionView;

SessionView view(const std::string& text) {
  return session::view_document(session::parse_document(text));
}

const std::string kDocument =
    "# SESSION — Shop\n\n"
    "## Current Phase\n**Phase 2A: Basket**\nProgress: 40% complete\n\n"
    "## Completed Items\n- [x] One — `1234567` (2025-07-01)\n\n"
    "## In Progress\n- [ ] Two — half done\n- [ ] Three\n\n"
    "## Blockers\n| Blocker | Impact | Mitigation | Status |\n|--|--|--|--|\n"
    "| a \\| b | — | ask | Open |\n| old | — | — | Resolved |\n\n"
    "## Next Actions\n1. Four\n2. Five\n\n"
    "## Git Checkpoint\n- **Timestamp**: 2025-07-01T18:30:00Z\n\n"
    "## Session History\n| Session | Date | Duration | Progress |\n|--|--|--|--|\n"
    "| 1 | 2025-06-30 | — | made |\n";

TEST(SessionView, SaysWhatEachSectionSays) {
  const SessionView found = view(kDocument);
  EXPECT_EQ(found.project, "Shop");
  EXPECT_EQ(found.phase_number, "2A");
  EXPECT_EQ(found.phase_name, "Basket");
  EXPECT_EQ(found.progress, 40);
  EXPECT_EQ(found.completed, (std::vector<session::ViewItem>{{"One", "", "1234567", "2025-07-01", ""}}));
  EXPECT_EQ(found.in_progress,
            (std::vector<session::ViewItem>{{"Two", "half done", "", "", ""}, {"Three", "", "", "", ""}}));
  EXPECT_EQ(found.blockers, (std::vector<session::Blocker>{{"a | b", "", "ask", "Open", true, 0},
                                                           {"old", "", "", "Resolved", false, 1}}));
  EXPECT_EQ(session::find_open_blockers(found).size(), 1U);
  EXPECT_EQ(found.next_actions, (std::vector<std::string>{"Four", "Five"}));
  EXPECT_EQ(found.history, (std::vector<session::HistoryRow>{{"1", "2025-06-30", "", "made"}}));
  EXPECT_EQ(found.timestamp, "2025-07-01T18:30:00Z");
  EXPECT_EQ(found.lines, 30U);
}

TEST(SessionView, OfAnotherHeadingIsNamedByAllOfIt) {
  EXPECT_EQ(view("# My notes: all of them\n").project, "My notes: all of them");
  EXPECT_EQ(view("# Session State - Shop\n").project, "Shop");
  EXPECT_EQ(view("text\n").project, "");
}

TEST(SessionView, PlaceholdersAreNoEntries) {
  const SessionView found = view(
      "## Completed Items\n_(No items completed yet)_\n## In Progress\n_(Nothing in progress)_\n"
      "## Blockers\n| Blocker | Status |\n|--|--|\n| _(None identified)_ | — |\n## Next Actions\n_(None)_\n");
  EXPECT_TRUE(found.completed.empty() && found.in_progress.empty());
  EXPECT_TRUE(found.blockers.empty() && found.next_actions.empty());
}

TEST(SessionView, ListsOfBlockersKnowWhatIsOver) {
  const SessionView found =
      view("## Blockers\n- a\n- [x] b\n- ✅ c\n- ~~d~~\n- e — resolved\n- None\n- [ ] f\n");
  std::vector<std::string> open;
  for (const auto& blocker : session::find_open_blockers(found)) open.push_back(blocker.text);
  EXPECT_EQ(open, (std::vector<std::string>{"a", "f"}));
}

TEST(SessionNumber, ComesAfterTheLastRowUnlessThatIsOpen) {
  const SessionView found = view(kDocument);
  EXPECT_EQ(session::find_session_number(found, true), 1);
  EXPECT_EQ(session::find_session_number(found, false), 2);
  EXPECT_EQ(session::find_session_number(view(""), false), 1);
}

}  // namespace
