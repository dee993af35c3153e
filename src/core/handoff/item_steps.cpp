// SPDX-License-Identifier: MIT
#include "core/handoff/item_steps.hpp"

#include "core/document/entry_text.hpp"
#include "core/handoff/item_choice.hpp"
#include "core/text/inline_text.hpp"
#include "core/text/shell_word.hpp"
#include "core/view/session_view.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace session {
namespace {

constexpr auto kCompleted = SectionKind::completed;
constexpr auto kInProgress = SectionKind::in_progress;
constexpr auto kNext = SectionKind::next_actions;
constexpr std::string_view kReopenedNote = "reopened";
constexpr std::string_view kNotStarted = "not started";

ItemStep refuse(std::vector<Message> messages) {
  ItemStep step;
  step.messages = std::move(messages);
  step.refused = true;
  return step;
}

/// The refusal of a step that needs a section which the document lacks; nothing when it can be written to.
std::optional<ItemStep> find_missing(const Draft& draft, SectionKind kind, std::string_view name) {
  if (draft.can_edit(kind)) return std::nullopt;
  if (draft.document().find(kind) == nullptr) {
    return refuse({{MessageKind::warning, fmt::format("the file has no section '{}'", name)},
                   {MessageKind::hint, "add what is missing: git session init --adopt"}});
  }
  return refuse({{MessageKind::warning,
                  fmt::format("the section '{}' holds a code block or comment that is never closed", name)}});
}

std::string format_completed_line(const DraftItem& item) {
  return "- " + format_plain(format_completed(item.words, item.hash, item.date));
}

std::string format_open_line(const DraftItem& item) {
  return "- " + format_plain(format_open(item.words, item.note));
}

/// A note stands behind the last dash of its line, so it can hold none itself.
std::string format_note(std::string_view note) {
  constexpr std::string_view kDash = " — ";
  std::string text = format_inline(note);
  for (std::size_t at = text.find(kDash); at != text.npos; at = text.find(kDash, at))
    text.replace(at, kDash.size(), " - ");
  return text;
}

/// Words whose end would be read as a commit's hash get a full stop, which no comparison heeds.
std::string close_words(std::string words, std::string_view date) {
  const std::string line = words + " (" + std::string(date) + ")";
  if (!parse_completed_text(line).hash.empty()) words += ".";
  return words;
}

/// Next actions that say what is done now go.
void remove_equal_next(Draft& draft, std::string_view words, std::vector<Effect>& effects) {
  const std::string folded = fold_for_match(words);
  for (std::size_t i = draft.items(kNext).size(); i-- > 0;) {
    if (fold_for_match(draft.items(kNext)[i].words) != folded) continue;
    effects.push_back({EffectKind::removed_next, draft.items(kNext)[i].words, {}, {}, i, true});
    (void)draft.remove(kNext, i);
  }
}

/// What is to be completed: an open item, or a completed one of equal text.
struct Target {
  std::optional<std::size_t> position;
  SectionKind kind = kInProgress;
  std::vector<Message> refusal;
};

/// The order is that of `Completes:` trailers.
Target find_target(const Draft& draft, std::string_view item) {
  const auto& open = draft.items(kInProgress);
  const Choices in_progress = list_choices(open, "item in progress");
  if (parse_item_number(item)) {
    Choice choice = choose_item(in_progress, item);
    return {choice.index, kInProgress, std::move(choice.refusal)};
  }
  if (const auto done = find_equal(draft.items(kCompleted), item); done && !find_equal(open, item))
    return {done, kCompleted, {}};
  Choice choice = choose_item(in_progress, item);
  if (choice.index || choice.ambiguous) return {choice.index, kInProgress, std::move(choice.refusal)};
  Choice next = choose_item(list_choices(draft.items(kNext), "next action"), item);
  if (next.index || next.ambiguous) return {next.index, kNext, std::move(next.refusal)};
  if (!choice.refusal.empty()) {
    const std::string_view value = item;
    constexpr std::size_t kShownWords = 50;
    choice.refusal.front().text = fmt::format("no item in progress and no next action fits \"{}\"",
                                              format_shortened(format_plain(value), kShownWords));
  }
  return {std::nullopt, kInProgress, std::move(choice.refusal)};
}

/// Moves an open item to Completed Items.
ItemStep complete_open(Draft& draft, const Target& target, const ShownCommit& shown) {
  ItemStep step;
  const std::size_t position = *target.position;
  DraftItem item = draft.remove(target.kind, position);
  const auto kind =
      target.kind == kInProgress ? EffectKind::completed_from_progress : EffectKind::completed_from_next;
  step.effects.push_back({kind, item.words, item.note, {}, position, true});
  item.note.clear();
  item.hash = shown.hash;
  item.date = shown.date;
  if (shown.hash.empty()) item.words = close_words(std::move(item.words), shown.date);
  const std::string words = item.words;
  step.lines.push_back(format_completed_line(item));
  draft.add_completed(std::move(item));
  remove_equal_next(draft, words, step.effects);
  return step;
}

std::string format_row(const BlockerCells& cells, std::string_view status) {
  const auto cell = [](const std::string& text) {
    return text.empty() ? std::string("—") : format_cell(text);
  };
  return fmt::format("| {} | {} | {} | {} |", cell(cells.text), cell(cells.impact), cell(cells.mitigation),
                     status);
}

}  // namespace

