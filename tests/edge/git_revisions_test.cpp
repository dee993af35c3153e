// SPDX-License-Identifier: MIT
// Revisions as a person gives them.
#include "support/git_support.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "edge/random_graph.hpp"
#include <algorithm>
#include <random>

namespace session::git {
namespace {

using test::RepoKind;
using test::TestRepo;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAreArray;

/// Four commits on main, each with a tag (`one` to `four`).
class ResolveCommits : public ::testing::Test {
 protected:
  ResolveCommits() {
    for (const char* const name : {"one", "two", "three", "four"}) {
      ids_.push_back(repo_.commit(std::string("Add ") + name));
      repo_.git({"tag", "-a", "-m", name, name});
    }
  }

  std::vector<std::string> resolve(const std::vector<std::string>& revisions) {
    std::vector<std::string> ids;
    for (const auto& id : value_of(open(repo_)->resolve_commits(revisions))) ids.push_back(id.hex);
    return ids;
  }

  Error error_of(const std::vector<std::string>& revisions) {
    auto result = open(repo_)->resolve_commits(revisions);
    return result ? Error{ErrorKind::internal, "no error"} : result.error();
  }

  TestRepo repo_;
  std::vector<std::string> ids_;
};

TEST_F(ResolveCommits, TakesSingleRevisionsForThemselvesOldestFirst) {
  EXPECT_THAT(resolve({"HEAD"}), ElementsAre(ids_[3]));
  EXPECT_THAT(resolve({"main", "one", "HEAD~2"}), ElementsAre(ids_[0], ids_[1], ids_[3]));
  EXPECT_THAT(resolve({ids_[2].substr(0, 8), ids_[1]}), ElementsAre(ids_[1], ids_[2]));
  EXPECT_THAT(resolve({"HEAD@{1}"}), ElementsAre(ids_[2]));
}

TEST_F(ResolveCommits, GivesEachCommitOnce) {
  EXPECT_THAT(resolve({"two", "HEAD~2", ids_[1], "two"}), ElementsAre(ids_[1]));
}

TEST_F(ResolveCommits, TakesAllCommitsOfARange) {
  EXPECT_THAT(resolve({"one..main"}), ElementsAre(ids_[1], ids_[2], ids_[3]));
  EXPECT_THAT(resolve({"^two", "main"}), ElementsAre(ids_[2], ids_[3]));
  EXPECT_THAT(resolve({"main", "^two"}), ElementsAre(ids_[2], ids_[3]));
  EXPECT_THAT(resolve({"three^!"}), ElementsAre(ids_[2]));
  EXPECT_THAT(resolve({"HEAD..HEAD"}), IsEmpty());
}

TEST_F(ResolveCommits, TakesAMessageWithTwoDotsForASingleRevision) {
  repo_.commit("Add five..six");
  EXPECT_THAT(resolve({":/five..six"}), ElementsAre(repo_.head()));
}

TEST_F(ResolveCommits, OfNothingAreNone) {
  EXPECT_THAT(resolve({}), IsEmpty());
}

TEST_F(ResolveCommits, NamesTheRevisionThatGitDoesNotKnow) {
  repo_.write("a file", "x\n");
  for (const char* const unknown :
       {"nowhere", "nowhere..main", "a file", "--all", "-1", "--", "", "--not", "main:absent", "--stdin"}) {
    const auto error = error_of({"main", unknown, "one"});
    EXPECT_EQ(error.kind, ErrorKind::git) << unknown;
    EXPECT_THAT(error.message, HasSubstr(std::string("git does not know the revision '") + unknown + "'"));
  }
}

TEST_F(ResolveCommits, NeverTakesARevisionForAnOption) {
  repo_.git({"update-ref", "refs/heads/--all", ids_[1]});
  EXPECT_THAT(resolve({"refs/heads/--all"}), ElementsAre(ids_[1]));
  EXPECT_THAT(error_of({"--output=" + (repo_.outside() / "written").string()}).message,
              HasSubstr("--output"));
  EXPECT_FALSE(std::filesystem::exists(repo_.outside() / "written"));
}

TEST(ResolveCommitsOfRandomGraphs, GivesParentsFirst) {
  for (unsigned seed = 21; seed <= 24; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    TestRepo repo(RepoKind::bare);
    import_random_graph(repo, seed, 40, seed % 2 == 0 ? 0 : 1000);
    std::mt19937 random(seed);
    for (int i = 0; i < 8; ++i) {
      const auto range = fmt::format("c{}..c{}", random() % 40 + 1, random() % 40 + 1);
      std::vector<std::string> ids;
      for (const auto& id : value_of(open(repo)->resolve_commits({range}))) ids.push_back(id.hex);
      EXPECT_THAT(ids, UnorderedElementsAreArray(lines_of(repo.git({"rev-list", range}))));
      for (std::size_t at = 0; at < ids.size(); ++at) {
        for (const auto& parent : lines_of(repo.git({"rev-parse", ids[at] + "^@"}))) {
          const auto place = std::find(ids.begin(), ids.end(), parent);
          if (place != ids.end()) {
            EXPECT_LT(place - ids.begin(), static_cast<std::ptrdiff_t>(at));
          }
        }
      }
    }
  }
}

TEST(ResolveCommitsOfOneSecond, GivesParentsFirst) {
  TestRepo repo(RepoKind::bare);
  std::string stream = import_commit(1, 1'700'000'000, {});
  for (int mark = 2; mark <= 6; ++mark) stream += import_commit(mark, 1'700'000'000, {mark - 1});
  repo.git({"fast-import", "--quiet"}, stream);
  const auto id = [&repo](const char* name) { return ObjectId{repo.git({"rev-parse", name})}; };
  EXPECT_THAT(value_of(open(repo)->resolve_commits({"c5", "c2", "c6", "c4"})),
              ElementsAre(id("c2"), id("c4"), id("c5"), id("c6")));
}

}  // namespace
}  // namespace session::git
