// SPDX-License-Identifier: MIT
// A program that stays for a conversation.
#include "io/running_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <stdexcept>

namespace session::io {
namespace {

using ::testing::HasSubstr;

std::unique_ptr<RunningCommand> start(const std::string& script) {
  auto running = RunningCommand::start({.arguments = {"sh", "-c", script}});
  if (!running) throw std::runtime_error(running.error().message);
  return *std::move(running);
}

/// True when this process has no child left, not even a dead one.
bool has_no_child() {
  return ::waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD;
}

TEST(RunningCommand, AnswersOneQuestionAfterTheOther) {
  const auto running = start("while read -r line; do printf '%s!\\n' \"$line\"; done");
  for (const std::string question : {"one", "two", "three"}) {
    ASSERT_TRUE(running->write(question + "\n"));
    EXPECT_EQ(running->read_line(), question + "!");
  }
}

TEST(RunningCommand, GivesBytesExactlyAndForgetsWhatIsSkipped) {
  const auto running = start("printf 'abc\\ndef\\0ghi\\nrest\\n'");
  EXPECT_EQ(running->read_bytes(2), "ab");
  EXPECT_EQ(running->read_line(), "c");
  EXPECT_TRUE(running->skip_bytes(1));
  EXPECT_EQ(running->read_bytes(6), std::string("ef\0ghi", 6));
  EXPECT_EQ(running->read_line(), "");
  EXPECT_EQ(running->read_line(), "rest");
  EXPECT_FALSE(running->read_line());
}

TEST(RunningCommand, GivesAnswersThatAreLargerThanAnyPipe) {
  constexpr std::size_t kSize = 3'000'000;
  const auto running = start("head -c 3000000 /dev/zero; echo end; head -c 3000000 /dev/zero; echo end");
  EXPECT_EQ(running->read_bytes(kSize), std::string(kSize, '\0'));
  EXPECT_EQ(running->read_line(), "end");
  EXPECT_TRUE(running->skip_bytes(kSize));
  EXPECT_EQ(running->read_line(), "end");
}

TEST(RunningCommand, TakesTheLongestQuestionWithoutAReader) {
  const auto running = start("sleep 1000");
  EXPECT_TRUE(running->write(std::string(RunningCommand::kLongestQuestion, 'x')));
  EXPECT_FALSE(running->write(std::string(RunningCommand::kLongestQuestion + 1, 'x')));
}

TEST(RunningCommand, NeverWaitsForAReaderOfItsComplaints) {
  const auto running = start("head -c 1000000 /dev/zero | tr '\\0' 'x' >&2; read -r line; echo \"$line\"");
  ASSERT_TRUE(running->write("done\n"));
  EXPECT_EQ(running->read_line(), "done");
}

TEST(RunningCommand, SaysWhyItEnded) {
  const auto running = start("echo 'fatal: no such thing' >&2; echo 'more' >&2; exit 3");
  const auto line = running->read_line();
  ASSERT_FALSE(line);
  EXPECT_EQ(line.error().message, "fatal: no such thing");
  // No signal ends us when nobody reads any more.
  EXPECT_FALSE(running->write("question\n"));
}

TEST(RunningCommand, HasAReasonForAnEndInSilence) {
  const auto running = start("kill -9 $$");
  const auto bytes = running->read_bytes(1);
  ASSERT_FALSE(bytes);
  EXPECT_THAT(bytes.error().message, HasSubstr("ended before it had answered"));
}

TEST(RunningCommand, LeavesNoProcessBehind) {
  {
    const auto busy = start("while read -r line; do :; done");
    const auto deaf = start("trap '' TERM HUP PIPE; sleep 1000");
    const auto dead = start("exit 0");
    EXPECT_FALSE(dead->read_line());
    EXPECT_FALSE(has_no_child());
  }
  EXPECT_TRUE(has_no_child());
}

TEST(RunningCommand, IsWaitedForAlsoWhereChildrenAreIgnored) {
  struct sigaction ignore {};
  struct sigaction before {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGCHLD, &ignore, &before);
  {
    const auto running = start("read -r line; echo \"$line\"");
    ASSERT_TRUE(running->write("still here\n"));
    EXPECT_EQ(running->read_line(), "still here");
  }
  struct sigaction after {};
  sigaction(SIGCHLD, &before, &after);
  EXPECT_EQ(after.sa_handler, SIG_IGN);
  EXPECT_TRUE(has_no_child());
}

TEST(RunningCommand, FailsForAProgramThatIsNotThere) {
  const auto running = RunningCommand::start({.arguments = {"no-such-program-anywhere"}});
  ASSERT_FALSE(running);
  EXPECT_THAT(running.error().message, HasSubstr("cannot run 'no-such-program-anywhere'"));
  EXPECT_FALSE(RunningCommand::start({}));
}

}  // namespace
}  // namespace session::io
