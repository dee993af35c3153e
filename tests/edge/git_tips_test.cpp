// SPDX-License-Identifier: MIT
// What keeps commits reachable, against `git for-each-ref`.
#include "support/git_support.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "edge/random_graph.hpp"
#include <ostream>

namespace session {

// Prints a tip in messages of failed tests. GoogleTest finds it by argument-dependent lookup.
// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest gives the name.
void PrintTo(const Tip& tip, std::ostream* out) {
  *out << static_cast<int>(tip.kind) << " '" << tip.name << "' " << tip.id.hex;
}

}  // namespace session

namespace session::git {
namespace {

using test::TestRepo;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Tip tip(TipKind kind, const std::string& name, const std::string& id) {
  return {kind, name, {id}};
}

/// The tips below a folder of refs, as git lists them: those that name a commit in the end.
std::vector<Tip> ask_git(TestRepo& repo, TipKind kind, const std::string& folder) {
  std::vector<Tip> tips;
  for (const auto& name : lines_of(repo.git({"for-each-ref", "--format=%(refname)", folder}))) {
    const auto peeled =
        repo.run({"git", "rev-parse", "--quiet", "--verify", fmt::format("{}^{{commit}}", name)});
    if (peeled.status == 0)
      tips.push_back(tip(kind, name.substr(folder.size() + 1), peeled.out.substr(0, peeled.out.find('\n'))));
  }
  return tips;
}

std::vector<Tip> tips_of(TestRepo& repo) {
  return value_of(open(repo)->read_tips());
}

TEST(ReadTips, AreThoseOfForEachRefWithHeadFirst) {
  for (unsigned seed = 31; seed <= 33; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    TestRepo repo;
    import_random_graph(repo, seed, 12, 0);
    repo.git({"checkout", "--quiet", "c5"});
    for (int i = 1; i <= 12; ++i) {
      const std::string commit = fmt::format("c{}", i);
      if (i % 3 == 0) repo.git({"update-ref", fmt::format("refs/remotes/up/t/{}", i), commit});
      if (i % 4 == 0) repo.git({"tag", "-a", "-m", "x", fmt::format("a/{}", i), commit});
      if (i % 5 == 0) repo.git({"tag", fmt::format("light{}", i), commit});
    }
    std::vector<Tip> expected = {tip(TipKind::head, "", repo.head())};
    for (const auto& [kind, folder] : {std::pair(TipKind::branch, "refs/heads"),
                                       {TipKind::remote, "refs/remotes"},
                                       {TipKind::tag, "refs/tags"}}) {
      for (const Tip& listed : ask_git(repo, kind, folder)) expected.push_back(listed);
    }
    EXPECT_EQ(expected.size(), 1u + 12 + 4 + 3 + 2);
    EXPECT_EQ(tips_of(repo), expected);
    repo.git({"pack-refs", "--all"});
    EXPECT_EQ(tips_of(repo), expected);
    repo.git({"branch", "--force", "c3", "c9"});  // loose over packed
    EXPECT_EQ(tips_of(repo)[1 + 5].id.hex, repo.git({"rev-parse", "c9"}));
  }
}

TEST(ReadTips, LeaveOutWhatIsNoBranchAndNoTagOfACommit) {
  TestRepo repo;
  const auto first = repo.commit("first");
  repo.git({"tag", "-a", "-m", "annotated", "heavy"});
  repo.git({"tag", "-a", "-m", "tag of a tag", "nested", "heavy"});
  repo.git({"tag", "tree", "HEAD^{tree}"});
  repo.git({"tag", "-a", "-m", "tag of a tree", "heavy-tree", "HEAD^{tree}"});
  repo.git({"tag", "-a", "-m", "tag of a tag of a tree", "nested-tree", "heavy-tree"});
  repo.git({"notes", "add", "-m", "a note"});
  repo.git({"update-ref", "refs/original/refs/heads/main", first});
  repo.git({"update-ref", "refs/remotes/origin/main", first});
  repo.git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
  repo.write("file", "x\n");
  repo.git({"add", "file"});
  repo.git({"stash", "push", "--quiet"});
  for (const bool packed : {false, true}) {
    if (packed) repo.git({"pack-refs", "--all"});
    EXPECT_THAT(tips_of(repo),
                ElementsAre(tip(TipKind::head, "", first), tip(TipKind::branch, "main", first),
                            tip(TipKind::remote, "origin/main", first), tip(TipKind::tag, "heavy", first),
                            tip(TipKind::tag, "nested", first)));
  }
}

TEST(ReadTips, FollowABranchThatIsASymbolicReference) {
  TestRepo repo;
  const auto first = repo.commit("first");
  const auto second = repo.commit("second");
  repo.git({"update-ref", "refs/elsewhere", second});
  repo.git({"reset", "--quiet", "--hard", first});
  repo.git({"symbolic-ref", "refs/heads/alias", "refs/elsewhere"});
  repo.git({"symbolic-ref", "refs/heads/dangling", "refs/heads/absent"});
  EXPECT_THAT(tips_of(repo), ElementsAre(tip(TipKind::head, "", first), tip(TipKind::branch, "alias", second),
                                         tip(TipKind::branch, "main", first)));
}

TEST(ReadTips, OfAnUnbornBranchHaveNoHead) {
  TestRepo repo;
  EXPECT_THAT(tips_of(repo), IsEmpty());
  const auto first = repo.commit("first");
  repo.git({"checkout", "--quiet", "--orphan", "other"});
  EXPECT_THAT(tips_of(repo), ElementsAre(tip(TipKind::branch, "main", first)));
}

TEST(ReadTips, OfADetachedHeadBeginWithIt) {
  TestRepo repo;
  const auto first = repo.commit("first");
  const auto second = repo.commit("second");
  repo.git({"checkout", "--quiet", "--detach", first});
  EXPECT_THAT(tips_of(repo),
              ElementsAre(tip(TipKind::head, "", first), tip(TipKind::branch, "main", second)));
}

TEST(ReadTips, NameTheOtherWorkTreesByTheirFolders) {
  TestRepo repo;
  const auto first = repo.commit("first");
  const auto second = repo.commit("second");
  const auto detached = (repo.outside() / "a detached").string();
  const auto on_branch = (repo.outside() / "on branch").string();
  const auto orphan = (repo.outside() / "orphan").string();
  repo.git({"worktree", "add", "--quiet", "--detach", detached, first});
  repo.git({"worktree", "add", "--quiet", "-b", "side", on_branch, first});
  repo.git({"worktree", "add", "--quiet", "--detach", orphan});
  repo.git_in(orphan, {"checkout", "--quiet", "--orphan", "unborn"});
  EXPECT_THAT(tips_of(repo),
              ElementsAre(tip(TipKind::head, "", second), tip(TipKind::branch, "main", second),
                          tip(TipKind::branch, "side", first), tip(TipKind::work_tree, detached, first),
                          tip(TipKind::work_tree, on_branch, first)));
  EXPECT_THAT(
      value_of(open_at(repo, detached)->read_tips()),
      ElementsAre(tip(TipKind::head, "", first), tip(TipKind::branch, "main", second),
                  tip(TipKind::branch, "side", first), tip(TipKind::work_tree, repo.path().string(), second),
                  tip(TipKind::work_tree, on_branch, first)));
}

TEST(ReadTips, SeeTheHeadOfAWorkTreeThatBisects) {
  TestRepo repo;
  const auto first = repo.commit("first");
  const auto second = repo.commit("second");
  const auto third = repo.commit("third");
  const auto linked = (repo.outside() / "linked").string();
  repo.git({"worktree", "add", "--quiet", "--detach", linked});
  repo.git_in(linked, {"bisect", "start", third, first});
  const auto tips = tips_of(repo);
  EXPECT_EQ(tips.back(), tip(TipKind::work_tree, linked, second));
}

TEST(ReadTips, OfABareRepositoryWithWorkTreesHaveItsHead) {
  TestRepo source;
  const auto first = source.commit("first");
  const auto bare = (source.outside() / "bare.git").string();
  const auto linked = (source.outside() / "linked").string();
  source.git({"clone", "--quiet", "--bare", source.path().string(), bare});
  source.git_in(bare, {"worktree", "add", "--quiet", "--detach", linked});
  EXPECT_THAT(value_of(open_at(source, linked)->read_tips()),
              ElementsAre(tip(TipKind::head, "", first), tip(TipKind::branch, "main", first),
                          tip(TipKind::work_tree, bare, first)));
}

}  // namespace
}  // namespace session::git