ItemStep start_item(Draft& draft, std::string_view text, std::string_view note) {
  if (auto missing = find_missing(draft, kInProgress, "In Progress")) return *std::move(missing);
  ItemStep step;
  DraftItem item;
  const auto& open = draft.items(kInProgress);
  const auto under_way = find_equal(open, text);
  auto next = find_equal(draft.items(kNext), text);
  if (!under_way && !next && parse_item_number(text)) {
    Choice choice = choose_item(list_choices(draft.items(kNext), "next action"), text);
    if (!choice.index) return refuse(std::move(choice.refusal));
    next = choice.index;
  }
  if (under_way) {
    item = open[*under_way];
  } else if (next) {
    item = draft.remove(kNext, *next);
  } else {
    item.words = format_item_text(text);
    if (find_equal(draft.items(kCompleted), text)) {
      step.messages.push_back({MessageKind::hint,
                               "a completed item says the same; to take that one back: git "
                               "session reopen " +
                                   format_shell_word(item.words)});
    }
  }
  if (!note.empty()) {
    item.note = format_note(note);
  } else if (item.note.empty() || item.note == kNotStarted) {
    item.note = kStartedNote;
  }
  step.lines.push_back(format_open_line(item));
  if (under_way && *under_way == 0) {
    draft.set_note(0, item.note);
  } else {
    if (under_way) item.nested = draft.remove(kInProgress, *under_way).nested;
    draft.insert(kInProgress, 0, std::move(item));
  }
  return step;
}

ItemStep complete_item(Draft& draft, std::string_view item, std::string_view date) {
  if (auto missing = find_missing(draft, kCompleted, "Completed Items")) return *std::move(missing);
  Target target = find_target(draft, item);
  if (!target.position) return refuse(std::move(target.refusal));
  const std::string words = target.kind == kCompleted ? draft.items(kCompleted)[*target.position].words
                                                      : draft.items(target.kind)[*target.position].words;
  const std::string how = fmt::format("name the commit that did it: git session done {} --commit REV",
                                      format_shell_word(format_plain(words)));
  if (target.kind == kCompleted) {
    std::vector<Message> messages = {
        {MessageKind::warning, fmt::format("\"{}\" is completed already", format_plain(words))}};
    if (draft.items(kCompleted)[*target.position].hash.empty()) messages.push_back({MessageKind::hint, how});
    return refuse(std::move(messages));
  }
  ItemStep step = complete_open(draft, target, {{}, std::string(date)});
  // Without a commit there is nothing whose fate these could follow.
  step.effects.clear();
  step.messages.push_back({MessageKind::hint, how});
  return step;
}

ItemStep complete_item(Draft& draft, std::string_view item, const ShownCommit& shown) {
  if (auto missing = find_missing(draft, kCompleted, "Completed Items")) return *std::move(missing);
  Target target = find_target(draft, item);
  if (!target.position) return refuse(std::move(target.refusal));
  if (target.kind != kCompleted) return complete_open(draft, target, shown);
  ItemStep step;
  DraftItem done = draft.items(kCompleted)[*target.position];
  if (done.hash != shown.hash) {
    step.effects.push_back(
        {EffectKind::completed_again, done.words, done.hash + " " + done.date, {}, *target.position, true});
    draft.set_commit(*target.position, shown.hash, shown.date);
    draft.set_mark(*target.position, "");
  }
  done.hash = shown.hash;
  done.date = shown.date;
  step.lines.push_back(format_completed_line(done));
  return step;
}

