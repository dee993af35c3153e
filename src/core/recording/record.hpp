// SPDX-License-Identifier: MIT
// One line of the program's private files.
//
//   kind TAB name=value TAB name=value TAB .
//
// Values are escaped, so that any bytes fit on a line. The last field, a single dot, proves that the line is
// whole: no cut-off line ends with it.
#pragma once

#include "core/commit.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// One `name=value` of a line. The value is still escaped.
struct RecordField {
  std::string_view name;
  std::string_view value;
};

/// A line taken apart. It points into the text that it was parsed from.
struct RecordLine {
  std::string_view kind;
  std::vector<RecordField> fields;
};

/// `value` with backslash escapes for TAB, LF, CR, US (0x1f), NUL and backslash.
[[nodiscard]] std::string format_escaped(std::string_view value);

/// Takes the escapes off; nothing when an escape is none of ours.
[[nodiscard]] std::optional<std::string> parse_escaped(std::string_view value);

/// Appends a field to a line that starts with its kind.
void append_field(std::string& line, std::string_view name, std::string_view value);

/// Appends the proof that the line is whole, and the LF.
void append_end(std::string& line);

/// Takes a line (without its LF) apart. Nothing for a line that is not whole or not of this form.
[[nodiscard]] std::optional<RecordLine> parse_record_line(std::string_view line);

/// The first field of that name, still escaped.
[[nodiscard]] std::optional<std::string_view> find_field(const RecordLine& line, std::string_view name);

/// The first field of that name; nothing when it is missing or damaged.
[[nodiscard]] std::optional<std::string> find_text(const RecordLine& line, std::string_view name);

/// The first field of that name as an object id; nothing unless it is 40 or 64 lower-case hex digits.
[[nodiscard]] std::optional<ObjectId> find_id(const RecordLine& line, std::string_view name);

/// `text` as an object id of 40 or 64 lower-case hex digits.
[[nodiscard]] std::optional<ObjectId> parse_object_id(std::string_view text);

/// A whole text as a decimal number; nothing when it is none or does not fit.
template <class Number>
[[nodiscard]] std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The first field of that name as a number.
template <class Number>
[[nodiscard]] std::optional<Number> find_number(const RecordLine& line, std::string_view name) {
  const auto text = find_field(line, name);
  return text ? parse_number<Number>(*text) : std::nullopt;
}

}  // namespace session
