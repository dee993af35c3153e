// SPDX-License-Identifier: MIT
// How many columns of a terminal a text takes, and texts cut to a number of columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace session {

/// The columns that one code point takes: 2 for wide and fullwidth ones (Unicode UAX #11), 0 for combining
/// marks, format characters and control characters, else 1.
[[nodiscard]] std::size_t count_columns(std::uint32_t code_point);

/// The columns that a text takes. A sign with U+FE0F behind it counts as an emoji, so 2; emoji that are
/// joined to one picture count one by one, because not every terminal joins them. An invalid byte counts 1.
[[nodiscard]] std::size_t count_columns(std::string_view text);

/// The beginning of `text` that takes at most `columns`, with all combining marks of its last character.
[[nodiscard]] std::string_view take_columns(std::string_view text, std::size_t columns);

/// `text` as it is when it takes at most `columns`, else cut with `…` at its end.
[[nodiscard]] std::string format_cut(std::string_view text, std::size_t columns);

}  // namespace session
