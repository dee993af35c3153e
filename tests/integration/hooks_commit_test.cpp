// SPDX-License-Identifier: MIT
// What each way to commit leaves in SESSION.md.
#include "hook_rows.hpp"

namespace session::test {
namespace {

class CommitRow : public ::testing::TestWithParam<Row> {};

const std::string kItems =
    "edit 's/^_(Nothing in progress)_$/- [ ] Login — started\\n- [ ] Logout — not started/'\n";
const std::string kCommitB = "put b\ngit commit -qm 'Add b'\ngit tag old\n";
/// main and topic changed the same file; the merge or pick of topic stops.
const std::string kConflict =
    "git switch -qc topic\necho topic >a\ngit commit -qam 'Change a on topic'\ngit tag topic-tip\n"
    "git switch -q main\necho main >a\ngit commit -qam 'Change a on main'\n";

const std::vector<Row> kCommits = {
    {"Commit", "", "put b; git commit -qm 'Add b'", Shown{{"Add b @ HEAD"}},
     "session: recorded {HEAD} \"Add b\" (1 item)\n"},
    {"CommitAll", "put b; git commit -qm 'Add b'", "echo more >>a; git commit -qam 'Change a'",
     Shown{{"Add b @ HEAD~1", "Change a @ HEAD"}}, "session: recorded {HEAD} \"Change a\" (2 items)\n"},
    {"CommitPath", "put b c", "git commit -qm 'Add b' -- b",
     Shown{.completed = {"Add b @ HEAD"}, .changes = "A c"}, "session: recorded {HEAD} \"Add b\" (1 item)\n"},
    {"CommitNoVerify",
     "printf '#!/bin/sh\\nexit 1\\n' >.git/hooks/pre-commit; chmod +x .git/hooks/pre-commit",
     "put b; git commit -q --no-verify -m 'Add b'", Shown{{"Add b @ HEAD"}},
     "session: recorded {HEAD} \"Add b\" (1 item)\n"},
    {"CommitRefusedByAnotherHook",
     "printf '#!/bin/sh\\nexit 1\\n' >.git/hooks/pre-commit; chmod +x .git/hooks/pre-commit",
     "put b; git commit -q -m 'Add b'"},
    {"CommitOfNothing", "", "git commit -qm 'Nothing'"},
    {"CommitFromAFolder", "mkdir sub; put sub/b", "cd sub; git commit -qm 'Add b'", Shown{{"Add b @ HEAD"}},
     "session: recorded {HEAD} \"Add b\" (1 item)\n"},
    {"CommitWithAnEditor", "put b", "GIT_EDITOR='echo Edited >' git commit -q", Shown{{"Edited @ HEAD"}},
     "session: recorded {HEAD} \"Edited\" (1 item)\n"},
    {"InitialCommitOfAnOrphanBranch", "git switch -q --orphan fresh", "put b; git commit -qm 'Add b'",
     Shown{.completed = {"Add b @ HEAD"}, .branch = "fresh"},
     "session: recorded {HEAD} \"Add b\" (1 item)\n"},
    {"CommitOnADetachedHead", "git switch -q --detach", "put b; git commit -qm 'Add b'",
     Shown{.completed = {"Add b @ HEAD"}, .branch = "(detached)"},
     "session: recorded {HEAD} \"Add b\" (1 item)\n"},
    {"CommitWithChangesAround", "put b c; git commit -qm 'Add b and c'; echo more >>a; rm c; put d",
     "echo x >e; git commit -qm 'Add d'",
     Shown{.completed = {"Add b and c @ HEAD~1", "Add d @ HEAD"}, .changes = "M a, D c, ?? e"},
     "session: recorded {HEAD} \"Add d\" (2 items)\n"},
};
INSTANTIATE_TEST_SUITE_P(Commits, CommitRow, ::testing::ValuesIn(kCommits), name_row);

const std::vector<Row> kAmends = {
    {"AmendReworded", kCommitB, "git commit -q --amend -m 'Add the b'", Shown{{"Add the b @ HEAD"}},
     "session: recorded {HEAD} \"Add the b\" in place of {old} (1 item)\n"},
    {"AmendWithTheSameMessage", kCommitB, "echo more >>a; git commit -qa --amend --no-edit",
     Shown{{"Add b @ HEAD"}}, "session: recorded {HEAD} \"Add b\" in place of {old} (1 item)\n"},
    {"AmendKeepsThePlaceAmongOthers",
     "put b; git commit -qm 'Add b'; put c; git commit -qm 'Add c'; git tag old",
     "git commit -q --amend -m 'Add the c'", Shown{{"Add b @ HEAD~1", "Add the c @ HEAD"}},
     "session: recorded {HEAD} \"Add the c\" in place of {old} (2 items)\n"},
    {"AmendWithOtherTrailers", kItems + "put b; git commit -qm 'Work' -m 'Completes: Login'; git tag old",
     "git commit -q --amend -m 'Work' -m 'Completes: Logout'",
     Shown{.completed = {"Logout @ HEAD"}, .in_progress = {"Login — started"}},
     "session: recorded {HEAD} \"Logout\" in place of {old} (1 item)\n"},
    {"AmendThatAddsATrailer", kItems + kCommitB, "git commit -q --amend -m 'Add b' -m 'Completes: Login'",
     Shown{.completed = {"Login @ HEAD"}, .in_progress = {"Logout — not started"}},
     "session: recorded {HEAD} \"Login\" in place of {old} (1 item)\n"},
    {"AmendThatTakesTheTrailersAway",
     kItems + "put b; git commit -qm 'Work' -m 'Completes: Login\nNext: Rest\nBlocked-by: Rain'; git tag old",
     "git commit -q --amend -m 'Work'",
     Shown{.completed = {"Work @ HEAD"}, .in_progress = {"Login — started", "Logout — not started"}},
     "session: recorded {HEAD} \"Work\" in place of {old} (1 item)\n"},
    {"AmendAfterAPersonRenamedTheItem", kCommitB + "edit 's/Add b — /My own words — /'",
     "git commit -q --amend -m 'Add the b'", Shown{{"My own words @ HEAD"}},
     "session: recorded {HEAD} \"My own words\" in place of {old} (1 item)\n"},
    {"AmendAfterAPersonDeletedTheEntry",
     "put z; git commit -qm 'Add z'\n" + kCommitB + "edit '/^- .x. Add b/d'",
     "git commit -q --amend -m 'Add the b'", Shown{{"Add z @ HEAD~1"}}, ""},
    {"AmendTwiceAfterAPersonDeletedTheEntry",
     "put z; git commit -qm 'Add z'\n" + kCommitB +
         "edit '/^- .x. Add b/d'; git commit -q --amend -m 'Add the b'",
     "git commit -q --amend -m 'Add this b'", Shown{{"Add z @ HEAD~1"}}, ""},
    {"AmendOfACommitFromBeforeInstall", "", "git commit -q --amend -m 'First again'", Shown{{}}, ""},
    {"AmendOfAWipIntoAnItem", "put b; git commit -qm 'wip b'", "git commit -q --amend -m 'Add b'",
     Shown{{"Add b @ HEAD"}}, "session: recorded {HEAD} \"Add b\" (1 item)\n"},
    {"AmendOfAnItemIntoAWip", kCommitB, "git commit -q --amend -m 'wip b'", Shown{{}}, ""},
    {"AmendTwice", kCommitB + "git commit -q --amend -m 'Add the b'; git tag -f old >/dev/null",
     "git commit -q --amend -m 'Add this b'", Shown{{"Add this b @ HEAD"}},
     "session: recorded {HEAD} \"Add this b\" in place of {old} (1 item)\n"},
};
INSTANTIATE_TEST_SUITE_P(Amends, CommitRow, ::testing::ValuesIn(kAmends), name_row);

const std::vector<Row> kMerges = {
    {"MergeRefreshesTheCheckpoint", "git switch -qc topic; put b; git commit -qm 'Add b'; git switch -q main",
     "git merge -q --no-ff -m 'Merge it' topic", Shown{{"Add b @ topic"}}},
    {"MergeFastForward", "git switch -qc topic; put b; git commit -qm 'Add b'; git switch -q main",
     "git merge -q --ff-only topic", Shown{{"Add b @ topic"}}},
    {"MergeWithCompletesInItsMessage",
     kItems + "git switch -qc topic; put b; git commit -qm 'Add b'; git switch -q main",
     "git merge -q --no-ff -m 'Bring it in' -m 'Completes: Login' topic",
     Shown{.completed = {"Add b @ topic", "Login @ HEAD"}, .in_progress = {"Logout — not started"}},
     "session: recorded {HEAD} \"Login\" (2 items)\n"},
    {"MergeAutostashKeepsTheChangesFromBefore",
     "git switch -qc topic; put b; git commit -qm 'Add b'; git switch -q main; put c; tick\n"
     "git commit -qm 'Add c'; echo more >>a",
     "git merge -q --autostash --no-ff -m 'Merge it' topic",
     Shown{.completed = {"Add b @ topic", "Add c @ HEAD~1"}, .changes = "None"}},
    {"MergeThatConflicts", kConflict, "git merge -q topic"},
    {"CommitThatClosesAMerge", kConflict + "git merge -q topic || echo both >a; git add a",
     "git commit -q --no-edit", Shown{{"Change a on topic @ topic", "Change a on main @ HEAD~1"}}, ""},
    {"MergeWithCompletes", kItems + kConflict + "git merge -q topic || echo both >a; git add a",
     "git commit -qm 'Bring it in' -m 'Completes: Login'",
     Shown{.completed = {"Change a on topic @ topic", "Change a on main @ HEAD~1", "Login @ HEAD"},
           .in_progress = {"Logout — not started"}},
     "session: recorded {HEAD} \"Login\" (3 items)\n"},
    {"CommitAfterASquashMerge",
     "git switch -qc topic; put b; git commit -qm 'Add b'; git switch -q main; git merge -q --squash topic",
     "git commit -qm 'Add all of topic'", Shown{{"Add b @ HEAD"}},
     "session: recorded {HEAD} \"Add b\" in place of {topic} (1 item)\n"},
    {"CommitAfterAMerge",
     "git switch -qc topic; put b; git commit -qm 'Add b'; git switch -q main; git merge -q --no-ff -m M "
     "topic",
     "put c; git commit -qm 'Add c'", Shown{{"Add b @ topic", "Add c @ HEAD"}},
     "session: recorded {HEAD} \"Add c\" (2 items)\n"},
};
INSTANTIATE_TEST_SUITE_P(Merges, CommitRow, ::testing::ValuesIn(kMerges), name_row);

const std::vector<Row> kPicks = {
    {"CherryPickOfARecordedCommit",
     "git switch -qc topic; put b; git commit -qm 'Add b'; git switch -q main; put c; git commit -qm 'Add c'",
     "git cherry-pick topic >/dev/null", Shown{{"Add b @ HEAD", "Add c @ HEAD~1"}},
     "session: recorded {HEAD} \"Add b\" in place of {topic} (2 items)\n"},
    {"CherryPickOfAnUnrecordedCommit",
     "git switch -qc topic; put b; GIT_SESSION=0 git commit -qm 'Add b'; git switch -q main",
     "git cherry-pick topic >/dev/null", Shown{{"Add b @ HEAD"}},
     "session: recorded {HEAD} \"Add b\" (1 item)\n"},
    {"CherryPickThatConflicts", kConflict, "git cherry-pick topic"},
    {"CommitThatClosesACherryPick", kConflict + "git cherry-pick topic || echo both >a; git add a",
     "git -c core.editor=true cherry-pick --continue >/dev/null",
     Shown{{"Change a on topic @ HEAD", "Change a on main @ HEAD~1"}},
     "session: recorded {HEAD} \"Change a on topic\" in place of {topic-tip} (2 items)\n"},
    {"CherryPickRangeIsRecordedAtItsEnd",
     "git switch -qc topic; put b; GIT_SESSION=0 git commit -qm 'Add b'; put c; tick\n"
     "GIT_SESSION=0 git commit -qm 'Add c'; git switch -q main",
     "git cherry-pick main..topic >/dev/null", Shown{{"Add b @ HEAD~1", "Add c @ HEAD"}},
     "session: caught up with 1 commit not recorded so far\n"
     "session: recorded {HEAD} \"Add c\" (2 items)\n"},
    {"CherryPickRangeOfRecordedCommits",
     "git switch -qc topic; put b; git commit -qm 'Add b'; put c; tick; git commit -qm 'Add c'\n"
     "git switch -q main; put d; tick; git commit -qm 'Add d'",
     "git cherry-pick main..topic >/dev/null", Shown{{"Add b @ HEAD~1", "Add c @ HEAD", "Add d @ HEAD~2"}},
     "session: updated the hashes of 2 items\n"},
    {"CherryPickRangeThatStops",
     "put z; git commit -qm 'Add z'\n" + kConflict +
         "git switch -q topic; put c; tick; git commit -qm 'Add c'\n"
         "git switch -q main",
     "git cherry-pick main..topic"},
    {"CherryPickNoCommit", "git switch -qc topic; put b; git commit -qm 'Add b'; git switch -q main",
     "git cherry-pick -n topic"},
    {"RevertReopens", kCommitB, "git revert --no-edit HEAD >/dev/null",
     Shown{.completed = {}, .in_progress = {"Add b — reverted by {HEAD}"}},
     "session: reopened \"Add b\": reverted by {HEAD}\n"},
    {"RevertRange", kCommitB + "put c; git commit -qm 'Add c'; git tag c",
     "git revert --no-edit HEAD~2.. >/dev/null",
     Shown{.completed = {}, .in_progress = {"Add b — reverted by {HEAD}", "Add c — reverted by {HEAD~1}"}},
     "session: reopened 2 items: their commits were reverted\n"},
};
INSTANTIATE_TEST_SUITE_P(Picks, CommitRow, ::testing::ValuesIn(kPicks), name_row);

TEST_P(CommitRow, LeavesGitAsItIsAndTheDocumentTrue) {
  check_row(GetParam());
}

}  // namespace
}  // namespace session::test
