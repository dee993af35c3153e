// SPDX-License-Identifier: MIT
// What git's state files say during squashes, rebases and `git am`, written by git itself.
#include "git/location.hpp"
#include "support/test_repo.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace session::git {
namespace {

namespace fs = std::filesystem;
using test::TestRepo;
using test::write_bytes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Three commits on `topic`, and one on main that conflicts with the second of them.
class StateFiles : public ::testing::Test {
 protected:
  StateFiles() {
    add("base");
    repo_.git({"switch", "--quiet", "-c", "topic"});
    for (const char* const name : {"one", "two", "three"}) ids_.push_back(add(name));
    repo_.git({"switch", "--quiet", "main"});
    add("two", "main\n");
  }

  std::string add(const std::string& name, const std::string& text = "x\n") {
    repo_.write(name, text);
    return repo_.commit("Add " + name + "\n\ncommit " + std::string(40, '1') + "\n", {name});
  }

  int run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "git");
    return repo_.run(arguments).status;
  }

  /// From now on the hook copies the state files into a folder of its own.
  void record(const std::string& hook_name) {
    const fs::path hook = repo_.path() / ".git/hooks" / hook_name;
    write_bytes(hook, "#!/bin/sh\nn=$(ls '" + copies().string() + "' | wc -l)\nto='" + copies().string() +
                          "'/$n\nmkdir -p \"$to\"\n"
                          "for f in rebase-merge rebase-apply MERGE_AUTOSTASH SQUASH_MSG; do\n"
                          "  if test -e .git/$f; then cp -r .git/$f \"$to\"; fi\n"
                          "done\n");
    fs::permissions(hook, fs::perms::owner_all);
    fs::create_directories(copies());
  }

  /// What the hook saw at its n-th run.
  [[nodiscard]] Location seen(std::size_t run) const {
    const auto folder = copies() / std::to_string(run);
    return {folder, folder, {}, false};
  }
  [[nodiscard]] std::size_t runs() const { return test::list_names(copies()).size(); }

  Location location() { return repo_.locate(repo_.path()); }
  [[nodiscard]] fs::path copies() const { return repo_.outside() / "copies"; }

  TestRepo repo_;
  std::vector<std::string> ids_;
};

TEST_F(StateFiles, ListTheCommitsOfASquashNewestFirst) {
  EXPECT_THAT(read_squash_ids(location()), IsEmpty());
  repo_.git({"reset", "--quiet", "--hard", "HEAD~1"});
  record("post-merge");
  repo_.git({"merge", "--quiet", "--squash", "topic"});
  const auto expected = ElementsAre(ObjectId{ids_[2]}, ObjectId{ids_[1]}, ObjectId{ids_[0]});
  ASSERT_EQ(runs(), 1u);
  EXPECT_THAT(read_squash_ids(seen(0)), expected);
  EXPECT_THAT(read_squash_ids(location()), expected);
  repo_.git({"commit", "--quiet", "-m", "squashed"});
  EXPECT_THAT(read_squash_ids(location()), IsEmpty());
}

TEST_F(StateFiles, TakeOnlyWholeLinesForCommitsOfASquash) {
  const std::string id(40, 'a');
  const std::string long_id(64, 'b');
  write_bytes(location().git_dir / "SQUASH_MSG", "commit " + id + "x\n commit " + id + "\ncommit " +
                                                     id.substr(1) + "\ncommit " + std::string(40, 'g') +
                                                     "\nCommit " + id + "\ncommit  " + id + "\ncommit " +
                                                     long_id + "\ncommit " + id);
  EXPECT_THAT(read_squash_ids(location()), ElementsAre(ObjectId{long_id}, ObjectId{id}));
}

TEST_F(StateFiles, NameTheBranchOfARebaseOfEitherKind) {
  for (const char* const kind : {"--merge", "--apply"}) {
    SCOPED_TRACE(kind);
    EXPECT_EQ(read_rebase_branch(location()), std::nullopt);
    repo_.git({"branch", "--force", "a/b", "topic"});
    EXPECT_NE(run({"rebase", kind, "main", "a/b"}), 0);
    EXPECT_EQ(read_rebase_branch(location()), "a/b");
    EXPECT_FALSE(is_last_patch(location()));
    run({"rebase", "--abort"});
    EXPECT_NE(run({"rebase", kind, "main", ids_[2]}), 0);
    EXPECT_EQ(read_rebase_branch(location()), std::nullopt);
    run({"rebase", "--abort"});
  }
}

