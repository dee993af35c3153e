// SPDX-License-Identifier: MIT
#include "core/live/live_text.hpp"

#include "core/checkpoint/checkpoint.hpp"
#include "core/document/document.hpp"
#include "core/live/checkpoint_values.hpp"
#include "core/live/live_block.hpp"
#include "core/text/line_diff.hpp"
#include "core/text/text.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace session {
namespace {

std::string hide_values(std::string text) {
  const Document document = parse_document(std::move(text));
  std::vector<Edit> edits;
  for (const Field* const field : find_checkpoint_values(document)) {
    if (field != nullptr) edits.push_back({field->value, std::string(kNotStored)});
  }
  return apply_edits(document.text, std::move(edits));
}

enum class Form { stored, shown };

/// The line ending behind `line`: that of the file where the last line has none.
std::string_view find_ending(std::string_view text, Span line, std::string_view usual) {
  const std::size_t end = next_line(text, line.end);
  return end == line.end ? usual : text.substr(line.end, end - line.end);
}

/// Takes the blocks out of a file. A text without one comes back as it is.
std::string unwrap(std::string_view file, Form form) {
  if (file.find("<!-- session:") == file.npos) return std::string(file);
  const std::vector<Span> lines = split_lines(file);
  const std::string_view usual = find_line_ending(file);
  std::string text;
  text.reserve(file.size());
  bool ends_open = false;
  for (std::size_t i = 0; i < lines.size();) {
    const std::string_view line = slice(file, lines[i]);
    const std::string_view ending = find_ending(file, lines[i], usual);
    if (const auto block = parse_live_block(file, lines, i)) {
      ends_open = i == lines.size() && block->open_end;
      for (const std::string& own : form == Form::stored ? plan_stored_lines(*block) : block->lines)
        text.append(own).append(ending);
      continue;
    }
    if (!is_block_end(line))
      text.append(file.substr(lines[i].begin, next_line(file, lines[i].end) - lines[i].begin));
    ++i;
  }
  if (ends_open && form == Form::stored && text.ends_with(usual)) text.resize(text.size() - usual.size());
  return text;
}

bool is_table_line(std::string_view line) {
  return line.find('|') != line.npos;
}

std::vector<std::string_view> list_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (const Span& span : split_lines(text)) lines.push_back(slice(text, span));
  return lines;
}

/// Whether a block may hold lines that are not live, to keep a table in one piece.
enum class Tables { whole, split };

/// What is compared and what is written: the shown text with hidden values has the same lines.
struct Weaving {
  std::vector<std::string_view> stored;
  std::vector<std::string_view> hidden;
  std::vector<std::string_view> shown;
};

/// A comment in the middle of a table would end it (GFM tables), so a block that changes rows holds the whole
/// table: hunks grow to its first and last line, and those that meet are one.
std::vector<std::vector<Hunk>> group_hunks(const Weaving& weaving, const std::vector<Hunk>& hunks,
                                           Tables tables) {
  std::vector<std::vector<Hunk>> groups;
  for (const Hunk& hunk : hunks) {
    Hunk grown = hunk;
    const auto is_row = [](const auto& lines, std::size_t begin, std::size_t end) {
      return std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                         lines.begin() + static_cast<std::ptrdiff_t>(end), is_table_line);
    };
    if (tables == Tables::whole && (is_row(weaving.stored, hunk.before_begin, hunk.before_end) ||
                                    is_row(weaving.hidden, hunk.after_begin, hunk.after_end))) {
      while (grown.before_begin > 0 && grown.after_begin > 0 &&
             weaving.stored[grown.before_begin - 1] == weaving.hidden[grown.after_begin - 1] &&
             is_table_line(weaving.stored[grown.before_begin - 1])) {
        --grown.before_begin;
        --grown.after_begin;
      }
      while (grown.before_end < weaving.stored.size() && grown.after_end < weaving.hidden.size() &&
             weaving.stored[grown.before_end] == weaving.hidden[grown.after_end] &&
             is_table_line(weaving.stored[grown.before_end])) {
        ++grown.before_end;
        ++grown.after_end;
      }
    }
    // The first hunk of a group is its outline.
    if (!groups.empty() && grown.after_begin <= groups.back().front().after_end &&
        grown.before_begin <= groups.back().front().before_end) {
      Hunk& outline = groups.back().front();
      outline.before_end = std::max(outline.before_end, grown.before_end);
      outline.after_end = std::max(outline.after_end, grown.after_end);
      groups.back().push_back(hunk);
    } else {
      groups.push_back({grown, hunk});
    }
  }
  return groups;
}

/// A list number says nothing about which item a line is.
std::string_view skip_number(std::string_view line) {
  const std::size_t digits = line.find_first_not_of("0123456789");
  return digits == line.npos || digits == 0 ? line : line.substr(digits);
}

