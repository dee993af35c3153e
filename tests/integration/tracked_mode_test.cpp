// SPDX-License-Identifier: MIT
// A SESSION.md that git tracks: the hooks keep it true on disk, git stores what people wrote, and no command
// of git is troubled.
#include "core/live/live_text.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <algorithm>
#include <string>

namespace session::test {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

/// A story whose SESSION.md is tracked, filtered and committed.
class TrackedMode : public ::testing::Test {
 protected:
  TrackedMode() {
    said_ = story_.play("git add -f SESSION.md && git commit -qm 'Track it'");
    installed_ = story_.sh("git session install").out;
    (void)story_.play("git commit -qam 'Hand-off without live values'");
  }
  std::string status() { return story_.sh("git status --porcelain").out; }
  std::string stored(const std::string& revision = "HEAD") {
    return story_.sh("git show " + revision + ":SESSION.md").out;
  }
  std::string shown() { return show_text(story_.document()); }

  Story story_;
  std::string said_;
  std::string installed_;
};

TEST_F(TrackedMode, TheFirstCommitOfTheFileOffersItOnce) {
  EXPECT_THAT(said_, HasSubstr("git tracks 'SESSION.md', so it shows as modified after each commit"));
  EXPECT_THAT(said_, HasSubstr("hint: let git store it without the lines that change: git session install"));
  EXPECT_THAT(story_.play("put b; git commit -qm 'Second'"), Not(HasSubstr("git tracks")));
}

TEST_F(TrackedMode, InstallSetsFilterAndDriverAndSaysThatTheFileChangesOnce) {
  EXPECT_THAT(installed_,
              HasSubstr("git tracks 'SESSION.md': a filter keeps live lines out of what git stores"));
  EXPECT_THAT(installed_, HasSubstr("'SESSION.md' shows as modified once, without its live values"));
  EXPECT_EQ(story_.sh("git check-attr filter merge -- SESSION.md").out,
            "SESSION.md: filter: git-session\nSESSION.md: merge: git-session\n");
  EXPECT_THAT(story_.sh("git config filter.git-session.clean").out, HasSubstr("git-session-clean"));
  EXPECT_THAT(story_.sh("git config merge.git-session.driver").out, HasSubstr("merge-driver %O %A %B %L %P"));
  EXPECT_EQ(story_.sh("git config filter.git-session.required").status, 1);
  EXPECT_THAT(story_.sh("git session install").out, Not(HasSubstr("git tracks")));
}

TEST_F(TrackedMode, AnUntrackedFileGetsNoFilter) {
  Story story;
  EXPECT_EQ(story.sh("git config filter.git-session.clean").status, 1);
  EXPECT_EQ(story.sh("git check-attr filter -- SESSION.md").out, "SESSION.md: filter: unspecified\n");
}

TEST_F(TrackedMode, StatusIsEmptyAfterEachCommitAndTheFileShowsTheItem) {
  const std::string before = stored();
  (void)story_.play("put b; git commit -qm 'Add login' -m 'Next: Ship it' -m 'Blocked-by: No key'");
  EXPECT_EQ(status(), "");
  EXPECT_THAT(shown(), HasSubstr(story_.expand("- [x] Add login — `{HEAD}` (")));
  EXPECT_THAT(shown(), HasSubstr(story_.expand("- **Last Commit**: `{HEAD}` — Add login")));
  EXPECT_EQ(stored(), before);
  EXPECT_THAT(before, HasSubstr("- **Branch**: _(not stored)_\n- **Last Commit**: _(not stored)_\n"));
  EXPECT_EQ(clean_text(story_.document()), before);
  EXPECT_EQ(story_.sh("git diff --quiet && git add -A && git diff --cached --quiet").status, 0);
}

TEST_F(TrackedMode, SwitchMergeRebaseAndStashRunAsIfTheFileWereUntouched) {
  (void)story_.play(
      "put b; git commit -qm 'On main'; git switch -qc topic; put c; git commit -qm 'On topic'");
  (void)story_.play(
      "echo mine >>SESSION.md; git commit -qam 'Notes'; git switch -q main; put d; git commit -qm D");
  (void)story_.play(
      "git switch -q topic; git rebase -q main; git switch -q main; git merge -q --no-edit topic");
  EXPECT_EQ(status(), "");
  EXPECT_THAT(stored(), EndsWith("mine\n"));
  EXPECT_THAT(shown(), HasSubstr("- [x] On main — "));
  EXPECT_THAT(shown(), HasSubstr("- [x] On topic — "));
  (void)story_.play("echo more >>SESSION.md; git stash -q; git stash pop -q");
  EXPECT_EQ(status(), " M SESSION.md\n");
  EXPECT_THAT(story_.sh("git diff").out, HasSubstr("\n+more\n"));
  EXPECT_THAT(story_.sh("git diff").out, Not(HasSubstr("session:live")));
}

TEST_F(TrackedMode, LiveLinesComeBackAfterGitReplacedTheFile) {
  (void)story_.play(
      "git switch -qc topic; echo mine >>SESSION.md; git commit -qam 'Notes'; git switch -q main; "
      "put b; git commit -qm 'On main'; git switch -q topic");
  EXPECT_THAT(shown(), HasSubstr("- [x] On main — "));
  EXPECT_THAT(shown(), EndsWith("mine\n"));
  EXPECT_EQ(status(), "");
  (void)story_.play("git switch -q main");
  EXPECT_THAT(shown(), HasSubstr("- [x] On main — "));
  EXPECT_THAT(shown(), Not(HasSubstr("mine\n")));
  EXPECT_EQ(status(), "");
  (void)story_.play("git reset -q --hard; rm SESSION.md; git restore SESSION.md");
  EXPECT_THAT(shown(), HasSubstr("- [x] On main — "));
  EXPECT_EQ(status(), "");
}

TEST_F(TrackedMode, AnEntryThatAPersonDeletedDoesNotComeBack) {
  (void)story_.play(
      "put b; git commit -qm 'Add login'; edit '/Add login —/d'; put c; git commit -qm 'Add cart'");
  EXPECT_THAT(shown(), Not(HasSubstr("- [x] Add login")));
  EXPECT_EQ(status(), "");
  (void)story_.play(
      "git switch -qc topic; echo mine >>SESSION.md; git commit -qam 'Notes'; git switch -q main");
  EXPECT_THAT(shown(), Not(HasSubstr("- [x] Add login")));
}

TEST_F(TrackedMode, WhatAPersonWritesAmongLiveLinesIsSeenByGit) {
  (void)story_.play("put b; git commit -qm 'Add login'; edit 's/\\[x\\] Add login/[x] Add the login form/'");
  EXPECT_EQ(status(), " M SESSION.md\n");
  EXPECT_THAT(story_.sh("git diff").out, HasSubstr("\n+- [x] Add the login form — "));
  (void)story_.play("git commit -qam 'Rename it'");
  EXPECT_EQ(status(), "");
  EXPECT_THAT(stored(), HasSubstr("- [x] Add the login form — "));
}

TEST_F(TrackedMode, WrapUpPublishesAndThePersonCommits) {
  (void)story_.play("put b; git commit -qm 'Add login'");
  const RunResult wrapped = story_.sh("git session wrap-up");
  EXPECT_THAT(wrapped.err, HasSubstr("hint: git stores it when you commit it: git commit SESSION.md"));
  EXPECT_EQ(status(), " M SESSION.md\n");
  EXPECT_FALSE(has_live_block(story_.document()));
  (void)story_.play("git commit -qam 'Hand over'");
  EXPECT_EQ(status(), "");
  EXPECT_THAT(stored(), HasSubstr("- [x] Add login — "));
  EXPECT_THAT(stored(), HasSubstr("- **Branch**: _(not stored)_\n"));
}

TEST_F(TrackedMode, PrePushSaysWhatIsNotPublishedYet) {
  (void)story_.play(
      "git init -q --bare ../server; git remote add origin ../server; put b; git commit -qm 'Add login'");
  const std::string said = "1 completed item is not in the 'SESSION.md' that git stores";
  EXPECT_THAT(story_.play("git push -q origin main"), HasSubstr(said));
  (void)story_.sh("git session wrap-up");
  EXPECT_THAT(story_.play("git commit -qam 'Hand over'; git push -q origin main"), Not(HasSubstr(said)));
}

TEST_F(TrackedMode, ACloneWithoutTheFilterIsToldByDoctor) {
  (void)story_.play("put b; git commit -qm 'Add login'; git clone -q . ../clone");
  const auto in_clone = [this](const std::string& command) { return story_.sh("cd ../clone && " + command); };
  const RunResult before = in_clone("git session doctor");
  EXPECT_EQ(before.status, 1);
  EXPECT_THAT(before.out, HasSubstr("✗ git: 'SESSION.md' is tracked, but this clone has no filter for it"));
  EXPECT_THAT(before.out, HasSubstr("  hint: git session install\n"));
  EXPECT_THAT(in_clone("git session verify").out, HasSubstr("verdict: no checkpoint"));
  EXPECT_THAT(in_clone("git session install").out, Not(HasSubstr("shows as modified once")));
  const RunResult after = in_clone("git session doctor");
  EXPECT_EQ(after.status, 0) << after.out;
  EXPECT_THAT(after.out, HasSubstr("✓ git: 'SESSION.md' is tracked and stored without its live lines"));
  EXPECT_EQ(in_clone("put c; git commit -qm 'Add cart' 2>/dev/null; git status --porcelain").out, "");
}

TEST_F(TrackedMode, AProgramThatIsGoneDoesNotMakeGitFail) {
  (void)story_.play(
      "put b; git commit -qm 'Add login'; git config filter.git-session.clean "
      "\"$(git config filter.git-session.clean | sed 's/git-session-clean/gone/g')\"");
  const RunResult result =
      story_.sh("echo x >>SESSION.md; git status --porcelain && git stash -q && git stash pop -q");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.err, "");
  EXPECT_THAT(story_.sh("git session doctor").out,
              HasSubstr("✗ git: the filter or merge driver for 'SESSION.md' is "
                        "not the one of this program"));
}

