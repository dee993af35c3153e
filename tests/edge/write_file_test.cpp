// SPDX-License-Identifier: MIT
// Replacing files and adding to them: what is kept, what is refused, what a full disk leaves.
#include "io/file.hpp"
#include "support/child.hpp"
#include "support/temp_dir.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <vector>

namespace session::io {
namespace {

namespace fs = std::filesystem;
using test::list_names;
using test::read_bytes;
using test::TempDir;
using test::write_bytes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct stat status_of(const fs::path& path) {
  struct stat status {};
  EXPECT_EQ(::lstat(path.c_str(), &status), 0) << path;
  return status;
}

unsigned mode_of(const fs::path& path) {
  return status_of(path).st_mode & 07777U;
}

TEST(WriteFile, CreatesAFileWithTheUsualMode) {
  const TempDir folder;
  const mode_t old = ::umask(0027);
  const auto changed = write_file(folder / "SESSION.md", "a\r\n");
  const auto exact = write_file(folder / "private", "b", Sync::no, 0604);
  ::umask(old);
  EXPECT_EQ(changed, true);
  EXPECT_EQ(exact, true);
  EXPECT_EQ(read_bytes(folder / "SESSION.md"), "a\r\n");
  EXPECT_EQ(mode_of(folder / "SESSION.md"), 0640U);
  EXPECT_EQ(mode_of(folder / "private"), 0604U);
  EXPECT_THAT(list_names(folder.path()), ElementsAre("SESSION.md", "private"));
}

TEST(WriteFile, KeepsTheModeAndEveryByte) {
  const TempDir folder;
  for (const unsigned mode : {0600U, 0644U, 0755U, 0666U, 0220U, 04711U}) {
    const std::string bytes = std::string("\xef\xbb\xbf") + "x\r\n\xff\n" + std::to_string(mode);
    write_bytes(folder / "f", "old");
    ASSERT_EQ(::chmod((folder / "f").c_str(), mode), 0);
    EXPECT_EQ(write_file(folder / "f", bytes, Sync::yes, 0111), true);
    EXPECT_EQ(mode_of(folder / "f"), mode);
    ASSERT_EQ(::chmod((folder / "f").c_str(), 0600), 0);
    EXPECT_EQ(read_bytes(folder / "f"), bytes);
    fs::remove(folder / "f");
  }
}

TEST(WriteFile, KeepsOwnerAndGroupWhenItMay) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root may give files away";
  const TempDir folder;
  write_bytes(folder / "f", "old");
  ASSERT_EQ(::chown((folder / "f").c_str(), 12345, 23456), 0);
  EXPECT_EQ(write_file(folder / "f", "new"), true);
  EXPECT_EQ(status_of(folder / "f").st_uid, 12345U);
  EXPECT_EQ(status_of(folder / "f").st_gid, 23456U);
}

TEST(WriteFile, DoesNotTouchAFileThatHoldsTheBytesAlready) {
  const TempDir folder;
  write_bytes(folder / "f", "same\r\n");
  const timespec long_ago[2] = {{1'000'000, 5}, {1'000'000, 7}};
  ASSERT_EQ(::utimensat(AT_FDCWD, (folder / "f").c_str(), long_ago, 0), 0);
  const struct stat before = status_of(folder / "f");
  EXPECT_EQ(write_file(folder / "f", "same\r\n"), false);
  const struct stat after = status_of(folder / "f");
  EXPECT_EQ(after.st_ino, before.st_ino);
  EXPECT_EQ(after.st_mtim.tv_sec, before.st_mtim.tv_sec);
  EXPECT_EQ(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
  // A text of the same length is another text.
  EXPECT_EQ(write_file(folder / "f", "tame\r\n"), true);
  EXPECT_EQ(read_bytes(folder / "f"), "tame\r\n");
}

TEST(WriteFile, LeavesAReadOnlyFileAlone) {
  const TempDir folder;
  write_bytes(folder / "f", "old");
  ASSERT_EQ(::chmod((folder / "f").c_str(), 0444), 0);
  const auto before = status_of(folder / "f").st_ino;
  const auto changed = write_file(folder / "f", "new");
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().kind, ErrorKind::file);
  EXPECT_EQ(changed.error().message, "cannot write '" + (folder / "f").string() + "': it is read-only");
  EXPECT_FALSE(changed.error().hint.empty());
  EXPECT_EQ(read_bytes(folder / "f"), "old");
  EXPECT_EQ(status_of(folder / "f").st_ino, before);
  EXPECT_EQ(mode_of(folder / "f"), 0444U);
  // Nothing has to be written, so nothing is wrong.
  EXPECT_EQ(write_file(folder / "f", "old"), false);
}

TEST(WriteFile, LeavesAFileAloneThatOnlyOthersMayWrite) {
  const TempDir folder;
  write_bytes(folder / "f", "old");
  ASSERT_EQ(::chmod((folder / "f").c_str(), 0644), 0);
  fs::permissions(folder.path(), fs::perms::all);
  const int status = test::run_unprivileged([&] {
    const auto changed = write_file(folder / "f", "new");
    return !changed && changed.error().message.ends_with("it is read-only") ? 0 : 1;
  });
  // Without being root the tests own the file, and the child may write it.
  EXPECT_EQ(status, ::geteuid() == 0 ? 0 : 1);
  EXPECT_EQ(read_bytes(folder / "f"), ::geteuid() == 0 ? "old" : "new");
}

TEST(WriteFile, SaysThatTheFolderMayNotBeWritten) {
  const TempDir folder;
  write_bytes(folder / "sub/f", "old");
  ASSERT_EQ(::chmod((folder / "sub/f").c_str(), 0666), 0);
  fs::permissions(folder / "sub", fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read |
                                      fs::perms::others_exec);
  fs::permissions(folder.path(), fs::perms::all);
  const int status = test::run_unprivileged([&] {
    const auto changed = write_file(folder / "sub/f", "new");
    return !changed && changed.error().message.ends_with("permission denied") ? 0 : 1;
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(read_bytes(folder / "sub/f"), "old");
  fs::permissions(folder / "sub", fs::perms::owner_all);
}

TEST(WriteFile, RefusesWhatIsNoRegularFile) {
  const TempDir folder;
  fs::create_directory(folder / "dir");
  ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
  fs::create_symlink("/dev/null", folder / "device");
  for (const char* name : {"dir", "fifo", "device"}) {
    const auto changed = write_file(folder / name, "text");
    ASSERT_FALSE(changed) << name;
    EXPECT_EQ(changed.error().kind, ErrorKind::file);
  }
  EXPECT_EQ(find_file_kind(folder / "fifo"), FileKind::other);
  EXPECT_FALSE(write_file(folder / "no/such/folder/f", "text"));
  EXPECT_THAT(list_names(folder.path()), ElementsAre("device", "dir", "fifo"));
}

TEST(WriteFile, FollowsLinksToTheirTarget) {
  const TempDir folder;
  fs::create_directories(folder / "docs/deep");
  write_bytes(folder / "docs/real.md", "old");
  fs::create_symlink("../real.md", folder / "docs/deep/second");
  fs::create_symlink("docs/deep/second", folder / "SESSION.md");
  EXPECT_EQ(write_file(folder / "SESSION.md", "new"), true);
  EXPECT_EQ(find_file_kind(folder / "SESSION.md"), FileKind::symbolic_link);
  EXPECT_EQ(find_file_kind(folder / "docs/deep/second"), FileKind::symbolic_link);
  EXPECT_EQ(read_bytes(folder / "docs/real.md"), "new");
  EXPECT_THAT(list_names(folder / "docs"), ElementsAre("deep", "real.md"));
}

TEST(WriteFile, CreatesTheTargetOfALinkToNothing) {
  const TempDir folder;
  fs::create_symlink("real.md", folder / "SESSION.md");
  EXPECT_EQ(write_file(folder / "SESSION.md", "new"), true);
  EXPECT_EQ(find_file_kind(folder / "SESSION.md"), FileKind::symbolic_link);
  EXPECT_EQ(read_bytes(folder / "real.md"), "new");
}

TEST(WriteFile, GivesUpOnLinksInACircle) {
  const TempDir folder;
  fs::create_symlink("b", folder / "a");
  fs::create_symlink("a", folder / "b");
  EXPECT_FALSE(write_file(folder / "a", "text"));
}

TEST(WriteFile, WritesABareNameInTheCurrentFolder) {
  const TempDir folder;
  const int status = test::run_in_child([&] {
    if (::chdir(folder.path().c_str()) != 0) return 2;
    return write_file("SESSION.md", "text") == true ? 0 : 1;
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(read_bytes(folder / "SESSION.md"), "text");
}

TEST(WriteFile, WritesAFileWithAVeryLongName) {
  const TempDir folder;
  const std::string name(255, 'n');
  EXPECT_EQ(write_file(folder / name, "text"), true);
  EXPECT_EQ(read_bytes(folder / name), "text");
}

/// Makes files above 4 KiB impossible, as a full disk does, without the signal that would end the process.
void limit_file_size() {
  const rlimit limit{4096, 4096};
  ::setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, SIG_IGN);
}

TEST(WriteFile, KeepsTheOldBytesWhenTheNewOnesDoNotFit) {
  const TempDir folder;
  write_bytes(folder / "f", "old");
  const int status = test::run_in_child([&] {
    limit_file_size();
    const auto changed = write_file(folder / "f", std::string(100'000, 'x'));
    return !changed && changed.error().kind == ErrorKind::file ? 0 : 1;
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(read_bytes(folder / "f"), "old");
  EXPECT_THAT(list_names(folder.path()), ElementsAre("f"));
}

/// Puts a file system of 64 KiB on the folder, seen by this process only. False when that is not allowed.
bool mount_tiny_disk(const fs::path& folder) {
  return ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("none", folder.c_str(), "tmpfs", 0, "size=64k,nr_inodes=8") == 0;
}

TEST(WriteFile, LeavesNoTraceOnAFullDisk) {
  constexpr int kNotAllowed = 77;
  const TempDir folder;
  const int status = test::run_in_child([&] {
    if (!mount_tiny_disk(folder.path())) return kNotAllowed;
    const fs::path path = folder / "SESSION.md";
    const std::string old(40'000, 'o');
    if (write_file(path, old) != true) return 1;
    const auto changed = write_file(path, std::string(40'000, 'n'));
    if (changed || !changed.error().message.ends_with("no space left on device")) return 2;
    if (read_bytes(path) != old || list_names(folder.path()).size() != 1) return 3;
    const auto appended = append_file(path, std::string(40'000, 'n'));
    if (appended || read_bytes(path) != old) return 4;
    return 0;
  });
  if (status == kNotAllowed) GTEST_SKIP() << "needs the right to mount";
  EXPECT_EQ(status, 0);
}

TEST(AppendFile, AddsAtTheEndAndCreates) {
  const TempDir folder;
  EXPECT_TRUE(append_file(folder / "journal", "one\n"));
  EXPECT_TRUE(append_file(folder / "journal", "two\n", Sync::no));
  EXPECT_EQ(read_bytes(folder / "journal"), "one\ntwo\n");
}

TEST(AppendFile, LeavesNoHalfRecordOnAFullDisk) {
  const TempDir folder;
  const std::string old(4000, 'o');
  write_bytes(folder / "journal", old);
  const int status = test::run_in_child([&] {
    limit_file_size();
    return append_file(folder / "journal", std::string(1000, 'n')) ? 1 : 0;
  });
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(read_bytes(folder / "journal") == old);
}

TEST(AppendFile, RefusesWhatIsNoRegularFile) {
  const TempDir folder;
  ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
  EXPECT_THAT(append_file(folder / "fifo", "x").error().message, HasSubstr("it is a named pipe"));
  EXPECT_THAT(append_file("/dev/full", "x").error().message, HasSubstr("it is a device"));
  EXPECT_FALSE(append_file(folder.path(), "x"));
  EXPECT_FALSE(append_file(folder / "no/folder", "x"));
}

TEST(RemoveLeftovers, RemovesOnlyWhatADeadProcessLeft) {
  const TempDir folder;
  const int dead = test::find_dead_process();
  const std::string gone = ".SESSION.md." + std::to_string(dead) + "-12.tmp";
  const std::vector<std::string> kept = {".SESSION.md." + std::to_string(::getpid()) + "-12.tmp",
                                         ".OTHER.md." + std::to_string(dead) + "-12.tmp",
                                         ".SESSION.md." + std::to_string(dead) + "-12x.tmp",
                                         ".SESSION.md.notes.tmp",
                                         ".SESSION.md..tmp",
                                         "SESSION.md"};
  for (const std::string& name : kept) write_bytes(folder / name, "kept");
  write_bytes(folder / gone, "left");
  remove_leftovers(folder / "SESSION.md");
  EXPECT_THAT(list_names(folder.path()), ::testing::UnorderedElementsAreArray(kept));
}

TEST(RemoveLeftovers, KnowsTheNamesThatWriteFileUses) {
  const TempDir folder;
  // The child dies inside write_file: the file size signal is fatal by default.
  const int status = test::run_in_child([&] {
    const rlimit limit{4096, 4096};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    std::signal(SIGXFSZ, SIG_DFL);
    return write_file(folder / "SESSION.md", std::string(100'000, 'x')) ? 1 : 0;
  });
  EXPECT_EQ(status, 128 + SIGXFSZ);
  ASSERT_EQ(list_names(folder.path()).size(), 1U);
  remove_leftovers(folder / "SESSION.md");
  EXPECT_TRUE(list_names(folder.path()).empty());
}

TEST(CreateFile, WritesANewFileWhole) {
  const TempDir folder;
  EXPECT_EQ(create_file(folder / "f", "a\r\n\xff"), true);
  EXPECT_EQ(read_bytes(folder / "f"), "a\r\n\xff");
  EXPECT_THAT(list_names(folder.path()), ElementsAre("f"));
}

TEST(CreateFile, LeavesWhatIsThereAlone) {
  const TempDir folder;
  write_bytes(folder / "f", "old");
  fs::create_symlink("gone", folder / "link");
  fs::create_directory(folder / "d");
  for (const char* name : {"f", "link", "d"}) EXPECT_EQ(create_file(folder / name, "new"), false) << name;
  EXPECT_EQ(read_bytes(folder / "f"), "old");
  EXPECT_THAT(list_names(folder.path()), ElementsAre("d", "f", "link"));
}

TEST(CreateFile, FailsWithoutItsFolder) {
  const TempDir folder;
  const auto created = create_file(folder / "none/f", "x");
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error().kind, ErrorKind::file);
}

}  // namespace
}  // namespace session::io
