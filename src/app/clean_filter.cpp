// SPDX-License-Identifier: MIT
#include "app/clean_filter.hpp"

#include "core/live/live_text.hpp"
#include "io/environment.hpp"
#include "io/terminal.hpp"

#include <unistd.h>

#include <cstddef>
#include <exception>
#include <limits>
#include <string>

namespace session::app {

int run_clean_filter() noexcept {
  try {
    // A file of any size passes through; only those within the limit are read as a document.
    const auto file = io::read_all(STDIN_FILENO, std::numeric_limits<std::size_t>::max());
    if (!file) return 1;
    return io::write_stdout(clean_text(*file)) ? 0 : 1;
  } catch (const std::exception&) {
    return 1;
  }
}

}  // namespace session::app
