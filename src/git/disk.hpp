// SPDX-License-Identifier: MIT
// Small reads of git's own files, with no more system calls than needed. Used only inside src/git.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session::git {

/// The first `limit` bytes of a regular file; nothing when it is absent, no regular file, or unreadable.
[[nodiscard]] std::optional<std::string> read_start(const std::filesystem::path& path, std::size_t limit);

/// The last `limit` bytes of a regular file; nothing when it is absent, no regular file, or unreadable.
[[nodiscard]] std::optional<std::string> read_end(const std::filesystem::path& path, std::size_t limit);

enum class EntryKind { file, folder, link, other };

/// One name of a folder.
struct FolderEntry {
  std::string name;
  EntryKind kind = EntryKind::other;
};

/// Calls `visit` with each name of a folder but `.` and `..`, in no order, until it gives false. False when
/// the folder can't be read.
bool visit_folder(const std::filesystem::path& folder, const std::function<bool(FolderEntry entry)>& visit);

/// The names of the folders in a folder, without `.`, `..` and links, in no order; none when it can't be
/// read.
[[nodiscard]] std::vector<std::string> list_folders(const std::filesystem::path& folder);

/// True when something stands at the path (links are followed).
[[nodiscard]] bool is_present(const std::filesystem::path& path);

/// `text` as an absolute path, taken from `base` when it is relative; `.` and `..` are resolved on the disk.
[[nodiscard]] std::filesystem::path absolute_path(const std::filesystem::path& base, std::string_view text);

}  // namespace session::git
