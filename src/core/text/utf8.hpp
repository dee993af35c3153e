// SPDX-License-Identifier: MIT
// UTF-8 one code point at a time, for bytes that may be anything.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace session {

/// One decoded code point. An invalid byte gives U+FFFD, `valid` false and length 1.
struct CodePoint {
  std::uint32_t value = 0;
  std::size_t length = 1;
  bool valid = true;
};

/// Decodes the code point that starts at byte offset `at` (RFC 3629: no overlong forms, no surrogates).
[[nodiscard]] CodePoint decode_utf8(std::string_view text, std::size_t at);

/// Appends the UTF-8 form of a code point.
void append_utf8(std::string& text, std::uint32_t value);

}  // namespace session
