// SPDX-License-Identifier: MIT
// Refs that are read without git, against `git for-each-ref`.
#include "git/ref_files.hpp"
#include "support/git_support.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <set>

namespace session::git {
namespace {

using test::TestRepo;
using test::write_bytes;
using ::testing::ElementsAre;

class RefFilesTest : public ::testing::Test {
 protected:
  [[nodiscard]] RefFiles files() const { return RefFiles(location_, first_.size()); }
  /// "name id", as git lists it.
  [[nodiscard]] std::vector<std::string> ask_git(const std::string& folder) {
    const std::string format = "--format=%(refname) %(objectname)";
    return split_records(repo_.git({"for-each-ref", format, folder}) + "\n", '\n');
  }
  [[nodiscard]] std::vector<std::string> list(const std::string& folder) {
    std::vector<std::string> lines;
    for (const FileRef& ref : files().list(folder)) lines.push_back(ref.name + " " + ref.id.hex);
    return lines;
  }
  void write_ref(const std::string& name, const std::string& text) {
    write_bytes(repo_.path() / ".git" / name, text);
  }

  std::string make_first() {
    // Whatever the default is: these tests are about files.
    repo_.set_variable("GIT_DEFAULT_REF_FORMAT", "files");
    repo_.git({"init", "--quiet"});
    return repo_.commit("first");
  }

