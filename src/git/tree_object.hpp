// SPDX-License-Identifier: MIT
// Trees: their entries, one path in them, and what differs between two. Private to src/git.
#pragma once

#include "core/commit.hpp"
#include "core/error.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session::git {

/// The ids of the tree without entries, which git knows in every repository.
constexpr std::string_view kEmptyTreeSha1 = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
constexpr std::string_view kEmptyTreeSha256 =
    "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321";

/// One line of a tree. The views stand in the bytes of the tree.
struct TreeEntry {
  std::string_view mode;  ///< octal, without leading zeros: 100644, 40000 for a folder
  std::string_view name;
  std::string_view id;  ///< the bytes, not hex
  [[nodiscard]] bool is_tree() const { return mode == "40000" || mode == "040000"; }
  bool operator==(const TreeEntry&) const = default;
};

/// The entries in their order. Nothing when the bytes are no tree with ids of that many hex digits.
[[nodiscard]] std::optional<std::vector<TreeEntry>> parse_tree(std::string_view bytes, std::size_t id_digits);

/// Gives the bytes of a tree.
using TreeReader = std::function<Result<std::string>(const ObjectId& id)>;

/// The blob (or link) at a path below a tree; nothing when there is none.
[[nodiscard]] Result<std::optional<ObjectId>> find_tree_blob(const TreeReader& read, const ObjectId& tree,
                                                             std::string_view path);

/// The paths that differ, in git's order, at most `limit`; a folder's files, not the folder. No before: all
/// paths of `after`.
[[nodiscard]] Result<std::vector<std::string>> compare_trees(const TreeReader& read,
                                                             const std::optional<ObjectId>& before,
                                                             const ObjectId& after, std::size_t limit);

}  // namespace session::git
