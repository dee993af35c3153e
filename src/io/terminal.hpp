// SPDX-License-Identifier: MIT
// Messages on standard error: plain, prefixed, coloured only where a person looks.
#pragma once

#include "core/error.hpp"
#include "core/message.hpp"
#include "core/settings.hpp"
#include "core/view/styled_text.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace session::io {

/// True when colour is wanted on the file descriptor: `mode`, else NO_COLOR, TERM=dumb and isatty decide.
[[nodiscard]] bool wants_color(ColorMode mode, int descriptor);

/// True when a person looks at what is written to the file descriptor.
[[nodiscard]] bool is_terminal(int descriptor);

/// The columns that lines written to the file descriptor may take: COLUMNS when it is a whole number from 1
/// to 9999, else what the terminal says, else 80.
[[nodiscard]] std::size_t read_columns(int descriptor);

/// The lines as text, each with its LF; with SGR escapes (ECMA-48) for the styles when colour is wanted.
[[nodiscard]] std::string format_styled(const std::vector<StyledLine>& lines, bool color);

/// The text of the messages as it goes to standard error: `session: text`, `hint: text`, one line each, in
/// order, filtered by level (quiet: warnings and hints only). Control bytes in texts are already gone.
[[nodiscard]] std::string format_messages(const std::vector<Message>& messages, OutputLevel level,
                                          bool color);

/// The lines that tell a person of an error: `session: file:line:column: message` and a `hint:` line.
[[nodiscard]] std::string format_error(const Error& error, bool color);

/// Writes to standard error with one write call. A closed or full descriptor is not an error.
void write_stderr(const std::string& text);

/// Writes to standard output. False when it could not be written whole.
[[nodiscard]] bool write_stdout(const std::string& text);

}  // namespace session::io
