// SPDX-License-Identifier: MIT
// What a commit records, rule by rule, through git and the installed hook.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"

namespace session::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Two open items and three next actions, set by a person.
class Recording : public ::testing::Test {
 protected:
  Recording() {
    story_.play(
        "edit 's/^_(Nothing in progress)_$/- [ ] Add login form — started\\n- [ ] Add logout — half done/'\n"
        "edit 's/^_(None)_$/1. Write the docs\\n2. Add login form\\n3. Ship it/'");
  }
  /// Commits a change with the message and gives what was said.
  std::string commit(const std::string& message) {
    count_ += 1;
    story_.repo().write("file" + std::to_string(count_), message);
    story_.repo().write(".git/message", message);
    return story_.play("git add file*; git commit -q --cleanup=verbatim -F .git/message");
  }
  void expect_said(const std::string& message, const std::string& said) {
    const std::string err = commit(message);
    EXPECT_EQ(err, story_.expand(said)) << message;
  }
  void expect(Shown shown) { EXPECT_EQ(story_.document(), story_.expect(std::move(shown))); }

  const std::vector<std::string> open_ = {"Add login form — started", "Add logout — half done"};
  const std::vector<std::string> next_ = {"Write the docs", "Add login form", "Ship it"};
  Story story_;
  int count_ = 0;
};

TEST_F(Recording, CompletesMovesTheNamedItem) {
  expect_said("Work\n\nCompletes: add logout\n", "session: recorded {HEAD} \"Add logout\" (1 item)\n");
  expect({.completed = {"Add logout @ HEAD"}, .in_progress = {open_[0]}, .next = next_});
}

TEST_F(Recording, CompletesMayBeRepeated) {
  expect_said("Work\n\nCompletes: Add logout\nCompletes: Ship it\n",
              "session: recorded {HEAD} \"Add logout\" and 1 more (2 items)\n");
  expect({.completed = {"Add logout @ HEAD", "Ship it @ HEAD"},
          .in_progress = {open_[0]},
          .next = {"Write the docs", "Add login form"}});
}

TEST_F(Recording, CompletesTakesAUniquePrefixOrPart) {
  commit("Work\n\nCompletes: write\n");
  commit("Work\n\nCompletes: logout\n");
  expect({.completed = {"Write the docs @ HEAD~1", "Add logout @ HEAD"},
          .in_progress = {open_[0]},
          .next = {"Add login form", "Ship it"}});
}

TEST_F(Recording, CompletesThatFitsTwoItemsBecomesItsOwn) {
  expect_said("Work\n\nCompletes: Add log\n",
              "session: recorded {HEAD} \"Add log\" (1 item; more than one open item fits \"Add log\")\n");
  expect({.completed = {"Add log @ HEAD"}, .in_progress = open_, .next = next_});
}

TEST_F(Recording, CompletesThatFitsNothingBecomesItsOwn) {
  expect_said("Work\n\nCompletes: Fly\n",
              "session: recorded {HEAD} \"Fly\" (1 item; no open item is called \"Fly\")\n");
  expect({.completed = {"Fly @ HEAD"}, .in_progress = open_, .next = next_});
}

TEST_F(Recording, CompletesOfADoneItemAddsTheCommit) {
  commit("Fly");
  commit("More\n\nCompletes: fly\n");
  expect({.completed = {"Fly @ HEAD"}, .in_progress = open_, .next = next_});
}

TEST_F(Recording, CompletesTakesEqualNextActionsAway) {
  commit("Work\n\nCompletes: Add login form\n");
  expect({.completed = {"Add login form @ HEAD"},
          .in_progress = {open_[1]},
          .next = {"Write the docs", "Ship it"}});
}

TEST_F(Recording, ProgressMovesANextActionAndKeepsTheSubjectAsNote) {
  commit("Start shipping\n\nProgress: Ship it\n");
  expect({.completed = {"Start shipping @ HEAD"},
          .in_progress = {open_[0], open_[1], "Ship it — Start shipping"},
          .next = {"Write the docs", "Add login form"}});
}

TEST_F(Recording, ProgressUpdatesTheNote) {
  commit("Work\n\nProgress: Add logout — nearly there\n");
  expect(
      {.completed = {"Work @ HEAD"}, .in_progress = {open_[0], "Add logout — nearly there"}, .next = next_});
}

TEST_F(Recording, ReopensPutsADoneItemBack) {
  commit("Fly");
  commit("It fell\n\nReopens: Fly\n");
  expect({.completed = {"It fell @ HEAD"},
          .in_progress = {open_[0], open_[1], "Fly — reopened"},
          .next = next_});
}

TEST_F(Recording, BlockedByAddsARow) {
  commit("Work\n\nBlocked-by: no key | for the door\n");
  expect({.completed = {"Work @ HEAD"},
          .in_progress = open_,
          .next = next_,
          .blockers = {"no key \\| for the door"}});
}

TEST_F(Recording, NextAddsAnAction) {
  commit("Work\n\nNext: Rest a while\n");
  expect({.completed = {"Work @ HEAD"},
          .in_progress = open_,
          .next = {"Write the docs", "Add login form", "Ship it", "Rest a while"}});
}

