// SPDX-License-Identifier: MIT
// A document with changes in mind: lists, fields and rows as they shall be, turned into byte edits at the
// end.
#pragma once

#include "core/document/document.hpp"
#include "core/text/text.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace session {

/// One item in the place that it will have. Texts are as they stand in the document.
struct DraftItem {
  std::optional<std::size_t> source;  ///< its index among the section's entries; nothing for a new item
  std::string words;
  std::string hash;    ///< completed items
  std::string date;    ///< completed items
  std::string note;    ///< open items
  std::string nested;  ///< further lines of an item that moves, as raw bytes with the line ending before them
  std::string mark;    ///< completed items: `commit gone` or the like; empty for none
  bool operator==(const DraftItem&) const = default;
};

/// The values of the Git Checkpoint section, ready to be written.
struct CheckpointTexts {
  std::string branch;
  std::string last_commit;
  std::string changes;
  std::string timestamp;
  std::string hash = {};  ///< of the commit alone, for `**Last Checkpoint**`; empty before the first commit
  bool operator==(const CheckpointTexts&) const = default;
};

/// The cells of a new row of Blockers, before they are formatted. An empty one is written as a dash.
struct BlockerCells {
  std::string text;
  std::string impact;
  std::string mitigation;
  bool operator==(const BlockerCells&) const = default;
};

/// The cells of a row of Session History, before they are formatted. An empty one is written as a dash.
struct HistoryCells {
  std::string session;
  std::string date;
  std::string duration;
  std::string progress;
  bool operator==(const HistoryCells&) const = default;
};

/// Collects changes to one document. Nothing is written: edits() gives the splices. The document must outlive
/// it. Positions are indexes into items() at the time of the call.
class Draft {
 public:
  explicit Draft(const Document& document);

  [[nodiscard]] const Document& document() const { return *document_; }
  /// True when the document has the section and new text can be put there.
  [[nodiscard]] bool can_edit(SectionKind kind) const;
  /// The items of Completed Items, In Progress or Next Actions as they will be.
  [[nodiscard]] const std::vector<DraftItem>& items(SectionKind kind) const;

  /// True when further lines belong to the item.
  [[nodiscard]] bool has_nested(SectionKind kind, std::size_t position) const;

  /// Puts a new item (whatever its source) before the item at `position`. Only a completed item keeps its
  /// mark.
  void insert(SectionKind kind, std::size_t position, DraftItem item);
  void append(SectionKind kind, DraftItem item) { insert(kind, items(kind).size(), std::move(item)); }
  /// Puts a completed item at the end, or at the top of a file that is kept newest first.
  void add_completed(DraftItem item);
  /// True when the dates of the completed items fall from the first to the last.
  [[nodiscard]] bool is_newest_first() const;
  /// Takes an item out and gives it, with its nested lines, so that it can be put elsewhere.
  DraftItem remove(SectionKind kind, std::size_t position);
  /// Puts an item that remove() gave back in its own place, and gives its position there. Only what differs
  /// from the document then is edited.
  std::size_t reinstate(SectionKind kind, DraftItem item);
  void set_words(SectionKind kind, std::size_t position, std::string words);
  /// Gives a completed item another hash and date. Its mark stays: set_mark takes it off.
  void set_commit(std::size_t position, std::string hash, std::string date);
  /// Puts `mark` behind a completed item that has a hash, in the place of an earlier one; empty takes it off.
  /// Only what parse_completed_text reads as a mark can be changed and taken off again.
  void set_mark(std::size_t position, std::string mark);
  void set_note(std::size_t position, std::string note);

  /// Adds a row to the table of blockers (an item where there is a list). False when an equal one is there.
  bool add_blocker(BlockerCells cells);
  bool add_blocker(std::string_view text) { return add_blocker(BlockerCells{std::string(text), {}, {}}); }
  /// Takes out a row or item that add_blocker would write just so. False when there is none.
  bool remove_blocker(std::string_view text);
  /// Writes `Resolved` into the last column of a row of Blockers (a list item gets ` — resolved`). `place` is
  /// an index into the rows of the table or the items of the list, as Blocker::place.
  void resolve_blocker(std::size_t place);
  /// The number of the phase as the draft names it; empty when none is named.
  [[nodiscard]] std::string phase_number() const;
  /// The progress as it will be, in percent; nothing when the document has no such line.
  [[nodiscard]] std::optional<int> progress() const;
  /// Names another phase in Current Phase. Does nothing where no phase is named.
  void set_phase(std::string number, std::string name);
  void set_progress(int percent);
  /// Puts a row behind the last one of Session History, or at the top of a table that is kept newest first.
  void add_history(HistoryCells cells);
  /// Writes duration and progress of the row at `row` (from 0) of Session History anew. Cells that are
  /// missing in the table are left out.
  void set_history(std::size_t row, std::string duration, std::string progress);
  /// Takes the row at `row` (from 0) of Session History out.
  void remove_history(std::size_t row) { removed_history_.insert(row); }
  void set_checkpoint(CheckpointTexts texts) { checkpoint_ = std::move(texts); }

  /// The splices that turn the document into the draft; empty when nothing changed.
  [[nodiscard]] std::vector<Edit> edits() const;

 private:
  struct List {
    std::vector<DraftItem> items;
    bool touched = false;
  };
  [[nodiscard]] List& list(SectionKind kind);
  [[nodiscard]] const Section& section(SectionKind kind) const { return *document_->find(kind); }
  void edit_list(SectionKind kind, std::vector<Edit>& edits) const;
  void edit_blockers(std::vector<Edit>& edits) const;
  void edit_blocker_rows(const Section& from, std::vector<Edit>& edits) const;
  void edit_checkpoint(std::vector<Edit>& edits) const;
  void edit_checkpoint_line(std::vector<Edit>& edits) const;
  void edit_phase(std::vector<Edit>& edits) const;
  void edit_history(std::vector<Edit>& edits) const;

  const Document* document_;
  std::array<List, 7> lists_;
  std::vector<BlockerCells> new_blockers_;
  std::vector<Span> removed_rows_;
  std::vector<std::size_t> resolved_;
  std::optional<std::pair<std::string, std::string>> phase_;  ///< number and name
  std::optional<int> progress_;
  std::vector<HistoryCells> new_history_;
  std::map<std::size_t, std::pair<std::string, std::string>> history_;  ///< by row: duration, progress
  std::set<std::size_t> removed_history_;                               ///< rows
  std::optional<CheckpointTexts> checkpoint_;
};

/// The names of the four checkpoint fields as they may be spelled, folded.
[[nodiscard]] const std::vector<std::string_view>& branch_field_names();
[[nodiscard]] const std::vector<std::string_view>& last_commit_field_names();
[[nodiscard]] const std::vector<std::string_view>& changes_field_names();
[[nodiscard]] const std::vector<std::string_view>& timestamp_field_names();

}  // namespace session
