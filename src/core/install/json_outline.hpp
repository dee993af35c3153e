// SPDX-License-Identifier: MIT
// Where the values of a JSON text lie, so that a file can be edited without touching the rest of it.
#pragma once

#include "core/error.hpp"
#include "core/text/text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace session {

enum class JsonKind { object, array, string, other };

/// One value with its place. An object's members are `children` with their names; an array's elements are
/// `children` without.
struct JsonValue {
  JsonKind kind = JsonKind::other;
  Span span;         ///< of the value, quotes and brackets included
  Span member;       ///< of the member with its name; of an element the same as `span`
  std::string name;  ///< of a member, escapes read; empty for an element
  std::string text;  ///< of a string, escapes read
  std::vector<JsonValue> children;
};

/// Reads a JSON text (RFC 8259) of one value; a byte order mark before it is passed over. ErrorKind::file
/// with the line for anything else, and for more than 64 levels. Escapes above ASCII are read as `?`.
[[nodiscard]] Result<JsonValue> parse_json_outline(std::string_view text);

/// The member of that name, the last one where there are several (which is the one that counts for
/// JavaScript); nullptr when there is none or `value` is no object.
[[nodiscard]] const JsonValue* find_member(const JsonValue& value, std::string_view name);

}  // namespace session
