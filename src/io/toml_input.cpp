// SPDX-License-Identifier: MIT
// A scanner that knows strings, comments and keys of TOML and nothing else, and the shield.
#include "io/toml_input.hpp"

#include "core/text/utf8.hpp"

#include <algorithm>
#include <cstdint>

namespace session::io {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::uint32_t kPrivatePlane = 0xf0000;

std::optional<std::size_t> find_invalid_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const CodePoint point = decode_utf8(bytes, i);
    if (!point.valid) return i;
    i += point.length;
  }
  return std::nullopt;
}

/// True for what shield_text moves. Surrogates are no characters.
bool is_shielded(std::uint32_t c) {
  return c >= 0x80 && c <= 0xffff && (c < 0xd800 || c > 0xdfff);
}

bool stands_fence(std::string_view bytes, std::size_t at, char quote) {
  return bytes.substr(at, 3) == std::string_view(quote == '"' ? "\"\"\"" : "'''");
}

/// The offset behind the string that starts at `at` (TOML 1.0, "String"). Behind a syntax error it may be
/// wrong, but the parser does not get that far.
std::size_t skip_string(std::string_view bytes, std::size_t at) {
  const char quote = bytes[at];
  const bool many_lines = stands_fence(bytes, at, quote);
  for (at += many_lines ? 3 : 1; at < bytes.size(); ++at) {
    if (quote == '"' && bytes[at] == '\\') {
      ++at;
    } else if (many_lines && stands_fence(bytes, at, quote)) {
      // One or two more quotes belong to the text.
      return std::min(bytes.find_first_not_of(quote, at), bytes.size());
    } else if (!many_lines && (bytes[at] == quote || bytes[at] == '\n')) {
      return at + 1;
    }
  }
  return bytes.size();
}

/// The offset of a key with too many dots. Dots in strings and comments don't count.
std::optional<std::size_t> find_deep_key(std::string_view bytes) {
  std::size_t begin = 0;
  std::size_t dots = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const char c = bytes[i];
    if (c == '"' || c == '\'') {
      i = skip_string(bytes, i);
      continue;
    }
    if (c == '#') {
      i = std::min(bytes.find('\n', i), bytes.size());
      continue;
    }
    ++i;
    if (c == '.' && ++dots > kMaxKeyDots) return begin;
    if (std::string_view("=,[]{}\n").find(c) == std::string_view::npos) continue;
    dots = 0;
    begin = i;
  }
  return std::nullopt;
}

}  // namespace

std::optional<TomlHazard> find_toml_hazard(std::string_view bytes) {
  if (const auto offset = find_invalid_utf8(bytes)) return TomlHazard{*offset, "a byte is not UTF-8"};
  if (const auto offset = find_deep_key(bytes)) return TomlHazard{*offset, "a key has more than 16 dots"};
  return std::nullopt;
}

std::string shield_text(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::string shielded;
  shielded.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf8(text, i);
    append_utf8(shielded, is_shielded(point.value) ? kPrivatePlane + point.value : point.value);
    i += point.length;
  }
  return shielded;
}

std::string unshield_text(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf8(text, i);
    const bool moved = point.value > kPrivatePlane && is_shielded(point.value - kPrivatePlane);
    append_utf8(plain, moved ? point.value - kPrivatePlane : point.value);
    i += point.length;
  }
  return plain;
}

}  // namespace session::io
