// SPDX-License-Identifier: MIT
#include "support/merge_story.hpp"

#include "core/document/draft.hpp"
#include "core/text/inline_text.hpp"
#include "core/view/session_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <utility>

namespace session::test {
namespace {

/// The first number in a text.
std::size_t find_number(std::string_view text) {
  const std::size_t at = std::min(text.find_first_of("0123456789"), text.size());
  std::size_t number = 0;
  (void)std::from_chars(text.data() + at, text.data() + text.size(), number);
  return number;
}

bool is_prose(std::string_view line) {
  return line.starts_with("Intro ") || line.starts_with("Remark ") || line.starts_with("Decision ");
}

/// Plays the steps of one person.
class Player {
 public:
  Player(std::string text, const MergePerson& person) : text_(std::move(text)), person_(person) {}

  void play(const MergeStep& step) {
    ++count_;
    where_ = step.where;
    static const std::vector<void (Player::*)()> steps = {
        &Player::record, &Player::record, &Player::record, &Player::complete_started, &Player::complete_next,
        &Player::note, &Player::start, &Player::plan, &Player::plan_first, &Player::drop_plan, &Player::block,
        &Player::resolve, &Player::wrap_up, &Player::progress, &Player::check, &Player::rewrite,
        &Player::mark, &Player::write_below, &Player::rename, &Player::drop_completed, &Player::reopen,
        // Prose comes last, so that a test can leave it out.
        &Player::edit_prose, &Player::edit_prose, &Player::drop_prose, &Player::add_prose};
    (this->*steps[step.what % steps.size()])();
  }

  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  void change(const std::function<void(Draft&)>& make) {
    const Document document = parse_document(text_);
    Draft draft(document);
    make(draft);
    text_ = apply_edits(text_, draft.edits());
  }

  /// Texts that nobody else writes.
  [[nodiscard]] std::string word() const { return fmt::format("{}{}x", person_.name, count_); }
  [[nodiscard]] std::string hash() const {
    return fmt::format("{}{:06x}", person_.name == "Eve" ? 'e' : (person_.parity == 0 ? 'a' : 'b'),
                       count_ + 4096);
  }
  [[nodiscard]] std::string date() const {
    return fmt::format("2025-{:02}-{:02}", 8 + count_ / 28 % 4, 1 + count_ % 28);
  }
  [[nodiscard]] bool is_own(std::string_view text) const { return find_number(text) % 2 == person_.parity; }

  /// An item that this person may change by hand.
  std::optional<std::size_t> find_own(const Draft& draft, SectionKind kind) const {
    const auto& items = draft.items(kind);
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::size_t at = (i + where_) % items.size();
      if (items[at].words.starts_with("Base") && is_own(items[at].words)) return at;
    }
    return std::nullopt;
  }

  void record() {
    change([this](Draft& draft) { draft.add_completed({{}, "Item " + word(), hash(), date(), {}, {}, {}}); });
  }

  void complete(SectionKind kind) {
    change([this, kind](Draft& draft) {
      const std::size_t size = draft.items(kind).size();
      if (size == 0) return;
      DraftItem item = draft.remove(kind, where_ % size);
      item.hash = hash();
      item.date = date();
      item.note.clear();
      const std::string key = fold_for_match(item.words);
      const auto& next = draft.items(SectionKind::next_actions);
      for (std::size_t i = next.size(); i > 0; --i) {
        if (fold_for_match(next[i - 1].words) == key) draft.remove(SectionKind::next_actions, i - 1);
      }
      draft.add_completed(std::move(item));
    });
  }
  void complete_started() { complete(SectionKind::in_progress); }
  void complete_next() { complete(SectionKind::next_actions); }

  void note() {
    change([this](Draft& draft) {
      if (const auto at = find_own(draft, SectionKind::in_progress)) draft.set_note(*at, "at " + word());
    });
  }
  void start() {
    change([this](Draft& draft) {
      draft.append(SectionKind::in_progress, {{}, "Started " + word(), {}, {}, "begun", {}, {}});
    });
  }
  void plan() {
    change([this](Draft& draft) {
      draft.append(SectionKind::next_actions, {{}, "Plan " + word(), {}, {}, {}, {}, {}});
    });
  }
  void plan_first() {
    change([this](Draft& draft) {
      draft.insert(SectionKind::next_actions, 0, {{}, "Plan " + word(), {}, {}, {}, {}, {}});
    });
  }
  void drop_plan() {
    change([this](Draft& draft) {
      if (const auto at = find_own(draft, SectionKind::next_actions))
        draft.remove(SectionKind::next_actions, *at);
    });
  }
  void block() {
    change([this](Draft& draft) {
      draft.add_blocker({"Blocked " + word(), where_ % 2 == 0 ? "much" : "", ""});
    });
  }
  void resolve() {
    const SessionView view = view_document(parse_document(text_));
    if (view.blockers.empty()) return;
    change([&](Draft& draft) { draft.resolve_blocker(view.blockers[where_ % view.blockers.size()].place); });
  }
  void wrap_up() {
    const std::size_t rows = view_document(parse_document(text_)).history.size();
    change([&](Draft& draft) {
      if (where_ % 3 == 0 && rows > 0) draft.set_history(rows - 1, "1 h", "Ended " + word());
      draft.add_history({std::to_string(rows + 1), date(), "2 h", "Session " + word()});
    });
  }
  void progress() {
    change([this](Draft& draft) { draft.set_progress(static_cast<int>(where_ % 101)); });
  }
  void check() {
    change([this](Draft& draft) {
      draft.set_checkpoint(
          {person_.name, "`" + hash() + "` — s", where_ % 2 == 0 ? "None" : "M " + word(), date()});
    });
  }
  void rewrite() {
    change([this](Draft& draft) {
      const std::size_t size = draft.items(SectionKind::completed).size();
      if (size > 0) draft.set_commit(where_ % size, hash(), date());
    });
  }
  void mark() {
    change([this](Draft& draft) {
      const std::size_t size = draft.items(SectionKind::completed).size();
      if (size > 0) draft.set_mark(where_ % size, where_ % 2 == 0 ? "commit gone" : "");
    });
  }
  void rename() {
    change([this](Draft& draft) {
      const auto at = find_own(draft, SectionKind::completed);
      if (!at) return;
      const std::size_t number = find_number(draft.items(SectionKind::completed)[*at].words);
      draft.set_words(SectionKind::completed, *at, fmt::format("Base {} is {}", number, word()));
    });
  }
  void drop_completed() {
    change([this](Draft& draft) {
      if (const auto at = find_own(draft, SectionKind::completed)) draft.remove(SectionKind::completed, *at);
    });
  }
  void reopen() {
    change([this](Draft& draft) {
      const auto at = find_own(draft, SectionKind::completed);
      if (!at) return;
      DraftItem item = draft.remove(SectionKind::completed, *at);
      item.note = "reverted by `" + hash() + "`";
      draft.append(SectionKind::in_progress, std::move(item));
    });
  }
  void write_below() {
    const Document document = parse_document(text_);
    const Section* section =
        document.find(where_ % 2 == 0 ? SectionKind::completed : SectionKind::in_progress);
    for (const Entry& entry : section->entries) {
      const std::string_view words = slice(document.text, entry.words);
      if (!words.starts_with("Base") || !is_own(words)) continue;
      text_.insert(entry.whole.end, "\n  - Below " + word());
      return;
    }
  }

