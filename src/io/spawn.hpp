// SPDX-License-Identifier: MIT
// Pipes and child processes: what run_command and RunningCommand share. Private to src/io.
#pragma once

#include "io/posix.hpp"
#include "io/process.hpp"

#include <sys/types.h>

#include <csignal>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace session::io {

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

/// A pipe whose ends are closed in other programs and have numbers above 2. Errors are errno values.
[[nodiscard]] tl::expected<Pipe, int> make_pipe();

/// Moves a descriptor above 2, so that setting up 0 to 2 in the child can't overwrite it. That matters when
/// this program was started with one of them closed.
[[nodiscard]] Descriptor lift(Descriptor descriptor);

/// Without it a parent that ignores SIGCHLD, which a program inherits, takes the exit status away from us.
class ChildStatusGuard {
 public:
  ChildStatusGuard();
  ChildStatusGuard(const ChildStatusGuard&) = delete;
  ChildStatusGuard& operator=(const ChildStatusGuard&) = delete;
  ~ChildStatusGuard();

 private:
  struct sigaction old_ {};
  bool changed_ = false;
};

/// A running child. It is killed and waited for unless somebody waited for it.
class Child {
 public:
  explicit Child(pid_t id) : id_(id) {}
  Child(Child&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
  Child& operator=(Child&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();
  /// Kills it; its end can still be waited for.
  void end() const;
  /// The exit status, 128 + n for a signal; an errno value when it is unknown.
  [[nodiscard]] tl::expected<int, int> wait();

 private:
  pid_t id_;
};

/// The descriptors that become a child's standard input, output and error; -1 as input stands for /dev/null.
struct Streams {
  int in = -1;
  int out = -1;
  int err = -1;
};

/// Starts the command, without its input, with the signals of `mask` blocked. Errors are errno values.
[[nodiscard]] tl::expected<Child, int> spawn(const Command& command, const Streams& streams,
                                             const sigset_t& mask);

/// Starts a program on our own streams; the key signals end it as usual, although we ignore them.
[[nodiscard]] tl::expected<Child, int> spawn_in_terminal(std::vector<std::string> arguments);

/// Fails with ErrorKind::file: `cannot run 'PROGRAM' in 'FOLDER': REASON`.
[[nodiscard]] tl::unexpected<Error> fail_command(const Command& command, std::string_view reason);

}  // namespace session::io
