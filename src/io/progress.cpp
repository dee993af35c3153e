// SPDX-License-Identifier: MIT
#include "io/progress.hpp"

#include "io/environment.hpp"
#include "io/posix.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace session::io {
namespace {

constexpr std::chrono::seconds kPatience{1};
constexpr std::chrono::milliseconds kPace{100};
constexpr std::size_t kWidth = 30;

}  // namespace

bool wants_progress(OutputLevel level, int descriptor) {
  if (level == OutputLevel::quiet) return false;
  const auto terminal = find_variable("TERM");
  return terminal && !terminal->empty() && *terminal != "dumb" && ::isatty(descriptor) == 1;
}

std::string format_progress(std::string_view label, std::size_t done, std::size_t total) {
  done = std::min(done, total);
  const std::size_t filled = total == 0 ? kWidth : done * kWidth / total;
  const std::size_t percent = total == 0 ? 100 : done * 100 / total;
  return fmt::format("{} [{}{}] {} % ({} of {})", label, std::string(filled, '#'),
                     std::string(kWidth - filled, '.'), percent, done, total);
}

ProgressBar::ProgressBar(int descriptor, bool is_wanted, std::string label, std::size_t total, Clock clock)
    : descriptor_(descriptor),
      is_wanted_(is_wanted),
      label_(std::move(label)),
      total_(total),
      clock_(std::move(clock)),
      next_(clock_() + kPatience) {}

ProgressBar::~ProgressBar() {
  if (is_drawn_) draw("");
}

void ProgressBar::advance() {
  ++done_;
  if (!is_wanted_) return;
  const auto now = clock_();
  if (now < next_) return;
  next_ = now + kPace;
  is_drawn_ = true;
  draw(format_progress(label_, done_, total_));
}

void ProgressBar::draw(const std::string& text) {
  const SigpipeGuard guard;
  // ECMA-48: back to the first column, and erase to the end of the line.
  [[maybe_unused]] const int code = write_fully(descriptor_, "\r\x1b[K" + text);
}

}  // namespace session::io
