// SPDX-License-Identifier: MIT
// Rebases and `git am`: SESSION.md keeps every byte while they run; at the end entries follow their commits.
#include "hook_rows.hpp"

namespace session::test {
namespace {

class RebaseRow : public ::testing::TestWithParam<Row> {};

/// topic holds b and c, main holds d; all are recorded. HEAD is on topic.
const std::string kTopic =
    "git switch -qc topic; put b; git commit -qm 'Add b'; put c; tick; git commit -qm 'Add c'\n"
    "git switch -q main; put d; tick; git commit -qm 'Add d'; git switch -q topic\n"
    "[ ! -e SESSION.md ] || cp SESSION.md ../before\n";
/// Run between the picks: the file is as it was.
const std::string kSame = "[ ! -e SESSION.md ] || cmp SESSION.md ../before";
const std::string kConflict =
    "git switch -qc topic; echo topic >a; git commit -qam 'Change a on topic'; put c; tick; git commit -qm "
    "'Add c'\n"
    "git switch -q main; echo main >a; tick; git commit -qam 'Change a on main'; git switch -q topic\n";
const std::string kPatch =
    "put b; GIT_SESSION=0 git commit -qm 'Add b'; git format-patch -q -1 --stdout >../b.patch\n"
    "git reset -q --hard HEAD~1\n";

std::string edit_todo(const std::string& script) {
  return "GIT_SEQUENCE_EDITOR=\"sed -i '" + script + "'\" git rebase -q -i main";
}

/// Melts the newest commit into the one before it.
const std::string kFixup = "GIT_SEQUENCE_EDITOR=\"sed -i '2s/^pick/fixup/'\" git rebase -q -i HEAD~2";

/// What topic shows when b and c stand on top of main.
const Shown kMoved{.completed = {"Add b @ HEAD~1", "Add c @ HEAD", "Add d @ main"}, .branch = "topic"};
const std::string kTwo = "session: updated the hashes of 2 items\n";
const Shown kBothKept{.completed = {"Change a on topic @ HEAD~1", "Add c @ HEAD", "Change a on main @ main"},
                      .branch = "topic"};

const std::vector<Row> kRebases = {
    {"Rebase", kTopic, "git rebase -q main", kMoved, kTwo},
    {"RebaseOfAnotherBranch", kTopic + "git switch -q main", "git rebase -q main topic", kMoved, kTwo},
    {"RebaseShowsTheSameBytesBetweenThePicks", kTopic, "git rebase -q --exec '" + kSame + "' main", kMoved,
     kTwo},
    {"RebaseThatOnlyMovesForward", kTopic + "git switch -q -c behind main~1", "git rebase -q main"},
    {"RebaseThatHasNothingToDo", kTopic, "git rebase -q main~1"},
    {"RebaseApply", kTopic, "git rebase -q --apply main", kMoved, kTwo},
    {"RebaseOnto", kTopic, "git rebase -q --onto main topic~1",
     Shown{.completed = {"Add c @ HEAD", "Add d @ main"}, .branch = "topic"},
     "session: recorded {HEAD} \"Add c\" in place of {ORIG_HEAD} (2 items)\n"
     "session: took back \"Add b\": its commit is gone\n"},
    {"RebaseReword", kTopic, "GIT_EDITOR='sed -i 1s/b/the-b/' " + edit_todo("1s/^pick/reword/"),
     Shown{.completed = {"Add the-b @ HEAD~1", "Add c @ HEAD", "Add d @ main"}, .branch = "topic"}, kTwo},
    {"RebaseSquash", kTopic, edit_todo("2s/^pick/squash/"),
     Shown{.completed = {"Add b @ HEAD", "Add c @ HEAD", "Add d @ main"}, .branch = "topic"},
     "session: {HEAD} stands for 2 items now\n"},
    {"RebaseFixup", kTopic, edit_todo("2s/^pick/fixup/"),
     Shown{.completed = {"Add b @ HEAD", "Add c @ HEAD", "Add d @ main"}, .branch = "topic"},
     "session: {HEAD} stands for 2 items now\n"},
    {"RebaseSquashOfEqualItems", kTopic + "git commit -q --amend -m 'Add b'", edit_todo("2s/^pick/squash/"),
     Shown{.completed = {"Add b @ HEAD", "Add d @ main"}, .branch = "topic"},
     "session: {HEAD} stands for 2 items now\n"},
    {"RebaseDrop", kTopic, edit_todo("1s/^pick/drop/"),
     Shown{.completed = {"Add c @ HEAD", "Add d @ main"}, .branch = "topic"},
     "session: recorded {HEAD} \"Add c\" in place of {ORIG_HEAD} (2 items)\n"
     "session: took back \"Add b\": its commit is gone\n"},
    {"RebaseSwap", kTopic, edit_todo("1{h;d};2{G}"),
     Shown{.completed = {"Add b @ HEAD", "Add c @ HEAD~1", "Add d @ main"}, .branch = "topic"}, kTwo},
    {"RebaseStopsToEdit", kTopic, edit_todo("1s/^pick/edit/")},
    {"CommitAmendAtTheStopOfARebase", kTopic + edit_todo("1s/^pick/edit/") + " 2>/dev/null",
     "git commit -q --amend -m 'Edited'; put e; git commit -qm 'One more'\n"
     "git rebase --continue >/dev/null",
     Shown{.completed = {"Edited @ HEAD~2", "Add c @ HEAD", "Add d @ main", "One more @ HEAD~1"},
           .branch = "topic"},
     kTwo + "session: caught up with 1 commit not recorded so far\n"},
    {"RebaseAutosquash", kTopic + "echo more >>b; git commit -qa --fixup HEAD~1",
     "GIT_SEQUENCE_EDITOR=: git rebase -q -i --autosquash main", kMoved, kTwo},
    {"RebaseThatConflicts", kConflict, "git rebase -q main"},
    {"RebaseContinue", kConflict + "git rebase -q main || echo both >a; git add a",
     "git -c core.editor=true rebase --continue >/dev/null", kBothKept, kTwo},
    {"RebaseSkip", kConflict + "git rebase -q main || :", "git rebase --skip >/dev/null",
     Shown{.completed = {"Add c @ HEAD", "Change a on main @ main"}, .branch = "topic"},
     "session: recorded {HEAD} \"Add c\" in place of {ORIG_HEAD} (2 items)\n"
     "session: took back \"Change a on topic\": its commit is gone\n"},
    {"RebaseApplySkip",
     kConflict + "git rebase -q --apply main 2>/dev/null || :", "git rebase --skip >/dev/null",
     Shown{.completed = {"Add c @ HEAD", "Change a on main @ main"}, .branch = "topic"},
     "session: recorded {HEAD} \"Add c\" in place of {ORIG_HEAD} (2 items)\n"
     "session: took back \"Change a on topic\": its commit is gone\n"},
    {"ResetBehindAFixupLeavesTheItemToTheFixup",
     kTopic + "git branch old HEAD~1; " + edit_todo("2s/^pick/fixup/") + "; git tag fixed",
     "git reset -q --hard old; put e; git commit -qm 'Add e'",
     Shown{.completed = {"Add b @ HEAD~1", "Add c @ fixed", "Add d @ main", "Add e @ HEAD"},
           .branch = "topic"},
     "session: updated the hash of \"Add b\"\nsession: recorded {HEAD} \"Add e\" (4 items)\n"},
    {"RewordOfACommitThatHoldsRevertedWork",
     kTopic + "tick; git revert --no-edit HEAD >/dev/null; " + edit_todo("2s/^pick/squash/"),
     "GIT_EDITOR='sed -i 1s/b/the-b/' " + edit_todo("1s/^pick/reword/"),
     Shown{.completed = {"Add the-b @ HEAD~1", "Add d @ main"},
           .branch = "topic",
           .in_progress = {"Add c — reverted by {HEAD}"}},
     "session: updated the hash of \"Add the-b\"\n"},
    {"ResetBehindAFixupLeavesAPartItsItems",
     "put b; git commit -qm 'Add b'; git switch -qc topic; put c; tick; git commit -qm 'Add c'; tick\n" +
         kFixup +
         "; git switch -q main; git merge -q --squash topic; git commit -qm 'Add both'; git tag both\n" +
         kFixup + "; tick",
     "git reset -q --hard both; put e; git commit -qm 'Add e'",
     Shown{.completed = {"Add b @ both", "Add c @ both", "Add e @ HEAD"}},
     kTwo + "session: recorded {HEAD} \"Add e\" (3 items)\n"},
    {"RebaseOfACommitThatNoHookSaw",
     "put b; GIT_SESSION=0 git commit -qm 'Add b'; git switch -qc topic; put c; tick; git commit -qm 'Add "
     "c'\n"
     "GIT_SEQUENCE_EDITOR=\"sed -i '1{h;d};2{G}'\" git rebase -q -i HEAD~2; git switch -q main; tick",
     "put e; git commit -qm 'Add e'",
     Shown{.completed = {"Add c @ topic~1", "Add b @ HEAD~1", "Add e @ HEAD"}},
     "session: updated the hash of \"Add b\"\nsession: recorded {HEAD} \"Add e\" (3 items)\n"},
    {"RebaseAbort", kConflict + "git rebase -q main || :", "git rebase --abort"},
    {"RebaseQuit", kConflict + "git rebase -q main || :", "git rebase --quit"},
    {"RebaseAutostash", kTopic + "echo more >>a", "git rebase -q --autostash main",
     Shown{.completed = kMoved.completed, .branch = "topic", .changes = "None"}, kTwo},
    {"RebaseRoot", kTopic, "git rebase -q --root --force-rebase",
     Shown{.completed = {"Add b @ HEAD~1", "Add c @ HEAD", "Add d @ main"}, .branch = "topic"}, kTwo},
    {"PullRebase", kTopic, "git pull -q --rebase . main", kMoved, kTwo},
    {"PullRebaseDropsWhatIsThereAlready",
     kTopic + "git switch -q main; tick; git cherry-pick topic >/dev/null; git switch -q topic",
     "git pull -q --rebase . main",
     Shown{.completed = {"Add b @ HEAD", "Add c @ main", "Add d @ main~1"}, .branch = "topic"},
     "session: recorded {HEAD} \"Add b\" in place of {ORIG_HEAD~1} (3 items)\n"},
    {"RebaseWithAnotherReflogAction", kTopic, "GIT_REFLOG_ACTION=myide git rebase -q main", kMoved, kTwo},
    {"RebaseOfATaggedBranchFollowsHead", kTopic + "git branch backup", "git rebase -q main", kMoved, kTwo},
    {"Am", kPatch, "git am -q ../b.patch", Shown{{"Add b @ HEAD"}},
     "session: caught up with 1 commit not recorded so far\n"},
    {"AmOfSomebodyElse", kPatch + "sed -i 's/^From: .*/From: Else <else@example.org>/' ../b.patch",
     "git am -q ../b.patch", Shown{{}}},
    {"AmThatStops", kPatch + "echo other >b; git add b; git commit -qm 'Another b'", "git am -q ../b.patch"},
    {"AmAbort", kPatch + "echo other >b; git add b; git commit -qm 'Another b'; git am -q ../b.patch || :",
     "git am --abort"},
};
INSTANTIATE_TEST_SUITE_P(Rebases, RebaseRow, ::testing::ValuesIn(kRebases), name_row);

const Shown kWithE{.completed = {"Add b @ HEAD~2", "Add c @ HEAD~1", "Add d @ main", "Add e @ HEAD"},
                   .branch = "topic"};
const std::string kRecordedE = "session: recorded {HEAD} \"Add e\" (4 items)\n";

const std::vector<Row> kAfterwards = {
    {"CommitAfterARebase", kTopic + "git rebase -q main", "put e; git commit -qm 'Add e'", kWithE,
     kRecordedE},
    {"CommitAfterARebaseApply", kTopic + "git rebase -q --apply main", "put e; git commit -qm 'Add e'",
     kWithE, kRecordedE},
    {"CommitAfterARebaseWithoutHooks", kTopic + "GIT_SESSION=0 git rebase -q main",
     "put e; git commit -qm 'Add e'", kWithE, kTwo + kRecordedE},
    {"CommitAfterAnAbort", kConflict + "git rebase -q main || :; git rebase --abort",
     "put e; git commit -qm 'Add e'",
     Shown{.completed = {"Change a on topic @ HEAD~2", "Add c @ HEAD~1", "Change a on main @ main",
                         "Add e @ HEAD"},
           .branch = "topic"},
     kRecordedE},
    {"CommitAfterARebaseAndBack", kTopic + "git rebase -q main; git reset -q --hard ORIG_HEAD",
     "put e; git commit -qm 'Add e'", kWithE, kTwo + kRecordedE},
    {"AmendAfterARebase", kTopic + "git rebase -q main; git tag -f old >/dev/null",
     "git commit -q --amend -m 'Add the c'",
     Shown{.completed = {"Add b @ HEAD~1", "Add the c @ HEAD", "Add d @ main"}, .branch = "topic"},
     "session: recorded {HEAD} \"Add the c\" in place of {old} (3 items)\n"},
    {"CommitAfterAm", kPatch + "git am -q ../b.patch", "put c; git commit -qm 'Add c'",
     Shown{{"Add b @ HEAD~1", "Add c @ HEAD"}}, "session: recorded {HEAD} \"Add c\" (2 items)\n"},
    {"CommitAfterARebaseThatDropped",
     kTopic + edit_todo("1s/^pick/drop/") + "; git reset -q --hard ORIG_HEAD",
     "put e; git commit -qm 'Add e'",
     Shown{.completed = {"Add c @ HEAD~1", "Add d @ main", "Add b @ HEAD~2", "Add e @ HEAD"},
           .branch = "topic"},
     "session: updated the hash of \"Add c\"\nsession: put back \"Add b\": its commit is there again\n" +
         kRecordedE},
};
INSTANTIATE_TEST_SUITE_P(Afterwards, RebaseRow, ::testing::ValuesIn(kAfterwards), name_row);

TEST_P(RebaseRow, LeavesGitAsItIsAndTheDocumentTrue) {
  check_row(GetParam());
}

}  // namespace
}  // namespace session::test
