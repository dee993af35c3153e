// SPDX-License-Identifier: MIT
#include "core/text/inline_text.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

TEST(FormatPlain, TurnsControlCharactersIntoOneBlank) {
  EXPECT_EQ(format_plain("a\x1b[31mb\r\nc\x7f"), "a [31mb c");
  EXPECT_EQ(format_plain("\xc2\x9b"
                         "x\xe2\x80\xa8y\xe2\x80\xaez"),
            "x y z");
  EXPECT_EQ(format_plain("\xd8\x9c"
                         "a\xe2\x81\xa6"
                         "b"),
            "a b");
}

TEST(FormatPlain, ReplacesInvalidUtf8) {
  EXPECT_EQ(format_plain("a\xff\xc0\xaf"), "a\ufffd\ufffd\ufffd");
}

TEST(FormatPlain, KeepsPrintableText) {
  EXPECT_EQ(format_plain("  Grüße — 日本 \"x\" "), "Grüße — 日本 \"x\"");
}

TEST(FormatInline, LetsNoCommentOpen) {
  EXPECT_EQ(format_inline("a <!-- b <!--"), "a \\<!-- b \\<!--");
  EXPECT_EQ(format_inline("a \\<!-- x"), "a \\<!-- x");
  EXPECT_EQ(format_inline("a \\\\<!-- x"), "a \\\\\\<!-- x");
}

TEST(FormatItemText, LetsNoBlockStart) {
  EXPECT_EQ(format_item_text("# heading"), "\\# heading");
  EXPECT_EQ(format_item_text("- item"), "\\- item");
  EXPECT_EQ(format_item_text("* item"), "\\* item");
  EXPECT_EQ(format_item_text("> quote"), "\\> quote");
  EXPECT_EQ(format_item_text("```sh"), "\\```sh");
  EXPECT_EQ(format_item_text("12. twelve"), "12\\. twelve");
  EXPECT_EQ(format_item_text("<!-- x"), "\\<!-- x");
  EXPECT_EQ(format_item_text("<div>"), "\\<div>");
  EXPECT_EQ(format_item_text("[a]: b"), "\\[a]: b");
  EXPECT_EQ(format_item_text("[x] box"), "\\[x] box");
  EXPECT_EQ(format_item_text("***"), "\\***");
}

TEST(FormatItemText, KeepsInlineMarkupAtTheStart) {
  EXPECT_EQ(format_item_text("`make` works"), "`make` works");
  EXPECT_EQ(format_item_text("**Bold** claim"), "**Bold** claim");
  EXPECT_EQ(format_item_text("1.5 release"), "1.5 release");
  EXPECT_EQ(format_item_text("[Docs] add a page"), "[Docs] add a page");
  EXPECT_EQ(format_item_text("--option"), "--option");
}

TEST(FormatCell, EscapesPipes) {
  EXPECT_EQ(format_cell("a|b"), "a\\|b");
  EXPECT_EQ(format_cell("ends with \\"), "ends with \\\\");
}

TEST(FormatShortened, CountsCodePoints) {
  EXPECT_EQ(format_shortened("äöü", 3), "äöü");
  EXPECT_EQ(format_shortened("äöüßäöüß", 6), "äöü...");
}

TEST(FoldForMatch, IgnoresCaseEmphasisSpaceAndOuterPunctuation) {
  EXPECT_EQ(fold_for_match("  **Add**  `Login`\tform. "), "add login form");
  EXPECT_EQ(fold_for_match("\"Add login form\""), "add login form");
  EXPECT_EQ(fold_for_match("ÜBER Äpfel"), fold_for_match("über äpfel"));
  EXPECT_EQ(fold_for_match("\\# heading"), fold_for_match("# heading"));
}

TEST(FoldForMatch, KeepsWhatNamesThings) {
  EXPECT_NE(fold_for_match("Port to C++"), fold_for_match("Port to C#"));
  EXPECT_NE(fold_for_match("a_b"), fold_for_match("ab"));
}

TEST(FoldForMatch, GivesNothingForPunctuationAlone) {
  EXPECT_EQ(fold_for_match("... *** "), "");
}

TEST(FindConventionalPrefix, MeasuresTypeScopeAndBang) {
  EXPECT_EQ(find_conventional_prefix("feat: x"), 6U);
  EXPECT_EQ(find_conventional_prefix("fix(core)!:  x"), 13U);
  EXPECT_EQ(find_conventional_prefix("feat:x"), 0U);
  EXPECT_EQ(find_conventional_prefix("Not a prefix: x"), 0U);
  EXPECT_EQ(find_conventional_prefix("feat(): x"), 0U);
  EXPECT_EQ(find_conventional_prefix("feat: "), 0U);
}

}  // namespace
}  // namespace session
