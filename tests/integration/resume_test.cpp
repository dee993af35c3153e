// SPDX-License-Identifier: MIT
// `git session resume`: the report, its advice, and the short form for agents.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "hook_story.hpp"
#include <filesystem>

namespace session::test {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kDocument = R"(# SESSION — shop

## Current Phase
**Phase 2: Orders**
Progress: 40% complete

## Completed Items
- [x] First — `FIRST` (2025-07-01)

## In Progress
- [ ] Fix totals of orders — blocked (see Blockers)

## Blockers
| Blocker | Impact | Mitigation | Status |
|---------|--------|------------|--------|
| Rounding differs | Totals are wrong | Read `totals.py` \| ask | Open |
| Old one | — | — | Resolved |

## Next Actions
1. Add an index
2. Run `totals.py --check`
3. Fix totals: write a test in `tests/totals.py`

## Git Checkpoint
- **Branch**: main
- **Last Commit**: `FIRST` — First
- **Uncommitted Changes**: None
- **Timestamp**: 2025-07-01T09:31:00Z

## Session History
| Session | Date | Duration | Progress |
|---------|------|----------|----------|
| 1 | 2025-06-30 | ~1 hour | Phase 1 completed |
| 2 | 2025-07-01 | ~2 hours | Phase 2 at 40% |
)";

constexpr const char* kPlan = R"(# Implementation Phases — shop

## Phase 2: Orders

### Deliverables
- First
- Fix totals of orders
- Print invoices
)";

constexpr const char* kTail = R"(
Blockers
  Rounding differs
    impact: Totals are wrong
    try: Read `totals.py` | ask

Resume Action Plan
  1. Immediate: Run `totals.py --check`
  2. Immediate: Fix totals: write a test in `tests/totals.py`
  3. Then: Add an index
  4. Then: Print invoices
  5. Finally: update SESSION.md and prepare the next handoff: git session wrap-up
)";

constexpr const char* kHead = R"(Session 2 of shop
  Phase 2: Orders, 40% complete
  1 open blocker, 1 item in progress, 3 next actions

Git State Verification
)";

/// A repository without hooks and with a SESSION.md that git does not see.
class Resume : public ::testing::Test {
 protected:
  Resume() {
    story_.play(
        "printf '/SESSION.md\\n/claudedocs/\\n' >>.git/info/exclude; mkdir claudedocs tests\n"
        "put totals.py; put tests/totals.py; git commit -q --amend --no-edit");
    story_.repo().write("claudedocs/IMPLEMENTATION_PHASES.md", kPlan);
    write_document(kDocument);
  }

  void write_document(std::string text) {
    const std::string first = story_.expand("{HEAD}");
    for (std::size_t at = text.find("FIRST"); at != std::string::npos; at = text.find("FIRST")) {
      text.replace(at, 5, first);
    }
    story_.repo().write("SESSION.md", text);
  }

  RunResult resume(const std::string& arguments = {}) { return story_.sh("git session resume " + arguments); }

  /// The text for the agent. It must be a whole envelope of at most 2 KB and all that was printed.
  std::string read_context(const RunResult& result) {
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_LE(result.out.size(), 2048U);
    const auto json = nlohmann::json::parse(result.out, nullptr, false);
    EXPECT_FALSE(json.is_discarded()) << result.out;
    if (json.is_discarded()) return "?";
    EXPECT_EQ(json["hookSpecificOutput"]["hookEventName"], "SessionStart");
    EXPECT_EQ(json.size(), 1U);
    return json["hookSpecificOutput"]["additionalContext"].get<std::string>();
  }

  Story story_{Story::Hooks::none};
};

TEST_F(Resume, TellsWhereTheSessionStoppedAndHowToGoOn) {
  const std::string before = story_.document();
  const RunResult result = resume();
  EXPECT_EQ(result.out,
            story_.expand(std::string(kHead) +
                          "  ✓ Branch: main\n  ✓ Last Commit: {HEAD} First\n"
                          "  ✓ Uncommitted Changes: None\n"
                          "  Checkpoint Verified: Git state matches SESSION.md — safe to continue\n" +
                          kTail));
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(
      result.err,
      "session: earlier session 2 (2025-07-01, ~2 hours): Phase 2 at 40%\n"
      "session: earlier session 1 (2025-06-30, ~1 hour): Phase 1 completed\n"
      "session: read first: phase 2 in claudedocs/IMPLEMENTATION_PHASES.md\n"
      "session: warning: next action 1 names neither file, symbol nor command\n"
      "session: compared with git: branch, last commit, uncommitted changes, and 1 of 1 completed items "
      "found; all else is what SESSION.md says\n");
  EXPECT_EQ(story_.document(), before);
}

