// SPDX-License-Identifier: MIT
// The three forms of a tracked SESSION.md: what git stores, what a person reads, and the file on disk, which
// holds both.
#pragma once

#include <string>
#include <string_view>

namespace session {

/// What git stores for the file: each block of live lines gives way to the stored lines that it carries and
/// to lines in it that a person wrote or edited, and the four checkpoint values become kNotStored. A text
/// with conflict markers, NUL bytes or more than 8 MiB comes back as it is. Cleaning twice changes nothing.
[[nodiscard]] std::string clean_text(std::string_view file);

/// What a person reads: the file without the comments around live lines.
[[nodiscard]] std::string show_text(std::string_view file);

/// True when the file has a block of live lines.
[[nodiscard]] bool has_live_block(std::string_view file);

/// True when git wrote the file just as it is stored: no live lines, and no checkpoint value.
[[nodiscard]] bool is_stored_form(std::string_view file);

/// The file that shows `shown` and that clean_text makes `stored` of. `stored` must be a cleaned text; where
/// it is none, and for texts that can't be edited, `shown` comes back as it is.
[[nodiscard]] std::string weave_text(std::string_view stored, std::string_view shown);

}  // namespace session
