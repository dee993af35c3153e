// SPDX-License-Identifier: MIT
// `git session wrap-up`: the end of a session in the document, in snapshots and in the memory files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <filesystem>

namespace session::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kAt =
    "at() {\n"
    "  SOURCE_DATE_EPOCH=$(date -u -d \"$1:00Z\" +%s); export SOURCE_DATE_EPOCH\n"
    "  GIT_AUTHOR_DATE=\"$SOURCE_DATE_EPOCH +0000\"; GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE\n"
    "}\n";

constexpr const char* kPlan =
    "# Plan\n\n- **Name**: shop\n\n## Phase 1: Start\n\n### Deliverables\n- Add login\n- Add logout\n\n"
    "## Phase 2: Shop\n\n### Deliverables\n- Add cart\n- Add till\n";

/// A repository with hooks and a plan, where SESSION.md was made at 10 o'clock.
class WrapUpCommand : public ::testing::Test {
 protected:
  WrapUpCommand() {
    story_.repo().write("IMPLEMENTATION_PHASES.md", kPlan);
    play(
        "at 2025-07-01T10:00; git add . && git commit -qm Plan && git session init >/dev/null\n"
        "git session install >/dev/null");
  }

  std::string play(const std::string& script) { return story_.play(kAt + script); }
  RunResult run(const std::string& script) { return story_.sh(kAt + script); }
  [[nodiscard]] std::string document() { return story_.document(); }
  [[nodiscard]] std::filesystem::path memory() const { return story_.state() / "memory"; }
  /// The names of the snapshots.
  [[nodiscard]] std::vector<std::string> snapshots() {
    const auto folder = story_.repo().path() / "claudedocs";
    return std::filesystem::exists(folder) ? list_names(folder) : std::vector<std::string>();
  }
  [[nodiscard]] std::string snapshot(const std::string& name) {
    return story_.repo().read("claudedocs/SESSION_SNAPSHOT_2025-07-0" + name + ".md");
  }

  Story story_{Story::Hooks::none};
};

constexpr const char* kLogin = "at 2025-07-01T10:30; put l; git commit -qm 'Add login'\n";
constexpr const char* kLogout = "at 2025-07-01T11:00; put o; git commit -qm 'Add logout'\n";

TEST_F(WrapUpCommand, EndsTheSessionEverywhere) {
  play(kLogin);
  play(kLogout);
  const RunResult result = run("at 2025-07-01T11:10; git session wrap-up --note 'all in'");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(result.out,
            "session 1: 2025-07-01, ~1 hour\nphase: 1 completed, now Phase 2: Shop\nprogress: 0%\n"
            "history: Initial SESSION.md created from IMPLEMENTATION_PHASES.md; Phase 1 completed — all in\n"
            "snapshot: claudedocs/SESSION_SNAPSHOT_2025-07-01_1.md\nnext: hand over; to go on: git session "
            "resume\n");
  EXPECT_EQ(snapshot("1_1"), document());
  EXPECT_THAT(document(),
              HasSubstr("## In Progress\n- [ ] Add cart — not started\n- [ ] Add till — not started\n"));
  EXPECT_THAT(document(), HasSubstr("- **Timestamp**: 2025-07-01T11:10:00Z\n"));
  EXPECT_EQ(read_bytes(memory() / "session_history.md"),
            story_.expand(
                "# Session History\n\nOne block for each session that was wrapped up, the newest last.\n\n"
                "## Session 1 — 2025-07-01\n- **Duration**: ~1 hour\n- **Phase**: 1 → 2\n"
                "- **Progress**: 0%\n- **Git**: main @ {HEAD}\n- **Blockers**: None\n- **Note**: all in\n"));
  EXPECT_THAT(read_bytes(memory() / "handoff_patterns.md"), HasSubstr("\n| 1 | 2025-07-01 | — | — | — |\n"));
  EXPECT_EQ(story_.repo().git({"status", "--porcelain"}), "");
}

TEST_F(WrapUpCommand, AddsNothingWhenNothingIsNew) {
  play("at 2025-07-01T11:00; git session wrap-up >/dev/null");
  const std::string history = read_bytes(memory() / "session_history.md");
  const auto before = snapshots();
  const RunResult result = run("at 2025-07-01T12:00; git session wrap-up");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out,
              StartsWith("nothing new since the last wrap-up: only the checkpoint is refreshed\n"));
  EXPECT_THAT(document(), HasSubstr("2025-07-01T12:00:00Z"));
  EXPECT_EQ(snapshots(), before);
  EXPECT_EQ(read_bytes(memory() / "session_history.md"), history);
}

