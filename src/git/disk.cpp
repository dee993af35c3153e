// SPDX-License-Identifier: MIT
// Plain POSIX reads.
#include "git/disk.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

namespace session::git {
namespace {

class OpenFile {
 public:
  /// Not blocking, so that a FIFO in a file's place can't hold us.
  explicit OpenFile(const std::filesystem::path& path)
      : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  /// The size, when it is an open regular file.
  [[nodiscard]] std::optional<std::size_t> size() const {
    struct stat status = {};
    if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
      return std::nullopt;
    }
    return static_cast<std::size_t>(status.st_size);
  }

  [[nodiscard]] std::optional<std::string> read(std::size_t offset, std::size_t count) const {
    std::string bytes(count, '\0');
    std::size_t have = 0;
    while (have < count) {
      const ssize_t got =
          ::pread(descriptor_, bytes.data() + have, count - have, static_cast<off_t>(offset + have));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return std::nullopt;
      if (got == 0) break;
      have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
  }

 private:
  int descriptor_;
};

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

}  // namespace

std::optional<std::string> read_start(const std::filesystem::path& path, std::size_t limit) {
  const OpenFile file(path);
  const auto size = file.size();
  if (!size) return std::nullopt;
  return file.read(0, std::min(*size, limit));
}

std::optional<std::string> read_end(const std::filesystem::path& path, std::size_t limit) {
  const OpenFile file(path);
  const auto size = file.size();
  if (!size) return std::nullopt;
  const std::size_t count = std::min(*size, limit);
  return file.read(*size - count, count);
}

bool visit_folder(const std::filesystem::path& folder, const std::function<bool(FolderEntry entry)>& visit) {
  const std::unique_ptr<DIR, CloseFolder> stream(::opendir(folder.c_str()));
  if (!stream) return false;
  // NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is ours alone.
  while (const dirent* entry = ::readdir(stream.get())) {
    const std::string_view name = static_cast<const char*>(entry->d_name);
    if (name == "." || name == "..") continue;
    auto type = static_cast<unsigned>(entry->d_type);
    if (type == DT_UNKNOWN) {
      // Not every file system tells the type here.
      struct stat status = {};
      if (::lstat((folder / name).c_str(), &status) == 0) type = IFTODT(status.st_mode);
    }
    const EntryKind kind = type == DT_DIR   ? EntryKind::folder
                           : type == DT_REG ? EntryKind::file
                           : type == DT_LNK ? EntryKind::link
                                            : EntryKind::other;
    if (!visit({std::string(name), kind})) break;
  }
  return true;
}

std::vector<std::string> list_folders(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  visit_folder(folder, [&names](FolderEntry entry) {
    if (entry.kind == EntryKind::folder) names.push_back(std::move(entry.name));
    return true;
  });
  return names;
}

bool is_present(const std::filesystem::path& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

std::filesystem::path absolute_path(const std::filesystem::path& base, std::string_view text) {
  std::filesystem::path joined = base / text;
  const bool climbs =
      std::any_of(joined.begin(), joined.end(), [](const auto& part) { return part == ".."; });
  if (climbs) {
    std::error_code error;
    auto real = std::filesystem::canonical(joined, error);
    if (!error) return real;
  }
  joined = joined.lexically_normal();
  return joined.has_filename() || joined == joined.root_path() ? joined : joined.parent_path();
}

}  // namespace session::git
