// SPDX-License-Identifier: MIT
// Reading and writing files so that a crash leaves the old bytes or the new ones.
#pragma once

#include "core/error.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace session::io {

enum class FileKind { absent, regular, directory, symbolic_link, other };

/// What stands at `path`, without following a link. Never opens it.
[[nodiscard]] FileKind find_file_kind(const std::filesystem::path& path);

/// The bytes of a regular file (links are followed); nothing when it is absent. ErrorKind::file when it is a
/// directory, FIFO or device (never opened for reading), larger than `limit` bytes, or unreadable.
[[nodiscard]] Result<std::optional<std::string>> read_file(const std::filesystem::path& path,
                                                           std::size_t limit);

/// The last byte of a regular file; empty when the file is absent or empty.
[[nodiscard]] Result<std::string> read_last_byte(const std::filesystem::path& path);

/// Whether write_file waits until the bytes are on the disk.
enum class Sync { no, yes };

/// Replaces the file by `bytes`: temporary file in the same folder, fsync, rename. Keeps
/// the mode (a new file gets 0666 less the umask, or `mode`). Follows a link to its target. Equal bytes are
/// not written again. Gives true when the file changed. A read-only file is an error and stays as it is.
[[nodiscard]] Result<bool> write_file(const std::filesystem::path& path, std::string_view bytes,
                                      Sync sync = Sync::yes, std::optional<unsigned> mode = std::nullopt);

/// Writes a new file whole, or not at all: never over what stands at `path`, also when that came at the same
/// moment. Gives false when something is there already.
[[nodiscard]] Result<bool> create_file(const std::filesystem::path& path, std::string_view bytes);

/// Appends `bytes` with one write call, creating the file when it is absent.
[[nodiscard]] Result<void> append_file(const std::filesystem::path& path, std::string_view bytes,
                                       Sync sync = Sync::yes);

/// The real path of `relative` below `root` when it stays inside: no absolute path, no `..`, no link that
/// leaves the root, no component `.git` in any case with trailing dots or blanks. The file itself may be
/// absent. ErrorKind::settings otherwise.
[[nodiscard]] Result<std::filesystem::path> resolve_inside(const std::filesystem::path& root,
                                                           std::string_view relative);

/// A lock file held by this process. Its content names host, process id and the process's start time; a lock
/// whose owner is gone (same host, no such process) is taken over by rename. The destructor releases it.
class FileLock {
 public:
  /// Waits up to `wait_ms` for another owner. ErrorKind::file when it stays taken.
  [[nodiscard]] static Result<FileLock> acquire(const std::filesystem::path& path, int wait_ms);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();
  /// True when the owner before us ended without releasing the lock, so that its temporary files may lie
  /// about.
  [[nodiscard]] bool replaced_stale() const { return replaced_stale_; }

 private:
  FileLock(std::filesystem::path path, std::string content, bool replaced_stale)
      : path_(std::move(path)), content_(std::move(content)), replaced_stale_(replaced_stale) {}
  std::filesystem::path path_;
  std::string content_;
  bool replaced_stale_ = false;
};

/// Removes what write_file left beside `path` when its process was killed. Call it under the lock that guards
/// the file; what a living process of this host writes stays.
void remove_leftovers(const std::filesystem::path& path);

}  // namespace session::io
