// SPDX-License-Identifier: MIT
// Small steps by which drafts become edits.
#pragma once

#include "core/document/document.hpp"
#include "core/text/text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// A part that changed: its bytes are replaced when they are others.
void edit_part(std::vector<Edit>& edits, std::string_view text, Span span, std::string_view value);

/// The place for the first line of a section without items: behind its text, else right below the heading.
[[nodiscard]] Edit insert_into_section(const Document& document, const Section& section,
                                       const std::string& lines);

}  // namespace session
