// SPDX-License-Identifier: MIT
#include "app/memory.hpp"

#include "core/document/own_files.hpp"

#include <fmt/core.h>

#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace session::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMemoryLimit = std::size_t{8} << 20;

/// The bytes of a memory file; nothing when it is absent.
Result<std::optional<std::string>> read_memory_file(const Workspace& workspace, std::string_view name) {
  SESSION_TRY(const auto path, find_memory_file(workspace, name));
  return io::read_file(path, kMemoryLimit);
}

std::string read_or_empty(const Workspace& workspace, std::string_view name) {
  auto bytes = read_memory_file(workspace, name);
  return bytes && *bytes ? std::move(**bytes) : std::string();
}

Result<void> write_memory_file(const Workspace& workspace, std::string_view name, const std::string& bytes) {
  SESSION_TRY(const auto path, find_memory_file(workspace, name));
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) {
    return fail(ErrorKind::file,
                fmt::format("cannot create '{}': {}", path.parent_path().string(), error.message()));
  }
  SESSION_CHECK(io::write_file(path, bytes));
  return {};
}

}  // namespace

Result<fs::path> find_memory_file(const Workspace& workspace, std::string_view name) {
  const std::string& folder = workspace.settings.session_memory;
  if (folder.empty()) return workspace.location.common_dir / "session" / "memory" / name;
  return io::resolve_inside(workspace.location.work_tree, fmt::format("{}/{}", folder, name));
}

Memory read_memory(const Workspace& workspace) {
  return {parse_session_history(read_or_empty(workspace, kSessionHistoryName)),
          format_handoff_sentence(parse_handoff_patterns(read_or_empty(workspace, kHandoffPatternsName)))};
}

Result<void> write_memory(const Workspace& workspace, const RememberedSession& session,
                          const HandoffRow& row) {
  constexpr int kLockWaitMs = 1000;
  const fs::path folder = workspace.location.common_dir / "session";
  std::error_code error;
  fs::create_directories(folder, error);
  // The lock of the work tree does not keep other work trees away.
  const auto lock = io::FileLock::acquire(folder / "memory.lock", kLockWaitMs);
  if (!lock) return tl::unexpected<Error>(lock.error());
  SESSION_TRY(auto history, read_memory_file(workspace, kSessionHistoryName));
  std::string blocks =
      history && !history->empty() ? *std::move(history) : std::string(session_history_title());
  if (!blocks.ends_with('\n')) blocks += '\n';
  SESSION_CHECK(write_memory_file(workspace, kSessionHistoryName, blocks + format_remembered(session)));
  SESSION_TRY(const auto patterns, read_memory_file(workspace, kHandoffPatternsName));
  return write_memory_file(workspace, kHandoffPatternsName, add_handoff_row(patterns, row));
}

}  // namespace session::app
