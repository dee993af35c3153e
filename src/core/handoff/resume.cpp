// SPDX-License-Identifier: MIT
// In which order to go on.
#include "core/handoff/resume.hpp"

#include "core/handoff/action_words.hpp"
#include "core/text/inline_text.hpp"
#include "core/text/time.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace session {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::int64_t kOldSeconds = std::int64_t{2} * 24 * 60 * 60;
constexpr std::size_t kManyLines = 200;

/// A piece without the marks around it; empty for marks alone.
std::string_view strip_piece(std::string_view piece) {
  constexpr std::string_view kOpening = "\"'`([{<,;:!?*";
  constexpr std::string_view kClosing = "\"'`)]}>,;:!?*.";
  const std::size_t begin = piece.find_first_not_of(kOpening);
  if (begin == std::string_view::npos) return {};
  const std::size_t last = piece.find_last_not_of(kClosing);
  if (last == std::string_view::npos || last < begin) return {};
  return piece.substr(begin, last + 1 - begin);
}

/// Calls `see` with each code span of `text`, without its backticks: a run of backticks up to the next run of
/// the same length (CommonMark 6.1).
template <class See>
void for_each_code_span(std::string_view text, See see) {
  for (std::size_t at = text.find('`'); at != std::string_view::npos; at = text.find('`', at)) {
    const std::size_t begin = std::min(text.find_first_not_of('`', at), text.size());
    const std::size_t length = begin - at;
    std::size_t close = text.find('`', begin);
    std::size_t after = begin;
    while (close != std::string_view::npos) {
      after = std::min(text.find_first_not_of('`', close), text.size());
      if (after - close == length) break;
      close = text.find('`', after);
    }
    if (close == std::string_view::npos) {
      at = begin;  // A run that nothing closes is text.
      continue;
    }
    see(text.substr(begin, close - begin));
    at = after;
  }
}

/// What makes an action immediate.
struct Urgency {
  std::set<std::string_view> pieces;                         ///< of the code spans of open blockers
  std::set<std::pair<std::string, std::string>> beginnings;  ///< of blocked items, folded
};

/// The first two words, folded; nothing when there are fewer.
std::optional<std::pair<std::string, std::string>> find_beginning(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view piece : find_pieces(text)) {
    std::string word = fold_for_match(piece);
    if (!word.empty()) words.push_back(std::move(word));
    if (words.size() == 2) return std::pair(words[0], words[1]);
  }
  return std::nullopt;
}

Urgency find_urgency(const SessionView& view) {
  Urgency urgency;
  for (const Blocker& blocker : view.blockers) {
    if (!blocker.open) continue;
    for (const std::string* cell : {&blocker.text, &blocker.impact, &blocker.mitigation, &blocker.status}) {
      const auto pieces = find_code_pieces(*cell);
      urgency.pieces.insert(pieces.begin(), pieces.end());
    }
  }
  for (const ViewItem& item : view.in_progress) {
    if (fold_for_match(item.note) != fold_for_match(kBlockedNote)) continue;
    if (auto beginning = find_beginning(item.text)) urgency.beginnings.insert(*std::move(beginning));
  }
  return urgency;
}

bool is_immediate(std::string_view action, const Urgency& urgency) {
  const auto pieces = find_pieces(action);
  if (std::any_of(pieces.begin(), pieces.end(),
                  [&](std::string_view piece) { return urgency.pieces.contains(piece); })) {
    return true;
  }
  const auto beginning = find_beginning(action);
  return beginning && urgency.beginnings.contains(*beginning);
}

/// True when one of the document's lists names the deliverable, or a next action one of its steps.
bool is_named(const Deliverable& deliverable, const SessionView& view) {
  const std::string wanted = fold_for_match(deliverable.text);
  const auto is_item = [&](const ViewItem& item) { return fold_for_match(item.text) == wanted; };
  if (std::any_of(view.completed.begin(), view.completed.end(), is_item)) return true;
  if (std::any_of(view.in_progress.begin(), view.in_progress.end(), is_item)) return true;
  return std::any_of(view.next_actions.begin(), view.next_actions.end(), [&](const std::string& action) {
    const std::string folded = fold_for_match(action);
    if (folded.find(wanted) != std::string::npos) return true;
    return std::any_of(deliverable.steps.begin(), deliverable.steps.end(),
                       [&](const std::string& step) { return fold_for_match(step) == folded; });
  });
}

bool is_without_words(std::string_view cell) {
  return fold_for_match(cell).empty() || fold_for_match(cell) == "none" || cell == "—";
}

}  // namespace

