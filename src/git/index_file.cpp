// SPDX-License-Identifier: MIT
#include "git/index_file.hpp"

#include "git/disk.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace session::git {
namespace {

constexpr std::size_t kHeader = 12;
constexpr std::size_t kId = 40;  ///< where the object id of an entry begins

using Bytes = std::span<const unsigned char>;

std::uint32_t big_endian(const unsigned char* bytes) {
  return static_cast<std::uint32_t>(bytes[0]) << 24u | static_cast<std::uint32_t>(bytes[1]) << 16u |
         static_cast<std::uint32_t>(bytes[2]) << 8u | static_cast<std::uint32_t>(bytes[3]);
}

std::string format_hex(Bytes bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (const unsigned char byte : bytes) {
    hex += kDigits[byte >> 4u];
    hex += kDigits[byte & 0xfu];
  }
  return hex;
}

/// Walks over the file, front to back.
class IndexParser {
 public:
  explicit IndexParser(Index& index) : index_(index), bytes_(index.file.bytes()), id_(index.id_size) {}

  bool parse() {
    if (bytes_.size() < kHeader + id_ || big_endian(&bytes_[0]) != 0x44495243u) return false;  // DIRC
    version_ = big_endian(&bytes_[4]);
    if (version_ < 2 || version_ > 4) return false;
    const std::size_t count = big_endian(&bytes_[8]);
    at_ = kHeader;
    end_ = bytes_.size() - id_;
    // An entry takes more than 60 bytes: a wrong count asks for no more memory than the file is worth.
    index_.rows.reserve(std::min(count, bytes_.size() / (kId + id_)));
    for (std::size_t i = 0; i < count; ++i) {
      if (!parse_entry()) return false;
    }
    return parse_extensions();
  }

 private:
  bool parse_entry() {
    const std::size_t fixed = kId + id_ + 2;
    if (at_ + fixed > end_) return false;
    const std::size_t begin = at_;
    IndexRow row{.fields = &bytes_[begin], .path = {}};
    const bool is_file = (row.number(IndexField::mode) & 0xe000u) != 0xe000u;  // else a gitlink
    const unsigned flags = static_cast<unsigned>(bytes_[at_ + fixed - 2]) << 8u | bytes_[at_ + fixed - 1];
    at_ += fixed;
    unsigned extended = 0;
    if ((flags & 0x4000u) != 0) {
      if (version_ < 3 || at_ + 2 > end_) return false;
      extended = static_cast<unsigned>(bytes_[at_]) << 8u | bytes_[at_ + 1];
      at_ += 2;
    }
    constexpr unsigned kAssumeUnchanged = 0x8000;
    constexpr unsigned kStage = 0x3000;
    row.is_marked = extended != 0 || (flags & (kAssumeUnchanged | kStage)) != 0;
    row.is_special = row.is_marked || !is_file;
    index_.has_special_rows = index_.has_special_rows || row.is_special;
    if (!(version_ == 4 ? parse_shortened_path(row.path) : parse_path(row.path))) return false;
    // Up to version 3, an entry is padded with 1 to 8 NULs to a multiple of 8 bytes.
    at_ = version_ == 4 ? at_ + 1 : begin + (at_ - begin + 8) / 8 * 8;
    index_.rows.push_back(row);
    return at_ <= end_;
  }

  /// Everything up to the next NUL, which stays.
  bool parse_path(std::string_view& path) {
    const auto rest = bytes_.subspan(at_, end_ - at_);
    const std::string_view text(reinterpret_cast<const char*>(rest.data()), rest.size());
    // Not std::find: of the two only this one looks at many bytes at once.
    const std::size_t length = text.find('\0');
    if (length == std::string_view::npos) return false;
    path = text.substr(0, length);
    at_ += length;
    return true;
  }

