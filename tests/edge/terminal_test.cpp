// SPDX-License-Identifier: MIT
// What stands on the terminal, and descriptors that take nothing.
#include "io/terminal.hpp"

#include "support/child.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace session::io {
namespace {

const std::vector<Message>& all_kinds() {
  static const std::vector<Message> messages = {{MessageKind::report, "recorded 1a2b3c4"},
                                                {MessageKind::detail, "took 3 ms"},
                                                {MessageKind::warning, "the branch differs"},
                                                {MessageKind::hint, "run 'git session verify'"}};
  return messages;
}

TEST(FormatMessages, PrefixesEachLineByItsKind) {
  EXPECT_EQ(format_messages(all_kinds(), OutputLevel::verbose, false),
            "session: recorded 1a2b3c4\n"
            "session: took 3 ms\n"
            "session: warning: the branch differs\n"
            "hint: run 'git session verify'\n");
}

TEST(FormatMessages, ShowsWhatTheLevelAllows) {
  EXPECT_EQ(format_messages(all_kinds(), OutputLevel::normal, false),
            "session: recorded 1a2b3c4\n"
            "session: warning: the branch differs\n"
            "hint: run 'git session verify'\n");
  EXPECT_EQ(format_messages(all_kinds(), OutputLevel::quiet, false),
            "session: warning: the branch differs\n"
            "hint: run 'git session verify'\n");
  EXPECT_EQ(format_messages({}, OutputLevel::verbose, true), "");
}

TEST(FormatMessages, ColoursTheLabelsOnly) {
  EXPECT_EQ(format_messages(all_kinds(), OutputLevel::normal, true),
            "session: recorded 1a2b3c4\n"
            "session: \x1b[33mwarning:\x1b[0m the branch differs\n"
            "\x1b[36mhint:\x1b[0m run 'git session verify'\n");
}

TEST(FormatMessages, LetsNoTextStartALineOrSteerTheTerminal) {
  EXPECT_EQ(format_messages({{MessageKind::report,
                              "a\nhint: rm -rf\r\x1b[2Jb\xc2\x9b"
                              "c"}},
                            OutputLevel::normal, true),
            "session: a hint: rm -rf [2Jb c\n");
}

TEST(FormatError, NamesThePlaceAndTheHint) {
  Error error{ErrorKind::settings, "unknown key 'outptu'", "did you mean 'output'?",
              Location{".git-session.toml", 3, 7}};
  EXPECT_EQ(format_error(error, false),
            "session: .git-session.toml:3:7: unknown key 'outptu'\nhint: did you mean 'output'?\n");
  error.where->column = 0;
  error.hint.clear();
  EXPECT_EQ(format_error(error, false), "session: .git-session.toml:3: unknown key 'outptu'\n");
  error.where->line = 0;
  EXPECT_EQ(format_error(error, false), "session: .git-session.toml: unknown key 'outptu'\n");
  error.where.reset();
  error.message = "two\nlines";
  EXPECT_EQ(format_error(error, true), "\x1b[31msession:\x1b[0m two lines\n");
}

/// The slave side of a new pseudo terminal; -1 where there are none, as in a bare chroot.
int open_terminal() {
  const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0) return -1;
  return ::open(::ptsname(master), O_RDWR | O_NOCTTY);
}

/// Asks in a child, because the answer depends on the environment.
bool asks_for_color(ColorMode mode, const char* no_color, const char* terminal, bool on_terminal) {
  return test::run_in_child([&] {
           ::unsetenv("NO_COLOR");
           ::unsetenv("TERM");
           if (no_color != nullptr) ::setenv("NO_COLOR", no_color, 1);
           if (terminal != nullptr) ::setenv("TERM", terminal, 1);
           const int descriptor = on_terminal ? open_terminal() : ::open("/dev/null", O_RDWR);
           return wants_color(mode, descriptor) ? 1 : 0;
         }) == 1;
}

