// SPDX-License-Identifier: MIT
// Merges of documents that two people worked on, and of any bytes.
#include "core/merge/merge.hpp"
#include "core/text/inline_text.hpp"
#include "core/view/session_view.hpp"
#include "support/merge_story.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace session::property {
namespace {

const test::MergePerson kAda{"Ada", 0};
const test::MergePerson kBob{"Bob", 1};

/// What happens to lines of prose.
constexpr unsigned kFirstProseStep = 21;
constexpr unsigned kSteps = 25;

rc::Gen<std::vector<test::MergeStep>> any_steps(unsigned kinds) {
  return rc::gen::container<std::vector<test::MergeStep>>(
      rc::gen::build<test::MergeStep>(rc::gen::set(&test::MergeStep::what, rc::gen::inRange(0U, kinds)),
                                      rc::gen::set(&test::MergeStep::where, rc::gen::inRange(0U, 40U))));
}

/// A base and what two people made of it.
struct Story {
  std::string base;
  std::string ada;
  std::string bob;
};

Story any_story(unsigned kinds = kSteps) {
  Story story;
  story.base =
      test::play_story(test::make_story_base(), *any_steps(kinds), {"Eve", *rc::gen::inRange(0U, 2U)});
  story.ada = test::play_story(story.base, *any_steps(kinds), kAda);
  story.bob = test::play_story(story.base, *any_steps(kinds), kBob);
  return story;
}

MergeResult merge(const std::string& base, const std::string& ours, const std::string& theirs) {
  return merge_documents({base, ours, theirs}, {});
}

RC_GTEST_PROP(AnyStory, MergesWithoutConflictAndEitherWayRound, ()) {
  const Story story = any_story();
  const MergeResult one = merge(story.base, story.ada, story.bob);
  RC_ASSERT(one.conflicts == 0U);
  RC_ASSERT(one.by_section);
  RC_ASSERT(one.text == merge(story.base, story.bob, story.ada).text);
}

/// The lines without the numbers of ordered items, sorted.
std::vector<std::string> list_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (const Span span : split_lines(text)) {
    const std::string line(slice(text, span));
    const std::size_t dot = std::min(line.find_first_not_of("0123456789"), line.size());
    lines.push_back(dot != 0 && line.find(". ", dot) == dot ? line.substr(dot) : line);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

RC_GTEST_PROP(AnyStory, MergedAgainChangesNothing, ()) {
  // Where a line was changed and the next one taken out, only the merge itself can tell which was which.
  const Story story = any_story(kFirstProseStep);
  const std::string merged = merge(story.base, story.ada, story.bob).text;
  for (const std::string& side : {story.ada, story.bob}) {
    RC_ASSERT(merge(side, merged, side).text == merged);
    RC_ASSERT(merge(side, side, merged).text == merged);
    // From the older base: an item that both completed may stand at either place.
    RC_ASSERT(list_lines(merge(story.base, merged, side).text) == list_lines(merged));
    RC_ASSERT(list_lines(merge(story.base, side, merged).text) == list_lines(merged));
  }
}

RC_GTEST_PROP(AnyStory, KeepsWhatAPersonWrote, ()) {
  const Story story = any_story();
  const std::string merged = merge(story.base, story.ada, story.bob).text;
  for (const auto& [text, person] : {std::pair(story.ada, kAda), std::pair(story.bob, kBob)}) {
    for (const std::string& word : test::list_hand_written(text, person)) {
      RC_LOG() << word << "\n" << merged;
      RC_ASSERT(merged.find(word) != std::string::npos);
    }
  }
}

/// The items of a list by what they say.
std::multiset<std::string> list_words(const std::vector<ViewItem>& items) {
  std::multiset<std::string> words;
  for (const ViewItem& item : items) words.insert(fold_for_match(item.text));
  return words;
}

RC_GTEST_PROP(AnyStory, HoldsNoItemTwiceAndNoneThatIsDone, ()) {
  const Story story = any_story();
  const SessionView base = view_document(parse_document(story.base));
  const SessionView ada = view_document(parse_document(story.ada));
  const SessionView bob = view_document(parse_document(story.bob));
  const SessionView merged = view_document(parse_document(merge(story.base, story.ada, story.bob).text));
  const auto done_before = list_words(base.completed);
  const auto done = list_words(merged.completed);
  for (const std::string& word : done) {
    RC_ASSERT(done.count(word) <= std::max({list_words(ada.completed).count(word),
                                            list_words(bob.completed).count(word), std::size_t{1}}));
    if (done_before.contains(word)) continue;
    RC_ASSERT(!list_words(merged.in_progress).contains(word));
    for (const std::string& action : merged.next_actions) RC_ASSERT(fold_for_match(action) != word);
  }
  // Each side's items are there, but for those that the other side took out or finished.
  for (const SessionView* side : {&ada, &bob}) {
    for (const std::string& word : list_words(side->completed))
      RC_ASSERT(done_before.contains(word) || done.contains(word));
  }
}

RC_GTEST_PROP(AnyStory, ALineThatBothChangedIsTheOnlyConflict, ()) {
  const Story story = any_story();
  const std::string line = "## Decisions\n";
  const auto with = [&line](std::string text, const std::string& words) {
    return text.insert(text.find(line) + line.size(), words + "\n\n");
  };
  const std::string base = with(story.base, "Held by both.");
  const MergeResult merged = merge(base, with(story.ada, "Held by Ada."), with(story.bob, "Held by Bob."));
  RC_ASSERT(merged.conflicts == 1U);
  RC_ASSERT(merged.text.find("<<<<<<< ours\nHeld by Ada.\n=======\nHeld by Bob.\n>>>>>>> theirs\n") !=
            std::string::npos);
}

/// Documents of odd shapes. Each T becomes the name with a number, so that it stands once.
std::string any_odd_document(const std::string& name) {
  static const std::vector<std::string> shapes = {"## Completed Items",
                                                  "## In Progress",
                                                  "## Next Actions",
                                                  "## Blockers",
                                                  "## Git Checkpoint",
                                                  "## Current Phase",
                                                  "## Session History",
                                                  "### Done ✅",
                                                  "# Other",
                                                  "- [x] a",
                                                  "- [x] b — `0000000` (2025-01-01)",
                                                  "- [x] b — `1111111` (2025-01-02)",
                                                  "* [x] w — `0000000` (2025-01-01) — commit gone",
                                                  "- [ ] c — x",
                                                  "- [ ] c — y",
                                                  "* [ ] e",
                                                  "1. f",
                                                  "2. g",
                                                  "3) h",
                                                  "  - nested",
                                                  "",
                                                  "",
                                                  "",
                                                  "```",
                                                  "<!--",
                                                  "-->",
                                                  "| Blocker | Status |",
                                                  "| Session | Date |",
                                                  "|---|---|",
                                                  "| x | Open |",
                                                  "| x | Done |",
                                                  "| 1 | 2025-01-01 |",
                                                  "| _(None identified)_ | — |",
                                                  "_(None)_",
                                                  "- **Branch**: main",
                                                  "- **Branch**: other",
                                                  "**Phase 1: P**",
                                                  "Progress: 4% complete",
                                                  "Progress: 5% complete",
                                                  "> quote",
                                                  "T",
                                                  "T",
                                                  "- [x] T",
                                                  "- [x] T — `2222222` (2025-01-03)",
                                                  "- [ ] c — T",
                                                  "* [ ] T — x",
                                                  "7. T",
                                                  "  - T",
                                                  "| T | Open |",
                                                  "| x | T |",
                                                  "| 1 | T |",
                                                  "## T"};
  std::string text;
  int number = 0;
  for (std::string line : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(shapes))) {
    const std::size_t at = line.find('T');
    if (at != line.npos) line.replace(at, 1, name + std::to_string(++number) + ".");
    text += line + "\n";
  }
  if (*rc::gen::arbitrary<bool>() && !text.empty()) text.pop_back();
  return text;
}

/// One of odd shape, or a usual one.
std::string any_base() {
  return *rc::gen::arbitrary<bool>() ? any_odd_document("base ") : test::make_story_base();
}

/// Changes a text at a few lines.
std::string any_descendant(const std::string& base, const std::string& name) {
  const std::string other = any_odd_document(name);
  std::string text;
  const auto take = [&text](const std::string& from, std::size_t begin, std::size_t end) {
    const auto lines = split_lines(from);
    for (std::size_t i = begin; i < std::min(end, lines.size()); ++i)
      text += std::string(slice(from, lines[i])) + "\n";
  };
  const auto cut = *rc::gen::inRange<std::size_t>(0, split_lines(base).size() + 1);
  take(base, 0, cut);
  take(other, 0, 100);
  take(base, cut + *rc::gen::inRange<std::size_t>(0, 3), 1000);
  return text;
}

RC_GTEST_PROP(AnyDocuments, KeepTheLinesOfBothSides, ()) {
  const std::string base = any_base();
  const std::string ours = any_descendant(base, "ours ");
  const std::string theirs = any_descendant(base, "theirs ");
  const MergeResult merged = merge(base, ours, theirs);
  RC_LOG() << "--- base\n"
           << base << "--- ours\n"
           << ours << "--- theirs\n"
           << theirs << "--- merged\n"
           << merged.text;
  for (const auto& [text, name] : {std::pair(ours, "ours "), std::pair(theirs, "theirs ")}) {
    for (int i = 1;; ++i) {
      const std::string line = name + std::to_string(i) + ".";
      if (text.find(line) == std::string::npos) break;
      RC_ASSERT(merged.text.find(line) != std::string::npos);
    }
  }
  RC_ASSERT((merged.conflicts != 0U) == (merged.text.find("<<<<<<< ") != std::string::npos));
}

RC_GTEST_PROP(AnyDocuments, GiveNoMarkerWhereTheirsIsTaken, ()) {
  const std::string base = any_base();
  MergeOptions options;
  options.style.on_conflict = OnConflict::take_theirs;
  const std::string ours = any_descendant(base, "ours ");
  const std::string theirs = any_descendant(base, "theirs ");
  const MergeResult merged = merge_documents({base, ours, theirs}, options);
  RC_ASSERT(merged.text.find("<<<<<<<") == std::string::npos);
  RC_ASSERT(merged.text.find(">>>>>>>") == std::string::npos);
}

RC_GTEST_PROP(AnyDocuments, FollowTheSideThatChanged, ()) {
  const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
  const std::string other = *rc::gen::arbitrary<bool>() ? any_odd_document("x ") : bytes;
  const std::string base = any_odd_document("base ");
  RC_ASSERT(merge(base, other, other).text == other);
  RC_ASSERT(merge(base, base, other).text == other);
  RC_ASSERT(merge(base, other, base).text == other);
  (void)merge(bytes, base, other);
}

}  // namespace
}  // namespace session::property
