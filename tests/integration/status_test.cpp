// SPDX-License-Identifier: MIT
// `git session`, `git session status` and `--short` in real repositories.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include "install_support.hpp"

namespace session::test {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

std::string short_of(Story& story) {
  const RunResult result = story.sh("git session status --short");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.err, IsEmpty());
  return result.out;
}

/// The line of the verdict.
std::string verdict_of(Story& story) {
  const RunResult result = story.sh("git session status");
  EXPECT_EQ(result.status, 0) << "whatever the verdict is";
  EXPECT_THAT(result.err, IsEmpty());
  const std::string heading = "Git Checkpoint\n";
  const std::size_t at = result.out.find(heading);
  return at == std::string::npos ? result.out : result.out.substr(at + heading.size());
}

TEST(StatusCommand, ShowsOneScreen) {
  Story story;
  story.play(
      "put b; git commit -qm 'Add b'\n"
      "git commit -q --allow-empty -m 'Plan' --trailer 'Next: Read the manual' --trailer 'Progress: Add c — "
      "half'\\\n"
      " --trailer 'Blocked-by: No key' --trailer 'Session: skip' || true\n");
  story.play(
      "edit 's/^_(Nothing in progress)_$/- [ ] Add c — half/'\n"
      "edit '/Next Actions/{n;s/.*/1. Read `manual.md`/}'");
  const RunResult result = story.sh("git session status");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.out, story.expand("my répo, session 1\n"
                                     "no phase plan\n"
                                     "\n"
                                     "In Progress\n"
                                     "  ▸ Add c — half\n"
                                     "\n"
                                     "Next Actions\n"
                                     "  1. Read `manual.md`\n"
                                     "\n"
                                     "Completed\n"
                                     "  today 1, this session 1, in all 1\n"
                                     "  ✓ {HEAD~1} Add b\n"
                                     "\n"
                                     "Git Checkpoint\n"
                                     "  ✓ match: main @ {HEAD}\n"));
}

TEST(StatusCommand, IsWhatNoCommandDoes) {
  Story story;
  EXPECT_EQ(story.sh("git session").out, story.sh("git session status").out);
}

TEST(StatusCommand, TellsTheVerdict) {
  Story story;
  story.play("put b; git commit -qm 'Add b'; git config core.hooksPath /dev/null");
  EXPECT_EQ(verdict_of(story), story.expand("  ✓ match: main @ {HEAD}\n"));
  story.play("echo 1 >b; echo 1 >c");
  EXPECT_EQ(verdict_of(story),
            "  ✗ changes differ: 2 new, 0 gone, 0 changed since\n    more: git session verify\n");
  story.play("git add b c; git commit -qm 'Add c'");
  EXPECT_THAT(verdict_of(story), StartsWith(story.expand("  ✗ ahead 1: main @ {HEAD}, was {HEAD~1}\n")));
  story.play("git reset -q --hard HEAD~2");
  EXPECT_THAT(verdict_of(story), StartsWith("  ✗ behind 1: "));
  story.play("git switch -qc topic");
  EXPECT_THAT(verdict_of(story), StartsWith(story.expand("  ✗ other branch: topic @ {HEAD}, was main\n")));
}

TEST(StatusCommand, CountsTheSessionFromTheLastWrapUp) {
  Story story;
  story.play("put b; git commit -qm 'Add b'; git session wrap-up --note done </dev/null >/dev/null");
  EXPECT_THAT(story.sh("git session status").out, HasSubstr("  today 1, this session 0, in all 1\n"));
  story.play("put c; git commit -qm 'Add c'");
  const std::string out = story.sh("git session status").out;
  EXPECT_THAT(out, HasSubstr("session 2\n"));
  EXPECT_THAT(out, HasSubstr("  today 2, this session 1, in all 2\n"));
}

TEST(StatusCommand, WritesNothingButACopy) {
  Story story;
  story.play("put b; git commit -qm 'Add b'");
  const auto before = read_tree(story.repo().path());
  EXPECT_EQ(story.sh("git session status").status, 0);
  EXPECT_EQ(story.sh("git session status --json").status, 0);
  EXPECT_THAT(find_differences(before, read_tree(story.repo().path())), IsEmpty());
  story.play("edit 's/Add b/Add the b/'");
  const auto changed = read_tree(story.repo().path());
  EXPECT_EQ(story.sh("git session status").status, 0);
  EXPECT_THAT(find_differences(changed, read_tree(story.repo().path())),
              ElementsAre(StartsWith("new: .git/session/copies/")));
}

