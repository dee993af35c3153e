// SPDX-License-Identifier: MIT
// info/exclude and the record of install under real git, and installs that fail.
#include "core/install/install_record.hpp"
#include "support/child.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include "install_support.hpp"
#include <csignal>

namespace session::test {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(InstallTest, ListsOwnFilesWhereGitDoesNotTrackThem) {
  const auto exclude = repo_.path() / ".git/info/exclude";
  write_bytes(exclude, "*.o\r\nno end");
  settings_.session_file = "notes/[NOW] *.md";
  settings_.snapshots_directory = "a b ";
  install();
  for (const auto* path :
       {"notes/[NOW] *.md", "a b /SESSION_SNAPSHOT_2025-01-01.md", "a b /SESSION_ARCHIVE.md"}) {
    repo_.write(path, "x");
  }
  EXPECT_EQ(git({"status", "--porcelain", "--untracked-files=all"}), "");
  repo_.write("notes/N x.md", "x");
  EXPECT_EQ(git({"status", "--porcelain", "--untracked-files=all"}), "?? \"notes/N x.md\"");
  EXPECT_TRUE(read_bytes(exclude).starts_with("*.o\r\nno end\r\n"));
  uninstall();
  EXPECT_EQ(read_bytes(exclude), "*.o\r\nno end");
}

TEST_F(InstallTest, TakesAwayAnExcludeFileThatWasNotThere) {
  fs::remove_all(repo_.path() / ".git/info");
  install();
  EXPECT_TRUE(fs::exists(repo_.path() / ".git/info/exclude"));
  uninstall();
  EXPECT_FALSE(fs::exists(repo_.path() / ".git/info/exclude"));
}

TEST_F(InstallTest, ListsNothingWhenAskedNotToAndOnlySideFilesInTrackedMode) {
  const auto exclude = read_bytes(repo_.path() / ".git/info/exclude");
  app::InstallOptions options;
  options.no_exclude = true;
  install(options);
  EXPECT_EQ(read_bytes(repo_.path() / ".git/info/exclude"), exclude);
  repo_.write("SESSION.md", "# SESSION\n");
  repo_.commit("session", {"SESSION.md"});
  install();
  const auto listed = read_bytes(repo_.path() / ".git/info/exclude");
  EXPECT_THAT(listed, HasSubstr("\n/claudedocs/SESSION_SNAPSHOT_*.md\n"));
  EXPECT_THAT(listed, Not(HasSubstr("/SESSION.md")));
  EXPECT_THAT(listed, Not(HasSubstr("ARCHIVE")));
}

TEST_F(InstallTest, SharesTheListWithInit) {
  const auto repository = open();
  EXPECT_THAT(app::exclude_own_files(*repository, settings_).value(), Contains("/SESSION.md"));
  EXPECT_THAT(app::exclude_own_files(*repository, settings_).value(), IsEmpty());
  EXPECT_THAT(install(), Not(Contains(HasSubstr("listed in"))));
  repo_.write("SESSION.md", "x");
  EXPECT_EQ(git({"status", "--porcelain"}), "");
}

TEST_F(InstallTest, NotesTheTimeAndTheRefTipsOfTheFirstInstall) {
  const auto first = repo_.head();
  git({"tag", "-a", "-m", "one", "v1"});
  const auto second = repo_.commit("second");
  install();
  const auto path = repo_.path() / ".git/session/installed";
  const auto record = parse_install_record(read_bytes(path)).value();
  EXPECT_EQ(record.seconds, 1700000000);
  auto expected = std::vector<ObjectId>{{first}, {second}};
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(record.tips, expected);
  EXPECT_FALSE(record.accepted_on_mismatch);

  ::setenv("SOURCE_DATE_EPOCH", "1800000000", 1);
  repo_.commit("third");
  install();
  EXPECT_EQ(parse_install_record(read_bytes(path)).value(), record);
  uninstall();
  EXPECT_FALSE(fs::exists(repo_.path() / ".git/session"));
}

TEST_F(InstallTest, AcceptsABlockThatTheRepositoryAsksFor) {
  app::InstallOptions options;
  options.requested_on_mismatch = OnMismatch::block;
  EXPECT_THAT(install(options), Contains(HasSubstr("push.on_mismatch = \"block\": accepted")));
  const auto path = repo_.path() / ".git/session/installed";
  EXPECT_EQ(parse_install_record(read_bytes(path)).value().accepted_on_mismatch, OnMismatch::block);
  install();
  EXPECT_EQ(parse_install_record(read_bytes(path)).value().accepted_on_mismatch, std::nullopt);
}

TEST_F(InstallTest, KeepsTheLogAndWhatOthersPutIntoTheState) {
  install();
  write_bytes(repo_.path() / ".git/session/session.log", "line\n");
  uninstall();
  EXPECT_EQ(read_bytes(repo_.path() / ".git/session/session.log"), "line\n");
}

TEST_F(InstallTest, NamesTheFoldersInWhichItLookedForThePrograms) {
  fs::remove(programs_ / "git-session-pre-push");
  const auto error = fail_to_install();
  EXPECT_EQ(error.kind, ErrorKind::file);
  EXPECT_EQ(error.message, "cannot find the hook programs in '" + programs_.string() + "'");
  EXPECT_FALSE(fs::exists(repo_.path() / ".git/session"));
}

TEST_F(InstallTest, LeavesNothingHalfDone) {
  write_program(hooks_ / "post-commit", "#!/bin/sh\n", 0700);
  fs::create_symlink("nowhere", hooks_ / "post-checkout");
  // The record of hooks is written last, when all else is done.
  fs::create_directories(repo_.path() / ".git/session/hooks.manifest");
  const auto before = read_tree(repo_.path());
  EXPECT_EQ(fail_to_install().kind, ErrorKind::file);
  EXPECT_THAT(find_differences(before, read_tree(repo_.path())), IsEmpty());
}

TEST_F(InstallTest, TakesAllBackWhenTheHooksDirectoryCannotBeMade) {
  git({"config", "core.hooksPath", "a/b/c"});
  repo_.write("a", "a file");
  const auto before = read_tree(repo_.path());
  EXPECT_EQ(fail_to_install().kind, ErrorKind::file);
  EXPECT_THAT(find_differences(before, read_tree(repo_.path())), IsEmpty());
}

/// Lets the test's folder and all in it belong to the user without rights.
void give_away(const fs::path& folder) {
  constexpr unsigned kNobody = 65534;
  if (::geteuid() != 0) return;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    ASSERT_EQ(::lchown(entry.path().c_str(), kNobody, kNobody), 0);
  }
  ASSERT_EQ(::lchown(folder.c_str(), kNobody, kNobody), 0);
}