TEST_F(Recording, ClosesCountsOnlyForAnOpenItem) {
  expect_said("Work\n\nCloses: #12\nFixes: Add logout\n",
              "session: recorded {HEAD} \"Add logout\" (1 item)\n");
  expect_said("More work\n\nResolves: #13\n", "session: recorded {HEAD} \"More work\" (2 items)\n");
  expect(
      {.completed = {"Add logout @ HEAD~1", "More work @ HEAD"}, .in_progress = {open_[0]}, .next = next_});
}

TEST_F(Recording, SessionSkipRecordsNothing) {
  EXPECT_EQ(commit("Secret\n\nSession: skip\n"), "");
  expect({.in_progress = open_, .next = next_});
}

TEST_F(Recording, DiscardedCompletesGetsAHint) {
  expect_said("Work\n\nCompletes: Add logout\nthis line is prose, and so is the next\nand this\nand this\n",
              ("session: recorded {HEAD} \"Work\" (1 item)\n"
               "hint: git reads 'Completes: Add logout' as text, not as a trailer: keep trailers "
               "alone in the last paragraph of the message\n"));
}

TEST_F(Recording, SubjectEqualToAnOpenItemCompletesIt) {
  expect_said("feat(auth): add Login form.", "session: recorded {HEAD} \"Add login form\" (1 item)\n");
  expect({.completed = {"Add login form @ HEAD"},
          .in_progress = {open_[1]},
          .next = {"Write the docs", "Ship it"}});
}

TEST_F(Recording, SubjectThatOnlyResemblesAnItemIsAppended) {
  commit("Add the login form");
  expect({.completed = {"Add the login form @ HEAD"}, .in_progress = open_, .next = next_});
}

TEST_F(Recording, SubjectEqualToANextActionTakesItAway) {
  commit("docs: write the docs");
  expect({.completed = {"docs: write the docs @ HEAD"},
          .in_progress = open_,
          .next = {"Add login form", "Ship it"}});
}

TEST_F(Recording, DoesNotRecordFixupsAndWorkInProgress) {
  for (const char* subject :
       {"fixup! First", "squash! First", "amend! First", "wip", "WIP: x", "Wip half", "[wip] x", "(WIP) x",
        "Revert \"First\"", "Reapply \"First\"", "Merge branch 'x'", "Squashed commit of the following:"}) {
    EXPECT_EQ(commit(subject), "") << subject;
    expect({.in_progress = open_, .next = next_});
  }
}

TEST_F(Recording, RecordsWordsThatOnlyBeginLikeWip) {
  expect_said("Wipe the table", "session: recorded {HEAD} \"Wipe the table\" (1 item)\n");
}

TEST_F(Recording, DoesNotRecordACommitOfOwnFilesOnly) {
  story_.repo().write("claudedocs/SESSION_ARCHIVE.md", "old\n");
  EXPECT_EQ(story_.play("git add -f claudedocs; git commit -qm 'Hand over'"), "");
  EXPECT_THAT(story_.document(), Not(HasSubstr("- [x] Hand over")));
}

TEST_F(Recording, DoesNotRecordWhatTheSettingsIgnore) {
  story_.repo().write(".git/session/config.toml", "[record]\nignore = [\"chore*\"]\n");
  EXPECT_EQ(commit("chore: tidy"), "");
  expect_said("feat: untidy", "session: recorded {HEAD} \"feat: untidy\" (1 item)\n");
}

TEST_F(Recording, PutsTheNewItemOnTopOfANewestFirstFile) {
  story_.play(
      "edit 's/^_(No items completed yet)_$/- [x] New — `1234567` (2025-06-20)\\n- [x] Old — `7654321` "
      "(2025-06-10)/'");
  commit("Newest");
  EXPECT_THAT(story_.document(),
              HasSubstr(story_.expand(
                  "## Completed Items\n- [x] Newest — `{HEAD}` (2025-07-01)\n- [x] New — `1234567`")));
}

TEST_F(Recording, NeverPutsADeletedEntryBack) {
  commit("Fly");
  story_.play("edit '/^- .x. Fly/d'");
  commit("Swim");
  expect({.completed = {"Swim @ HEAD"}, .in_progress = open_, .next = next_});
}

TEST_F(Recording, ReportsTheCountOfThePhase) {
  story_.repo().write(
      "IMPLEMENTATION_PHASES.md",
      "# Plan\n\n## Phase 1: Start\n### Deliverables\n- [ ] Fly\n- [ ] Swim\n- [ ] Walk\n- [ ] Run\n");
  story_.play("edit 's/^_(No phase plan)_$/**Phase 1: Start**\\nProgress: 0% complete/'");
  expect_said("Fly", "session: recorded {HEAD} \"Fly\" (Phase 1: 1 of 4)\n");
  EXPECT_THAT(story_.document(), HasSubstr("\nProgress: 25% complete\n"));
}

TEST_F(Recording, IsSilentWhenOutputIsQuiet) {
  story_.repo().write(".git/session/config.toml", "[output]\nlevel = \"quiet\"\n");
  EXPECT_EQ(commit("Fly"), "");
  expect({.completed = {"Fly @ HEAD"}, .in_progress = open_, .next = next_});
}

TEST_F(Recording, SaysWhyNothingWasRecordedWhenVerbose) {
  story_.repo().write(".git/session/config.toml", "[output]\nlevel = \"verbose\"\n");
  expect_said("wip", "session: {HEAD} is not recorded: it is work in progress\n");
}

}  // namespace
}  // namespace session::test
