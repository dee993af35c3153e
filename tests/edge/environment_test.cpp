// SPDX-License-Identifier: MIT
#include "io/environment.hpp"

#include "support/child.hpp"
#include "support/temp_dir.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <ctime>

namespace session::io {
namespace {

TEST(FindVariable, TellsEmptyFromAbsent) {
  ::setenv("SESSION_TEST_EMPTY", "", 1);
  ::setenv("SESSION_TEST_FULL", "a value", 1);
  ::unsetenv("SESSION_TEST_ABSENT");
  EXPECT_EQ(find_variable("SESSION_TEST_EMPTY"), "");
  EXPECT_EQ(find_variable("SESSION_TEST_FULL"), "a value");
  EXPECT_EQ(find_variable("SESSION_TEST_ABSENT"), std::nullopt);
}

/// True when the clock shows the real time with this SOURCE_DATE_EPOCH.
bool shows_real_time(const char* epoch) {
  return test::run_in_child([&] {
           ::unsetenv("SOURCE_DATE_EPOCH");
           if (epoch != nullptr) ::setenv("SOURCE_DATE_EPOCH", epoch, 1);
           const std::int64_t before = std::time(nullptr);
           const std::int64_t now = read_clock();
           return before <= now && now <= std::time(nullptr) ? 0 : 1;
         }) == 0;
}

TEST(ReadClock, TakesSourceDateEpochWhenItIsANumber) {
  for (const char* text : {"0", "1751371200", "99999999999"}) {
    ::setenv("SOURCE_DATE_EPOCH", text, 1);
    EXPECT_EQ(read_clock(), std::stoll(text));
  }
  ::unsetenv("SOURCE_DATE_EPOCH");
}

TEST(ReadClock, ElseShowsTheTimeOfTheSystem) {
  for (const char* epoch :
       {static_cast<const char*>(nullptr), "", "-5", "12x", " 12", "1e9", "99999999999999999999"}) {
    EXPECT_TRUE(shows_real_time(epoch)) << (epoch == nullptr ? "(not set)" : epoch);
  }
}

/// The offset, in a child because TZ holds for the process.
int offset_in(const char* zone, std::int64_t seconds) {
  constexpr int kHalfDay = 12 * 60;
  return test::run_in_child([&] {
           ::setenv("TZ", zone, 1);
           return (read_zone_offset(seconds) + kHalfDay) / 15;
         }) * 15 -
         kHalfDay;
}

TEST(ReadZoneOffset, FollowsTheZone) {
  constexpr std::int64_t kNoon = 1751371200;     // 2025-07-01T12:00:00Z
  constexpr std::int64_t kNewYear = 1735689600;  // 2025-01-01T00:00:00Z
  EXPECT_EQ(offset_in("UTC", kNoon), 0);
  // POSIX counts west of Greenwich.
  EXPECT_EQ(offset_in("XXX-5:45", kNoon), 345);
  EXPECT_EQ(offset_in("XXX-11", kNoon), 660) << "the same day";
  EXPECT_EQ(offset_in("XXX-12", kNoon), 720) << "the next day there";
  EXPECT_EQ(offset_in("XXX+3", kNewYear), -180) << "the last year there";
  EXPECT_EQ(offset_in("XXX-9", kNewYear - 1), 540) << "the next year there";
}

TEST(ReadAll, ReadsAPipeToItsEnd) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const std::string text(300'000, 'x');
  const pid_t child = test::start_child([&] {
    std::size_t done = 0;
    while (done < text.size()) {
      const ssize_t count =
          ::write(ends[1], text.data() + done, std::min<std::size_t>(text.size() - done, 777));
      if (count <= 0) return 1;
      done += static_cast<std::size_t>(count);
    }
    return 0;
  });
  ::close(ends[1]);
  EXPECT_TRUE(read_all(ends[0], text.size()) == text);
  EXPECT_EQ(test::wait_for(child), 0);
  ::close(ends[0]);
}

TEST(ReadAll, KeepsTheLimitAndSaysWhyItFails) {
  const test::TempDir folder;
  test::write_bytes(folder / "f", "12345");
  const int file = ::open((folder / "f").c_str(), O_RDONLY);
  const auto text = read_all(file, 4);
  ::close(file);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().message, "cannot read standard input: it is longer than 4 bytes");
  EXPECT_EQ(read_all(-1, 4).error().message, "cannot read standard input: bad file descriptor");
  const int nothing = ::open("/dev/null", O_RDONLY);
  EXPECT_EQ(read_all(nothing, 4), "");
  ::close(nothing);
}

TEST(ReadHostName, AgreesWithTheSystem) {
  char name[256] = {};
  ASSERT_EQ(::gethostname(name, sizeof name - 1), 0);
  EXPECT_EQ(read_host_name(), name);
  EXPECT_EQ(read_process_id(), ::getpid());
}

TEST(FindProcessStart, TellsOneProcessFromTheNext) {
  const auto own = find_process_start(::getpid());
  ASSERT_TRUE(own);
  EXPECT_EQ(own->find_first_not_of("0123456789"), std::string::npos);
  EXPECT_EQ(find_process_start(::getpid()), own);
  EXPECT_NE(find_process_start(1), own);
  EXPECT_EQ(find_process_start(test::find_dead_process()), std::nullopt);
}

}  // namespace
}  // namespace session::io
