// SPDX-License-Identifier: MIT
#include "core/handoff/wrap_up_form.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

TEST(WrapUpForm, IsWrittenForAPerson) {
  EXPECT_EQ(format_form({"", {"Run `poetry init`", "#12 first"}, 60}, {"Branch: main", ""}),
            "Note:\n\nNext actions:\nRun `poetry init`\n\\#12 first\n\nProgress: 60\n\n# Branch: main\n#\n");
  EXPECT_EQ(format_form({"Half done", {}, std::nullopt}, {}),
            "Note:\nHalf done\n\nNext actions:\n\nProgress:\n\n");
}

TEST(WrapUpForm, IsReadFromWhatAPersonLeft) {
  const auto form = parse_form(
      "# help\nabove\r\nNote: one\n two\n# no\n\nNext actions:\n  a\n\n\\#b\nProgress: 55 %\n# Branch: x\n");
  ASSERT_TRUE(form && *form);
  EXPECT_EQ(**form, (WrapUpForm{"above one two", {"a", "#b"}, 55}));
}

TEST(WrapUpForm, IsEmptyWithoutText) {
  for (const char* text : {"", "\n \n", "# Note: x\n", "Note:\n\nNext actions:\n\nProgress:\n# a\n"}) {
    const auto form = parse_form(text);
    ASSERT_TRUE(form) << text;
    EXPECT_FALSE(form->has_value()) << text;
  }
}

TEST(WrapUpForm, RefusesAProgressThatIsNone) {
  for (const char* text :
       {"Progress: much", "Progress: 101", "Progress: -1", "Progress: 5x", "Progress:\n6 7"}) {
    const auto form = parse_form(text);
    ASSERT_FALSE(form) << text;
    EXPECT_EQ(form.error().kind, ErrorKind::usage);
  }
  EXPECT_EQ(parse_form("Progress: 101").error().message,
            "the progress cannot be '101': it is a number from 0 to 100");
}

}  // namespace
}  // namespace session
