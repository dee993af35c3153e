// SPDX-License-Identifier: MIT
// One predicate per fault, with the reason why ours is right.
#include "oracle/markdown_faults.hpp"

#include "core/text/text.hpp"
#include "core/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace session::test {
namespace {

constexpr std::string_view kBlanks = " \t";

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool contains_box(std::string_view text, bool done) {
  return done ? contains(text, "[x]") || contains(text, "[X]") : contains(text, "[ ]");
}

std::string to_lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

std::string_view trim_left(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(kBlanks), text.size()));
}

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The document's lines behind a byte order mark; a mark's line may be given that does not exist.
class Lines {
 public:
  explicit Lines(std::string_view document)
      : marked_(document.substr(0, kByteOrderMark.size()) == kByteOrderMark),
        text_(document.substr(marked_ ? kByteOrderMark.size() : 0)),
        spans_(split_lines(text_)) {}
  [[nodiscard]] bool marked() const { return marked_; }
  [[nodiscard]] std::string_view at(std::size_t number) const {
    return number == 0 || number > spans_.size() ? std::string_view() : slice(text_, spans_[number - 1]);
  }
  [[nodiscard]] std::size_t count() const { return spans_.size(); }

 private:
  bool marked_;
  std::string_view text_;
  std::vector<Span> spans_;
};

/// A pair of marks at the same place of both answers.
struct Pair {
  const Mark& ours;
  const Mark& cmark;
  const Lines& lines;
};

/// A paragraph directly above a table gets no position, and the header row gets its first line.
bool header_takes_the_line_of_the_paragraph_above(const Pair& pair) {
  Mark moved = pair.cmark;
  moved.line = pair.ours.line;
  moved.below_lost_paragraph = false;
  return pair.cmark.below_lost_paragraph && pair.ours.line > pair.cmark.line && moved == pair.ours;
}

/// A setext heading or a table behind link reference definitions gets the line of the first definition.
bool block_takes_the_line_of_the_definitions_above(const Pair& pair) {
  Mark moved = pair.cmark;
  moved.line = pair.ours.line;
  return pair.cmark.kind != MarkKind::item && pair.ours.line > pair.cmark.line && moved == pair.ours &&
         trim_left(pair.lines.at(pair.cmark.line)).substr(0, 1) == "[";
}

/// An open box counts as done when the line holds "[x]" anywhere behind it.
bool box_is_done_by_another_box_in_its_line(const Pair& pair) {
  Mark changed = pair.cmark;
  changed.done = false;
  const std::string_view line = pair.lines.at(pair.ours.line);
  return pair.cmark.done && changed == pair.ours && contains_box(line, false) && contains_box(line, true);
}

/// A box is looked for only behind the first marker of a line, and not behind a byte order mark.
bool box_is_missed_where_its_marker_is_not_the_first_of_the_line(const Pair& pair) {
  if (!pair.ours.has_box) return false;
  Mark changed = pair.ours;
  changed.has_box = changed.done = false;
  const std::string_view before = pair.lines.at(pair.ours.line).substr(0, pair.ours.column - 1);
  return changed == pair.cmark &&
         ((pair.ours.line == 1 && pair.lines.marked()) || !trim_left(before).empty());
}

/// A later line of an item's text that looks like a task gives its box to the item.
bool box_is_taken_from_a_later_line(const Pair& pair) {
  if (!pair.cmark.has_box) return false;
  Mark changed = pair.cmark;
  changed.has_box = pair.ours.has_box;
  changed.done = pair.ours.done;
  if (changed != pair.ours) return false;
  for (std::size_t i = pair.ours.line + 1; i <= pair.lines.count(); ++i) {
    if (contains_box(pair.lines.at(i), pair.cmark.done)) return true;
  }
  return false;
}

struct MarkFault {
  std::string_view name;
  bool (*explains)(const Pair&);
};

constexpr auto kMarkFaults = std::to_array<MarkFault>({
    {"header_takes_the_line_of_the_paragraph_above", header_takes_the_line_of_the_paragraph_above},
    {"block_takes_the_line_of_the_definitions_above", block_takes_the_line_of_the_definitions_above},
    {"box_is_done_by_another_box_in_its_line", box_is_done_by_another_box_in_its_line},
    {"box_is_missed_where_its_marker_is_not_the_first_of_the_line",
     box_is_missed_where_its_marker_is_not_the_first_of_the_line},
    {"box_is_taken_from_a_later_line", box_is_taken_from_a_later_line},
});

