// SPDX-License-Identifier: MIT
// Abbreviated ids, against `git rev-parse --short`.
#include "support/git_support.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace session::git {
namespace {

using test::TestRepo;

void expect_as_git(TestRepo& repo, const std::string& id) {
  EXPECT_EQ(value_of(open(repo)->abbreviate({id})), repo.git({"rev-parse", "--short", id}));
}

/// Makes `count` blobs in one pack. Nothing refers to them, but git counts them.
void import_blobs(TestRepo& repo, int first, int count) {
  std::string stream;
  for (int i = first; i < first + count; ++i) {
    const std::string text = std::to_string(i);
    stream += fmt::format("blob\nmark :{}\ndata {}\n{}\n", i - first + 1, text.size(), text);
  }
  repo.git({"-c", "fastimport.unpackLimit=0", "fast-import", "--quiet"}, stream);
}

TEST(Abbreviate, IsThatOfGitForEachSettingOfCoreAbbrev) {
  TestRepo repo;
  const auto id = repo.commit("first");
  expect_as_git(repo, id);
  for (const char* const setting : {"auto", "4", "5", "12", "39", "40", "no", "off", "false", "AUTO", "1k"}) {
    SCOPED_TRACE(setting);
    repo.git({"config", "core.abbrev", setting});
    const auto result = repo.run({"git", "rev-parse", "--short", id});
    if (result.status == 0) expect_as_git(repo, id);
  }
}

TEST(Abbreviate, FallsBackToTheAutomaticLengthForASettingThatGitRefuses) {
  TestRepo repo;
  const auto id = repo.commit("first");
  repo.git({"config", "core.abbrev", "3"});
  EXPECT_EQ(value_of(open(repo)->abbreviate({id})), id.substr(0, 7));
}

TEST(Abbreviate, GrowsUntilItIsUniqueAmongAllObjects) {
  TestRepo repo;
  repo.git({"config", "core.abbrev", "4"});
  import_blobs(repo, 0, 3000);
  std::size_t longer = 0;
  for (int i = 0; i < 40; ++i) {
    const auto id = repo.commit(std::to_string(i));
    const auto shown = value_of(open(repo)->abbreviate({id}));
    ASSERT_EQ(shown, repo.git({"rev-parse", "--short", id}));
    if (shown.size() > 4) ++longer;
  }
  EXPECT_GT(longer, 0u);
}

TEST(Abbreviate, GrowsWithTheNumberOfPackedObjects) {
  TestRepo repo;
  const auto id = repo.commit("first");
  import_blobs(repo, 0, 16383);
  EXPECT_EQ(value_of(open(repo)->abbreviate({id})).size(), 7u);
  expect_as_git(repo, id);
  import_blobs(repo, 16383, 1);
  EXPECT_EQ(value_of(open(repo)->abbreviate({id})).size(), 8u);
  expect_as_git(repo, id);
}

TEST(Abbreviate, CountsTheObjectsOfAMultiPackIndexOnce) {
  TestRepo repo;
  const auto id = repo.commit("first");
  import_blobs(repo, 0, 9000);
  import_blobs(repo, 9000, 3000);
  repo.git({"multi-pack-index", "write"});
  EXPECT_EQ(value_of(open(repo)->abbreviate({id})).size(), 7u);
  expect_as_git(repo, id);
  import_blobs(repo, 12000, 5000);
  EXPECT_EQ(value_of(open(repo)->abbreviate({id})).size(), 8u);
  expect_as_git(repo, id);
}

TEST(Abbreviate, CountsTheObjectsOfAlternates) {
  TestRepo repo;
  const auto id = repo.commit("first");
  import_blobs(repo, 0, 17000);
  const auto clone = repo.outside() / "clone";
  repo.git({"clone", "--quiet", "--shared", repo.path().string(), clone.string()});
  const auto shown = value_of(open_at(repo, clone)->abbreviate({id}));
  EXPECT_EQ(shown, repo.git_in(clone, {"rev-parse", "--short", id}));
  EXPECT_EQ(shown.size(), 8u);
}

TEST(Abbreviate, TakesAnIdThatIsNotThere) {
  TestRepo repo;
  const auto id = repo.commit("first");
  expect_as_git(repo, std::string(id.size(), 'a'));
  EXPECT_FALSE(open(repo)->abbreviate({"abc"}));
}

TEST(FindCommit, TakesFullAndAbbreviatedIdsOfCommitsOnly) {
  TestRepo repo;
  repo.write("f", "f\n");
  const ObjectId id{repo.commit("first", {"f"})};
  repo.git({"tag", "-a", "-m", "annotated", "tag"});
  const auto repository = open(repo);
  EXPECT_EQ(value_of(repository->find_commit(id.hex)), id);
  EXPECT_EQ(value_of(repository->find_commit(id.hex.substr(0, 7))), id);
  EXPECT_EQ(value_of(repository->find_commit("d5e6f7g")), std::nullopt);
  EXPECT_EQ(value_of(repository->find_commit("HEAD")), std::nullopt);
  EXPECT_EQ(value_of(repository->find_commit("")), std::nullopt);
  EXPECT_EQ(value_of(repository->find_commit(id.hex.substr(0, 3))), std::nullopt);
  EXPECT_EQ(value_of(repository->find_commit(id.hex + "0")), std::nullopt);
  EXPECT_EQ(value_of(repository->find_commit(std::string(40, 'e'))), std::nullopt);
  for (const char* const other : {"HEAD^{tree}", "HEAD:f", "tag"}) {
    EXPECT_EQ(value_of(repository->find_commit(repo.git({"rev-parse", other}))), std::nullopt) << other;
  }
}

TEST(FindCommit, TellsACommitFromOtherObjectsThatBeginAlike) {
  TestRepo repo;
  import_blobs(repo, 0, 20000);
  std::size_t ambiguous = 0;
  for (int i = 0; i < 10; ++i) {
    const ObjectId id{repo.commit(std::to_string(i))};
    const std::string start = id.hex.substr(0, 4);
    EXPECT_EQ(value_of(open(repo)->find_commit(start)), id);
    if (repo.run({"git", "cat-file", "-t", start}).err.find("ambiguous") != std::string::npos) ++ambiguous;
  }
  EXPECT_GT(ambiguous, 0u);
}

}  // namespace
}  // namespace session::git
