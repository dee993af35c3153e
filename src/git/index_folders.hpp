// SPDX-License-Identifier: MIT
// The folders that the paths of an index make.
#pragma once

#include "git/index_file.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace session::git {

struct IndexFolder {
  std::string_view path;                   ///< without a slash at the end; "" for the top
  std::size_t parent = 0;                  ///< the number of the folder around it
  std::span<const IndexRow> rows;          ///< all below it
  std::span<const IndexRow* const> files;  ///< right in it, by name
  std::size_t first_child = 0;             ///< the folders right in it are `children` in a row
  std::size_t children = 0;
};

/// All folders with tracked files below them: the top first, a folder behind the one around it.
class IndexFolders {
 public:
  /// Of rows in git's order, each path once. The rows must outlive this.
  explicit IndexFolders(std::span<const IndexRow> rows);

  [[nodiscard]] std::size_t size() const { return folders_.size(); }
  [[nodiscard]] const IndexFolder& operator[](std::size_t number) const { return folders_[number]; }
  /// The place of a name among the folder's files.
  [[nodiscard]] std::optional<std::size_t> find_file(const IndexFolder& folder, std::string_view name) const;
  /// The number of the folder of that name right in this one.
  [[nodiscard]] std::optional<std::size_t> find_child(const IndexFolder& folder, std::string_view name) const;

 private:
  std::vector<const IndexRow*> files_;
  std::vector<IndexFolder> folders_;
};

}  // namespace session::git
