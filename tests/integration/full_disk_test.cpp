// SPDX-License-Identifier: MIT
// The hooks on a disk that is full from some write on: git goes on, no byte is lost, and the next run makes
// up for it.
#include "support/child.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>

#include "hook_story.hpp"
#include <cstdlib>

namespace session::test {
namespace {

namespace fs = std::filesystem;
using ::testing::StartsWith;

constexpr int kNotAllowed = 77;

/// Puts a small file system on the folder, seen by this process and its children only, and makes it the place
/// of temporary folders.
bool mount_small_disk(const fs::path& folder) {
  return ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("none", folder.c_str(), "tmpfs", 0, "size=4m") == 0 &&
         ::setenv("TMPDIR", folder.c_str(), 1) == 0;
}

/// Fills the disk but for some blocks of 4 KiB.
std::string fill_but(int blocks) {
  return "cat /dev/zero >../fill 2>/dev/null; truncate -s -" + std::to_string(blocks * 4096) + " ../fill\n";
}

/// A commit whose post-commit hook runs when so much is left, and what is made up for afterwards. True when
/// the hook recorded it all the same.
bool play_commit(int blocks) {
  SCOPED_TRACE("blocks left: " + std::to_string(blocks));
  Story story;
  story.play("put b; git commit -qm 'Add b'; put c; git -c core.hooksPath=/dev/null commit -qm 'Add c'");
  const std::string before = story.document();
  const RunResult hook = story.sh(fill_but(blocks) + "git hook run post-commit");
  EXPECT_EQ(hook.status, 0);
  const std::int64_t recorded_at = story.seconds();
  const std::string recorded = story.expect({{"Add b @ HEAD~1", "Add c @ HEAD"}});
  const std::string after = story.document();
  if (after != recorded) {
    EXPECT_EQ(after, before);
    EXPECT_THAT(hook.err, StartsWith("session: warning: "));
  }
  EXPECT_EQ(story.sh("rm ../fill; ls -A").out, ".git\nSESSION.md\na\nb\nc\nclaudedocs\n");
  const std::int64_t written = after == recorded ? recorded_at : story.seconds() + 60;
  story.play("git session verify --fix >/dev/null; git session verify >/dev/null");
  EXPECT_EQ(story.document(), story.expect({{"Add b @ HEAD~1", "Add c @ HEAD"}}, written));
  return after == recorded;
}

TEST(FullDisk, LosesNothingWhereverTheHookRunsOutOfSpace) {
  const TempDir folder;
  const int status = run_in_child([&folder] {
    if (!mount_small_disk(folder.path())) return kNotAllowed;
    constexpr int kMost = 12;
    int recorded = 0;
    for (int blocks = 0; blocks <= kMost; ++blocks) recorded += play_commit(blocks) ? 1 : 0;
    EXPECT_GT(recorded, 0);
    EXPECT_LE(recorded, kMost);
    return ::testing::Test::HasFailure() ? 1 : 0;
  });
  if (status == kNotAllowed) GTEST_SKIP() << "needs the right to mount";
  EXPECT_EQ(status, 0);
}

TEST(FullDisk, LetsAPushAndASwitchThrough) {
  const TempDir folder;
  const int status = run_in_child([&folder] {
    if (!mount_small_disk(folder.path())) return kNotAllowed;
    Story story;
    story.play(
        "git init -q --bare ../server.git; git branch other; put b; git -c core.hooksPath=/dev/null commit "
        "-qm 'Add b'");
    const std::string before = story.document();
    EXPECT_EQ(story.sh(fill_but(0) + "git push -q --dry-run ../server.git main").status, 0);
    EXPECT_EQ(story.document(), before);
    EXPECT_EQ(story.sh("git hook run post-checkout -- HEAD HEAD 1; git hook run post-merge -- 0").status, 0);
    EXPECT_EQ(story.document(), before);
    story.play("rm ../fill; git push -q ../server.git main");
    EXPECT_EQ(story.document(), story.expect({{"Add b @ HEAD"}}));
    return ::testing::Test::HasFailure() ? 1 : 0;
  });
  if (status == kNotAllowed) GTEST_SKIP() << "needs the right to mount";
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace session::test