TEST(WantsColor, LooksAtTheTerminalAndTheEnvironment) {
  if (open_terminal() < 0) GTEST_SKIP() << "no pseudo terminals here";
  EXPECT_TRUE(asks_for_color(ColorMode::automatic, nullptr, "xterm", true));
  EXPECT_TRUE(asks_for_color(ColorMode::automatic, "", "xterm", true));
  EXPECT_FALSE(asks_for_color(ColorMode::automatic, "1", "xterm", true));
  EXPECT_FALSE(asks_for_color(ColorMode::automatic, nullptr, "dumb", true));
  EXPECT_FALSE(asks_for_color(ColorMode::automatic, nullptr, nullptr, true));
  EXPECT_FALSE(asks_for_color(ColorMode::automatic, nullptr, "xterm", false));
}

TEST(WantsColor, DoesWhatTheSettingSays) {
  EXPECT_TRUE(asks_for_color(ColorMode::always, "1", "dumb", false));
  EXPECT_FALSE(asks_for_color(ColorMode::never, nullptr, "xterm", true));
}

/// The width that is read with this COLUMNS, from a terminal of `terminal` columns or (0) from none.
int columns_with(const char* variable, unsigned short terminal) {
  return test::run_in_child([&] {
    ::unsetenv("COLUMNS");
    if (variable != nullptr) ::setenv("COLUMNS", variable, 1);
    int descriptor = ::open("/dev/null", O_RDWR);
    if (terminal > 0) {
      descriptor = open_terminal();
      struct winsize size {};
      size.ws_col = terminal;
      ::ioctl(descriptor, TIOCSWINSZ, &size);
    }
    return static_cast<int>(read_columns(descriptor));
  });
}

TEST(ReadColumns, TakesTheVariableFirst) {
  EXPECT_EQ(columns_with("40", 0), 40);
  EXPECT_EQ(columns_with("1", 0), 1);
}

TEST(ReadColumns, AsksTheTerminal) {
  if (open_terminal() < 0) GTEST_SKIP() << "no pseudo terminals here";
  EXPECT_EQ(columns_with(nullptr, 100), 100);
  EXPECT_EQ(columns_with("40", 100), 40);
  EXPECT_EQ(columns_with("", 100), 100);
}

TEST(ReadColumns, ElseTakesEighty) {
  for (const char* text : {static_cast<const char*>(nullptr), "", "0", "-5", "wide", "40x", "10000", " 40"})
    EXPECT_EQ(columns_with(text, 0), 80) << (text == nullptr ? "(not set)" : text);
}

TEST(FormatStyled, WritesEscapesOnlyForColour) {
  const std::vector<StyledLine> lines = {
      {{"a", Style::good}, {"b", Style::plain}, {"c", Style::heading}}, {}, {{"d", Style::bad}}};
  EXPECT_EQ(format_styled(lines, false), "abc\n\nd\n");
  EXPECT_EQ(format_styled(lines, true), "\x1b[32ma\x1b[0mb\x1b[1mc\x1b[0m\n\n\x1b[31md\x1b[0m\n");
  EXPECT_EQ(format_styled({{{"a", Style::caution}, {"b", Style::faint}}}, true),
            "\x1b[33ma\x1b[0m\x1b[2mb\x1b[0m\n");
}

TEST(WriteStderr, SurvivesAClosedFullOrBrokenDescriptor) {
  EXPECT_EQ(test::run_in_child([] {
              ::close(STDERR_FILENO);
              write_stderr("text\n");
              ::dup2(::open("/dev/full", O_WRONLY), STDERR_FILENO);
              write_stderr("text\n");
              int ends[2];
              if (::pipe(ends) != 0) return 1;
              ::dup2(ends[1], STDERR_FILENO);
              ::close(ends[0]);
              write_stderr("text\n");
              return 0;
            }),
            0);
}

TEST(WriteStdout, TellsWhetherAllWasWritten) {
  EXPECT_EQ(test::run_in_child([] {
              int ends[2];
              if (::pipe(ends) != 0) return 1;
              ::dup2(ends[1], STDOUT_FILENO);
              if (!write_stdout("text\n")) return 2;
              char bytes[6] = {};
              if (::read(ends[0], bytes, 5) != 5 || std::string(bytes) != "text\n") return 3;
              ::close(ends[0]);
              if (write_stdout("text\n")) return 4;
              ::dup2(::open("/dev/full", O_WRONLY), STDOUT_FILENO);
              if (write_stdout("text\n")) return 5;
              ::close(STDOUT_FILENO);
              return write_stdout("text\n") ? 6 : 0;
            }),
            0);
}

}  // namespace
}  // namespace session::io
