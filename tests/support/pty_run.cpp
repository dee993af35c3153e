// SPDX-License-Identifier: MIT
// usage: pty_run PROGRAM [ARGUMENT...]
// Runs a program whose standard output is a terminal, copies what it prints, and ends with its status; 77
// where there are no pseudo terminals.
#include "support/child.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <array>

namespace {

constexpr int kNoTerminal = 77;

/// Lines end as the program writes them.
bool make_raw(int terminal) {
  termios settings{};
  if (::tcgetattr(terminal, &settings) != 0) return false;
  settings.c_oflag &= ~static_cast<tcflag_t>(OPOST);
  return ::tcsetattr(terminal, TCSANOW, &settings) == 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0) return kNoTerminal;
  const int terminal = ::open(::ptsname(master), O_RDWR | O_NOCTTY);
  if (terminal < 0 || !make_raw(terminal)) return kNoTerminal;
  const pid_t child = session::test::start_child([&] {
    ::dup2(terminal, STDOUT_FILENO);
    ::close(terminal);
    ::close(master);
    ::execvp(argv[1], argv + 1);
    return 127;
  });
  ::close(terminal);
  std::array<char, 4096> bytes{};
  // Linux gives EIO when the last writer is gone.
  for (ssize_t count = 0; (count = ::read(master, bytes.data(), bytes.size())) > 0;) {
    if (::write(STDOUT_FILENO, bytes.data(), static_cast<std::size_t>(count)) != count) return 1;
  }
  return session::test::wait_for(child);
}
