// SPDX-License-Identifier: MIT
// Ids of changes: equal exactly where those of `git patch-id --stable` are.
#include "support/git_support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <random>

namespace session::git {
namespace {

using test::TestRepo;
using ::testing::MatchesRegex;

using PatchId = std::optional<std::string>;

/// The id of a commit against its first parent.
PatchId id_of(TestRepo& repo, const std::string& revision) {
  const auto repository = open(repo);
  const auto commit = value_of(repository->read_commit({repo.git({"rev-parse", revision})}));
  std::optional<ObjectId> before;
  if (!commit.parents.empty()) before = value_of(repository->read_commit(commit.parents.front())).tree;
  return value_of(repository->read_patch_id(before, commit.tree));
}

/// Git's id of the same change; empty for none.
std::string ask_git(TestRepo& repo, const std::string& revision) {
  const auto patch = repo.git({"diff-tree", "-p", "--root", revision});
  return repo.git({"patch-id", "--stable"}, patch + "\n").substr(0, 40);
}

std::string numbered_lines(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) text += "line " + std::to_string(i) + "\n";
  return text;
}

/// A file with 40 lines on main, and a branch `side` from there.
class PatchIds : public ::testing::Test {
 protected:
  PatchIds() {
    repo_.write("file", numbered_lines(40));
    repo_.commit("base", {"file"});
    repo_.git({"branch", "side"});
  }

  std::string change(const std::string& name, const std::string& bytes) {
    repo_.write(name, bytes);
    return repo_.commit("change " + name, {name});
  }