std::vector<std::string_view> find_pieces(std::string_view text) {
  std::vector<std::string_view> pieces;
  for (std::size_t at = text.find_first_not_of(kBlanks); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
    const std::string_view piece = strip_piece(text.substr(at, end - at));
    if (!piece.empty()) pieces.push_back(piece);
    at = text.find_first_not_of(kBlanks, end);
  }
  return pieces;
}

std::vector<std::string_view> find_code_pieces(std::string_view text) {
  std::vector<std::string_view> pieces;
  for_each_code_span(text, [&pieces](std::string_view span) {
    const auto found = find_pieces(span);
    pieces.insert(pieces.end(), found.begin(), found.end());
  });
  return pieces;
}

const Phase* find_named_phase(const Plan& plan, const SessionView& view) {
  const auto found = std::find_if(plan.phases.begin(), plan.phases.end(), [&](const Phase& phase) {
    return !phase.number.empty() && phase.number == view.phase_number;
  });
  return found == plan.phases.end() ? nullptr : &*found;
}

std::vector<PlannedAction> plan_resume(const SessionView& view, const Phase* phase) {
  const Urgency urgency = find_urgency(view);
  std::vector<PlannedAction> actions;
  const auto add = [&](const std::string& text, bool immediate, ActionSource source) {
    actions.push_back({text, immediate ? ActionPriority::immediate : ActionPriority::then, source,
                       source == ActionSource::plan ? 0 : actions.size() + 1});
  };
  for (const std::string& action : view.next_actions) {
    add(action, is_immediate(action, urgency), ActionSource::next_actions);
  }
  if (actions.empty()) {
    for (const ViewItem& item : view.in_progress) {
      add(item.text, is_immediate(item.text, urgency), ActionSource::in_progress);
    }
  }
  std::stable_partition(actions.begin(), actions.end(), [](const PlannedAction& action) {
    return action.priority == ActionPriority::immediate;
  });
  if (phase == nullptr) return actions;
  for (const Deliverable& deliverable : phase->deliverables) {
    if (!deliverable.done && !is_named(deliverable, view)) add(deliverable.text, false, ActionSource::plan);
  }
  return actions;
}

std::vector<std::string> find_named_paths(std::string_view text) {
  std::vector<std::string> paths;
  for (std::string_view piece : find_pieces(text)) {
    while (piece.starts_with("./")) piece.remove_prefix(2);
    // `file.cpp:12` and `file.cpp:12:3` name a place in the file.
    for (std::size_t colon = piece.rfind(':'); colon != std::string_view::npos; colon = piece.rfind(':')) {
      if (piece.find_first_not_of("0123456789", colon + 1) != std::string_view::npos) break;
      piece = piece.substr(0, colon);
    }
    const bool looks_like_path = piece.find('/') != std::string_view::npos ||
                                 (piece.find('.') != std::string_view::npos && !piece.ends_with('.'));
    if (!looks_like_path || piece.starts_with('/') || piece.find("//") != std::string_view::npos) continue;
    if (std::find(paths.begin(), paths.end(), piece) == paths.end()) paths.emplace_back(piece);
  }
  return paths;
}

ResumeConcerns find_concerns(const SessionView& view, std::int64_t now) {
  ResumeConcerns concerns;
  for (std::size_t i = 0; i < view.next_actions.size(); ++i) {
    if (!names_something(view.next_actions[i])) concerns.vague.push_back(i + 1);
  }
  for (const Blocker& blocker : view.blockers) {
    if (blocker.open && is_without_words(blocker.mitigation)) concerns.unmitigated.push_back(blocker.text);
  }
  if (const auto taken = parse_timestamp(view.timestamp); taken && now - *taken > kOldSeconds) {
    concerns.age = now - *taken;
  }
  if (view.lines > kManyLines) concerns.lines = view.lines;
  return concerns;
}

std::vector<std::string> fit_lines(const std::vector<std::string>& lines,
                                   const std::function<std::string(std::size_t left)>& format_rest,
                                   const std::function<bool(const std::vector<std::string>&)>& fits) {
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    kept.push_back(lines[i]);
    std::vector<std::string> whole = kept;
    if (const std::size_t left = lines.size() - kept.size(); left > 0) whole.push_back(format_rest(left));
    if (fits(whole)) continue;
    kept.pop_back();
    break;
  }
  if (const std::size_t left = lines.size() - kept.size(); left > 0) kept.push_back(format_rest(left));
  return kept;
}

}  // namespace session
