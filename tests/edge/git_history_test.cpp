// SPDX-License-Identifier: MIT
// Walks over commits, against `git rev-list` on random graphs.
#include "support/git_support.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "edge/random_graph.hpp"
#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>

namespace session::git {
namespace {

using test::RepoKind;
using test::TestRepo;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::int64_t kAnyTime = std::numeric_limits<std::int64_t>::min();

std::vector<std::string> ids_of(const CommitList& list) {
  std::vector<std::string> ids;
  for (const Commit& commit : list.commits) ids.push_back(commit.id.hex);
  return ids;
}

std::vector<std::string> sorted(std::vector<std::string> ids) {
  std::sort(ids.begin(), ids.end());
  return ids;
}

TEST(Distance, IsThatOfRevListOnRandomGraphs) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    TestRepo repo(RepoKind::bare);
    import_random_graph(repo, seed, 60, seed % 3 == 0 ? 25 : 0);
    const auto repository = open(repo);
    std::mt19937 random(seed);
    for (int i = 0; i < 12; ++i) {
      const auto from = repo.git({"rev-parse", fmt::format("c{}", random() % 60 + 1)});
      const auto to = repo.git({"rev-parse", fmt::format("c{}", random() % 60 + 1)});
      const auto distance = value_of(repository->read_distance({from}, {to}));
      EXPECT_EQ(fmt::format("{}\t{}", distance.behind, distance.ahead),
                repo.git({"rev-list", "--left-right", "--count", fmt::format("{}...{}", from, to)}));
      EXPECT_TRUE(distance.known);
    }
  }
}

TEST(Commits, AreThoseOfRevListOnRandomGraphs) {
  for (unsigned seed = 11; seed <= 16; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    TestRepo repo(RepoKind::bare);
    import_random_graph(repo, seed, 60, seed % 3 == 0 ? 25 : 0);
    const auto repository = open(repo);
    std::mt19937 random(seed);
    for (int i = 0; i < 10; ++i) {
      const auto from = repo.git({"rev-parse", fmt::format("c{}", random() % 60 + 1)});
      const auto hidden = repo.git({"rev-parse", fmt::format("c{}", random() % 60 + 1)});
      const auto all = value_of(repository->read_commits({from}, {{hidden}}, 1000, kAnyTime));
      EXPECT_EQ(sorted(ids_of(all)), sorted(lines_of(repo.git({"rev-list", from, "^" + hidden}))));
      EXPECT_TRUE(all.complete);
      const auto alone = value_of(repository->read_commits({from}, {}, 1000, kAnyTime));
      EXPECT_EQ(ids_of(alone), lines_of(repo.git({"rev-list", from})));
    }
  }
}

TEST(Commits, StopAtTheLimitAndSayThatMoreCome) {
  TestRepo repo;
  const auto first = repo.commit("first");
  const auto second = repo.commit("second");
  const auto third = repo.commit("third");
  const auto repository = open(repo);
  auto list = value_of(repository->read_commits({third}, {}, 2, kAnyTime));
  EXPECT_THAT(ids_of(list), ElementsAre(third, second));
  EXPECT_FALSE(list.complete);
  list = value_of(repository->read_commits({third}, {{first}}, 2, kAnyTime));
  EXPECT_THAT(ids_of(list), ElementsAre(third, second));
  EXPECT_TRUE(list.complete);
  list = value_of(repository->read_commits({third}, {{first}}, 1, kAnyTime));
  EXPECT_THAT(ids_of(list), ElementsAre(third));
  EXPECT_FALSE(list.complete);
  list = value_of(repository->read_commits({third}, {{third}}, 5, kAnyTime));
  EXPECT_THAT(ids_of(list), IsEmpty());
  EXPECT_TRUE(list.complete);
}

TEST(Commits, OlderThanTheBoundAreNotFollowed) {
  TestRepo repo;
  repo.commit("first");
  const auto second = repo.commit("second");
  const auto third = repo.commit("third");
  const auto repository = open(repo);
  const auto bound = value_of(repository->read_commit({second})).committer.seconds;
  const auto list = value_of(repository->read_commits({third}, {}, 10, bound));
  EXPECT_THAT(ids_of(list), ElementsAre(third, second));
  EXPECT_TRUE(list.complete);
  EXPECT_THAT(ids_of(value_of(repository->read_commits({second}, {}, 10, bound + 1))), IsEmpty());
}

