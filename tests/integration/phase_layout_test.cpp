// SPDX-License-Identifier: MIT
// A file with one section for each phase, which a person keeps: hooks refresh its checkpoint line alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"

namespace session::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kPhases =
    "\n## Phase 1: Setup ✅\n**Completed**: 2025-10-20 | **Checkpoint**: 0f1e2d3\n\n"
    "## Phase 2: Login 🔄\n**Progress**:\n- [x] Form\n- [ ] Tests ← **CURRENT**\n\n"
    "**Next Action**: write `tests/login_test.py`\n\n## Next Steps\n1. Rest\n";

std::string phase_file(const std::string& checkpoint) {
  return "# Session State\n\n**Current Phase**: Phase 2\n**Last Checkpoint**: " + checkpoint + "\n" + kPhases;
}

class PhaseFile : public ::testing::Test {
 protected:
  void write(const std::string& checkpoint) {
    story_.repo().write("SESSION.md", phase_file(checkpoint));
    story_.play("printf 'SESSION.md\\n' >>.git/info/exclude");
  }
  void begin(const std::string& checkpoint) {
    story_.play("rm SESSION.md");
    write(checkpoint);
  }

  Story story_;
};

TEST_F(PhaseFile, HasItsCheckpointRefreshedByEachCommitAndNothingElse) {
  begin("None");
  EXPECT_THAT(Story::ours(story_.play("put b; git commit -qm 'Tests'")), IsEmpty());
  EXPECT_EQ(story_.document(), story_.expand(phase_file("{HEAD} (2025-07-01)")));
  story_.play("git commit -q --amend -m 'More tests'; git switch -qc topic; put c; git commit -qm 'Add c'");
  EXPECT_EQ(story_.document(), story_.expand(phase_file("{HEAD} (2025-07-01)")));
}

TEST_F(PhaseFile, IsVerifiedByItsCheckpoint) {
  begin("None");
  story_.play("put b; git commit -qm 'Add b'");
  const RunResult good = story_.sh("git session verify");
  EXPECT_EQ(good.status, 0) << good.out << good.err;
  EXPECT_THAT(good.out, HasSubstr("✓ Branch: main"));
  story_.play("put c; git -c core.hooksPath=/dev/null commit -qm 'Add c'");
  const RunResult ahead = story_.sh("git session verify");
  EXPECT_EQ(ahead.status, 1);
  EXPECT_THAT(ahead.out, HasSubstr("verdict: ahead 1"));
}

TEST_F(PhaseFile, OfAPersonAloneIsComparedByItsHash) {
  begin("None");
  story_.play("put b; git -c core.hooksPath=/dev/null commit -qm 'Add b'");
  write(story_.expand("{HEAD} (2025-10-23)"));
  const RunResult found = story_.sh("git session verify");
  EXPECT_EQ(found.status, 0) << found.out << found.err;
  EXPECT_THAT(found.out, HasSubstr("- Branch: main; the file names none"));
}

TEST_F(PhaseFile, KeepsACheckpointInAPersonsWords) {
  begin("Phase 1 complete (2025-10-22)");
  EXPECT_THAT(Story::ours(story_.play("put b; git commit -qm 'Add b'")), IsEmpty());
  EXPECT_EQ(story_.document(), phase_file("Phase 1 complete (2025-10-22)"));
}

}  // namespace
}  // namespace session::test
