// SPDX-License-Identifier: MIT
#include "core/view/status_text.hpp"

#include "core/text/inline_text.hpp"
#include "core/text/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace session {
namespace {

constexpr std::size_t kMostItems = 5;
constexpr std::size_t kMostBlockers = 3;
constexpr std::int64_t kDay = 86'400;

/// Lines under construction; each is cut to the width.
class Screen {
 public:
  explicit Screen(std::size_t columns) : columns_(columns) {}
  void add(const StyledLine& line) { lines_.push_back(cut_line(line, columns_)); }
  void add_heading(std::string_view text) {
    add({});
    add({{std::string(text), Style::heading}});
  }
  void add_rest(std::size_t all, std::size_t most) {
    if (all > most) add({{fmt::format("  … and {} more", all - most), Style::faint}});
  }
  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] std::vector<StyledLine> finish() && { return std::move(lines_); }

 private:
  std::size_t columns_;
  std::vector<StyledLine> lines_;
};

std::string format_phase(const SessionView& view) {
  std::string text = "Phase " + format_plain(view.phase_number);
  if (!view.phase_name.empty()) text += ": " + format_plain(view.phase_name);
  return text;
}

/// `████████░░░░ 60%  3 of 5 done`
StyledLine format_progress(int percent, const std::optional<PhaseCount>& count, std::size_t columns) {
  constexpr std::size_t kLongestBar = 20;
  constexpr std::size_t kBesideBar = 20;
  const std::size_t length = std::min(kLongestBar, columns > kBesideBar ? columns - kBesideBar : 0);
  const auto done = length * static_cast<std::size_t>(std::clamp(percent, 0, 100)) / 100;
  StyledLine line;
  for (std::size_t i = 0; i < length; ++i) {
    const Style style = i < done ? Style::good : Style::faint;
    if (line.empty() || line.back().style != style) line.push_back({{}, style});
    line.back().text += i < done ? "█" : "░";
  }
  line.push_back({fmt::format("{}{}%", length > 0 ? " " : "", percent), Style::plain});
  if (count) line.push_back({fmt::format("  {} of {} done", count->done, count->total), Style::faint});
  return line;
}

void add_phase(Screen& screen, const Status& status) {
  const SessionView& view = status.view;
  if (view.phase_number.empty()) {
    screen.add({{"no phase plan", Style::faint}});
  } else {
    screen.add({{format_phase(view), Style::plain}});
  }
  if (view.progress) screen.add(format_progress(*view.progress, status.count, screen.columns()));
}

void add_in_progress(Screen& screen, const SessionView& view) {
  screen.add_heading("In Progress");
  if (view.in_progress.empty()) screen.add({{"  nothing", Style::faint}});
  const std::size_t shown = std::min(view.in_progress.size(), kMostItems);
  for (std::size_t i = 0; i < shown; ++i) {
    const ViewItem& item = view.in_progress[i];
    const bool is_blocked = fold_for_match(item.note).starts_with("blocked");
    StyledLine line = {is_blocked ? StyledSpan{"  ! ", Style::bad} : StyledSpan{"  ▸ ", Style::good},
                       {format_plain(item.text), Style::plain}};
    if (!item.note.empty()) line.push_back({" — " + format_plain(item.note), Style::faint});
    screen.add(line);
  }
  screen.add_rest(view.in_progress.size(), kMostItems);
}

void add_blockers(Screen& screen, const SessionView& view) {
  const auto blockers = find_open_blockers(view);
  if (blockers.empty()) return;
  screen.add_heading("Blockers");
  const std::size_t shown = std::min(blockers.size(), kMostBlockers);
  for (std::size_t i = 0; i < shown; ++i) {
    screen.add({{"  ! ", Style::bad}, {format_plain(blockers[i].text), Style::plain}});
    if (!blockers[i].mitigation.empty())
      screen.add({{"    try: " + format_plain(blockers[i].mitigation), Style::faint}});
  }
  screen.add_rest(blockers.size(), kMostBlockers);
}

