// SPDX-License-Identifier: MIT
// HEAD, commits, reflog, trees, index, references: what git says of the same repository.
#include "git/reflog.hpp"
#include "support/git_support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

namespace session::git {
namespace {

namespace fs = std::filesystem;
using test::RepoKind;
using test::TestRepo;
using test::write_bytes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ReadHead, NamesBranchAndCommit) {
  TestRepo repo;
  repo.git({"switch", "--quiet", "-c", "feature/l\xc3\xb6gin"});
  const auto id = repo.commit("first");
  EXPECT_EQ(value_of(open(repo)->read_head()), (Head{"feature/l\xc3\xb6gin", ObjectId{id}}));
}

TEST(ReadHead, OfAnUnbornBranchHasNoCommit) {
  TestRepo repo;
  EXPECT_EQ(value_of(open(repo)->read_head()), (Head{"main", std::nullopt}));
}

TEST(ReadHead, OfADetachedHeadHasNoBranch) {
  TestRepo repo;
  const auto id = repo.commit("first");
  repo.commit("second");
  repo.git({"checkout", "--quiet", "--detach", id});
  EXPECT_EQ(value_of(open(repo)->read_head()), (Head{std::nullopt, ObjectId{id}}));
}

TEST(ReadHead, SeesPackedReferencesAndLaterCommits) {
  TestRepo repo;
  repo.commit("first");
  repo.git({"pack-refs", "--all"});
  const auto repository = open(repo);
  EXPECT_EQ(value_of(repository->read_head()).id->hex, repo.head());
  const auto second = repo.commit("second");
  EXPECT_EQ(value_of(repository->read_head()).id->hex, second);
}

TEST(ReadCommit, GivesAllThatGitStores) {
  TestRepo repo;
  const auto first = repo.commit("first");
  repo.set_variable("GIT_AUTHOR_NAME", "J\xc3\xb6rg <odd> Name.");
  const auto id = repo.git({"commit-tree", "-p", first, "-p", first, "-m", "x", "HEAD^{tree}"});
  repo.set_variable("TZ", "Asia/Kolkata");
  const auto second =
      repo.run({"sh", "-c", "GIT_AUTHOR_DATE='1700000000 -0330' git commit -q --allow-empty -m 'S\n\nB'"});
  ASSERT_EQ(second.status, 0) << second.err;
  const auto commit = value_of(open(repo)->read_commit({repo.head()}));
  EXPECT_EQ(commit.id.hex, repo.head());
  EXPECT_EQ(commit.tree.hex, repo.git({"rev-parse", "HEAD^{tree}"}));
  EXPECT_THAT(commit.parents, ElementsAre(ObjectId{first}));
  EXPECT_EQ(commit.author.name, repo.git({"log", "-1", "--format=%an"}));
  EXPECT_EQ(commit.author.email, "ada@example.org");
  EXPECT_EQ(commit.author.seconds, 1700000000);
  EXPECT_EQ(commit.author.offset_minutes, -(3 * 60 + 30));
  EXPECT_EQ(std::to_string(commit.committer.seconds), repo.git({"log", "-1", "--format=%ct"}));
  EXPECT_EQ(commit.committer.offset_minutes, 0);
  EXPECT_EQ(commit.message, "S\n\nB\n");
}

TEST(ReadCommit, FailsForWhatIsNoCommit) {
  TestRepo repo;
  repo.commit("first");
  const auto repository = open(repo);
  for (const std::string& id :
       {std::string(40, '1'), repo.git({"rev-parse", "HEAD^{tree}"}), std::string("abc")}) {
    const auto commit = repository->read_commit({id});
    ASSERT_FALSE(commit);
    EXPECT_EQ(commit.error().kind, ErrorKind::git);
    EXPECT_EQ(commit.error().message, "cannot read commit '" + id + "': it is not in this repository");
  }
}

TEST(ReadCommit, DecodesTheEncodingsThatGitDecodes) {
  for (const char* const encoding : {"ISO-8859-1", "latin1", "windows-1252", "CP1252", "UTF-8"}) {
    SCOPED_TRACE(encoding);
    TestRepo repo;
    repo.git({"config", "i18n.commitEncoding", encoding});
    const bool is_utf8 = std::string(encoding) == "UTF-8";
    repo.set_variable("GIT_AUTHOR_NAME", is_utf8 ? "J\xc3\xb6rg" : "J\xf6rg");
    const bool has_euro = std::string(encoding).find("1252") != std::string::npos;
    repo.commit(is_utf8 ? "gr\xc3\xbc\xc3\x9f\x65"
                        : std::string("gr\xfc\xdf\x65") + (has_euro ? " \x80 \x9f" : ""));
    const auto commit = value_of(open(repo)->read_commit({repo.head()}));
    EXPECT_EQ(commit.message, repo.git({"log", "-1", "--encoding=UTF-8", "--format=%B"}));
    EXPECT_EQ(commit.author.name, "J\xc3\xb6rg");
  }
}

TEST(ReadCommit, LeavesOtherEncodingsAsTheyAreStored) {
  TestRepo repo;
  repo.git({"config", "i18n.commitEncoding", "KOI8-R"});
  repo.commit("\xf0\xf2\xe9");
  EXPECT_EQ(value_of(open(repo)->read_commit({repo.head()})).message, "\xf0\xf2\xe9");
}

TEST(ReadReflog, GivesTheNewestLineOfThisWorkTree) {
  TestRepo repo;
  EXPECT_EQ(value_of(open(repo)->read_newest_reflog_entry()), std::nullopt);
  const ObjectId first{repo.commit("first")};
  const ObjectId second{repo.commit("second: with a\ttab")};
  EXPECT_EQ(value_of(open(repo)->read_newest_reflog_entry()),
            (ReflogEntry{first, second, "commit: second: with a tab"}));
  const fs::path linked = repo.outside() / "linked";
  repo.git({"worktree", "add", "--quiet", "-b", "other", linked.string(), first.hex});
  const auto entry = value_of(open_at(repo, linked)->read_newest_reflog_entry());
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->after, first);
  EXPECT_EQ(value_of(open(repo)->read_newest_reflog_entry())->after, second);
}