TEST_F(TrackedMode, UninstallTakesTheFilterOutAndSaysHowTheFileShows) {
  (void)story_.play("put b; git commit -qm 'Add login'");
  const std::string text = shown();
  EXPECT_THAT(story_.sh("git session uninstall").out,
              HasSubstr("'SESSION.md' keeps what git has not stored yet and shows as modified"));
  EXPECT_EQ(story_.document(), text);
  EXPECT_EQ(story_.sh("git config filter.git-session.clean").status, 1);
  EXPECT_EQ(story_.sh("git check-attr filter merge -- SESSION.md").out,
            "SESSION.md: filter: unspecified\nSESSION.md: merge: unspecified\n");
  EXPECT_EQ(story_.sh("git status --porcelain -- SESSION.md").out, " M SESSION.md\n");
}

TEST_F(TrackedMode, AnIndexThatIsTakenIsLeftToTheNextRun) {
  (void)story_.play("put b; git commit -qm 'Add login'");
  // The hook runs while another git holds the index.
  (void)story_.play(
      "put c; git commit -qm 'Add cart'; : >.git/index.lock; git-session-post-commit; rm .git/index.lock");
  (void)story_.play("put d; git commit -qm 'Add till'");
  EXPECT_EQ(status(), "");
}

TEST_F(TrackedMode, TheIndexKeepsItsExtensions) {
  (void)story_.play(
      "git config core.untrackedCache true; git update-index --untracked-cache; git status >/dev/null; put "
      "b; git commit -qm 'Add login'");
  EXPECT_THAT(story_.sh("cat .git/index").out, HasSubstr("UNTR"));
  (void)story_.play("git update-index --split-index; put c; git commit -qm 'Add cart'");
  EXPECT_EQ(story_.sh("ls .git | grep -q sharedindex").status, 0);
  EXPECT_EQ(status(), "");
}

