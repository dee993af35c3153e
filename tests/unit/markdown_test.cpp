// SPDX-License-Identifier: MIT
// The recogniser, one kind of block after the other.
#include "core/markdown/markdown.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace session {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string text_of(std::string_view text, Span span) {
  return std::string(slice(text, span));
}

/// "level text" of each heading.
std::vector<std::string> headings(std::string_view text) {
  std::vector<std::string> found;
  for (const Heading& heading : parse_blocks(text).headings) {
    found.push_back(std::to_string(heading.level) + " " + text_of(text, heading.text));
  }
  return found;
}

/// The text of each item behind one ">" for each item around it.
std::vector<std::string> items(std::string_view text) {
  std::vector<std::string> found;
  for (const ListItem& item : parse_blocks(text).items) {
    found.push_back(std::string(static_cast<std::size_t>(item.depth), '>') + text_of(text, item.text));
  }
  return found;
}

/// The whole of each item.
std::vector<std::string> whole_items(std::string_view text) {
  std::vector<std::string> found;
  for (const ListItem& item : parse_blocks(text).items) found.push_back(text_of(text, item.whole));
  return found;
}

/// The number of the list of each item, counted from 0 as the lists begin.
std::vector<std::size_t> lists(std::string_view text) {
  std::vector<std::size_t> numbers;
  std::vector<std::size_t> found;
  for (const ListItem& item : parse_blocks(text).items) {
    const auto known = std::find(numbers.begin(), numbers.end(), item.list);
    found.push_back(static_cast<std::size_t>(known - numbers.begin()));
    if (known == numbers.end()) numbers.push_back(item.list);
  }
  return found;
}

/// The opaque blocks, unclosed ones behind "open ".
std::vector<std::string> opaque(std::string_view text) {
  std::vector<std::string> found;
  for (const OpaqueBlock& block : parse_blocks(text).opaque) {
    found.push_back((block.closed ? "" : "open ") + text_of(text, block.whole));
  }
  return found;
}

/// "header/delimiter/row/row" of each table.
std::vector<std::string> tables(std::string_view text) {
  std::vector<std::string> found;
  for (const Table& table : parse_blocks(text).tables) {
    found.push_back(text_of(text, table.header) + "/" + text_of(text, table.delimiter));
    for (const Span& row : table.rows) found.back() += "/" + text_of(text, row);
  }
  return found;
}

std::vector<std::string> cells(std::string_view row) {
  std::vector<std::string> found;
  for (const Span& cell : parse_cells(row, {0, row.size()})) found.push_back(text_of(row, cell));
  return found;
}

TEST(MarkdownAtxHeading, HasItsTextWithoutMarksAndBlanks) {
  EXPECT_THAT(headings("# One\n##  Two  ##  \n###### Six\n#\n## #\n# a#\n# b \\#\n"),
              ElementsAre("1 One", "2 Two", "6 Six", "1 ", "2 ", "1 a#", "1 b \\#"));
}

TEST(MarkdownAtxHeading, NeedsABlankAndAtMostSixMarksAndThreeColumns) {
  EXPECT_THAT(headings("#none\n####### seven\n    # code\n\n   # three\n#\ttab\n"),
              ElementsAre("1 three", "1 tab"));
}

TEST(MarkdownAtxHeading, InterruptsAParagraph) {
  const std::string text = "text\n# Title\ntext";
  const Blocks blocks = parse_blocks(text);
  ASSERT_EQ(blocks.headings.size(), 1U);
  EXPECT_EQ(blocks.headings[0], (Heading{{5, 12}, {7, 12}, {5, 12}, 1}));
}

TEST(MarkdownSetextHeading, ReachesFromItsFirstLineToTheUnderline) {
  const std::string text = "\n  First\nsecond \n  ---  \nx";
  const Blocks blocks = parse_blocks(text);
  ASSERT_EQ(blocks.headings.size(), 1U);
  EXPECT_EQ(text_of(text, blocks.headings[0].line), "  First");
  EXPECT_EQ(text_of(text, blocks.headings[0].text), "First\nsecond");
  EXPECT_EQ(text_of(text, blocks.headings[0].whole), "  First\nsecond \n  ---  ");
  EXPECT_EQ(blocks.headings[0].level, 2);
}

