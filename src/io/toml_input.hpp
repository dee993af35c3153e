// SPDX-License-Identifier: MIT
// Makes any bytes fit for toml++ 3.3, which would crash on some of them or do something undefined.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace session::io {

/// A place in a TOML text, and what is wrong with it.
struct TomlHazard {
  std::size_t offset = 0;  ///< in bytes
  std::string_view reason;
  bool operator==(const TomlHazard&) const = default;
};

/// More dots in one key are a hazard. No known key has more than two.
constexpr std::size_t kMaxKeyDots = 16;

/// Finds what no shield helps against: a byte that is not UTF-8 (toml++ names its place only roughly), else a
/// key with more than kMaxKeyDots dots (toml++ goes one call deeper for each, until the stack is used up).
[[nodiscard]] std::optional<TomlHazard> find_toml_hazard(std::string_view bytes);

/// The text with each character from U+0080 to U+FFFF moved to the private plane 15 (a byte order mark at the
/// start is taken off). Asked whether U+00A1 and many others are white space, toml++ runs into
/// `__builtin_unreachable`; from U+FF00 on it answers no. Places count in code points as before. The text
/// must be UTF-8.
[[nodiscard]] std::string shield_text(std::string_view text);

/// Moves the characters of shield_text back, in any piece of the text or of a message that quotes it.
[[nodiscard]] std::string unshield_text(std::string_view text);

}  // namespace session::io
