// SPDX-License-Identifier: MIT
#include "core/document/heading_name.hpp"

#include "core/text/inline_text.hpp"
#include "core/text/utf8.hpp"

#include <algorithm>
#include <array>

namespace session {
namespace {

struct BuiltInName {
  SectionKind kind;
  std::string_view folded;  ///< as fold_heading gives it, so that no run of a hook has to fold it
};

/// Grouped by kind. The first name of a group is the one that we write.
constexpr auto kBuiltInNames = std::to_array<BuiltInName>({
    {SectionKind::current_phase, "current phase"},
    {SectionKind::current_phase, "current state"},
    {SectionKind::current_phase, "current status"},
    {SectionKind::current_phase, "current position"},
    {SectionKind::current_phase, "phase"},
    {SectionKind::completed, "completed items"},
    {SectionKind::completed, "completed"},
    {SectionKind::completed, "done"},
    {SectionKind::completed, "completed work"},
    {SectionKind::completed, "completed tasks"},
    {SectionKind::completed, "what works"},
    {SectionKind::completed, "what was done"},
    {SectionKind::completed, "what was implemented"},
    {SectionKind::completed, "recently completed"},
    {SectionKind::completed, "completed this session"},
    {SectionKind::completed, "finished"},
    {SectionKind::completed, "accomplished"},
    {SectionKind::in_progress, "in progress"},
    {SectionKind::in_progress, "work in progress"},
    {SectionKind::in_progress, "wip"},
    {SectionKind::in_progress, "doing"},
    {SectionKind::in_progress, "current work"},
    {SectionKind::in_progress, "active work"},
    {SectionKind::in_progress, "ongoing"},
    {SectionKind::blockers, "blockers"},
    {SectionKind::blockers, "open blockers"},
    {SectionKind::blockers, "blocked"},
    {SectionKind::blockers, "known issues"},
    {SectionKind::blockers, "open issues"},
    {SectionKind::blockers, "current issues"},
    {SectionKind::blockers, "issues"},
    {SectionKind::next_actions, "next actions"},
    {SectionKind::next_actions, "next steps"},
    {SectionKind::next_actions, "next"},
    {SectionKind::next_actions, "next action"},
    {SectionKind::next_actions, "what's next"},
    {SectionKind::next_actions, "up next"},
    {SectionKind::next_actions, "next up"},
    {SectionKind::next_actions, "todo"},
    {SectionKind::next_actions, "to do"},
    {SectionKind::next_actions, "remaining"},
    {SectionKind::next_actions, "remaining work"},
    {SectionKind::checkpoint, "git checkpoint"},
    {SectionKind::checkpoint, "checkpoint"},
    {SectionKind::checkpoint, "last checkpoint"},
    {SectionKind::checkpoint, "git state"},
    {SectionKind::checkpoint, "git status"},
    {SectionKind::checkpoint, "git"},
    {SectionKind::history, "session history"},
    {SectionKind::history, "history"},
    {SectionKind::history, "session log"},
    {SectionKind::history, "sessions"},
});

/// Small letters, with single blanks and apostrophes between them: folding changes nothing in such a name.
constexpr bool is_folded(std::string_view name) {
  bool between = true;  // at the start, or behind a blank or apostrophe
  for (const char c : name) {
    const bool letter = c >= 'a' && c <= 'z';
    if (!letter && (between || (c != ' ' && c != '\''))) return false;
    between = !letter;
  }
  return !between;
}

static_assert(std::all_of(kBuiltInNames.begin(), kBuiltInNames.end(),
                          [](const BuiltInName& name) { return is_folded(name.folded); }));

/// Symbols, dingbats, emoji and the joiners between them.
bool is_symbol(std::uint32_t c) {
  return (c >= 0x2190 && c <= 0x2bff) || c == 0x200d || c == 0xfe0f || c == 0x20e3 || c >= 0x1f000;
}

std::string without_symbols(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf8(text, i);
    result.append(is_symbol(point.value) ? std::string_view(" ") : text.substr(i, point.length));
    i += point.length;
  }
  return result;
}

/// The length of `1. `, `2) ` or `1.2 ` at the start.
std::size_t find_number_prefix(std::string_view text) {
  const std::size_t end = text.find_first_not_of("0123456789.)");
  if (end == 0 || end == std::string_view::npos || text[end] != ' ') return 0;
  return text.front() >= '0' && text.front() <= '9' ? end + 1 : 0;
}

}  // namespace

std::string fold_heading(std::string_view heading) {
  std::string name = without_symbols(heading);
  name.erase(0, std::min(name.find_first_not_of(" *_"), name.size()));
  name.erase(0, find_number_prefix(name));
  static constexpr std::array<std::string_view, 6> kCuts = {" - ", " — ", " – ", ":", "(", " | "};
  std::size_t cut = name.size();
  for (const std::string_view mark : kCuts) cut = std::min(cut, name.find(mark));
  return fold_for_match(std::string_view(name).substr(0, cut));
}

SectionNames::SectionNames(const std::map<SectionKind, std::vector<std::string>>& aliases) {
  for (const auto& [kind, names] : aliases) {
    for (const std::string& name : names) aliases_[kind].push_back(fold_heading(name));
  }
}

std::optional<std::pair<SectionKind, std::size_t>> SectionNames::find(std::string_view heading) const {
  const std::string name = fold_heading(heading);
  if (name.empty()) return std::nullopt;
  std::size_t rank = 0;
  const BuiltInName* previous = nullptr;
  for (const BuiltInName& built_in : kBuiltInNames) {
    const bool is_first = previous == nullptr || previous->kind != built_in.kind;
    previous = &built_in;
    if (is_first) rank = 0;
    if (built_in.folded == name) return std::pair(built_in.kind, rank);
    ++rank;
    if (!is_first) continue;
    // A person's own names come right behind the one that we write.
    const auto own = aliases_.find(built_in.kind);
    if (own == aliases_.end()) continue;
    const auto alias = std::find(own->second.begin(), own->second.end(), name);
    if (alias != own->second.end()) {
      return std::pair(built_in.kind, rank + static_cast<std::size_t>(alias - own->second.begin()));
    }
    rank += own->second.size();
  }
  return std::nullopt;
}

}  // namespace session
