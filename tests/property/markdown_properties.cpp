// SPDX-License-Identifier: MIT
// What holds for the recogniser whatever the text.
#include "core/markdown/markdown.hpp"
#include "support/markdown_promises.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace session {
namespace {

/// A text of what blocks are made of, and of other bytes.
rc::Gen<std::string> markdown(const std::string& separators) {
  const auto piece = rc::gen::weightedOneOf<std::string>(
      {{6, rc::gen::element<std::string>("- ", "* ", "1. ", "2) ", "+", "> ", "# ", "## ", "[ ] ", "[x] ",
                                         "```", "~~~~", "---", "===", "***", "|", "| a | b |", "|---|---|",
                                         ":-:", "<!--", "-->", "<div>", "</pre>", "<pre>", "<a b='c'>",
                                         "[a]: /b", "'t'", "text", "a", "\\", " ", "  ", "    ", "      ",
                                         "\xEF\xBB\xBF", "\xE2\x80\x94")},
       {5, rc::gen::map(rc::gen::elementOf(separators), [](char c) { return std::string(1, c); })},
       {1, rc::gen::map(
               rc::gen::suchThat(rc::gen::arbitrary<char>(), [](char c) { return c != '\r' && c != '\t'; }),
               [](char c) { return std::string(1, c); })}});
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](const std::vector<std::string>& pieces) {
                        std::string text;
                        for (const std::string& part : pieces) text += part;
                        return text;
                      });
}

/// Every span of `blocks`, changed by `change`, which must keep the order.
template <typename Change>
Blocks changed(Blocks blocks, const Change& change) {
  const auto apply = [&change](Span& span) { span = {change(span.begin), change(span.end)}; };
  for (Heading& heading : blocks.headings) {
    for (Span* span : {&heading.line, &heading.text, &heading.whole}) apply(*span);
  }
  for (ListItem& item : blocks.items) {
    for (Span* span : {&item.line, &item.whole, &item.marker, &item.task_mark, &item.text}) apply(*span);
  }
  for (Table& table : blocks.tables) {
    apply(table.header);
    apply(table.delimiter);
    for (Span& row : table.rows) apply(row);
  }
  for (OpaqueBlock& block : blocks.opaque) apply(block.whole);
  return blocks;
}

RC_GTEST_PROP(MarkdownProperties, SpansLieOnLineBoundariesInOrder, ()) {
  const std::string text = *markdown("\n\n\n\n\r\t");
  RC_ASSERT(test::find_broken_promise(text, parse_blocks(text)) == "");
}

RC_GTEST_PROP(MarkdownProperties, LineEndingsDoNotMatter, ()) {
  const std::string text = *markdown("\n\n\n\t");
  const Blocks blocks = parse_blocks(text);
  std::string with_cr = text;
  std::replace(with_cr.begin(), with_cr.end(), '\n', '\r');
  RC_ASSERT(parse_blocks(with_cr) == blocks);

  std::string with_crlf;
  std::vector<std::size_t> offsets;
  for (const char c : text) {
    offsets.push_back(with_crlf.size());
    if (c == '\n') with_crlf += '\r';
    with_crlf += c;
  }
  offsets.push_back(with_crlf.size());
  RC_ASSERT(parse_blocks(with_crlf) == changed(blocks, [&](std::size_t at) { return offsets[at]; }));
}

RC_GTEST_PROP(MarkdownProperties, AByteOrderMarkMovesEverything, ()) {
  const std::string text = *markdown("\n\n\t\r");
  RC_PRE(text.substr(0, 3) != test::kByteOrderMark);
  RC_ASSERT(parse_blocks("\xEF\xBB\xBF" + text) ==
            changed(parse_blocks(text), [](std::size_t at) { return at + 3; }));
}

RC_GTEST_PROP(MarkdownProperties, TextBehindABlankLineAndAHeadingChangesNothingAbove, ()) {
  const std::string text = *markdown("\n\n\t");
  Blocks above = parse_blocks(text + "\n\n");
  const bool open = std::any_of(above.opaque.begin(), above.opaque.end(), [&](const OpaqueBlock& block) {
    return !block.closed && block.whole.end >= text.size();
  });
  RC_PRE(!open);
  Blocks all = parse_blocks(text + "\n\n# end\n- item\n");
  RC_ASSERT(!all.headings.empty() && !all.items.empty());
  all.headings.pop_back();
  all.items.pop_back();
  RC_ASSERT(all == above);
}

RC_GTEST_PROP(MarkdownProperties, ABlockQuoteHidesAllButOpaqueBlocks, ()) {
  // Tabs would reach another column than without the prefix.
  const std::string text = *markdown("\n\n");
  RC_PRE(text.substr(0, 3) != test::kByteOrderMark);
  std::string quoted = "> ";
  for (const char c : text) {
    quoted += c;
    if (c == '\n') quoted += "> ";
  }
  const Blocks blocks = parse_blocks(quoted);
  RC_ASSERT(blocks.headings.empty() && blocks.items.empty() && blocks.tables.empty());
  RC_ASSERT(blocks.opaque.size() == parse_blocks(text).opaque.size());
}

RC_GTEST_PROP(MarkdownProperties, IndentedBelowAnItemEveryItemIsOneDeeper, ()) {
  // Tabs would reach another column than without the indentation.
  const std::string text = *markdown("\n\n");
  std::string nested = "- outer\n\n  ";
  for (const char c : text) {
    nested += c;
    if (c == '\n') nested += "  ";
  }
  const std::vector<ListItem> inner = parse_blocks(text).items;
  const Blocks blocks = parse_blocks(nested);
  RC_PRE(text.substr(0, 3) != test::kByteOrderMark);
  RC_ASSERT(blocks.headings.empty() && blocks.tables.empty());
  RC_ASSERT(blocks.items.size() == inner.size() + 1);
  for (std::size_t i = 0; i < inner.size(); ++i) {
    const ListItem& item = blocks.items[i + 1];
    RC_ASSERT(item.depth == inner[i].depth + 1 && item.task == inner[i].task);
    RC_ASSERT(slice(nested, item.text) == slice(text, inner[i].text));
    RC_ASSERT(test::is_inside(item.whole, blocks.items[0].whole));
  }
}

}  // namespace
}  // namespace session