/// Which stored line a live line stands for: as many lines as before are taken one by one; else the same
/// words under another number.
std::optional<std::size_t> find_replaced(const Weaving& weaving, const Hunk& hunk, std::size_t line) {
  const std::size_t before = hunk.before_end - hunk.before_begin;
  if (before == hunk.after_end - hunk.after_begin) return line - hunk.after_begin;
  const std::string_view words = skip_number(weaving.shown[line]);
  if (words == weaving.shown[line]) return std::nullopt;
  for (std::size_t i = 0; i < before; ++i) {
    if (skip_number(weaving.stored[hunk.before_begin + i]) == words) return i;
  }
  return std::nullopt;
}

LiveBlock make_block(const Weaving& weaving, const std::vector<Hunk>& group) {
  LiveBlock block;
  std::size_t own = 0;
  std::size_t line = group.front().after_begin;
  const auto take_own = [&](std::size_t end) {
    for (; line < end; ++line, ++own) block.lines.emplace_back(weaving.shown[line]);
  };
  for (std::size_t i = 1; i < group.size(); ++i) {
    const Hunk& hunk = group[i];
    take_own(hunk.after_begin);
    const std::size_t first_stored = block.stored.size();
    for (std::size_t at = hunk.before_begin; at < hunk.before_end; ++at)
      block.stored.push_back({own, std::string(weaving.stored[at])});
    for (; line < hunk.after_end; ++line) {
      const auto replaced = find_replaced(weaving, hunk, line);
      block.seals.push_back({format_seal(weaving.shown[line]),
                             replaced ? std::optional(first_stored + *replaced) : std::nullopt});
      block.lines.emplace_back(weaving.shown[line]);
    }
  }
  take_own(group.front().after_end);
  return block;
}

std::string weave(std::string_view stored, std::string_view shown, const std::string& hidden, Tables tables) {
  const Weaving weaving{list_lines(stored), list_lines(hidden), list_lines(shown)};
  if (weaving.hidden.size() != weaving.shown.size()) return std::string(shown);
  const auto groups = group_hunks(weaving, diff_lines(weaving.stored, weaving.hidden), tables);
  const std::string ending(find_line_ending(shown.empty() ? stored : shown));
  const std::vector<Span> spans = split_lines(shown);
  std::string file;
  std::size_t line = 0;
  const auto copy = [&](std::size_t end) {
    for (; line < end; ++line) {
      file.append(weaving.shown[line]).append(find_ending(shown, spans[line], ending));
    }
  };
  const bool ends_open = !stored.empty() && !stored.ends_with('\n') && !stored.ends_with('\r');
  for (const auto& group : groups) {
    copy(group.front().after_begin);
    LiveBlock block = make_block(weaving, group);
    block.open_end = ends_open && group.front().after_end == weaving.shown.size();
    for (const std::string& text : format_live_block(block)) file.append(text).append(ending);
    line = group.front().after_end;
  }
  copy(weaving.shown.size());
  const bool ends_with_block = !groups.empty() && groups.back().front().after_end == weaving.shown.size();
  if (ends_open && !ends_with_block && file.ends_with(ending)) file.resize(file.size() - ending.size());
  return file;
}

}  // namespace

std::string clean_text(std::string_view file) {
  std::string text(file);
  if (find_obstacle(file)) return text;
  // A stored line that looks like a block is unwrapped too. Each round makes the text shorter or leaves it.
  constexpr int kMostRounds = 8;
  for (int i = 0; i < kMostRounds; ++i) {
    std::string next = hide_values(unwrap(text, Form::stored));
    if (next == text) return text;
    text = std::move(next);
  }
  return std::string(file);
}

std::string show_text(std::string_view file) {
  return find_obstacle(file) ? std::string(file) : unwrap(file, Form::shown);
}

bool has_live_block(std::string_view file) {
  if (file.find("<!-- session:live") == file.npos) return false;
  const std::vector<Span> lines = split_lines(file);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::size_t at = i;
    if (parse_live_block(file, lines, at)) return true;
  }
  return false;
}

bool is_stored_form(std::string_view file) {
  if (has_live_block(file)) return false;
  const Document document = parse_document(std::string(file));
  const auto fields = find_checkpoint_values(document);
  return std::all_of(fields.begin(), fields.end(), [&document](const Field* field) {
    return field == nullptr || slice(document.text, field->value) == kNotStored;
  });
}

std::string weave_text(std::string_view stored, std::string_view shown) {
  if (stored == shown || find_obstacle(stored) || find_obstacle(shown)) return std::string(shown);
  const std::string hidden = hide_values(std::string(shown));
  // Two equal rows, one live and one not, can't be told apart in a table that is kept whole.
  for (const Tables tables : {Tables::whole, Tables::split}) {
    std::string file = weave(stored, shown, hidden, tables);
    if (clean_text(file) == stored) return file;
  }
  return std::string(shown);
}

}  // namespace session
