// SPDX-License-Identifier: MIT
// One line of the program's private files: escapes, fields, and the proof that the line is whole.
#include "core/recording/record.hpp"

#include <algorithm>

namespace session {
namespace {

constexpr std::string_view kPlain{"\t\n\r\x1f\0\\", 6};
constexpr std::string_view kEscaped = "tnru0\\";

}  // namespace

std::string format_escaped(std::string_view value) {
  std::string result;
  result.reserve(value.size());
  for (const char c : value) {
    const std::size_t at = kPlain.find(c);
    if (at == std::string_view::npos) {
      result.push_back(c);
    } else {
      result.push_back('\\');
      result.push_back(kEscaped[at]);
    }
  }
  return result;
}

std::optional<std::string> parse_escaped(std::string_view value) {
  if (value.find('\\') == std::string_view::npos) return std::string(value);
  std::string result;
  result.reserve(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\') {
      result.push_back(value[i]);
      continue;
    }
    if (++i == value.size()) return std::nullopt;
    const std::size_t at = kEscaped.find(value[i]);
    if (at == std::string_view::npos) return std::nullopt;
    result.push_back(kPlain[at]);
  }
  return result;
}

void append_field(std::string& line, std::string_view name, std::string_view value) {
  line.push_back('\t');
  line.append(name);
  line.push_back('=');
  line.append(format_escaped(value));
}

void append_end(std::string& line) {
  line.append("\t.\n");
}

std::optional<RecordLine> parse_record_line(std::string_view line) {
  constexpr std::string_view kEnd = "\t.";
  // A file system that crashed may leave zeros behind; we never write one.
  if (!line.ends_with(kEnd) || line.find('\0') != std::string_view::npos) return std::nullopt;
  line.remove_suffix(kEnd.size());
  RecordLine record;
  record.fields.reserve(16);  // a commit's
  const std::size_t kind_end = std::min(line.find('\t'), line.size());
  record.kind = line.substr(0, kind_end);
  if (record.kind.empty()) return std::nullopt;
  for (std::size_t at = kind_end; at < line.size();) {
    const std::size_t end = std::min(line.find('\t', at + 1), line.size());
    const std::string_view field = line.substr(at + 1, end - at - 1);
    const std::size_t equals = field.find('=');
    if (equals == std::string_view::npos || equals == 0) return std::nullopt;
    record.fields.push_back({field.substr(0, equals), field.substr(equals + 1)});
    at = end;
  }
  return record;
}

std::optional<std::string_view> find_field(const RecordLine& line, std::string_view name) {
  const auto found = std::find_if(line.fields.begin(), line.fields.end(),
                                  [name](const RecordField& field) { return field.name == name; });
  if (found == line.fields.end()) return std::nullopt;
  return found->value;
}

std::optional<std::string> find_text(const RecordLine& line, std::string_view name) {
  const auto value = find_field(line, name);
  return value ? parse_escaped(*value) : std::nullopt;
}

std::optional<ObjectId> find_id(const RecordLine& line, std::string_view name) {
  const auto value = find_field(line, name);
  return value ? parse_object_id(*value) : std::nullopt;
}

std::optional<ObjectId> parse_object_id(std::string_view text) {
  if (text.size() != 40 && text.size() != 64) return std::nullopt;
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  if (!std::all_of(text.begin(), text.end(), is_hex)) return std::nullopt;
  return ObjectId{std::string(text)};
}

}  // namespace session
