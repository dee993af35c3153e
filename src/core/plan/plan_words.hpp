// SPDX-License-Identifier: MIT
// What the headings and items of a phase plan say: phase numbers, titles, status, sizes. No positions, only
// texts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace session {

/// What a status says: that the work is complete, or that it is not.
enum class StatusWord { none, open, done };

/// Reads the status that `text` begins with, emoji set aside: "✅ **COMPLETED** (November)" is done, "⏳ NEXT"
/// open, "43% complete" none.
[[nodiscard]] StatusWord parse_status(std::string_view text);

/// A title without what is glued to it.
struct StrippedTitle {
  std::string name;
  std::optional<std::string> size;  ///< a duration or size in parentheses, such as "2 hours"
  StatusWord status = StatusWord::none;
  bool operator==(const StrippedTitle&) const = default;
};

/// Takes status emoji and words ("✅ COMPLETE", "[DONE]", "- in progress"), durations ("(Week 1-2)") and bold
/// marks off a title. Other parentheses ("(Part 1)") belong to the name.
[[nodiscard]] StrippedTitle strip_title(std::string_view title);

/// The heading of a phase.
struct PhaseTitle {
  std::string number;  ///< as written: "1", "2A", "3.1"
  StrippedTitle title;
  bool operator==(const PhaseTitle&) const = default;
};

/// Reads the text of a heading as that of a phase: the word "phase", a number, then nothing, a status or a
/// separator (`:`, a dash, `.`, `)`, `|`) with a title. Emoji, emphasis, a task box and an ordinal may stand
/// in front. "Phase 1 Quality Gate", "Phase 1 & 2" and "Phases 2-3" are none.
[[nodiscard]] std::optional<PhaseTitle> find_phase_title(std::string_view heading);

/// `number` in the form in which phase numbers are compared: no leading zeros, letters in lower case.
[[nodiscard]] std::string fold_phase_number(std::string_view number);

/// Reads the number of a phase in a table cell: "1", "Phase 2A", "**3.** Name", "[1A](file.md)".
[[nodiscard]] std::optional<std::string> find_phase_number(std::string_view cell);

/// A heading that is one of a row of numbered ones.
struct NumberedTitle {
  StrippedTitle title;
  bool counted = false;  ///< a word such as "Step" or "Task" stands in front of the number
  bool operator==(const NumberedTitle&) const = default;
};

/// Reads "2.1 Encoder", "1. **Adapter**", "Step 3: Validate (15 min)", "Task 5A — Write".
[[nodiscard]] std::optional<NumberedTitle> find_numbered_title(std::string_view heading);

/// The text of an item without a status mark at its start or end. A ✅ says done, an empty box or a clock
/// open.
struct MarkedText {
  std::string_view text;
  StatusWord status = StatusWord::none;
  bool operator==(const MarkedText&) const = default;
};
[[nodiscard]] MarkedText strip_marks(std::string_view text);

}  // namespace session
