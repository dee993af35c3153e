// SPDX-License-Identifier: MIT
// The index is mapped, not read: a search for one path touches it once, front to back.
#include "git/index_file.hpp"

#include "git/disk.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <span>

namespace session::git {
namespace {

constexpr std::size_t kHeader = 12;
constexpr std::size_t kHash = 20;
constexpr std::size_t kFixed = 40 + kHash + 2;  // stat data, object id, flags

using Bytes = std::span<const unsigned char>;

std::uint32_t big_endian(Bytes bytes, std::size_t at) {
  return static_cast<std::uint32_t>(bytes[at]) << 24u | static_cast<std::uint32_t>(bytes[at + 1]) << 16u |
         static_cast<std::uint32_t>(bytes[at + 2]) << 8u | static_cast<std::uint32_t>(bytes[at + 3]);
}

class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return;
    struct stat status = {};
    if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
      const auto size = static_cast<std::size_t>(status.st_size);
      void* const address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
      if (address != MAP_FAILED) bytes_ = Bytes(static_cast<const unsigned char*>(address), size);
    }
    ::close(descriptor);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile() {
    // munmap takes the address as mmap gave it, without const.
    if (!bytes_.empty()) ::munmap(const_cast<unsigned char*>(bytes_.data()), bytes_.size());
  }
  [[nodiscard]] Bytes bytes() const { return bytes_; }

 private:
  Bytes bytes_;
};

/// Walks over the entries; `name_` holds the path of the newest one, for version 4 stores only what differs.
class IndexReader {
 public:
  explicit IndexReader(Bytes bytes) : bytes_(bytes) {}

  std::optional<IndexSummary> read(std::string_view path, IndexFolders folders) {
    if (bytes_.size() < kHeader + kHash || big_endian(bytes_, 0) != 0x44495243u) return std::nullopt;  // DIRC
    version_ = big_endian(bytes_, 4);
    if (version_ < 2 || version_ > 4) return std::nullopt;
    summary_.entries = big_endian(bytes_, 8);
    at_ = kHeader;
    end_ = bytes_.size() - kHash;
    for (std::size_t i = 0; i < summary_.entries; ++i) {
      const std::size_t begin = at_;
      if (!read_entry()) return std::nullopt;
      if (name_ == path) note_entry(begin);
      if (folders == IndexFolders::collect) add_folders();
    }
    if (!read_extensions()) return std::nullopt;
    const Bytes hash = bytes_.subspan(end_);
    summary_.is_unhashed =
        std::all_of(hash.begin(), hash.end(), [](unsigned char byte) { return byte == 0; });
    return std::move(summary_);
  }

 private:
  bool read_entry() {
    if (at_ + kFixed > end_) return false;
    const std::size_t begin = at_;
    const bool is_file = (big_endian(bytes_, at_ + 24) & 0xe000u) != 0xe000u;  // else a gitlink
    const unsigned flags = big_endian(bytes_, at_ + kFixed - 4) & 0xffffu;
    at_ += kFixed;
    unsigned extended = 0;
    if ((flags & 0x4000u) != 0) {
      if (version_ < 3 || at_ + 2 > end_) return false;
      extended = static_cast<unsigned>(bytes_[at_]) << 8u | bytes_[at_ + 1];
      at_ += 2;
    }
    constexpr unsigned kAssumeUnchanged = 0x8000;
    constexpr unsigned kStage = 0x3000;
    if (!is_file || extended != 0 || (flags & (kAssumeUnchanged | kStage)) != 0) {
      summary_.has_special_entries = true;
    }
    if (!read_name()) return false;
    // Up to version 3, an entry is padded with 1 to 8 NULs to a multiple of 8 bytes.
    at_ = version_ == 4 ? at_ + 1 : begin + (at_ - begin + 8) / 8 * 8;
    return at_ <= end_;
  }

  bool read_name() {
    if (version_ == 4) {
      std::size_t strip = 0;
      if (!read_offset(strip) || strip > name_.size()) return false;
      name_.resize(name_.size() - strip);
    } else {
      name_.clear();
    }
    const auto rest = bytes_.subspan(at_, end_ - at_);
    const auto nul = std::find(rest.begin(), rest.end(), 0);
    if (nul == rest.end()) return false;
    name_.append(rest.begin(), nul);
    at_ += static_cast<std::size_t>(nul - rest.begin());
    return true;
  }

  /// The variable-length number of a pack's offset delta, gitformat-pack(5).
  bool read_offset(std::size_t& value) {
    if (at_ >= end_) return false;
    unsigned char byte = bytes_[at_++];
    value = byte & 0x7fu;
    while ((byte & 0x80u) != 0) {
      if (at_ >= end_ || value > bytes_.size()) return false;
      byte = bytes_[at_++];
      value = ((value + 1) << 7u) | (byte & 0x7fu);
    }
    return true;
  }

  /// Fields of the entry that begins at `begin`, in the order of gitformat-index(5).
  void note_entry(std::size_t begin) {
    constexpr std::size_t kMode = 24;
    constexpr std::size_t kSize = 36;
    constexpr std::size_t kId = 40;
    constexpr unsigned kMarks = 0xf000;  // assume-unchanged, extended flags, stage
    summary_.holds_path = true;
    if ((big_endian(bytes_, begin + kFixed - 4) & kMarks) != 0) return;
    IndexEntry entry;
    entry.among = summary_.entries;
    entry.mode = big_endian(bytes_, begin + kMode);
    entry.size = big_endian(bytes_, begin + kSize);
    for (const unsigned char byte : bytes_.subspan(begin + kId, kHash)) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      entry.id.hex += kDigits[byte >> 4U];
      entry.id.hex += kDigits[byte & 0xfU];
    }
    summary_.entry = std::move(entry);
  }

  void add_folders() {
    for (std::size_t slash = name_.rfind('/'); slash != std::string::npos;
         slash = name_.rfind('/', slash - 1)) {
      if (!summary_.folders.insert(name_.substr(0, slash)).second || slash == 0) break;
    }
  }

  bool read_extensions() {
    while (at_ + 8 <= end_) {
      if (bytes_[at_] >= 'a') summary_.has_lower_case_extension = true;
      const std::size_t size = big_endian(bytes_, at_ + 4);
      if (size > end_ - at_ - 8) return false;
      at_ += 8 + size;
    }
    return at_ == end_;
  }

  Bytes bytes_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  std::uint32_t version_ = 0;
  std::string name_;
  IndexSummary summary_;
};

}  // namespace

std::optional<std::size_t> read_index_size(const std::filesystem::path& index) {
  const auto start = read_start(index, kHeader);
  if (!start) return is_present(index) ? std::nullopt : std::optional<std::size_t>(0);
  if (start->size() < kHeader || !start->starts_with("DIRC")) return std::nullopt;
  const auto* const data = reinterpret_cast<const unsigned char*>(start->data());
  return big_endian(Bytes(data, start->size()), 8);
}

std::optional<IndexSummary> read_index(const std::filesystem::path& index, std::string_view path,
                                       IndexFolders folders) {
  if (!is_present(index)) return IndexSummary{};
  const MappedFile file(index);
  return IndexReader(file.bytes()).read(path, folders);
}

}  // namespace session::git
