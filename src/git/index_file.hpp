// SPDX-License-Identifier: MIT
// Git's index file, read without libgit2 and without the git command.
#pragma once

#include "git/mapped_file.hpp"
#include "git/repository.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace session::git {

/// The 32-bit numbers of an entry, by their offset (gitformat-index(5)).
enum class IndexField : std::size_t {
  changed = 0,
  changed_ns = 4,
  modified = 8,
  modified_ns = 12,
  inode = 20,
  mode = 24,
  size = 36
};

/// One entry of an Index.
struct IndexRow {
  const unsigned char* fields = nullptr;  ///< the numbers, and the id at offset 40
  std::string_view path;
  bool is_special = false;  ///< conflict, gitlink, intent-to-add, skip-worktree, assume-unchanged
  bool is_marked = false;   ///< the same without gitlinks

  [[nodiscard]] std::uint32_t number(IndexField field) const;
};

/// What an index holds: versions 2 to 4 of gitformat-index(5). The rows point into the mapped file.
struct Index {
  MappedFile file;
  std::vector<std::string> paths = {};  ///< where version 4 has its paths from; room that never grows
  std::vector<IndexRow> rows = {};      ///< in git's order, by path and stage
  std::size_t id_size = 0;              ///< bytes of an object id
  bool has_special_rows = false;
  /// One that a reader must understand: `link` (split index), `sdir` (sparse index).
  bool has_lower_case_extension = false;
  std::optional<ObjectId> tree =
      std::nullopt;  ///< the tree that `git write-tree` would write, where git noted it

  [[nodiscard]] std::string id_of(const IndexRow& row) const;
};

/// The number of entries, from the first 12 bytes. 0 when there is no index; nothing when it is not valid.
[[nodiscard]] std::optional<std::size_t> read_index_size(const std::filesystem::path& path);

/// Reads the index. Nothing when it is not valid; no rows when there is no index.
[[nodiscard]] std::optional<Index> read_index(const std::filesystem::path& path, std::size_t id_size);

/// The rows of a path: one, none, or two and three in a conflict.
[[nodiscard]] std::span<const IndexRow> find_rows(const Index& index, std::string_view path);

/// The entry of a path; nothing without one, in a conflict, and when it has a mark.
[[nodiscard]] std::optional<IndexEntry> find_entry(const Index& index, std::string_view path);

}  // namespace session::git
