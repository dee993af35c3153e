// SPDX-License-Identifier: MIT
// Object ids as bytes, for tables of many. Private to src/git.
#pragma once

#include "core/commit.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string_view>

namespace session::git {

/// 20 bytes of an id count in a SHA-1 repository, and 32 in a SHA-256 one; the others are zero.
struct IdBytes {
  std::array<unsigned char, 32> bytes{};
  bool operator==(const IdBytes&) const = default;
};

struct IdBytesHash {
  std::size_t operator()(const IdBytes& id) const {
    std::size_t hash = 0;
    std::memcpy(&hash, id.bytes.data(), sizeof hash);
    return hash;
  }
};

/// The value of a hex digit; 16 for any other character.
[[nodiscard]] constexpr unsigned read_hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return 16;
}

/// Nothing unless the text has exactly `digits` hex digits.
[[nodiscard]] inline std::optional<IdBytes> parse_id(std::string_view hex, std::size_t digits) {
  IdBytes id;
  if (hex.size() != digits || digits > id.bytes.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < digits; i += 2) {
    const unsigned high = read_hex_digit(hex[i]);
    const unsigned low = read_hex_digit(hex[i + 1]);
    if (high > 15 || low > 15) return std::nullopt;
    id.bytes[i / 2] = static_cast<unsigned char>(high << 4u | low);
  }
  return id;
}

[[nodiscard]] inline ObjectId format_id(const IdBytes& id, std::size_t digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  ObjectId text;
  text.hex.reserve(digits);
  for (std::size_t i = 0; i < digits / 2; ++i) {
    text.hex += kDigits[id.bytes[i] >> 4u];
    text.hex += kDigits[id.bytes[i] & 0xfu];
  }
  return text;
}

}  // namespace session::git