  /// The lines of prose that this person may change.
  [[nodiscard]] std::optional<Span> find_prose() const {
    std::vector<Span> own;
    for (const Span line : split_lines(text_)) {
      if (is_prose(slice(text_, line)) && is_own(slice(text_, line))) own.push_back(line);
    }
    return own.empty() ? std::nullopt : std::optional(own[where_ % own.size()]);
  }
  void edit_prose() {
    const auto line = find_prose();
    if (!line) return;
    const std::string_view text = slice(text_, *line);
    const std::string start(text.substr(0, std::min(text.find(" is "), text.size())));
    text_ = apply_edits(text_, {{*line, start + " is " + word()}});
  }
  void drop_prose() {
    if (const auto line = find_prose()) text_ = apply_edits(text_, {{{line->begin, line->end + 1}, ""}});
  }
  void add_prose() {
    if (const auto line = find_prose()) text_.insert(line->end, "\nAdded " + word());
  }

  std::string text_;
  const MergePerson& person_;
  unsigned count_ = 0;
  unsigned where_ = 0;
};

}  // namespace

std::string make_story_base() {
  std::string text = "# SESSION — story\n";
  const auto prose = [&text](std::string_view name) {
    for (int i = 0; i < 6; ++i) text += fmt::format("{} {}\n", name, i);
  };
  prose("Intro");
  text += "\n## Current Phase\n**Phase 1: Story**\nProgress: 40% complete\n\n## Completed Items\n";
  for (int i = 0; i < 6; ++i)
    text += fmt::format("- [x] Base {} — `{:07x}` (2025-07-0{})\n", i, 0xb0000 + i, i + 1);
  text += "\n";
  prose("Remark");
  text += "\n## In Progress\n";
  for (int i = 6; i < 10; ++i) text += fmt::format("- [ ] Base {} — not started\n", i);
  text +=
      "\n## Blockers\n| Blocker | Impact | Mitigation | Status "
      "|\n|---------|--------|------------|--------|\n"
      "| Rain | wet | wait | Open |\n| Snow | cold | — | Open |\n\n## Next Actions\n";
  for (int i = 10; i < 14; ++i) text += fmt::format("{}. Base {}\n", i - 9, i);
  text += "\n## Decisions\n";
  prose("Decision");
  text +=
      "\n## Git Checkpoint\n- **Branch**: _(not stored)_\n- **Last Commit**: _(not stored)_\n"
      "- **Uncommitted Changes**: _(not stored)_\n- **Timestamp**: _(not stored)_\n\n## Session History\n"
      "| Session | Date | Duration | Progress |\n|---------|------|----------|----------|\n"
      "| 1 | 2025-07-01 | 1 h | Start |\n| 2 | 2025-07-06 | — | Items |\n";
  return text;
}

std::string play_story(std::string text, const std::vector<MergeStep>& steps, const MergePerson& person) {
  Player player(std::move(text), person);
  for (const MergeStep& step : steps) player.play(step);
  return std::move(player).text();
}

std::vector<std::string> list_hand_written(std::string_view text, const MergePerson& person) {
  std::vector<std::string> words;
  for (std::size_t at = text.find(person.name); at != text.npos; at = text.find(person.name, at + 1)) {
    const std::size_t end = text.find('x', at + person.name.size());
    const std::string_view before = text.substr(0, at);
    // The note of an item goes when the other side completes it; checkpoint values are no hand's work.
    if (before.ends_with("— at ") || before.ends_with("M ") || end == text.npos) continue;
    const std::string_view word = text.substr(at, end + 1 - at);
    if (word.substr(person.name.size()).find_first_not_of("0123456789") !=
        word.size() - 1 - person.name.size())
      continue;
    words.emplace_back(word);
  }
  return words;
}

}  // namespace session::test
