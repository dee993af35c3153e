// SPDX-License-Identifier: MIT
// Styled lines cut, broken and made from reports.
#include "core/view/styled_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace session {
namespace {

using testing::ElementsAre;

const StyledLine kLine = {{"  ✓ ", Style::good}, {"a word", Style::plain}, {" — note", Style::faint}};

std::vector<std::string> wrapped(const StyledLine& line, std::size_t columns) {
  std::vector<std::string> texts;
  for (const StyledLine& part : wrap_line(line, columns)) texts.push_back(format_unstyled(part));
  return texts;
}

TEST(CutLine, KeepsALineThatFits) {
  EXPECT_EQ(cut_line(kLine, 17), kLine);
  EXPECT_EQ(cut_line({}, 0), StyledLine());
}

TEST(CutLine, CutsInTheSpanThatGoesTooFar) {
  EXPECT_EQ(cut_line(kLine, 16),
            (StyledLine{{"  ✓ ", Style::good}, {"a word", Style::plain}, {" — no…", Style::faint}}));
  EXPECT_EQ(cut_line(kLine, 8), (StyledLine{{"  ✓ ", Style::good}, {"a w…", Style::plain}}));
}

TEST(CutLine, CutsWhereSpansMeet) {
  EXPECT_EQ(cut_line(kLine, 10), (StyledLine{{"  ✓ ", Style::good}, {"a wor…", Style::plain}}));
  EXPECT_EQ(cut_line(kLine, 4), (StyledLine{{"  ✓…", Style::good}}));
}

TEST(CutLine, NeverTakesMoreThanTheColumns) {
  for (std::size_t columns = 0; columns < 20; ++columns)
    EXPECT_LE(count_columns(cut_line(kLine, columns)), columns);
}

TEST(WrapLine, KeepsALineThatFits) {
  EXPECT_THAT(wrap_line(kLine, 17), ElementsAre(kLine));
}

TEST(WrapLine, BreaksAtBlanksAndIndentsTheRest) {
  EXPECT_THAT(wrapped(kLine, 12), ElementsAre("  ✓ a word —", "    note"));
  EXPECT_THAT(wrapped({{"one two three", Style::plain}}, 10), ElementsAre("one two", "  three"));
}

TEST(WrapLine, KeepsStyles) {
  EXPECT_THAT(wrap_line({{"  ✓ ", Style::good}, {"one two three", Style::plain}}, 12),
              ElementsAre(StyledLine{{"  ", Style::plain}, {"✓", Style::good}, {" one two", Style::plain}},
                          StyledLine{{"    three", Style::plain}}));
}

TEST(WrapLine, BreaksAWordThatIsLongerThanALine) {
  EXPECT_THAT(wrapped({{"see abcdefghijklmnopqrstuvwxyz end", Style::plain}}, 10),
              ElementsAre("see", "  abcdefgh", "  ijklmnop", "  qrstuvwx", "  yz end"));
  EXPECT_THAT(wrapped({{"日本語日本語日本語", Style::plain}}, 11), ElementsAre("日本語日本", "  語日本語"));
}

TEST(WrapLine, NeverTakesMoreThanTheColumns) {
  const StyledLine line = {{"      deep — words, 日本語 and a-rather-long-word-at-the-end", Style::plain}};
  for (std::size_t columns = 10; columns < 40; ++columns) {
    for (const StyledLine& part : wrap_line(line, columns)) EXPECT_LE(count_columns(part), columns);
  }
}

TEST(WrapLine, LosesNothingButBlanks) {
  const std::string text = "    try: 1. Check `target_metadata` in `env.py`. 2. Verify the table.";
  for (std::size_t columns = 10; columns < 70; ++columns) {
    std::string all;
    for (const std::string& part : wrapped({{text, Style::plain}}, columns)) all += part;
    std::string expected = text;
    std::erase(all, ' ');
    std::erase(expected, ' ');
    EXPECT_EQ(all, expected);
  }
}

TEST(StyleReportLine, ColoursTheMarkAlone) {
  EXPECT_EQ(style_report_line("  ✓ Branch: main"),
            (StyledLine{{"  ", Style::plain}, {"✓", Style::good}, {" Branch: main", Style::plain}}));
  EXPECT_EQ(style_report_line("  ✗ x")[1], (StyledSpan{"✗", Style::bad}));
  EXPECT_EQ(style_report_line("  - x")[1], (StyledSpan{"-", Style::caution}));
  EXPECT_EQ(style_report_line("    x ✗ y"), (StyledLine{{"    x ✗ y", Style::plain}}));
}

TEST(StyleReportLine, LeavesAnEmptyLineEmpty) {
  EXPECT_EQ(style_report_line(""), StyledLine());
}

TEST(StyleReportLine, TakesALineWithoutIndentationAndColonForAHeading) {
  EXPECT_EQ(style_report_line("Blockers"), (StyledLine{{"Blockers", Style::heading}}));
  EXPECT_EQ(style_report_line("verdict: match"), (StyledLine{{"verdict: match", Style::plain}}));
}

}  // namespace
}  // namespace session
