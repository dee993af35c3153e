// SPDX-License-Identifier: MIT
// Three pipes and one poll loop.
#include "io/process.hpp"

#include "io/posix.hpp"
#include "io/spawn.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string_view>

namespace session::io {
namespace {

void stop_blocking(const Descriptor& descriptor) {
  const int flags = ::fcntl(descriptor.number(), F_GETFL);
  if (flags >= 0) ::fcntl(descriptor.number(), F_SETFL, flags | O_NONBLOCK);
}

/// The interrupt and quit keys go to all programs of the terminal; while it lives, we take no notice.
class KeySignalGuard {
 public:
  KeySignalGuard() {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGINT, &ignore, &interrupt_);
    sigaction(SIGQUIT, &ignore, &quit_);
  }
  KeySignalGuard(const KeySignalGuard&) = delete;
  KeySignalGuard& operator=(const KeySignalGuard&) = delete;
  ~KeySignalGuard() {
    sigaction(SIGINT, &interrupt_, nullptr);
    sigaction(SIGQUIT, &quit_, nullptr);
  }

 private:
  struct sigaction interrupt_ {};
  struct sigaction quit_ {};
};

/// The ends of the pipes that stay with us.
struct Ends {
  Descriptor in;
  Descriptor out;
  Descriptor err;
};

struct Started {
  Child child;
  Ends ends;
};

tl::expected<Started, int> start(const Command& command, const sigset_t& mask) {
  auto out = make_pipe();
  auto err = make_pipe();
  if (!out || !err) return tl::unexpected<int>(out ? err.error() : out.error());
  Pipe in;
  if (!command.input.empty()) {
    auto made = make_pipe();
    if (!made) return tl::unexpected<int>(made.error());
    in = std::move(*made);
  }
  auto child = spawn(command, {in.read_end.number(), out->write_end.number(), err->write_end.number()}, mask);
  if (!child) return tl::unexpected<int>(child.error());
  return Started{*std::move(child),
                 {std::move(in.write_end), std::move(out->read_end), std::move(err->read_end)}};
}

/// Reads what is there. Closes the descriptor at its end. Bytes beyond the limit are dropped, and false says
/// so.
bool drain(Descriptor& descriptor, std::string& text, std::size_t limit) {
  std::array<char, std::size_t{64} * 1024> buffer;
  const ssize_t count = ::read(descriptor.number(), buffer.data(), buffer.size());
  if (count < 0) {
    if (errno != EINTR && errno != EAGAIN) descriptor.close();
    return true;
  }
  if (count == 0) {
    descriptor.close();
    return true;
  }
  const auto size = static_cast<std::size_t>(count);
  const std::size_t taken = std::min(size, limit - text.size());
  text.append(buffer.data(), taken);
  return taken == size;
}

/// Writes what the pipe takes. Closes the descriptor when all is written or nobody reads.
void feed(Descriptor& descriptor, std::string_view& rest) {
  const ssize_t count = ::write(descriptor.number(), rest.data(), rest.size());
  if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
  const bool broken = count < 0 && errno != EINTR && errno != EAGAIN;
  if (broken || rest.empty()) descriptor.close();
}

/// Milliseconds to the deadline, rounded up; -1 without one, as poll takes it.
int count_down(const Command& command) {
  if (!command.deadline) return -1;
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(*command.deadline - std::chrono::steady_clock::now());
  constexpr std::chrono::milliseconds kLongest = std::chrono::hours(1);
  return static_cast<int>(std::clamp(left, std::chrono::milliseconds(0), kLongest).count());
}

/// Feeds and drains until both outputs end or the time is over. False when standard output is longer than the
/// command allows.
bool exchange_bytes(const Command& command, Ends& ends, CommandOutput& output) {
  std::string_view rest = command.input;
  while (ends.out.is_open() || ends.err.is_open() || ends.in.is_open()) {
    // A negative descriptor is skipped by poll.
    std::array<pollfd, 3> polls{pollfd{ends.in.number(), POLLOUT, 0}, pollfd{ends.out.number(), POLLIN, 0},
                                pollfd{ends.err.number(), POLLIN, 0}};
    const int wait = count_down(command);
    const int ready = ::poll(polls.data(), polls.size(), wait);
    if (ready < 0) {
      if (errno == EINTR || errno == EAGAIN) continue;
      return true;
    }
    if (ready == 0 && count_down(command) == 0) {
      output.is_late = true;
      return true;
    }
    if (polls[0].revents != 0) feed(ends.in, rest);
    if (polls[1].revents != 0 && !drain(ends.out, output.out, command.output_limit)) return false;
    // Too much on standard error is no reason to stop: its beginning says what is wrong.
    if (polls[2].revents != 0) drain(ends.err, output.err, command.output_limit);
  }
  return true;
}

}  // namespace

Result<CommandOutput> run_command(const Command& command) {
  if (command.arguments.empty()) return fail(ErrorKind::internal, "cannot run a command without a name");
  const SigpipeGuard sigpipe_guard;
  const ChildStatusGuard child_status_guard;
  auto started = start(command, sigpipe_guard.old_mask());
  if (!started) return fail_command(command, describe_errno(started.error()));
  Ends& ends = started->ends;
  for (Descriptor* descriptor : {&ends.in, &ends.out, &ends.err}) {
    if (descriptor->is_open()) stop_blocking(*descriptor);
  }
  CommandOutput output;
  if (!exchange_bytes(command, ends, output)) {
    return fail_command(command, "it prints more than " + std::to_string(command.output_limit) + " bytes");
  }
  if (output.is_late) started->child.end();
  const auto status = started->child.wait();
  if (!status) return fail_command(command, describe_errno(status.error()));
  output.status = *status;
  return output;
}

Result<int> run_in_terminal(const std::vector<std::string>& arguments) {
  Command command;
  command.arguments = arguments;
  if (arguments.empty()) return fail(ErrorKind::internal, "cannot run a command without a name");
  const ChildStatusGuard child_status_guard;
  const KeySignalGuard key_signal_guard;
  auto child = spawn_in_terminal(arguments);
  if (!child) return fail_command(command, describe_errno(child.error()));
  const auto status = child->wait();
  if (!status) return fail_command(command, describe_errno(status.error()));
  return *status;
}

}  // namespace session::io
