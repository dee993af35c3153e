// SPDX-License-Identifier: MIT
// Opening odd repositories, foreign ones, and the wrong ones that an environment names.
#include "support/child.hpp"
#include "support/git_support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace session::git {
namespace {

namespace fs = std::filesystem;
using test::RepoKind;
using test::TestRepo;
using test::write_bytes;
using ::testing::HasSubstr;

/// HEAD as the edge sees it from a folder must be HEAD as git sees it.
void expect_head_of_git(TestRepo& repo, const fs::path& folder) {
  SCOPED_TRACE(folder.string());
  const auto head = value_of(open_at(repo, folder)->read_head());
  ASSERT_TRUE(head.id);
  EXPECT_EQ(head.id->hex, repo.git_in(folder, {"rev-parse", "HEAD"}));
  const auto branch = repo.run_in(folder, {"git", "symbolic-ref", "--quiet", "--short", "HEAD"});
  EXPECT_EQ(head.branch.value_or("") + (branch.status == 0 ? "\n" : ""), branch.out);
}

Error error_of(TestRepo& repo, const fs::path& folder, Caller caller = Caller::command) {
  auto result = open_repository(repo.locate(folder), caller, repo.environment());
  return result ? Error{ErrorKind::internal, "opened", {}, {}} : result.error();
}

TEST(OpenRepository, OpensLinkedWorkTreesSubmodulesAndBareRepositories) {
  TestRepo repo;
  repo.commit("first");
  const fs::path linked = repo.outside() / "linked";
  repo.git({"worktree", "add", "--quiet", linked.string()});
  repo.git_in(linked, {"commit", "--quiet", "--allow-empty", "-m", "on the linked tree"});
  expect_head_of_git(repo, linked);
  const fs::path bare = repo.outside() / "bare.git";
  repo.git({"clone", "--quiet", "--bare", repo.path().string(), bare.string()});
  expect_head_of_git(repo, bare);
  const fs::path of_bare = repo.outside() / "of bare";
  repo.git_in(bare, {"worktree", "add", "--quiet", "-b", "new", of_bare.string()});
  expect_head_of_git(repo, of_bare);
  repo.git({"submodule", "--quiet", "add", bare.string(), "sub/lib"});
  expect_head_of_git(repo, repo.path() / "sub/lib");
}

TEST(OpenRepository, OpensWithGitDirAndGitWorkTree) {
  TestRepo repo;
  repo.write("f", "f\n");
  repo.commit("first", {"f"});
  const fs::path elsewhere = repo.outside() / "elsewhere";
  write_bytes(elsewhere / "f", "another content\n");
  repo.set_variable("GIT_DIR", (repo.path() / ".git").string());
  repo.set_variable("GIT_WORK_TREE", ".");
  expect_head_of_git(repo, elsewhere);
  const auto changes = value_of(open_at(repo, elsewhere)->read_changes({})).changes;
  EXPECT_EQ(changes, ask_git_status(repo, elsewhere));
  EXPECT_EQ(changes, (std::vector<Change>{{"M", "f"}}));
}

TEST(OpenRepository, OpensABareRepositoryWithAWorkTreeOfTheEnvironment) {
  TestRepo repo(RepoKind::bare);
  const fs::path tree = repo.outside() / "home of dot files";
  write_bytes(tree / ".profile", "x\n");
  repo.set_variable("GIT_DIR", repo.path().string());
  repo.set_variable("GIT_WORK_TREE", tree.string());
  repo.git_in(tree, {"add", ".profile"});
  repo.git_in(tree, {"commit", "--quiet", "-m", "first"});
  write_bytes(tree / ".profile", "y\n");
  expect_head_of_git(repo, tree);
  EXPECT_EQ(value_of(open_at(repo, tree)->read_changes({})).changes,
            (std::vector<Change>{{"M", ".profile"}}));
}

TEST(OpenRepository, SeesThatRepositoryWhichAPoisonedEnvironmentNamesToGit) {
  TestRepo other;
  other.write("theirs", "t\n");
  other.commit("theirs", {"theirs"});
  TestRepo repo;
  repo.write("ours", "o\n");
  repo.commit("ours", {"ours"});
  repo.write("ours", "changed\n");
  repo.set_variable("GIT_INDEX_FILE", (other.path() / ".git/index").string());
  expect_head_of_git(repo, repo.path());
  // Git finds that index's files nowhere; what it can't say we don't say either.
  EXPECT_NE(repo.run({"git", "status"}).status, 0);
  EXPECT_FALSE(open(repo)->read_changes({}));
  repo.set_variable("GIT_INDEX_FILE", std::nullopt);
  repo.set_variable("GIT_WORK_TREE", other.path().string());
  EXPECT_EQ(repo.locate(repo.path()).work_tree, other.path());
  EXPECT_EQ(value_of(open(repo)->read_changes({})).changes, ask_git_status(repo, repo.path()));
  repo.set_variable("GIT_WORK_TREE", std::nullopt);
  repo.set_variable("GIT_DIR", (other.path() / ".git").string());
  expect_head_of_git(repo, repo.path());
  EXPECT_EQ(value_of(open(repo)->read_head()).id->hex, other.head());
  EXPECT_EQ(value_of(open(repo)->read_changes({})).changes, ask_git_status(repo, repo.path()));
}

TEST(OpenRepository, AsksTheRightRepositoryWhenItRunsGitInAPoisonedProcess) {
  TestRepo other;
  other.commit("theirs");
  TestRepo repo;
  repo.write("ours", "o\n");
  repo.commit("ours", {"ours"});
  repo.git({"config", "status.branch", "true"});
  repo.write("ours", "changed\n");
  const auto repository = open(repo);
  const int status = test::run_in_child([&] {
    ::setenv("GIT_DIR", (other.path() / ".git").c_str(), 1);
    ::setenv("GIT_INDEX_FILE", (other.path() / ".git/index").c_str(), 1);
    ::setenv("GIT_WORK_TREE", other.path().c_str(), 1);
    const auto list = repository->read_changes({});
    return list && list->changes == std::vector<Change>{{"M", "ours"}} ? 0 : 1;
  });
  EXPECT_EQ(status, 0);
}

TEST(OpenRepository, FindsObjectsOfTheEnvironment) {
  TestRepo repo;
  const auto first = repo.commit("first");
  fs::rename(repo.path() / ".git/objects", repo.outside() / "objects");
  fs::create_directory(repo.path() / ".git/objects");
  repo.set_variable("GIT_ALTERNATE_OBJECT_DIRECTORIES", (repo.outside() / "objects").string());
  EXPECT_EQ(value_of(open(repo)->read_commit({first})).id.hex, first);
  repo.set_variable("GIT_ALTERNATE_OBJECT_DIRECTORIES", std::nullopt);
  repo.set_variable("GIT_OBJECT_DIRECTORY", (repo.outside() / "objects").string());
  EXPECT_EQ(value_of(open(repo)->read_commit({first})).id.hex, first);
}

TEST(OpenRepository, OpensRepositoriesWithHarmlessExtensions) {
  for (const char* const extension :
       {"worktreeConfig", "partialClone", "preciousObjects", "relativeWorktrees"}) {
    SCOPED_TRACE(extension);
    TestRepo repo;
    const auto id = repo.commit("first");
    const bool names_remote = std::string(extension) == "partialClone";
    repo.git({"config", std::string("extensions.") + extension, names_remote ? "origin" : "true"});
    write_bytes(repo.path() / ".git/config",
                repo.read(".git/config") + "[core]\n\trepositoryformatversion = 1\n");
    EXPECT_EQ(value_of(open(repo)->read_head()).id->hex, id);
  }
}

TEST(OpenRepository, ReadsRepositoriesOfSha256) {
  TestRepo repo(RepoKind::none);
  repo.git({"init", "--quiet", "--object-format=sha256"});
  repo.write("a", "text\n");
  const auto first = repo.commit("First\n\nBody\n", {"a"});
  ASSERT_EQ(first.size(), 64U);
  const auto repository = open(repo);
  EXPECT_EQ(value_of(repository->read_head()).id->hex, first);
  EXPECT_EQ(value_of(repository->read_commit({first})).message, "First\n\nBody\n");
  EXPECT_EQ(value_of(repository->abbreviate({first})), repo.git({"rev-parse", "--short", "HEAD"}));
  EXPECT_EQ(value_of(repository->find_commit(first.substr(0, 8)))->hex, first);
  EXPECT_EQ(value_of(repository->read_index_tree())->hex, repo.git({"rev-parse", "HEAD^{tree}"}));
}

TEST(OpenRepository, SaysWhichExtensionGitCannotRead) {
  TestRepo repo;
  write_bytes(
      repo.path() / ".git/config",
      repo.read(".git/config") + "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tfarfuture = true\n");
  const Error error = error_of(repo, repo.path());
  EXPECT_EQ(error.kind, ErrorKind::git);
  EXPECT_THAT(error.message,
              HasSubstr("cannot open the repository '" + (repo.path() / ".git").string() + "': "));
  EXPECT_THAT(error.message, HasSubstr("farfuture"));
}

TEST(OpenRepository, NamesTheLineOfABrokenConfiguration) {
  TestRepo repo;
  const auto before = repo.locate(repo.path());
  write_bytes(repo.path() / ".git/config", repo.read(".git/config") + "[broken\n");
  EXPECT_EQ(repo.locate(repo.path()), before);
  const Error error = error_of(repo, repo.path());
  EXPECT_EQ(error.kind, ErrorKind::git);
  EXPECT_THAT(error.message, HasSubstr((repo.path() / ".git/config").string()));
}

TEST(OpenRepository, HasAReasonEvenWhenTheDirectoryIsGone) {
  TestRepo repo;
  const auto location = repo.locate(repo.path());
  fs::remove_all(repo.path() / ".git");
  const auto result = open_repository(location, Caller::command, repo.environment());
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("cannot open the repository"));
}

