// SPDX-License-Identifier: MIT
// session_history.md: one block for each session.
#include "core/handoff/memory.hpp"

#include "core/markdown/markdown.hpp"
#include "core/text/inline_text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <utility>

namespace session {
namespace {

/// A line of a block: its name and where its value is kept.
struct Line {
  std::string_view name;
  std::string RememberedSession::*value;
};

constexpr std::array<Line, 6> kLines = {{{"Duration", &RememberedSession::duration},
                                         {"Phase", &RememberedSession::phase},
                                         {"Progress", &RememberedSession::progress},
                                         {"Git", &RememberedSession::git},
                                         {"Blockers", &RememberedSession::blockers},
                                         {"Note", &RememberedSession::note}}};

/// Reads `Session 2 — 2025-07-01`.
std::optional<RememberedSession> parse_heading(std::string_view heading) {
  constexpr std::string_view kWord = "Session ";
  constexpr std::string_view kDash = " — ";
  if (!heading.starts_with(kWord)) return std::nullopt;
  RememberedSession session;
  const char* const end = heading.data() + heading.size();
  const auto [rest, error] = std::from_chars(heading.data() + kWord.size(), end, session.number);
  if (error != std::errc() || session.number < 0) return std::nullopt;
  heading.remove_prefix(static_cast<std::size_t>(rest - heading.data()));
  if (heading.starts_with(kDash)) {
    session.date = heading.substr(kDash.size());
  } else if (!heading.empty()) {
    return std::nullopt;
  }
  return session;
}

/// Reads `**Duration**: ~2 hours`.
void read_line(RememberedSession& session, std::string_view text) {
  for (const auto& [name, value] : kLines) {
    const std::string start = fmt::format("**{}**: ", name);
    if (text.starts_with(start)) session.*value = text.substr(start.size());
  }
}

}  // namespace

std::string_view session_history_title() {
  return "# Session History\n\nOne block for each session that was wrapped up, the newest last.\n";
}

std::string format_remembered(const RememberedSession& session) {
  std::string block = fmt::format("\n## Session {} — {}\n", session.number, format_inline(session.date));
  for (const auto& [name, value] : kLines) {
    const std::string text = format_inline(session.*value);
    if (!text.empty()) block += fmt::format("- **{}**: {}\n", name, text);
  }
  return block;
}

std::vector<RememberedSession> parse_session_history(std::string_view text) {
  std::vector<RememberedSession> sessions;
  const Blocks blocks = parse_blocks(text);
  auto item = blocks.items.begin();
  for (std::size_t i = 0; i < blocks.headings.size(); ++i) {
    auto session = parse_heading(slice(text, blocks.headings[i].text));
    if (!session) continue;
    const std::size_t begin = blocks.headings[i].whole.end;
    const std::size_t end = i + 1 < blocks.headings.size() ? blocks.headings[i + 1].line.begin : text.size();
    while (item != blocks.items.end() && item->line.begin < begin) ++item;
    for (; item != blocks.items.end() && item->line.begin < end; ++item) {
      if (item->depth == 0) read_line(*session, slice(text, item->text));
    }
    sessions.push_back(*std::move(session));
  }
  return sessions;
}

}  // namespace session
