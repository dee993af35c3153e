// SPDX-License-Identifier: MIT
// Two people who work on copies of one SESSION.md: what the hooks and they themselves do to it, step by step.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace session::test {

/// One thing that happens to a document. What it does depends on `what`, on which item or line on `where`.
struct MergeStep {
  unsigned what = 0;
  unsigned where = 0;
};

/// Who works: the name stands in all texts that are new. Of the lines and items that the base has, one person
/// changes only those with even numbers, the other one those with odd numbers, so that the two never change
/// the same words.
struct MergePerson {
  std::string name;
  unsigned parity = 0;
};

/// A document with items, blockers, rows and lines of prose, all numbered.
[[nodiscard]] std::string make_story_base();

/// The document after all steps.
[[nodiscard]] std::string play_story(std::string text, const std::vector<MergeStep>& steps,
                                     const MergePerson& person);

/// The words that the person wrote by hand and that are still there: each stands once.
[[nodiscard]] std::vector<std::string> list_hand_written(std::string_view text, const MergePerson& person);

}  // namespace session::test
