// SPDX-License-Identifier: MIT
// A document as people read it: what each section says, without positions.
#pragma once

#include "core/document/document.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// One item of a list, as it stands in the document.
struct ViewItem {
  std::string text;  ///< without hash, date, note and mark
  std::string note;  ///< the status note of an item in progress
  std::string hash;  ///< of a completed item; may be no hex at all
  std::string date;  ///< of a completed item, YYYY-MM-DD
  std::string mark;  ///< of a completed item: `commit gone` or the like
  bool operator==(const ViewItem&) const = default;
};

/// One row of Blockers. A list item fills the text alone. `\|` is read back as `|`; a dash means empty.
struct Blocker {
  std::string text;
  std::string impact;
  std::string mitigation;
  std::string status;
  bool open = true;       ///< its status says neither resolved nor closed, and it is not ticked or struck out
  std::size_t place = 0;  ///< its index among the rows of the table (the items of the list)
  bool operator==(const Blocker&) const = default;
};

/// One row of Session History.
struct HistoryRow {
  std::string session;  ///< a number when we wrote it
  std::string date;
  std::string duration;
  std::string progress;
  bool operator==(const HistoryRow&) const = default;
};

/// What a document says. An absent section or an empty one gives empty lists; placeholders are no items.
struct SessionView {
  std::string project;  ///< of `# SESSION — {project}`; the whole first heading when it has another form
  std::string phase_number;  ///< empty when no phase is named
  std::string phase_name;
  std::optional<int> progress;  ///< percent
  std::vector<ViewItem> completed;
  std::vector<ViewItem> in_progress;
  std::vector<Blocker> blockers;
  std::vector<std::string> next_actions;
  std::vector<HistoryRow> history;
  std::string timestamp;  ///< the text of *Timestamp*
  std::size_t lines = 0;  ///< of the whole file
  bool operator==(const SessionView&) const = default;
};

/// Reads what the document says.
[[nodiscard]] SessionView view_document(const Document& document);

/// The blockers that are open.
[[nodiscard]] std::vector<Blocker> find_open_blockers(const SessionView& view);

/// The number of the session that is under way: that of the last row while `row_is_open`, else one more; 1
/// without rows.
[[nodiscard]] int find_session_number(const SessionView& view, bool row_is_open);

/// The note of an item in progress that a blocker holds up.
inline constexpr std::string_view kBlockedNote = "blocked (see Blockers)";

}  // namespace session
