// SPDX-License-Identifier: MIT
// Whole files: read with care, replaced in one step.
#include "io/file.hpp"

#include "io/posix.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <system_error>

namespace session::io {
namespace {

/// How many links in a row are followed; the kernel's own limit.
constexpr int kLinkLimit = 40;

/// Words for something that is no regular file.
std::string_view describe_kind(mode_t mode) {
  if (S_ISDIR(mode)) return "it is a directory";
  if (S_ISFIFO(mode)) return "it is a named pipe";
  if (S_ISSOCK(mode)) return "it is a socket";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "it is a device";
  return "it is no regular file";
}

/// The text of a link. Gives nothing when it is none.
std::optional<std::string> read_link(const std::filesystem::path& path) {
  std::array<char, PATH_MAX> buffer{};
  const ssize_t size = ::readlink(path.c_str(), buffer.data(), buffer.size());
  if (size <= 0) return std::nullopt;
  return std::string(buffer.data(), static_cast<std::size_t>(size));
}

/// Follows `path` while it is a link. The last target may be absent.
Result<std::filesystem::path> follow_links(std::filesystem::path path, std::string_view verb) {
  const std::filesystem::path given = path;
  for (int count = 0; count < kLinkLimit; ++count) {
    const auto target = read_link(path);
    if (!target) return path;
    path = path.parent_path() / *target;
  }
  return fail_file(verb, given, describe_errno(ELOOP));
}

/// The stat of what a path names, links not followed; nothing when it is absent.
Result<std::optional<struct stat>> find_status(const std::filesystem::path& path, std::string_view verb) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) == 0) return status;
  if (errno == ENOENT) return std::nullopt;
  return fail_file(verb, path, describe_errno(errno));
}

/// True when the file holds these bytes already. A file that can't be read counts as different.
bool holds(const std::filesystem::path& path, const struct stat& status, std::string_view bytes) {
  if (status.st_size < 0 || static_cast<std::size_t>(status.st_size) != bytes.size()) return false;
  const auto old = read_file(path, bytes.size());
  return old && *old && **old == bytes;
}

/// A file without any write bit is read-only also for the superuser, who could write it all the same.
bool is_read_only(const std::filesystem::path& path, const struct stat& status) {
  constexpr mode_t kAnyWrite = S_IWUSR | S_IWGRP | S_IWOTH;
  return (status.st_mode & kAnyWrite) == 0 || ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0;
}

/// Gives the new file the owner, group and mode of the old one. Only the mode is a must: without being root a
/// foreign owner can't be kept. Gives 0 or an errno value.
int copy_ownership(int descriptor, const struct stat& old) {
  struct stat fresh {};
  if (::fstat(descriptor, &fresh) != 0) return errno;
  if ((fresh.st_uid != old.st_uid || fresh.st_gid != old.st_gid) &&
      ::fchown(descriptor, old.st_uid, old.st_gid) != 0 && fresh.st_gid != old.st_gid &&
      ::fchown(descriptor, static_cast<uid_t>(-1), old.st_gid) != 0) {
    errno = 0;
  }
  // After fchown, which takes set-id bits off.
  return ::fchmod(descriptor, old.st_mode & 07777U) == 0 ? 0 : errno;
}

/// Writes the bytes beside the target and puts them in its place. Gives 0 or an errno value.
int replace(const std::filesystem::path& target, std::string_view bytes, Sync sync,
            const std::optional<struct stat>& old, std::optional<unsigned> mode) {
  constexpr unsigned kPrivateMode = 0600;
  constexpr unsigned kUsualMode = 0666;
  auto temporary = TemporaryFile::create(target, old || mode ? kPrivateMode : kUsualMode);
  if (!temporary) return temporary.error();
  const int descriptor = temporary->descriptor();
  if (const int code = write_fully(descriptor, bytes); code != 0) return code;
  if (old) {
    if (const int code = copy_ownership(descriptor, *old); code != 0) return code;
  } else if (mode && ::fchmod(descriptor, static_cast<mode_t>(*mode)) != 0) {
    return errno;
  }
  if (sync == Sync::yes && ::fsync(descriptor) != 0) return errno;
  if (const int code = temporary->replace_target(); code != 0) return code;
  // The folder needs no fsync: whichever name survives a crash, the old or the new file stands behind it
  // whole.
  return 0;
}

}  // namespace

FileKind find_file_kind(const std::filesystem::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) {
    // What can't be looked at is there, as far as anybody knows.
    return errno == ENOENT || errno == ENOTDIR ? FileKind::absent : FileKind::other;
  }
  if (S_ISREG(status.st_mode)) return FileKind::regular;
  if (S_ISDIR(status.st_mode)) return FileKind::directory;
  if (S_ISLNK(status.st_mode)) return FileKind::symbolic_link;
  return FileKind::other;
}

