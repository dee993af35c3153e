// SPDX-License-Identifier: MIT
// Reads a text line by line, as appendix A of CommonMark describes it, and notes where the blocks stand.
#include "core/markdown/markdown.hpp"

#include "core/markdown/markdown_containers.hpp"
#include "core/markdown/markdown_definitions.hpp"
#include "core/markdown/markdown_html.hpp"
#include "core/markdown/markdown_line.hpp"
#include "core/markdown/markdown_marks.hpp"

#include <string>
#include <utility>

namespace session {
namespace {

constexpr std::size_t kCodeIndent = 4;
constexpr std::size_t kBoxLength = 3;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

enum class LeafKind { none, paragraph, table, fence, html, indented_code };

/// The block that lines are being added to; its containers are the open ones.
struct Leaf {
  LeafKind kind = LeafKind::none;
  std::size_t begin = 0;  // of its first line
  std::size_t end = 0;    // of the last line that belongs to it, without the line ending
  Span first = {};        // of a paragraph: its first line without blanks and prefixes
  Span last = {};         // of a paragraph: its last line likewise
  FenceMark fence = {};
  HtmlKind html = HtmlKind::none;
};

/// What a line was found to begin with.
enum class Opened { nothing, container, leaf, text };

class Recogniser {
 public:
  explicit Recogniser(std::string_view text) : text_(text) {}

  Blocks run() {
    const bool marked = text_.substr(0, kByteOrderMark.size()) == kByteOrderMark;
    LineSplitter lines(text_, marked ? kByteOrderMark.size() : 0);
    while (!lines.done()) read_line(lines.next());
    matched_ = 0;
    interrupt();
    return std::move(blocks_);
  }

 private:
  void read_line(Span line);
  bool continue_verbatim(LineCursor& cursor);
  void open_blocks(LineCursor& cursor, bool all_matched);
  Opened open_block(LineCursor& cursor, bool in_paragraph);
  Opened open_quote(LineCursor& cursor);
  Opened open_item(LineCursor& cursor, const ListMark& mark);
  void report_item(const LineCursor& cursor, ListItem item, bool has_box);
  void open_atx_heading(const LineCursor& cursor, const AtxMark& mark);
  bool close_setext_heading(const LineCursor& cursor, int level);
  bool drop_definitions();
  void open_verbatim(const LineCursor& cursor, Leaf leaf);
  bool open_table(const LineCursor& cursor);
  void add_text(const LineCursor& cursor, bool all_matched, bool opened);
  void add_line_to_html(const LineCursor& cursor);
  void interrupt();
  void close_leaf(bool finished);
  void close_container();

