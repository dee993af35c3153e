// SPDX-License-Identifier: MIT
// Words for commands that a person may copy from a message into a shell.
#pragma once

#include <string>
#include <string_view>

namespace session {

/// `word` so that a POSIX shell reads it as one word: as it is when that is safe, else in single quotes.
[[nodiscard]] std::string format_shell_word(std::string_view word);

/// True for a name that may stand in a printed command as a branch: git-check-ref-format(1) allows it, it is
/// no option, it shows on a terminal as it is, and it is at most 250 bytes long.
[[nodiscard]] bool is_printable_branch(std::string_view name);

}  // namespace session
