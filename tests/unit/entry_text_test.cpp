// SPDX-License-Identifier: MIT
#include "core/document/entry_text.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

struct Parts {
  std::string words, hash, date;
  bool operator==(const Parts&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Parts& p) {
  return out << "{" << p.words << "|" << p.hash << "|" << p.date << "}";
}

Parts completed(std::string_view text) {
  const EntryParts parts = parse_completed_text(text);
  return {std::string(slice(text, parts.words)), std::string(slice(text, parts.hash)),
          std::string(slice(text, parts.date))};
}

TEST(ParseCompletedText, ReadsTheFormThatWeWrite) {
  EXPECT_EQ(completed("Add login — `1a2b3c4` (2025-06-30)"), (Parts{"Add login", "1a2b3c4", "2025-06-30"}));
}

TEST(ParseCompletedText, SplitsAtTheLastCodeSpan) {
  EXPECT_EQ(completed("Use `abcdef1` — then `fedcba9`"), (Parts{"Use `abcdef1` — then", "fedcba9", ""}));
}

TEST(ParseCompletedText, ReadsOtherSpellings) {
  EXPECT_EQ(completed("Add login (1a2b3c4)"), (Parts{"Add login", "1a2b3c4", ""}));
  EXPECT_EQ(completed("Add login (commit: 1a2b3c4)"), (Parts{"Add login", "1a2b3c4", ""}));
  EXPECT_EQ(completed("Add login (commit `1a2b3c4`)"), (Parts{"Add login", "1a2b3c4", ""}));
  EXPECT_EQ(completed("Add login - 1a2b3c4"), (Parts{"Add login", "1a2b3c4", ""}));
  EXPECT_EQ(completed("Add login – `d5e6f7g` (2025-06-30)"), (Parts{"Add login", "d5e6f7g", "2025-06-30"}));
}

TEST(ParseCompletedText, LeavesWordsThatAreNoHash) {
  EXPECT_EQ(completed("Set up hooks (ruff, mypy)"), (Parts{"Set up hooks (ruff, mypy)", "", ""}));
  EXPECT_EQ(completed("Run `make`"), (Parts{"Run `make`", "", ""}));
  EXPECT_EQ(completed("Paint the facade"), (Parts{"Paint the facade", "", ""}));
  EXPECT_EQ(completed("Released (2025-06-30)"), (Parts{"Released", "", "2025-06-30"}));
  EXPECT_EQ(completed("`"), (Parts{"`", "", ""}));
  EXPECT_EQ(completed(""), (Parts{"", "", ""}));
}

std::string mark_of(std::string_view text) {
  return std::string(slice(text, parse_completed_text(text).mark));
}

TEST(ParseCompletedText, ReadsAMarkBehindEveryFormOfAHash) {
  const Parts parts{"Add login", "1a2b3c4", ""};
  for (const std::string form :
       {"Add login — `1a2b3c4`", "Add login (1a2b3c4)", "Add login (commit: 1a2b3c4)",
        "Add login (commit `1a2b3c4`)", "Add login - 1a2b3c4", "Add login: `1a2b3c4`"}) {
    for (const std::string mark : {"commit gone", "reverted by `5d6e7f8`", "reverted by 5d6e7f8"}) {
      const std::string text = form + " — " + mark;
      EXPECT_EQ(completed(text), parts) << text;
      EXPECT_EQ(mark_of(text), mark) << text;
    }
  }
  const std::string dated = "Add login — `1a2b3c4` (2025-06-30) — reverted by `abcd`";
  EXPECT_EQ(completed(dated), (Parts{"Add login", "1a2b3c4", "2025-06-30"}));
  EXPECT_EQ(mark_of(dated), "reverted by `abcd`");
  EXPECT_EQ(mark_of("A — `1a2b3c4` (2025-06-30) — commit gone \t"), "commit gone");
}

TEST(ParseCompletedText, LeavesWordsThatAreNoMark) {
  for (const std::string text :
       {"Explain why — commit gone", "Released — commit gone (2025-06-30)", "commit gone", " — commit gone",
        "A — `1a2b3c4` - commit gone", "A — `1a2b3c4` commit gone", "A — `1a2b3c4` — commit gone.",
        "A — `1a2b3c4` — the commit gone", "A — `1a2b3c4` — reverted by", "A — `1a2b3c4` — reverted by ``",
        "A — `1a2b3c4` — reverted by Ann", "A — `1a2b3c4` — reverted by `Ann Lee`", "— reverted by `"}) {
    EXPECT_EQ(mark_of(text), "") << text;
  }
  EXPECT_EQ(completed("Explain why — commit gone"), (Parts{"Explain why — commit gone", "", ""}));
  EXPECT_EQ(completed("Released — commit gone (2025-06-30)"),
            (Parts{"Released — commit gone", "", "2025-06-30"}));
  EXPECT_EQ(completed("Explain — commit gone — `1a2b3c4`"), (Parts{"Explain — commit gone", "1a2b3c4", ""}));
}

TEST(ParseOpenText, SplitsAtTheLastDashOutsideCode) {
  const std::string_view text = "Fix it — now — blocked `a — b`";
  const EntryParts parts = parse_open_text(text);
  EXPECT_EQ(slice(text, parts.words), "Fix it — now");
  EXPECT_EQ(slice(text, parts.note), "blocked `a — b`");
  EXPECT_TRUE(parse_open_text("no note").note.empty());
  EXPECT_TRUE(parse_open_text("— not started").note.empty());
}

TEST(FormatCompleted, IsReadBack) {
  const std::string line = format_completed("Add — login", "1a2b3c4", "2025-06-30");
  EXPECT_EQ(line, "[x] Add — login — `1a2b3c4` (2025-06-30)");
  EXPECT_EQ(completed(std::string_view(line).substr(4)), (Parts{"Add — login", "1a2b3c4", "2025-06-30"}));
}

TEST(FormatCompleted, PutsTheMarkBehindTheDate) {
  const std::string line = format_completed("Add login", "1a2b3c4", "2025-06-30", "commit gone");
  EXPECT_EQ(line, "[x] Add login — `1a2b3c4` (2025-06-30) — commit gone");
  EXPECT_EQ(mark_of(std::string_view(line).substr(4)), "commit gone");
}

TEST(FormatOpen, LeavesOutAnEmptyNote) {
  EXPECT_EQ(format_open("Seed", "not started"), "[ ] Seed — not started");
  EXPECT_EQ(format_open("Seed", ""), "[ ] Seed");
}

TEST(FormatCompleted, GivesAnItemWithoutACommitItsDateAlone) {
  EXPECT_EQ(format_completed("Add login", "", "2025-06-30"), "[x] Add login (2025-06-30)");
  EXPECT_EQ(format_completed("Add login", "", ""), "[x] Add login");
}

}  // namespace
}  // namespace session
