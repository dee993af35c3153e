// SPDX-License-Identifier: MIT
#include "core/live/restore.hpp"

#include "core/checkpoint/checkpoint.hpp"
#include "core/document/document.hpp"
#include "core/live/checkpoint_values.hpp"
#include "core/live/live_text.hpp"
#include "core/merge/merge.hpp"
#include "core/text/text.hpp"

#include <cstddef>
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

/// A merge leaves values out that differ; here those that were shown are meant.
std::string show_values(std::string text, std::string_view shown, const SectionNames& names) {
  const Document from = parse_document(std::string(shown), names);
  const Document document = parse_document(std::move(text), names);
  std::vector<Edit> edits;
  const auto values = find_checkpoint_values(from);
  const auto places = find_checkpoint_values(document);
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (values[i] != nullptr && places[i] != nullptr && slice(document.text, places[i]->value) == kNotStored)
      edits.push_back({places[i]->value, std::string(slice(from.text, values[i]->value))});
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