TEST_F(Resume, TellsWhatHappenedSinceACheckpointThatIsBehind) {
  story_.play(
      "for i in $(seq 12); do tick; put \"f$i\"; git commit -qm \"Add $i\"; done; echo x >>totals.py");
  const RunResult result = resume();
  EXPECT_EQ(result.status, 1);
  std::string commits;
  std::string files;
  for (int i = 12; i > 2; --i) {
    const std::string revision = i == 12 ? "HEAD" : "HEAD~" + std::to_string(12 - i);
    commits += "    {" + revision + "} Add " + std::to_string(i) + " (2025-07-01)\n";
    files += "    f" + std::to_string(i) + "\n";
  }
  EXPECT_EQ(
      result.out,
      story_.expand(std::string(kHead) +
                    "  ✓ Branch: main\n  ✗ Last Commit: recorded {HEAD~12}, now {HEAD} Add 12\n"
                    "  ✗ Uncommitted Changes: recorded None, now M totals.py\n"
                    "  Checkpoint Mismatch: ahead 12\n\nSince the Checkpoint\n  commits, newest first:\n" +
                    commits + "    ... and more\n  files that they changed:\n" + files +
                    "    ... and more\n\nWhat to Do\n"
                    "  SESSION.md records {HEAD~12} on 'main', HEAD ({HEAD}) is 12 commits ahead of it\n"
                    "  uncommitted changes differ too: 1 new, 0 gone, 0 changed\n"
                    "  the commits between them: git log --oneline {HEAD~12}..HEAD\n"
                    "  to go on from here, bring SESSION.md up to date: git session verify --fix\n" +
                    kTail));
}

TEST_F(Resume, TellsOfCommitsThatHeadDoesNotHave) {
  story_.play("put b; git commit -qm 'Add b'");
  write_document(kDocument);
  story_.play("git switch -qc other HEAD~1");
  const RunResult result = resume();
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.out, HasSubstr("  ✗ Branch: recorded main, now other\n"));
  EXPECT_THAT(result.out, HasSubstr("  Checkpoint Mismatch: other branch\n\nSince the Checkpoint\n"
                                    "  commits that HEAD does not have:\n    " +
                                    story_.expand("{main} Add b (2025-07-01)\n\nWhat to Do\n")));
  EXPECT_THAT(result.out, HasSubstr("(back: git switch main)\n"));
}

TEST_F(Resume, EndsWithOneWhileARebaseIsUnderWay) {
  story_.play(
      "git switch -qc topic; echo 1 >a; git commit -qam 'Set 1'; git switch -q main; echo 2 >a\n"
      "git commit -qam 'Set 2'; git switch -q topic; git rebase main >/dev/null 2>&1 || :");
  const RunResult result = resume();
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.out, HasSubstr("  Checkpoint Mismatch: busy\n"));
  EXPECT_THAT(result.out, HasSubstr("  a rebase is under way, so SESSION.md cannot be compared now\n"));
  EXPECT_THAT(result.out, Not(HasSubstr("verify --fix")));
}

TEST_F(Resume, CountsItemsThatCannotBeReliedOn) {
  std::string text = kDocument;
  text.insert(text.find("\n## In Progress"), "- [x] Lost — `0123abcd` (2025-07-01)\n");
  write_document(text);
  const RunResult result = resume();
  EXPECT_THAT(result.out, HasSubstr("safe to continue\n  ✗ Completed Items: 1 of 2 cannot be relied on: "
                                    "git session verify\n"));
  EXPECT_THAT(result.err, HasSubstr("1 of 2 completed items found"));
  EXPECT_EQ(result.status, 0);
}

TEST_F(Resume, WarnsOfWhatMakesAHandOffHard) {
  std::string text = kDocument;
  text.replace(text.find("Read `totals.py` \\| ask"), 24, "—");
  text += std::string(200, '\n');
  write_document(text);
  story_.play("rm totals.py; export SOURCE_DATE_EPOCH=0");
  const RunResult result =
      story_.sh("export SOURCE_DATE_EPOCH=$((1751362260 + 5 * 86400)); git session resume");
  EXPECT_THAT(result.err, HasSubstr("session: warning: next actions name what no longer exists: totals.py\n"
                                    "session: warning: blocked without a mitigation: Rounding differs\n"
                                    "session: warning: the checkpoint of SESSION.md is 5 days old\n"
                                    "session: warning: SESSION.md has 234 lines\n"
                                    "hint: move what is done long since away: git session archive\n"));
}

TEST_F(Resume, NamesDocumentsAndStackFromTheFilesThatExist) {
  story_.play(
      "touch README.md CLAUDE.md pyproject.toml setup.py Makefile; mkdir docs; touch docs/ARCHITECTURE.md");
  EXPECT_THAT(resume().err,
              HasSubstr("session: read first: README.md, docs/ARCHITECTURE.md, CLAUDE.md, phase 2 in "
                        "claudedocs/IMPLEMENTATION_PHASES.md\nsession: stack: Python (pyproject.toml), Make "
                        "(Makefile)\n"));
  story_.repo().write(".git-session.toml",
                      "[resume]\ndocuments = [\"a\", \"none\", \"./docs/ARCHITECTURE.md\"]\n");
  EXPECT_THAT(resume().err, HasSubstr("session: read first: a, docs/ARCHITECTURE.md\nsession: stack"));
  story_.repo().write(".git-session.toml", "[resume]\ndocuments = \"../a\"\n");
  EXPECT_EQ(resume().status, 3);
}