TEST(MarkdownSetextHeading, NeedsAParagraphAbove) {
  EXPECT_THAT(headings("===\n\n---\n\n- item\n---\n\n# atx\n===\n"), ElementsAre("1 atx"));
  EXPECT_THAT(headings("a\n= =\n\nb\n--- -\n\nc\n==\n"), ElementsAre("1 c"));
}

TEST(MarkdownSetextHeading, BeginsBehindLinkReferenceDefinitions) {
  EXPECT_THAT(headings("[a]: /url\n[b]: <u r l>\n  'title'\nHeading\n===\n"), ElementsAre("1 Heading"));
  EXPECT_THAT(headings("[a]: /url\n===\n"), IsEmpty());
  EXPECT_THAT(headings("[a]: /url 'title' more\n===\n"), ElementsAre("1 [a]: /url 'title' more"));
  EXPECT_THAT(headings("[ ]: /url\n===\n"), ElementsAre("1 [ ]: /url"));
  EXPECT_THAT(headings("[a]: /url\n'no title' more\n---\n"), ElementsAre("2 'no title' more"));
}

TEST(MarkdownHeadings, InsideListsQuotesAndCodeAreNotReported) {
  EXPECT_THAT(headings("- # a\n\n> # b\n\n```\n# c\n```\n\n    # d\n\n<!--\n# e\n-->\n\n- f\n  ===\n"),
              IsEmpty());
}

TEST(MarkdownFrontMatter, IsABreakAndASetextHeadingAsCommonMarkSays) {
  EXPECT_THAT(headings("---\ntitle: x\n---\n# y\n"), ElementsAre("2 title: x", "1 y"));
}

TEST(MarkdownListItem, HasMarkerTextAndLine) {
  const std::string text = "x\n\n  -   some text  \n";
  const Blocks blocks = parse_blocks(text);
  ASSERT_EQ(blocks.items.size(), 1U);
  const ListItem& item = blocks.items[0];
  EXPECT_EQ(text_of(text, item.line), "  -   some text  ");
  EXPECT_EQ(text_of(text, item.whole), "  -   some text  ");
  EXPECT_EQ(text_of(text, item.marker), "-");
  EXPECT_EQ(text_of(text, item.text), "some text");
  EXPECT_EQ(item.task, TaskState::none);
  EXPECT_TRUE(item.task_mark.empty());
  EXPECT_FALSE(item.ordered);
}

TEST(MarkdownListItem, BeginsWithABulletOrANumberOfAtMostNineDigits) {
  EXPECT_THAT(items("- a\n\n* b\n\n+ c\n\n1. d\n\n2) e\n\n123456789. f\n"),
              ElementsAre("a", "b", "c", "d", "e", "f"));
  EXPECT_THAT(items("1234567890. a\n\n-b\n\n1.b\n\n1: c\n\n    - code\n\n- - -\n"), IsEmpty());
}

TEST(MarkdownListItem, InterruptsAParagraphOnlyWithContentAndTheNumberOne) {
  EXPECT_THAT(items("text\n- a\n"), ElementsAre("a"));
  EXPECT_THAT(items("text\n1. a\n"), ElementsAre("a"));
  EXPECT_THAT(items("text\n2. a\n*\n1)\n"), IsEmpty());
}

TEST(MarkdownListItem, KnowsItsTaskBox) {
  const std::string text =
      "- [ ] open\n* [x] done\n1. [X]  done too\n- [ ]\n- [x]no\n- [-] no\n-     [ ] code\n";
  const Blocks blocks = parse_blocks(text);
  ASSERT_EQ(blocks.items.size(), 7U);
  EXPECT_EQ(blocks.items[0].task, TaskState::open);
  EXPECT_EQ(text_of(text, blocks.items[0].text), "open");
  EXPECT_EQ(text_of(text, blocks.items[0].task_mark), " ");
  EXPECT_EQ(blocks.items[1].task, TaskState::done);
  EXPECT_EQ(text_of(text, blocks.items[1].task_mark), "x");
  EXPECT_EQ(blocks.items[2].task, TaskState::done);
  EXPECT_EQ(text_of(text, blocks.items[2].text), "done too");
  EXPECT_TRUE(blocks.items[2].ordered);
  for (std::size_t i = 3; i < 7; ++i) EXPECT_EQ(blocks.items[i].task, TaskState::none) << i;
}

