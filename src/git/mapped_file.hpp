// SPDX-License-Identifier: MIT
// A file in memory without copying it. Private to src/git.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace session::git {

/// A file mapped into memory for reading; empty when it is absent, no regular file, or has no bytes.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();
  [[nodiscard]] std::span<const unsigned char> bytes() const { return bytes_; }
  /// The same bytes as text.
  [[nodiscard]] std::string_view text() const;
  /// When the file was last written: nanoseconds since 1970.
  [[nodiscard]] std::int64_t written() const { return written_; }

 private:
  std::span<const unsigned char> bytes_;
  std::int64_t written_ = 0;
};

}  // namespace session::git
