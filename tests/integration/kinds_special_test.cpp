// SPDX-License-Identifier: MIT
// What only some kinds of repositories can do to the hooks.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kinds_support.hpp"
#include <algorithm>
#include <stdexcept>

namespace session::test {
namespace {

using ::testing::HasSubstr;

const Kind& find_kind(std::string_view name) {
  const auto& kinds = all_kinds();
  const auto found =
      std::find_if(kinds.begin(), kinds.end(), [name](const Kind& kind) { return kind.name == name; });
  if (found == kinds.end()) throw std::runtime_error("no such kind");
  return *found;
}

TEST(IndexWithoutItsHash, IsReadAsGitReadsIt) {
  Ground ground(find_kind("Plain"));
  ASSERT_EQ(ground.sh("git session install").status, 0);
  // What index.skipHash leaves, also for a git that cannot write it.
  const RunResult made = ground.sh(
      "put b; git commit -qm 'Add b'; put d; echo more >>a; echo x >loose; git status >/dev/null\n"
      "size=$(wc -c <.git/index); truncate -s -20 .git/index; truncate -s \"$size\" .git/index");
  ASSERT_EQ(made.status, 0) << made.err;
  const std::string index = read_bytes(ground.folder() / ".git/index");
  ASSERT_EQ(index.substr(index.size() - 20), std::string(20, '\0'));
  const RunResult hook = ground.sh("git hook run post-commit");
  EXPECT_EQ(hook.err, "");
  EXPECT_EQ(ground.format_changes(), "M a, A d, ?? loose");
  EXPECT_THAT(ground.document(), HasSubstr("- **Uncommitted Changes**: M a, A d, ?? loose\n"));
  EXPECT_EQ(ground.sh("git session verify").status, 0);
  EXPECT_EQ(read_bytes(ground.folder() / ".git/index"), index);
}

TEST(PartialClone, IsNeverFetchedFor) {
  Ground ground(find_kind("PartialSparseClone"));
  const std::string missing = "git rev-list --objects --missing=print --all | grep '^?' | sort";
  ASSERT_EQ(ground.sh("git session install").status, 0);
  const std::string before = ground.sh(missing).out;
  ASSERT_NE(before, "");
  // To tell a rename from a removal and an addition, git needs the removed file, which is not here.
  const RunResult made = ground.sh(
      "put b; git commit -qm 'Add b'; git rm -q --cached --sparse far/c; put dir/moved; mv ../origin "
      "../gone");
  ASSERT_EQ(made.status, 0) << made.err;
  EXPECT_NE(ground.sh("git status").status, 0);
  const RunResult hook = ground.sh("git hook run post-commit");
  EXPECT_EQ(hook.err, "");
  EXPECT_THAT(ground.document(), HasSubstr("- **Uncommitted Changes**: A dir/moved, D far/c\n"));
  EXPECT_THAT(ground.sh("git session verify").out, HasSubstr("verdict: match\n"));
  // With the server there again nothing is asked of it either.
  const RunResult back =
      ground.sh("mv ../gone ../origin; git session verify >/dev/null; git hook run post-commit");
  EXPECT_EQ(back.err, "");
  EXPECT_EQ(ground.sh(missing).out, before);
}

class ReftableStory : public ::testing::Test {
 protected:
  void SetUp() override {
    if (TestRepo(RepoKind::none).run({"sh", "-c", std::string(find_kind("Reftable").probe)}).status != 0) {
      GTEST_SKIP() << find_kind("Reftable").lacks;
    }
  }
};

TEST_F(ReftableStory, IsBusyWhileAPickOrRevertWaitsForAPerson) {
  for (const char* const name : {"Reftable", "ReftableWorkTree"}) {
    SCOPED_TRACE(name);
    Ground ground(find_kind(name));
    ASSERT_EQ(ground.sh("git session install").status, 0);
    const RunResult made = ground.sh(
        "git switch -qc other; echo other >a; git commit -qam Other; git switch -q -; git switch -qc here\n"
        "echo here >a; git commit -qam Here; git commit -q --allow-empty -m Note");
    ASSERT_EQ(made.status, 0) << made.err;
    EXPECT_THAT(ground.sh("git cherry-pick other >/dev/null 2>&1; git session verify").err,
                HasSubstr("a cherry-pick is under way"));
    ASSERT_EQ(ground.sh("git cherry-pick --abort").status, 0);
    EXPECT_EQ(ground.sh("git session verify").status, 0);
    EXPECT_THAT(
        ground
            .sh("git merge -q -s ours other; git revert --no-edit HEAD^2 >/dev/null 2>&1; git session verify")
            .err,
        HasSubstr("a revert is under way"));
    ASSERT_EQ(ground.sh("git revert --abort").status, 0);
  }
}

TEST_F(ReftableStory, RecordsTheFirstCommitOfABranchWithoutAPast) {
  Ground ground(find_kind("Reftable"));
  ASSERT_EQ(ground.sh("git session install").status, 0);
  const RunResult made = ground.sh("git switch -q --orphan fresh; put b; git commit -qm 'Add b'");
  ASSERT_EQ(made.status, 0) << made.err;
  EXPECT_THAT(ground.document(),
              HasSubstr(ground.git({"log", "-1", "--format=- [x] %s — `%h` (%cs)"}) + "\n"));
}

TEST_F(ReftableStory, KnowsTheBranchOfARebaseByMail) {
  Ground ground(find_kind("Reftable"));
  ASSERT_EQ(ground.sh("git session install").status, 0);
  const RunResult made = ground.sh(
      "git switch -qc topic; put b; git commit -qm 'Add b'; git switch -q main; put d; git commit -qm 'Add "
      "d'\n"
      "git switch -q topic; git rebase -q --apply main");
  ASSERT_EQ(made.status, 0) << made.err;
  EXPECT_THAT(ground.document(), HasSubstr("\n- **Branch**: topic\n"));
  EXPECT_THAT(ground.document(),
              HasSubstr(ground.git({"log", "-1", "--format=- [x] %s — `%h` (%cs)"}) + "\n"));
  EXPECT_EQ(ground.sh("git session verify").status, 0);
}

TEST_F(ReftableStory, SeesThatACommitStandsForThoseThatAResetLeft) {
  Ground ground(find_kind("Reftable"));
  ASSERT_EQ(ground.sh("git session install").status, 0);
  const RunResult made = ground.sh(
      "put b; git commit -qm 'Add b'; put d; git commit -qm 'Add d'; put e; git commit -qm 'Add e'\n"
      "git branch keep; git reset -q --hard HEAD~1; git reset -q --soft HEAD~2; git commit -qm 'Add both'");
  ASSERT_EQ(made.status, 0) << made.err;
  const std::string both = ground.git({"rev-parse", "--short", "HEAD"});
  EXPECT_THAT(made.err, HasSubstr("session: " + both + " stands for 2 items now\n"));
  EXPECT_THAT(ground.document(), HasSubstr("- [x] Add d — `" + both + "`"));
}

TEST(Fsmonitor, HasItsDaemonInTheKindOfThatName) {
  const Kind& kind = find_kind("Fsmonitor");
  if (TestRepo(RepoKind::none).run({"sh", "-c", std::string(kind.probe)}).status != 0)
    GTEST_SKIP() << kind.lacks;
  Ground ground(kind);
  EXPECT_EQ(ground.sh("git fsmonitor--daemon status >/dev/null").status, 0);
}

}  // namespace
}  // namespace session::test
