// SPDX-License-Identifier: MIT
// Columns of texts, and cutting by them.
#include "core/text/display_width.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

TEST(CountColumns, TakesOneForLettersAndSigns) {
  EXPECT_EQ(count_columns(""), 0U);
  EXPECT_EQ(count_columns("plain"), 5U);
  EXPECT_EQ(count_columns("Größe — `x` ✓ ▸ █"), 17U);
  EXPECT_EQ(count_columns("\xc2\xad"), 1U) << "a soft hyphen";
}

TEST(CountColumns, TakesTwoForWideCharacters) {
  EXPECT_EQ(count_columns("日本語"), 6U);
  EXPECT_EQ(count_columns("한글"), 4U);
  EXPECT_EQ(count_columns("Ａ１"), 4U) << "fullwidth forms";
  EXPECT_EQ(count_columns("✅🚀"), 4U);
  EXPECT_EQ(count_columns(std::uint32_t{0x2e80}), 2U) << "the first of a range";
  EXPECT_EQ(count_columns(std::uint32_t{0x3fffd}), 2U) << "the last of the last range";
  EXPECT_EQ(count_columns(std::uint32_t{0x3fffe}), 1U);
  EXPECT_EQ(count_columns("ｱ"), 1U) << "halfwidth forms";
}

TEST(CountColumns, TakesNothingForMarksOnOtherCharacters) {
  EXPECT_EQ(count_columns("e\xcc\x81"), 1U) << "e and U+0301";
  EXPECT_EQ(count_columns("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"), 2U) << "a Hangul syllable in three parts";
  EXPECT_EQ(count_columns("a\xe2\x80\x8b"
                          "b"),
            2U)
      << "a blank without width";
  EXPECT_EQ(count_columns("a\tb\x1b"), 2U) << "control characters";
}

TEST(CountColumns, TakesTwoForASignShownAsEmoji) {
  EXPECT_EQ(count_columns("⚠"), 1U);
  EXPECT_EQ(count_columns("⚠\xef\xb8\x8f"), 2U);
  EXPECT_EQ(count_columns("✅\xef\xb8\x8f"), 2U);
}

TEST(CountColumns, TakesOneForEachInvalidByte) {
  EXPECT_EQ(count_columns("a\xff\xfe"), 3U);
}

TEST(TakeColumns, EndsBeforeWhatDoesNotFit) {
  EXPECT_EQ(take_columns("abc", 2), "ab");
  EXPECT_EQ(take_columns("abc", 3), "abc");
  EXPECT_EQ(take_columns("日本", 3), "日");
  EXPECT_EQ(take_columns("日本", 1), "");
  EXPECT_EQ(take_columns("e\xcc\x81x", 1), "e\xcc\x81") << "with its mark";
}

TEST(FormatCut, KeepsWhatFits) {
  EXPECT_EQ(format_cut("abc", 3), "abc");
  EXPECT_EQ(format_cut("", 0), "");
}

TEST(FormatCut, PutsASignInPlaceOfTheRest) {
  EXPECT_EQ(format_cut("abcd", 3), "ab…");
  EXPECT_EQ(format_cut("ab cd", 4), "ab…") << "no blank before the sign";
  EXPECT_EQ(format_cut("日本語", 5), "日本…");
  EXPECT_EQ(format_cut("日本語", 4), "日…");
  EXPECT_EQ(format_cut("abc", 1), "…");
  EXPECT_EQ(format_cut("abc", 0), "");
}

TEST(FormatCut, NeverTakesMoreThanTheColumns) {
  const std::string text = "a日e\xcc\x81🚀 — ⚠\xef\xb8\x8f\xff z";
  for (std::size_t columns = 0; columns <= count_columns(text) + 1; ++columns) {
    EXPECT_LE(count_columns(format_cut(text, columns)), columns) << columns;
  }
}

}  // namespace
}  // namespace session
