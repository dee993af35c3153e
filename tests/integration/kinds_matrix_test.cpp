// SPDX-License-Identifier: MIT
// The hooks in each kind of repository: they tell the truth, and git does what it does without them.
#include "core/live/live_text.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kinds_support.hpp"

namespace session::test {
namespace {

using ::testing::HasSubstr;

class Kinds : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    const Kind probe{"probe", GetParam().probe};
    if (GetParam().lacks.empty()) return;
    try {
      const Ground ground(probe);
    } catch (const std::runtime_error&) {
      GTEST_SKIP() << GetParam().lacks;
    }
  }
};

/// SESSION.md shows HEAD as git shows it, as the checkpoint and as the item of that number.
void expect_head_in_document(Ground& ground) {
  const std::string document = ground.document();
  const RunResult branch = ground.sh("git symbolic-ref -q --short HEAD || echo '(detached)'");
  EXPECT_THAT(document, HasSubstr(ground.git({"log", "-1", "--format=- [x] %s — `%h` (%cs)"}) + "\n"));
  EXPECT_THAT(document, HasSubstr("\n- **Branch**: " + branch.out));
  EXPECT_THAT(document,
              HasSubstr(ground.git({"log", "-1", "--format=%n- **Last Commit**: `%h` — %s"}) + "\n"));
  EXPECT_THAT(document, HasSubstr("\n- **Uncommitted Changes**: " + ground.format_changes() + "\n"));
}

std::string short_head(Ground& ground) {
  return ground.git({"rev-parse", "--short", "HEAD"});
}

TEST_P(Kinds, AreLeftByUninstallAsTheyWereBeforeInstall) {
  Ground ground(GetParam());
  const FileMap before = ground.read_git_files();
  const RunResult installed = ground.sh("git session install");
  ASSERT_EQ(installed.status, 0) << installed.err;
  EXPECT_NE(compare_trees(before, ground.read_git_files()), "");
  EXPECT_THAT(ground.document(), HasSubstr("- **Uncommitted Changes**: " + ground.format_changes() + "\n"));
  const RunResult removed = ground.sh("git session uninstall");
  ASSERT_EQ(removed.status, 0) << removed.err;
  EXPECT_EQ(compare_trees(before, ground.read_git_files()), "");
}

TEST_P(Kinds, AreRecordedAsGitSeesThem) {
  GroundPair pair(GetParam());
  Ground& with = pair.with();
  ASSERT_EQ(pair.play_with("git session install").err, "");
  const std::string said = pair.play(
      "put 'new file'; git commit -qm 'Add form'; echo $?; echo more >>a; echo x >loose; mkdir -p dir; put "
      "dir/d");
  EXPECT_EQ(said, fmt::format("session: recorded {} \"Add form\" (1 item)\n", short_head(with)));
  const std::string second = pair.play("git commit -qm 'Add d'; echo $?; git add a");
  EXPECT_EQ(second, fmt::format("session: recorded {} \"Add d\" (2 items)\n", short_head(with)));
  const std::string third = pair.play("git commit -q --allow-empty -m 'Only a note' -- dir/d; echo $?");
  EXPECT_EQ(third, fmt::format("session: recorded {} \"Only a note\" (3 items)\n", short_head(with)));
  expect_head_in_document(with);
  EXPECT_THAT(pair.play_with("git session verify").out, HasSubstr("verdict: match\nentries: 3 ok\n"));
  pair.expect_same_view();
}

TEST_P(Kinds, AreOnlyReadByReadersAndByAHookWithNothingNew) {
  GroundPair pair(GetParam());
  Ground& with = pair.with();
  pair.play_with("git session install");
  (void)pair.play("put 'new file'; git commit -qm 'Add form'; echo more >>a; echo x >loose");
  pair.play_with("git status >/dev/null; git hook run post-commit");
  const FileMap before = with.read_git_files();
  for (const char* const script :
       {"git session verify", "git session", "git session resume", "git session status --short",
        "git hook run post-commit", "git hook run post-checkout -- HEAD HEAD 1",
        "git hook run pre-push -- origin url </dev/null", "git hook run post-merge -- 0"}) {
    const RunResult result = with.sh(script);
    EXPECT_EQ(result.status, 0) << script << "\n" << result.out << result.err;
    EXPECT_EQ(compare_trees(before, with.read_git_files()), "") << script;
  }
  expect_head_in_document(with);
}

TEST_P(Kinds, AreFollowedThroughSwitchesAndPushes) {
  GroundPair pair(GetParam());
  Ground& with = pair.with();
  pair.play_with("git session install");
  (void)pair.play("put 'new file'; git commit -qm 'Add form'; echo x >loose");
  (void)pair.play(
      "{ git symbolic-ref -q --short HEAD || git rev-parse HEAD; } >\"$OUT/start\"\n"
      "git switch -qc topic; echo $?; put t; git commit -qm 'Add t'");
  expect_head_in_document(with);
  const std::string back = pair.play("git checkout -q \"$(cat \"$OUT/start\")\"; echo $?");
  EXPECT_THAT(back, HasSubstr("SESSION.md describes 'topic', "));
  (void)pair.play("put u; git commit -qm 'Add u'; git commit -q --amend -m 'Add the u'; echo $?");
  expect_head_in_document(with);
  EXPECT_EQ(pair.play_with("git session verify").status, 0);
  const std::string pushed = pair.play(
      "env -u GIT_DIR -u GIT_WORK_TREE git init -q --bare "
      "--object-format=\"$(git rev-parse --show-object-format)\" \"$OUT/server.git\"\n"
      "git push -q \"$OUT/server.git\" HEAD:refs/heads/pushed >/dev/null 2>&1; echo $?");
  EXPECT_EQ(pushed, "");
  pair.expect_same_view();
}

TEST_P(Kinds, StayCleanWithATrackedDocument) {
  Ground ground(GetParam());
  const auto play = [&ground](const std::string& script) {
    const RunResult result = ground.sh("set -e\n" + script);
    EXPECT_EQ(result.status, 0) << script << "\n" << result.out << result.err;
  };
  const auto expect_clean = [&ground] {
    const std::string item = ground.git({"log", "-1", "--format=- [x] %s — `%h` (%cs)"}) + "\n";
    EXPECT_THAT(show_text(ground.document()), HasSubstr(item));
    EXPECT_EQ(ground.git({"status", "--porcelain", "--", "SESSION.md"}), "");
    EXPECT_THAT(ground.git({"show", "HEAD:SESSION.md"}), HasSubstr("- **Branch**: _(not stored)_\n"));
  };
  play(
      "git session install; git add -f SESSION.md; git commit -qm 'Track it'; git session install\n"
      "git commit -qm 'Store less' -- SESSION.md; put n; git commit -qm 'Add n'");
  expect_clean();
  play(
      "start=$(git symbolic-ref -q --short HEAD || git rev-parse HEAD)\n"
      "git switch -qc topic; put t; git commit -qm 'Add t'; git checkout -q \"$start\"\n"
      "put u; git commit -qm 'Add u'; git session verify");
  expect_clean();
}

INSTANTIATE_TEST_SUITE_P(All, Kinds, ::testing::ValuesIn(all_kinds()),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace session::test