TEST_F(Resume, SaysHowToCreateTheFile) {
  story_.play("rm SESSION.md");
  const RunResult result = resume();
  EXPECT_EQ(result.status, 4);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, EndsWith("hint: create it: git session init\n"));
}

TEST_F(Resume, SaysHowAFileCanBecomeATracker) {
  story_.repo().write("SESSION.md", "# Session design\n\nHow sessions work.\n");
  const RunResult result = resume();
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.out,
              HasSubstr("  Checkpoint Mismatch: no checkpoint\n\nWhat to Do\n  the hooks leave SESSION.md "
                        "alone: it is empty, or has no sections 'Completed Items' and 'Git Checkpoint' "
                        "under any known name\n  to add what is missing: git session init --adopt\n\n"));
  const RunResult hook = resume("--hook");
  EXPECT_EQ(hook.status, 0);
  EXPECT_EQ(hook.out + hook.err, "");
}

TEST_F(Resume, GivesAnAgentTheMostImportantLineFirst) {
  const RunResult result = resume("--hook");
  EXPECT_EQ(
      read_context(result),
      story_.expand(
          "verified: git matches the checkpoint of SESSION.md: main at {HEAD} First\n"
          "SESSION.md says: session 2 of shop, Phase 2: Orders, 40% complete; 1 open blocker, 1 item in "
          "progress, 3 next actions\n"
          "next 1. Immediate: Run `totals.py --check`\n"
          "blocker: Rounding differs\n  try: Read `totals.py` | ask\n"
          "next 2. Immediate: Fix totals: write a test in `tests/totals.py`\n"
          "next 3. Then: Add an index\nnext 4. Then: Print invoices\n"
          "in progress: Fix totals of orders — blocked (see Blockers)\n"
          "earlier session 2 (2025-07-01, ~2 hours): Phase 2 at 40%\n"
          "earlier session 1 (2025-06-30, ~1 hour): Phase 1 completed\n"
          "read first: phase 2 in claudedocs/IMPLEMENTATION_PHASES.md\n"
          "next action 1 names neither file, symbol nor command\n"
          "compared with git: branch, last commit, uncommitted changes, and 1 of 1 completed items found; "
          "all else is what SESSION.md says"));
  EXPECT_THAT(result.err, IsEmpty());
}

TEST_F(Resume, GivesAnAgentAMismatchWithStatusZero) {
  story_.play("put b; git commit -qm 'Add b'");
  EXPECT_THAT(read_context(resume("--hook")),
              StartsWith("MISMATCH: git differs from the checkpoint of SESSION.md (ahead 1); look before you "
                         "rely on it\n"));
}

TEST_F(Resume, NeverGivesAnAgentMoreThanTwoKilobytes) {
  std::string text = kDocument;
  std::string actions;
  for (int i = 1; i <= 60; ++i) {
    actions += std::to_string(i) +
               ". Öffne \"`ünïcode`\" \\ \xff 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 und " +
               std::string(static_cast<std::size_t>(i) * 13, 'x') + "\n";
  }
  text.insert(text.find("\n## Git Checkpoint"), actions);
  write_document(text);
  const std::string context = read_context(resume("--hook"));
  const std::string last = context.substr(context.rfind('\n') + 1);
  EXPECT_THAT(last, ::testing::MatchesRegex("\\.\\.\\. and [0-9]+ more lines: git session resume"));
  EXPECT_GT(context.size(), 1500U);
}

TEST_F(Resume, LetsAnAgentStartWhateverIsWrong) {
  const auto expect_nothing = [&](const std::string& script, bool quiet) {
    const RunResult result = story_.sh(script + "\ngit session resume --hook");
    EXPECT_EQ(result.status, 0) << script;
    EXPECT_EQ(result.out, "") << script;
    EXPECT_EQ(result.err.empty(), quiet) << script << result.err;
  };
  expect_nothing("export GIT_SESSION=0", true);
  expect_nothing("cd ..", true);
  expect_nothing("printf 'enabled = false\\n' >.git-session.toml", true);
  expect_nothing("rm .git-session.toml; mv SESSION.md kept", true);
  expect_nothing("printf '<<<<<<< a\\n=======\\n>>>>>>> b\\n' >SESSION.md", false);
  expect_nothing("rm SESSION.md; mkdir SESSION.md", false);
  expect_nothing("rmdir SESSION.md; cp kept SESSION.md; printf x >.git/HEAD", true);
}

TEST_F(Resume, GoesOnForAnAgentWithSettingsThatAreWrong) {
  story_.repo().write(".git-session.toml", "sesion = 1\n");
  const RunResult result = resume("--hook");
  EXPECT_THAT(read_context(result), HasSubstr("next 1. "));
  EXPECT_THAT(result.err, HasSubstr("sesion"));
}

}  // namespace
}  // namespace session::test
