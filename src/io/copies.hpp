// SPDX-License-Identifier: MIT
// Copies of SESSION.md in the private state, for what git does to a file that it does not track.
#pragma once

#include "core/error.hpp"
#include "io/file.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string_view>

namespace session::io {

/// How many copies of each kind are kept.
inline constexpr std::size_t kCopiesKept = 10;

/// What SESSION.md was to git when the copy was made.
enum class CopyKind {
  local,    ///< not in the index
  tracked,  ///< in the index
};

/// A copy, and whether this call wrote it.
struct SavedCopy {
  std::filesystem::path path;
  bool is_new = false;
};

/// Keeps `bytes` as the newest copy of the kind in `folder` (created when absent), named like
/// `0000012-local.md`; the oldest beyond kCopiesKept of the kind leave. When the newest of the kind holds
/// these bytes already, nothing is written. On an error all copies from before are still there.
[[nodiscard]] Result<SavedCopy> save_copy(const std::filesystem::path& folder, std::string_view bytes,
                                          CopyKind kind, Sync sync = Sync::no);

/// The newest copy of the kind; nothing when there is none.
[[nodiscard]] std::optional<std::filesystem::path> find_newest_copy(const std::filesystem::path& folder,
                                                                    CopyKind kind);

}  // namespace session::io