TEST_F(WrapUpCommand, LeavesLongPausesOutOfTheDuration) {
  play(kLogin);
  play(
      "at 2025-07-02T09:00; put x; git commit -qm 'Add x'; at 2025-07-02T09:20; git session wrap-up "
      ">/dev/null");
  EXPECT_THAT(document(), HasSubstr("| 1 | 2025-07-01 | ~50 minutes | "));
  play(
      "at 2025-07-03T09:00; put y; git commit -qm 'wip y'; at 2025-07-03T12:00; git session wrap-up "
      ">/dev/null");
  EXPECT_THAT(document(), HasSubstr("| 2 | 2025-07-03 | ~5 minutes | Phase 1 at 50% |\n"));
}

TEST_F(WrapUpCommand, CountsOnlyOwnCommits) {
  play(
      "at 2025-07-01T10:10; git session wrap-up >/dev/null\n"
      "at 2025-07-02T08:00; put z; GIT_AUTHOR_NAME=Eve git -c core.hooksPath=/dev/null commit -qm 'Not "
      "mine'\n"
      "at 2025-07-02T09:00; git session wrap-up >out; grep -q '^nothing new' out");
}

TEST_F(WrapUpCommand, WritesOverNoSnapshot) {
  story_.repo().write("claudedocs/SESSION_SNAPSHOT_2025-07-01_1.md", "mine");
  play(
      "ln -s nowhere claudedocs/SESSION_SNAPSHOT_2025-07-01_2.md; mkdir "
      "claudedocs/SESSION_SNAPSHOT_2025-07-01_3.md\n"
      "at 2025-07-01T11:00; git session wrap-up | grep '^snapshot' >out; grep -q 2025-07-01_4.md out");
  EXPECT_EQ(snapshot("1_1"), "mine");
  EXPECT_EQ(snapshot("1_4"), document());
  EXPECT_FALSE(std::filesystem::exists(story_.repo().path() / "claudedocs/nowhere"));
}

TEST_F(WrapUpCommand, KeepsActionsThatAPersonWrote) {
  play("edit 's/^1. Add login/1. My own words/'");
  const std::string before = document();
  play("at 2025-07-01T11:00; git session wrap-up --next 'Add till' --next 'Call `x`' >/dev/null");
  EXPECT_THAT(document(), HasSubstr("## Next Actions\n1. Add till\n2. Call `x`\n"));
  EXPECT_EQ(snapshot("1_1"), before);
  EXPECT_EQ(snapshot("1_2"), document());
}

TEST_F(WrapUpCommand, KeepsThemInACopyWithoutSnapshots) {
  play("edit 's/^1. Add login/1. My own words/'");
  const std::string before = document();
  const auto names = snapshots();
  play(
      "at 2025-07-01T11:00; git session wrap-up --no-snapshot --next 'Add till' | grep snapshot && exit 1; "
      "true");
  EXPECT_EQ(snapshots(), names);
  std::vector<std::string> copies;
  for (const std::string& name : list_copies(story_))
    copies.push_back(read_bytes(story_.state() / "copies" / name));
  EXPECT_THAT(copies, Contains(before));
}

TEST_F(WrapUpCommand, RefusesWhileARebaseIsUnderWay) {
  play(kLogin);
  play(
      "git switch -qc other HEAD~1; echo theirs >l; git add l; git commit -qm Theirs; git rebase main || "
      "true");
  const std::string before = document();
  const RunResult result = run("git session wrap-up --note x");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err,
            "session: warning: a rebase is under way, so 'SESSION.md' is not written now\nhint: how to go "
            "on: git status\n");
  EXPECT_EQ(document(), before);
}

TEST_F(WrapUpCommand, RefusesOptionsThatCannotBeMet) {
  const std::string before = document();
  for (const char* options :
       {"--progress 101", "--progress x", "--phase 9", "--note ''", "--next ' '", "--other"}) {
    const RunResult result = run(std::string("git session wrap-up ") + options);
    EXPECT_EQ(result.status, 2) << options << result.err;
    EXPECT_EQ(result.out, "") << options;
  }
  EXPECT_EQ(document(), before);
  EXPECT_EQ(run("rm SESSION.md; git session wrap-up").status, 4);
}