  TestRepo repo_{test::RepoKind::none};
  std::string first_ = make_first();
  std::string second_ = repo_.commit("second");
  Location location_ = repo_.locate(repo_.path());
};

TEST_F(RefFilesTest, AreThoseOfGitForRandomRefs) {
  std::mt19937 random(7);
  static constexpr std::array<const char*, 3> kFolders = {"refs/heads/", "refs/remotes/up/", "refs/tags/"};
  for (int round = 0; round < 6; ++round) {
    std::string commands;
    std::set<std::string> names;  // git takes each only once at a time
    for (int i = 0; i < 60; ++i) {
      const std::string name =
          fmt::format("{}{}-{}", kFolders.at(random() % 3), random() % 90, random() % 2 == 0 ? "a/b" : "c");
      const std::string& id = random() % 2 == 0 ? first_ : second_;
      if (names.insert(name).second) commands += fmt::format("update {} {}\n", name, id);
    }
    repo_.git({"update-ref", "--stdin"}, commands);
    if (round % 2 == 0) repo_.git({"pack-refs", "--all"});
    for (const std::string folder : {"refs/heads/", "refs/remotes/", "refs/tags/"}) {
      EXPECT_EQ(list(folder), ask_git(folder)) << round;
      for (const auto& line : ask_git(folder)) {
        const std::string name = line.substr(0, line.find(' '));
        EXPECT_EQ(files().resolve(name)->hex, line.substr(name.size() + 1));
      }
    }
    EXPECT_EQ(files().resolve("refs/heads/absent"), std::nullopt);
  }
}

TEST_F(RefFilesTest, FindOneOfThousandsOfPackedRefs) {
  std::string packed = "# pack-refs with: peeled fully-peeled sorted \n";
  for (int i = 1000; i < 6000; ++i) {
    packed += fmt::format("{} refs/tags/v{}\n", i % 2 == 0 ? first_ : second_, i);
    if (i % 3 == 0) packed += "^" + second_ + "\n";
  }
  for (const bool sorted : {true, false}) {
    if (!sorted) packed.replace(0, packed.find('\n'), "# pack-refs with: peeled ");
    write_ref("packed-refs", packed);
    for (const int i : {1000, 1001, 2500, 4999, 5999}) {
      EXPECT_EQ(files().resolve(fmt::format("refs/tags/v{}", i))->hex, i % 2 == 0 ? first_ : second_) << i;
    }
    for (const char* const absent : {"refs/tags/v0", "refs/tags/v100", "refs/tags/v6000", "refs/tags/v"}) {
      EXPECT_EQ(files().resolve(absent), std::nullopt) << absent;
    }
    EXPECT_EQ(files().list("refs/tags/").size(), 5000u);
    EXPECT_FALSE(files().has_any("refs/replace/"));
    EXPECT_TRUE(files().has_any("refs/tags/"));
    EXPECT_EQ(files().list("refs/tags/").at(2).peeled, ObjectId{second_});
  }
}

TEST_F(RefFilesTest, LeaveOutWhatGitLeavesOut) {
  write_ref("refs/heads/garbage", "no id\n");
  write_ref("refs/heads/empty", "");
  write_ref("refs/heads/null", std::string(first_.size(), '0') + "\n");
  write_ref("refs/heads/short", first_.substr(1) + "\n");
  write_ref("refs/heads/longer", first_ + "0\n");
  write_ref("refs/heads/x.lock", first_ + "\n");
  write_ref("refs/heads/.hidden", first_ + "\n");
  write_ref("refs/heads/with blank", first_ + "\n");
  write_ref("refs/heads/blank-behind", first_ + " and more\n");
  write_ref("refs/heads/dangling", "ref: refs/heads/absent\n");
  write_ref("refs/heads/outside", "ref: ../../etc/passwd\n");
  write_ref("refs/heads/alias", "ref: refs/heads/main\n");
  write_ref("refs/heads/circle", "ref: refs/heads/circle\n");
  std::filesystem::create_directories(repo_.path() / ".git/refs/heads/folder/empty");
  EXPECT_EQ(list("refs/heads/"), ask_git("refs/heads/"));
  EXPECT_THAT(list("refs/heads/"),
              ElementsAre("refs/heads/alias " + second_, "refs/heads/blank-behind " + first_,
                          "refs/heads/main " + second_));
}

TEST_F(RefFilesTest, DoNotFallBackToThePackedRefBehindABrokenFile) {
  repo_.git({"branch", "other"});
  repo_.git({"pack-refs", "--all"});
  EXPECT_EQ(files().resolve("refs/heads/other"), ObjectId{second_});
  write_ref("refs/heads/other", "broken\n");
  EXPECT_EQ(files().resolve("refs/heads/other"), std::nullopt);
  EXPECT_EQ(list("refs/heads/"), ask_git("refs/heads/"));
}

TEST_F(RefFilesTest, GiveHeadInAllItsShapes) {
  EXPECT_EQ(files().read_head(), (Head{"main", ObjectId{second_}}));
  repo_.git({"checkout", "-q", "--detach", first_});
  EXPECT_EQ(files().read_head(), (Head{std::nullopt, ObjectId{first_}}));
  repo_.git({"checkout", "-q", "--orphan", "new/branch"});
  EXPECT_EQ(files().read_head(), (Head{"new/branch", std::nullopt}));
  repo_.git({"symbolic-ref", "HEAD", "refs/elsewhere/x"});
  EXPECT_EQ(files().read_head(), (Head{"refs/elsewhere/x", std::nullopt}));
  repo_.git({"symbolic-ref", "HEAD", "refs/heads/main"});
  repo_.git({"pack-refs", "--all"});
  EXPECT_EQ(files().read_head(), (Head{"main", ObjectId{second_}}));
}

TEST_F(RefFilesTest, LeaveAnOddHeadToGit) {
  for (const std::string text : {"ref: refs/../x\n", "ref: refs/heads/a b\n", "nothing\n", ""}) {
    write_ref("HEAD", text);
    EXPECT_EQ(files().read_head(), std::nullopt) << text;
  }
  write_ref("HEAD", "ref: refs/heads/broken\n");
  write_ref("refs/heads/broken", "x\n");
  EXPECT_EQ(files().read_head(), std::nullopt);
}

TEST_F(RefFilesTest, KeepWhatBelongsToAWorkTreeApart) {
  const auto linked = repo_.outside() / "linked";
  repo_.git({"worktree", "add", "-q", "--detach", linked.string(), first_});
  repo_.git_in(linked, {"update-ref", "refs/worktree/mine", first_});
  repo_.git({"update-ref", "refs/worktree/mine", second_});
  const RefFiles there(repo_.locate(linked), first_.size());
  EXPECT_EQ(there.resolve("refs/worktree/mine"), ObjectId{first_});
  EXPECT_EQ(files().resolve("refs/worktree/mine"), ObjectId{second_});
  EXPECT_EQ(there.read_head(), (Head{std::nullopt, ObjectId{first_}}));
  EXPECT_EQ(there.resolve_head_text("ref: refs/heads/main"), ObjectId{second_});
  EXPECT_EQ(there.resolve_head_text("ref: refs/worktree/mine"), std::nullopt);
  EXPECT_EQ(there.resolve_head_text(second_), ObjectId{second_});
}

TEST(RefName, IsOneThatGitAccepts) {
  TestRepo repo(test::RepoKind::none);
  for (const std::string name :
       {"refs/heads/a",     "refs/heads/a/b",  "refs/heads/a.b",    "refs/heads/.a",
        "refs/heads/a..b",  "refs/heads/a.",   "refs/heads/a.lock", "refs/heads/a.lock/b",
        "refs/heads/a b",   "refs/heads/a~",   "refs/heads/a^",     "refs/heads/a:",
        "refs/heads/a?",    "refs/heads/a*",   "refs/heads/a[",     "refs/heads/a\\",
        "refs/heads/a\x7f", "refs/heads/\x01", "refs/heads//a",     "refs/heads/a/",
        "refs/heads/a@{b",  "refs/heads/@",    "refs/heads/-a",     "refs/heads/\xc3\xa9",
        "refs/stash"}) {
    const bool accepted = repo.run({"git", "check-ref-format", name}).status == 0;
    EXPECT_EQ(is_ref_name(name), accepted) << name;
  }
  EXPECT_FALSE(is_ref_name("HEAD"));
  EXPECT_FALSE(is_ref_name(""));
}

}  // namespace
}  // namespace session::git
