// SPDX-License-Identifier: MIT
#include "core/document/document.hpp"

#include "core/document/entry_text.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace session {
namespace {

constexpr std::string_view kBlanks = " \t";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == text.npos) return text.substr(0, 0);
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

/// The length of YAML front matter with its closing line; 0 when there is none. CommonMark would read it as a
/// rule and a heading.
std::size_t find_front_matter(std::string_view text) {
  const std::size_t start = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  std::size_t at = start;
  for (bool first = true; at < text.size(); first = false) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = next_line(text, end);
    if (first && line != "---") return 0;
    if (!first && (line == "---" || line == "...")) return at;
    if (!first && trimmed(line).empty()) return 0;
  }
  return 0;
}

void shift(Span& span, std::size_t by) {
  span.begin += by;
  span.end += by;
}

/// Recognises the text behind the front matter and gives spans of the whole text.
Blocks parse_body(std::string_view text, std::size_t skip) {
  Blocks blocks = parse_blocks(text.substr(skip));
  if (skip == 0) return blocks;
  for (Heading& heading : blocks.headings) {
    for (Span* span : {&heading.line, &heading.text, &heading.whole}) shift(*span, skip);
  }
  for (ListItem& item : blocks.items) {
    for (Span* span : {&item.line, &item.whole, &item.marker, &item.task_mark, &item.text})
      shift(*span, skip);
  }
  for (Table& table : blocks.tables) {
    shift(table.header, skip);
    shift(table.delimiter, skip);
    for (Span& row : table.rows) shift(row, skip);
  }
  for (OpaqueBlock& block : blocks.opaque) shift(block.whole, skip);
  return blocks;
}

bool is_placeholder(std::string_view line) {
  const std::string_view text = trimmed(line);
  return text.size() > 4 && ((text.starts_with("_(") && text.ends_with(")_")) ||
                             (text.starts_with("*(") && text.ends_with(")*")));
}

Span offset_by(Span span, std::size_t by) {
  if (span.empty()) return {};
  shift(span, by);
  return span;
}

Entry make_entry(std::string_view text, const ListItem& item, SectionKind kind) {
  Entry entry{item.line, item.whole, item.marker, item.task_mark, item.text, item.text, {},
              {},        {},         {},          item.ordered};
  EntryParts parts;
  if (kind == SectionKind::completed) {
    parts = parse_completed_text(slice(text, item.text));
  } else if (kind == SectionKind::in_progress) {
    parts = parse_open_text(slice(text, item.text));
  } else {
    return entry;
  }
  entry.words = {item.text.begin + parts.words.begin, item.text.begin + parts.words.end};
  entry.hash = offset_by(parts.hash, item.text.begin);
  entry.date = offset_by(parts.date, item.text.begin);
  entry.note = offset_by(parts.note, item.text.begin);
  entry.mark = offset_by(parts.mark, item.text.begin);
  return entry;
}

/// Reads `- **Name**: value`, `**Name:** value` and `Name: value`. Field names are short and have no markup
/// inside.
std::optional<Field> parse_field(std::string_view text, Span line) {
  std::size_t at = line.begin;
  const auto skip = [&](std::string_view set) {
    while (at < line.end && set.find(text[at]) != set.npos) ++at;
  };
  skip(" \t");
  if (at + 1 < line.end && std::string_view("-*+").find(text[at]) != std::string_view::npos &&
      text[at + 1] == ' ') {
    at += 2;
  }
  skip(" \t*_");
  const std::size_t colon = text.find(':', at);
  if (colon == text.npos || colon >= line.end || colon == at) return std::nullopt;
  const std::string_view raw = text.substr(at, colon - at);
  const std::size_t last = raw.find_last_not_of(" \t*_");
  if (last == raw.npos || raw.size() > 60 || raw.find_first_of("`|[]") != raw.npos) return std::nullopt;
  Field field;
  field.name = {at, at + last + 1};
  const bool bold_behind =
      text.substr(at - std::min<std::size_t>(at, 2), 2) == "**" && raw.find('*') == raw.npos;
  at = colon + 1;
  if (bold_behind) skip("*");
  skip(" \t");
  std::size_t end = line.end;
  while (end > at && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
  field.value = {at, end};
  return field;
}

bool overlaps(const std::vector<OpaqueBlock>& opaque, Span line) {
  const auto after = std::partition_point(opaque.begin(), opaque.end(), [line](const OpaqueBlock& block) {
    return block.whole.end < line.begin;
  });
  return after != opaque.end() && after->whole.begin <= line.begin;
}

/// Fills in what lies between the lines of the section: placeholders and fields.
void read_lines(std::string_view text, const std::vector<OpaqueBlock>& opaque, Section& section) {
  std::size_t at = section.body.begin;
  while (at < section.body.end) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), section.body.end);
    const Span line{at, end};
    at = next_line(text, end);
    if (trimmed(slice(text, line)).empty() || overlaps(opaque, line)) continue;
    const bool indented = text[line.begin] == ' ' || text[line.begin] == '\t';
    if (indented && !section.fields.empty()) {
      section.fields.back().continued = true;
    } else if (is_placeholder(slice(text, line))) {
      section.placeholders.push_back(line);
    } else if (auto field = parse_field(text, line)) {
      section.fields.push_back(*field);
    }
  }
}

