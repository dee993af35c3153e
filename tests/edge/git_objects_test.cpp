// SPDX-License-Identifier: MIT
// Objects that are read without libgit2: loose, packed, abbreviated, compared; in SHA-1 and SHA-256.
#include "git/object_count.hpp"
#include "git/object_store.hpp"
#include "git/tree_object.hpp"
#include "support/git_support.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace session::git {
namespace {

using test::RepoKind;
using test::TestRepo;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Objects : public ::testing::TestWithParam<const char*> {
 protected:
  Objects() { repo_.git({"init", "--quiet", std::string("--object-format=") + GetParam()}); }

  [[nodiscard]] std::size_t digits() const { return GetParam() == std::string("sha256") ? 64 : 40; }
  [[nodiscard]] ObjectStore store(bool replaces = false) {
    return ObjectStore(repo_.locate(repo_.path()), repo_.environment(), digits(), replaces);
  }
  [[nodiscard]] std::unique_ptr<Repository> by_command() {
    repo_.set_variable("GIT_SESSION_BACKEND", "git");
    return open(repo_);
  }
  [[nodiscard]] std::vector<std::string> list_ids() {
    const auto listed = repo_.git({"cat-file", "--batch-all-objects", "--batch-check=%(objectname)"});
    return split_records(listed + "\n", '\n');
  }
  /// A history with folders, links, modes and a tag.
  void make_history() {
    repo_.write("a", std::string(10'000, 'a'));
    repo_.write("d/e/f", "f\n");
    repo_.write("d/g", "g\n");
    repo_.commit("First", {"a", "d"});
    repo_.write("d/e/f", "f2\n");
    repo_.commit("Second", {"d"});
    repo_.git({"tag", "-a", "-m", "annotated", "v1"});
    repo_.git({"tag", "-a", "-m", "of a tag", "v2", "v1"});
  }

  TestRepo repo_{RepoKind::none};
};

TEST_P(Objects, HaveTheBytesThatGitGives) {
  make_history();
  for (const bool packed : {false, true}) {
    if (packed) repo_.git({"repack", "-adq"});
    ObjectStore objects = store();
    const GitCounter counter;
    const auto ids = list_ids();
    EXPECT_GT(ids.size(), 10u);
    for (const std::string& id : ids) {
      const auto object = value_of(objects.read({id}));
      ASSERT_TRUE(object) << id;
      EXPECT_EQ(object->id, id);
      EXPECT_EQ(object->type, repo_.git({"cat-file", "-t", id}));
      EXPECT_EQ(object->bytes, repo_.run({"git", "cat-file", object->type, id}).out);
    }
    EXPECT_EQ(counter.calls(), packed ? 1u : 0u);
  }
}

TEST_P(Objects, ThatAreAbsentNeedNoGit) {
  make_history();
  repo_.git({"repack", "-adq"});
  ObjectStore objects = store();
  const GitCounter counter;
  EXPECT_EQ(value_of(objects.read({std::string(digits(), 'a')})), std::nullopt);
  EXPECT_EQ(value_of(objects.read({"HEAD"})), std::nullopt);
  EXPECT_EQ(value_of(objects.find_commit({std::string(digits(), 'b')})), nullptr);
  EXPECT_EQ(counter.calls(), 0u);
}

TEST_P(Objects, AreFoundAfterAnotherProcessHasPackedThem) {
  make_history();
  const std::string head = repo_.head();
  ObjectStore objects = store();
  EXPECT_TRUE(value_of(objects.read({head})));
  EXPECT_FALSE(value_of(objects.read({std::string(digits(), 'a')})));
  repo_.git({"repack", "-adq"});
  EXPECT_TRUE(value_of(objects.read({head})));
}

TEST_P(Objects, OfDamagedFilesAreAnErrorAndNoTrap) {
  make_history();
  const std::string head = repo_.head();
  const auto file = repo_.path() / ".git/objects" / head.substr(0, 2) / head.substr(2);
  const std::string bytes = test::read_bytes(file);
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  std::mt19937 random(3);
  ObjectStore objects = store();
  for (std::size_t i = 0; i < 40; ++i) {
    std::string damaged = bytes.substr(0, random() % bytes.size());
    if (i % 2 == 0 && !damaged.empty()) damaged[random() % damaged.size()] ^= 0x20;
    test::write_bytes(file, damaged);
    const auto read = objects.read({head});
    EXPECT_FALSE(read && *read) << i;
  }
  test::write_bytes(file, bytes);
  EXPECT_TRUE(value_of(objects.read({head})));
  const std::string parent = repo_.git({"rev-parse", "HEAD^"});
  EXPECT_TRUE(value_of(objects.read({parent})));
}

TEST_P(Objects, OfTagsArePeeledToCommits) {
  make_history();
  const ObjectId head{repo_.head()};
  const ObjectId tree{repo_.git({"rev-parse", "HEAD^{tree}"})};
  for (const bool packed : {false, true}) {
    if (packed) repo_.git({"repack", "-adq"});
    const auto peeled = value_of(store().peel_all({{repo_.git({"rev-parse", "v1"})},
                                                   {repo_.git({"rev-parse", "v2"})},
                                                   head,
                                                   tree,
                                                   {std::string(digits(), 'c')}}));
    EXPECT_THAT(peeled, ::testing::ElementsAre(head, head, head, std::nullopt, std::nullopt));
  }
}

TEST_P(Objects, AreReplacedWhereGitReplacesThem) {
  make_history();
  const ObjectId first{repo_.git({"rev-parse", "HEAD^"})};
  const std::string other = repo_.git({"commit-tree", "-m", "Other", "HEAD^{tree}"});
  repo_.git({"replace", first.hex, other});
  for (const bool packed : {false, true}) {
    if (packed) repo_.git({"pack-refs", "--all"});
    EXPECT_EQ(value_of(by_command()->read_commit(first)).message, "Other\n");
  }
  repo_.set_variable("GIT_NO_REPLACE_OBJECTS", "1");
  EXPECT_EQ(value_of(by_command()->read_commit(first)).message, "First");
}

TEST_P(Objects, AreAbbreviatedAsGitDoes) {
  std::string stream;
  for (int i = 0; i < 9000; ++i) {
    const std::string text = std::to_string(i);
    stream += fmt::format("blob\nmark :{}\ndata {}\n{}\n", i + 1, text.size(), text);
  }
  repo_.git({"-c", "fastimport.unpackLimit=0", "fast-import", "--quiet"}, stream);
  for (int i = 0; i < 20; ++i) repo_.commit(std::to_string(i));
  std::vector<std::string> ids = list_ids();
  std::shuffle(ids.begin(), ids.end(), std::mt19937(5));
  ids.resize(25);
  ids.emplace_back(digits(), 'e');
  for (const char* const setting : {"auto", "4", "5", "9", "40", "no"}) {
    repo_.git({"config", "core.abbrev", setting});
    const auto repository = by_command();
    std::size_t grown = 0;
    for (const std::string& id : ids) {
      const auto shown = value_of(repository->abbreviate({id}));
      EXPECT_EQ(shown, repo_.git({"rev-parse", "--short", id})) << setting;
      if (shown.size() > 4) ++grown;
    }
    if (setting == std::string("4")) {
      EXPECT_GT(grown, 0u);
    }
  }
}

TEST_P(Objects, OfAPackIndexOfAnOldVersionAreLeftToGit) {
  if (digits() != 40) GTEST_SKIP() << "version 1 has ids of SHA-1 only";
  make_history();
  repo_.git({"-c", "pack.indexVersion=1", "repack", "-adq"});
  ObjectStore objects = store();
  EXPECT_EQ(objects.names().find(repo_.head()), std::nullopt);
  const auto repository = by_command();
  EXPECT_EQ(value_of(repository->read_commit({repo_.head()})).message, "Second");
  EXPECT_EQ(value_of(repository->abbreviate({repo_.head()})), repo_.git({"rev-parse", "--short", "HEAD"}));
  EXPECT_EQ(value_of(repository->find_commit(repo_.head().substr(0, 8)))->hex, repo_.head());
  EXPECT_EQ(value_of(repository->find_commit("0000000")), std::nullopt);
}

TEST_P(Objects, OfRandomTreesDifferAsGitSays) {
  std::mt19937 random(11);
  std::vector<std::string> commits;
  for (int i = 0; i < 12; ++i) {
    std::string entries;
    for (int k = 0; k < 14; ++k) {
      const auto blob = repo_.git({"hash-object", "-w", "--stdin"}, std::to_string(random() % 3));
      const std::string name = fmt::format("{}{}", "abc"[random() % 3], random() % 2 == 0 ? "" : ".x");
      const std::string path = random() % 2 == 0 ? name : fmt::format("{}-d/{}/{}", name, random() % 2, name);
      const char* const mode = random() % 4 == 0 ? "100755" : random() % 5 == 0 ? "120000" : "100644";
      entries += fmt::format("{} {} 0\t{}\n", mode, blob, path);
    }
    repo_.git({"read-tree", "--empty"});
    repo_.git({"update-index", "--index-info"}, entries);
    commits.push_back(repo_.git({"write-tree"}));
  }
  ObjectStore objects = store();
  const TreeReader read = [&objects](const ObjectId& id) { return objects.read_tree(id); };
  for (std::size_t i = 0; i + 1 < commits.size(); ++i) {
    const auto differing = split_records(
        repo_.git({"diff-tree", "-r", "-z", "--name-only", "--no-renames", commits[i], commits[i + 1]}));
    EXPECT_EQ(value_of(compare_trees(read, ObjectId{commits[i]}, {commits[i + 1]}, 1000)), differing);
    EXPECT_THAT(value_of(compare_trees(read, ObjectId{commits[i]}, {commits[i + 1]}, 2)),
                SizeIs(std::min<std::size_t>(2, differing.size())));
    const auto all = split_records(repo_.git({"ls-tree", "-r", "-z", "--name-only", commits[i]}));
    EXPECT_EQ(value_of(compare_trees(read, std::nullopt, {commits[i]}, 1000)), all);
    EXPECT_THAT(value_of(compare_trees(read, ObjectId{commits[i]}, {commits[i]}, 1000)), IsEmpty());
    for (const std::string& path : all) {
      EXPECT_EQ(value_of(find_tree_blob(read, {commits[i]}, path))->hex,
                repo_.git({"rev-parse", commits[i] + ":" + path}));
    }
    for (const char* const none : {"absent", "a-d", "a/b", "a-d/9/a"}) {
      EXPECT_EQ(value_of(find_tree_blob(read, {commits[i]}, none)), std::nullopt) << none;
    }
  }
}

TEST_P(Objects, BehindALongHistoryAreReadAhead) {
  std::string stream;
  constexpr int kCommits = 3000;
  for (int i = 0; i < kCommits; ++i) {
    stream += fmt::format("commit refs/heads/main\ncommitter A <a@b> {} +0000\ndata 1\nx\n", 1000 + i);
  }
  repo_.git({"-c", "fastimport.unpackLimit=0", "fast-import", "--quiet"}, stream);
  const ObjectId root{repo_.git({"rev-list", "--max-parents=0", "main"})};
  const ObjectId head{repo_.git({"rev-parse", "main"})};
  const auto repository = by_command();
  const GitCounter counter;
  EXPECT_EQ(value_of(repository->read_distance(root, head)), (Distance{kCommits - 1, 0, true}));
  EXPECT_LE(counter.calls(), 2u);
  const auto list = value_of(repository->read_commits(head, {}, kCommits, 0));
  EXPECT_THAT(list.commits, SizeIs(kCommits));
  EXPECT_EQ(list.commits.back().id, root);
}

INSTANTIATE_TEST_SUITE_P(Hashes, Objects, ::testing::Values("sha1", "sha256"),
                         [](const auto& hash) { return std::string(hash.param); });

}  // namespace
}  // namespace session::git