  std::string_view text_;
  Blocks blocks_;
  Containers containers_;
  Leaf leaf_;
  std::size_t matched_ = 0;  // containers that the current line continues
  Span previous_;            // the line before the current one
  // The end of the last line that is not blank: every container that is open then ends there or later.
  std::size_t content_end_ = 0;
  // Up to here no thematic break begins; keeps nested list markers from looking at a long line each.
  std::size_t break_stop_ = 0;
  std::size_t next_list_ = 0;
  // The lines of a paragraph that may begin with link reference definitions, without prefixes.
  std::vector<Span> definition_lines_;
};

void Recogniser::read_line(Span line) {
  // Nothing is open that an empty line would end. Spares texts of empty lines all that follows.
  if (line.empty() && leaf_.kind == LeafKind::none && containers_.outlive_blank_line()) return;
  LineCursor cursor(text_, line);
  const bool blank = cursor.blank();
  matched_ = containers_.match(cursor);
  const bool all_matched = matched_ == containers_.depth();
  if (!all_matched || !continue_verbatim(cursor)) open_blocks(cursor, all_matched);
  if (!blank) content_end_ = line.end;
  previous_ = line;
}

/// Adds the line to a leaf whose content is no Markdown; false when there is none or the line ends it.
bool Recogniser::continue_verbatim(LineCursor& cursor) {
  switch (leaf_.kind) {
    case LeafKind::fence:
      leaf_.end = cursor.line().end;
      if (cursor.indent() < kCodeIndent && is_closing_fence(cursor.rest(), leaf_.fence)) close_leaf(true);
      return true;
    case LeafKind::html:
      if (cursor.blank() && ends_at_blank_line(leaf_.html)) return false;
      add_line_to_html(cursor);
      return true;
    case LeafKind::indented_code:
      if (cursor.blank()) return true;
      if (cursor.indent() < kCodeIndent) return false;
      leaf_.end = cursor.line().end;
      return true;
    case LeafKind::none:
    case LeafKind::paragraph:
    case LeafKind::table: break;
  }
  return false;
}

void Recogniser::open_blocks(LineCursor& cursor, bool all_matched) {
  // Text may go on with a paragraph even where the prefixes of its containers are missing.
  bool may_be_lazy = leaf_.kind == LeafKind::paragraph;
  bool opened_container = false;
  while (!cursor.blank()) {
    if (cursor.indent() >= kCodeIndent) {
      if (may_be_lazy) break;
      open_verbatim(cursor, {.kind = LeafKind::indented_code});
      return;
    }
    const Opened opened = open_block(cursor, may_be_lazy && all_matched);
    if (opened == Opened::leaf) return;
    if (opened == Opened::nothing) break;
    may_be_lazy = false;
    opened_container = true;
    if (opened == Opened::text) break;
  }
  add_text(cursor, all_matched, opened_container);
}

/// Opens the block that begins at the cursor, if any. `in_paragraph`: the line continues a paragraph
/// otherwise.
Opened Recogniser::open_block(LineCursor& cursor, bool in_paragraph) {
  const std::string_view line = cursor.rest();
  switch (line[0]) {
    case '>': return open_quote(cursor);
    case '#':
      if (const auto mark = parse_atx_heading(line)) {
        open_atx_heading(cursor, *mark);
        return Opened::leaf;
      }
      return Opened::nothing;
    case '`':
    case '~':
      if (const auto fence = parse_fence(line)) {
        open_verbatim(cursor, {.kind = LeafKind::fence, .fence = *fence});
        return Opened::leaf;
      }
      return Opened::nothing;
    case '<': {
      const HtmlKind html = parse_html_start(line);
      if (html == HtmlKind::none || (html == HtmlKind::any_tag && in_paragraph)) return Opened::nothing;
      open_verbatim(cursor, {.kind = LeafKind::html, .html = html});
      add_line_to_html(cursor);
      return Opened::leaf;
    }
    case '|':
    case ':': return in_paragraph && open_table(cursor) ? Opened::leaf : Opened::nothing;
    default: break;
  }
  if (const int level = in_paragraph ? parse_setext_underline(line) : 0; level > 0) {
    // Where nothing but definitions stood above, the underline is the text of a new paragraph.
    return close_setext_heading(cursor, level) ? Opened::leaf : Opened::nothing;
  }
  if (break_stop_ <= cursor.first()) {
    if (const auto stop = find_break_stop(line)) {
      break_stop_ = cursor.first() + *stop;
    } else {
      interrupt();
      containers_.note_block();
      return Opened::leaf;
    }
  }
  if (const auto mark = parse_list_marker(line, in_paragraph)) return open_item(cursor, *mark);
  return in_paragraph && open_table(cursor) ? Opened::leaf : Opened::nothing;
}

Opened Recogniser::open_quote(LineCursor& cursor) {
  if (matched_ == Containers::kMaxDepth) return Opened::nothing;
  interrupt();
  containers_.note_block();
  containers_.push_quote();
  matched_ = containers_.depth();
  cursor.skip_to_first_and(1);
  cursor.skip_columns(1);
  return Opened::container;
}

Opened Recogniser::open_item(LineCursor& cursor, const ListMark& mark) {
  if (matched_ == Containers::kMaxDepth) return Opened::nothing;
  interrupt();
  const std::size_t marker = cursor.first();
  const std::size_t outer_indent = cursor.indent();
  const std::size_t list = containers_.join_list(mark, next_list_);
  cursor.skip_to_first_and(mark.length);
  // The content begins behind the blanks, or one column behind the marker when it begins with code or not at
  // all.
  const bool plain = !cursor.blank() && cursor.indent() <= kCodeIndent;
  const std::size_t gap = plain ? cursor.indent() : 1;
  cursor.skip_columns(gap);
  const bool has_box = plain && parse_task_box(cursor.rest());
  if (!containers_.inside_quote()) {
    ListItem item;
    item.marker = {marker, marker + mark.length};
    item.ordered = mark.ordered;
    item.depth = static_cast<int>(containers_.depth());
    item.list = list;
    report_item(cursor, item, has_box);
  }
  containers_.push_item(outer_indent + mark.length + gap, blocks_.items.size() - 1);
  matched_ = containers_.depth();
  if (!has_box) return Opened::container;
  // What stands behind a box is text, whatever it looks like.
  cursor.skip_to_first_and(kBoxLength);
  return Opened::text;
}

/// Adds what the rest of the first line tells about an item. The cursor stands behind its marker.
void Recogniser::report_item(const LineCursor& cursor, ListItem item, bool has_box) {
  const std::size_t box = cursor.first();
  item.line = cursor.line();
  item.whole = item.line;
  item.task_mark = {box, box};
  item.text = {box, item.line.end};
  if (has_box) {
    item.task = text_[box + 1] == ' ' ? TaskState::open : TaskState::done;
    item.task_mark = {box + 1, box + 2};
    item.text.begin += kBoxLength;
  }
  item.text = trim(text_, item.text);
  blocks_.items.push_back(item);
}

void Recogniser::open_atx_heading(const LineCursor& cursor, const AtxMark& mark) {
  interrupt();
  containers_.note_block();
  if (containers_.depth() > 0) return;
  const std::size_t begin = cursor.first();
  const Span line = cursor.line();
  blocks_.headings.push_back({line, {begin + mark.text.begin, begin + mark.text.end}, line, mark.level});
}

/// Turns the open paragraph into a heading; false when nothing is left of it behind its definitions.
bool Recogniser::close_setext_heading(const LineCursor& cursor, int level) {
  if (!drop_definitions()) {
    leaf_.kind = LeafKind::none;
    return false;
  }
  if (containers_.depth() == 0) {
    Heading heading;
    const std::size_t first_end = text_.find_first_of("\r\n", leaf_.first.begin);
    heading.line = {leaf_.begin, first_end};
    heading.text = trim(text_, {leaf_.first.begin, leaf_.last.end});
    heading.whole = {leaf_.begin, cursor.line().end};
    heading.level = level;
    blocks_.headings.push_back(heading);
  }
  leaf_.kind = LeafKind::none;
  return true;
}

/// Takes link reference definitions off the begin of the open paragraph; false when nothing is left.
bool Recogniser::drop_definitions() {
  if (text_[leaf_.first.begin] != '[') return true;
  std::string paragraph;
  for (const Span& line : definition_lines_) paragraph.append(slice(text_, line)).push_back('\n');
  const std::size_t skipped = skip_definitions(paragraph);
  if (skipped == 0) return true;
  std::size_t lines = 0;
  for (std::size_t i = 0; i < skipped; ++i) lines += paragraph[i] == '\n' ? 1 : 0;
  if (lines == definition_lines_.size()) return false;
  leaf_.first = definition_lines_[lines];
  leaf_.begin = leaf_.first.begin;
  // Outside of containers only blanks stand before a paragraph's text.
  while (leaf_.begin > 0 && is_blank(text_[leaf_.begin - 1])) --leaf_.begin;
  return true;
}

void Recogniser::open_verbatim(const LineCursor& cursor, Leaf leaf) {
  interrupt();
  containers_.note_block();
  leaf_ = leaf;
  leaf_.begin = cursor.line().begin;
  leaf_.end = cursor.line().end;
}

/// Makes the last line of the open paragraph the header of a table when the cursor's line fits below it.
bool Recogniser::open_table(const LineCursor& cursor) {
  const std::size_t columns = count_delimiter_cells(cursor.rest());
  if (columns == 0 || count_cells(slice(text_, leaf_.last)) != columns) return false;
  leaf_.kind = LeafKind::table;
  if (containers_.depth() == 0) blocks_.tables.push_back({previous_, cursor.line(), {}});
  return true;
}

void Recogniser::add_line_to_html(const LineCursor& cursor) {
  leaf_.end = cursor.line().end;
  if (!ends_at_blank_line(leaf_.html) && has_html_end(cursor.rest(), leaf_.html)) close_leaf(true);
}

void Recogniser::add_text(const LineCursor& cursor, bool all_matched, bool opened) {
  if (cursor.blank()) {
    interrupt();
    return;
  }
  const Span content{cursor.first(), cursor.line().end};
  if (!opened && leaf_.kind == LeafKind::paragraph) {
    // Also where not all containers match: a lazy line keeps them open.
    leaf_.last = content;
    if (text_[leaf_.first.begin] == '[') definition_lines_.push_back(content);
    return;
  }
  if (!opened && all_matched && leaf_.kind == LeafKind::table && count_cells(cursor.rest()) > 0) {
    if (containers_.depth() == 0) blocks_.tables.back().rows.push_back(cursor.line());
    return;
  }
  interrupt();
  containers_.note_block();
  leaf_ = {.kind = LeafKind::paragraph, .begin = cursor.line().begin, .first = content, .last = content};
  definition_lines_.clear();
  if (text_[content.begin] == '[') definition_lines_.push_back(content);
}

/// Closes the leaf and the containers that the line does not continue.
void Recogniser::interrupt() {
  close_leaf(false);
  while (containers_.depth() > matched_) close_container();
}

/// `finished`: the leaf ended with its own closing mark.
void Recogniser::close_leaf(bool finished) {
  const Span whole{leaf_.begin, leaf_.end};
  switch (leaf_.kind) {
    case LeafKind::fence: blocks_.opaque.push_back({OpaqueKind::fence, whole, finished}); break;
    case LeafKind::html:
      blocks_.opaque.push_back({OpaqueKind::html, whole, finished || ends_at_blank_line(leaf_.html)});
      break;
    case LeafKind::indented_code: blocks_.opaque.push_back({OpaqueKind::indented_code, whole, true}); break;
    case LeafKind::none:
    case LeafKind::paragraph:
    case LeafKind::table: break;
  }
  leaf_.kind = LeafKind::none;
}

void Recogniser::close_container() {
  if (!containers_.inside_quote()) blocks_.items[containers_.innermost().item].whole.end = content_end_;
  containers_.pop();
}

}  // namespace

Blocks parse_blocks(std::string_view text) {
  return Recogniser(text).run();
}

}  // namespace session
