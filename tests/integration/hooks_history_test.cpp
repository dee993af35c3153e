// SPDX-License-Identifier: MIT
// What each way to change history leaves in SESSION.md: resets, reverts, squashes, lost branches, work of
// others.
#include "hook_rows.hpp"

namespace session::test {
namespace {

class HistoryRow : public ::testing::TestWithParam<Row> {};

const std::string kItems =
    "edit 's/^_(Nothing in progress)_$/- [ ] Login — started\\n- [ ] Logout — not started/'\n";
const std::string kBc = "put b; git commit -qm 'Add b'; tick; put c; git commit -qm 'Add c'; tick\n";
const std::string kE = "put e; git commit -qm 'Add e'";
const std::string kRecordedE = "session: recorded {HEAD} \"Add e\" (";
/// The commits of others come from a clone.
const std::string kServer =
    "git clone -q --bare . ../server.git; git remote add origin ../server.git; git fetch -q origin\n"
    "git branch -q -u origin/main main; git clone -q ../server.git ../theirs\n"
    "git -C ../theirs config user.name Else; git -C ../theirs config user.email else@example.org\n";
const std::string kAsElse =
    "export GIT_AUTHOR_NAME=Else GIT_AUTHOR_EMAIL=else@example.org GIT_COMMITTER_NAME=Else "
    "GIT_COMMITTER_EMAIL=else@example.org";

const std::vector<Row> kResets = {
    {"ResetHardTakesTheEntryBack", kBc + "git reset -q --hard HEAD~1", kE,
     Shown{{"Add b @ HEAD~1", "Add e @ HEAD"}},
     "session: took back \"Add c\": its commit is gone\n" + kRecordedE + "2 items)\n"},
    {"ResetHardAloneIsSeenLater", kBc, "git reset -q --hard HEAD~1"},
    {"ResetMixedTakesTheEntryBack", kBc + "git reset -q HEAD~1; rm c", kE,
     Shown{{"Add b @ HEAD~1", "Add e @ HEAD"}},
     "session: took back \"Add c\": its commit is gone\n" + kRecordedE + "2 items)\n"},
    {"ResetSoftAndOneCommitKeepsTheEntries", kBc + "git reset -q --soft HEAD~2", "git commit -qm 'Add both'",
     Shown{{"Add b @ HEAD", "Add c @ HEAD"}}, "session: {HEAD} stands for 2 items now\n"},
    {"ResetSoftAndOneCommitIsLikeAnAmend", kBc + "git tag old; git reset -q --soft HEAD~1",
     "git commit -qm 'Add the c'", Shown{{"Add b @ HEAD~1", "Add the c @ HEAD"}},
     "session: recorded {HEAD} \"Add the c\" in place of {old} (2 items)\n"},
    {"ResetSoftAndAmend", kBc + "git reset -q --soft HEAD~1", "git commit -q --amend -m 'Add both'",
     Shown{{"Add b @ HEAD", "Add c @ HEAD"}}, "session: {HEAD} stands for 2 items now\n"},
    {"ResetBackByReflogPutsTheEntryBack",
     kBc + "git tag c; git reset -q --hard HEAD~1; " + kE + "; git reset -q --hard c",
     "put f; git commit -qm 'Add f'", Shown{{"Add b @ HEAD~2", "Add c @ HEAD~1", "Add f @ HEAD"}},
     "session: took back \"Add e\": its commit is gone\n"
     "session: recorded {HEAD} \"Add f\" (3 items)\n"},
    {"ResetAndBackWithoutACommitLeavesNoTrace",
     kBc + "git reset -q --hard HEAD~1; git reset -q --hard ORIG_HEAD", kE,
     Shown{{"Add b @ HEAD~2", "Add c @ HEAD~1", "Add e @ HEAD"}}, kRecordedE + "3 items)\n"},
    {"ResetSoftAndOneCommitKeepsWhatWasTakenBackBefore",
     kBc + "git reset -q --hard HEAD~1; [ ! -e SESSION.md ] || git session verify --fix >/dev/null\n"
           "git reset -q --hard ORIG_HEAD; git reset -q --soft HEAD~2",
     "git commit -qm 'Add both'", Shown{{"Add b @ HEAD", "Add c @ HEAD"}},
     "session: recorded {HEAD} \"Add b\" in place of {ORIG_HEAD~1} (2 items)\n"
     "session: put back \"Add c\": its commit is there again\n"},
    {"ResetSoftAndOneCommitBehindAReset",
     kBc + kE + "; git branch keep; git reset -q --hard HEAD~1; git reset -q --soft HEAD~2",
     "git commit -qm 'Add both'", Shown{{"Add b @ HEAD", "Add c @ HEAD", "Add e @ keep"}},
     "session: {HEAD} stands for 2 items now\n"},
    {"JoinedItemsKeepTheirWordsWhenHeadHasTheirCommitsAgain",
     kBc + "git branch keep; git reset -q --soft HEAD~2; git commit -qm 'Add both'; git tag both; tick\n"
           "git switch -q keep; [ ! -e SESSION.md ] || git session verify --fix >/dev/null\n"
           "git switch -q main",
     kE, Shown{{"Add b @ both", "Add c @ both", "Add e @ HEAD"}},
     "session: updated the hashes of 2 items\n" + kRecordedE + "3 items)\n"},
    {"JoinedItemsKeepTheirWordsWhenTheirCommitIsReplacedAndBack",
     kBc + "git reset -q --soft HEAD~2; git commit -qm 'Add both'; tick\n"
           "git reset -q --soft HEAD~1; git commit -qm 'Add both again'; git tag again; tick\n"
           "git rebase -q --force-rebase HEAD~1; git reset -q --hard again; tick",
     kE, Shown{{"Add b @ again", "Add c @ again", "Add e @ HEAD"}},
     "session: updated the hashes of 2 items\n" + kRecordedE + "3 items)\n"},
    {"ASquashThatIsPickedAgainKeepsItsItems",
     "git switch -qc topic; " + kBc +
         "git switch -q main; git merge -q --squash topic\n"
         "git commit -q --no-edit; tick; git reset -q --hard HEAD~1",
     "git cherry-pick ORIG_HEAD >/dev/null", Shown{{"Add b @ HEAD", "Add c @ HEAD"}},
     "session: {HEAD} stands for 2 items now\n"},
    {"LostWorkGoesBackWhereItCameFrom",
     kItems + "put b; git commit -qm 'Work' -m 'Completes: Login\nNext: Rest\nBlocked-by: Rain'\n"
              "git reset -q --hard HEAD~1",
     kE, Shown{.completed = {"Add e @ HEAD"}, .in_progress = {"Login — started", "Logout — not started"}},
     "session: took back \"Login\": its commit is gone\n" + kRecordedE + "1 item)\n"},
    {"LostTrailersStayWhereAPersonChangedThem",
     kItems + "put b; git commit -qm 'Work' -m 'Completes: Login\nNext: Rest'\n"
              "edit 's/^1. Rest$/1. Rest until noon/'; git reset -q --hard HEAD~1",
     kE,
     Shown{.completed = {"Add e @ HEAD"},
           .in_progress = {"Login — started", "Logout — not started"},
           .next = {"Rest until noon"}},
     "session: took back \"Login\": its commit is gone\n" + kRecordedE + "1 item)\n"},
    {"ARenamedEntryIsMarkedWhenItsCommitIsGone",
     kBc + "edit 's/Add c — /My own words — /'; git reset -q --hard HEAD~1", kE,
     Shown{{"Add b @ HEAD~1", "My own words @ ORIG_HEAD — commit gone", "Add e @ HEAD"}},
     "session: marked \"My own words\": its commit is gone\n" + kRecordedE + "3 items)\n"},
    {"BranchDeleted", "git switch -qc topic; " + kBc + "git switch -q main; git branch -qD topic", kE,
     Shown{{"Add e @ HEAD"}},
     "session: took back 2 items: their commits are gone\n" + kRecordedE + "1 item)\n"},
    {"BranchDeletedButMerged",
     "git switch -qc topic; " + kBc + "git switch -q main; git merge -q topic; git branch -qD topic", kE,
     Shown{{"Add b @ HEAD~2", "Add c @ HEAD~1", "Add e @ HEAD"}}, kRecordedE + "3 items)\n"},
    {"BranchDeletedButTagged",
     "git switch -qc topic; " + kBc + "git tag v1; git switch -q main; git branch -qD topic", kE,
     Shown{{"Add b @ v1~1", "Add c @ v1", "Add e @ HEAD"}}, kRecordedE + "3 items)\n"},
    {"StashIsNoHistory", kBc + "echo more >>a; git stash -q", kE + "; git stash pop -q",
     Shown{{"Add b @ HEAD~2", "Add c @ HEAD~1", "Add e @ HEAD"}}, kRecordedE + "3 items)\n"},
};
INSTANTIATE_TEST_SUITE_P(Resets, HistoryRow, ::testing::ValuesIn(kResets), name_row);

const std::vector<Row> kReverts = {
    {"RevertOfARevert", kBc + "git revert --no-edit HEAD >/dev/null; tick",
     "git revert --no-edit HEAD >/dev/null", Shown{{"Add b @ HEAD~3", "Add c @ HEAD~2"}},
     "session: completed \"Add c\" again\n"},
    {"RevertOfARevertOfARevert",
     kBc + "git revert --no-edit HEAD >/dev/null; tick; git revert --no-edit HEAD >/dev/null; tick",
     "git revert --no-edit HEAD >/dev/null",
     Shown{.completed = {"Add b @ HEAD~4"}, .in_progress = {"Add c — reverted by {HEAD~2}"}},
     "session: reopened \"Add c\": reverted by {HEAD~2}\n"},
    {"RevertTakenBackByReset", kBc + "git revert --no-edit HEAD >/dev/null; git reset -q --hard HEAD~1", kE,
     Shown{{"Add b @ HEAD~2", "Add c @ HEAD~1", "Add e @ HEAD"}},
     "session: completed \"Add c\" again\n" + kRecordedE + "3 items)\n"},
    {"RevertAndWorkGone", kBc + "git revert --no-edit HEAD >/dev/null; git reset -q --hard HEAD~2", kE,
     Shown{{"Add b @ HEAD~1", "Add e @ HEAD"}},
     "session: took back \"Add c\": its commit is gone\n" + kRecordedE + "2 items)\n"},
    {"RevertedWorkAppliedAgain", kBc + "git tag c; git revert --no-edit HEAD >/dev/null; tick",
     "git cherry-pick c >/dev/null", Shown{{"Add b @ HEAD~3", "Add c @ HEAD"}},
     "session: completed \"Add c\" again\n"},
    {"RevertSeenFromTheOtherBranch",
     kBc + "git switch -qc topic; git revert --no-edit HEAD >/dev/null; git switch -q main", kE,
     Shown{{"Add b @ HEAD~2", "Add c @ HEAD~1", "Add e @ HEAD"}},
     "session: completed \"Add c\" again\n" + kRecordedE + "3 items)\n"},
    {"RevertThatIsRebased",
     "git switch -qc topic; " + kBc +
         "git revert --no-edit HEAD >/dev/null; git switch -q main\n"
         "tick; put d; git commit -qm 'Add d'; git switch -q topic; tick",
     "git rebase -q main",
     Shown{.completed = {"Add b @ HEAD~2", "Add d @ main"},
           .branch = "topic",
           .in_progress = {"Add c — reverted by {HEAD}"}},
     "session: updated the hashes of 2 items\nsession: reopened \"Add c\": reverted by {HEAD}\n"},
    {"RevertOfAMerge",
     "git switch -qc topic; " + kBc + "git switch -q main; git merge -q --no-ff -m M topic; tick",
     "git revert --no-edit -m 1 HEAD >/dev/null",
     Shown{.completed = {}, .in_progress = {"Add b — reverted by {HEAD}", "Add c — reverted by {HEAD}"}},
     "session: reopened 2 items: reverted by {HEAD}\n"},
    {"RevertWithWordsOfAPerson", kBc,
     "git revert -n HEAD; git commit -qm 'Take c out' -m \"This reverts commit $(git rev-parse HEAD).\"",
     Shown{.completed = {"Add b @ HEAD~2"}, .in_progress = {"Add c — reverted by {HEAD}"}},
     "session: reopened \"Add c\": reverted by {HEAD}\n"},
    {"RevertMadeWithoutHooksIsCaughtUp",
     kBc + "git revert -n HEAD; GIT_SESSION=0 git commit -qm 'Take c out' -m \"This reverts commit $(git "
           "rev-parse HEAD).\"",
     kE,
     Shown{.completed = {"Add b @ HEAD~3", "Add e @ HEAD"}, .in_progress = {"Add c — reverted by {HEAD~1}"}},
     "session: reopened \"Add c\": reverted by {HEAD~1}\n" + kRecordedE + "2 items)\n"},
    {"RevertKeepsTheWordsOfAPerson", kBc + "edit 's/Add c — /My own words — /'",
     "git revert --no-edit HEAD >/dev/null",
     Shown{.completed = {"Add b @ HEAD~2"}, .in_progress = {"My own words — reverted by {HEAD}"}},
     "session: reopened \"My own words\": reverted by {HEAD}\n"},
};
INSTANTIATE_TEST_SUITE_P(Reverts, HistoryRow, ::testing::ValuesIn(kReverts), name_row);

const std::string kTopicAndD =
    "git switch -qc topic; " + kBc + "git switch -q main; put d; git commit -qm 'Add d'; tick\n";

const std::vector<Row> kSquashes = {
    {"SquashMergeWithGitsMessage", kTopicAndD + "git merge -q --squash topic", "git commit -q --no-edit",
     Shown{{"Add b @ HEAD", "Add c @ HEAD", "Add d @ HEAD~1"}}, "session: {HEAD} stands for 2 items now\n"},
    {"SquashMergeWithOnesOwnMessage", kTopicAndD + "git merge -q --squash topic",
     "git commit -qm 'All of topic'", Shown{{"Add b @ HEAD", "Add c @ HEAD", "Add d @ HEAD~1"}},
     "session: {HEAD} stands for 2 items now\n"},
    {"SquashMergeThatWasGivenUp", kTopicAndD + "git merge -q --squash topic; git reset -q --hard", kE,
     Shown{{"Add b @ topic~1", "Add c @ topic", "Add d @ HEAD~1", "Add e @ HEAD"}},
     kRecordedE + "4 items)\n"},
    {"SquashMergeSeenFromTheBranch",
     kTopicAndD + "git merge -q --squash topic; git commit -q --no-edit; git switch -q topic", kE,
     Shown{.completed = {"Add b @ HEAD~2", "Add c @ HEAD~1", "Add d @ main~1", "Add e @ HEAD"},
           .branch = "topic"},
     "session: updated the hashes of 2 items\n" + kRecordedE + "4 items)\n"},
    {"SquashMergeAndBranchDeleted",
     kTopicAndD + "git merge -q --squash topic; git commit -q --no-edit; git branch -qD topic", kE,
     Shown{{"Add b @ HEAD~1", "Add c @ HEAD~1", "Add d @ HEAD~2", "Add e @ HEAD"}},
     kRecordedE + "4 items)\n"},
    {"SquashOnTheServerFoundByTheFiles",
     kServer + "git switch -qc topic; " + kBc +
         "git push -q origin topic; git switch -q main\n"
         "(cd ../theirs; git fetch -q; git merge -q --squash origin/topic; " +
         kAsElse + "; git commit -qm 'Topic (#1)'; git push -q origin main)",
     "git pull -q --ff-only", Shown{{"Add b @ HEAD", "Add c @ HEAD"}},
     "session: {HEAD} stands for 2 items now\n"},
    {"SquashOnTheServerFoundByTrailers",
     kItems + kServer +
         "git switch -qc topic; put b; git commit -qm 'Work' -m 'Completes: Login'; tick\n"
         "put c; git commit -qm 'More' -m 'Completes: Logout'; git push -q origin topic; git switch -q main\n"
         "(cd ../theirs; put x; " +
         kAsElse +
         "; git commit -qm 'Other'; git fetch -q\n"
         "git merge -q --squash origin/topic; git commit -q --no-edit; git push -q origin main)\n"
         "git branch -qD topic; git push -q --delete origin topic",
     "git pull -q --ff-only", Shown{{"Login @ HEAD", "Logout @ HEAD"}},
     "session: {HEAD} stands for 2 items now\n"},
    {"RebaseMergeOnTheServer",
     kServer + "git switch -qc topic; " + kBc +
         "git push -q origin topic; git switch -q main\n"
         "(cd ../theirs; put x; " +
         kAsElse +
         "; git commit -qm 'Other'; git fetch -q; unset "
         "GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL; git cherry-pick main~1..origin/topic >/dev/null || "
         "git cherry-pick --skip; git push -q origin main); :",
     "git pull -q --ff-only", Shown{{"Add b @ HEAD~1", "Add c @ HEAD"}},
     "session: updated the hashes of 2 items\n"},
};
INSTANTIATE_TEST_SUITE_P(Squashes, HistoryRow, ::testing::ValuesIn(kSquashes), name_row);

const std::vector<Row> kOthers = {
    {"CommitsOfOthersAreNoItems",
     kServer + "(cd ../theirs; put x; " + kAsElse + "; git commit -qm 'Other'; git push -q origin main)",
     "git pull -q --ff-only", Shown{{}}, ""},
    {"CommitsOfOthersThatAreMergedAreNoItems",
     kServer + "(cd ../theirs; put x; " + kAsElse + "; git commit -qm 'Other'; git push -q origin main)\n" +
         kBc,
     "git pull -q --no-rebase --no-edit >/dev/null 2>&1", Shown{{"Add b @ HEAD^1~1", "Add c @ HEAD^1"}}, ""},
    {"FilterBranch", kBc,
     "FILTER_BRANCH_SQUELCH_WARNING=1 git filter-branch -f --env-filter "
     "'export GIT_COMMITTER_NAME=Dana' HEAD >/dev/null 2>&1; " +
         kE,
     Shown{{"Add b @ HEAD~2", "Add c @ HEAD~1", "Add e @ HEAD"}},
     "session: updated the hashes of 2 items\n" + kRecordedE + "3 items)\n"},
    {"FilterBranchThatChangesMessages", kBc,
     "FILTER_BRANCH_SQUELCH_WARNING=1 git filter-branch -f --msg-filter 'sed s/Add/Put/' HEAD >/dev/null "
     "2>&1; " +
         kE,
     Shown{{"Put b @ HEAD~2", "Put c @ HEAD~1", "Add e @ HEAD"}},
     "session: updated the hashes of 2 items\n" + kRecordedE + "3 items)\n"},
    {"AHashThatAPersonWroteFollowsARebase",
     "git switch -qc topic; put b; GIT_SESSION=0 git commit -qm 'Add b'; tick\n"
     "edit \"s/^_(No items completed yet)_$/- [x] By hand (commit: $(git rev-parse --short HEAD))/\"\n"
     "git switch -q main; put d; git commit -qm 'Add d'; git switch -q topic; tick",
     "git rebase -q main",
     Shown{.completed = {"By hand (commit: {HEAD})", "Add d @ main"}, .branch = "topic"},
     "session: recorded {HEAD} \"By hand\" in place of {ORIG_HEAD} (2 items)\n"},
    {"WipThatIsRewordedIsRecorded", "put b; git commit -qm 'wip'; tick; put c; git commit -qm 'Add c'; tick",
     "GIT_EDITOR='sed -i s/wip/Add-b/' GIT_SEQUENCE_EDITOR='sed -i 1s/pick/reword/' git rebase -q -i HEAD~2",
     Shown{{"Add c @ HEAD", "Add-b @ HEAD~1"}},
     "session: recorded {HEAD} \"Add c\" in place of {ORIG_HEAD} (1 item)\n"
     "session: caught up with 1 commit not recorded so far\n"},
    {"CommitsFromBeforeTheInstallStayUnrecorded", "",
     "git commit -q --amend -m 'First again'; GIT_EDITOR='sed -i s/again/twice/' GIT_SEQUENCE_EDITOR='sed -i "
     "1s/pick/reword/' git rebase -q -i --root",
     Shown{{}}, ""},
    {"ADeletedEntryStaysDeleted",
     "git switch -qc topic; " + kBc +
         "git switch -q main; put d; git commit -qm 'Add d'; git switch -q topic\n"
         "edit '/Add b/d'; tick",
     "git rebase -q main", Shown{.completed = {"Add c @ HEAD", "Add d @ main"}, .branch = "topic"},
     "session: recorded {HEAD} \"Add c\" in place of {ORIG_HEAD} (2 items)\n"},
    {"ARenamedEntryKeepsItsWords",
     "git switch -qc topic; " + kBc +
         "git switch -q main; put d; git commit -qm 'Add d'; git switch -q topic\n"
         "edit 's/Add b —/My own words —/'; tick",
     "git rebase -q main",
     Shown{.completed = {"My own words @ HEAD~1", "Add c @ HEAD", "Add d @ main"}, .branch = "topic"},
     "session: updated the hashes of 2 items\n"},
};
INSTANTIATE_TEST_SUITE_P(Others, HistoryRow, ::testing::ValuesIn(kOthers), name_row);

TEST_P(HistoryRow, LeavesGitAsItIsAndTheDocumentTrue) {
  check_row(GetParam());
}

}  // namespace
}  // namespace session::test
