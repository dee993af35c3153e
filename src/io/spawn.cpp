// SPDX-License-Identifier: MIT
// posix_spawn, and what has to be right around it.
#include "io/spawn.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <vector>

namespace session::io {
namespace {

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

}  // namespace

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

ChildStatusGuard::ChildStatusGuard() {
  struct sigaction usual {};
  usual.sa_handler = SIG_DFL;
  changed_ = sigaction(SIGCHLD, nullptr, &old_) == 0 && old_.sa_handler == SIG_IGN &&
             sigaction(SIGCHLD, &usual, nullptr) == 0;
}

ChildStatusGuard::~ChildStatusGuard() {
  if (changed_) sigaction(SIGCHLD, &old_, nullptr);
}

Child::~Child() {
  if (id_ <= 0) return;
  end();
  [[maybe_unused]] const auto status = wait();
}

void Child::end() const {
  ::kill(id_, SIGKILL);
}

tl::expected<int, int> Child::wait() {
  int status = 0;
  const pid_t id = std::exchange(id_, -1);
  while (::waitpid(id, &status, 0) < 0) {
    if (errno != EINTR) return tl::unexpected<int>(errno);
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

tl::expected<Child, int> spawn(const Command& command, const Streams& streams, const sigset_t& mask) {
  SpawnActions actions;
  if (streams.in < 0) {
    posix_spawn_file_actions_addopen(actions.data(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  } else {
    posix_spawn_file_actions_adddup2(actions.data(), streams.in, STDIN_FILENO);
  }
  posix_spawn_file_actions_adddup2(actions.data(), streams.out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(actions.data(), streams.err, STDERR_FILENO);
  if (!command.directory.empty()) {
    posix_spawn_file_actions_addchdir_np(actions.data(), command.directory.c_str());
  }
  const SpawnAttributes attributes(mask);
  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> environment = plan_environment(command);
  pid_t id = -1;
  const int code = ::posix_spawnp(&id, arguments.front().c_str(), actions.data(), attributes.data(),
                                  list_pointers(arguments).data(), list_pointers(environment).data());
  if (code != 0) return tl::unexpected<int>(code);
  return Child(id);
}

tl::expected<Child, int> spawn_in_terminal(std::vector<std::string> arguments) {
  const SpawnAttributes attributes;
  pid_t id = -1;
  const int code = ::posix_spawnp(&id, arguments.front().c_str(), nullptr, attributes.data(),
                                  list_pointers(arguments).data(), environ);
  if (code != 0) return tl::unexpected<int>(code);
  return Child(id);
}

tl::unexpected<Error> fail_command(const Command& command, std::string_view reason) {
  std::string message = "cannot run '" + command.arguments.front() + "'";
  if (!command.directory.empty()) message += " in '" + command.directory.native() + "'";
  return fail(ErrorKind::file, message.append(": ").append(reason));
}

}  // namespace session::io