bool has_main_sections(const Document& document) {
  return document.find(SectionKind::completed) != nullptr &&
         document.find(SectionKind::checkpoint) != nullptr;
}

bool has_lists(SectionKind kind) {
  return kind == SectionKind::completed || kind == SectionKind::in_progress ||
         kind == SectionKind::next_actions || kind == SectionKind::blockers;
}

void fill_section(std::string_view text, const Blocks& blocks, Section& section) {
  const auto inside = [&section](Span span) {
    return span.begin >= section.body.begin && span.begin < section.body.end;
  };
  const auto first_table = std::find_if(blocks.tables.begin(), blocks.tables.end(),
                                        [&](const Table& t) { return inside(t.header); });
  if (first_table != blocks.tables.end()) section.table = *first_table;
  if (!has_lists(section.kind) || section.kind == SectionKind::blockers)
    read_lines(text, blocks.opaque, section);
  if (!has_lists(section.kind)) return;
  auto item = std::partition_point(blocks.items.begin(), blocks.items.end(), [&section](const ListItem& i) {
    return i.line.begin < section.body.begin;
  });
  for (; item != blocks.items.end() && item->line.begin < section.body.end; ++item) {
    if (item->depth != 0) continue;
    if (is_placeholder(slice(text, item->text))) {
      section.placeholders.push_back(item->line);
    } else {
      section.entries.push_back(make_entry(text, *item, section.kind));
    }
  }
  if (section.entries.empty() && section.placeholders.empty()) {
    section.fields.clear();
    read_lines(text, blocks.opaque, section);
    section.fields.clear();
  }
}

}  // namespace

Document parse_document(std::string text, const SectionNames& names) {
  Document document;
  document.text = std::move(text);
  document.line_ending = find_line_ending(document.text);
  const std::string_view bytes = document.text;
  Blocks blocks = parse_body(bytes, find_front_matter(bytes));
  std::array<std::size_t, 7> best{};
  best.fill(std::numeric_limits<std::size_t>::max());
  for (std::size_t i = 0; i < blocks.headings.size(); ++i) {
    const Heading& heading = blocks.headings[i];
    const auto named = names.find(slice(bytes, heading.text));
    if (!named) continue;
    const auto index = static_cast<std::size_t>(named->first);
    if (named->second >= best[index]) continue;
    best[index] = named->second;
    // A known section inside another one is a section of its own: no item belongs to two.
    const auto ends_it = [&](const Heading& other) {
      return other.level <= heading.level || names.find(slice(bytes, other.text)).has_value();
    };
    const auto next = std::find_if(blocks.headings.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                   blocks.headings.end(), ends_it);
    Section section;
    section.kind = named->first;
    section.heading = heading;
    section.body = {next_line(bytes, heading.whole.end),
                    next == blocks.headings.end() ? bytes.size() : next->line.begin};
    document.sections[index] = std::move(section);
  }
  if (!has_main_sections(document)) document.phases = find_phase_layout(bytes, blocks);
  for (auto& section : document.sections) {
    // A list inside the section of a phase belongs to that phase.
    if (document.phases) section.reset();
    if (section) fill_section(bytes, blocks, *section);
  }
  document.opaque = std::move(blocks.opaque);
  return document;
}

std::optional<std::string> find_obstacle(std::string_view text) {
  if (text.size() > kDocumentLimit) return "it is larger than 8 MiB";
  if (text.find('\0') != text.npos) return "it has NUL bytes";
  bool ours = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = next_line(text, end);
    if (line.starts_with("<<<<<<< ")) ours = true;
    if (ours && (line == "=======" || line.starts_with(">>>>>>> "))) return "it has conflict markers";
  }
  return std::nullopt;
}

bool is_session_document(const Document& document) {
  return document.phases.has_value() || has_main_sections(document);
}

const Field* find_field(const Document& document, const Section& section,
                        const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    for (const Field& field : section.fields) {
      if (fold_for_match(slice(document.text, field.name)) == name) return &field;
    }
  }
  return nullptr;
}

std::optional<PhaseLine> find_phase(const Document& document) {
  const Section* section = document.find(SectionKind::current_phase);
  if (section == nullptr) return std::nullopt;
  const std::string_view text = document.text;
  for (const Field& field : section->fields) {
    const std::string_view name = slice(text, field.name);
    if (fold_for_match(name.substr(0, name.find(' '))) != "phase") continue;
    const std::size_t number = name.find_first_not_of(' ', std::min(name.find(' '), name.size()));
    if (number == name.npos) continue;
    Span value = field.value;
    while (!value.empty() && (text[value.end - 1] == '*' || text[value.end - 1] == '_')) --value.end;
    return PhaseLine{{field.name.begin + number, field.name.end}, value};
  }
  return std::nullopt;
}

std::optional<Span> find_progress(const Document& document) {
  const Section* section = document.find(SectionKind::current_phase);
  if (section == nullptr) return std::nullopt;
  const Field* field = find_field(document, *section, {"progress"});
  if (field == nullptr) return std::nullopt;
  const std::string_view value = slice(document.text, field->value);
  const std::size_t digits = std::min(value.find_first_not_of("0123456789"), value.size());
  if (digits == 0 || digits > 3 || !value.substr(digits).starts_with('%')) return std::nullopt;
  return Span{field->value.begin, field->value.begin + digits};
}

}  // namespace session
