// SPDX-License-Identifier: MIT
// Messages on standard error: plain, prefixed, coloured only where a person looks.
#pragma once

#include "core/error.hpp"
#include "core/message.hpp"
#include "core/settings.hpp"

#include <string>
#include <vector>

namespace session::io {

/// True when colour is wanted on the file descriptor: `mode`, else NO_COLOR, TERM=dumb and isatty decide.
[[nodiscard]] bool wants_color(ColorMode mode, int descriptor);

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