/// A repository that belongs to another user. Only root can make one.
class ForeignRepository : public ::testing::Test {
 protected:
  void SetUp() override {
    if (::geteuid() != 0) GTEST_SKIP() << "needs root";
    repo_.commit("first");
    for (const auto& path : {repo_.path(), repo_.path() / ".git"}) {
      ASSERT_EQ(::chown(path.c_str(), kOwner, kOwner), 0);
    }
  }
  /// Git and the edge must agree; true when both open it.
  bool opens() {
    const bool git_opens = repo_.run({"git", "rev-parse", "--git-dir"}).status == 0;
    const bool edge_opens =
        open_repository(location_.value_or(repo_.locate(repo_.path())), Caller::command, repo_.environment())
            .has_value();
    EXPECT_EQ(edge_opens, git_opens);
    return edge_opens;
  }

  static constexpr unsigned kOwner = 12345;
  TestRepo repo_;
  std::optional<Location> location_;
};

TEST_F(ForeignRepository, IsRefusedWithTheCommandThatHelps) {
  EXPECT_FALSE(opens());
  const Error error = error_of(repo_, repo_.path());
  EXPECT_EQ(error.kind, ErrorKind::git);
  EXPECT_EQ(error.message,
            "cannot open the repository '" + repo_.path().string() + "': it belongs to another user");
  EXPECT_THAT(error.hint, HasSubstr("git config --global --add safe.directory"));
}

