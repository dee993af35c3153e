// SPDX-License-Identifier: MIT
// A SESSION.md as it was read: its bytes, and where in them the known sections, items, fields and rows lie.
#pragma once

#include "core/document/heading_name.hpp"
#include "core/document/phase_layout.hpp"
#include "core/markdown/markdown.hpp"
#include "core/settings.hpp"
#include "core/text/text.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// One item of Completed Items, In Progress or Next Actions. All spans are offsets into the document.
struct Entry {
  Span line;       ///< its first line, without the line ending
  Span whole;      ///< with all lines that belong to it
  Span marker;     ///< "-", "*", "+" or "1."
  Span task_mark;  ///< the byte in the box; empty without one
  Span text;       ///< the first line's text behind marker and box
  Span words;      ///< the text without hash, date, note and mark
  Span hash;       ///< empty when there is none
  Span date;       ///< empty when there is none
  Span note;       ///< the status note of an open item
  Span mark;       ///< what became of the commit of a completed item, without the dash; empty without one
  bool ordered = false;
  bool operator==(const Entry&) const = default;
};

/// `- **Name**: value`. The name has no emphasis or colon left.
struct Field {
  Span name;
  Span value;
  bool continued = false;  ///< nested lines follow: the line alone is not the whole value
  bool operator==(const Field&) const = default;
};

/// A section that the program knows, chosen by name.
struct Section {
  SectionKind kind = SectionKind::completed;
  Heading heading;
  Span body;  ///< from the line after the heading to the next heading of the same or a higher level or of
              ///< another known section, or the end
  std::vector<Entry> entries;      ///< outermost list items, placeholders left out
  std::vector<Span> placeholders;  ///< lines such as `_(None)_`
  std::optional<Table> table;      ///< the first table
  std::vector<Field> fields;
};

/// Where the phase of Current Phase is named: `**Phase 2A: Name**`.
struct PhaseLine {
  Span number;
  Span name;
};

/// The document. Spans stay valid as long as `text` is not changed.
struct Document {
  std::string text;
  std::string line_ending;
  std::vector<OpaqueBlock> opaque;
  std::array<std::optional<Section>, 7> sections;
  std::optional<PhaseLayout> phases;  ///< the other layout: then there are no sections

  /// The section of this kind; null when the document has none.
  [[nodiscard]] const Section* find(SectionKind kind) const {
    const auto& section = sections[static_cast<std::size_t>(kind)];
    return section ? &*section : nullptr;
  }
};

/// Reads a document. Takes any bytes; what is not recognised is left alone. YAML front matter is skipped. Of
/// several sections of one kind the best named one counts, then the first.
[[nodiscard]] Document parse_document(std::string text, const SectionNames& names = SectionNames());

/// Why hooks must not edit these bytes (design: conflict markers, NUL bytes, more than 8 MiB); nothing when
/// they may.
[[nodiscard]] std::optional<std::string> find_obstacle(std::string_view text);

/// True when hooks know the document as a hand-off file: it has the two sections Completed Items and Git
/// Checkpoint, or the layout with one section for each phase.
[[nodiscard]] bool is_session_document(const Document& document);

/// The field of the section whose name equals one of `names`, compared by fold_for_match.
[[nodiscard]] const Field* find_field(const Document& document, const Section& section,
                                      const std::vector<std::string_view>& names);

/// The phase that Current Phase names; nothing when it names none.
[[nodiscard]] std::optional<PhaseLine> find_phase(const Document& document);

/// The digits of `Progress: N%` in Current Phase; nothing when there is no such line.
[[nodiscard]] std::optional<Span> find_progress(const Document& document);

/// The largest document that is edited, in bytes.
constexpr std::size_t kDocumentLimit = std::size_t{8} << 20;

}  // namespace session