ItemStep add_next_actions(Draft& draft, const std::vector<std::string>& texts) {
  if (auto missing = find_missing(draft, kNext, "Next Actions")) return *std::move(missing);
  ItemStep step;
  for (const std::string& text : texts) {
    const bool is_next = find_equal(draft.items(kNext), text).has_value();
    if (is_next || find_equal(draft.items(kInProgress), text)) {
      step.messages.push_back({MessageKind::report, fmt::format("\"{}\" is {} already", format_plain(text),
                                                                is_next ? "a next action" : "in progress")});
      continue;
    }
    DraftItem item;
    item.words = format_item_text(text);
    step.lines.push_back(fmt::format("{}. {}", draft.items(kNext).size() + 1, format_plain(item.words)));
    draft.append(kNext, std::move(item));
  }
  return step;
}

ItemStep add_blocker(Draft& draft, const BlockerCells& cells, std::string_view item) {
  if (auto missing = find_missing(draft, SectionKind::blockers, "Blockers")) return *std::move(missing);
  std::optional<std::size_t> blocked;
  if (!item.empty()) {
    if (auto missing = find_missing(draft, kInProgress, "In Progress")) return *std::move(missing);
    Choice choice = choose_item(list_choices(draft.items(kInProgress), "item in progress"), item);
    if (!choice.index) return refuse(std::move(choice.refusal));
    blocked = choice.index;
  }
  ItemStep step;
  if (draft.add_blocker(cells)) {
    step.lines.push_back(format_row(cells, "Open"));
  } else {
    step.messages.push_back({MessageKind::report, "there is such a blocker already"});
  }
  if (blocked) {
    draft.set_note(*blocked, std::string(kBlockedNote));
    step.lines.push_back(format_open_line(draft.items(kInProgress)[*blocked]));
  }
  return step;
}

ItemStep resolve_blocker(Draft& draft, std::string_view item) {
  if (auto missing = find_missing(draft, SectionKind::blockers, "Blockers")) return *std::move(missing);
  const std::vector<Blocker> open = find_open_blockers(view_document(draft.document()));
  Choices choices{"open blocker", {}};
  for (const Blocker& blocker : open) choices.texts.push_back(blocker.text);
  Choice choice = choose_item(choices, item);
  if (!choice.index) return refuse(std::move(choice.refusal));
  ItemStep step;
  const Blocker& blocker = open[*choice.index];
  draft.resolve_blocker(blocker.place);
  step.lines.push_back(format_row({blocker.text, blocker.impact, blocker.mitigation}, "Resolved"));
  if (open.size() > 1) return step;
  for (std::size_t i = 0; i < draft.items(kInProgress).size(); ++i) {
    if (draft.items(kInProgress)[i].note != kBlockedNote) continue;
    draft.set_note(i, std::string(kStartedNote));
    step.lines.push_back(format_open_line(draft.items(kInProgress)[i]));
  }
  return step;
}

ItemStep reopen_item(Draft& draft, std::string_view item) {
  if (auto missing = find_missing(draft, kInProgress, "In Progress")) return *std::move(missing);
  const std::vector<DraftItem>& completed = draft.items(kCompleted);
  Choices choices = list_choices(completed, "completed item");
  const bool from_end = !draft.is_newest_first();
  // Number 1 is the newest one, wherever the file keeps it.
  if (from_end) std::reverse(choices.texts.begin(), choices.texts.end());
  Choice choice = choose_item(choices, item);
  if (!choice.index) return refuse(std::move(choice.refusal));
  const std::size_t position = from_end ? completed.size() - 1 - *choice.index : *choice.index;
  DraftItem reopened = draft.remove(kCompleted, position);
  reopened.hash.clear();
  reopened.date.clear();
  reopened.mark.clear();
  reopened.note = kReopenedNote;
  ItemStep step;
  step.lines.push_back(format_open_line(reopened));
  draft.append(kInProgress, std::move(reopened));
  return step;
}

}  // namespace session
