// SPDX-License-Identifier: MIT
// What a checkout is told about the checkpoint: nothing, one line, or at most six.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"

namespace session::test {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

const std::string kHidden = "git -c core.hooksPath=/dev/null ";

/// main holds the recorded commit b, which the tag `recorded` names.
class PostCheckout : public ::testing::Test {
 protected:
  PostCheckout() {
    story_.play("put b; git commit -qm 'Add b'; git tag recorded");
    before_ = story_.document();
  }
  ~PostCheckout() override { EXPECT_EQ(story_.document(), before_) << "a reader wrote"; }

  /// What a checkout says after the script; it must succeed.
  std::string visit(const std::string& prepare, const std::string& checkout = "git switch -q main") {
    story_.play(prepare);
    before_ = story_.document();
    const RunResult result = story_.sh(checkout);
    EXPECT_EQ(result.status, 0);
    return Story::ours(result.err);
  }
  void expect_said(const std::string& prepare, const std::string& said) {
    const std::string err = visit(prepare);
    EXPECT_EQ(err, story_.expand(said));
  }

  Story story_;
  std::string before_;
};

TEST_F(PostCheckout, IsSilentWhenNothingDiffers) {
  EXPECT_EQ(visit(""), "");
}

TEST_F(PostCheckout, IsSilentWhenOnlyOwnFilesWereCommitted) {
  EXPECT_EQ(visit("mkdir -p claudedocs; echo x >claudedocs/SESSION_ARCHIVE.md; git add -f claudedocs\n" +
                  kHidden + "commit -qm 'Hand over'"),
            "");
}

TEST_F(PostCheckout, SaysHowFarHeadIsAhead) {
  expect_said(
      "put c; " + kHidden + "commit -qm 'Add c'",
      "session: warning: SESSION.md records {recorded} on 'main', HEAD ({HEAD}) is 1 commit ahead of it\n"
      "hint: the commits between them: git log --oneline {recorded}..HEAD\n");
}

TEST_F(PostCheckout, SaysHowFarHeadIsBehind) {
  expect_said(
      "git reset -q --hard HEAD~1",
      "session: warning: SESSION.md records {recorded} on 'main', HEAD ({HEAD}) is 1 commit behind it\n"
      "hint: the commits between them: git log --oneline HEAD..{recorded}\n");
}

TEST_F(PostCheckout, SaysThatHeadDiverged) {
  expect_said(
      "git reset -q --hard HEAD~1; put c; " + kHidden + "commit -qm 'Add c'",
      "session: warning: SESSION.md records {recorded} on 'main', HEAD ({HEAD}) is neither before nor "
      "after it\n"
      "hint: the commits between them: git log --oneline --left-right {recorded}...HEAD\n");
}

TEST_F(PostCheckout, SaysWhichChangesDiffer) {
  expect_said("echo more >>a; echo x >x",
              "session: warning: HEAD ({HEAD}) is at the recorded commit on 'main', but uncommitted changes "
              "differ from SESSION.md\n"
              "session: warning: new: M a, ?? x\n"
              "hint: all of them: git status --short\n");
}

TEST_F(PostCheckout, SaysAllInAtMostSixLines) {
  // Appeared, vanished and changed paths, many of each.
  std::string script =
      "for n in 1 2 3 4 5 6 7 8 9; do echo x >gone$n; put changed$n; done\n"
      "git commit -qm 'Add c' -- b 2>/dev/null || git commit -q --allow-empty -o -m 'Add c'\n"
      "rm gone*; for n in 1 2 3 4 5 6 7 8 9; do echo y >>changed$n; echo x >new$n; done";
  const std::string said = visit(script);
  EXPECT_THAT(said, HasSubstr("and "));
  EXPECT_GE(count_lines(said), 4U) << said;
  EXPECT_LE(count_lines(said), 6U) << said;
}

TEST_F(PostCheckout, SaysAheadAndChangesInAtMostSixLines) {
  const std::string said = visit("put c; " + kHidden + "commit -qm 'Add c'; echo x >x; echo more >>a");
  EXPECT_THAT(said, HasSubstr("uncommitted changes differ too: 2 new, 0 gone, 0 changed\n"));
  EXPECT_EQ(count_lines(said), 3U) << said;
}

TEST_F(PostCheckout, SaysThatTheRecordedCommitIsUnknown) {
  EXPECT_EQ(visit("edit 's/^- \\*\\*Last Commit.*/- **Last Commit**: `1234567` — Elsewhere/'"),
            "session: warning: SESSION.md records 1234567 on 'main', which is not in this repository\n"
            "hint: it may have been made in another clone: git fetch --all\n");
}

TEST_F(PostCheckout, IsSilentWithoutACheckpoint) {
  EXPECT_EQ(visit("edit 's/^- \\*\\*Last Commit.*/- **Last Commit**: _(no commit yet)_/'"), "");
}

TEST_F(PostCheckout, SaysOneLineOnAnotherBranchWhateverElseDiffers) {
  EXPECT_EQ(visit("git switch -qc topic; put c; " + kHidden +
                      "commit -qm 'Add c'; git switch -q main; echo x >x; echo more >>a",
                  "git switch -q topic"),
            "session: warning: SESSION.md describes 'main', you are on 'topic' (back: git switch main)\n");
}

TEST_F(PostCheckout, NamesBranchesThatNeedQuotes) {
  EXPECT_EQ(visit("git switch -qc \"it's\\$HOME;x\"; put c; git commit -qm 'Add c'"),
            "session: warning: SESSION.md describes 'it's$HOME;x', you are on 'main' "
            "(back: git switch 'it'\\''s$HOME;x')\n");
}

TEST_F(PostCheckout, IsSilentDuringABisectAndARebase) {
  EXPECT_EQ(visit("put c; git commit -qm 'Add c'; git bisect start HEAD HEAD~2 >/dev/null",
                  "git checkout -q HEAD~1"),
            "");
  EXPECT_EQ(visit("git bisect reset >/dev/null 2>&1; GIT_SEQUENCE_EDITOR='sed -i 1s/pick/edit/' git rebase "
                  "-q -i HEAD~1",
                  "git checkout -q HEAD~1"),
            "");
}

TEST_F(PostCheckout, KeepsGitsStatusWhenTheSwitchFails) {
  story_.play("git switch -qc topic; echo t >b; git commit -qam 'Change b'; git switch -q main; echo m >b");
  before_ = story_.document();
  const RunResult result = story_.sh("git switch -q topic");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(Story::ours(result.err), "");
}

TEST_F(PostCheckout, SaysNothingOfAMergeThatTheCheckoutEnded) {
  // `git checkout` clears MERGE_HEAD before its hook runs.
  const std::string said = visit(
      "git switch -qc topic; echo t >b; git commit -qam 'Change b'; git switch -q main; echo m >b\n"
      "git commit -qam 'Change b too'; git merge -q topic >/dev/null || echo both >b; git add b",
      "git checkout -q");
  EXPECT_THAT(said, HasSubstr("session: warning: new: M b\n"));
}

TEST_F(PostCheckout, LeavesABusyRepositoryToVerify) {
  story_.play(
      "git switch -qc topic; echo t >b; git commit -qam 'Change b'; git switch -q main; echo m >b\n"
      "git commit -qam 'Change b too'; git merge -q topic >/dev/null || :");
  before_ = story_.document();
  const RunResult result = story_.sh("git session verify");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.err,
            "session: warning: a merge is under way, so SESSION.md cannot be compared now\n"
            "hint: how to go on: git status\n");
}

TEST_F(PostCheckout, UsesNoColourAwayFromATerminal) {
  story_.repo().set_variable("TERM", "xterm-256color");
  EXPECT_THAT(visit("git reset -q --hard HEAD~1"), ::testing::Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace session::test