TEST(Commits, IgnoreHiddenIdsThatAreMissing) {
  TestRepo repo;
  const auto first = repo.commit("first");
  const auto repository = open(repo);
  const ObjectId missing{std::string(40, '1')};
  EXPECT_THAT(ids_of(value_of(repository->read_commits({first}, {missing}, 10, kAnyTime))),
              ElementsAre(first));
  EXPECT_FALSE(repository->read_commits(missing, {}, 10, kAnyTime));
}

TEST(Commits, CarryTheirMessagesAndPeople) {
  TestRepo repo;
  const auto id = repo.commit("Subject\n\nBody\n");
  const auto repository = open(repo);
  const auto list = value_of(repository->read_commits({id}, {}, 10, kAnyTime));
  ASSERT_EQ(list.commits.size(), 1u);
  EXPECT_EQ(list.commits[0], value_of(repository->read_commit({id})));
  EXPECT_EQ(list.commits[0].message, "Subject\n\nBody\n");
}

/// A clone of three commits of a history of five.
class ShallowClone : public ::testing::Test {
 protected:
  ShallowClone() {
    for (const char* const name : {"one", "two", "three", "four", "five"}) {
      repo_.write(name, "x\n");
      ids_.push_back(repo_.commit(name, {name}));
    }
    repo_.git({"clone", "--quiet", "--depth=3", "file://" + repo_.path().string(), folder().string()});
  }
  [[nodiscard]] std::filesystem::path folder() const { return repo_.outside() / "shallow"; }
  [[nodiscard]] ObjectId id(std::size_t number) const { return {ids_.at(number - 1)}; }
  [[nodiscard]] std::unique_ptr<Repository> open_clone() const { return open_at(repo_, folder()); }

  TestRepo repo_;
  std::vector<std::string> ids_;
};

TEST_F(ShallowClone, KnowsDistancesAboveTheBoundary) {
  const auto clone = open_clone();
  EXPECT_EQ(value_of(clone->read_distance(id(3), id(5))), (Distance{2, 0, true}));
  EXPECT_EQ(value_of(clone->read_distance(id(5), id(4))), (Distance{0, 1, true}));
  EXPECT_EQ(value_of(clone->read_distance(id(5), id(5))), (Distance{0, 0, true}));
}

TEST_F(ShallowClone, DoesNotKnowDistancesThatTheBoundaryHides) {
  repo_.git_in(folder(), {"checkout", "--quiet", "--orphan", "other"});
  repo_.git_in(folder(), {"commit", "--quiet", "-m", "unrelated"});
  const ObjectId unrelated{repo_.git_in(folder(), {"rev-parse", "HEAD"})};
  const auto clone = open_clone();
  EXPECT_FALSE(value_of(clone->read_distance(id(5), unrelated)).known);
  EXPECT_FALSE(value_of(clone->read_distance(id(1), id(5))).known);
  EXPECT_FALSE(value_of(clone->read_distance(id(5), id(2))).known);
}

TEST_F(ShallowClone, EndsAWalkAtTheBoundary) {
  const auto list = value_of(open_clone()->read_commits(id(5), {}, 10, kAnyTime));
  EXPECT_THAT(ids_of(list), ElementsAre(ids_[4], ids_[3], ids_[2]));
}

TEST_F(ShallowClone, ShowsTheCommitAtTheBoundaryAsARoot) {
  const auto clone = open_clone();
  const auto commit = value_of(clone->read_commit(id(3)));
  EXPECT_THAT(value_of(clone->read_changed_paths(commit, 10)), ElementsAre("one", "three", "two"));
}

TEST(Distance, IsUnknownWhenAnObjectIsMissing) {
  TestRepo repo;
  repo.commit("first");
  const auto second = repo.commit("second");
  const auto third = repo.commit("third");
  repo.git({"switch", "--quiet", "--orphan", "other"});
  const auto other = repo.commit("other");
  std::filesystem::remove(repo.path() / ".git/objects" / second.substr(0, 2) / second.substr(2));
  const auto repository = open(repo);
  EXPECT_FALSE(value_of(repository->read_distance({other}, {third})).known);
  EXPECT_FALSE(value_of(repository->read_distance({second}, {third})).known);
  EXPECT_FALSE(value_of(repository->read_distance({"not an id"}, {third})).known);
  EXPECT_FALSE(value_of(repository->read_commits({third}, {}, 10, kAnyTime)).complete);
}

}  // namespace
}  // namespace session::git
