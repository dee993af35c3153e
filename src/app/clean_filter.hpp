// SPDX-License-Identifier: MIT
// The filter between SESSION.md on disk and what git stores of it.
#pragma once

namespace session::app {

/// Reads the file from standard input and writes what git stores of it to standard output. What can't be
/// cleaned passes through unchanged. Gives the exit status: 0, or 1 when reading or writing failed, and then
/// git takes the file as it is.
[[nodiscard]] int run_clean_filter() noexcept;

}  // namespace session::app
