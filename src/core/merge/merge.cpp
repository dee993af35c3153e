// SPDX-License-Identifier: MIT
#include "core/merge/merge.hpp"

#include "core/merge/section_merge.hpp"
#include "core/text/text.hpp"
#include "core/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace session {
namespace {

bool is_valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf8(text, i);
    if (!point.valid) return false;
    i += point.length;
  }
  return true;
}

bool is_odd(std::string_view text) {
  return find_obstacle(text).has_value() || !is_valid_utf8(text);
}

bool ends_with_line(std::string_view text) {
  return text.empty() || text.ends_with('\n') || text.ends_with('\r');
}

/// `text` with `line_ending` at the end of every line; as it is when its own endings are mixed.
std::string with_line_ending(std::string_view text, std::string_view line_ending) {
  const std::string_view own = find_line_ending(text);
  std::string result;
  for (const Span line : split_lines(text)) {
    const std::size_t next = next_line(text, line.end);
    const std::string_view ending = text.substr(line.end, next - line.end);
    if (!ending.empty() && ending != own) return std::string(text);
    result.append(slice(text, line));
    if (!ending.empty()) result.append(line_ending);
  }
  return result;
}

/// The three texts made alike: one line ending, and one at the end.
struct EvenTexts {
  std::string line_ending;
  std::string base;
  std::string ours;
  std::string theirs;
  bool ends_with_line = true;  ///< whether the merged text does
};

EvenTexts make_even(const MergeTexts& texts) {
  EvenTexts even;
  even.line_ending = find_line_ending(texts.ours);
  const bool ends[] = {ends_with_line(texts.base), ends_with_line(texts.ours), ends_with_line(texts.theirs)};
  even.ends_with_line = ends[1] == ends[2] || ends[1] == ends[0] ? ends[2] : ends[1];
  const auto make = [&even](std::string_view text) {
    std::string made = with_line_ending(text, even.line_ending);
    if (!ends_with_line(made)) made += even.line_ending;
    return made;
  };
  even.base = make(texts.base);
  even.ours = make(texts.ours);
  even.theirs = make(texts.theirs);
  return even;
}

/// What can be taken out of all three documents. A section that the base lacks may be in both others.
OutlineShape find_common_shape(const Document& base, const Document& ours, const Document& theirs) {
  OutlineShape common = find_outline_shape(ours);
  const OutlineShape other = find_outline_shape(theirs);
  const OutlineShape before = find_outline_shape(base);
  for (std::size_t i = 0; i < common.lists.size(); ++i) {
    const auto kind = static_cast<SectionKind>(i);
    const bool in_base = base.find(kind) != nullptr;
    bool same = common.lists[i] == other.lists[i] && (!in_base || common.lists[i] == before.lists[i]);
    if (same && common.lists[i] == ListShape::rows) {
      const RowColumns columns = find_row_columns(ours, kind);
      same =
          columns == find_row_columns(theirs, kind) && (!in_base || columns == find_row_columns(base, kind));
    }
    if (!same) common.lists[i] = ListShape::text;
  }
  std::erase_if(common.values, [&other](MergeValue value) { return !other.values.contains(value); });
  return common;
}

bool has_lists(const OutlineShape& shape) {
  return std::any_of(shape.lists.begin(), shape.lists.end(),
                     [](ListShape list) { return list != ListShape::text; });
}

/// True when the merged text reads as the items that were put into it.
bool holds(const std::string& text, const SectionMerge& merged, const OutlineShape& shape,
           const SectionNames& names) {
  const Document document = parse_document(text, names);
  const Outline outline = find_outline(document, shape);
  for (std::size_t i = 0; i < shape.lists.size(); ++i) {
    if (shape.lists[i] == ListShape::text) continue;
    if (outline.items[i].size() != merged.item_counts[i]) return false;
  }
  return true;
}

std::optional<MergeResult> merge_sections(const EvenTexts& even, const MergeOptions& options) {
  const Document base = parse_document(even.base, options.names);
  const Document ours = parse_document(even.ours, options.names);
  const Document theirs = parse_document(even.theirs, options.names);
  const OutlineShape shape = find_common_shape(base, ours, theirs);
  if (!has_lists(shape) && shape.values.empty()) return std::nullopt;
  const MergeOutlines outlines{find_outline(base, shape), find_outline(ours, shape),
                               find_outline(theirs, shape), shape, even.line_ending};
  auto merged = merge_outlines(outlines, options);
  if (!merged) return std::nullopt;
  // Lines that no longer read as what they were: the plain merge loses nothing of them.
  if (merged->conflicts == 0 && !holds(merged->text, *merged, shape, options.names)) return std::nullopt;
  return MergeResult{std::move(merged->text), merged->conflicts, true};
}

}  // namespace

MergeResult merge_documents(const MergeTexts& texts, const MergeOptions& options) {
  if (const auto* changed = pick_changed(texts.base, texts.ours, texts.theirs))
    return {std::string(*changed), 0, true};
  if (!is_odd(texts.base) && !is_odd(texts.ours) && !is_odd(texts.theirs)) {
    const EvenTexts even = make_even(texts);
    std::optional<MergeResult> merged;
    if (const auto* changed = pick_changed(even.base, even.ours, even.theirs)) {
      merged = MergeResult{*changed, 0, true};
    } else {
      merged = merge_sections(even, options);
    }
    if (merged) {
      if (!even.ends_with_line && merged->text.ends_with(even.line_ending))
        merged->text.resize(merged->text.size() - even.line_ending.size());
      return std::move(*merged);
    }
  }
  MergedText plain = merge_plain_texts(texts, options.style);
  return {std::move(plain.text), plain.conflicts, false};
}

}  // namespace session
