// SPDX-License-Identifier: MIT
#include "core/document/adoption.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace session {
namespace {

constexpr std::size_t kSections = 7;
constexpr int kUsualLevel = 2;

/// Where a section goes, and with which heading.
struct Place {
  std::size_t at = 0;
  int level = kUsualLevel;
};

/// Places beyond the first two levels of a document would end up inside other sections of it.
Place find_place(const Document& document, SectionKind kind) {
  const auto index = static_cast<std::size_t>(kind);
  for (std::size_t before = index; before-- > 0;) {
    if (const Section* const section = document.find(static_cast<SectionKind>(before)))
      return {section->body.end, section->heading.level};
  }
  for (std::size_t after = index + 1; after < kSections; ++after) {
    if (const Section* const section = document.find(static_cast<SectionKind>(after)))
      return {section->heading.line.begin, section->heading.level};
  }
  return {document.text.size(), kUsualLevel};
}

/// `text` with the document's line endings.
std::string with_endings(std::string_view text, const std::string& ending) {
  std::string result;
  for (const char c : text) {
    if (c == '\n') {
      result += ending;
    } else {
      result += c;
    }
  }
  return result;
}

/// What has to stand between the text before `at` and a heading, so that one blank line is between them.
std::string find_gap(std::string_view text, std::size_t at, const std::string& ending) {
  const std::string_view before = text.substr(0, at);
  if (before.empty() || before == "\xef\xbb\xbf") return {};
  const auto ends_line = [](std::string_view lines) {
    return lines.ends_with('\n') || lines.ends_with('\r');
  };
  if (!ends_line(before)) return ending + ending;
  const std::size_t last = before.find_last_not_of("\r\n");
  const std::string_view endings = before.substr(last == before.npos ? 0 : last + 1);
  const bool blank = split_lines(endings).size() > 1 || last == before.npos;
  return blank ? std::string() : ending;
}

/// True when the document still says what it said, and all sections are there.
bool is_sound(const Document& before, const Document& after, const std::set<SectionKind>& served) {
  for (std::size_t i = 0; i < kSections; ++i) {
    const auto kind = static_cast<SectionKind>(i);
    const Section* const old = before.find(kind);
    const Section* const now = after.find(kind);
    if (now == nullptr && !served.contains(kind)) return false;
    if (old == nullptr) continue;
    if (now == nullptr || now->entries.size() != old->entries.size() ||
        now->fields.size() != old->fields.size() || now->table.has_value() != old->table.has_value() ||
        (old->table && now->table->rows.size() != old->table->rows.size()) ||
        slice(after.text, now->heading.line) != slice(before.text, old->heading.line)) {
      return false;
    }
  }
  return true;
}

}  // namespace

Result<AdoptionPlan> plan_adoption(const Document& document, const SectionNames& names,
                                   const NewDocument& contents, const std::set<SectionKind>& served) {
  AdoptionPlan plan;
  std::map<std::size_t, std::string> inserted;
  for (std::size_t i = 0; i < kSections; ++i) {
    const auto kind = static_cast<SectionKind>(i);
    if (document.find(kind) != nullptr || served.contains(kind)) continue;
    plan.added.push_back(kind);
    const Place place = find_place(document, kind);
    const std::string section =
        fmt::format("{} {}\n{}", std::string(static_cast<std::size_t>(place.level), '#'),
                    describe_section(kind), format_new_section(kind, contents));
    std::string& lines = inserted[place.at];
    lines += lines.empty() ? find_gap(document.text, place.at, document.line_ending) : document.line_ending;
    lines += with_endings(section, document.line_ending);
  }
  for (auto& [at, lines] : inserted) {
    if (at < document.text.size()) lines += document.line_ending;
    plan.edits.push_back({{at, at}, std::move(lines)});
  }
  const Document after = parse_document(apply_edits(document.text, plan.edits), names);
  if (!is_sound(document, after, served)) {
    return fail(ErrorKind::document,
                "the missing sections cannot be added without harm to those that are there",
                "close each code block and comment of the file, or add the sections by hand");
  }
  return plan;
}

}  // namespace session
