// SPDX-License-Identifier: MIT
#include "core/heading_name.hpp"

#include "core/inline_text.hpp"
#include "core/utf8.hpp"

#include <algorithm>
#include <array>

namespace session {
namespace {

struct NameList {
  SectionKind kind;
  std::vector<std::string_view> names;
};

/// The first name of a list is the one that we write.
const std::vector<NameList>& built_in_names() {
  static const std::vector<NameList> kNames = {
      {SectionKind::current_phase,
       {"Current Phase", "Current State", "Current Status", "Current Position", "Phase"}},
      {SectionKind::completed,
       {"Completed Items", "Completed", "Done", "Completed Work", "Completed Tasks", "What Works",
        "What Was Done", "What Was Implemented", "Recently Completed", "Completed This Session", "Finished",
        "Accomplished"}},
      {SectionKind::in_progress,
       {"In Progress", "Work in Progress", "WIP", "Doing", "Current Work", "Active Work", "Ongoing"}},
      {SectionKind::blockers,
       {"Blockers", "Open Blockers", "Blocked", "Known Issues", "Open Issues", "Current Issues", "Issues"}},
      {SectionKind::next_actions,
       {"Next Actions", "Next Steps", "Next", "Next Action", "What's Next", "Up Next", "Next Up", "Todo",
        "To Do", "Remaining", "Remaining Work"}},
      {SectionKind::checkpoint,
       {"Git Checkpoint", "Checkpoint", "Last Checkpoint", "Git State", "Git Status", "Git"}},
      {SectionKind::history, {"Session History", "History", "Session Log", "Sessions"}},
  };
  return kNames;
}

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
  for (const auto& [kind, names] : built_in_names()) {
    std::size_t rank = 0;
    const auto add = [this, kind = kind, &rank](std::string_view name) {
      names_.try_emplace(fold_heading(name), kind, rank++);
    };
    add(names.front());
    if (const auto own = aliases.find(kind); own != aliases.end()) {
      for (const std::string& name : own->second) add(name);
    }
    for (std::size_t i = 1; i < names.size(); ++i) add(names[i]);
  }
}

std::optional<std::pair<SectionKind, std::size_t>> SectionNames::find(std::string_view heading) const {
  const auto found = names_.find(fold_heading(heading));
  if (found == names_.end() || found->first.empty()) return std::nullopt;
  return found->second;
}

}  // namespace session
