// SPDX-License-Identifier: MIT
// The three-way merge of texts, line by line, as git merges them, with smaller conflicts.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// Two descendants of one text. The texts must outlive the value.
struct MergeTexts {
  std::string_view base;
  std::string_view ours;
  std::string_view theirs;
};

/// What becomes of lines that both sides changed differently.
enum class OnConflict {
  mark,         ///< both stand there, between git's markers
  take_theirs,  ///< theirs alone; no marker comes out
};

/// How conflicts are shown.
struct ConflictStyle {
  OnConflict on_conflict = OnConflict::mark;
  std::size_t marker_size = 7;  ///< git's `%L`
  std::string ours_label = "ours";
  std::string theirs_label = "theirs";
};

/// A text with the number of its conflicts. With OnConflict::take_theirs they are counted, too.
struct MergedText {
  std::string text;
  std::size_t conflicts = 0;
  bool operator==(const MergedText&) const = default;
};

/// One line of a merged text: where it stands in each text that has it. Its bytes are those of `theirs`, else
/// of `ours`, else of `base`; they are equal where there are several.
struct MergedLine {
  std::optional<std::size_t> base;
  std::optional<std::size_t> ours;
  std::optional<std::size_t> theirs;
  bool operator==(const MergedLine&) const = default;
};

/// A run of lines that are merged, or a conflict: line numbers of both sides.
struct MergedLines {
  std::vector<MergedLine> lines;
  bool is_conflict = false;
  std::vector<std::size_t> ours;
  std::vector<std::size_t> theirs;
  bool operator==(const MergedLines&) const = default;
};

/// The lines of the three texts, with their endings.
struct MergeLines {
  std::vector<std::string_view> base;
  std::vector<std::string_view> ours;
  std::vector<std::string_view> theirs;
};

/// Merges line by line. There is a conflict where both sides changed the same line of the base differently,
/// or put different lines at one place; changes of neighbouring lines are none. Which side is ours makes no
/// difference.
[[nodiscard]] std::vector<MergedLines> merge_lines(const MergeLines& lines);

/// Merges texts line by line. Equal texts and one-sided changes give the changed side byte for byte.
[[nodiscard]] MergedText merge_plain_texts(const MergeTexts& texts, const ConflictStyle& style);

/// Both sides of a conflict as `style` shows them: whole lines, each with an ending.
[[nodiscard]] std::string format_conflict(std::string_view ours, std::string_view theirs,
                                          std::string_view line_ending, const ConflictStyle& style);

/// The value that a three-way merge comes to: the changed one; `nullptr` when both changed differently.
template <class Value>
[[nodiscard]] const Value* pick_changed(const Value& base, const Value& ours, const Value& theirs) {
  if (ours == base || ours == theirs) return &theirs;
  return theirs == base ? &ours : nullptr;
}

}  // namespace session