TEST_F(StateFiles, StillNameTheBranchInPostRewrite) {
  repo_.git({"reset", "--quiet", "--hard", "HEAD~1"});
  add("own");
  record("post-rewrite");
  repo_.git({"switch", "--quiet", "--create", "work", "topic"});
  repo_.git({"rebase", "--quiet", "--merge", "main"});
  ASSERT_EQ(runs(), 1u);
  EXPECT_EQ(read_rebase_branch(seen(0)), "work");
}

TEST_F(StateFiles, NameTheBranchOfARebaseByPatchesOnlyOnceItStopped) {
  repo_.git({"switch", "--quiet", "--create", "work", "topic"});
  record("post-rewrite");
  EXPECT_NE(run({"rebase", "--apply", "main"}), 0);
  repo_.git({"checkout", "--theirs", "two"});
  repo_.git({"add", "two"});
  repo_.git({"rebase", "--continue"});
  repo_.git({"switch", "--quiet", "--force-create", "work", "topic~2"});
  repo_.git({"rebase", "--apply", "main"});
  ASSERT_EQ(runs(), 2u);
  EXPECT_EQ(read_rebase_branch(seen(0)), "work");
  EXPECT_EQ(read_rebase_branch(seen(1)), std::nullopt);
}

TEST_F(StateFiles, KnowTheLastPatchInItsHook) {
  const auto patches = repo_.git({"format-patch", "--stdout", "main~1..topic"});
  write_bytes(repo_.outside() / "patches", patches + "\n");
  repo_.git({"reset", "--quiet", "--hard", "HEAD~1"});
  EXPECT_FALSE(is_last_patch(location()));
  record("post-applypatch");
  repo_.git({"am", "--quiet", (repo_.outside() / "patches").string()});
  ASSERT_EQ(runs(), 3u);
  EXPECT_FALSE(is_last_patch(seen(0)));
  EXPECT_FALSE(is_last_patch(seen(1)));
  EXPECT_TRUE(is_last_patch(seen(2)));
  EXPECT_FALSE(is_last_patch(location()));
}

TEST_F(StateFiles, KnowThatAPatchWhichStoppedIsTheLastOne) {
  const auto patches = repo_.git({"format-patch", "--stdout", "topic~3..topic"});
  write_bytes(repo_.outside() / "patches", patches + "\n");
  EXPECT_NE(run({"am", (repo_.outside() / "patches").string()}), 0);
  EXPECT_FALSE(is_last_patch(location()));
  run({"am", "--abort"});
  write_bytes(repo_.outside() / "patch", repo_.git({"format-patch", "--stdout", "topic~2..topic~1"}) + "\n");
  EXPECT_NE(run({"am", (repo_.outside() / "patch").string()}), 0);
  EXPECT_TRUE(is_last_patch(location()));
}

TEST_F(StateFiles, KnowOfAnAutostashDuringARebase) {
  for (const char* const kind : {"--merge", "--apply"}) {
    SCOPED_TRACE(kind);
    repo_.git({"switch", "--quiet", "--force-create", "work", "topic"});
    EXPECT_FALSE(holds_autostash(location()));
    repo_.write("base", "changed\n");
    EXPECT_NE(run({"rebase", kind, "--autostash", "main"}), 0);
    EXPECT_TRUE(holds_autostash(location()));
    run({"rebase", "--abort"});
    EXPECT_FALSE(holds_autostash(location()));
    EXPECT_EQ(repo_.read("base"), "changed\n");
    repo_.git({"checkout", "--quiet", "base"});
    EXPECT_NE(run({"rebase", kind, "--autostash", "main"}), 0);
    EXPECT_FALSE(holds_autostash(location()));
    run({"rebase", "--abort"});
  }
}

TEST_F(StateFiles, KnowOfAnAutostashDuringAMerge) {
  repo_.write("base", "changed\n");
  EXPECT_NE(run({"merge", "--autostash", "topic"}), 0);
  EXPECT_TRUE(holds_autostash(location()));
  run({"merge", "--abort"});
  EXPECT_FALSE(holds_autostash(location()));
  EXPECT_EQ(repo_.read("base"), "changed\n");
}

}  // namespace
}  // namespace session::git
