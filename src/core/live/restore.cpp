// SPDX-License-Identifier: MIT
#include "core/live/restore.hpp"

#include "core/checkpoint/checkpoint.hpp"
#include "core/document/document.hpp"
#include "core/document/draft.hpp"
#include "core/live/live_text.hpp"
#include "core/merge/merge.hpp"
#include "core/text/text.hpp"

#include <utility>
#include <vector>

namespace session {
namespace {

/// The text with another line ending: git may have written the file with one (core.autocrlf).
std::string convert_line_endings(std::string_view text, std::string_view ending) {
  std::string result;
  result.reserve(text.size());
  for (const Span& line : split_lines(text)) {
    result.append(slice(text, line));
    if (next_line(text, line.end) > line.end) result.append(ending);
  }
  return result;
}

/// The value of a checkpoint field that one line holds whole; null without one.
const Field* find_value(const Document& document, const std::vector<std::string_view>& names) {
  const Section* const section = document.find(SectionKind::checkpoint);
  const Field* const field = section == nullptr ? nullptr : find_field(document, *section, names);
  return field == nullptr || field->continued || field->value.empty() ? nullptr : field;
}

/// A merge leaves values out that differ; here those that were shown are meant.
std::string show_values(std::string text, std::string_view shown, const SectionNames& names) {
  const Document from = parse_document(std::string(shown), names);
  const Document document = parse_document(std::move(text), names);
  std::vector<Edit> edits;
  for (const auto* const field_names : {&branch_field_names(), &last_commit_field_names(),
                                        &changes_field_names(), &timestamp_field_names()}) {
    const Field* const value = find_value(from, *field_names);
    const Field* const place = find_value(document, *field_names);
    if (value != nullptr && place != nullptr && slice(document.text, place->value) == kNotStored)
      edits.push_back({place->value, std::string(slice(from.text, value->value))});
  }
  return apply_edits(document.text, std::move(edits));
}

}  // namespace

std::string restore_live_text(std::string_view live, std::string_view stored, const SectionNames& names) {
  const std::string_view ending = find_line_ending(stored);
  std::string converted;
  if (find_line_ending(live) != ending) live = converted = convert_line_endings(live, ending);
  const std::string base = clean_text(live);
  std::string shown = show_text(live);
  if (base == stored) return shown;
  MergeOptions options;
  options.names = names;
  options.style.on_conflict = OnConflict::take_theirs;
  return show_values(merge_documents({base, shown, stored}, options).text, shown, names);
}

}  // namespace session
