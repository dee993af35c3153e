// SPDX-License-Identifier: MIT
// A progress bar on a terminal, for work that takes longer than a second.
#pragma once

#include "core/settings.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace session::io {

/// True when a bar may be drawn on the descriptor: a terminal that can go back to the start of a line, and a
/// level that is not quiet.
[[nodiscard]] bool wants_progress(OutputLevel level, int descriptor);

/// `label [#####.....] 50 % (5 of 10)`. Nothing is all of nothing.
[[nodiscard]] std::string format_progress(std::string_view label, std::size_t done, std::size_t total);

/// Draws on one line, at most ten times a second, and takes the line away at the end. Nothing is drawn within
/// the first second.
class ProgressBar {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  /// `is_wanted`: see wants_progress.
  ProgressBar(int descriptor, bool is_wanted, std::string label, std::size_t total,
              Clock clock = std::chrono::steady_clock::now);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// One more piece of the work is done.
  void advance();

 private:
  void draw(const std::string& text);

  int descriptor_;
  bool is_wanted_;
  std::string label_;
  std::size_t total_;
  std::size_t done_ = 0;
  Clock clock_;
  std::chrono::steady_clock::time_point next_;  ///< when it is drawn again
  bool is_drawn_ = false;
};

}  // namespace session::io
