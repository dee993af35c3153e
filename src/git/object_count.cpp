// SPDX-License-Identifier: MIT
// Reads the fan-out tables of pack indexes (gitformat-pack(5)): their last number counts the objects.
#include "git/object_count.hpp"

#include "git/disk.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace session::git {
namespace {

namespace fs = std::filesystem;

std::size_t big_endian(std::string_view bytes, std::size_t at) {
  std::size_t number = 0;
  for (const char byte : bytes.substr(at, 4)) number = number << 8u | static_cast<unsigned char>(byte);
  return number;
}

/// Version 2 has a header of 8 bytes before the 256 numbers of the table, version 1 has none.
std::size_t count_pack(const fs::path& index) {
  constexpr std::size_t kTable = std::size_t{256} * 4;
  const std::string start = read_start(index, 8 + kTable).value_or("");
  if (start.size() < 8 + kTable) return 0;
  const bool has_header = start.starts_with("\377tOc");
  return big_endian(start, has_header ? 4 + kTable : kTable - 4);
}

struct MultiPackIndex {
  std::size_t objects = 0;
  std::set<std::string> packs;  ///< the names of the pack indexes that it covers
};

/// Walks over the chunk table: 4 bytes of name and 8 of offset each, with a last one that marks the end.
MultiPackIndex read_multi_pack_index(const fs::path& file) {
  constexpr std::size_t kHeader = 12;
  constexpr std::size_t kRow = 12;
  constexpr std::size_t kLimit = 64u << 20;
  MultiPackIndex found;
  const std::string start = read_start(file, kHeader).value_or("");
  if (start.size() < kHeader || !start.starts_with("MIDX")) return found;
  // The names and the fan-out table come first in the files that git writes.
  const std::string bytes = read_start(file, kLimit).value_or("");
  const auto chunks = static_cast<unsigned char>(start[6]);
  const std::size_t packs = big_endian(start, 8);
  for (std::size_t i = 0; i < chunks && kHeader + (i + 2) * kRow <= bytes.size(); ++i) {
    const std::size_t row = kHeader + i * kRow;
    const std::string_view name = std::string_view(bytes).substr(row, 4);
    const std::size_t begin = big_endian(bytes, row + 8);
    if (name == "OIDF" && begin + 1024 <= bytes.size()) found.objects = big_endian(bytes, begin + 1020);
    if (name != "PNAM") continue;
    for (std::size_t at = begin; found.packs.size() < packs && at < bytes.size();) {
      const std::size_t end = std::min(bytes.find('\0', at), bytes.size());
      found.packs.insert(bytes.substr(at, end - at));
      at = end + 1;
    }
  }
  return found;
}

/// The object folders that this one borrows from, one path a line (gitrepository-layout(5)).
std::vector<fs::path> read_alternates(const fs::path& objects) {
  std::vector<fs::path> folders;
  const std::string text = read_start(objects / "info" / "alternates", 1u << 20).value_or("");
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    if (!line.empty() && line.front() != '#') folders.push_back(absolute_path(objects, line));
  }
  return folders;
}

}  // namespace

std::vector<fs::path> list_object_folders(const fs::path& objects) {
  std::vector<fs::path> folders = {objects};
  for (std::size_t i = 0; i < folders.size(); ++i) {
    for (auto& alternate : read_alternates(folders[i])) {
      const bool is_new = std::find(folders.begin(), folders.end(), alternate) == folders.end();
      if (is_new) folders.push_back(std::move(alternate));
    }
  }
  return folders;
}

std::size_t count_packed_objects(const fs::path& objects) {
  std::size_t count = 0;
  for (const fs::path& folder : list_object_folders(objects)) {
    const MultiPackIndex covered = read_multi_pack_index(folder / "pack" / "multi-pack-index");
    count += covered.objects;
    std::error_code error;
    for (fs::directory_iterator file(folder / "pack", error), end; !error && file != end;
         file.increment(error)) {
      const fs::path& path = file->path();
      if (path.extension() == ".idx" && !covered.packs.contains(path.filename().string())) {
        count += count_pack(path);
      }
    }
  }
  return count;
}

}  // namespace session::git
