// SPDX-License-Identifier: MIT
// Two repositories live the same life, one with our hooks and one without: git must not see a difference.
#include <gtest/gtest.h>

#include "hook_story.hpp"

namespace session::test {
namespace {

/// Each line builds on those before it; some of them fail on purpose.
const std::vector<std::string> kLife = {
    "put b; git commit -qm 'Add b'",
    "put c; echo more >>a; git commit -qam 'Add c and more'",
    "git commit -q --amend -m 'Add c'",
    "git switch -qc topic",
    "put d; git commit -qm 'Add d' -m 'Completes: d'",
    "put e; git commit -q --no-verify -m 'Add e'",
    "git switch -q main",
    "git switch -q nowhere",
    "put f; git commit -qm 'Add f'",
    "git merge -q --no-ff -m 'Merge topic' topic",
    "git init -q --bare ../server.git; git remote add origin ../server.git; git push -q -u origin main",
    "git push -q origin topic:other topic:third",
    "git push -q origin --delete third",
    "git reset -q --hard HEAD~1",
    "git push -q origin main",
    "git push -q --force origin main",
    "git switch -q topic; git rebase -q main",
    "git cherry-pick main~1 >/dev/null",
    "git cherry-pick --abort",
    "echo topic >a; git commit -qam 'Change a'; git switch -q main; echo main >a; git commit -qam 'Change a "
    "too'",
    "git merge -q topic",
    "echo both >a; git add a; git commit -q --no-edit",
    "git revert --no-edit -m 1 HEAD >/dev/null",
    "echo dirty >>b; git stash -q; git stash pop -q; git checkout -q -- b",
    "git switch -q --detach HEAD~1; put g; git commit -qm 'Add g'; git switch -q main",
    "git tag -am v1 v1; git push -q --tags origin",
    "git worktree add -q -b linked ../linked; cd ../linked; put h; git commit -qm 'Add h'",
    "git bisect start HEAD HEAD~3 >/dev/null; git bisect good >/dev/null; git bisect reset",
    "git format-patch -q -1 --stdout linked >../h.patch; git am -q ../h.patch",
    "git switch -q --orphan fresh; put i; git commit -qm 'Add i'; git switch -q main; git branch -qD fresh",
    "git pull -q --rebase . linked; git clean -qfd; git gc -q",
};

TEST(Twin, GitDoesTheSameWithAndWithoutHooks) {
  Story story;
  Story twin(Story::Hooks::none);
  for (const std::string& step : kLife) {
    const RunResult mine = story.sh(step);
    const RunResult theirs = twin.sh(step);
    EXPECT_EQ(mine.status, theirs.status) << step;
    EXPECT_EQ(mine.out, theirs.out) << step;
    const std::string rest = subtract_lines(mine.err, theirs.err);
    EXPECT_EQ(rest, Story::ours(rest)) << step;
    EXPECT_EQ(story.git_view(), twin.git_view()) << step;
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_EQ(story.repo().git({"fsck", "--no-dangling"}), twin.repo().git({"fsck", "--no-dangling"}));
}

TEST(Twin, UninstalledHooksLeaveGitsOwnFilesAsTheyWere) {
  Story story;
  Story twin(Story::Hooks::none);
  const auto config = [](Story& one) { return one.repo().read(".git/config"); };
  EXPECT_EQ(config(story), config(twin));
  story.play("put b; git commit -qm 'Add b'; git session uninstall >/dev/null");
  EXPECT_EQ(list_names(story.repo().path() / ".git/hooks"), list_names(twin.repo().path() / ".git/hooks"));
}

}  // namespace
}  // namespace session::test