TEST(ReadReflog, GivesSeveralLinesNewestFirst) {
  TestRepo repo;
  EXPECT_TRUE(value_of(open(repo)->read_reflog(10)).empty());
  const ObjectId first{repo.commit("first")};
  const ObjectId second{repo.commit("second")};
  repo.git({"reset", "--quiet", "--soft", first.hex});
  const std::vector<ReflogEntry> all = {
      {second, first, "reset: moving to " + first.hex},
      {first, second, "commit: second"},
      {{std::string(first.hex.size(), '0')}, first, "commit (initial): first"}};
  EXPECT_EQ(value_of(open(repo)->read_reflog(10)), all);
  EXPECT_EQ(value_of(open(repo)->read_reflog(2)), std::vector(all.begin(), all.begin() + 2));
  repo.git({"checkout", "--quiet", "--orphan", "other"});
  const ObjectId root{repo.commit("another root")};
  EXPECT_EQ(value_of(open(repo)->read_newest_reflog_entry()),
            (ReflogEntry{all.back().before, root, "commit (initial): another root"}));
}

TEST(ReadReflog, FindsALongLastLineInALongFile) {
  TestRepo repo(RepoKind::none);
  const std::string line =
      std::string(40, '1') + " " + std::string(40, '2') + " A <a@b> 1700000000 +0000\tcommit: ";
  std::string text;
  for (int i = 0; i < 50000; ++i) text += line + "x\n";
  const auto file = repo.path() / "HEAD";
  for (const std::size_t length : {0u, 1u, 3990u, 3991u, 3992u, 4096u, 100000u}) {
    const std::string message = "commit: " + std::string(length, 'y');
    write_bytes(file, text + line + std::string(length, 'y') + "\n");
    EXPECT_EQ(value_of(read_newest_reflog_line(file))->message, message);
    write_bytes(file, line + std::string(length, 'y'));
    EXPECT_EQ(value_of(read_newest_reflog_line(file))->message, message);
  }
  write_bytes(file, "");
  EXPECT_EQ(value_of(read_newest_reflog_line(file)), std::nullopt);
  write_bytes(file, text + "broken\n");
  EXPECT_FALSE(read_newest_reflog_line(file));
}