TEST_F(WrapUpCommand, PutsTheMemoryWhereASettingSays) {
  play(
      "printf '[session]\\nmemory = \"notes/memory\"\\n' >.git/session/config.toml\n"
      "mkdir -p notes/memory; put notes/memory/mine; git commit -qm 'Add notes'; git session install "
      ">/dev/null\n"
      "at 2025-07-01T11:00; git session wrap-up >/dev/null");
  EXPECT_THAT(story_.repo().read("notes/memory/session_history.md"),
              HasSubstr("\n## Session 1 — 2025-07-01\n"));
  EXPECT_THAT(story_.repo().read("notes/memory/handoff_patterns.md"), StartsWith("# Handoff Patterns\n"));
  EXPECT_FALSE(std::filesystem::exists(memory()));
  // They are own files: neither git nor the checkpoint sees them.
  EXPECT_EQ(story_.repo().git({"status", "--porcelain"}), "");
  EXPECT_EQ(run("sed -i '/memory/d' .git/info/exclude; git status --porcelain | grep -q memory").status, 0);
  EXPECT_EQ(run("git session verify").status, 0);
}

TEST_F(WrapUpCommand, WritesNoMemoryThroughALinkThatLeadsOut) {
  play("printf '[session]\\nmemory = \"notes\"\\n' >.git/session/config.toml; ln -s .. notes");
  const RunResult result = run("at 2025-07-01T11:00; git session wrap-up");
  EXPECT_EQ(result.status, 3);
  EXPECT_THAT(result.out, StartsWith("session 1: "));
  EXPECT_FALSE(std::filesystem::exists(story_.repo().path().parent_path() / "session_history.md"));
}

TEST_F(WrapUpCommand, SaysWhatItCouldNotWriteBesideTheDocument) {
  write_bytes(memory(), "in the way");
  const RunResult result = run("at 2025-07-01T11:00; git session wrap-up");
  EXPECT_EQ(result.status, 6);
  EXPECT_THAT(result.out, HasSubstr("\nsnapshot: "));
  EXPECT_THAT(result.err, StartsWith("session: warning: cannot "));
  EXPECT_THAT(document(), HasSubstr("| 1 | 2025-07-01 | ~1 hour | "));
}

TEST_F(WrapUpCommand, SharesTheMemoryWithOtherWorkTrees) {
  play(
      "git worktree add -q ../two; at 2025-07-01T11:00; git session wrap-up >/dev/null\n"
      "cd ../two; git session init >/dev/null; at 2025-07-01T12:00; git session wrap-up >/dev/null");
  const std::string history = read_bytes(memory() / "session_history.md");
  EXPECT_THAT(history, HasSubstr("**Git**: main @ "));
  EXPECT_THAT(history, HasSubstr("**Git**: two @ "));
}

TEST_F(WrapUpCommand, ComparesActionsWithWhatWasDone) {
  play(
      "at 2025-07-01T11:00; git session wrap-up --next 'Write `a.py`' --next 'Think' >/dev/null\n"
      "at 2025-07-02T09:00; put p; git commit -qm 'feat: Write `a.py`'; git session wrap-up >/dev/null");
  EXPECT_THAT(read_bytes(memory() / "handoff_patterns.md"),
              HasSubstr("\n| 2 | 2025-07-02 | 1 of 1 | 0 of 1 | — |\n"));
}

TEST_F(WrapUpCommand, NeverTakesBackWhatASessionEnded) {
  play(kLogin);
  play(
      "at 2025-07-01T11:00; git session wrap-up >/dev/null; git reset -q --hard HEAD~1\n"
      "at 2025-07-01T11:30; put n; git commit -qm 'Something else'");
  EXPECT_THAT(document(), HasSubstr("- [x] Add login — "));
  play("git session verify --fix >/dev/null || true");
  EXPECT_THAT(document(), HasSubstr(" — commit gone\n"));
}

TEST_F(WrapUpCommand, TouchesOnlyItsLinesOfAFileWithOtherLineEnds) {
  play(
      "sed -i 's/$/\\r/' SESSION.md; edit '2i My words\\r'; at 2025-07-01T11:00; git session wrap-up "
      ">/dev/null");
  EXPECT_THAT(document(), HasSubstr("My words\r\n"));
  EXPECT_THAT(document(), HasSubstr("| 1 | 2025-07-01 | ~1 hour | "));
  EXPECT_THAT(document(), Not(HasSubstr("|\n")));
}

TEST_F(WrapUpCommand, LetsTwoAtOnceWriteOneRow) {
  play("at 2025-07-01T11:00; git session wrap-up >/dev/null & git session wrap-up >/dev/null; wait");
  const std::string text = document();
  EXPECT_THAT(text, HasSubstr("| 1 | 2025-07-01 | ~1 hour | "));
  EXPECT_EQ(text.find("| 2 | "), std::string::npos);
  EXPECT_THAT(snapshots(), ElementsAre("SESSION_SNAPSHOT_2025-07-01.md", "SESSION_SNAPSHOT_2025-07-01_1.md"));
}

