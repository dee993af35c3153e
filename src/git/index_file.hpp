// SPDX-License-Identifier: MIT
// Looks through git's index file without libgit2: for one path, or for what libgit2's status gets wrong.
#pragma once

#include "git/repository.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace session::git {

/// What an index holds. The format is that of gitformat-index(5), versions 2 to 4, with 20-byte object ids.
struct IndexSummary {
  std::size_t entries = 0;
  bool has_special_entries = false;  ///< conflicts, gitlinks, intent-to-add, skip-worktree, assume-unchanged
  bool has_lower_case_extension =
      false;                        ///< one that a reader must understand: `link` (split), `sdir` (sparse)
  bool is_unhashed = false;         ///< index.skipHash: the trailing checksum is all zeros
  bool holds_path = false;          ///< the path that was asked for is there
  std::optional<IndexEntry> entry;  ///< of that path, unless in conflict or marked
  std::set<std::string> folders;    ///< below the top that hold tracked files; only when asked for
};

enum class IndexFolders { skip, collect };

/// The number of entries, from the first 12 bytes. 0 when there is no index; nothing when it is not valid.
[[nodiscard]] std::optional<std::size_t> read_index_size(const std::filesystem::path& index);

/// Reads the whole index once. Nothing when it is not valid; an empty summary when there is no index.
[[nodiscard]] std::optional<IndexSummary> read_index(const std::filesystem::path& index,
                                                     std::string_view path, IndexFolders folders);

}  // namespace session::git