TEST(ReadChangedPaths, AreThoseAgainstTheFirstParent) {
  TestRepo repo;
  repo.write("a", "a\n");
  repo.write("d/b", "b\n");
  repo.commit("root", {"a", "d"});
  auto repository = open(repo);
  EXPECT_THAT(value_of(repository->read_changed_paths(value_of(repository->read_commit({repo.head()})), 10)),
              ElementsAre("a", "d/b"));
  repo.git({"mv", "a", "c"});
  repo.write("d/b", "changed\n");
  repo.commit("second", {"d/b"});
  repository = open(repo);
  const auto commit = value_of(repository->read_commit({repo.head()}));
  EXPECT_THAT(value_of(repository->read_changed_paths(commit, 10)), ElementsAre("a", "c", "d/b"));
  EXPECT_THAT(value_of(repository->read_changed_paths(commit, 2)), SizeIs(2));
  const auto empty = value_of(repository->read_commit({repo.commit("empty")}));
  EXPECT_THAT(value_of(repository->read_changed_paths(empty, 10)), IsEmpty());
}

TEST(ReadChangedPaths, ReadNoFolderThatDidNotChange) {
  TestRepo repo;
  repo.write("same/deep/file", "a\n");
  repo.write("file", "a\n");
  repo.commit("root", {"same", "file"});
  const std::string folder = repo.git({"rev-parse", "HEAD:same/deep"});
  repo.write("file", "b\n");
  repo.commit("second", {"file"});
  const auto repository = open(repo);
  const auto commit = value_of(repository->read_commit({repo.head()}));
  // As in a partial clone, where reading it would ask the network.
  fs::remove(repo.path() / ".git/objects" / folder.substr(0, 2) / folder.substr(2));
  EXPECT_THAT(value_of(repository->read_changed_paths(commit, 10)), ElementsAre("file"));
}

TEST(ReadChangedPaths, AreThoseOfGitWhateverChanged) {
  TestRepo repo;
  for (const char* const name :
       {"a", "a.b/f", "a0", "file-to-folder", "folder-to-file/f", "gone/x/y", "mode", "link"})
    repo.write(name, "text\n");
  repo.commit("root", {"."});
  repo.git({"rm", "-r", "-q", "file-to-folder", "folder-to-file", "gone", "link"});
  for (const char* const name : {"a.b/f", "a/f", "file-to-folder/f", "folder-to-file", "new/x/y"}) {
    if (name == std::string_view("a/f")) repo.git({"rm", "-q", "a"});
    repo.write(name, "other\n");
  }
  fs::create_symlink("a0", repo.path() / "link");
  fs::permissions(repo.path() / "mode", fs::perms::owner_all);
  repo.git({"add", "--all"});
  repo.git({"update-index", "--add", "--cacheinfo", "160000," + repo.head() + ",module"});
  repo.commit("second");
  const auto repository = open(repo);
  const auto commit = value_of(repository->read_commit({repo.head()}));
  std::string listed;
  for (const std::string& path : value_of(repository->read_changed_paths(commit, 100))) listed += path + "\n";
  EXPECT_EQ(listed, repo.git({"diff-tree", "-r", "--name-only", "--no-renames", "HEAD~1", "HEAD"}) + "\n");
}

TEST(FindBlob, GivesFilesOnly) {
  TestRepo repo;
  repo.write("d/f", "f\n");
  const ObjectId id{repo.commit("first", {"d/f"})};
  const auto repository = open(repo);
  EXPECT_EQ(value_of(repository->find_blob(id, "d/f"))->hex, repo.git({"rev-parse", "HEAD:d/f"}));
  EXPECT_EQ(value_of(repository->find_blob(id, "d")), std::nullopt);
  EXPECT_EQ(value_of(repository->find_blob(id, "absent")), std::nullopt);
  EXPECT_FALSE(repository->find_blob({std::string(40, '1')}, "d/f"));
}