TEST_F(InstallTest, FailsAsAWholeInAReadOnlyHooksDirectory) {
  write_program(hooks_ / "post-commit", "#!/bin/sh\n");
  give_away(repo_.outside());
  fs::permissions(hooks_, fs::perms::owner_read | fs::perms::owner_exec);
  const auto before = read_tree(repo_.path());
  EXPECT_EQ(run_unprivileged([&] {
              const auto lines = app::install_hooks(*open(), repo_.environment(), settings_, {});
              return !lines && lines.error().kind == ErrorKind::file ? 0 : 1;
            }),
            0);
  EXPECT_THAT(find_differences(before, read_tree(repo_.path())), IsEmpty());
  fs::permissions(hooks_, fs::perms::owner_all);
}

/// Installs or uninstalls where no file can grow beyond `limit` bytes, as on a full disk.
template <class Body>
int run_on_full_disk(rlim_t limit, Body body) {
  return run_in_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit bytes{limit, limit};
    if (::setrlimit(RLIMIT_FSIZE, &bytes) != 0) return 98;
    return body() ? 1 : 0;
  });
}

TEST_F(InstallTest, FailsAsAWholeOnAFullDisk) {
  write_program(hooks_ / "post-commit", "#!/bin/sh\n");
  const auto before = read_tree(repo_.path());
  // Each limit lets one more of the files through, until all of them fit.
  rlim_t limit = 0;
  for (;; limit += 32) {
    const auto status = run_on_full_disk(
        limit, [&] { return app::install_hooks(*open(), repo_.environment(), settings_, {}).has_value(); });
    if (status == 1) break;
    ASSERT_LT(limit, 65536u) << "it fails on any disk";
    ASSERT_EQ(status, 0) << limit;
    ASSERT_THAT(find_differences(before, read_tree(repo_.path())), IsEmpty()) << limit;
  }
  EXPECT_GT(limit, 256u);
  repo_.commit("second");
  EXPECT_EQ(take_calls(), "<own-post-commit>\n");
}

TEST_F(InstallTest, UninstallFailsAsAWholeToo) {
  write_program(hooks_ / "post-commit", "#!/bin/sh\n");
  install();
  const auto before = read_tree(repo_.path());
  const auto status = run_on_full_disk(100, [&] { return app::uninstall_hooks(*open(), {}).has_value(); });
  EXPECT_EQ(status, 0);
  EXPECT_THAT(find_differences(before, read_tree(repo_.path())), IsEmpty());
}

TEST_F(InstallTest, TwoAtATimeLeaveOneInstall) {
  write_program(hooks_ / "post-commit", recorder("old-post-commit"));
  std::vector<pid_t> children;
  for (int i = 0; i < 8; ++i) {
    children.push_back(start_child(
        [&] { return app::install_hooks(*open(), repo_.environment(), settings_, {}).has_value() ? 0 : 1; }));
  }
  for (const auto child : children) EXPECT_EQ(wait_for(child), 0);
  EXPECT_FALSE(fs::exists(hooks_ / "post-commit.before-git-session-2"));
  repo_.commit("second");
  EXPECT_EQ(take_calls(), "<old-post-commit>\n<own-post-commit>\n");
}

}  // namespace
}  // namespace session::test
