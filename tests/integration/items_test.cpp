// SPDX-License-Identifier: MIT
// start, done, next, block, unblock and reopen, with real git.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <string>

namespace session::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kHint = "hint: name the commit that did it: git session done ";

class Items : public ::testing::Test {
 protected:
  Items() { began_ = story_.seconds(); }
  void expect_document(const Shown& shown) { EXPECT_EQ(story_.document(), story_.expect(shown, began_)); }
  /// Runs one command and compares all that it printed.
  void expect_run(const std::string& command, const std::string& out, const std::string& err = {},
                  int status = 0) {
    const RunResult result = story_.sh("git session " + command);
    EXPECT_EQ(result.out, story_.expand(out)) << command;
    EXPECT_EQ(result.err, story_.expand(err)) << command;
    EXPECT_EQ(result.status, status) << command;
  }

  Story story_;
  std::int64_t began_ = 0;
};

TEST_F(Items, StartDoneAndReopen) {
  expect_run("next 'Write docs' 'Ship it'", "1. Write docs\n2. Ship it\n");
  expect_run("start 'write docs' --note 'first draft'", "- [ ] Write docs — first draft\n");
  expect_run("start 'Add login'", "- [ ] Add login — in progress\n");
  expect_document(
      {.in_progress = {"Add login — in progress", "Write docs — first draft"}, .next = {"Ship it"}});
  expect_run("done 2", "- [x] Write docs (2025-07-01)\n", kHint + "'Write docs' --commit REV\n");
  expect_run("done login --commit HEAD", "- [x] Add login — `{HEAD}` (2025-07-01)\n");
  expect_document({.completed = {"Write docs (2025-07-01)", "Add login @ HEAD"}, .next = {"Ship it"}});
  expect_run("reopen 1", "- [ ] Add login — reopened\n");
  expect_run("reopen docs", "- [ ] Write docs — reopened\n");
  expect_document({.in_progress = {"Add login — reopened", "Write docs — reopened"}, .next = {"Ship it"}});
  EXPECT_EQ(story_.repo().git({"status", "--porcelain"}), "");
}

TEST_F(Items, BlockAndUnblock) {
  story_.play("git session start 'Add login'; git session start 'Add logout'");
  expect_run("block 'No key' --item logout",
             "| No key | — | — | Open |\n- [ ] Add logout — blocked (see Blockers)\n");
  expect_document({.in_progress = {"Add logout — blocked (see Blockers)", "Add login — in progress"},
                   .blockers = {"No key"}});
  expect_run("block 'no key'", "", "session: there is such a blocker already\n");
  expect_run("unblock 1", "| No key | — | — | Resolved |\n- [ ] Add logout — in progress\n");
  EXPECT_THAT(story_.document(), HasSubstr("| No key | — | — | Resolved |\n"));
  expect_run("unblock key", "", "session: warning: no open blocker fits \"key\"\n", 1);
}

TEST_F(Items, WritesNothingWhenRefused) {
  story_.play("git session start 'Add login'; git session start 'Add logout'");
  const std::string before = story_.document();
  expect_run("done log", "",
             "session: warning: more than one item in progress fits \"log\"\n"
             "hint: choose by number: 1 \"Add logout\", 2 \"Add login\"\n",
             1);
  expect_run("block 'No key' --item zebra", "",
             "session: warning: no item in progress fits \"zebra\"\n"
             "hint: choose by number or text: 1 \"Add logout\", 2 \"Add login\"\n",
             1);
  expect_run("reopen 1", "", "session: warning: there is no completed item with the number 1\n", 1);
  expect_run("start ' '", "",
             "session: the text of the item says nothing\nhint: see the options: git session -h\n", 2);
  EXPECT_EQ(story_.sh("git session done login --commit no-such-thing").status, 5);
  EXPECT_EQ(story_.sh("git session done login --commit HEAD..HEAD").status, 2);
  EXPECT_EQ(story_.document(), before);
}

TEST_F(Items, KeepTextsOnOneLineAndOutOfTheStructure) {
  story_.play("git session start \"$(printf '## x\\ny\\033[31m')\"; git session next '[x] <!-- y'");
  story_.play("git session block 'a | b' --impact \"$(printf 'c\\n| d')\" --item 1");
  const std::string document = story_.document();
  EXPECT_THAT(document, HasSubstr("- [ ] \\## x y [31m — blocked (see Blockers)\n"));
  EXPECT_THAT(document, HasSubstr("| a \\| b | c \\| d | — | Open |\n"));
  EXPECT_THAT(document, HasSubstr("1. \\[x] \\<!-- y\n"));
}

