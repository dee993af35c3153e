// SPDX-License-Identifier: MIT
// The only file that knows spdlog, header-only: no registry, no logger that outlives the call.
#include "io/log.hpp"

#include "core/text/inline_text.hpp"
#include "io/file.hpp"

#include <unistd.h>

#include <memory>
#include <string>

// A log descriptor must not reach the programs that we start.
#define SPDLOG_PREVENT_CHILD_FD
#define SPDLOG_NO_THREAD_ID
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>

namespace session::io {
namespace {

constexpr std::size_t kFileLimit = std::size_t{256} * 1024;
/// Beside the current file, so there are three.
constexpr std::size_t kOldFiles = 2;

/// spdlog tries five times and sleeps in between when it can't open its file, and would wait at a pipe for
/// ever; a hook has no time for either.
bool can_append(const std::filesystem::path& path) {
  switch (find_file_kind(path)) {
    case FileKind::absent: return ::access(path.parent_path().c_str(), W_OK | X_OK) == 0;
    case FileKind::regular: return ::access(path.c_str(), W_OK) == 0;
    case FileKind::directory:
    case FileKind::symbolic_link:
    case FileKind::other: return false;
  }
  return false;
}

}  // namespace

void append_log(const std::filesystem::path& path, std::string_view name, std::string_view text) {
  try {
    if (!can_append(path)) return;
    auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_st>(path.native(), kFileLimit, kOldFiles);
    spdlog::logger logger(format_plain(name), std::move(sink));
    // Without a handler spdlog prints its own troubles on standard error.
    logger.set_error_handler([](const std::string&) {});
    logger.set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %n[%P]: %v", spdlog::pattern_time_type::utc);
    logger.log(spdlog::level::info, spdlog::string_view_t(format_plain(text)));
    logger.flush();
  } catch (const std::exception&) {
    // The log is for finding faults later. It must not be one.
    return;
  }
}

}  // namespace session::io
