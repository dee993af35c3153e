// SPDX-License-Identifier: MIT
// Both parsers, brought to the same form.
#include "markdown_answers.hpp"

#include "core/markdown/markdown.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <set>
#include <tuple>

namespace session::test {
namespace {

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};

void sort_marks(std::vector<Mark>& marks) {
  std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
    return std::tie(a.line, a.column) < std::tie(b.line, b.column);
  });
}

std::size_t to_size(int number) {
  return static_cast<std::size_t>(std::max(number, 0));
}

Mark item_mark(cmark_node* node, std::string_view type, std::size_t depth) {
  Mark mark;
  mark.kind = MarkKind::item;
  mark.line = to_size(cmark_node_get_start_line(node));
  mark.column = to_size(cmark_node_get_start_column(node));
  mark.depth = depth;
  mark.ordered = cmark_node_get_list_type(cmark_node_parent(node)) == CMARK_ORDERED_LIST;
  mark.begins_list = cmark_node_previous(node) == nullptr;
  mark.has_box = type == "tasklist";
  mark.done = mark.has_box && cmark_gfm_extensions_get_tasklist_item_checked(node);
  return mark;
}

/// Whether a paragraph without a position stands directly above the table: it was cut off the header.
bool is_below_lost_paragraph(cmark_node* table) {
  cmark_node* above = cmark_node_previous(table);
  return above != nullptr && cmark_node_get_start_line(above) == 0;
}

void collect(cmark_node* parent, std::size_t depth, bool outermost, std::vector<Mark>& marks) {
  for (cmark_node* node = cmark_node_first_child(parent); node != nullptr; node = cmark_node_next(node)) {
    const std::string_view type = cmark_node_get_type_string(node);
    const std::size_t line = to_size(cmark_node_get_start_line(node));
    if (type == "list") {
      collect(node, depth, false, marks);
    } else if (type == "item" || type == "tasklist") {
      marks.push_back(item_mark(node, type, depth));
      collect(node, depth + 1, false, marks);
    } else if (type == "heading" && outermost) {
      marks.push_back({.line = line, .level = cmark_node_get_heading_level(node)});
    } else if (type == "table" && outermost) {
      collect(node, depth, true, marks);
    } else if (type == "table_header") {
      marks.push_back({.kind = MarkKind::table_header,
                       .line = line,
                       .below_lost_paragraph = is_below_lost_paragraph(parent)});
    } else if (type == "table_row") {
      marks.push_back({.kind = MarkKind::table_row, .line = line});
    }
  }
}

/// Turns lines into their numbers.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : lines_(split_lines(text)) {}
  /// From 1. The line is found by its end, because a byte order mark belongs to no line of ours.
  std::size_t number_of(const Span& line) const {
    const auto at = std::lower_bound(lines_.begin(), lines_.end(), line.end,
                                     [](const Span& a, std::size_t end) { return a.end < end; });
    return static_cast<std::size_t>(at - lines_.begin()) + 1;
  }

 private:
  std::vector<Span> lines_;
};

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

std::string describe(const Mark& mark) {
  const std::string line = "line " + std::to_string(mark.line) + ": ";
  switch (mark.kind) {
    case MarkKind::heading: return line + "heading of level " + std::to_string(mark.level);
    case MarkKind::table_header: return line + "table header";
    case MarkKind::table_row: return line + "table row";
    case MarkKind::item: break;
  }
  return line + (mark.ordered ? "ordered" : "bullet") + " item at column " + std::to_string(mark.column) +
         ", depth " + std::to_string(mark.depth) + (mark.begins_list ? ", begins a list" : "") +
         (!mark.has_box ? ", no box"
          : mark.done   ? ", done"
                        : ", open");
}

std::vector<Mark> find_our_marks(std::string_view document) {
  const Blocks blocks = parse_blocks(document);
  const LineCounter lines(document);
  std::vector<Mark> marks;
  for (const Heading& heading : blocks.headings) {
    marks.push_back({.line = lines.number_of(heading.line), .level = heading.level});
  }
  std::set<std::size_t> lists;
  for (const ListItem& item : blocks.items) {
    marks.push_back({.kind = MarkKind::item,
                     .line = lines.number_of(item.line),
                     .column = item.marker.begin - item.line.begin + 1,
                     .depth = static_cast<std::size_t>(item.depth),
                     .ordered = item.ordered,
                     .begins_list = lists.insert(item.list).second,
                     .has_box = item.task != TaskState::none,
                     .done = item.task == TaskState::done});
  }
  for (const Table& table : blocks.tables) {
    marks.push_back({.kind = MarkKind::table_header, .line = lines.number_of(table.header)});
    for (const Span& row : table.rows) {
      marks.push_back({.kind = MarkKind::table_row, .line = lines.number_of(row)});
    }
  }
  sort_marks(marks);
  return marks;
}

std::vector<Mark> find_cmark_marks(std::string_view document) {
  cmark_gfm_core_extensions_ensure_registered();
  // Invalid UTF-8 becomes a replacement character; nothing that is compared stands behind one in its line.
  const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_VALIDATE_UTF8));
  for (const char* name : {"table", "tasklist"}) {
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser.get(), document.data(), document.size());
  const std::unique_ptr<cmark_node, FreeNode> root(cmark_parser_finish(parser.get()));
  std::vector<Mark> marks;
  collect(root.get(), 0, true, marks);
  // cmark-gfm counts the byte order mark as part of the first line; for us the line begins behind it.
  if (document.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    for (Mark& mark : marks) {
      if (mark.kind == MarkKind::item && mark.line == 1) mark.column -= kByteOrderMark.size();
    }
  }
  sort_marks(marks);
  return marks;
}

}  // namespace session::test