TEST_F(Items, TheCommitOfADoneItemIsFollowed) {
  story_.play("git session start 'Add login'; tick; put b; git commit -qm 'Work'");
  story_.play("git session done login --commit HEAD");
  story_.play("tick; git commit -q --amend -m 'Better work'");
  const std::string document = story_.document();
  EXPECT_THAT(document, HasSubstr(story_.expand("- [x] Better work — `{HEAD}` (2025-07-01)\n"
                                                "- [x] Add login — `{HEAD}` (2025-07-01)\n")));
  EXPECT_EQ(story_.sh("git session verify").status, 0);
  story_.play("git reset -q --hard HEAD~1; git session verify --fix >/dev/null");
  EXPECT_THAT(story_.document(), HasSubstr("## In Progress\n- [ ] Add login — in progress\n"));
  EXPECT_THAT(story_.document(), HasSubstr("## Completed Items\n_(No items completed yet)_\n"));
}

TEST_F(Items, ACommitThatWasRevertedIsNotPassedOffAsWork) {
  story_.play("git session start 'Add login'; tick; put b; git commit -qm 'Work'; tick");
  story_.play("git revert --no-edit HEAD >/dev/null; git session done login --commit HEAD~1");
  EXPECT_EQ(story_.sh("git session verify").status, 1);
  story_.play("git session verify --fix >/dev/null || true");
  EXPECT_THAT(story_.document(), HasSubstr(story_.expand("- [ ] Add login — reverted by {HEAD}\n")));
}

TEST_F(Items, ACommitOnNoBranchIsRefused) {
  story_.play(
      "git session start 'Add login'; put b; git commit -qm 'wip'; git tag -f old; git reset -q --hard "
      "HEAD~1");
  const std::string id = story_.repo().git({"rev-parse", "old"});
  story_.play("git tag -d old >/dev/null");
  const RunResult result = story_.sh("git session done login --commit " + id);
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.err, HasSubstr("is on no branch or tag"));
  EXPECT_THAT(story_.document(), HasSubstr("- [ ] Add login — in progress\n"));
}

TEST_F(Items, ALaterCommitGivesItsHashToADoneItem) {
  story_.play(
      "git session start 'Add login'; git session start 'Add logout'; git session done 1; git session done "
      "1");
  EXPECT_EQ(story_.sh("git session verify").status, 0);
  EXPECT_THAT(story_.sh("git session verify").out, HasSubstr("entries: 2 without a hash\n"));
  story_.play("tick; put b; git commit -qm 'feat: add login'");
  story_.play("tick; put c; git commit -qm Work -m 'Completes: Add logout'");
  EXPECT_THAT(story_.document(),
              HasSubstr(story_.expand("## Completed Items\n- [x] Add logout — `{HEAD}` (2025-07-01)\n"
                                      "- [x] Add login — `{HEAD~1}` (2025-07-01)\n\n")));
}

TEST_F(Items, CatchUpAndCheckpointComeAlong) {
  story_.play("tick; put b; git -c core.hooksPath=/dev/null commit -qm 'Add b'");
  const RunResult result = story_.sh("git session start 'Add c'");
  EXPECT_EQ(result.out, "- [ ] Add c — in progress\n");
  EXPECT_THAT(result.err, HasSubstr("caught up with 1 commit"));
  EXPECT_EQ(story_.document(),
            story_.expect({.completed = {"Add b @ HEAD"}, .in_progress = {"Add c — in progress"}}));
}

TEST_F(Items, AreRefusedWhileARebaseIsUnderWay) {
  story_.play("put b; git commit -qm 'Add b'; put c; git commit -qm 'Add c'");
  const std::string before = story_.document();
  story_.play("GIT_SEQUENCE_EDITOR='sed -i 1s/pick/edit/' git rebase -qi HEAD~2 2>/dev/null");
  for (const char* command : {"start x", "done 1", "next x", "block x", "unblock 1", "reopen 1", "archive"}) {
    const RunResult result = story_.sh(std::string("git session ") + command);
    EXPECT_EQ(result.status, 1) << command;
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_THAT(result.err, HasSubstr("a rebase is under way, so 'SESSION.md' is not written now"))
        << command;
  }
  EXPECT_EQ(story_.document(), before);
}

TEST_F(Items, SayWhatAForeignFileLacks) {
  story_.repo().write("SESSION.md", "## Done\n- [x] a\n\n## Git State\n- **Branch**: main\n");
  expect_run("start x", "",
             "session: warning: the file has no section 'In Progress'\n"
             "hint: add what is missing: git session init --adopt\n",
             1);
}

}  // namespace
}  // namespace session::test
