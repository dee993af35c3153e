// SPDX-License-Identifier: MIT
#include "app/snapshot.hpp"

#include "core/document/own_files.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <system_error>

namespace session::app {

Result<std::string> write_snapshot(const Workspace& workspace, const std::string& bytes,
                                   const std::string& date) {
  constexpr int kMostCopies = 1000;
  for (int copy = 0; copy < kMostCopies; ++copy) {
    const std::string relative = format_snapshot_path(workspace.settings, date, copy);
    // A link in its place is something that is there, wherever it leads.
    if (io::find_file_kind(workspace.location.work_tree / relative) != io::FileKind::absent) continue;
    SESSION_TRY(const auto path, io::resolve_inside(workspace.location.work_tree, relative));
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    if (error) {
      return fail(ErrorKind::file,
                  fmt::format("cannot create '{}': {}", path.parent_path().string(), error.message()));
    }
    SESSION_TRY(const bool created, io::create_file(path, bytes));
    if (created) return relative;
  }
  return fail(ErrorKind::file, fmt::format("cannot find a free name for the snapshot of {}", date));
}

}  // namespace session::app
