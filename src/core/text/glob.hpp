// SPDX-License-Identifier: MIT
// Globs of `record.ignore`.
#pragma once

#include <string_view>

namespace session {

/// True when `pattern` matches the whole text: `*` any run of bytes, `?` one byte, `[a-z]` and `[!a-z]` one
/// byte of a set, `\` takes the next byte as it is. An unclosed `[` stands for itself. Case counts. Never
/// worse than pattern length times text length.
[[nodiscard]] bool matches_glob(std::string_view pattern, std::string_view text);

}  // namespace session
