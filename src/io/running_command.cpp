// SPDX-License-Identifier: MIT
#include "io/running_command.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace session::io {

Result<std::unique_ptr<RunningCommand>> RunningCommand::start(const Command& command) {
  if (command.arguments.empty()) return fail(ErrorKind::internal, "cannot run a command without a name");
  const SigpipeGuard sigpipe_guard;
  auto in = make_pipe();
  auto out = make_pipe();
  Descriptor complaints = lift(Descriptor(::memfd_create("complaints", MFD_CLOEXEC)));
  if (!in || !out || !complaints.is_open()) return fail_command(command, describe_errno(errno));
  std::unique_ptr<RunningCommand> running(new RunningCommand);
  auto child = spawn(command, {in->read_end.number(), out->write_end.number(), complaints.number()},
                     sigpipe_guard.old_mask());
  if (!child) return fail_command(command, describe_errno(child.error()));
  running->child_ = *std::move(child);
  running->in_ = std::move(in->write_end);
  running->out_ = std::move(out->read_end);
  running->complaints_ = std::move(complaints);
  return running;
}

Result<void> RunningCommand::write(std::string_view question) {
  if (question.size() > kLongestQuestion)
    return fail(ErrorKind::internal, "cannot ask a question of this length");
  const SigpipeGuard sigpipe_guard;
  if (write_fully(in_.number(), question) != 0) return fail_ended();
  return {};
}

Result<void> RunningCommand::fill() {
  std::array<char, std::size_t{64} * 1024> buffer;
  answer_.erase(0, std::exchange(taken_, 0));
  for (;;) {
    const ssize_t count = ::read(out_.number(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return fail_ended();
    answer_.append(buffer.data(), static_cast<std::size_t>(count));
    return {};
  }
}

Result<std::string> RunningCommand::read_line() {
  constexpr std::size_t kLongestLine = 64u << 10;
  for (;;) {
    const std::size_t end = answer_.find('\n', taken_);
    if (end != std::string::npos) {
      std::string line = answer_.substr(taken_, end - taken_);
      taken_ = end + 1;
      return line;
    }
    if (answer_.size() - taken_ > kLongestLine) {
      return fail(ErrorKind::file, "a program answers with a line without an end");
    }
    SESSION_CHECK(fill());
  }
}

Result<std::string> RunningCommand::read_bytes(std::size_t count) {
  while (answer_.size() - taken_ < count) SESSION_CHECK(fill());
  std::string bytes = answer_.substr(taken_, count);
  taken_ += count;
  return bytes;
}

Result<void> RunningCommand::skip_bytes(std::size_t count) {
  for (;;) {
    const std::size_t there = std::min(count, answer_.size() - taken_);
    taken_ += there;
    count -= there;
    if (count == 0) return {};
    SESSION_CHECK(fill());
  }
}

std::string RunningCommand::read_complaint() const {
  constexpr std::size_t kLongest = 4096;
  std::string text(kLongest, '\0');
  const ssize_t count = ::pread(complaints_.number(), text.data(), text.size(), 0);
  text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return text.substr(0, text.find('\n'));
}

tl::unexpected<Error> RunningCommand::fail_ended() const {
  const std::string complaint = read_complaint();
  return fail(ErrorKind::file, complaint.empty() ? "a program ended before it had answered" : complaint);
}

}  // namespace session::io
