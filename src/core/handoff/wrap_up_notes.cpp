// SPDX-License-Identifier: MIT
// What a wrap-up notes for later sessions, and what it says.
#include "core/document/entry_text.hpp"
#include "core/handoff/action_words.hpp"
#include "core/handoff/session_signs.hpp"
#include "core/handoff/wrap_up.hpp"
#include "core/text/inline_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace session {
namespace {

/// A text without a conventional-commit prefix, in the form in which texts are compared.
std::string fold_work(std::string_view text) {
  return fold_for_match(text.substr(find_conventional_prefix(text)));
}

/// `40% → 60%`, or the new value alone when nothing changed.
std::string format_change(const std::string& from, const std::string& to) {
  return from == to || from.empty() ? to : fmt::format("{} → {}", from, to);
}

/// What stands behind the arrow.
std::string find_last_value(const std::string& change) {
  constexpr std::string_view kArrow = " → ";
  const std::size_t at = change.rfind(kArrow);
  return at == change.npos ? change : change.substr(at + kArrow.size());
}

std::string format_percent(const std::optional<int>& percent) {
  return percent ? fmt::format("{}%", *percent) : std::string();
}

std::string format_blockers(const SessionView& view) {
  const auto open = find_open_blockers(view);
  if (open.empty()) return "None";
  std::vector<std::string> texts;
  texts.reserve(open.size());
  for (const Blocker& blocker : open) texts.push_back(format_inline(blocker.text));
  return fmt::format("{} open: {}", open.size(), fmt::join(texts, "; "));
}

}  // namespace

void note_hand_off(State& state, const SessionView& after, std::int64_t now) {
  state.actions = after.next_actions;
  std::vector<SeenBlocker> blockers;
  for (const Blocker& blocker : find_open_blockers(after)) {
    const std::string folded = fold_for_match(blocker.text);
    const auto seen =
        std::find_if(state.blockers.begin(), state.blockers.end(),
                     [&folded](const SeenBlocker& other) { return fold_for_match(other.text) == folded; });
    blockers.push_back({blocker.text, seen == state.blockers.end() ? now : seen->since});
  }
  state.blockers = std::move(blockers);
  state.left = format_fingerprint(after);
}

HandoffRow plan_handoff_row(const WrapUp& wrap_up, const State& before, const SessionView& after,
                            std::int64_t now) {
  constexpr std::int64_t kDay = 86400;
  HandoffRow row;
  row.session = std::to_string(wrap_up.session);
  row.date = wrap_up.date;
  std::set<std::string> completed;
  for (const ViewItem& item : after.completed) completed.insert(fold_work(item.text));
  std::set<std::string> open;
  for (const std::string& action : after.next_actions) open.insert(fold_work(action));
  for (const std::string& action : before.actions) {
    DoneOf& count = names_something(action) ? row.named : row.vague;
    const std::string folded = fold_work(action);
    ++count.of;
    if (completed.contains(folded) && !open.contains(folded)) ++count.done;
  }
  std::set<std::string> blocked;
  for (const Blocker& blocker : find_open_blockers(after)) blocked.insert(fold_for_match(blocker.text));
  for (const SeenBlocker& blocker : before.blockers) {
    if (blocked.contains(fold_for_match(blocker.text))) continue;
    row.closed_after.push_back(static_cast<int>(std::max<std::int64_t>(now - blocker.since, 0) / kDay));
  }
  return row;
}

RememberedSession plan_remembered(const WrapUp& wrap_up, const WrapUpOptions& options,
                                  const SessionView& after, const Checkpoint& checkpoint,
                                  const RememberedSession* last) {
  RememberedSession session;
  session.number = wrap_up.session;
  session.date = wrap_up.date;
  session.duration = wrap_up.duration;
  session.phase = format_change(wrap_up.from_phase, wrap_up.to_phase);
  session.progress = format_percent(wrap_up.progress);
  // Each phase has a count of its own, so only values of one phase are compared.
  if (last != nullptr && find_last_value(last->phase) == wrap_up.to_phase)
    session.progress = format_change(find_last_value(last->progress), session.progress);
  session.git = fmt::format("{} @ {}", format_branch(checkpoint.head),
                            checkpoint.head.id ? checkpoint.abbreviated : "no commit yet");
  session.blockers = format_blockers(after);
  session.note = format_plain(options.note.value_or(""));
  return session;
}

std::vector<std::string> format_wrap_up(const WrapUp& wrap_up, const std::string& snapshot,
                                        std::size_t uncommitted) {
  std::vector<std::string> lines;
  if (wrap_up.is_new) {
    lines.push_back(fmt::format("session {}: {}, {}", wrap_up.session, wrap_up.date, wrap_up.duration));
    if (wrap_up.from_phase != wrap_up.to_phase) {
      const std::string name = format_plain(wrap_up.to_name);
      lines.push_back(fmt::format("phase: {} {}, now Phase {}{}{}", format_plain(wrap_up.from_phase),
                                  wrap_up.completed_phase ? "completed" : "left",
                                  format_plain(wrap_up.to_phase), name.empty() ? "" : ": ", name));
    } else if (!wrap_up.from_phase.empty()) {
      lines.push_back(fmt::format("phase: {}{}", format_plain(wrap_up.from_phase),
                                  wrap_up.completed_phase ? " completed" : ""));
    }
    if (wrap_up.progress) lines.push_back(fmt::format("progress: {}%", *wrap_up.progress));
    lines.push_back(fmt::format(
        "history: {}", wrap_up.has_row ? format_plain(wrap_up.result) : "the file has no table for it"));
    if (!snapshot.empty()) lines.push_back(fmt::format("snapshot: {}", snapshot));
  } else {
    lines.emplace_back("nothing new since the last wrap-up: only the checkpoint is refreshed");
  }
  if (uncommitted > 0) {
    lines.push_back(fmt::format("next: commit {} uncommitted {}, or hand over as it is", uncommitted,
                                uncommitted == 1 ? "change" : "changes"));
  } else {
    lines.emplace_back("next: hand over; to go on: git session resume");
  }
  return lines;
}

}  // namespace session
