// SPDX-License-Identifier: MIT
// Reading files: every byte, and never a pipe or a device.
#include "io/file.hpp"

#include "support/child.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

namespace session::io {
namespace {

namespace fs = std::filesystem;
using test::TempDir;
using test::write_bytes;
using ::testing::HasSubstr;

constexpr std::size_t kLimit = std::size_t{8} << 20;

TEST(FindFileKind, TellsWhatStandsThere) {
  const TempDir folder;
  write_bytes(folder / "file", "x");
  fs::create_directory(folder / "dir");
  fs::create_symlink("file", folder / "link");
  fs::create_symlink("nowhere", folder / "dangling");
  ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
  EXPECT_EQ(find_file_kind(folder / "file"), FileKind::regular);
  EXPECT_EQ(find_file_kind(folder / "dir"), FileKind::directory);
  EXPECT_EQ(find_file_kind(folder / "link"), FileKind::symbolic_link);
  EXPECT_EQ(find_file_kind(folder / "dangling"), FileKind::symbolic_link);
  EXPECT_EQ(find_file_kind(folder / "fifo"), FileKind::other);
  EXPECT_EQ(find_file_kind(folder / "nothing"), FileKind::absent);
  EXPECT_EQ(find_file_kind(folder / "file/below"), FileKind::absent);
}

TEST(ReadFile, GivesEveryByte) {
  const TempDir folder;
  const std::string bytes("\xef\xbb\xbf# a\r\nb\rc\n\0\xff", 13);
  write_bytes(folder / "f", bytes);
  EXPECT_EQ(read_file(folder / "f", kLimit), bytes);
}

TEST(ReadFile, GivesNothingForAFileThatIsNotThere) {
  const TempDir folder;
  const auto absent = read_file(folder / "f", kLimit);
  ASSERT_TRUE(absent);
  EXPECT_FALSE(absent->has_value());
  write_bytes(folder / "file", "");
  const auto below = read_file(folder / "file/f", kLimit);
  ASSERT_TRUE(below);
  EXPECT_FALSE(below->has_value());
}

TEST(ReadFile, GivesAnEmptyFileAsEmptyText) {
  const TempDir folder;
  write_bytes(folder / "f", "");
  const auto bytes = read_file(folder / "f", 0);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(*bytes, "");
}

TEST(ReadFile, TakesTheLimitAndNotAByteMore) {
  const TempDir folder;
  write_bytes(folder / "f", "12345");
  EXPECT_EQ(read_file(folder / "f", 5), std::string("12345"));
  const auto bytes = read_file(folder / "f", 4);
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().kind, ErrorKind::file);
  EXPECT_EQ(bytes.error().message,
            "cannot read '" + (folder / "f").string() + "': it is larger than 4 bytes");
}

TEST(ReadFile, KeepsTheLimitWhereTheSizeIsNotTold) {
  // Files in /proc say that they are empty.
  EXPECT_FALSE(read_file("/proc/self/status", 10));
  EXPECT_THAT(**read_file("/proc/self/status", kLimit), HasSubstr("Name:"));
}

TEST(ReadFile, FollowsALink) {
  const TempDir folder;
  write_bytes(folder / "target", "text");
  fs::create_symlink("target", folder / "link");
  EXPECT_EQ(read_file(folder / "link", kLimit), std::string("text"));
}

TEST(ReadFile, RefusesADirectory) {
  const TempDir folder;
  const auto bytes = read_file(folder.path(), kLimit);
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().message, "cannot read '" + folder.path().string() + "': it is a directory");
}

TEST(ReadFile, NeverWaitsAtAPipe) {
  const TempDir folder;
  ASSERT_EQ(::mkfifo((folder / "SESSION.md").c_str(), 0600), 0);
  fs::create_symlink("SESSION.md", folder / "link");
  for (const char* name : {"SESSION.md", "link"}) {
    const auto bytes = read_file(folder / name, kLimit);
    ASSERT_FALSE(bytes);
    EXPECT_THAT(bytes.error().message, HasSubstr("it is a named pipe"));
  }
}

TEST(ReadFile, RefusesADeviceAndASocket) {
  EXPECT_THAT(read_file("/dev/zero", kLimit).error().message, HasSubstr("it is a device"));
  const TempDir folder;
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = (folder / "s").string();
  ASSERT_LT(name.size(), sizeof address.sun_path);
  std::memcpy(address.sun_path, name.data(), name.size());
  ASSERT_EQ(::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_THAT(read_file(folder / "s", kLimit).error().message, HasSubstr("it is a socket"));
  ::close(descriptor);
}

TEST(ReadFile, SaysThatItMayNotRead) {
  const TempDir folder;
  write_bytes(folder / "SESSION.md", "secret");
  fs::permissions(folder / "SESSION.md", fs::perms::none);
  fs::permissions(folder.path(), fs::perms::all);
  const int status = test::run_unprivileged([&] {
    const auto bytes = read_file(folder / "SESSION.md", kLimit);
    return !bytes && bytes.error().kind == ErrorKind::file &&
                   bytes.error().message ==
                       "cannot read '" + (folder / "SESSION.md").string() + "': permission denied"
               ? 0
               : 1;
  });
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace session::io
