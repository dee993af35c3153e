// SPDX-License-Identifier: MIT
#include "core/handoff/memory.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

RememberedSession second() {
  return {2, "2025-07-01", "~2 hours", "1 → 2", "60%", "main @ 1a2b3c4", "1 open: a; b", "done | more"};
}

TEST(SessionHistory, IsReadAsItIsWritten) {
  RememberedSession first;
  first.number = 1;
  first.date = "2025-06-30";
  first.duration = "—";
  const std::string text =
      std::string(session_history_title()) + format_remembered(first) + format_remembered(second());
  EXPECT_EQ(text,
            "# Session History\n\nOne block for each session that was wrapped up, the newest last.\n"
            "\n## Session 1 — 2025-06-30\n- **Duration**: —\n"
            "\n## Session 2 — 2025-07-01\n- **Duration**: ~2 hours\n- **Phase**: 1 → 2\n- **Progress**: 60%\n"
            "- **Git**: main @ 1a2b3c4\n- **Blockers**: 1 open: a; b\n- **Note**: done | more\n");
  EXPECT_EQ(parse_session_history(text), (std::vector<RememberedSession>{first, second()}));
}

TEST(SessionHistory, LeavesOutWhatAPersonAdded) {
  const auto sessions = parse_session_history(
      "# Mine\n## Session two\n- **Note**: x\n## Session 3\n- **Note**: y\ntext\n- other\n  - **Git**: deep\n"
      "### Aside\n- **Note**: z\n## Session 4 and more\n");
  ASSERT_EQ(sessions.size(), 1U);
  EXPECT_EQ(sessions[0].number, 3);
  EXPECT_EQ(sessions[0].note, "y");
  EXPECT_EQ(sessions[0].git, "");
}

TEST(SessionHistory, KeepsOneTextOnOneLine) {
  RememberedSession session = second();
  session.note = "a\n## Session 9 — b\x1b[31m";
  const auto read = parse_session_history(format_remembered(session));
  ASSERT_EQ(read.size(), 1U);
  EXPECT_EQ(read[0].note, "a ## Session 9 — b [31m");
}

const HandoffRow kFirst{"1", "2025-06-30", {}, {}, {}};
const HandoffRow kSecond{"2", "2025-07-01", {3, 4}, {0, 1}, {1, 4}};

TEST(HandoffPatterns, BeginWithATable) {
  EXPECT_EQ(add_handoff_row(std::nullopt, kFirst),
            "# Handoff Patterns\n\n**So far**: nothing to compare yet.\n\n"
            "| Session | Date | Named actions done | Other actions done | Blockers closed |\n"
            "|---------|------|--------------------|--------------------|-----------------|\n"
            "| 1 | 2025-06-30 | — | — | — |\n");
}

TEST(HandoffPatterns, CountOnFromTheirOwnRows) {
  const std::string text = add_handoff_row(add_handoff_row(std::nullopt, kFirst), kSecond);
  EXPECT_EQ(
      text,
      "# Handoff Patterns\n\n**So far**: of next actions that named a file, symbol or command 3 of 4 were "
      "done in the next session, of the others 0 of 1; 2 blockers were open for 3 days on average.\n\n"
      "| Session | Date | Named actions done | Other actions done | Blockers closed |\n"
      "|---------|------|--------------------|--------------------|-----------------|\n"
      "| 1 | 2025-06-30 | — | — | — |\n"
      "| 2 | 2025-07-01 | 3 of 4 | 0 of 1 | 2 (after 1, 4 days) |\n");
  EXPECT_EQ(parse_handoff_patterns(text), (std::vector<HandoffRow>{kFirst, kSecond}));
}

TEST(HandoffPatterns, LeaveEveryOtherByteAlone) {
  const std::string mine =
      "Mine\r\n\r\n**So far**: old\r\n\r\n|Session|Date|a|b|c|\r\n|-|-|-|-|-|\r\n|1|x|2 of 3|?|1 (after 2 "
      "days)|\r\n"
      "\r\nMore **So far**: no\r\n";
  EXPECT_EQ(
      add_handoff_row(mine, kFirst),
      "Mine\r\n\r\n**So far**: of next actions that named a file, symbol or command 2 of 3 were done in "
      "the next session; 1 blocker was open for 2 days.\r\n\r\n"
      "|Session|Date|a|b|c|\r\n|-|-|-|-|-|\r\n|1|x|2 of 3|?|1 (after 2 days)|\r\n"
      "| 1 | 2025-06-30 | — | — | — |\r\n\r\nMore **So far**: no\r\n");
}

TEST(HandoffPatterns, ComeBackBelowATextWithoutTheirTable) {
  const std::string text = add_handoff_row("My words", kSecond);
  EXPECT_EQ(text.substr(0, 24), "My words\n\n**So far**: of");
  EXPECT_EQ(parse_handoff_patterns(text), std::vector<HandoffRow>{kSecond});
}

TEST(HandoffPatterns, CountNothingForACellThatCannotBeRead) {
  const auto rows = parse_handoff_patterns(
      "| Session |\n|---|\n| 1 | d | 4 of 3 | 1 of 99999999999999999999 | 2 (after x days) |\n");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].named, DoneOf{});
  EXPECT_EQ(rows[0].vague, DoneOf{});
  EXPECT_TRUE(rows[0].closed_after.empty());
}

TEST(FormatHandoffSentence, SaysOnlyWhatIsKnown) {
  EXPECT_EQ(format_handoff_sentence({}), "");
  EXPECT_EQ(format_handoff_sentence({{"1", "", {}, {1, 2}, {}}}),
            "1 of 2 next actions were done in the next session; none named a file, symbol or command");
  EXPECT_EQ(format_handoff_sentence({{"1", "", {}, {}, {1}}}), "1 blocker was open for 1 day");
}

}  // namespace
}  // namespace session
