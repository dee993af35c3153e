// SPDX-License-Identifier: MIT
// What the recogniser promises about its spans, for property tests and fuzzing.
#pragma once

#include "core/markdown/markdown.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace session::test {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

inline bool begins_line(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  if (at == kByteOrderMark.size() && text.substr(0, at) == kByteOrderMark) return true;
  return text[at - 1] == '\n' || (text[at - 1] == '\r' && (at == text.size() || text[at] != '\n'));
}

inline bool ends_line(std::string_view text, std::size_t at) {
  return at == text.size() || text[at] == '\r' || (text[at] == '\n' && (at == 0 || text[at - 1] != '\r'));
}

/// Whether `span` is one whole line or more, without the last line ending.
inline bool is_lines(std::string_view text, Span span) {
  return span.begin <= span.end && span.end <= text.size() && begins_line(text, span.begin) &&
         ends_line(text, span.end);
}

inline bool is_line(std::string_view text, Span span) {
  return is_lines(text, span) && slice(text, span).find_first_of("\r\n") == std::string_view::npos;
}

inline bool is_inside(Span inner, Span outer) {
  return outer.begin <= inner.begin && inner.begin <= inner.end && inner.end <= outer.end;
}

inline bool is_trimmed(std::string_view text, Span span) {
  constexpr std::string_view kBlanks = " \t";
  const std::string_view bytes = slice(text, span);
  return bytes.empty() || (kBlanks.find(bytes.front()) == std::string_view::npos &&
                           kBlanks.find(bytes.back()) == std::string_view::npos);
}

/// Each function below gives the first promise that is broken; nothing when all are kept.
inline std::string_view find_broken_promise(std::string_view text, const std::vector<Heading>& headings) {
  std::size_t end = 0;
  for (const Heading& heading : headings) {
    if (heading.whole.begin < end) return "headings stand in order";
    if (!is_lines(text, heading.whole) || !is_line(text, heading.line)) return "headings are lines";
    if (heading.line.begin != heading.whole.begin) return "a heading begins with its first line";
    if (!is_inside(heading.text, heading.whole)) return "a heading's text lies inside of it";
    if (!is_trimmed(text, heading.text)) return "a heading's text has no outer blanks";
    if (heading.level < 1 || heading.level > 6) return "a heading's level is 1 to 6";
    end = heading.whole.end + 1;
  }
  return {};
}

inline std::string_view find_broken_promise(std::string_view text, const ListItem& item) {
  if (!is_line(text, item.line) || !is_lines(text, item.whole)) return "items are lines";
  if (item.whole.begin != item.line.begin || item.whole.end < item.line.end)
    return "whole holds the first line";
  if (!is_inside(item.marker, item.line) || !is_inside(item.task_mark, item.line) ||
      !is_inside(item.text, item.line) || item.marker.end > item.text.begin) {
    return "marker, box and text lie inside the first line";
  }
  if (!is_trimmed(text, item.text)) return "an item's text has no outer blanks";
  if (item.task_mark.size() != (item.task == TaskState::none ? 0U : 1U)) return "a task has a box";
  const std::size_t last = slice(text, item.whole).find_last_of("\r\n");
  const std::size_t last_begin =
      last == std::string_view::npos ? item.whole.begin : item.whole.begin + last + 1;
  const std::string_view last_line = slice(text, {last_begin, item.whole.end});
  if (last_line.find_first_not_of(" \t") == std::string_view::npos) return "whole ends with no blank line";
  return {};
}

inline std::string_view find_broken_promise(std::string_view text, const std::vector<ListItem>& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    const ListItem& item = items[i];
    if (const std::string_view broken = find_broken_promise(text, item); !broken.empty()) return broken;
    if (i == 0) continue;
    const ListItem& before = items[i - 1];
    if (before.marker.end > item.marker.begin) return "items stand in order";
    if (item.depth > before.depth + 1) return "depth grows by one";
    if (item.depth > before.depth && !is_inside(item.whole, before.whole)) return "a nested item lies inside";
    if (item.depth == before.depth && before.whole.end >= item.whole.begin) return "siblings do not overlap";
  }
  return {};
}

inline std::string_view find_broken_promise(std::string_view text, const std::vector<Table>& tables) {
  std::size_t end = 0;
  for (const Table& table : tables) {
    std::vector<Span> lines = table.rows;
    lines.insert(lines.begin(), {table.header, table.delimiter});
    for (const Span& line : lines) {
      if (line.begin < end || !is_line(text, line)) return "rows are lines in order";
      const std::vector<Span> cells = parse_cells(text, line);
      if (cells.empty()) return "a row has cells";
      std::size_t cell_end = line.begin;
      for (const Span& cell : cells) {
        if (cell.begin < cell_end || cell.end > line.end || !is_trimmed(text, cell))
          return "cells lie in their row";
        cell_end = cell.end;
      }
      end = line.end + 1;
    }
    if (parse_cells(text, table.header).size() != parse_cells(text, table.delimiter).size()) {
      return "header and delimiter row have the same number of cells";
    }
  }
  return {};
}

inline std::string_view find_broken_promise(std::string_view text, const std::vector<OpaqueBlock>& blocks) {
  std::size_t end = 0;
  for (const OpaqueBlock& block : blocks) {
    if (block.whole.begin < end || !is_lines(text, block.whole)) return "opaque blocks are lines in order";
    end = block.whole.end + 1;
  }
  return {};
}

inline std::string_view find_broken_promise(std::string_view text, const Blocks& blocks) {
  for (const std::string_view broken :
       {find_broken_promise(text, blocks.headings), find_broken_promise(text, blocks.items),
        find_broken_promise(text, blocks.tables), find_broken_promise(text, blocks.opaque)}) {
    if (!broken.empty()) return broken;
  }
  return {};
}

}  // namespace session::test
