// SPDX-License-Identifier: MIT
// Which tip reaches a commit, and common ancestors, against git on random graphs.
#include "support/git_support.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "edge/random_graph.hpp"
#include <algorithm>
#include <filesystem>
#include <optional>
#include <random>
#include <set>

namespace session::git {
namespace {

using test::RepoKind;
using test::TestRepo;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Reached = std::vector<std::optional<std::size_t>>;
constexpr auto kNone = std::nullopt;

std::vector<Tip> tips_at(const std::vector<std::string>& ids) {
  std::vector<Tip> tips;
  tips.reserve(ids.size());
  for (const auto& id : ids) tips.push_back({TipKind::branch, "some", {id}});
  return tips;
}

Reached reach(Repository& repository, const std::vector<std::string>& tips,
              const std::vector<std::string>& targets) {
  std::vector<ObjectId> ids;
  ids.reserve(targets.size());
  for (const auto& id : targets) ids.push_back({id});
  return value_of(repository.find_reaching_tips(tips_at(tips), ids));
}

/// The graph's commits in the order of their numbers.
std::vector<std::string> graph_ids(TestRepo& repo, int count) {
  const auto listed =
      repo.git({"for-each-ref", "--sort=version:refname", "--format=%(objectname)", "refs/heads"});
  auto ids = lines_of(listed);
  EXPECT_EQ(ids.size(), static_cast<std::size_t>(count));
  return ids;
}

/// From no wrong clocks to clocks that know nothing.
int skew_of(unsigned seed) {
  constexpr std::array kSkews = {0, 25, 10'000};
  return kSkews.at(seed % kSkews.size());
}

TEST(FindReachingTips, GivesTheFirstTipThatGitFindsOnRandomGraphs) {
  constexpr int kCommits = 50;
  for (unsigned seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    TestRepo repo(RepoKind::bare);
    import_random_graph(repo, seed, kCommits, skew_of(seed));
    const auto ids = graph_ids(repo, kCommits);
    std::vector<std::set<std::string>> reached;
    for (const auto& id : ids) {
      const auto lines = lines_of(repo.git({"rev-list", id}));
      reached.emplace_back(lines.begin(), lines.end());
    }
    const auto repository = open(repo);
    std::mt19937 random(seed);
    for (int round = 0; round < 60; ++round) {
      const auto fresh = round % 2 == 0 ? nullptr : open(repo);
      std::vector<std::size_t> tips;
      for (std::size_t i = 0; i < 1 + random() % 5; ++i) tips.push_back(random() % ids.size());
      std::vector<std::size_t> targets;
      for (std::size_t i = 0; i < 1 + random() % 20; ++i) targets.push_back(random() % ids.size());
      Reached expected;
      std::vector<std::string> tip_ids(tips.size());
      std::transform(tips.begin(), tips.end(), tip_ids.begin(), [&ids](std::size_t tip) { return ids[tip]; });
      std::vector<std::string> target_ids;
      for (const auto target : targets) {
        target_ids.push_back(ids[target]);
        expected.emplace_back();
        for (std::size_t i = tips.size(); i-- > 0;) {
          if (reached[tips[i]].contains(ids[target])) expected.back() = i;
        }
      }
      EXPECT_EQ(reach(fresh ? *fresh : *repository, tip_ids, target_ids), expected) << "round " << round;
    }
  }
}

TEST(FindReachingTips, AgreesWithIsAncestor) {
  TestRepo repo(RepoKind::bare);
  import_random_graph(repo, 7, 30, 25);
  const auto repository = open(repo);
  std::mt19937 random(7);
  for (int i = 0; i < 25; ++i) {
    const auto tip = repo.git({"rev-parse", fmt::format("c{}", random() % 30 + 1)});
    const auto target = repo.git({"rev-parse", fmt::format("c{}", random() % 30 + 1)});
    const bool expected = repo.run({"git", "merge-base", "--is-ancestor", target, tip}).status == 0;
    EXPECT_EQ(reach(*repository, {tip}, {target}).front().has_value(), expected) << target << ' ' << tip;
  }
}

TEST(FindReachingTips, GivesNothingForWhatIsAbsentOrNoCommit) {
  TestRepo repo;
  const auto first = repo.commit("first");
  const auto tree = repo.git({"rev-parse", "HEAD^{tree}"});
  const std::string absent(40, '1');
  const auto repository = open(repo);
  EXPECT_THAT(reach(*repository, {first}, {absent, first, tree, "no id", first}),
              ElementsAre(kNone, 0u, kNone, kNone, 0u));
  EXPECT_THAT(reach(*repository, {absent, "no id", tree, first}, {first, absent}), ElementsAre(3u, kNone));
  EXPECT_THAT(reach(*repository, {absent}, {absent}), ElementsAre(kNone));
  EXPECT_THAT(reach(*repository, {}, {first}), ElementsAre(kNone));
  EXPECT_THAT(reach(*repository, {first}, {}), IsEmpty());
}

TEST(FindReachingTips, FindsAnObjectThatWasPackedInTheMeantime) {
  TestRepo repo;
  const auto first = repo.commit("first");
  const auto second = repo.commit("second");
  const auto repository = open(repo);
  EXPECT_THAT(reach(*repository, {first}, {first}), ElementsAre(0u));
  repo.git({"repack", "-a", "-d", "--quiet"});
  repo.git({"prune-packed"});
  EXPECT_THAT(reach(*repository, {second}, {first, second, std::string(40, '1')}),
              ElementsAre(0u, 0u, kNone));
}

TEST(FindReachingTips, KnowsRewrittenCommitsAsReachedByNone) {
  TestRepo repo;
  repo.commit("first");
  const auto old = repo.commit("second");
  repo.git({"commit", "--quiet", "--amend", "--allow-empty", "-m", "amended"});
  const auto repository = open(repo);
  const auto tips = value_of(repository->read_tips());
  EXPECT_THAT(value_of(repository->find_reaching_tips(tips, {{old}, {repo.head()}})), ElementsAre(kNone, 0u));
}

/// One line of commits: the first one at `start`, `count` above it with the clock set back by a year.
std::string import_line_with_old_clocks(TestRepo& repo, int count) {
  constexpr std::int64_t kStart = 1'700'000'000;
  constexpr std::int64_t kYear = std::int64_t{365} * 24 * 3600;
  std::string stream = import_commit(1, kStart, {});
  for (int mark = 2; mark <= count + 1; ++mark) {
    stream += import_commit(mark, kStart - kYear + mark, {mark - 1});
  }
  repo.git({"fast-import", "--quiet", "--force"}, stream);
  return repo.git({"rev-parse", fmt::format("c{}", count + 1)});
}

TEST(FindReachingTips, GoesOnForALongTimeBelowTheOldestTargetButNotForEver) {
  for (const bool is_short : {true, false}) {
    TestRepo repo(RepoKind::bare);
    const auto tip = import_line_with_old_clocks(repo, is_short ? 250 : 300);
    const auto target = repo.git({"rev-parse", "c1"});
    const auto reached = reach(*open(repo), {tip}, {target}).front();
    EXPECT_EQ(reached, is_short ? std::optional<std::size_t>(0) : kNone);
  }
}

TEST(FindReachingTips, GoesAsFarDownAsTheOldestTarget) {
  constexpr int kCommits = 600;
  TestRepo repo(RepoKind::bare);
  std::string stream = import_commit(1, 1'700'000'000, {});
  for (int mark = 2; mark <= kCommits; ++mark)
    stream += import_commit(mark, 1'700'000'000 + mark, {mark - 1});
  repo.git({"fast-import", "--quiet", "--force"}, stream);
  const auto root = repo.git({"rev-parse", "c1"});
  EXPECT_THAT(reach(*open(repo), {repo.git({"rev-parse", fmt::format("c{}", kCommits)})}, {root}),
              ElementsAre(0u));
}

/// A clone of the three newest commits of a line of five.
class ShallowReach : public ::testing::Test {
 protected:
  ShallowReach() {
    for (int i = 1; i <= 5; ++i) ids_.push_back(repo_.commit("commit " + std::to_string(i)));
    repo_.git({"clone", "--quiet", "--depth=3", "file://" + repo_.path().string(), folder().string()});
  }
  [[nodiscard]] std::filesystem::path folder() const { return repo_.outside() / "shallow"; }

  TestRepo repo_;
  std::vector<std::string> ids_;
};

TEST_F(ShallowReach, EndsAtTheBoundary) {
  EXPECT_THAT(reach(*open_at(repo_, folder()), {ids_[4]}, ids_), ElementsAre(kNone, kNone, 0u, 0u, 0u));
}

}  // namespace
}  // namespace session::git