TEST(MarkdownListItem, BoxCountsBehindTwoMarkers) {
  const Blocks blocks = parse_blocks("- 1. [x] a\n");
  ASSERT_EQ(blocks.items.size(), 2U);
  EXPECT_EQ(blocks.items[0].task, TaskState::none);
  EXPECT_EQ(blocks.items[1].task, TaskState::done);
}

TEST(MarkdownListItem, TextBehindABoxIsText) {
  EXPECT_THAT(items("- [ ] - # a\n"), ElementsAre("- # a"));
  EXPECT_THAT(items("- [ ] ```\n- b\n"), ElementsAre("```", "b"));
}

TEST(MarkdownListItem, NestsByTheColumnOfItsContent) {
  EXPECT_THAT(items("- a\n  - b\n    - c\n - d\n"), ElementsAre("a", ">b", ">>c", "d"));
  EXPECT_THAT(items("1. a\n  - b\n    - c\n"), ElementsAre("a", "b", ">c"));
  EXPECT_THAT(items("- - a\n  - b\n- c\n"), ElementsAre("- a", ">a", ">b", "c"));
}

TEST(MarkdownListItem, CountsTabsAsColumns) {
  EXPECT_THAT(items("-\ta\n\n\t- b\n"), ElementsAre("a", ">b"));
  EXPECT_THAT(items("- a\n\t- b\n\t\t- c\n"), ElementsAre("a", ">b", ">>c"));
  EXPECT_THAT(opaque("-\t\tcode\n"), ElementsAre("-\t\tcode"));
}

TEST(MarkdownListItem, WholeTakesNestedAndLazyLinesButNoBlankLinesAtItsEnd) {
  EXPECT_THAT(whole_items("- a\n  - b\n\n    more\nlazy\n\n\n- c\n"),
              ElementsAre("- a\n  - b\n\n    more\nlazy", "  - b\n\n    more\nlazy", "- c"));
  EXPECT_THAT(whole_items("- a\n\n  ```\n\n  x\n\ntext\n"), ElementsAre("- a\n\n  ```\n\n  x"));
  EXPECT_THAT(whole_items("- a\n  > b\n  >\n\n# c\n"), ElementsAre("- a\n  > b\n  >"));
  EXPECT_THAT(whole_items("- a\r\n  b\r\n\r\n\r\n"), ElementsAre("- a\r\n  b"));
}

TEST(MarkdownListItem, EmptyOneEndsAtABlankLine) {
  EXPECT_THAT(items("-\n  a\n"), ElementsAre(""));
  EXPECT_THAT(whole_items("-\n  a\n"), ElementsAre("-\n  a"));
  EXPECT_THAT(whole_items("-\n\n  a\n"), ElementsAre("-"));
}