TEST(IsTracked, AsksTheIndexWhateverItsFormat) {
  const std::vector<std::vector<std::string>> formats = {
      {"update-index", "--index-version=2"},
      {"update-index", "--index-version=4"},
      {"update-index", "--split-index"},
      {"sparse-checkout", "set", "--cone", "--sparse-index", "x"}};
  for (const auto& format : formats) {
    SCOPED_TRACE(format.at(1));
    TestRepo repo;
    repo.write("SESSION.md", "s\n");
    repo.write("d/[a]*.md", "s\n");
    repo.write("d/b.md", "s\n");
    repo.commit("first", {"SESSION.md", "d"});
    repo.git(format);
    repo.write("loose", "l\n");
    const auto repository = open(repo);
    EXPECT_TRUE(value_of(repository->is_tracked("SESSION.md")));
    EXPECT_TRUE(value_of(repository->is_tracked("d/[a]*.md")));
    EXPECT_FALSE(value_of(repository->is_tracked("d/*.md")));
    EXPECT_FALSE(value_of(repository->is_tracked("d")));
    EXPECT_FALSE(value_of(repository->is_tracked("loose")));
  }
  TestRepo unborn;
  EXPECT_FALSE(value_of(open(unborn)->is_tracked("SESSION.md")));
}

TEST(IsIgnored, AsksAllIgnoreFiles) {
  TestRepo repo;
  repo.write(".gitignore", "*.log\n!keep.log\n/out/\n");
  repo.write("d/.gitignore", "x\n");
  repo.write(".git/info/exclude", "SESSION.md\n");
  write_bytes(repo.home() / ".config/git/ignore", "*.mine\n");
  const auto repository = open(repo);
  for (const char* const path :
       {"a.log", "keep.log", "out/deep/file", "d/x", "x", "SESSION.md", "a.mine", "other"}) {
    const bool expected = repo.run({"git", "check-ignore", "--quiet", "--", path}).status == 0;
    EXPECT_EQ(value_of(repository->is_ignored(path)), expected) << path;
  }
}

TEST(ReadRefTips, AreThoseOfBranchesTagsAndDetachedHeads) {
  TestRepo repo;
  const auto first = repo.commit("first");
  repo.git({"tag", "light"});
  const auto second = repo.commit("second");
  repo.git({"tag", "-a", "-m", "annotated", "heavy"});
  repo.git({"tag", "-a", "-m", "tag of a tag", "nested", "heavy"});
  repo.git({"tag", "tree", "HEAD^{tree}"});
  repo.git({"notes", "add", "-m", "a note"});
  const auto third = repo.commit("third");
  repo.git({"update-ref", "refs/remotes/origin/main", third});
  repo.git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
  repo.git({"reset", "--quiet", "--hard", first});
  const auto fourth = repo.git({"commit-tree", "-m", "fourth", "HEAD^{tree}"});
  repo.git({"worktree", "add", "--quiet", "--detach", (repo.outside() / "linked").string(), fourth});
  for (const bool packed : {false, true}) {
    if (packed) repo.git({"pack-refs", "--all"});
    std::vector<ObjectId> expected = {{first}, {second}, {third}, {fourth}};
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(value_of(open(repo)->read_ref_tips()), expected);
  }
}

TEST(ReadRefTips, OfAnUnbornBranchAreNone) {
  TestRepo repo;
  EXPECT_THAT(value_of(open(repo)->read_ref_tips()), IsEmpty());
}

TEST(DescribeLibrary, SaysVersionAndHowItIsLinked) {
  EXPECT_THAT(describe_library(),
              ::testing::MatchesRegex("libgit2 1\\.[0-9]+\\.[0-9]+ \\((static|shared)\\)"));
}

}  // namespace
}  // namespace session::git
