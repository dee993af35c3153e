// SPDX-License-Identifier: MIT
// Linked work trees: each has its own SESSION.md and journal; what one does to history the others learn.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"

namespace session::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

/// `topic` with two items that the main work tree recorded; `main` went on by one; `../other` stands on
/// topic.
const std::string kTopic =
    "git switch -qc topic; put b; git commit -qm 'Add b'; tick; put c; git commit -qm 'Add c'\n"
    "git switch -q main; tick; put m; git commit -qm 'Add m'; git worktree add -q ../other topic\n";
const std::string kOwnDocument = "(cd ../other; git session init >/dev/null)\n";

std::string read_other(Story& story, const char* name = "SESSION.md") {
  return read_bytes(story.repo().outside() / "other" / name);
}

TEST(WorkTrees, HaveTheirOwnDocumentAndJournal) {
  Story story;
  story.play("git worktree add -q -b other ../other\n" + kOwnDocument +
             "put b; git commit -qm 'Add b'; cd ../other; put c; git commit -qm 'Add c'");
  EXPECT_EQ(story.repo().read("SESSION.md"), story.expect({{"Add b @ main"}}, story.seconds()));
  EXPECT_EQ(read_other(story), story.expect({{"Add c @ other"}, "other", "other"}));
  const std::string here = story.repo().git({"rev-parse", "main"});
  const std::string there = story.repo().git({"rev-parse", "other"});
  const std::string own = story.repo().read(".git/session/journal");
  const std::string linked = story.repo().read(".git/worktrees/other/session/journal");
  EXPECT_THAT(own, HasSubstr("id=" + here));
  EXPECT_THAT(own, Not(HasSubstr(there)));
  EXPECT_THAT(linked, HasSubstr("id=" + there));
  EXPECT_THAT(linked, Not(HasSubstr("id=" + here)));
}

TEST(WorkTrees, LearnOfARebaseInAnotherOneAtTheirNextCommit) {
  for (const std::string& document : {std::string(), kOwnDocument}) {
    Story story;
    story.play(kTopic + document);
    const std::string before = story.document();
    const std::string old = story.repo().git({"rev-parse", "topic"});
    story.play("cd ../other; git rebase -q main");
    EXPECT_NE(story.repo().git({"rev-parse", "topic"}), old);
    EXPECT_EQ(story.document(), before) << "another work tree's file is not written";
    story.expect_said(
        "put d; git commit -qm 'Add d'",
        "session: updated the hashes of 2 items\nsession: recorded {HEAD} \"Add d\" (4 items)\n");
    EXPECT_EQ(story.document(),
              story.expect({{"Add b @ topic~1", "Add c @ topic", "Add m @ HEAD~1", "Add d @ HEAD"}}));
  }
}

TEST(WorkTrees, LearnOfAnAmendInAnotherOneWithItsNewSubject) {
  Story story;
  story.play(kTopic + "cd ../other; git commit -q --amend -m 'Add the c'");
  story.play("put d; git commit -qm 'Add d'");
  EXPECT_EQ(story.document(),
            story.expect({{"Add b @ topic~1", "Add the c @ topic", "Add m @ HEAD~1", "Add d @ HEAD"}}));
}

TEST(WorkTrees, LearnOfASquashInAnotherOne) {
  Story story;
  story.play(kTopic + "cd ../other; GIT_SEQUENCE_EDITOR='sed -i 2s/pick/fixup/' git rebase -qi main");
  ASSERT_EQ(story.repo().git({"rev-list", "--count", "main..topic"}), "1");
  story.play("put d; git commit -qm 'Add d'");
  EXPECT_EQ(story.document(),
            story.expect({{"Add b @ topic", "Add c @ topic", "Add m @ HEAD~1", "Add d @ HEAD"}}));
}

