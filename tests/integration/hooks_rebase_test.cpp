// SPDX-License-Identifier: MIT
// Rebases and `git am`: SESSION.md keeps every byte while they run, and the next commit tells it all once.
#include "hook_rows.hpp"

namespace session::test {
namespace {

class RebaseRow : public ::testing::TestWithParam<Row> {};

/// topic holds b and c, main holds d; all are recorded. HEAD is on topic.
const std::string kTopic =
    "git switch -qc topic; put b; git commit -qm 'Add b'; put c; tick; git commit -qm 'Add c'\n"
    "git switch -q main; put d; tick; git commit -qm 'Add d'; git switch -q topic; git tag old\n"
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

const std::vector<Row> kRebases = {
    {"Rebase", kTopic, "git rebase -q main"},
    {"RebaseOfAnotherBranch", kTopic + "git switch -q main", "git rebase -q main topic"},
    {"RebaseShowsTheSameBytesBetweenThePicks", kTopic, "git rebase -q --exec '" + kSame + "' main"},
    {"RebaseThatOnlyMovesForward", kTopic + "git switch -q -c behind main~1", "git rebase -q main"},
    {"RebaseThatHasNothingToDo", kTopic, "git rebase -q main~1"},
    {"RebaseApply", kTopic, "git rebase -q --apply main"},
    {"RebaseReword", kTopic, "GIT_EDITOR='sed -i 1s/b/the-b/' " + edit_todo("1s/^pick/reword/")},
    {"RebaseSquash", kTopic, edit_todo("2s/^pick/squash/")},
    {"RebaseFixup", kTopic, edit_todo("2s/^pick/fixup/")},
    {"RebaseDrop", kTopic, edit_todo("1s/^pick/drop/")},
    {"RebaseSwap", kTopic, edit_todo("1{h;d};2{G}")},
    {"RebaseStopsToEdit", kTopic, edit_todo("1s/^pick/edit/")},
    {"CommitAmendAtTheStopOfARebase", kTopic + edit_todo("1s/^pick/edit/"),
     "git commit -q --amend -m 'Edited'; put e; git commit -qm 'One more'; git rebase -q --continue"},
    {"RebaseThatConflicts", kConflict, "git rebase -q main"},
    {"RebaseContinue", kConflict + "git rebase -q main || echo both >a; git add a",
     "git -c core.editor=true rebase --continue >/dev/null"},
    {"RebaseSkip", kConflict + "git rebase -q main || :", "git rebase --skip >/dev/null"},
    {"RebaseAbort", kConflict + "git rebase -q main || :", "git rebase --abort"},
    {"RebaseQuit", kConflict + "git rebase -q main || :", "git rebase --quit"},
    {"RebaseAutostash", kTopic + "echo more >>a", "git rebase -q --autostash main"},
    {"RebaseRoot", kTopic, "git rebase -q --root --force-rebase"},
    {"PullRebase", kTopic, "git pull -q --rebase . main"},
    {"RebaseWithAnotherReflogAction", kTopic, "GIT_REFLOG_ACTION=myide git rebase -q main"},
    {"Am", kPatch, "git am -q ../b.patch"},
    {"AmThatStops", kPatch + "echo other >b; git add b; git commit -qm 'Another b'", "git am -q ../b.patch"},
    {"AmAbort", kPatch + "echo other >b; git add b; git commit -qm 'Another b'; git am -q ../b.patch || :",
     "git am --abort"},
};
INSTANTIATE_TEST_SUITE_P(Rebases, RebaseRow, ::testing::ValuesIn(kRebases), name_row);

const std::vector<Row> kAfterwards = {
    {"CommitAfterARebase", kTopic + "git rebase -q main", "put e; git commit -qm 'Add e'",
     Shown{.completed = {"Add b @ HEAD~2", "Add c @ HEAD~1", "Add d @ main", "Add e @ HEAD"},
           .branch = "topic"},
     "session: caught up with 2 commits not recorded so far\n"
     "session: recorded {HEAD} \"Add e\" (4 items)\n"},
    {"CommitAfterARebaseApply", kTopic + "git rebase -q --apply main", "put e; git commit -qm 'Add e'",
     Shown{.completed = {"Add b @ HEAD~2", "Add c @ HEAD~1", "Add d @ main", "Add e @ HEAD"},
           .branch = "topic"},
     "session: caught up with 2 commits not recorded so far\n"
     "session: recorded {HEAD} \"Add e\" (4 items)\n"},
    {"CommitAfterAnAbort", kConflict + "git rebase -q main || :; git rebase --abort",
     "put e; git commit -qm 'Add e'",
     Shown{.completed = {"Change a on topic @ HEAD~2", "Add c @ HEAD~1", "Change a on main @ main",
                         "Add e @ HEAD"},
           .branch = "topic"},
     "session: recorded {HEAD} \"Add e\" (4 items)\n"},
    {"AmendAfterARebase", kTopic + "git rebase -q main", "git commit -q --amend -m 'Add the c'",
     Shown{.completed = {"Add b @ HEAD~1", "Add the c @ HEAD", "Add d @ main"}, .branch = "topic"},
     "session: caught up with 1 commit not recorded so far\n"
     "session: recorded {HEAD} \"Add the c\" in place of {old} (3 items)\n"},
    {"CommitAfterAm", kPatch + "git am -q ../b.patch", "put c; git commit -qm 'Add c'",
     Shown{{"Add b @ HEAD~1", "Add c @ HEAD"}},
     "session: caught up with 1 commit not recorded so far\n"
     "session: recorded {HEAD} \"Add c\" (2 items)\n"},
};
INSTANTIATE_TEST_SUITE_P(Afterwards, RebaseRow, ::testing::ValuesIn(kAfterwards), name_row);

TEST_P(RebaseRow, LeavesGitAsItIsAndTheDocumentTrue) {
  check_row(GetParam());
}

}  // namespace
}  // namespace session::test
