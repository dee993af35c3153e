// SPDX-License-Identifier: MIT
// The other common layout of a hand-off file: one section for each phase instead of one for each kind of
// list.
//
//   **Current Phase**: Phase 2
//   **Last Checkpoint**: 1a2b3c4 (2025-10-23)
//   ## Phase 1: Setup ✅
//   **Completed**: 2025-10-20 | **Checkpoint**: 0f1e2d3
//   ## Phase 2: Login 🔄
//   - [x] Form (commit: 9a8b7c6)
//   - [ ] Tests ← **CURRENT**
//   **Next Action**: write tests/login_test.py
#pragma once

#include "core/markdown/markdown.hpp"
#include "core/text/text.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// One `**Name**: value` of a line. A line may hold several, parted by `|`.
struct BoldField {
  std::string name;  ///< folded by fold_for_match
  Span value;        ///< without outer blanks; empty when the value stands below
  Span line;
  bool operator==(const BoldField&) const = default;
};

/// A task of a phase.
struct PhaseTask {
  Span text;  ///< behind the box
  bool done = false;
  bool operator==(const PhaseTask&) const = default;
};

/// One section for a phase.
struct PhaseSection {
  std::string number;
  std::string name;   ///< without status
  bool done = false;  ///< its heading says so
  Span body;
  std::vector<PhaseTask> tasks;  ///< outermost items with a box
  std::vector<BoldField> fields;
  bool operator==(const PhaseSection&) const = default;
};

/// Where the value of `**Last Checkpoint**` can be written anew: a hash, alone or with a date behind it, or a
/// word that means none yet. Any other value is a person's own text.
struct CheckpointLine {
  Span hash;
  Span date;  ///< empty when there is none
  bool operator==(const CheckpointLine&) const = default;
};

/// A document of this layout. Spans are offsets into the document.
struct PhaseLayout {
  std::vector<BoldField> header;  ///< the fields before the first phase
  std::vector<PhaseSection> phases;
  std::optional<CheckpointLine> checkpoint;
  bool operator==(const PhaseLayout&) const = default;
};

/// Reads `text` as a document of this layout. Nothing when it has no phase, or neither `Current Phase` nor
/// `Last Checkpoint` before the first one.
[[nodiscard]] std::optional<PhaseLayout> find_phase_layout(std::string_view text, const Blocks& blocks);

/// The first field of this name (folded); null when there is none.
[[nodiscard]] const BoldField* find_bold_field(const std::vector<BoldField>& fields, std::string_view name);

}  // namespace session