  /// Version 4 has only what differs from the end of the path before.
  bool parse_shortened_path(std::string_view& path) {
    std::size_t strip = 0;
    if (!parse_offset(strip) || strip > before_.size()) return false;
    std::string_view rest;
    if (!parse_path(rest)) return false;
    const std::string_view kept = before_.substr(0, before_.size() - strip);
    constexpr std::size_t kRoom = 1u << 16;
    const std::size_t length = kept.size() + rest.size();
    auto& rooms = index_.paths;
    if (rooms.empty() || rooms.back().capacity() - rooms.back().size() < length) {
      rooms.emplace_back().reserve(std::max(kRoom, length));
    }
    const std::size_t begin = rooms.back().size();
    rooms.back().append(kept).append(rest);
    path = std::string_view(rooms.back()).substr(begin);
    before_ = path;
    return true;
  }

  /// The variable-length number of a pack's offset delta, gitformat-pack(5).
  bool parse_offset(std::size_t& value) {
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

  bool parse_extensions() {
    while (at_ + 8 <= end_) {
      const std::string_view name(reinterpret_cast<const char*>(&bytes_[at_]), 4);
      const std::size_t size = big_endian(&bytes_[at_ + 4]);
      at_ += 8;
      if (size > end_ - at_) return false;
      if (name[0] >= 'a') index_.has_lower_case_extension = true;
      if (name == "TREE") parse_tree(bytes_.subspan(at_, size));
      at_ += size;
    }
    return at_ == end_;
  }

  /// The first tree of the extension is the root: NUL, number of entries (-1 when it is out of date), blank,
  /// number of subtrees, newline, object id.
  void parse_tree(Bytes bytes) {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const std::size_t line_end = text.find('\n');
    if (!text.starts_with('\0') || line_end == text.npos || bytes.size() < line_end + 1 + id_) return;
    int entries = -1;
    std::from_chars(text.data() + 1, text.data() + line_end, entries);
    if (entries >= 0) index_.tree = ObjectId{format_hex(bytes.subspan(line_end + 1, id_))};
  }

  Index& index_;
  Bytes bytes_;
  std::size_t id_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  std::uint32_t version_ = 0;
  std::string_view before_;  ///< the path of the entry before
};

}  // namespace

std::uint32_t IndexRow::number(IndexField field) const {
  return big_endian(fields + static_cast<std::size_t>(field));
}

std::string Index::id_of(const IndexRow& row) const {
  return format_hex(Bytes(row.fields + kId, id_size));
}

std::optional<std::size_t> read_index_size(const std::filesystem::path& path) {
  const auto start = read_start(path, kHeader);
  if (!start) return is_present(path) ? std::nullopt : std::optional<std::size_t>(0);
  if (start->size() < kHeader || !start->starts_with("DIRC")) return std::nullopt;
  return big_endian(reinterpret_cast<const unsigned char*>(start->data()) + 8);
}

std::optional<Index> read_index(const std::filesystem::path& path, std::size_t id_size) {
  Index index{.file = MappedFile(path), .id_size = id_size};
  if (index.file.bytes().empty() && !is_present(path)) return index;
  if (!IndexParser(index).parse()) return std::nullopt;
  return index;
}

std::span<const IndexRow> find_rows(const Index& index, std::string_view path) {
  const auto [first, last] =
      std::equal_range(index.rows.begin(), index.rows.end(), IndexRow{.path = path},
                       [](const IndexRow& a, const IndexRow& b) { return a.path < b.path; });
  return {first, last};
}

std::optional<IndexEntry> find_entry(const Index& index, std::string_view path) {
  const auto rows = find_rows(index, path);
  if (rows.empty() || rows.front().is_marked) return std::nullopt;
  const IndexRow& row = rows.front();
  return IndexEntry{.mode = row.number(IndexField::mode),
                    .id = ObjectId{index.id_of(row)},
                    .size = row.number(IndexField::size),
                    .among = index.rows.size()};
}

}  // namespace session::git
