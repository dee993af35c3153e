// SPDX-License-Identifier: MIT
#include "io/process.hpp"

#include "support/temp_dir.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace session::io {
namespace {

using ::testing::HasSubstr;

Command shell(const std::string& script) {
  return {.arguments = {"sh", "-c", script}};
}

TEST(RunCommand, GivesOutputErrorsAndStatus) {
  const auto output = run_command(shell("echo out; echo err >&2; exit 3"));
  ASSERT_TRUE(output);
  EXPECT_EQ(output->out, "out\n");
  EXPECT_EQ(output->err, "err\n");
  EXPECT_EQ(output->status, 3);
}

TEST(RunCommand, GivesASignalAs128AndItsNumber) {
  EXPECT_EQ(run_command(shell("kill -TERM $$"))->status, 128 + SIGTERM);
}

TEST(RunCommand, CarriesMegabytesBothWaysWithoutADeadlock) {
  Command command{.arguments = {"cat"}};
  for (int line = 0; line < 400'000; ++line) command.input += "line " + std::to_string(line) + "\n";
  ASSERT_GT(command.input.size(), std::size_t{4} << 20);
  const auto output = run_command(command);
  ASSERT_TRUE(output);
  EXPECT_EQ(output->status, 0);
  EXPECT_TRUE(output->out == command.input);
}

TEST(RunCommand, DrainsALongStandardErrorBesideALongOutput) {
  const auto output = run_command(
      shell("head -c 2000000 /dev/zero >&2; head -c 3000000 /dev/zero; head -c 1000000 /dev/zero >&2"));
  ASSERT_TRUE(output);
  EXPECT_EQ(output->out.size(), 3'000'000U);
  EXPECT_EQ(output->err.size(), 3'000'000U);
}

TEST(RunCommand, SurvivesAChildThatDoesNotReadItsInput) {
  Command command = shell("exec 0<&-; echo done");
  command.input.assign(std::size_t{1} << 20, 'x');
  const auto output = run_command(command);
  ASSERT_TRUE(output);
  EXPECT_EQ(output->out, "done\n");
  // The signal of the broken pipe must be gone as well, not only blocked.
  sigset_t pending;
  sigpending(&pending);
  EXPECT_EQ(sigismember(&pending, SIGPIPE), 0);
}

TEST(RunCommand, LeavesTheSignalMaskOfTheChildAlone) {
  Command command = shell("grep SigBlk /proc/self/status");
  command.input = "x";
  EXPECT_EQ(run_command(command)->out, "SigBlk:\t0000000000000000\n");
}

TEST(RunCommand, GivesAnEmptyInputAsAnEmptyFile) {
  EXPECT_EQ(run_command({.arguments = {"cat"}})->out, "");
}

TEST(RunCommand, RunsInTheFolder) {
  const test::TempDir folder;
  Command command{.arguments = {"pwd", "-P"}, .directory = folder.path()};
  EXPECT_EQ(run_command(command)->out, folder.path().string() + "\n");
}

TEST(RunCommand, ChangesTheEnvironmentOfTheChildOnly) {
  ::setenv("SESSION_TEST_GONE", "1", 1);
  ::setenv("SESSION_TEST_CHANGED", "old", 1);
  ::setenv("SESSION_TEST_GONE_NOT", "kept", 1);
  Command command =
      shell("echo ${SESSION_TEST_GONE-unset} $SESSION_TEST_CHANGED $SESSION_TEST_NEW $SESSION_TEST_GONE_NOT");
  command.unset_variables = {"SESSION_TEST_GONE"};
  command.set_variables = {{"SESSION_TEST_CHANGED", "new"}, {"SESSION_TEST_NEW", "a=b"}};
  EXPECT_EQ(run_command(command)->out, "unset new a=b kept\n");
  EXPECT_STREQ(std::getenv("SESSION_TEST_CHANGED"), "old");
}

TEST(RunCommand, SaysWhatCouldNotBeStarted) {
  const auto output = run_command({.arguments = {"/no/such/program"}});
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().kind, ErrorKind::file);
  EXPECT_EQ(output.error().message, "cannot run '/no/such/program': no such file or directory");
}

TEST(RunCommand, SaysThatTheFolderIsGone) {
  const auto output = run_command({.arguments = {"true"}, .directory = "/no/such/folder"});
  ASSERT_FALSE(output);
  EXPECT_THAT(output.error().message, HasSubstr("in '/no/such/folder'"));
}

TEST(RunCommand, StopsAProgramThatPrintsTooMuch) {
  Command command{.arguments = {"yes"}};
  command.output_limit = 100'000;
  const auto output = run_command(command);
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().kind, ErrorKind::file);
  EXPECT_EQ(output.error().message, "cannot run 'yes': it prints more than 100000 bytes");
}

TEST(RunCommand, AcceptsExactlyTheLimit) {
  Command command = shell("printf 12345");
  command.output_limit = 5;
  ASSERT_TRUE(run_command(command));
  EXPECT_EQ(run_command(command)->out, "12345");
  command.output_limit = 4;
  EXPECT_FALSE(run_command(command));
}

/// How many descriptors above 2 a child gets because whoever started the tests left them open.
int count_inherited_descriptors() {
  int count = 0;
  for (int number = STDERR_FILENO + 1; number < 1024; ++number) {
    const int flags = ::fcntl(number, F_GETFD);
    if (flags >= 0 && (flags & FD_CLOEXEC) == 0) ++count;
  }
  return count;
}

TEST(RunCommand, LeaksNoDescriptorToTheChild) {
  Command command = shell("ls /proc/self/fd | wc -l");
  command.input = "x";
  // 0, 1, 2 and the one that ls itself uses.
  EXPECT_EQ(run_command(command)->out, std::to_string(count_inherited_descriptors() + 4) + "\n");
}

TEST(RunCommand, GetsTheStatusAlsoWhenSigchldIsIgnored) {
  struct sigaction old {};
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGCHLD, &ignore, &old);
  const auto output = run_command(shell("exit 7"));
  sigaction(SIGCHLD, &old, nullptr);
  ASSERT_TRUE(output);
  EXPECT_EQ(output->status, 7);
}

TEST(RunInTerminal, GivesTheStatus) {
  EXPECT_EQ(run_in_terminal({"sh", "-c", "exit 7"}), 7);
  EXPECT_EQ(run_in_terminal({"sh", "-c", "kill -TERM $$"}), 128 + SIGTERM);
  EXPECT_FALSE(run_in_terminal({"no-such-program"}));
  EXPECT_FALSE(run_in_terminal({}));
}

TEST(RunInTerminal, LetsKeysEndOnlyTheProgram) {
  // The interrupt key reaches all programs of a terminal: here both are sent the signal.
  EXPECT_EQ(run_in_terminal({"sh", "-c", "kill -INT $PPID; kill -INT $$; sleep 9"}), 128 + SIGINT);
}

}  // namespace
}  // namespace session::io
