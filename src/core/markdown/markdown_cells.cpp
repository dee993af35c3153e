// SPDX-License-Identifier: MIT
// Rows of tables and their cells.
#include "core/markdown/markdown.hpp"
#include "core/markdown/markdown_line.hpp"
#include "core/markdown/markdown_marks.hpp"

namespace session {
namespace {

/// Calls `take(Span)` for each cell of `line`, outer blanks not yet left out.
template <typename Take>
void for_each_cell(std::string_view line, const Take& take) {
  const Span all = trim(line, {0, line.size()});
  std::size_t begin = all.begin;
  if (begin < all.end && line[begin] == '|') ++begin;
  for (std::size_t i = begin; i < all.end; ++i) {
    // Whatever stands before the backslash, it takes the pipe.
    if (line[i] != '|' || (i > begin && line[i - 1] == '\\')) continue;
    take(Span{begin, i});
    begin = i + 1;
  }
  if (begin < all.end) take(Span{begin, all.end});
}

}  // namespace

std::size_t count_cells(std::string_view line) {
  std::size_t count = 0;
  for_each_cell(line, [&count](Span) { ++count; });
  return count;
}

std::size_t count_delimiter_cells(std::string_view line) {
  if (line.empty() || (line[0] != '|' && line[0] != ':' && line[0] != '-')) return 0;
  std::size_t count = 0;
  bool valid = true;
  for_each_cell(line, [&](Span cell) {
    Span dashes = trim(line, cell);
    if (!dashes.empty() && line[dashes.begin] == ':') ++dashes.begin;
    if (!dashes.empty() && line[dashes.end - 1] == ':') --dashes.end;
    valid = valid && !dashes.empty() && slice(line, dashes).find_first_not_of('-') == std::string_view::npos;
    ++count;
  });
  return valid ? count : 0;
}

std::vector<Span> parse_cells(std::string_view text, Span row) {
  std::vector<Span> cells;
  const std::string_view line = slice(text, row);
  for_each_cell(line, [&](Span cell) {
    const Span trimmed = trim(line, cell);
    cells.push_back({row.begin + trimmed.begin, row.begin + trimmed.end});
  });
  return cells;
}

}  // namespace session
