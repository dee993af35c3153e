// SPDX-License-Identifier: MIT
// What a progress bar writes, by a clock of the test's own.
#include "io/progress.hpp"

#include "support/child.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>

namespace session::io {
namespace {

using namespace std::chrono_literals;

/// Plays work on a bar whose clock moves by `step` for each piece, and gives what was written.
std::string play(bool is_wanted, std::chrono::milliseconds step, std::size_t total) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return "no pipe";
  std::chrono::steady_clock::time_point now;
  {
    ProgressBar bar(ends[1], is_wanted, "reading", total, [&now] { return now; });
    for (std::size_t i = 0; i < total; ++i) {
      now += step;
      bar.advance();
    }
  }
  ::close(ends[1]);
  std::string written;
  std::array<char, 4096> buffer{};
  for (ssize_t size = 0; (size = ::read(ends[0], buffer.data(), buffer.size())) > 0;)
    written.append(buffer.data(), static_cast<std::size_t>(size));
  ::close(ends[0]);
  return written;
}

TEST(FormatProgress, ShowsHowMuchIsDone) {
  EXPECT_EQ(format_progress("reading", 0, 10), "reading [..............................] 0 % (0 of 10)");
  EXPECT_EQ(format_progress("reading", 5, 10), "reading [###############...............] 50 % (5 of 10)");
  EXPECT_EQ(format_progress("reading", 11, 10), "reading [##############################] 100 % (10 of 10)");
  EXPECT_EQ(format_progress("reading", 0, 0), "reading [##############################] 100 % (0 of 0)");
}

TEST(ProgressBar, WritesNothingWithinTheFirstSecond) {
  EXPECT_EQ(play(true, 99ms, 10), "");
}

TEST(ProgressBar, DrawsTenTimesASecondAndTakesItsLineAway) {
  const std::string bar = "\r\x1b[Kreading [";
  EXPECT_EQ(play(true, 500ms, 3), bar + "####################..........] 66 % (2 of 3)" + bar +
                                      "##############################] 100 % (3 of 3)\r\x1b[K");
  const std::string often = play(true, 10ms, 200);
  std::size_t drawn = 0;
  for (std::size_t at = often.find(bar); at != std::string::npos; at = often.find(bar, at + 1)) ++drawn;
  EXPECT_EQ(drawn, 11U);
}

TEST(ProgressBar, WritesNothingWhereItIsNotWanted) {
  EXPECT_EQ(play(false, 500ms, 5), "");
}

TEST(WantsProgress, AsksForATerminalThatCanGoBack) {
  const auto asks = [](OutputLevel level, const char* terminal, bool on_terminal) {
    return test::run_in_child([&] {
      ::setenv("TERM", terminal, 1);
      int descriptor = ::open("/dev/null", O_RDWR);
      if (on_terminal) {
        const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
        if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0) return 2;
        descriptor = ::open(::ptsname(master), O_RDWR | O_NOCTTY);
      }
      return wants_progress(level, descriptor) ? 1 : 0;
    });
  };
  EXPECT_EQ(asks(OutputLevel::normal, "xterm", false), 0);
  const int on_terminal = asks(OutputLevel::normal, "xterm", true);
  if (on_terminal == 2) GTEST_SKIP() << "no pseudo terminals here";
  EXPECT_EQ(on_terminal, 1);
  EXPECT_EQ(asks(OutputLevel::quiet, "xterm", true), 0);
  EXPECT_EQ(asks(OutputLevel::normal, "dumb", true), 0);
  EXPECT_EQ(asks(OutputLevel::normal, "", true), 0);
}

}  // namespace
}  // namespace session::io
