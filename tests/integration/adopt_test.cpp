// SPDX-License-Identifier: MIT
// `git session init --adopt` and `git session archive`, with real git.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <string>

namespace session::test {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string kForeign = "# Notes\n\nMine.\n\n## Next Steps\n1. Write docs\n\n## Zebra\n*\n";

TEST(Adopt, AddsWhatIsMissingAndLetsTheHooksIn) {
  Story story;
  story.play("rm SESSION.md; rm -r .git/session");
  story.repo().write("SESSION.md", kForeign);
  const RunResult result = story.sh("git session init --adopt");
  EXPECT_EQ(
      result.out,
      "adopted SESSION.md: added Current Phase, Completed Items, In Progress, Blockers, Git Checkpoint, "
      "Session History\n");
  EXPECT_EQ(result.status, 0);
  const std::string adopted = story.document();
  EXPECT_THAT(adopted,
              StartsWith("# Notes\n\nMine.\n\n## Current Phase\n_(No phase plan)_\n\n## Completed Items\n"));
  EXPECT_THAT(adopted, HasSubstr("## Next Steps\n1. Write docs\n\n## Git Checkpoint\n- **Branch**: main\n"));
  EXPECT_THAT(adopted, EndsWith("| 1 | 2025-07-01 | — | SESSION.md adopted |\n\n## Zebra\n*\n"));
  EXPECT_EQ(story.repo().git({"status", "--porcelain"}), "");
  EXPECT_EQ(read_bytes(story.state() / "copies" / list_copies(story).front()), kForeign);
  EXPECT_EQ(story.sh("git session verify").status, 0);
  EXPECT_EQ(story.sh("git session init --adopt").out, "adopted SESSION.md: no section is missing\n");
  EXPECT_EQ(story.document(), adopted);
  story.play("put b; git commit -qm 'Add b'");
  EXPECT_THAT(story.document(),
              HasSubstr(story.expand("## Completed Items\n- [x] Add b — `{HEAD}` (2025-07-01)\n")));
}

TEST(Adopt, TakesThePhaseFromThePlan) {
  Story story(Story::Hooks::none);
  story.repo().write("SESSION.md", kForeign);
  story.repo().write(
      "IMPLEMENTATION_PHASES.md",
      "## Phase 1: One\n### Deliverables\n- [x] a\n- [ ] b\n\n## Phase 2: Two\n### Deliverables\n- c\n");
  story.play("git session init --adopt >/dev/null");
  EXPECT_THAT(story.document(), HasSubstr("## Current Phase\n**Phase 1: One**\nProgress: 50% complete\n\n"));
  EXPECT_THAT(story.document(), HasSubstr("## In Progress\n_(Nothing in progress)_\n"));
}

TEST(Adopt, IsNamedWhereItHelps) {
  Story story(Story::Hooks::none);
  story.repo().write("SESSION.md", kForeign);
  const RunResult init = story.sh("git session init");
  EXPECT_EQ(init.status, 4);
  EXPECT_THAT(init.err, HasSubstr("hint: add what it lacks: git session init --adopt\n"));
  const RunResult install = story.sh("git session install");
  EXPECT_EQ(install.status, 0);
  EXPECT_THAT(install.err, HasSubstr("session: warning: the hooks leave 'SESSION.md' alone"));
  EXPECT_THAT(install.err, HasSubstr("hint: add what it lacks: git session init --adopt\n"));
  EXPECT_THAT(story.sh("git session start x").err, HasSubstr("git session init --adopt"));
  EXPECT_EQ(story.document(), kForeign);
  story.play("git session init --adopt >/dev/null");
  EXPECT_EQ(story.sh("git session install").err, "");
}

TEST(Adopt, RefusesWhatMustNotBeEdited) {
  Story story(Story::Hooks::none);
  EXPECT_EQ(story.sh("git session init --adopt").status, 4);
  for (const std::string& bytes : {std::string("a\0b\n", 4), std::string("<<<<<<< a\n=======\n>>>>>>> b\n"),
                                   std::string("## Done\n```\nx\n")}) {
    story.repo().write("SESSION.md", bytes);
    EXPECT_EQ(story.sh("git session init --adopt").status, 4);
    EXPECT_EQ(story.document(), bytes);
  }
  story.play("rm SESSION.md; ln -s ../outside.md SESSION.md; echo x >../outside.md");
  EXPECT_EQ(story.sh("git session init --adopt").status, 4);
}

/// A file with items of three days and seven sessions.
std::string long_document() {
  std::string rows;
  for (int i = 1; i <= 7; ++i)
    rows += "| " + std::to_string(i) + " | 2025-06-0" + std::to_string(i) + " | ~1 hour | x |\n";
  return "# SESSION — shop\n\n## Current Phase\n**Phase 1: One**\nProgress: 33% complete\n\n## Completed "
         "Items\n"
         "- [x] Add a — `1111111` (2025-06-01)\n  by hand\n- [x] Add b (2025-06-02)\n- [x] Add c "
         "(2025-06-20)\n"
         "- [x] Undated\n\n## Git Checkpoint\n- **Branch**: main\n\n## Session History\n"
         "| Session | Date | Duration | Progress |\n|---|---|---|---|\n" +
         rows;
}

TEST(ArchiveCommand, MovesWhatWasDoneBeforeTheLastWrapUp) {
  Story story(Story::Hooks::none);
  story.repo().write("SESSION.md", long_document());
  story.play("git session init --adopt >/dev/null");
  // 2025-06-10T00:00:00Z
  story.play(
      "printf 'git-session state 1\\nadopted\\t.\\nsession\\twrapped=1749513600\\t.\\n' >.git/session/state");
  const RunResult result = story.sh("git session archive");
  EXPECT_EQ(result.out, "moved 2 completed items and 2 history rows to claudedocs/SESSION_ARCHIVE.md\n");
  EXPECT_EQ(
      story.repo().read("claudedocs/SESSION_ARCHIVE.md"),
      "# SESSION archive — shop\n\n## Completed Items\n- [x] Add a — `1111111` (2025-06-01)\n  by hand\n"
      "- [x] Add b (2025-06-02)\n\n## Session History\n| Session | Date | Duration | Progress |\n"
      "|---|---|---|---|\n| 1 | 2025-06-01 | ~1 hour | x |\n| 2 | 2025-06-02 | ~1 hour | x |\n");
  EXPECT_THAT(story.document(), HasSubstr("## Completed Items\n- [x] Add c (2025-06-20)\n- [x] Undated\n\n"));
  EXPECT_THAT(story.document(), HasSubstr("|---|---|---|---|\n| 3 | 2025-06-03 | ~1 hour | x |\n"));
  EXPECT_EQ(story.sh("git session archive").out, "nothing to archive\n");
  EXPECT_EQ(story.repo().git({"status", "--porcelain"}), "");
}

TEST(ArchiveCommand, TakesADateOrANumber) {
  Story story(Story::Hooks::none);
  story.repo().write("SESSION.md", long_document());
  story.play("git session init --adopt >/dev/null");
  const RunResult none = story.sh("git session archive --before 2025-05-01");
  EXPECT_EQ(none.out, "nothing to archive\n");
  EXPECT_EQ(none.err, "");
  EXPECT_EQ(story.sh("git session archive --before 2025-06-02").out,
            "moved 1 completed item and 1 history row to claudedocs/SESSION_ARCHIVE.md\n");
  EXPECT_EQ(story.sh("git session archive --keep 1").out,
            "moved 2 completed items and 5 history rows to claudedocs/SESSION_ARCHIVE.md\n");
  EXPECT_THAT(story.document(), HasSubstr("## Completed Items\n- [x] Undated\n\n"));
  for (const char* wrong : {"--before 1.6.2025", "--before 2025-02-30", "--keep -1", "--keep x",
                            "--keep 1 --before 2025-06-01"}) {
    EXPECT_EQ(story.sh(std::string("git session archive ") + wrong).status, 2) << wrong;
  }
}

TEST(ArchiveCommand, LeavesTheDeliverablesOfTheCurrentPhase) {
  Story story(Story::Hooks::none);
  story.repo().write("SESSION.md", long_document());
  story.repo().write("IMPLEMENTATION_PHASES.md",
                     "## Phase 1: One\n### Deliverables\n- Add a\n- Add z\n- Add y\n");
  story.play("git session init --adopt >/dev/null");
  EXPECT_EQ(story.sh("git session archive --before 2025-06-10").out,
            "moved 1 completed item and 6 history rows to claudedocs/SESSION_ARCHIVE.md\n"
            "1 completed item of the current phase stays: its progress counts it\n");
  EXPECT_THAT(story.document(), HasSubstr("Progress: 33% complete\n"));
  EXPECT_THAT(story.document(), HasSubstr("- [x] Add a — `1111111` (2025-06-01)\n  by hand\n- [x] Add c"));
}

TEST(ArchiveCommand, LosesNothingWhenTheFilesCanNotBeWritten) {
  Story story(Story::Hooks::none);
  story.repo().write("SESSION.md", long_document());
  story.play("git session init --adopt >/dev/null; mkdir -p claudedocs/SESSION_ARCHIVE.md");
  const std::string before = story.document();
  EXPECT_EQ(story.sh("git session archive --keep 0").status, 6);
  EXPECT_EQ(story.document(), before);
  story.play("rmdir claudedocs/SESSION_ARCHIVE.md claudedocs; ln -s .. claudedocs");
  EXPECT_NE(story.sh("git session archive --keep 0").status, 0);
  EXPECT_EQ(story.document(), before);
}

}  // namespace
}  // namespace session::test
