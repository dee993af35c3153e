// SPDX-License-Identifier: MIT
// The rotating log in the private state, by spdlog: session.log, 256 KiB, three files.
#pragma once

#include <filesystem>
#include <string_view>

namespace session::io {

/// Appends one line `time level name[pid]: text` to the log at `path`. A log that can't be written is no
/// error: the run goes on without it. Line breaks in `text` become blanks.
void append_log(const std::filesystem::path& path, std::string_view name, std::string_view text);

}  // namespace session::io
