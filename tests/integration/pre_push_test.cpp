// SPDX-License-Identifier: MIT
// What a push is told, what it records, and when it is stopped.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"

namespace session::test {
namespace {

using ::testing::HasSubstr;

const std::string kHidden = "git -c core.hooksPath=/dev/null ";
const std::string kMissing = "put b; " + kHidden + "commit -qm 'Add b'\n";
const std::string kWarned =
    "session: warning: 1 commit was not in 'SESSION.md'\n"
    "session: warning: the checkpoint was 1 commit behind\n"
    "hint: 'SESSION.md' is up to date now\n";

/// A repository whose main was pushed to `origin`.
class PrePush : public ::testing::Test {
 protected:
  PrePush() {
    story_.play(
        "git init -q --bare ../server.git; git remote add origin ../server.git; git push -q origin main");
  }

  /// Runs a push, which must succeed, and gives our lines.
  std::string push(const std::string& arguments) {
    return Story::ours(story_.play("git push -q " + arguments));
  }
  std::string refs() {
    return story_.repo().git({"-C", "../server.git", "for-each-ref", "--format=%(refname)"});
  }
  void set_block(const std::string& file) { story_.repo().write(file, "[push]\non_mismatch = \"block\"\n"); }

  Story story_;
};

TEST_F(PrePush, IsSilentWhenAllIsRecorded) {
  story_.play("put b; git commit -qm 'Add b'");
  const std::string before = story_.document();
  EXPECT_EQ(push("origin main"), "");
  EXPECT_EQ(story_.document(), before);
}

TEST_F(PrePush, IsSilentOnANewBranchThatIsRecorded) {
  story_.play("git switch -qc topic; put b; git commit -qm 'Add b'");
  EXPECT_EQ(push("-u origin topic"), "");
  EXPECT_EQ(refs(), "refs/heads/main\nrefs/heads/topic");
}

struct PushCase {
  std::string name;
  std::string prepare;
  std::string push;
  bool warns = true;
};

void PrintTo(const PushCase& value, std::ostream* out) {
  *out << value.name;
}

class PushOfAMissingCommit : public PrePush, public ::testing::WithParamInterface<PushCase> {};

TEST_P(PushOfAMissingCommit, IsRecordedUnlessNothingIsSent) {
  story_.play(GetParam().prepare + "\n" + kMissing);
  const std::string before = story_.document();
  EXPECT_EQ(push(GetParam().push), GetParam().warns ? kWarned : "");
  EXPECT_EQ(story_.document(), GetParam().warns ? story_.expect({{"Add b @ HEAD"}}) : before);
  EXPECT_EQ(Story::ours(story_.sh("git push -q " + GetParam().push).err), "") << "said twice";
}

const std::vector<PushCase> kPushes = {
    {"Branch", "", "origin main"},
    {"NewBranch", "", "origin main:other"},
    {"Tag", "git tag -am v1 v1", "origin v1"},
    {"Revision", "", "origin HEAD~1:refs/heads/x"},
    {"Head", "", "origin HEAD:refs/heads/x"},
    {"SeveralRefs", "git branch one; git branch two", "origin main one two"},
    {"DeleteAmongOthers", "git push -q origin main:gone", "origin :gone main"},
    {"Force", "", "--force origin main"},
    {"ForceWithLease", "", "--force-with-lease origin main"},
    {"All", "git branch one", "--all origin"},
    {"Mirror", "git branch one", "--mirror origin"},
    {"Tags", "git tag v1; git tag v2", "--tags origin"},
    {"DryRun", "", "--dry-run origin main"},
    {"Url", "", "../server.git main"},
    {"NoVerify", "", "--no-verify origin main", false},
    {"UpToDate", "", "origin main~1:main", false},
};
INSTANTIATE_TEST_SUITE_P(Pushes, PushOfAMissingCommit, ::testing::ValuesIn(kPushes),
                         [](const auto& push) { return push.param.name; });

TEST_F(PrePush, IsSilentWhenThePushOnlyDeletes) {
  story_.play("git push -q origin main:one main:two; " + kMissing);
  const std::string before = story_.document();
  EXPECT_EQ(push("origin --delete one two"), "");
  EXPECT_EQ(story_.document(), before);
  EXPECT_EQ(refs(), "refs/heads/main");
}

TEST_F(PrePush, DoesNotWarnOfUncommittedChanges) {
  story_.play("put b; git commit -qm 'Add b'; echo more >>a");
  EXPECT_EQ(push("origin main"), "");
  EXPECT_EQ(story_.document(), story_.expect({.completed = {"Add b @ HEAD"}, .changes = "M a"}));
}

TEST_F(PrePush, DoesNotWarnOnAnotherBranch) {
  story_.play("put b; git commit -qm 'Add b'; git switch -qc topic");
  EXPECT_EQ(push("origin topic"), "");
  EXPECT_EQ(story_.document(), story_.expect({.completed = {"Add b @ HEAD"}, .branch = "topic"}));
}

TEST_F(PrePush, WarnsWhenTheRecordedCommitLeftTheBranch) {
  story_.play("put b; git commit -qm 'Add b'; git tag old; git reset -q --hard HEAD~1; put c\n" + kHidden +
              "commit -qm 'Session work' -m 'Session: skip'");
  EXPECT_EQ(push("origin main"),
            "session: warning: the checkpoint named a commit that is not in this branch\n"
            "hint: 'SESSION.md' is up to date now\n");
}

TEST_F(PrePush, WarnsWhenTheRecordedCommitIsUnknown) {
  story_.play("edit 's/^- \\*\\*Last Commit.*/- **Last Commit**: `1234567` — Elsewhere/'");
  story_.play("put b; git -c core.hooksPath=/dev/null commit -qm 'wip'");
  EXPECT_EQ(push("origin main"),
            "session: warning: the checkpoint named a commit that this repository does not know\n"
            "hint: 'SESSION.md' is up to date now\n");
}

TEST_F(PrePush, WarnsOfDeadHashesOnce) {
  story_.play(
      "edit 's/^_(No items completed yet)_$/- [x] Lost — `deadbee` (2025-06-01)/'\nput b; git commit -qm "
      "'Add b'");
  EXPECT_EQ(push("origin main"),
            "session: warning: 1 recorded hash names no commit here: deadbee\n"
            "hint: see 'SESSION.md'\n");
  story_.play("put c; git commit -qm 'Add c'");
  EXPECT_EQ(push("origin main"), "");
}

TEST_F(PrePush, SaysAllInAtMostSixLines) {
  std::string items;
  for (int i = 0; i < 30; ++i) items += fmt::format("- [x] Lost {} — `dead{:03}` (2025-06-01)\\n", i, i);
  story_.play("edit 's/^_(No items completed yet)_$/" + items + "/'\n" + kMissing + "put c; " + kHidden +
              "commit -qm 'Add c'");
  const std::string said = push("origin main");
  EXPECT_THAT(said, HasSubstr("30 recorded hashes name no commit here: dead000, dead001"));
  EXPECT_LE(count_lines(said), 6U) << said;
}

TEST_F(PrePush, StopsAPushOnceWhenTheCloneSaysSo) {
  set_block(".git/session/config.toml");
  story_.play(kMissing);
  const RunResult first = story_.sh("git push -q origin main:topic");
  EXPECT_EQ(first.status, 1);
  EXPECT_EQ(Story::ours(first.err),
            "session: warning: 1 commit was not in 'SESSION.md'\n"
            "session: warning: the checkpoint was 1 commit behind\n"
            "hint: 'SESSION.md' is up to date now; the push was stopped this once (push.on_mismatch), push "
            "again\n");
  EXPECT_EQ(refs(), "refs/heads/main");
  const RunResult second = story_.sh("git push -q origin main:topic");
  EXPECT_EQ(second.status, 0);
  EXPECT_EQ(Story::ours(second.err), "");
  EXPECT_EQ(refs(), "refs/heads/main\nrefs/heads/topic");
}

TEST_F(PrePush, StopsAPushForTheRepositorysSettingsOnlyAfterInstallShowedThem) {
  set_block(".git-session.toml");
  story_.play("git add .git-session.toml; git commit -qm 'Settings'\n" + kMissing);
  EXPECT_EQ(story_.sh("git push -q origin main").status, 0);
  EXPECT_THAT(story_.repo().git({"session", "install"}), HasSubstr("push.on_mismatch = \"block\""));
  story_.play("put c; " + kHidden + "commit -qm 'Add c'");
  EXPECT_EQ(story_.sh("git push -q origin main").status, 1);
  EXPECT_EQ(story_.sh("git push -q origin main").status, 0);
}

TEST_F(PrePush, NeverTouchesTheRemote) {
  // Each time that anybody starts this remote it leaves a line.
  story_.repo().write("../remote.sh", "echo started >>../started; exec git-receive-pack ../server.git\n");
  story_.play("git config protocol.ext.allow always; git remote set-url origin 'ext::sh ../remote.sh'\n" +
              kMissing + "git push -q origin main");
  EXPECT_EQ(story_.repo().read("../started"), "started\n");
  EXPECT_EQ(story_.document(), story_.expect({{"Add b @ HEAD"}}));
}

TEST_F(PrePush, LetsEveryOtherTroublePass) {
  set_block(".git/session/config.toml");
  story_.play(kMissing + "rm SESSION.md; mkdir SESSION.md");
  const RunResult result = story_.sh("git push -q origin main");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(Story::ours(result.err), HasSubstr("SESSION.md"));
}

TEST_F(PrePush, WritesNothingWhileARebaseStandsStill) {
  story_.play(
      "put b; git commit -qm 'Add b'; GIT_SEQUENCE_EDITOR='sed -i 1s/pick/edit/' git rebase -q -i HEAD~1");
  const std::string before = story_.document();
  EXPECT_EQ(push("origin HEAD:refs/heads/x"), "");
  EXPECT_EQ(story_.document(), before);
}

TEST_F(PrePush, WorksOnADetachedHead) {
  story_.play("git switch -q --detach; put b; git commit -qm 'Add b'");
  EXPECT_EQ(push("origin HEAD:refs/heads/x"), "");
}

}  // namespace
}  // namespace session::test