TEST(WorkTrees, ReportWhatAnotherOneRewroteBeforeTheyWriteIt) {
  Story story;
  story.play(kTopic);
  const std::string hash = story.repo().git({"rev-parse", "--short", "topic"});
  story.play("cd ../other; git rebase -q main");
  const std::string before = story.document();
  const RunResult verified = story.sh("git session verify");
  EXPECT_THAT(verified.out + verified.err, HasSubstr(hash));
  EXPECT_THAT(verified.out + verified.err, HasSubstr(story.expand("{topic}")));
  EXPECT_EQ(story.document(), before);
  story.play("git session verify --fix >/dev/null || :");
  EXPECT_THAT(story.document(), HasSubstr(story.expand("- [x] Add c — `{topic}`")));
}

TEST(WorkTrees, LearnInALinkedOneWhatTheMainOneRewrote) {
  Story story;
  story.play("git worktree add -q -b topic ../other\n" + kOwnDocument +
             "(cd ../other; put b; git commit -qm 'Add b'; git switch -q --detach)\n"
             "put m; git commit -qm 'Add m'; git rebase -q main topic; git switch -q main");
  const std::string stale = read_other(story);
  const std::string old =
      story.repo().git_in(story.repo().outside() / "other", {"rev-parse", "--short", "HEAD"});
  EXPECT_THAT(stale, HasSubstr("Add b — `" + old + "`"));
  story.play("cd ../other; git switch -q topic; put c; git commit -qm 'Add c'");
  // What the same person committed elsewhere is new on this branch, and nothing that this file knows.
  EXPECT_EQ(read_other(story),
            story.expect({{"Add b @ topic~1", "Add m @ main", "Add c @ topic"}, "topic", "topic"}));
}

TEST(WorkTrees, ShareOneJournalOfRewritesAndReverts) {
  Story story;
  story.play(kTopic + kOwnDocument);
  const std::string before = story.repo().git({"rev-parse", "topic"});
  story.play("cd ../other; git commit -q --amend --no-edit --date=2025-01-01T00:00:00Z");
  const std::string after = story.repo().git({"rev-parse", "topic"});
  EXPECT_EQ(story.repo().read(".git/session/history"),
            "rewrite\tbefore=" + before + "\tafter=" + after + "\thow=amend\t.\n");
  EXPECT_FALSE(story.repo().exists(".git/worktrees/other/session/history"));
  story.play("git revert --no-edit HEAD");
  const std::string history = story.repo().read(".git/session/history");
  EXPECT_THAT(history, HasSubstr("revert\trevert=" + story.repo().head() + "\tof="));
}

TEST(WorkTrees, KeepAnEntryAsLongAsAnotherOneStandsOnItsCommit) {
  Story story;
  story.play(
      "put b; git commit -qm 'Add b'; git tag mark; git worktree add -q --detach ../other\n"
      "git tag -d mark >/dev/null; git reset -q --hard HEAD~1; put c; git commit -qm 'Add c'");
  const std::string there = story.repo().git_in(story.repo().outside() / "other", {"rev-parse", "HEAD"});
  EXPECT_EQ(story.document(), story.expect({{"Add b @ " + there, "Add c @ HEAD"}}));
  story.play(
      "git worktree remove ../other; git reset -q --soft HEAD; put d; git commit -qm 'Add d'\n"
      "git commit -q --amend --no-edit --date=2025-01-01T00:00:00Z");
  EXPECT_EQ(story.document(), story.expect({{"Add c @ HEAD~1", "Add d @ HEAD"}}));
}

TEST(WorkTrees, WithoutADocumentNoteNothingOfTheirOwn) {
  Story story;
  story.play(kTopic + "cd ../other; git rebase -q main; put x; git commit -qm 'Add x'");
  EXPECT_FALSE(fs::exists(story.repo().outside() / "other/SESSION.md"));
  EXPECT_FALSE(story.repo().exists(".git/worktrees/other/session/journal"));
  EXPECT_THAT(story.document(), Not(HasSubstr("Add x")));
}

}  // namespace
}  // namespace session::test
