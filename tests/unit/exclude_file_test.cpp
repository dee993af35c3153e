// SPDX-License-Identifier: MIT
#include "core/install/exclude_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>

namespace session {
namespace {

using ::testing::ElementsAre;

const std::vector<std::string> kPatterns = {"/SESSION.md", "/docs/SESSION_ARCHIVE.md"};

TEST(PlanExclude, AddsABlockBelowWhatIsThere) {
  EXPECT_EQ(plan_own_lines("*.o\n", kPatterns),
            "*.o\n"
            "# git-session: its own files, listed by \"git session install\"\n"
            "/SESSION.md\n"
            "/docs/SESSION_ARCHIVE.md\n"
            "# git-session: end\n");
}

TEST(PlanExclude, KeepsLineEndingsAndOddBytes) {
  const std::string text = "\xef\xbb\xbf# a\r\n\xff\xfe b \r\n";
  const auto with = plan_own_lines(text, kPatterns);
  EXPECT_TRUE(with.starts_with(text));
  EXPECT_NE(with.find("\r\n/SESSION.md\r\n"), std::string::npos);
  EXPECT_EQ(remove_own_lines(with), text);
}

TEST(PlanExclude, GivesTheSameTextTheSecondTime) {
  const auto once = plan_own_lines("*.o", kPatterns);
  EXPECT_EQ(plan_own_lines(once, kPatterns), once);
}

TEST(PlanExclude, AddsToTheBlockThatIsThere) {
  const auto first = plan_own_lines("a\n", {"/SESSION.md"}) + "below\n";
  const auto second = plan_own_lines(first, {"/.githooks/post-commit", "/SESSION.md"});
  EXPECT_EQ(second,
            "a\n"
            "# git-session: its own files, listed by \"git session install\"\n"
            "/SESSION.md\n"
            "/.githooks/post-commit\n"
            "# git-session: end\n"
            "below\n");
  EXPECT_EQ(remove_own_lines(second), "a\nbelow\n");
}

TEST(PlanExclude, LeavesOutWhatAPersonListed) {
  EXPECT_EQ(plan_own_lines("/SESSION.md\n/docs/SESSION_ARCHIVE.md", kPatterns),
            "/SESSION.md\n/docs/SESSION_ARCHIVE.md");
}

TEST(RemoveExclude, GivesBackTheVeryBytes) {
  for (const std::string text : {"", "a", "a\n", "a\r", "a\r\n", "a\r\nb\r\nc", "\n\n", "a\nb", "\r\n\r"}) {
    EXPECT_EQ(remove_own_lines(plan_own_lines(text, kPatterns)), text) << ::testing::PrintToString(text);
  }
}

TEST(RemoveExclude, TakesAwayAFileThatWasNotThere) {
  const auto made = plan_own_lines(std::nullopt, kPatterns);
  EXPECT_EQ(remove_own_lines(made), std::nullopt);
  EXPECT_EQ(remove_own_lines(made + "mine\n"), "mine\n");
}

TEST(RemoveExclude, LeavesATextWithoutOrWithHalfABlock) {
  EXPECT_EQ(remove_own_lines("a\n"), "a\n");
  const std::string half =
      "a\n# git-session: its own files, listed by \"git session install\"\n/SESSION.md\n";
  EXPECT_EQ(remove_own_lines(half), half);
}

TEST(RemoveExclude, KeepsALineEndThatWhatIsBelowNeeds) {
  EXPECT_EQ(remove_own_lines(plan_own_lines("a", kPatterns) + "b\n"), "a\nb\n");
}

/// All texts of up to five of the bytes that matter: every one must come back.
TEST(RemoveExclude, GivesBackEveryShortText) {
  const std::string alphabet = "a\r\n#";
  for (std::size_t length = 0; length <= 5; ++length) {
    std::size_t count = 1;
    for (std::size_t i = 0; i < length; ++i) count *= alphabet.size();
    for (std::size_t number = 0; number < count; ++number) {
      std::string text;
      for (std::size_t i = 0, rest = number; i < length; ++i, rest /= alphabet.size()) {
        text += alphabet[rest % alphabet.size()];
      }
      ASSERT_EQ(remove_own_lines(plan_own_lines(text, kPatterns)), text) << ::testing::PrintToString(text);
    }
  }
}

TEST(FormatExcludePattern, NamesOnePathOnly) {
  EXPECT_EQ(format_exclude_pattern("SESSION.md"), "/SESSION.md");
  EXPECT_EQ(format_exclude_pattern("a b/!x#.md"), "/a b/!x#.md");
  EXPECT_EQ(format_exclude_pattern("w[1]*?\\.md"), "/w\\[1]\\*\\?\\\\.md");
  EXPECT_EQ(format_exclude_pattern("x.md  "), "/x.md\\ \\ ");
  EXPECT_EQ(format_exclude_pattern("x\ny"), "/x?y");
}

TEST(FormatOwnPatterns, FollowTheSettings) {
  Settings settings;
  EXPECT_THAT(format_own_patterns(settings), ElementsAre("/SESSION.md", "/claudedocs/SESSION_SNAPSHOT_*.md",
                                                         "/claudedocs/SESSION_ARCHIVE.md"));
  settings.session_file = "notes/NOW.md";
  for (const auto* root : {".", "./", ""}) {
    settings.snapshots_directory = root;
    EXPECT_THAT(format_own_patterns(settings),
                ElementsAre("/notes/NOW.md", "/SESSION_SNAPSHOT_*.md", "/SESSION_ARCHIVE.md"));
  }
  settings.snapshots_directory = "./no[tes/old/";
  EXPECT_EQ(format_own_patterns(settings)[2], "/no\\[tes/old/SESSION_ARCHIVE.md");
  settings.session_memory = "m";
  EXPECT_EQ(format_own_patterns(settings)[3], "/m/session_history.md");
  EXPECT_EQ(format_own_patterns(settings)[4], "/m/handoff_patterns.md");
}

}  // namespace
}  // namespace session
