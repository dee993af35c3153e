// SPDX-License-Identifier: MIT
// Git treats an ignored SESSION.md as expendable. What it removes comes back; what it replaces is named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"

namespace session::test {
namespace {

using ::testing::HasSubstr;

/// Bytes that only a person would leave behind: trailing blanks, a tab, no newline at the end.
const std::string kByHand = "edit -e '$a a line of my own \\t ' && truncate -s -1 SESSION.md\n";
/// Makes the branch `tracked`, which holds a SESSION.md of its own, without touching the work tree.
const std::string kTracked =
    "blob=$(printf '# SESSION — theirs\\n' | git hash-object -w --stdin)\n"
    "export GIT_INDEX_FILE=.git/other-index; git read-tree HEAD\n"
    "git update-index --add --cacheinfo 100644,$blob,SESSION.md\n"
    "git update-ref refs/heads/tracked $(git commit-tree -p HEAD -m 'Track SESSION.md' $(git write-tree))\n"
    "unset GIT_INDEX_FILE\n";

TEST(CopiesOfTheDocument, ComeBackWhenACheckoutRemovedTheFile) {
  Story story;
  story.play(kTracked + kByHand + "git switch -qc topic");  // a reader saw the person's bytes
  const std::string mine = story.document();
  const RunResult there = story.sh("git switch -q tracked");
  EXPECT_EQ(there.status, 0);
  EXPECT_EQ(story.document(), "# SESSION — theirs\n");
  EXPECT_THAT(there.err,
              HasSubstr("session: warning: this branch tracks 'SESSION.md' and replaced your untracked one\n"
                        "hint: your copy: " +
                        story.repo().path().string() + "/.git/session/copies/"));
  const RunResult back = story.sh("git switch -q main");
  EXPECT_EQ(back.status, 0);
  EXPECT_EQ(story.document(), mine);
  EXPECT_EQ(back.err, "session: put your untracked 'SESSION.md' back: the switch removed it\n");
  EXPECT_EQ(story.repo().git({"status", "--porcelain"}), "");
}

TEST(CopiesOfTheDocument, NameAFileThatHoldsTheReplacedBytes) {
  Story story;
  story.play(kTracked + kByHand + "git switch -qc topic");
  const std::string mine = story.document();
  const std::string err = story.play("git switch -q tracked");
  const std::string label = "hint: your copy: ";
  const std::size_t at = err.find(label);
  ASSERT_NE(at, std::string::npos) << err;
  const std::size_t begin = at + label.size();
  EXPECT_EQ(read_bytes(err.substr(begin, err.find('\n', begin) - begin)), mine);
}

TEST(CopiesOfTheDocument, LeaveAFileDeletedThatAPersonDeleted) {
  Story story;
  story.play("put b; git commit -qm 'Add b'; rm SESSION.md");
  EXPECT_EQ(story.play("git switch -qc topic; git switch -q main; put c; git commit -qm 'Add c'"), "");
  EXPECT_FALSE(story.repo().exists("SESSION.md"));
}

TEST(CopiesOfTheDocument, LeaveAFileDeletedThatGitCleanDeleted) {
  Story story;
  story.play("git clean -qfdx; git switch -qc topic");
  EXPECT_FALSE(story.repo().exists("SESSION.md"));
}

TEST(CopiesOfTheDocument, ComeBackOnEveryWayOutOfATrackingBranch) {
  for (const char* way :
       {"git switch -q --detach main", "git checkout -q main", "git checkout -q -B new main"}) {
    Story story;
    story.play(kTracked + "put b; git commit -qm 'Add b'");
    const std::string mine = story.document();
    story.play("git switch -q tracked; " + std::string(way));
    EXPECT_EQ(story.document(), mine) << way;
  }
}

TEST(CopiesOfTheDocument, AreNamedWhenAMergeReplacedTheFile) {
  for (const char* other : {"", "put b; git commit -qm 'Add b';"}) {  // a fast-forward, a merge commit
    Story story;
    story.play(kTracked + other + kByHand + "git session verify >/dev/null || :");
    const std::string mine = story.document();
    const std::string err = story.play("git merge -q --no-edit tracked");
    EXPECT_THAT(story.document(), HasSubstr("# SESSION — theirs\n"));
    const std::string said =
        "session: warning: this branch tracks 'SESSION.md' and replaced your untracked one\n"
        "hint: your copy: ";
    const std::size_t at = err.find(said);
    ASSERT_NE(at, std::string::npos) << err;
    const std::size_t begin = at + said.size();
    EXPECT_EQ(read_bytes(err.substr(begin, err.find('\n', begin) - begin)), mine);
  }
}

TEST(CopiesOfTheDocument, ComeBackWhenAMergeRemovedTheFile) {
  for (const char* other : {"", "put c; git commit -qm 'Add c';"}) {
    Story story;
    story.play(kTracked + "put b; git commit -qm 'Add b'\n" + kByHand +
               "git session verify >/dev/null || :; git switch -q tracked; git switch -qc removed; git rm -q "
               "SESSION.md\n"
               "git -c core.hooksPath=/dev/null commit -qm 'Track it no more'");
    story.play("rm -f SESSION.md; git -c core.hooksPath=/dev/null switch -q tracked; " + std::string(other));
    const std::string err = story.play("git merge -q --no-edit removed");
    EXPECT_THAT(err, HasSubstr("session: put your untracked 'SESSION.md' back: the merge removed it\n"));
    EXPECT_THAT(story.document(), HasSubstr("\na line of my own \t "));
    EXPECT_THAT(story.document(), HasSubstr("- [x] Add b — `"));
    EXPECT_THAT(story.document(), HasSubstr("- **Branch**: tracked\n"));
    EXPECT_EQ(story.repo().git({"status", "--porcelain"}), "");
  }
}

TEST(CopiesOfTheDocument, AreKeptForTheLastTenTexts) {
  Story story;
  story.play("for n in 1 2 3 4 5 6 7 8 9 10 11 12; do put f$n; tick; git commit -qm \"Add f$n\"; done");
  const auto names = list_copies(story);
  ASSERT_EQ(names.size(), 10U);
  EXPECT_EQ(read_bytes(story.state() / "copies" / names.back()), story.document());
}

TEST(CopiesOfTheDocument, AreKeptByVerifyToo) {
  Story story;
  story.play(kByHand + "git session verify >/dev/null");
  EXPECT_EQ(read_bytes(story.state() / "copies" / list_copies(story).back()), story.document());
}

TEST(CopiesOfTheDocument, TellOnceWhatATrackedFileMeans) {
  Story story;
  story.play("git add -f SESSION.md; git -c core.hooksPath=/dev/null commit -qm 'Track it'");
  const std::string said = story.play("put b; git commit -qm 'Add b'");
  EXPECT_THAT(
      said,
      HasSubstr("session: warning: git tracks 'SESSION.md', so it shows as modified after each commit\n"));
  EXPECT_EQ(story.repo().git({"status", "--porcelain"}), " M SESSION.md");
  story.expect_said("put c; git commit -qm 'Add c'", "session: recorded {HEAD} \"Add c\" (2 items)\n");
}

}  // namespace
}  // namespace session::test
