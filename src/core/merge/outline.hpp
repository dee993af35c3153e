// SPDX-License-Identifier: MIT
// A document for merging: its items, rows and computed values taken out, and the text that is left around
// them.
#pragma once

#include "core/document/document.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// An item or a table row. `frame` with the parts put in gives its line behind `lead`.
struct MergeItem {
  std::string
      key;  ///< equal for the same item: its words folded, a blocker's text, session and date of a row
  std::string lead;   ///< indentation, marker and the blanks behind it
  std::string frame;  ///< the line with a mark for each part
  std::string words;
  std::string hash;
  std::string date;
  std::string note;
  std::string mark;
  std::vector<std::string> cells;  ///< of a row
  std::string rest;                ///< further lines that belong to it, with the line ending before them
  std::string gap;                 ///< what stands between it and the next item of its run
  std::size_t run = 0;             ///< index into the runs
  bool ordered = false;
  bool operator==(const MergeItem&) const = default;
};

/// Items that follow each other with nothing but blank lines between them.
struct MergeRun {
  SectionKind kind = SectionKind::completed;
  std::size_t line = 0;                    ///< of the skeleton
  std::optional<std::string> placeholder;  ///< a line such as `_(None)_`; no items then
  bool operator==(const MergeRun&) const = default;
};

/// How the blocks of a section are merged.
enum class ListShape { text, items, rows };

/// The columns that the rows of a table are known by.
struct RowColumns {
  std::optional<std::size_t> text;     ///< Blockers
  std::optional<std::size_t> status;   ///< Blockers
  std::optional<std::size_t> session;  ///< Session History
  std::optional<std::size_t> date;     ///< Session History
  std::string header;  ///< all headings, folded: rows of another table are no rows of this one
  bool operator==(const RowColumns&) const = default;
};

/// Values that the program computes, each in a line of its own.
enum class MergeValue { branch, last_commit, changes, timestamp, progress };
constexpr std::size_t kMergeValues = 5;

/// What is taken out of a document.
struct OutlineShape {
  std::array<ListShape, 7> lists{};
  std::set<MergeValue> values;
};

/// The document taken apart.
struct Outline {
  std::string skeleton;  ///< one line for each run, one mark for each value; all else is as it was
  std::vector<MergeRun> runs;
  std::array<std::vector<MergeItem>, 7> items;
  std::array<RowColumns, 7> columns;
  std::array<bool, 7> newest_first{};
  std::array<std::optional<std::string>, kMergeValues> values;
};

/// What can be taken out of this document, section by section.
[[nodiscard]] OutlineShape find_outline_shape(const Document& document);

/// The columns of the table in a section; empty without one.
[[nodiscard]] RowColumns find_row_columns(const Document& document, SectionKind kind);

/// Takes the document apart. It must end with a line ending and hold no NUL byte.
[[nodiscard]] Outline find_outline(const Document& document, const OutlineShape& shape);

/// The kind of the run that a line of a skeleton stands for; nothing for other lines.
[[nodiscard]] std::optional<SectionKind> find_run_kind(std::string_view skeleton_line);

/// A line of a skeleton with its values put in.
[[nodiscard]] std::string format_skeleton_line(std::string_view line,
                                               const std::array<std::string, kMergeValues>& values);

/// The item's first line, behind the lead, without a line ending.
[[nodiscard]] std::string format_item_line(const MergeItem& item);

}  // namespace session
