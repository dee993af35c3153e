// SPDX-License-Identifier: MIT
// The rotating log: its lines, its size, and places where it can't be written.
#include "io/log.hpp"

#include "support/child.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <sstream>
#include <string>
#include <vector>

namespace session::io {
namespace {

namespace fs = std::filesystem;
using test::read_bytes;
using test::TempDir;
using test::write_bytes;
using ::testing::ElementsAre;
using ::testing::MatchesRegex;

std::vector<std::string> lines_of(const fs::path& path) {
  std::vector<std::string> lines;
  std::istringstream stream(read_bytes(path));
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(AppendLog, AddsOneLineEachTime) {
  const TempDir folder;
  append_log(folder / "session.log", "post-commit", "recorded 1a2b3c4 in 2 ms");
  append_log(folder / "session.log", "pre-push", "nothing to say");
  constexpr const char* kHead = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z info ";
  EXPECT_THAT(
      lines_of(folder / "session.log"),
      ElementsAre(MatchesRegex(std::string(kHead) + "post-commit\\[[0-9]+\\]: recorded 1a2b3c4 in 2 ms"),
                  MatchesRegex(std::string(kHead) + "pre-push\\[[0-9]+\\]: nothing to say")));
}

TEST(AppendLog, KeepsATextOnOneLineAndAsItIs) {
  const TempDir folder;
  append_log(folder / "session.log", "name", "a\r\nb {} %v\x1b[0m {0}");
  const auto lines = lines_of(folder / "session.log");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0], ::testing::EndsWith(": a b {} %v [0m {0}"));
}

TEST(AppendLog, RotatesThroughThreeFilesOfLimitedSize) {
  const TempDir folder;
  const std::string text(8000, 'x');
  for (int line = 0; line < 150; ++line) append_log(folder / "session.log", "name", text);
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    names.push_back(entry.path().filename().string());
    EXPECT_LE(entry.file_size(), 256U * 1024U);
    EXPECT_GT(entry.file_size(), 0U);
  }
  std::sort(names.begin(), names.end());
  EXPECT_THAT(names, ElementsAre("session.1.log", "session.2.log", "session.log"));
}

TEST(AppendLog, SaysNothingWhereItCannotWrite) {
  const TempDir folder;
  fs::create_directory(folder / "directory");
  ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
  fs::create_symlink("/dev/full", folder / "link");
  ::testing::internal::CaptureStderr();
  for (const char* name : {"directory", "fifo", "link", "none/session.log"}) {
    append_log(folder / name, "name", "text");
  }
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
  EXPECT_FALSE(fs::exists(folder / "none"));
}

TEST(AppendLog, SurvivesAFullDisk) {
  const TempDir folder;
  write_bytes(folder / "session.log", std::string(100'000, 'x'));
  ::testing::internal::CaptureStderr();
  const int status = test::run_in_child([&] {
    const rlimit limit{4096, 4096};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, SIG_IGN);
    append_log(folder / "session.log", "name", "text");
    return 0;
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

TEST(AppendLog, TakesLinesOfSeveralProcesses) {
  constexpr int kLines = 100;
  const TempDir folder;
  const auto write_lines = [&] {
    for (int line = 0; line < kLines; ++line) append_log(folder / "session.log", "name", "a line");
    return 0;
  };
  const pid_t first = test::start_child(write_lines);
  const pid_t second = test::start_child(write_lines);
  EXPECT_EQ(test::wait_for(first), 0);
  EXPECT_EQ(test::wait_for(second), 0);
  const auto lines = lines_of(folder / "session.log");
  EXPECT_EQ(lines.size(), 2U * kLines);
  for (const std::string& line : lines) EXPECT_THAT(line, ::testing::EndsWith(": a line"));
}

}  // namespace
}  // namespace session::io