void add_next_actions(Screen& screen, const SessionView& view) {
  const auto& actions = view.next_actions;
  if (actions.empty()) return;
  screen.add_heading("Next Actions");
  const std::size_t shown = std::min(actions.size(), kMostItems);
  for (std::size_t i = 0; i < shown; ++i)
    screen.add({{fmt::format("  {}. {}", i + 1, format_plain(actions[i])), Style::plain}});
  screen.add_rest(actions.size(), kMostItems);
}

/// The newest items of a list; files are kept oldest first, or newest first, by their dates.
std::vector<ViewItem> find_newest(const std::vector<ViewItem>& items) {
  std::vector<ViewItem> newest = items;
  const bool is_newest_first = items.size() > 1 && items.front().date > items.back().date;
  if (!is_newest_first) std::reverse(newest.begin(), newest.end());
  if (newest.size() > kMostItems) newest.resize(kMostItems);
  return newest;
}

void add_completed(Screen& screen, const Status& status) {
  screen.add_heading("Completed");
  std::string counts = fmt::format("  today {}", status.today.size());
  if (status.this_session) counts += fmt::format(", this session {}", status.this_session->size());
  screen.add({{counts + fmt::format(", in all {}", status.view.completed.size()), Style::plain}});
  const auto& items = status.this_session && status.this_session->size() >= status.today.size()
                          ? *status.this_session
                          : status.today;
  for (const ViewItem& item : find_newest(items)) {
    StyledLine line = {{"  ✓ ", Style::good}};
    if (!item.hash.empty()) line.push_back({format_plain(item.hash) + " ", Style::faint});
    line.push_back({format_plain(item.text), Style::plain});
    if (!item.mark.empty()) line.push_back({" — " + format_plain(item.mark), Style::bad});
    screen.add(line);
  }
  screen.add_rest(items.size(), kMostItems);
}

std::string format_place(const ActualState& actual) {
  return format_branch(actual.head) +
         (actual.head.id ? " @ " + actual.abbreviated : std::string(" without a commit"));
}

std::string count_changes(const ActualState& actual) {
  if (!actual.changes || actual.changes->empty()) return {};
  const std::size_t count = actual.changes->size();
  return fmt::format(", {} uncommitted change{}", count, count == 1 ? "" : "s");
}

/// What stands behind the name of the verdict.
std::string explain(const Status& status) {
  const Verdict& verdict = status.verdict;
  const std::string recorded = format_plain(status.recorded.hash.value_or(""));
  std::string place = format_place(status.actual);
  switch (verdict.kind) {
    case VerdictKind::match: return place + count_changes(status.actual);
    case VerdictKind::rewritten:
    case VerdictKind::ahead:
    case VerdictKind::behind:
    case VerdictKind::diverged: return fmt::format("{}, was {}", place, recorded);
    case VerdictKind::other_branch:
      return fmt::format("{}, was {}", place, format_plain(status.recorded.branch.value_or("")));
    case VerdictKind::changes_differ:
      return fmt::format("{} new, {} gone, {} changed since", verdict.appeared.size(),
                         verdict.vanished.size(), verdict.changed.size());
    case VerdictKind::unknown:
      return verdict.relation.shallow ? fmt::format("a shallow clone hides how {} got here", recorded)
                                      : fmt::format("recorded {} is not in this repository", recorded);
    case VerdictKind::no_checkpoint: return "the next commit writes it";
    case VerdictKind::busy: return std::string(describe(status.actual.operation)) + " is under way";
  }
  return place;
}

Style style_of(const Verdict& verdict) {
  if (is_good(verdict)) return Style::good;
  const bool is_open = verdict.kind == VerdictKind::busy || verdict.kind == VerdictKind::no_checkpoint;
  return is_open ? Style::caution : Style::bad;
}

bool has_count(VerdictKind kind) {
  return kind == VerdictKind::ahead || kind == VerdictKind::behind;
}