  TestRepo repo_;
};

TEST_F(PatchIds, AreEqualForACherryPickOnAnotherBase) {
  const auto picked = change("file", numbered_lines(40) + "the end\n");
  repo_.git({"switch", "--quiet", "side"});
  change("file", "first\nsecond\n" + numbered_lines(40));
  change("other", "x\n");
  repo_.git({"cherry-pick", picked});
  const auto id = id_of(repo_, "HEAD");
  ASSERT_TRUE(id);
  EXPECT_THAT(*id, MatchesRegex("([0-9a-f]{40}|[0-9a-f]{64})"));
  EXPECT_EQ(id, id_of(repo_, picked));
  EXPECT_EQ(ask_git(repo_, "HEAD"), ask_git(repo_, picked));
  EXPECT_NE(repo_.head(), picked);
}

TEST_F(PatchIds, DifferForOtherChanges) {
  const auto one = id_of(repo_, change("file", numbered_lines(40) + "one\n"));
  repo_.git({"reset", "--quiet", "--hard", "side"});
  const auto two = id_of(repo_, change("file", numbered_lines(40) + "two\n"));
  repo_.git({"reset", "--quiet", "--hard", "side"});
  const auto elsewhere = id_of(repo_, change("elsewhere", "one\n"));
  ASSERT_TRUE(one && two && elsewhere);
  EXPECT_NE(one, two);
  EXPECT_NE(one, elsewhere);
  EXPECT_NE(two, elsewhere);
}

TEST_F(PatchIds, TellTheTwoDirectionsOfAModeApart) {
  const auto file = repo_.path() / "file";
  std::filesystem::permissions(file, std::filesystem::perms::owner_exec, std::filesystem::perm_options::add);
  const auto on = id_of(repo_, repo_.commit("on", {"file"}));
  std::filesystem::permissions(file, std::filesystem::perms::owner_exec,
                               std::filesystem::perm_options::remove);
  const auto off = id_of(repo_, repo_.commit("off", {"file"}));
  ASSERT_TRUE(on && off);
  EXPECT_NE(on, off);
}

TEST_F(PatchIds, TellBinaryFilesApartWhateverTheAttributesSay) {
  const std::string zeros("\0\0", 2);
  const auto first = change("data.bin", zeros + "first");
  repo_.git({"reset", "--quiet", "--hard", "side"});
  const auto second = change("data.bin", zeros + "second");
  const auto first_id = id_of(repo_, first);
  ASSERT_TRUE(first_id);
  EXPECT_NE(first_id, id_of(repo_, second));
  repo_.write(".gitattributes", "* -diff\n");
  EXPECT_EQ(first_id, id_of(repo_, first));
}

TEST_F(PatchIds, AreThereForARootAndForSubmodulesAndLinks) {
  EXPECT_TRUE(id_of(repo_, "side"));
  const std::string commit = repo_.head();
  repo_.git({"update-index", "--add", "--cacheinfo", "160000," + commit + ",module"});
  EXPECT_TRUE(id_of(repo_, repo_.commit("add a submodule")));
  std::filesystem::remove(repo_.path() / "file");
  std::filesystem::create_symlink("elsewhere", repo_.path() / "file");
  EXPECT_TRUE(id_of(repo_, repo_.commit("make it a link", {"file"})));
}

TEST_F(PatchIds, AreNothingForEqualTrees) {
  EXPECT_FALSE(id_of(repo_, repo_.commit("empty")));
  TestRepo other;
  EXPECT_FALSE(id_of(other, other.commit("an empty root")));
}

TEST_F(PatchIds, AreNothingForMoreThan500Paths) {
  for (const int count : {500, 501}) {
    repo_.git({"reset", "--quiet", "--hard", "side"});
    for (int i = 0; i < count; ++i) repo_.write("many/" + std::to_string(i), "x\n");
    EXPECT_EQ(id_of(repo_, repo_.commit("many", {"many"})).has_value(), count == 500) << count;
  }
}

TEST_F(PatchIds, AreNothingForMoreThanAMebibyte) {
  constexpr std::size_t kMebibyte = 1u << 20;
  EXPECT_TRUE(id_of(repo_, change("big", std::string(kMebibyte, 'x'))));
  EXPECT_FALSE(id_of(repo_, change("big", std::string(kMebibyte + 1, 'x'))));
  EXPECT_FALSE(id_of(repo_, change("big", "x")));
  for (const std::size_t more : {0u, 1u}) {
    repo_.git({"reset", "--quiet", "--hard", "side"});
    repo_.write("half", std::string(kMebibyte / 2, 'x'));
    repo_.write("other half", std::string(kMebibyte / 2 + more, 'x'));
    EXPECT_EQ(id_of(repo_, repo_.commit("both", {"half", "other half"})).has_value(), more == 0);
  }
}

TEST_F(PatchIds, AreNothingWhenABlobIsAbsent) {
  const auto commit = change("file", "other\n");
  ASSERT_TRUE(id_of(repo_, commit));
  const auto blob = repo_.git({"rev-parse", "HEAD:file"});
  std::filesystem::remove(repo_.path() / ".git/objects" / blob.substr(0, 2) / blob.substr(2));
  EXPECT_FALSE(id_of(repo_, commit));
}

TEST_F(PatchIds, AreAnErrorForAnAbsentTree) {
  EXPECT_FALSE(open(repo_)->read_patch_id(std::nullopt, {std::string(40, '1')}));
  EXPECT_FALSE(open(repo_)->read_patch_id(ObjectId{"no id"}, {repo_.git({"rev-parse", "HEAD^{tree}"})}));
}

/// Random small changes on random bases: two ids are equal exactly when git's are.
TEST(PatchIdsOfRandomChanges, AreEqualExactlyWhereGitsAre) {
  TestRepo repo;
  std::mt19937 random(5);
  const auto pick = [&random](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  std::map<std::string, std::string> ours_by_git;
  std::map<std::string, std::string> git_by_ours;
  std::size_t commits = 0;
  for (int i = 0; i < 60; ++i) {
    std::string text;
    for (int blank = pick(0, 2); blank > 0; --blank) text += "a\nb\nc\nd\n";
    const std::string before = text + "one\ntwo\nthree\nfour\nfive\n";
    std::string after = text + "one\ntwo\n" + std::string(pick(0, 1) == 0 ? "3\n" : "drei \n") + "four\nfive";
    if (pick(0, 1) == 0) after += "\n";
    const std::string name = pick(0, 1) == 0 ? "p" : "q";
    repo.write(name, before);
    repo.commit("before", {name});
    repo.write(name, after);
    const auto commit = repo.commit("after", {name});
    const auto ours = id_of(repo, commit);
    ASSERT_TRUE(ours);
    const auto git = ask_git(repo, commit);
    EXPECT_EQ(ours_by_git.try_emplace(git, *ours).first->second, *ours);
    EXPECT_EQ(git_by_ours.try_emplace(*ours, git).first->second, git);
    ++commits;
  }
  EXPECT_LT(ours_by_git.size(), commits);
  EXPECT_GT(ours_by_git.size(), 4u);
}

}  // namespace
}  // namespace session::git
