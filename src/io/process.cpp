// SPDX-License-Identifier: MIT
// posix_spawn with three pipes and one poll loop.
#include "io/process.hpp"

#include "io/posix.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string_view>

namespace session::io {
namespace {

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

/// Moves a descriptor above 2, so that setting up 0 to 2 in the child can't overwrite it. That matters when
/// this program was started with one of them closed.
Descriptor lift(Descriptor descriptor) {
  if (!descriptor.is_open() || descriptor.number() > STDERR_FILENO) return descriptor;
  return Descriptor(::fcntl(descriptor.number(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

tl::expected<Pipe, int> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return tl::unexpected<int>(errno);
  // Both ends are owned before one is moved: a lifted end must not get the number of the other.
  Descriptor read_end(ends[0]);
  Descriptor write_end(ends[1]);
  Pipe pipe{lift(std::move(read_end)), lift(std::move(write_end))};
  if (!pipe.read_end.is_open() || !pipe.write_end.is_open()) return tl::unexpected<int>(errno);
  return pipe;
}

void stop_blocking(const Descriptor& descriptor) {
  const int flags = ::fcntl(descriptor.number(), F_GETFL);
  if (flags >= 0) ::fcntl(descriptor.number(), F_SETFL, flags | O_NONBLOCK);
}

class SpawnActions {
 public:
  SpawnActions() { posix_spawn_file_actions_init(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
  posix_spawn_file_actions_t* data() { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

class SpawnAttributes {
 public:
  explicit SpawnAttributes(const sigset_t& mask) {
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setsigmask(&attributes_, &mask);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK);
  }
  /// The key signals end the program as usual, although we ignore them.
  SpawnAttributes() {
    sigset_t keys;
    sigemptyset(&keys);
    sigaddset(&keys, SIGINT);
    sigaddset(&keys, SIGQUIT);
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setsigdefault(&attributes_, &keys);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
  }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;
  ~SpawnAttributes() { posix_spawnattr_destroy(&attributes_); }
  const posix_spawnattr_t* data() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

/// Without it a parent that ignores SIGCHLD, which a program inherits, takes the exit status away from us.
class ChildStatusGuard {
 public:
  ChildStatusGuard() {
    struct sigaction usual {};
    usual.sa_handler = SIG_DFL;
    changed_ = sigaction(SIGCHLD, nullptr, &old_) == 0 && old_.sa_handler == SIG_IGN &&
               sigaction(SIGCHLD, &usual, nullptr) == 0;
  }
  ChildStatusGuard(const ChildStatusGuard&) = delete;
  ChildStatusGuard& operator=(const ChildStatusGuard&) = delete;
  ~ChildStatusGuard() {
    if (changed_) sigaction(SIGCHLD, &old_, nullptr);
  }

 private:
  struct sigaction old_ {};
  bool changed_ = false;
};

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

bool names(std::string_view entry, std::string_view name) {
  return entry.size() > name.size() && entry.substr(0, name.size()) == name && entry[name.size()] == '=';
}

/// Our environment with the changes of the command, as NAME=value.
std::vector<std::string> plan_environment(const Command& command) {
  std::vector<std::string> entries;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const bool is_unset = std::any_of(command.unset_variables.begin(), command.unset_variables.end(),
                                      [&](const std::string& name) { return names(text, name); });
    const bool is_set = std::any_of(command.set_variables.begin(), command.set_variables.end(),
                                    [&](const auto& pair) { return names(text, pair.first); });
    if (!is_unset && !is_set) entries.emplace_back(text);
  }
  for (const auto& [name, value] : command.set_variables) {
    entries.emplace_back(name).append("=").append(value);
  }
  return entries;
}

/// Pointers as the C interface wants them. The texts must outlive the vector.
std::vector<char*> list_pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

tl::unexpected<Error> fail_command(const Command& command, std::string_view reason) {
  std::string message = "cannot run '" + command.arguments.front() + "'";
  if (!command.directory.empty()) message += " in '" + command.directory.native() + "'";
  return fail(ErrorKind::file, message.append(": ").append(reason));
}

/// A running child. It is killed and waited for unless somebody waited for it.
class Child {
 public:
  explicit Child(pid_t id) : id_(id) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (id_ <= 0) return;
    ::kill(id_, SIGKILL);
    [[maybe_unused]] const auto status = wait();
  }
  void end() const { ::kill(id_, SIGKILL); }
  /// The exit status, 128 + n for a signal; an errno value when it is unknown.
  tl::expected<int, int> wait() {
    int status = 0;
    const pid_t id = std::exchange(id_, -1);
    while (::waitpid(id, &status, 0) < 0) {
      if (errno != EINTR) return tl::unexpected<int>(errno);
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }

 private:
  pid_t id_;
};

/// The ends of the pipes that stay with us.
struct Ends {
  Descriptor in;
  Descriptor out;
  Descriptor err;
};

struct Started {
  pid_t id = -1;
  Ends ends;
};

tl::expected<Started, int> start(const Command& command, const sigset_t& mask) {
  auto out = make_pipe();
  auto err = make_pipe();
  if (!out || !err) return tl::unexpected<int>(out ? err.error() : out.error());
  Pipe in;
  SpawnActions actions;
  if (command.input.empty()) {
    posix_spawn_file_actions_addopen(actions.data(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  } else {
    auto made = make_pipe();
    if (!made) return tl::unexpected<int>(made.error());
    in = std::move(*made);
    posix_spawn_file_actions_adddup2(actions.data(), in.read_end.number(), STDIN_FILENO);
  }
  posix_spawn_file_actions_adddup2(actions.data(), out->write_end.number(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(actions.data(), err->write_end.number(), STDERR_FILENO);
  if (!command.directory.empty()) {
    posix_spawn_file_actions_addchdir_np(actions.data(), command.directory.c_str());
  }
  const SpawnAttributes attributes(mask);
  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> environment = plan_environment(command);
  Started started;
  const int code = ::posix_spawnp(&started.id, arguments.front().c_str(), actions.data(), attributes.data(),
                                  list_pointers(arguments).data(), list_pointers(environment).data());
  if (code != 0) return tl::unexpected<int>(code);
  started.ends = {std::move(in.write_end), std::move(out->read_end), std::move(err->read_end)};
  return started;
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
  Child child(started->id);
  Ends& ends = started->ends;
  for (Descriptor* descriptor : {&ends.in, &ends.out, &ends.err}) {
    if (descriptor->is_open()) stop_blocking(*descriptor);
  }
  CommandOutput output;
  if (!exchange_bytes(command, ends, output)) {
    return fail_command(command, "it prints more than " + std::to_string(command.output_limit) + " bytes");
  }
  if (output.is_late) child.end();
  const auto status = child.wait();
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
  const SpawnAttributes attributes;
  pid_t id = -1;
  const int code = ::posix_spawnp(&id, command.arguments.front().c_str(), nullptr, attributes.data(),
                                  list_pointers(command.arguments).data(), environ);
  if (code != 0) return fail_command(command, describe_errno(code));
  Child child(id);
  const auto status = child.wait();
  if (!status) return fail_command(command, describe_errno(status.error()));
  return *status;
}

}  // namespace session::io
