// SPDX-License-Identifier: MIT
// Draws the steps of a life. What is drawn depends on the seed and on what git shows, never on SESSION.md, so
// that a seed stands for the same life whatever the program under test does.
#pragma once

#include "draw.hpp"
#include "operation.hpp"
#include "snapshot.hpp"
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace session::test {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : draw_(seed) {}

  /// The next step of a life that is at `now`. Most steps succeed.
  [[nodiscard]] Operation next(const Snapshot& now);

 private:
  [[nodiscard]] Operation draw_next(const Snapshot& now);

  using Maker = std::optional<Operation> (Generator::*)(const Snapshot&);
  struct Choice {
    std::size_t weight;
    Maker make;
  };
  static const std::vector<Choice> kChoices;

  // generator.cpp: commits, and what a person writes
  [[nodiscard]] std::optional<Operation> commit_some(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> commit_with_trailers(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> commit_unrecorded(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> commit_unseen(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> commit_task(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> amend(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> write_as_person(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> rename_item(const Snapshot& now);
  // generator_rewrite.cpp
  [[nodiscard]] std::optional<Operation> autosquash(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> rebase_on_branch(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> rebase_onto(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> rebase_todo(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> rebase_folding(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> rebase_again(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> pull(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> reset(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> reset_back(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> join(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> revert(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> pick(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> apply_mail(const Snapshot& now);
  // generator_move.cpp
  [[nodiscard]] std::optional<Operation> merge(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> merge_squash(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> switch_branch(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> create_branch(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> detach(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> delete_branch(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> stash(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> use_linked(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> push(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> tag(const Snapshot& now);
  [[nodiscard]] std::optional<Operation> follow_up();
  [[nodiscard]] Operation tidy(const Snapshot& now);
  [[nodiscard]] Operation go_on(const Snapshot& now);
  [[nodiscard]] Operation go_on_with_rebase(const Snapshot& now);

  /// Three digits, never the same twice.
  [[nodiscard]] std::string number();
  /// `put f012; git commit -qm 'Add f012'`, or a change of a file that others change too.
  [[nodiscard]] std::string make_commit();
  [[nodiscard]] std::string make_subject(const std::string& words);
  /// A local branch that is neither checked out here nor in the linked work tree, or nothing.
  [[nodiscard]] std::string draw_branch(const Snapshot& now, bool with_news);

  /// The subject of one of HEAD's newest commits, or nothing.
  [[nodiscard]] std::string draw_words(const Snapshot& now);

  Draw draw_;
  std::size_t number_ = 0;
  std::string last_;                ///< the name of the step before
  std::vector<std::string> items_;  ///< what trailers may name
  std::vector<std::string> tasks_;  ///< items of In Progress that no commit has had for its subject
};

}  // namespace session::test
