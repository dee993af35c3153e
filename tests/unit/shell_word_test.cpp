// SPDX-License-Identifier: MIT
// Tests of words for commands that people copy.
#include "core/text/shell_word.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

TEST(FormatShellWord, QuotesOnlyWhereNeeded) {
  EXPECT_EQ(format_shell_word("feature/x-1.2_y@z"), "feature/x-1.2_y@z");
  EXPECT_EQ(format_shell_word(""), "''");
  EXPECT_EQ(format_shell_word("a b"), "'a b'");
  EXPECT_EQ(format_shell_word("a;rm -rf $HOME"), "'a;rm -rf $HOME'");
  EXPECT_EQ(format_shell_word("it's"), R"('it'\''s')");
  EXPECT_EQ(format_shell_word("#x"), "'#x'");
  EXPECT_EQ(format_shell_word("größe"), "'größe'");
}

TEST(IsPrintableBranch, TakesWhatGitTakes) {
  EXPECT_TRUE(is_printable_branch("main"));
  EXPECT_TRUE(is_printable_branch("größe/日本"));
  EXPECT_TRUE(is_printable_branch("a;b$(c)'d"));
}

TEST(IsPrintableBranch, RefusesOptionsAndWhatCannotBeShown) {
  for (const std::string_view name :
       {"",    "-",      "--orphan", "HEAD",    "@",     "a b",           "a..b",         "a~1", "a^",
        "a:b", "a?",     "a*",       "a[",      "a\\b",  "a@{1}",         "/a",           "a/",  "a//b",
        "a.",  "a.lock", "a\nb",     "a\x1b[m", "a\xff", "a\xe2\x80\xae", "a\xef\xbf\xbd"}) {
    EXPECT_FALSE(is_printable_branch(name)) << name;
  }
  EXPECT_FALSE(is_printable_branch(std::string(251, 'a')));
}

}  // namespace
}  // namespace session
