// SPDX-License-Identifier: MIT
// Another program that stays for a conversation: it is asked line by line and answers on its standard output.
#pragma once

#include "core/error.hpp"
#include "io/posix.hpp"
#include "io/process.hpp"
#include "io/spawn.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace session::io {

/// A program that runs as long as this object lives. What it prints on standard error goes into memory, so it
/// never waits for a reader of that.
class RunningCommand {
 public:
  /// As much as any pipe takes at once. A question that is no longer, asked when all earlier ones are
  /// answered, is written without waiting for the program to read it; so both sides can't wait for each
  /// other.
  static constexpr std::size_t kLongestQuestion = 4096;

  /// Starts it; `command.input` is left out. ErrorKind::file when it can't be started.
  [[nodiscard]] static Result<std::unique_ptr<RunningCommand>> start(const Command& command);

  /// Writes to its standard input, at most kLongestQuestion bytes. ErrorKind::file when it has ended.
  [[nodiscard]] Result<void> write(std::string_view question);
  /// The next line of its answer, without the newline. ErrorKind::file when it ended before, and for a line
  /// of more than 64 KiB.
  [[nodiscard]] Result<std::string> read_line();
  /// The next bytes of its answer, exactly `count`. ErrorKind::file when it ended before.
  [[nodiscard]] Result<std::string> read_bytes(std::size_t count);
  /// Reads bytes of its answer and forgets them.
  [[nodiscard]] Result<void> skip_bytes(std::size_t count);
  /// The first line that it printed on standard error so far.
  [[nodiscard]] std::string read_complaint() const;

 private:
  RunningCommand() = default;
  /// Waits for more of its answer.
  [[nodiscard]] Result<void> fill();
  [[nodiscard]] tl::unexpected<Error> fail_ended() const;

  ChildStatusGuard child_status_guard_;  // before the child, whose end it waits for
  Child child_{-1};
  Descriptor in_;
  Descriptor out_;
  Descriptor complaints_;
  std::string answer_;
  std::size_t taken_ = 0;  ///< how much of the answer was given away already
};

}  // namespace session::io