/// The command on a terminal, with a script in the place of an editor.
class WrapUpForm : public WrapUpCommand {
 protected:
  /// The script gets the form's file as $1; FORM is a file to keep it in.
  RunResult edit(const std::string& script) {
    write_bytes(story_.repo().outside() / "ed it.sh", script);
    return run("at 2025-07-01T11:00; FORM='" + form().string() + "'; export FORM\n" + "GIT_EDITOR=\"sh '" +
               (story_.repo().outside() / "ed it.sh").string() +
               "'\"; export GIT_EDITOR; script -qec 'git session wrap-up' /dev/null");
  }
  [[nodiscard]] std::filesystem::path form() const { return story_.state().parent_path() / "form"; }
};

TEST_F(WrapUpForm, TellsWhatIsKnown) {
  play(kLogin);
  const RunResult result = edit("cp \"$1\" \"$FORM\"");
  EXPECT_EQ(result.status, 0) << result.out;
  EXPECT_EQ(read_bytes(form()),
            story_.expand("Note:\n\nNext actions:\nAdd logout\n\nProgress: 50\n\n"
                          "# Session 1, ~1 hour. Below 'Note:' write what the next person should know,\n"
                          "# below 'Next actions:' what is to be done, one action a line.\n"
                          "# Lines that start with '#' are left out. An empty form stops the wrap-up.\n#\n"
                          "# Branch: main\n# Checkpoint before: match\n# Uncommitted changes: None\n"
                          "# Commits of this session:\n#   {HEAD} Add login\n# Completed:\n#   Add login\n"));
  // A form that is left as it is wraps up without an option.
  EXPECT_THAT(document(), HasSubstr("## Next Actions\n1. Add logout\n"));
  EXPECT_THAT(document(), HasSubstr("IMPLEMENTATION_PHASES.md; Phase 1 at 50% |\n"));
}

TEST_F(WrapUpForm, ShowsTheNextPhaseOfACompletedOne) {
  play(kLogin);
  play(kLogout);
  EXPECT_EQ(edit("cp \"$1\" \"$FORM\"").status, 0);
  EXPECT_THAT(read_bytes(form()), HasSubstr("Next actions:\nAdd cart\nAdd till\n\nProgress: 0\n"));
  EXPECT_THAT(read_bytes(form()), HasSubstr("# Phase 1 is complete: the next one is Phase 2: Shop\n"));
}

TEST_F(WrapUpForm, TakesWhatAPersonWrites) {
  const RunResult result = edit(
      "sed -i -e '1a half\\nway' -e 's/^Add logout/Call `x`\\n\\\\\\\\#7 later/' -e 's/^Progress: "
      ".*/Progress: 20%/' \"$1\"");
  EXPECT_EQ(result.status, 0) << result.out;
  EXPECT_THAT(document(), HasSubstr("## Next Actions\n1. Add login\n2. Call `x`\n3. \\#7 later\n"));
  EXPECT_THAT(document(), HasSubstr("Phase 1 at 20% — half way |\n"));
}

TEST_F(WrapUpForm, StopsWhenItIsEmptyOrTheEditorFails) {
  const std::string before = document();
  RunResult result = edit("printf '# only help\\n\\nNote:\\n' >\"$1\"");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.out, HasSubstr("the form is empty, so nothing is wrapped up"));
  EXPECT_EQ(edit("rm \"$1\"").status, 1);
  result = edit("exit 3");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.out, HasSubstr("the editor ended with status 3, so nothing is wrapped up"));
  EXPECT_EQ(document(), before);
  EXPECT_FALSE(std::filesystem::exists(memory()));
}

TEST_F(WrapUpForm, KeepsAFormThatCannotBeRead) {
  const std::string before = document();
  const RunResult result = edit("printf 'Note: long\\nProgress: all\\n' >\"$1\"");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.out, HasSubstr("the progress cannot be 'all'"));
  EXPECT_THAT(result.out, HasSubstr("WRAP_UP_EDITMSG'"));
  EXPECT_EQ(read_bytes(story_.state() / "WRAP_UP_EDITMSG"), "Note: long\nProgress: all\n");
  EXPECT_EQ(document(), before);
}

TEST_F(WrapUpForm, OpensOnlyForAPersonWithoutOptions) {
  const RunResult piped = run("at 2025-07-01T11:00; GIT_EDITOR=false git session wrap-up");
  EXPECT_EQ(piped.status, 0) << piped.err;
  const RunResult told =
      run("at 2025-07-01T12:00; GIT_EDITOR=false script -qec 'git session wrap-up --note x' /dev/null");
  EXPECT_EQ(told.status, 0) << told.out;
  EXPECT_THAT(document(), HasSubstr("Phase 1 at 0% — x |\n"));
}

}  // namespace
}  // namespace session::test