TEST(MarkdownList, EndsWithAnotherMarkerOrAnotherBlock) {
  EXPECT_THAT(lists("- a\n\n- b\n* c\n1. d\n2. e\n3) f\n"), ElementsAre(0, 0, 1, 2, 2, 3));
  EXPECT_THAT(lists("- a\n\ntext\n\n- b\n# c\n- d\n---\n- e\n"), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(lists("- a\n  - b\n- c\n  - d\n"), ElementsAre(0, 1, 0, 2));
  EXPECT_THAT(lists("- a\n<!-- comment -->\n- b\n"), ElementsAre(0, 1));
}

TEST(MarkdownBlockQuote, HidesWhatIsInside) {
  const Blocks blocks = parse_blocks("> # a\n> - b\n>\n> | c |\n> |---|\n> > - d\n");
  EXPECT_THAT(blocks.headings, IsEmpty());
  EXPECT_THAT(blocks.items, IsEmpty());
  EXPECT_THAT(blocks.tables, IsEmpty());
}

TEST(MarkdownBlockQuote, GoesOnLazilyOnlyWithAParagraph) {
  EXPECT_THAT(headings("> a\nb\n===\n"), IsEmpty());
  EXPECT_THAT(headings("> # a\nb\n===\n"), ElementsAre("1 b"));
  EXPECT_THAT(headings("> ```\nb\n===\n"), ElementsAre("1 b"));
  EXPECT_THAT(items("> - a\nb\n\n- c\n"), ElementsAre("c"));
}

TEST(MarkdownBlockQuote, StandsInsideAnItem) {
  EXPECT_THAT(items("- > a\n  > - b\n  - c\n"), ElementsAre("> a", ">c"));
}

TEST(MarkdownFence, HidesItsContentUntilAFenceOfTheSameKind) {
  EXPECT_THAT(opaque("````x\n```\n~~~~\n# a\n````` \n- b\n"), ElementsAre("````x\n```\n~~~~\n# a\n````` "));
  EXPECT_THAT(items("~~~ a`b\n- no\n~~~\n- yes\n"), ElementsAre("yes"));
  EXPECT_THAT(items("``` a`b\n- yes\n"), ElementsAre("yes"));
  EXPECT_THAT(items("```\n    ```\n- no\n"), IsEmpty());
}

TEST(MarkdownFence, RunsToTheEndOfItsContainerWhenItIsNotClosed) {
  EXPECT_THAT(opaque("```\na\n\n"), ElementsAre("open ```\na\n"));
  EXPECT_THAT(opaque("- ```\n  a\n- b\n"), ElementsAre("open - ```\n  a"));
  EXPECT_THAT(opaque("> ```\n> a\nb\n"), ElementsAre("open > ```\n> a"));
}

TEST(MarkdownIndentedCode, LeavesOutBlankLinesAtItsEnd) {
  EXPECT_THAT(opaque("    a\n\n  \n    b\n\n\nc\n"), ElementsAre("    a\n\n  \n    b"));
  EXPECT_THAT(opaque("text\n    no code\n"), IsEmpty());
  EXPECT_THAT(opaque("- a\n\n      code\n"), ElementsAre("      code"));
}

TEST(MarkdownHtml, EndsAsItsKindSays) {
  EXPECT_THAT(opaque("<script>\n\n# a\n</SCRIPT> x\n# b\n"), ElementsAre("<script>\n\n# a\n</SCRIPT> x"));
  EXPECT_THAT(opaque("<!-- a\n\n- b\n--> c\ntext\n"), ElementsAre("<!-- a\n\n- b\n--> c"));
  EXPECT_THAT(opaque("<!-- a -->\n# b\n"), ElementsAre("<!-- a -->"));
  EXPECT_THAT(opaque("<?php\n\n?>\n"), ElementsAre("<?php\n\n?>"));
  EXPECT_THAT(opaque("<!doctype html>\nx\n"), ElementsAre("<!doctype html>"));
  EXPECT_THAT(opaque("<![CDATA[\n\n]]>\nx\n"), ElementsAre("<![CDATA[\n\n]]>"));
  EXPECT_THAT(opaque("</details>\nx\n\ny\n"), ElementsAre("</details>\nx"));
  EXPECT_THAT(opaque("<my-tag a='1' b=2 c/>\nx\n\ny\n"), ElementsAre("<my-tag a='1' b=2 c/>\nx"));
  EXPECT_THAT(opaque("<!-- a\n\n# b\n"), ElementsAre("open <!-- a\n\n# b"));
}

TEST(MarkdownHtml, IsTextWhenItFitsNoKind) {
  EXPECT_THAT(opaque("<b>bold</b>\n\n<1>\n\n<a b==c>\n\n<a'b'>\n\n<pre/>\n\n<a b='c>\n\n< b>\n"), IsEmpty());
  EXPECT_THAT(opaque("text\n<my-tag>\n"), IsEmpty());
  EXPECT_THAT(opaque("text\n<div>\n"), ElementsAre("<div>"));
}

TEST(MarkdownTable, HasHeaderDelimiterAndRows) {
  EXPECT_THAT(tables("| a | b |\n|---|:-:|\n| 1 | 2 |\nx\n\n| no |\n"),
              ElementsAre("| a | b |/|---|:-:|/| 1 | 2 |/x"));
  EXPECT_THAT(tables("a\n:-\n"), ElementsAre("a/:-"));
}

TEST(MarkdownTable, TakesTheLastLineOfAParagraphAsHeader) {
  EXPECT_THAT(tables("text\na | b\n- | -\n"), IsEmpty());  // "- | -" begins a list item
  EXPECT_THAT(tables("text\na | b\n-- | -\n"), ElementsAre("a | b/-- | -"));
}

TEST(MarkdownTable, NeedsAsManyDelimitersAsHeaderCells) {
  EXPECT_THAT(tables("| a | b |\n|---|\n"), IsEmpty());
  EXPECT_THAT(tables("| a \\| b |\n|---|\n"), ElementsAre("| a \\| b |/|---|"));
  EXPECT_THAT(tables("| a |\n| --x |\n"), IsEmpty());
}

TEST(MarkdownTable, EndsWithABlankLineOrAnotherBlock) {
  EXPECT_THAT(tables("|a|\n|-|\n|1|\n# h\n|2|\n"), ElementsAre("|a|/|-|/|1|"));
  EXPECT_THAT(tables("|a|\n|-|\n|1|\n- h\n"), ElementsAre("|a|/|-|/|1|"));
  EXPECT_THAT(tables("|a|\n|-|\n|1|\n    code\n"), ElementsAre("|a|/|-|/|1|"));
  EXPECT_THAT(tables("|a|\n|-|\n|\n"), ElementsAre("|a|/|-|"));
}

TEST(MarkdownTable, InsideListsIsNotReported) {
  EXPECT_THAT(tables("- |a|\n  |-|\n  |1|\n"), IsEmpty());
}

TEST(MarkdownCells, AreSplitAtPipesThatNoBackslashStandsBefore) {
  EXPECT_THAT(cells("| a |b|  |"), ElementsAre("a", "b", ""));
  EXPECT_THAT(cells("a | b"), ElementsAre("a", "b"));
  EXPECT_THAT(cells("  |a|b"), ElementsAre("a", "b"));
  EXPECT_THAT(cells("| a \\| b | \\\\| c |"), ElementsAre("a \\| b", "\\\\| c"));
  EXPECT_THAT(cells("| `a|b` |"), ElementsAre("`a", "b`"));
  EXPECT_THAT(cells("||"), ElementsAre(""));
  EXPECT_THAT(cells("|"), IsEmpty());
  EXPECT_THAT(cells(""), IsEmpty());
}

TEST(MarkdownCells, AreSpansOfTheWholeText) {
  const std::string text = "x\n| a | \xE2\x80\x94 |\n";
  EXPECT_THAT(parse_cells(text, {2, text.size() - 1}), ElementsAre(Span{4, 5}, Span{8, 11}));
}

TEST(MarkdownText, MayHaveAnyLineEnding) {
  for (const std::string_view ending : {"\n", "\r\n", "\r"}) {
    const std::string text = fmt::format("# a{0}{0}- b{0}  c{0}- d", ending);
    EXPECT_THAT(headings(text), ElementsAre("1 a"));
    EXPECT_THAT(whole_items(text), ElementsAre(fmt::format("- b{}  c", ending), "- d"));
  }
}

TEST(MarkdownText, MayBeginWithAByteOrderMark) {
  const Blocks blocks = parse_blocks("\xEF\xBB\xBF# a\n");
  ASSERT_EQ(blocks.headings.size(), 1U);
  EXPECT_EQ(blocks.headings[0], (Heading{{3, 6}, {5, 6}, {3, 6}, 1}));
}

TEST(MarkdownText, MayHoldAnyByte) {
  EXPECT_THAT(items(std::string("- a\0b\xFF\n- \x80\n", 11)),
              ElementsAre(std::string("a\0b\xFF", 4), "\x80"));
  EXPECT_EQ(parse_blocks(""), Blocks{});
  EXPECT_EQ(parse_blocks("\n"), Blocks{});
  EXPECT_EQ(parse_blocks("\xEF\xBB\xBF"), Blocks{});
}

TEST(MarkdownNesting, IsReadUpToAHundredContainers) {
  std::string text;
  for (int i = 0; i < 150; ++i) text += "- ";
  const Blocks blocks = parse_blocks(text + "a\n- b\n");
  ASSERT_EQ(blocks.items.size(), 101U);
  EXPECT_EQ(blocks.items[99].depth, 99);
  EXPECT_EQ(blocks.items[100].depth, 0);
  EXPECT_THAT(headings(std::string(150, '>') + "\n# a\n"), ElementsAre("1 a"));
}

}  // namespace
}  // namespace session
