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
#include <string>
#include <string_view>
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
  bool operator==(const CheckpointTexts&) const = default;
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
  bool add_blocker(std::string_view text);
  /// Takes out a row or item that add_blocker would write just so. False when there is none.
  bool remove_blocker(std::string_view text);
  void set_progress(int percent);
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
  void edit_checkpoint(std::vector<Edit>& edits) const;

  const Document* document_;
  std::array<List, 7> lists_;
  std::vector<std::string> new_blockers_;
  std::vector<Span> removed_rows_;
  std::optional<int> progress_;
  std::optional<CheckpointTexts> checkpoint_;
};

/// The names of the four checkpoint fields as they may be spelled, folded.
[[nodiscard]] const std::vector<std::string_view>& branch_field_names();
[[nodiscard]] const std::vector<std::string_view>& last_commit_field_names();
[[nodiscard]] const std::vector<std::string_view>& changes_field_names();
[[nodiscard]] const std::vector<std::string_view>& timestamp_field_names();

}  // namespace session