void add_verdict(Screen& screen, const Status& status) {
  screen.add_heading("Git Checkpoint");
  const Verdict& verdict = status.verdict;
  const Style style = style_of(verdict);
  std::string name = style == Style::good ? "  ✓ " : style == Style::bad ? "  ✗ " : "  - ";
  name += describe(verdict);
  screen.add({{std::move(name), style}, {": " + explain(status), Style::plain}});
  if (style == Style::bad) screen.add({{"    more: git session verify", Style::faint}});
}

std::string_view verdict_sign(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::match:
    case VerdictKind::rewritten: return "✓";
    case VerdictKind::ahead: return "↑";
    case VerdictKind::behind: return "↓";
    case VerdictKind::diverged: return "⇅";
    case VerdictKind::unknown: return "?";
    case VerdictKind::other_branch: return "⎇";
    case VerdictKind::changes_differ: return "±";
    case VerdictKind::no_checkpoint: return "∅";
    case VerdictKind::busy: return "…";
  }
  return "?";
}

/// A number that may stand in a prompt, where a shell may expand what it finds.
bool is_prompt_safe(std::string_view number) {
  constexpr std::size_t kLongest = 8;
  return !number.empty() && number.size() <= kLongest &&
         std::all_of(number.begin(), number.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.';
         });
}

}  // namespace

std::vector<ViewItem> find_completed_on(const SessionView& view, std::string_view date) {
  std::vector<ViewItem> items;
  std::copy_if(view.completed.begin(), view.completed.end(), std::back_inserter(items),
               [date](const ViewItem& item) { return item.date == date; });
  return items;
}

std::optional<SessionStart> find_session_opening(const State& state) {
  if (state.wrapped) return SessionStart{*state.wrapped, false};
  if (state.opened) return SessionStart{*state.opened, true};
  return std::nullopt;
}

std::vector<std::string> find_recent_hashes(const SessionView& view, const SessionStart& start) {
  // A date is that of the commit's own zone, which may be a day behind UTC.
  const std::string first = format_date(start.seconds - kDay, 0);
  std::vector<std::string> hashes;
  for (const ViewItem& item : view.completed) {
    if (!item.hash.empty() && item.date >= first) hashes.push_back(item.hash);
  }
  return hashes;
}

std::vector<ViewItem> find_completed_since(const SessionView& view, const SessionStart& start,
                                           const std::map<std::string, std::int64_t>& committed) {
  const std::string day = format_date(start.seconds, 0);
  std::vector<ViewItem> items;
  for (const ViewItem& item : view.completed) {
    const auto found = committed.find(item.hash);
    const bool is_later = found == committed.end() ? item.date > day || (start.inclusive && item.date == day)
                                                   : found->second > start.seconds ||
                                                         (start.inclusive && found->second == start.seconds);
    if (is_later) items.push_back(item);
  }
  return items;
}

std::vector<StyledLine> format_status(const Status& status, std::string_view file, std::size_t columns) {
  const SessionView& view = status.view;
  Screen screen(columns);
  const std::string project = format_plain(view.project.empty() ? file : std::string_view(view.project));
  screen.add({{project, Style::heading}, {fmt::format(", session {}", status.session), Style::plain}});
  add_phase(screen, status);
  add_in_progress(screen, view);
  add_blockers(screen, view);
  add_next_actions(screen, view);
  add_completed(screen, status);
  add_verdict(screen, status);
  return std::move(screen).finish();
}

std::string format_short_status(const SessionView& view, const Verdict& verdict) {
  std::string text;
  if (is_prompt_safe(view.phase_number)) text += "P" + view.phase_number + " ";
  if (view.progress) text += fmt::format("{}% ", std::clamp(*view.progress, 0, 100));
  if (!view.in_progress.empty()) text += fmt::format("{}▸ ", view.in_progress.size());
  if (const auto open = find_open_blockers(view); !open.empty()) text += fmt::format("{}! ", open.size());
  text.append(verdict_sign(verdict.kind));
  if (has_count(verdict.kind)) text += std::to_string(verdict.count);
  return text;
}

}  // namespace session