TEST_F(ForeignRepository, IsOpenedWhenSafeDirectoryNamesIt) {
  repo_.git({"config", "--global", "safe.directory", repo_.path().string()});
  EXPECT_TRUE(opens());
  repo_.git({"config", "--global", "--add", "safe.directory", ""});
  EXPECT_FALSE(opens());
  repo_.git({"config", "--global", "--add", "safe.directory", "*"});
  EXPECT_TRUE(opens());
}

TEST_F(ForeignRepository, IsNotMadeSafeByItsOwnConfiguration) {
  write_bytes(repo_.path() / ".git/config", repo_.read(".git/config") + "[safe]\n\tdirectory = *\n");
  EXPECT_FALSE(opens());
}

TEST_F(ForeignRepository, IsOpenedForTheUserBehindSudoAndWithGitDir) {
  repo_.set_variable("SUDO_UID", std::to_string(kOwner));
  EXPECT_TRUE(opens());
  repo_.set_variable("SUDO_UID", "1");
  EXPECT_FALSE(opens());
  repo_.set_variable("SUDO_UID", std::nullopt);
  repo_.set_variable("GIT_DIR", (repo_.path() / ".git").string());
  EXPECT_TRUE(opens());
}

TEST_F(ForeignRepository, IsOpenedInAHookThatGitStarted) {
  EXPECT_EQ(error_of(repo_, repo_.path(), Caller::hook).kind, ErrorKind::git);
  repo_.set_variable("GIT_EXEC_PATH", "/usr/lib/git-core");
  EXPECT_EQ(error_of(repo_, repo_.path(), Caller::hook).message, "opened");
  EXPECT_EQ(error_of(repo_, repo_.path(), Caller::command).kind, ErrorKind::git);
}

}  // namespace
}  // namespace session::git
