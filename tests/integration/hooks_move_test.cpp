// SPDX-License-Identifier: MIT
// What moves HEAD or files without a commit: SESSION.md stays, and post-checkout speaks only when it must.
#include "hook_rows.hpp"

namespace session::test {
namespace {

class MoveRow : public ::testing::TestWithParam<Row> {};

const std::string kTopic = "git switch -qc topic; put b; git commit -qm 'Add b'; git tag tip\n";
const std::string kFive = "for n in 1 2 3 4 5; do put f$n; tick; git commit -qm \"Add f$n\"; done\n";

const std::vector<Row> kMoves = {
    {"SwitchToAnotherBranch", kTopic, "git switch -q main", std::nullopt,
     "session: warning: SESSION.md describes 'topic', you are on 'main' (back: git switch topic)\n"},
    {"SwitchToANewBranch", "", "git switch -qc topic", std::nullopt,
     "session: warning: SESSION.md describes 'main', you are on 'topic' (back: git switch main)\n"},
    {"SwitchBack", "git switch -qc topic", "git switch -q -"},
    {"SwitchToTheSameBranch", "put b; git commit -qm 'Add b'", "git switch -q main"},
    {"SwitchDetached", "", "git switch -q --detach", std::nullopt,
     "session: warning: SESSION.md describes 'main', HEAD is detached at {HEAD} (back: git switch main)\n"},
    {"SwitchBackFromDetached", "git switch -q --detach; put b; git commit -qm 'Add b'; git tag tip",
     "git switch -q main", std::nullopt,
     "session: warning: SESSION.md describes a detached HEAD at {tip}, you are on 'main' "
     "(back: git switch --detach {tip})\n"},
    {"SwitchToAnOrphanBranch", "", "git switch -q --orphan fresh", std::nullopt,
     "session: warning: SESSION.md describes 'main', you are on 'fresh' (back: git switch main)\n"},
    {"SwitchThatFails", kTopic + "git switch -q main; put b", "git switch -q topic"},
    {"SwitchToNoBranch", "", "git switch -q nowhere"},
    {"CheckoutOfABranch", kTopic, "git checkout -q main", std::nullopt,
     "session: warning: SESSION.md describes 'topic', you are on 'main' (back: git switch topic)\n"},
    {"CheckoutNewBranch", "", "git checkout -qb topic", std::nullopt,
     "session: warning: SESSION.md describes 'main', you are on 'topic' (back: git switch main)\n"},
    {"CheckoutOfAFile", "echo more >>a", "git checkout -q -- a"},
    {"CheckoutOfAFileFromARevision", kTopic, "git checkout -q main -- a"},
    {"Restore", "echo more >>a", "git restore a"},
    {"RestoreStaged", "put b", "git restore --staged b"},
    {"WorktreeAdd", "", "git worktree add -q -b other ../other && ls -A ../other"},
    {"WorktreeAddDetached", "", "git worktree add -q --detach ../other && ls -A ../other"},
    {"BisectFromStartToReset", kFive,
     "git bisect start HEAD HEAD~5 >/dev/null; git bisect bad >/dev/null; git bisect good >/dev/null; git "
     "bisect reset"},
    {"CloneWithTheHooks", "",
     "git -c core.hooksPath=\"$PWD/.git/hooks\" clone -q . ../clone && ls -A ../clone ../clone/.git"},
    {"CloneNoCheckout", "",
     "git -c core.hooksPath=\"$PWD/.git/hooks\" clone -qn . ../clone && ls -A ../clone"},
    {"Stash", "echo more >>a", "git stash -q"},
    {"StashPop", "echo more >>a; git stash -q", "git stash pop -q"},
    {"StashKeepIndex", "put b; echo more >>a", "git stash push -q --keep-index"},
    {"StashUntracked", "echo x >x", "git stash push -q -u"},
    {"ResetHard", kTopic, "git reset -q --hard HEAD~1"},
    {"ResetSoft", kTopic, "git reset -q --soft HEAD~1"},
    {"UpdateRef", kTopic, "git update-ref refs/heads/main topic"},
    {"BranchForce", kTopic, "git branch -f main topic"},
    {"FetchIntoABranch", kTopic, "git fetch -q . topic:copy"},
    {"CommitTree", kTopic, "git update-ref refs/heads/x $(git commit-tree -p HEAD -m x HEAD^{tree})"},
    {"Tag", "", "git tag -a -m v1 v1"},
    {"CleanLeavesIgnoredFiles", "echo x >x", "git clean -qfd"},
    {"PullFastForward", kTopic + "git switch -q main", "git pull -q --ff-only . topic",
     Shown{{"Add b @ HEAD"}}},
    {"SubmoduleAdd", "git init -q ../sub; (cd ../sub; GIT_SESSION=0 git commit -q --allow-empty -m Sub)",
     "git submodule --quiet add ../sub sub"},
    {"Gc", kFive, "git gc -q"},
};
INSTANTIATE_TEST_SUITE_P(Moves, MoveRow, ::testing::ValuesIn(kMoves), name_row);

const std::vector<Row> kAfterwards = {
    {"CommitAfterASwitch", kTopic + "git switch -q main", "put c; git commit -qm 'Add c'",
     Shown{{"Add b @ topic", "Add c @ HEAD"}}, "session: recorded {HEAD} \"Add c\" (2 items)\n"},
    {"CommitAfterAStash", "echo more >>a; git stash -q", "put b; git commit -qm 'Add b'",
     Shown{{"Add b @ HEAD"}}, "session: recorded {HEAD} \"Add b\" (1 item)\n"},
    {"CommitAfterABisect", kFive + "git bisect start HEAD HEAD~5 >/dev/null; git bisect reset 2>/dev/null",
     "put b; git commit -qm 'Add b'",
     Shown{{"Add f1 @ HEAD~5", "Add f2 @ HEAD~4", "Add f3 @ HEAD~3", "Add f4 @ HEAD~2", "Add f5 @ HEAD~1",
            "Add b @ HEAD"}},
     "session: recorded {HEAD} \"Add b\" (6 items)\n"},
    {"CommitAfterACheckoutOfAFile", "echo more >>a; git checkout -q -- a", "put b; git commit -qm 'Add b'",
     Shown{{"Add b @ HEAD"}}, "session: recorded {HEAD} \"Add b\" (1 item)\n"},
    {"CommitOfASubmodule",
     "git init -q ../sub; (cd ../sub; GIT_SESSION=0 git commit -q --allow-empty -m Sub); git submodule "
     "--quiet add ../sub sub",
     "git commit -qm 'Add the submodule'", Shown{{"Add the submodule @ HEAD"}},
     "session: recorded {HEAD} \"Add the submodule\" (1 item)\n"},
};
INSTANTIATE_TEST_SUITE_P(Afterwards, MoveRow, ::testing::ValuesIn(kAfterwards), name_row);

TEST_P(MoveRow, LeavesGitAsItIsAndTheDocumentTrue) {
  check_row(GetParam());
}

}  // namespace
}  // namespace session::test
