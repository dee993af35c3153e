// SPDX-License-Identifier: MIT
// Code that must run in a process of its own: with other rights, with limits, or to be killed.
#pragma once

#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace session::test {

/// Waits for a child. Gives its exit status, 128 + n for a signal.
inline int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/// Starts `body` in a forked child, which exits with the number that it gives.
template <class Body>
[[nodiscard]] pid_t start_child(Body body) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body());
  return child;
}

/// Runs `body` in a forked child and gives its exit status.
template <class Body>
[[nodiscard]] int run_in_child(Body body) {
  return wait_for(start_child(body));
}

/// The same as a user without rights when the tests run as root, for whom permissions mean nothing.
template <class Body>
[[nodiscard]] int run_unprivileged(Body body) {
  return run_in_child([&] {
    constexpr unsigned kNobody = 65534;
    if (::geteuid() == 0 &&
        (::setgroups(0, nullptr) != 0 || ::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) {
      return 99;
    }
    return body();
  });
}

/// The number of a process that has just ended.
[[nodiscard]] inline int find_dead_process() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  wait_for(child);
  return child;
}

}  // namespace session::test