TEST_F(TrackedMode, CarriageReturnsOfTheWorkTreeStay) {
  (void)story_.play(
      "git config core.autocrlf true; rm SESSION.md; git restore SESSION.md; put b; git add -A; git commit "
      "-qm "
      "'Add login'");
  EXPECT_EQ(status(), "");
  EXPECT_THAT(story_.document(), HasSubstr("- [x] Add login — "));
  const std::string text = story_.document();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), std::count(text.begin(), text.end(), '\r'));
  EXPECT_THAT(stored(), Not(HasSubstr("\r")));
}

TEST_F(TrackedMode, ALinkedWorkTreeHasLiveLinesOfItsOwn) {
  (void)story_.play(
      "put b; git commit -qm 'Add login'; git worktree add -q ../tree -b topic; cd ../tree; put c; git "
      "commit -qm 'Add cart'");
  EXPECT_EQ(story_.sh("cd ../tree && git status --porcelain").out, "");
  EXPECT_THAT(story_.sh("cat ../tree/SESSION.md").out, HasSubstr("- [x] Add cart — "));
  EXPECT_THAT(story_.document(), Not(HasSubstr("Add cart")));
  EXPECT_EQ(status(), "");
}

TEST_F(TrackedMode, AnArchiveHoldsWhatIsStored) {
  (void)story_.play("put b; git commit -qm 'Add login'");
  EXPECT_EQ(story_.sh("git archive HEAD SESSION.md | tar -xO").out, stored());
}

TEST_F(TrackedMode, SnapshotsDoNotDirtyTheTree) {
  (void)story_.play(
      "put b; git commit -qm 'Add login'; git session wrap-up >/dev/null 2>&1; git commit -qam 'Hand over'");
  EXPECT_EQ(status(), "");
}

}  // namespace
}  // namespace session::test
