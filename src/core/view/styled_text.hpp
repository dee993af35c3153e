// SPDX-License-Identifier: MIT
// Lines for a terminal whose parts have a meaning. Which colour a meaning has is the business of src/io.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace session {

enum class Style {
  plain,
  heading,  ///< what the next lines are about
  good,     ///< done, or as it should be
  caution,  ///< to be looked at
  bad,      ///< wrong
  faint     ///< beside the point
};

/// A piece of a line. The text holds no control characters.
struct StyledSpan {
  std::string text;
  Style style = Style::plain;
  bool operator==(const StyledSpan&) const = default;
};

using StyledLine = std::vector<StyledSpan>;

/// The columns that a line takes.
[[nodiscard]] std::size_t count_columns(const StyledLine& line);

/// The line cut to at most `columns`, with `…` at its end where something is gone.
[[nodiscard]] StyledLine cut_line(const StyledLine& line, std::size_t columns);

/// The line broken at blanks into lines of at most `columns`. Further lines stand two columns deeper than the
/// first one; a word that is longer than a line is broken anywhere. At least ten columns are used.
[[nodiscard]] std::vector<StyledLine> wrap_line(const StyledLine& line, std::size_t columns);

/// A line of a report with its meaning shown: a leading `✓` is good, `✗` bad, `-` and `!` to be looked at. A
/// line without indentation is a heading, unless it holds a colon and so says something itself.
[[nodiscard]] StyledLine style_report_line(std::string_view line);

/// The text alone.
[[nodiscard]] std::string format_unstyled(const StyledLine& line);

}  // namespace session
