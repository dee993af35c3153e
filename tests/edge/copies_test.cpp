// SPDX-License-Identifier: MIT
// The copies of SESSION.md: ten of each kind, numbered, never fewer because of a fault.
#include "io/copies.hpp"

#include "support/child.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <string>
#include <vector>

namespace session::io {
namespace {

namespace fs = std::filesystem;
using test::list_names;
using test::read_bytes;
using test::TempDir;
using test::write_bytes;
using ::testing::ElementsAre;

TEST(SaveCopy, CreatesTheFolderAndTheFirstCopy) {
  const TempDir folder;
  const fs::path copies = folder / "session/copies";
  EXPECT_EQ(find_newest_copy(copies, CopyKind::local), std::nullopt);
  const auto saved = save_copy(copies, "one\r\n", CopyKind::local);
  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->is_new);
  EXPECT_EQ(saved->path, copies / "0000001-local.md");
  EXPECT_EQ(read_bytes(saved->path), "one\r\n");
  EXPECT_EQ(find_newest_copy(copies, CopyKind::local), saved->path);
  EXPECT_EQ(find_newest_copy(copies, CopyKind::tracked), std::nullopt);
}

TEST(SaveCopy, KeepsTheLastTenOfEachKind) {
  const TempDir folder;
  for (int number = 1; number <= 3; ++number) {
    ASSERT_TRUE(save_copy(folder.path(), "tracked " + std::to_string(number), CopyKind::tracked));
  }
  for (int number = 1; number <= 11; ++number) {
    ASSERT_TRUE(save_copy(folder.path(), "local " + std::to_string(number), CopyKind::local));
  }
  EXPECT_THAT(list_names(folder.path()),
              ElementsAre("0000001-tracked.md", "0000002-tracked.md", "0000003-tracked.md",
                          "0000005-local.md", "0000006-local.md", "0000007-local.md", "0000008-local.md",
                          "0000009-local.md", "0000010-local.md", "0000011-local.md", "0000012-local.md",
                          "0000013-local.md", "0000014-local.md"));
  EXPECT_EQ(read_bytes(folder / "0000005-local.md"), "local 2");
  EXPECT_EQ(read_bytes(*find_newest_copy(folder.path(), CopyKind::local)), "local 11");
  EXPECT_EQ(read_bytes(*find_newest_copy(folder.path(), CopyKind::tracked)), "tracked 3");
}

TEST(SaveCopy, WritesNothingWhenTheNewestOfTheKindIsEqual) {
  const TempDir folder;
  ASSERT_TRUE(save_copy(folder.path(), "text", CopyKind::local));
  const auto tracked = save_copy(folder.path(), "text", CopyKind::tracked);
  ASSERT_TRUE(tracked);
  EXPECT_TRUE(tracked->is_new);
  const auto again = save_copy(folder.path(), "text", CopyKind::local);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->is_new);
  EXPECT_EQ(again->path, folder / "0000001-local.md");
  EXPECT_EQ(list_names(folder.path()).size(), 2U);
}

TEST(SaveCopy, WritesATextThatAnOlderCopyHolds) {
  const TempDir folder;
  for (const char* text : {"a", "b", "a"}) {
    EXPECT_TRUE(save_copy(folder.path(), text, CopyKind::local)->is_new);
  }
  EXPECT_EQ(read_bytes(*find_newest_copy(folder.path(), CopyKind::local)), "a");
}

TEST(SaveCopy, LeavesForeignFilesAlone) {
  const TempDir folder;
  const std::vector<std::string> foreign = {"notes.md",          "9999999999999999999-local.md",
                                            "12-local.md",       "0000004-local.md.bak",
                                            "0000004-remote.md", "-000004-local.md",
                                            "00000004-local.md"};
  for (const std::string& name : foreign) write_bytes(folder / name, "foreign");
  fs::create_directory(folder / "0000500-local.md");
  fs::create_symlink("notes.md", folder / "0000600-local.md");
  EXPECT_EQ(find_newest_copy(folder.path(), CopyKind::local), std::nullopt);
  const auto first = save_copy(folder.path(), "mine", CopyKind::local);
  ASSERT_TRUE(first);
  EXPECT_EQ(find_newest_copy(folder.path(), CopyKind::local), first->path);
  for (int number = 0; number < 20; ++number) {
    ASSERT_TRUE(save_copy(folder.path(), std::to_string(number), CopyKind::local));
  }
  for (const std::string& name : foreign) EXPECT_EQ(read_bytes(folder / name), "foreign") << name;
  EXPECT_EQ(find_file_kind(folder / "0000500-local.md"), FileKind::directory);
  EXPECT_EQ(find_file_kind(folder / "0000600-local.md"), FileKind::symbolic_link);
}

TEST(SaveCopy, IsReadableByTheOwnerOnly) {
  const TempDir folder;
  const auto saved = save_copy(folder.path(), "text", CopyKind::local);
  struct stat status {};
  ASSERT_EQ(::stat(saved->path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(SaveCopy, KeepsTheOldCopiesOnAFullDisk) {
  const TempDir folder;
  for (int number = 1; number <= 10; ++number) {
    ASSERT_TRUE(save_copy(folder.path(), std::to_string(number), CopyKind::local));
  }
  const auto before = list_names(folder.path());
  const int status = test::run_in_child([&] {
    const rlimit limit{4096, 4096};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, SIG_IGN);
    const auto saved = save_copy(folder.path(), std::string(100'000, 'x'), CopyKind::local);
    return !saved && saved.error().kind == ErrorKind::file ? 0 : 1;
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(list_names(folder.path()), before);
}

TEST(SaveCopy, SaysThatThereIsNoFolderToWriteIn) {
  const TempDir folder;
  write_bytes(folder / "copies", "a file");
  const auto saved = save_copy(folder / "copies", "text", CopyKind::local);
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().kind, ErrorKind::file);
  EXPECT_EQ(saved.error().message,
            "cannot keep a copy in '" + (folder / "copies").string() + "': not a directory");
}

TEST(SaveCopy, LosesNoTextOfTwoProcesses) {
  constexpr int kRounds = 100;
  const TempDir folder;
  for (int round = 0; round < kRounds; ++round) {
    const fs::path copies = folder / std::to_string(round);
    const auto save_four = [&](char letter) {
      for (int number = 0; number < 4; ++number) {
        if (!save_copy(copies, letter + std::to_string(number), CopyKind::local)) return 1;
      }
      return 0;
    };
    const pid_t first = test::start_child([&] { return save_four('a'); });
    const pid_t second = test::start_child([&] { return save_four('b'); });
    EXPECT_EQ(test::wait_for(first), 0);
    EXPECT_EQ(test::wait_for(second), 0);
    std::vector<std::string> texts;
    for (const std::string& name : list_names(copies)) texts.push_back(read_bytes(copies / name));
    ASSERT_THAT(texts, ::testing::UnorderedElementsAre("a0", "a1", "a2", "a3", "b0", "b1", "b2", "b3"));
  }
}

}  // namespace
}  // namespace session::io