std::string_view find_mark_fault(const Pair& pair) {
  for (const MarkFault& fault : kMarkFaults) {
    if (fault.explains(pair)) return fault.name;
  }
  return {};
}

/// CommonMark 0.31 lets a declaration begin with any letter, 0.29 with a capital.
bool has_declaration_in_lower_case(const Lines& lines) {
  for (std::size_t i = 1; i <= lines.count(); ++i) {
    const std::size_t at = lines.at(i).find("<!");
    if (at != std::string_view::npos && at + 2 < lines.at(i).size() &&
        std::islower(static_cast<unsigned char>(lines.at(i)[at + 2])) != 0) {
      return true;
    }
  }
  return false;
}

/// `line` without what block quotes and indentation put in front of it, and without blanks at the end.
std::string_view strip(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t>"), line.size()));
  return line.substr(0, line.find_last_not_of(kBlanks) + 1);
}

bool ends_with_box(std::string_view line) {
  if (line.size() < 3) return false;
  const std::string_view end = line.substr(line.size() - 3);
  return end == "[ ]" || end == "[x]" || end == "[X]";
}

/// An item that begins with a blank line ends at a second one; cmark-gfm lets it go on when that line is
/// indented like the item's content.
bool has_indented_blank_line_in_an_empty_item(const Lines& lines) {
  for (std::size_t i = 2; i <= lines.count(); ++i) {
    const std::string_view above = strip(lines.at(i - 1));
    if (lines.at(i).empty() || !trim_left(lines.at(i)).empty() || above.empty()) continue;
    if (contains("-+*.)", above.substr(above.size() - 1)) || ends_with_box(above)) return true;
  }
  return false;
}

/// Where the box is missed (see above), an item with nothing but a box has text, which lines may continue.
bool has_lone_box_that_is_missed(const Lines& lines) {
  for (std::size_t i = 1; i <= lines.count(); ++i) {
    const std::string_view line = trim_left(lines.at(i));
    if (!ends_with_box(strip(line)) || line.back() == ']') continue;
    if (line.find_first_of("-+*.)>") != line.find_last_of("-+*.)>") || (i == 1 && lines.marked()))
      return true;
  }
  return false;
}

/// A lazy line keeps the blanks in front of it, and with a pipe behind them they count as a cell.
bool has_indented_lazy_header(const Lines& lines) {
  for (std::size_t i = 2; i < lines.count(); ++i) {
    const std::string_view header = lines.at(i);
    const std::string_view below = lines.at(i + 1);
    if (!header.empty() && contains(kBlanks, header.substr(0, 1)) && trim_left(header).substr(0, 1) == "|" &&
        !below.empty() && contains(" \t>", below.substr(0, 1)) && contains(below, "-") &&
        strip(below).find_first_not_of("|:- \t") == std::string_view::npos) {
      return true;
    }
  }
  return false;
}

/// Form feed and vertical tab are no blanks in CommonMark 0.31, and no control character belongs to a link.
bool has_control_character(const Lines& lines) {
  for (std::size_t i = 1; i <= lines.count(); ++i) {
    for (const char c : lines.at(i)) {
      if (c != '\t' && std::iscntrl(static_cast<unsigned char>(c)) != 0) return true;
    }
  }
  return false;
}

/// CommonMark wants "<![CDATA[" in capitals.
bool has_cdata_in_lower_case(const Lines& lines) {
  for (std::size_t i = 1; i <= lines.count(); ++i) {
    const std::string lower = to_lower(lines.at(i));
    if (contains(lower, "<![cdata[") && !contains(lines.at(i), "<![CDATA[")) return true;
  }
  return false;
}

/// The names of raw text elements are not allowed in a block that begins with any tag.
bool has_raw_text_tag_that_is_closed_in_itself(const Lines& lines) {
  for (std::size_t i = 1; i <= lines.count(); ++i) {
    const std::string lower = to_lower(lines.at(i));
    if (contains(lower, "<pre/>") || contains(lower, "<script/>") || contains(lower, "<style/>")) return true;
  }
  return false;
}

