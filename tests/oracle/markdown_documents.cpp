// SPDX-License-Identifier: MIT
// Shapes of lines, taken from what the blocks of CommonMark and GFM look like and nearly look like.
#include "markdown_documents.hpp"

#include <array>
#include <string_view>

namespace session::test {
namespace {

constexpr auto kShapes = std::to_array<std::string_view>({
    "",
    "",
    "",
    "",
    "text",
    "two words",
    "# Heading",
    "## Heading ##",
    "###### six",
    "####### seven",
    "#no heading",
    "#",
    "#\ttab",
    "===",
    "---",
    "--- ",
    "-- -",
    "=",
    "-",
    "***",
    "* * *",
    "_ _ _ _",
    "- item",
    "- ",
    "* item",
    "+ item",
    "-\titem",
    "-     code",
    "1. one",
    "2. two",
    "1) one",
    "1.",
    "123456789. nine",
    "1234567890. ten",
    "- [ ] open",
    "- [x] done",
    "* [X] done",
    "1. [x] done",
    "- [ ]",
    "- [x]no",
    "- [ ] [link](x)",
    "- [ ] # text",
    "- - nested",
    "- 1. nested",
    "- > quote",
    "- # heading",
    "- ```",
    "> quote",
    ">",
    "> - item",
    "> # heading",
    ">     code",
    "> ```",
    "```",
    "````",
    "``` info",
    "``` a`b",
    "~~~",
    "~~~~ x",
    "<!-- comment",
    "-->",
    "<!-- one line -->",
    "<div>",
    "</div>",
    "<pre>",
    "</pre>",
    "<?php",
    "?>",
    "<!DOCTYPE html>",
    "<![CDATA[",
    "]]>",
    "<b>",
    "<a href=\"x\">",
    "<a href='x' b = c />",
    "</b >",
    "<x",
    "| a | b |",
    "|---|---|",
    "| - | :-: |",
    "a | b",
    "--|--",
    ":-|-:",
    "| a |",
    "|---|",
    "|:-",
    "| 1 | 2 | 3 |",
    "| \\| | x |",
    "|",
    "||",
    "[label]: /url",
    "[label]: <url> 'title'",
    "[label]:",
    "[label]: /url \"open",
    "close\"",
    "[x]: y z",
});

constexpr auto kBlanks = std::to_array<std::string_view>(
    {" ", "  ", "   ", "    ", "     ", "      ", "\t", "\t\t", " \t", "  \t", "        "});

constexpr std::string_view kDamage = "-*+>#=|`~<>[]()xX1.:\\!?/ \t\n\r\"'a_";

// Elements, those that begin a block by their name and others, and names that only look like them.
constexpr auto kNames = std::to_array<std::string_view>(
    {"a",        "address", "article",  "aside",   "b",         "base",       "basefont", "blockquote",
     "body",     "caption", "center",   "col",     "colgroup",  "dd",         "details",  "dialog",
     "dir",      "div",     "dl",       "dt",      "fieldset",  "figcaption", "figure",   "footer",
     "form",     "frame",   "frameset", "h1",      "h2",        "h3",         "h4",       "h5",
     "h6",       "h7",      "head",     "header",  "hr",        "html",       "iframe",   "img",
     "legend",   "li",      "link",     "main",    "menu",      "menuitem",   "my-tag",   "nav",
     "noframes", "ol",      "optgroup", "option",  "p",         "param",      "pre",      "script",
     "section",  "span",    "style",    "summary", "table",     "tbody",      "td",       "tfoot",
     "th",       "thead",   "title",    "tr",      "track",     "ul",         "UL",       "Pre",
     "x1",       "1x",      "-x",       "",        "templated", "blockquotes"});

constexpr auto kAttributes = std::to_array<std::string_view>(
    {" ", " ", "\t", "b", " c", "=", "'", "\"", "'d'", "\"e\"", "/", ">", "<", "`", "_", ":", "-", "."});

constexpr auto kDefinitionPieces = std::to_array<std::string_view>(
    {"[",  "[", "]",  "]:",      "]:",  "a", "b",   " ",     "\n",  "\n", "<",   ">",       "<u>",
     "/u", "'", "\"", "(a(b)c)", "\\(", ")", "'t'", "\"t\"", "(t)", "\\", "\\]", "[c]: d\n"});

constexpr auto kEndings = std::to_array<std::string_view>({"\n", "\r\n", "\r"});

}  // namespace

std::string DocumentSource::blanks() {
  return std::string(kBlanks[below(kBlanks.size())]);
}

std::string DocumentSource::shape() {
  return std::string(kShapes[chosen_[below(chosen_.size())]]);
}

std::string DocumentSource::line() {
  std::string line = chance(45) ? blanks() : "";
  if (chance(6)) line += "> ";
  line += shape();
  if (chance(5)) line += " " + shape();
  if (chance(8)) line += blanks();
  return line;
}

void DocumentSource::damage(std::string& document) {
  for (std::size_t changes = 1 + below(4); changes > 0 && !document.empty(); --changes) {
    const std::size_t at = below(document.size());
    char byte = kDamage[below(kDamage.size())];
    if (chance(5)) byte = static_cast<char>(below(256));
    switch (below(3)) {
      case 0: document[at] = byte; break;
      case 1: document.insert(at, 1, byte); break;
      default: document.erase(at, 1); break;
    }
  }
}

std::string DocumentSource::next() {
  const std::size_t style = below(10);
  const std::size_t lines = 1 + below(12);
  // Few shapes per document, so that those that belong together meet: a header and its delimiter row, a fence
  // and its end.
  chosen_.resize(2 + below(7));
  for (std::size_t& shape : chosen_) shape = below(kShapes.size());
  std::string document = chance(3) ? "\xEF\xBB\xBF" : "";
  for (std::size_t i = 0; i < lines; ++i) {
    document += line();
    const bool last = i + 1 == lines;
    if (last && chance(20)) break;
    document += kEndings[style < 7 ? 0 : style < 9 ? style - 6 : below(kEndings.size())];
  }
  if (chance(30)) damage(document);
  return document;
}

std::string DocumentSource::pick(std::span<const std::string_view> pieces, std::size_t most) {
  std::string text;
  for (std::size_t count = below(most + 1); count > 0; --count) text += pieces[below(pieces.size())];
  return text;
}

std::string DocumentSource::next_tag() {
  const std::string tag = (chance(30) ? "</" : "<") + std::string(kNames[below(kNames.size())]);
  return (chance(30) ? "text\n" : "") + tag + pick(kAttributes, chance(50) ? 0 : 8) +
         (chance(85) ? ">" : "") + (chance(10) ? " x" : "") + "\n===\n";
}

std::string DocumentSource::next_definition() {
  return "[" + pick(kDefinitionPieces, 3) + "]:" + pick(kDefinitionPieces, 12) + "\n===\n" +
         (chance(50) ? "===\n" : "");
}

}  // namespace session::test
