// SPDX-License-Identifier: MIT
// What is noted about the moment of install: its text form.
#include "core/install/install_record.hpp"

#include "core/text/text.hpp"

#include <fmt/format.h>

#include <charconv>

namespace session {
namespace {

bool is_object_id(std::string_view hex) {
  return (hex.size() == 40 || hex.size() == 64) &&
         hex.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Takes `line` into the record. False when its value is none.
bool take_line(std::string_view line, InstallRecord& record, bool& has_time) {
  const auto blank = line.find(' ');
  if (blank == std::string_view::npos) return true;
  const auto key = line.substr(0, blank);
  const auto value = line.substr(blank + 1);
  if (key == "time") {
    const auto* end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, record.seconds);
    has_time = true;
    return read.ec == std::errc() && read.ptr == end;
  }
  if (key == "tip") {
    if (!is_object_id(value)) return false;
    record.tips.push_back({std::string(value)});
  }
  if (key == "push.on_mismatch") {
    if (value != "block" && value != "warn") return false;
    record.accepted_on_mismatch = value == "block" ? OnMismatch::block : OnMismatch::warn;
  }
  return true;
}

}  // namespace

std::string format_install_record(const InstallRecord& record) {
  auto text = fmt::format("time {}\n", record.seconds);
  if (record.accepted_on_mismatch) {
    text += *record.accepted_on_mismatch == OnMismatch::block ? "push.on_mismatch block\n"
                                                              : "push.on_mismatch warn\n";
  }
  for (const auto& tip : record.tips) text += "tip " + tip.hex + '\n';
  return text;
}

Result<InstallRecord> parse_install_record(std::string_view text) {
  InstallRecord record;
  bool has_time = false;
  std::size_t number = 0;
  for (const auto span : split_lines(text)) {
    ++number;
    if (take_line(slice(text, span), record, has_time)) continue;
    return fail(ErrorKind::file, fmt::format("cannot understand line {} of the record of install", number));
  }
  if (!has_time) return fail(ErrorKind::file, "the record of install has no time");
  return record;
}

}  // namespace session