/// The parentheses of a link's destination, which may stand in the next line, must be balanced.
bool has_definition_with_an_open_parenthesis(const Lines& lines) {
  for (std::size_t i = 1; i <= lines.count(); ++i) {
    const std::string both = std::string(lines.at(i)) + std::string(lines.at(i + 1));
    for (std::size_t at = lines.at(i).find("]:"); at != std::string::npos;
         at = lines.at(i).find("]:", at + 1)) {
      const auto begin = both.begin() + static_cast<std::ptrdiff_t>(at);
      if (std::count(begin, both.end(), '(') > std::count(begin, both.end(), ')')) return true;
    }
  }
  return false;
}

/// A backslash escapes the quote behind it, so that it does not end the title of a definition.
bool has_definition_with_an_escaped_quote(const Lines& lines) {
  bool below_definition = false;
  for (std::size_t i = 1; i <= lines.count(); ++i) {
    const std::string_view line = lines.at(i);
    below_definition = below_definition || contains(line, "]:");
    if (below_definition && (contains(line, "\\\"") || contains(line, "\\'") || contains(line, "\\)")))
      return true;
  }
  return false;
}

/// An item that holds only definitions is empty for cmark-gfm, and the second blank line ends it.
bool has_two_blank_lines_below_a_definition(const Lines& lines) {
  bool below_definition = false;
  for (std::size_t i = 1; i < lines.count(); ++i) {
    const bool blank = strip(lines.at(i)).empty();
    if (blank && below_definition && strip(lines.at(i + 1)).empty()) return true;
    below_definition = !blank && (below_definition || contains(lines.at(i), "]:"));
  }
  return false;
}

/// Lines that hold invalid UTF-8 fail to match patterns that allow any byte.
bool has_invalid_utf8(const Lines& lines) {
  for (std::size_t i = 1; i <= lines.count(); ++i) {
    for (std::size_t at = 0; at < lines.at(i).size();) {
      const CodePoint point = decode_utf8(lines.at(i), at);
      if (!point.valid) return true;
      at += point.length;
    }
  }
  return false;
}

struct DocumentFault {
  std::string_view name;
  bool (*holds)(const Lines&);
};

constexpr auto kDocumentFaults = std::to_array<DocumentFault>({
    {"has_declaration_in_lower_case", has_declaration_in_lower_case},
    {"has_indented_blank_line_in_an_empty_item", has_indented_blank_line_in_an_empty_item},
    {"has_lone_box_that_is_missed", has_lone_box_that_is_missed},
    {"has_indented_lazy_header", has_indented_lazy_header},
    {"has_control_character", has_control_character},
    {"has_cdata_in_lower_case", has_cdata_in_lower_case},
    {"has_raw_text_tag_that_is_closed_in_itself", has_raw_text_tag_that_is_closed_in_itself},
    {"has_definition_with_an_open_parenthesis", has_definition_with_an_open_parenthesis},
    {"has_definition_with_an_escaped_quote", has_definition_with_an_escaped_quote},
    {"has_two_blank_lines_below_a_definition", has_two_blank_lines_below_a_definition},
    {"has_invalid_utf8", has_invalid_utf8},
});

}  // namespace

Comparison compare(std::string_view document, const std::vector<Mark>& ours, const std::vector<Mark>& cmark) {
  Comparison result;
  if (ours == cmark) return {true, {}};
  if (ours.size() != cmark.size()) return result;
  const Lines lines(document);
  for (std::size_t i = 0; i < ours.size(); ++i) {
    if (ours[i] == cmark[i]) continue;
    const std::string_view fault = find_mark_fault({ours[i], cmark[i], lines});
    if (fault.empty()) return {};
    result.faults.push_back(fault);
  }
  result.agree = true;
  return result;
}

std::string_view find_document_fault(std::string_view document) {
  const Lines lines(document);
  for (const DocumentFault& fault : kDocumentFaults) {
    if (fault.holds(lines)) return fault.name;
  }
  return {};
}

}  // namespace session::test
