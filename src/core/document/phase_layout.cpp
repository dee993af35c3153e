// SPDX-License-Identifier: MIT
#include "core/document/phase_layout.hpp"

#include "core/plan/plan_words.hpp"
#include "core/text/inline_text.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace session {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdefABCDEF";
constexpr std::size_t kShortestHash = 7;

Span trim(std::string_view text, Span span) {
  while (!span.empty() && (text[span.begin] == ' ' || text[span.begin] == '\t')) ++span.begin;
  while (!span.empty() && (text[span.end - 1] == ' ' || text[span.end - 1] == '\t')) --span.end;
  return span;
}

bool is_inside_opaque(const Blocks& blocks, Span line) {
  const auto after =
      std::partition_point(blocks.opaque.begin(), blocks.opaque.end(),
                           [line](const OpaqueBlock& block) { return block.whole.end < line.begin; });
  return after != blocks.opaque.end() && after->whole.begin <= line.begin;
}

/// Reads `**Name**: value` and `**Name:** value`, as often as the line has them.
void read_bold_fields(std::string_view text, Span line, std::vector<BoldField>& fields) {
  std::size_t at = text.find("**", line.begin);
  bool first = true;
  while (at != text.npos && at + 2 < line.end) {
    const std::size_t close = text.find("**", at + 2);
    if (close == text.npos || close >= line.end) return;
    std::string_view name = text.substr(at + 2, close - at - 2);
    std::size_t behind = close + 2;
    const bool colon_inside = name.ends_with(':');
    const bool colon_behind = behind < line.end && text[behind] == ':';
    const bool starts_value = colon_inside || colon_behind;
    // A field begins its line (behind a list marker) or follows a bar.
    const std::string_view before = slice(text, trim(text, {line.begin, at}));
    const bool placed = first ? before.empty() || before == "-" || before == "*" : before.ends_with('|');
    if (!starts_value || !placed) {
      if (first) return;
      at = text.find("**", behind);
      continue;
    }
    if (colon_behind) ++behind;
    const std::size_t bar = text.substr(0, line.end).find(" | **", behind);
    const std::size_t end = bar == text.npos ? line.end : bar;
    fields.push_back({fold_for_match(name), trim(text, {behind, end}), line});
    first = false;
    at = bar == text.npos ? text.npos : bar + 3;
  }
}

std::vector<BoldField> read_fields(std::string_view text, const Blocks& blocks, Span body) {
  std::vector<BoldField> fields;
  for (std::size_t at = body.begin; at < body.end;) {
    const std::size_t end = std::min({text.find_first_of("\r\n", at), body.end, text.size()});
    const Span line{at, end};
    at = next_line(text, end);
    if (!is_inside_opaque(blocks, line)) read_bold_fields(text, line, fields);
  }
  return fields;
}

std::optional<CheckpointLine> find_checkpoint_line(std::string_view text, const BoldField& field) {
  static constexpr std::array<std::string_view, 6> kNoneYet = {"None", "none", "N/A", "pending", "-", "—"};
  const std::string_view value = slice(text, field.value);
  if (value.empty()) return std::nullopt;
  if (std::find(kNoneYet.begin(), kNoneYet.end(), value) != kNoneYet.end())
    return CheckpointLine{field.value, {}};
  const bool ticked = value.starts_with('`');
  Span hash{field.value.begin + (ticked ? 1 : 0), 0};
  hash.end = std::min(text.find_first_not_of(kHexDigits, hash.begin), field.value.end);
  if (hash.size() < kShortestHash) return std::nullopt;
  std::size_t at = hash.end;
  if (ticked) {
    if (at >= field.value.end || text[at] != '`') return std::nullopt;
    ++at;
  }
  const Span rest = trim(text, {at, field.value.end});
  if (rest.empty()) return CheckpointLine{hash, {}};
  constexpr std::size_t kDateLength = 10;
  const std::string_view brackets = slice(text, rest);
  const bool dated = brackets.size() == kDateLength + 2 && brackets.front() == '(' &&
                     brackets.back() == ')' &&
                     brackets.substr(1, kDateLength).find_first_not_of("0123456789-") == brackets.npos;
  if (!dated) return std::nullopt;
  return CheckpointLine{hash, {rest.begin + 1, rest.end - 1}};
}

/// The level at which most phases stand.
int find_phase_level(std::string_view text, const Blocks& blocks) {
  std::map<int, std::size_t> counts;
  for (const Heading& heading : blocks.headings) {
    if (heading.level <= 4 && find_phase_title(slice(text, heading.text))) ++counts[heading.level];
  }
  int level = 0;
  std::size_t most = 0;
  for (const auto& [at, count] : counts) {
    if (count > most) {
      level = at;
      most = count;
    }
  }
  return level;
}

std::vector<PhaseTask> find_tasks(const Blocks& blocks, Span body) {
  std::vector<PhaseTask> tasks;
  auto item = std::partition_point(blocks.items.begin(), blocks.items.end(),
                                   [body](const ListItem& other) { return other.line.begin < body.begin; });
  for (; item != blocks.items.end() && item->line.begin < body.end; ++item) {
    if (item->depth == 0 && item->task != TaskState::none)
      tasks.push_back({item->text, item->task == TaskState::done});
  }
  return tasks;
}

}  // namespace

std::optional<PhaseLayout> find_phase_layout(std::string_view text, const Blocks& blocks) {
  const int level = find_phase_level(text, blocks);
  if (level == 0) return std::nullopt;
  PhaseLayout layout;
  for (std::size_t i = 0; i < blocks.headings.size(); ++i) {
    const Heading& heading = blocks.headings[i];
    if (heading.level != level) continue;
    const auto title = find_phase_title(slice(text, heading.text));
    if (!title) continue;
    if (layout.phases.empty()) {
      layout.header = read_fields(text, blocks, {0, heading.line.begin});
      if (find_bold_field(layout.header, "current phase") == nullptr &&
          find_bold_field(layout.header, "last checkpoint") == nullptr) {
        return std::nullopt;
      }
    }
    const auto next =
        std::find_if(blocks.headings.begin() + static_cast<std::ptrdiff_t>(i) + 1, blocks.headings.end(),
                     [level](const Heading& other) { return other.level <= level; });
    PhaseSection phase;
    phase.number = title->number;
    phase.name = title->title.name;
    phase.done = title->title.status == StatusWord::done;
    phase.body = {next_line(text, heading.whole.end),
                  next == blocks.headings.end() ? text.size() : next->line.begin};
    phase.tasks = find_tasks(blocks, phase.body);
    phase.fields = read_fields(text, blocks, phase.body);
    layout.phases.push_back(std::move(phase));
  }
  if (const BoldField* field = find_bold_field(layout.header, "last checkpoint"))
    layout.checkpoint = find_checkpoint_line(text, *field);
  return layout;
}

const BoldField* find_bold_field(const std::vector<BoldField>& fields, std::string_view name) {
  const auto at = std::find_if(fields.begin(), fields.end(),
                               [name](const BoldField& field) { return field.name == name; });
  return at == fields.end() ? nullptr : &*at;
}

}  // namespace session
