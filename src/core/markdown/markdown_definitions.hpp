// SPDX-License-Identifier: MIT
// Link reference definitions (CommonMark 4.7), as far as needed to know that a paragraph holds nothing else.
#pragma once

#include <cstddef>
#include <string_view>

namespace session {

/// The number of bytes of the link reference definitions that `paragraph` begins with; whole lines. The lines
/// of the paragraph are joined by line feeds, their outer prefixes taken off.
[[nodiscard]] std::size_t skip_definitions(std::string_view paragraph);

}  // namespace session