TEST(StatusCommand, SaysHowToBeginWithoutTheFile) {
  TestRepo repo;
  const RunResult status = repo.run({"git", "session", "status"});
  EXPECT_EQ(status.status, 4);
  EXPECT_THAT(status.err, EndsWith("\nhint: create it: git session init\n"));
  const RunResult alone = repo.run({"git", "session"});
  EXPECT_EQ(alone.status, 4);
  EXPECT_THAT(alone.err, EndsWith("\nhint: create it: git session init; all commands: git session -h\n"));
  EXPECT_THAT(alone.out, IsEmpty());
}

TEST(StatusCommand, NeedsAWorkTree) {
  TestRepo repo(RepoKind::none);
  EXPECT_EQ(repo.run({"git-session", "status"}).status, 5);
  EXPECT_EQ(repo.run({"git-session"}).status, 5);
}

TEST(StatusCommand, CutsLinesAtTheWidth) {
  Story story;
  story.play(
      "edit 's/^_(Nothing in progress)_$/- [ ] Ein langes Wort: 日本語の長い項目, und noch mehr Text/'");
  story.repo().set_variable("COLUMNS", "30");
  EXPECT_THAT(story.sh("git session").out, HasSubstr("\n  ▸ Ein langes Wort: 日本語の…\n"));
  story.repo().set_variable("COLUMNS", "none");
  EXPECT_THAT(story.sh("git session").out, HasSubstr("日本語の長い項目, und noch mehr Text\n"));
}

TEST(StatusCommand, TakesColourFromTheSettings) {
  Story story;
  EXPECT_THAT(story.sh("git session").out, Not(HasSubstr("\x1b")));
  story.play("printf 'output.color = \"always\"\\n' >.git/session/config.toml");
  EXPECT_THAT(story.sh("git session").out, HasSubstr("\x1b[32m  ✓ match\x1b[0m: main @ "));
}

TEST(ShortStatus, IsOneLine) {
  Story story;
  EXPECT_EQ(short_of(story), "✓\n");
  story.play(
      "edit 's/^_(Nothing in progress)_$/- [ ] Add c/; s/^_(No phase plan)_$/**Phase 2: Models**\\nProgress: "
      "60% complete/; s/^| _(None identified)_ .*/| No key | — | — | Open |/'");
  EXPECT_EQ(short_of(story), "P2 60% 1▸ 1! ✓\n");
}

TEST(ShortStatus, ShowsTheVerdictButNotTheChanges) {
  Story story;
  story.play("git config core.hooksPath /dev/null; echo 1 >a");
  EXPECT_EQ(short_of(story), "✓\n");
  story.play("put b; git commit -qm 'Add b'; put c; git commit -qm 'Add c'");
  EXPECT_EQ(short_of(story), "↑2\n");
  story.play("git checkout -q --detach");
  EXPECT_EQ(short_of(story), "⎇\n");
  story.play("git switch -q main; git commit -q --amend -m First --allow-empty; git reset -q --hard HEAD~2");
  EXPECT_EQ(short_of(story), "✓\n");
  story.play("git commit -q --amend -m Other; rm -rf .git/session");
  EXPECT_EQ(short_of(story), "⇅\n");
  story.play("git checkout -q -b side; put d; git commit -qm d; git switch -q main; put e; git commit -qm e");
  story.play("git merge -q --no-commit side");
  EXPECT_EQ(short_of(story), "…\n");
}

TEST(ShortStatus, WritesNothing) {
  Story story;
  story.play("put b; git commit -qm 'Add b'; edit 's/Add b/Add the b/'");
  const auto before = read_tree(story.repo().path());
  EXPECT_EQ(short_of(story), "✓\n");
  EXPECT_THAT(find_differences(before, read_tree(story.repo().path())), IsEmpty());
}

TEST(ShortStatus, AnswersWhileTheLockIsHeld) {
  Story story;
  story.play("printf 'host 1 2\\n' >.git/session/lock");
  EXPECT_EQ(short_of(story), "✓\n");
}

TEST(ShortStatus, IsEmptyWhereThereIsNothingToTell) {
  Story story;
  story.play("printf '# Notes\\n' >SESSION.md; rm -rf .git/session");
  EXPECT_EQ(short_of(story), "") << "a file that is no hand-off file";
  story.play("printf '<<<<<<< HEAD\\n=======\\n>>>>>>> topic\\n' >SESSION.md");
  EXPECT_EQ(short_of(story), "") << "conflict markers";
  story.play("rm SESSION.md");
  EXPECT_EQ(short_of(story), "") << "no file";
  TestRepo none(RepoKind::none);
  const RunResult outside = none.run({"git-session", "status", "--short"});
  EXPECT_EQ(outside.status, 0);
  EXPECT_EQ(outside.out + outside.err, "");
}

TEST(ShortStatus, GoesNotTogetherWithJson) {
  Story story;
  const RunResult result = story.sh("git session status --short --json");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr(" excludes "));
}

}  // namespace
}  // namespace session::test
