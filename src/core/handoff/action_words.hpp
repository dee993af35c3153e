// SPDX-License-Identifier: MIT
// Whether a next action says where to begin.
#pragma once

#include <string_view>

namespace session {

/// True when the text names a file, symbol or command: it holds a code span, or a word such as `env.py`,
/// `src/models`, `run()`, `std::string`, `snake_case`, `--option` or `Makefile`. Prose such as "and/or",
/// "e.g.", "item(s)" and "v1.2" names nothing.
[[nodiscard]] bool names_something(std::string_view text);

}  // namespace session