Result<std::optional<std::string>> read_file(const std::filesystem::path& path, std::size_t limit) {
  constexpr std::string_view kVerb = "read";
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    return fail_file(kVerb, path, describe_errno(errno));
  }
  if (!S_ISREG(status.st_mode)) return fail_file(kVerb, path, describe_kind(status.st_mode));
  // Without blocking, and looked at again once open: it may have been swapped for a pipe in between.
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (!descriptor.is_open()) {
    if (errno == ENOENT) return std::nullopt;
    return fail_file(kVerb, path, describe_errno(errno));
  }
  if (::fstat(descriptor.number(), &status) != 0) return fail_file(kVerb, path, describe_errno(errno));
  if (!S_ISREG(status.st_mode)) return fail_file(kVerb, path, describe_kind(status.st_mode));
  const auto size = static_cast<std::size_t>(status.st_size);
  const std::string too_large = "it is larger than " + std::to_string(limit) + " bytes";
  if (size > limit) return fail_file(kVerb, path, too_large);
  auto bytes = read_fully(descriptor.number(), size, limit);
  if (!bytes) return fail_file(kVerb, path, describe_errno(bytes.error()));
  if (!*bytes) return fail_file(kVerb, path, too_large);
  return std::move(*bytes);
}

Result<bool> write_file(const std::filesystem::path& path, std::string_view bytes, Sync sync,
                        std::optional<unsigned> mode) {
  constexpr std::string_view kVerb = "write";
  SESSION_TRY(const auto target, follow_links(path, kVerb));
  SESSION_TRY(const auto old, find_status(target, kVerb));
  if (old) {
    if (!S_ISREG(old->st_mode)) return fail_file(kVerb, path, describe_kind(old->st_mode));
    if (holds(target, *old, bytes)) return false;
    if (is_read_only(target, *old)) {
      return fail_file(kVerb, path, "it is read-only", "make it writable: chmod u+w '" + path.native() + "'");
    }
  }
  if (const int code = replace(target, bytes, sync, old, mode); code != 0) {
    return fail_file(kVerb, path, describe_errno(code));
  }
  return true;
}

Result<bool> create_file(const std::filesystem::path& path, std::string_view bytes) {
  constexpr std::string_view kVerb = "create";
  constexpr unsigned kUsualMode = 0666;
  if (find_file_kind(path) != FileKind::absent) return false;
  auto file = TemporaryFile::create(path, kUsualMode);
  if (!file) return fail_file(kVerb, path, describe_errno(file.error()));
  if (const int code = write_fully(file->descriptor(), bytes); code != 0)
    return fail_file(kVerb, path, describe_errno(code));
  if (::fsync(file->descriptor()) != 0) return fail_file(kVerb, path, describe_errno(errno));
  const int code = file->take_free_target();
  if (code == EEXIST) return false;
  if (code != 0) return fail_file(kVerb, path, describe_errno(code));
  sync_folder(find_folder(path));
  return true;
}

Result<std::string> read_last_byte(const std::filesystem::path& path) {
  constexpr std::string_view kVerb = "read";
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (!descriptor.is_open()) {
    if (errno == ENOENT || errno == ENOTDIR) return std::string();
    return fail_file(kVerb, path, describe_errno(errno));
  }
  struct stat status {};
  if (::fstat(descriptor.number(), &status) != 0) return fail_file(kVerb, path, describe_errno(errno));
  if (!S_ISREG(status.st_mode)) return fail_file(kVerb, path, describe_kind(status.st_mode));
  if (status.st_size == 0) return std::string();
  char byte = 0;
  if (::pread(descriptor.number(), &byte, 1, status.st_size - 1) != 1) {
    return fail_file(kVerb, path, describe_errno(errno));
  }
  return std::string(1, byte);
}

Result<void> append_file(const std::filesystem::path& path, std::string_view bytes, Sync sync) {
  constexpr std::string_view kVerb = "append to";
  constexpr mode_t kUsualMode = 0666;
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    return fail_file(kVerb, path, describe_kind(status.st_mode));
  }
  const Descriptor descriptor(
      ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, kUsualMode));
  if (!descriptor.is_open() || ::fstat(descriptor.number(), &status) != 0) {
    return fail_file(kVerb, path, describe_errno(errno));
  }
  if (!S_ISREG(status.st_mode)) return fail_file(kVerb, path, describe_kind(status.st_mode));
  ssize_t written = 0;
  do {
    written = ::write(descriptor.number(), bytes.data(), bytes.size());
  } while (written < 0 && errno == EINTR);
  if (written < 0) return fail_file(kVerb, path, describe_errno(errno));
  if (static_cast<std::size_t>(written) != bytes.size()) {
    // Half a record would run into the next one. It is cut off again unless another process wrote behind it.
    struct stat now {};
    if (::fstat(descriptor.number(), &now) == 0 && now.st_size == status.st_size + written &&
        ::ftruncate(descriptor.number(), status.st_size) != 0) {
      return fail_file(kVerb, path, "the disk is full, and a part of the text stays in the file");
    }
    return fail_file(kVerb, path, describe_errno(ENOSPC));
  }
  if (sync == Sync::yes) {
    if (::fsync(descriptor.number()) != 0) return fail_file(kVerb, path, describe_errno(errno));
    if (status.st_size == 0) sync_folder(find_folder(path));
  }
  return {};
}

void remove_leftovers(const std::filesystem::path& path) {
  const auto target = follow_links(path, "read");
  if (!target) return;
  std::error_code failure;
  for (std::filesystem::directory_iterator entry(find_folder(*target), failure), end;
       !failure && entry != end; entry.increment(failure)) {
    const auto writer = find_temporary_writer(*target, entry->path().filename().native());
    if (writer && ::kill(static_cast<pid_t>(*writer), 0) != 0 && errno == ESRCH) {
      ::unlink(entry->path().c_str());
    }
  }
}

}  // namespace session::io
