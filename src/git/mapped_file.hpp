// SPDX-License-Identifier: MIT
// A file in memory without copying it. Private to src/git.
#pragma once

#include <filesystem>
#include <string_view>
#include <utility>

namespace session::git {

/// The bytes of a regular file as long as it lives; none when the file is absent, empty, or unreadable.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  MappedFile& operator=(MappedFile&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
  std::string_view bytes_;
};

}  // namespace session::git
