// SPDX-License-Identifier: MIT
// Version 2 of the pack index: a fan-out table of 256 numbers, then all ids, sorted (gitformat-pack(5)).
#include "git/object_names.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace session::git {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::size_t kHeader = 8;
constexpr std::size_t kFanOut = std::size_t{256} * 4;

std::size_t big_endian(std::string_view bytes, std::size_t at) {
  std::size_t number = 0;
  for (const char byte : bytes.substr(at, 4)) number = number << 8u | static_cast<unsigned char>(byte);
  return number;
}

std::string to_hex(std::string_view bytes) {
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    hex += kDigits[static_cast<unsigned char>(byte) >> 4u];
    hex += kDigits[static_cast<unsigned char>(byte) & 0xfu];
  }
  return hex;
}

std::size_t count_common(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

}  // namespace

std::optional<ObjectNames::Table> ObjectNames::open_table(const fs::path& file) const {
  Table table{MappedFile(file), kHeader + kFanOut, 0};
  const std::string_view bytes = table.file.text();
  if (bytes.size() < table.ids || !bytes.starts_with(std::string_view("\377tOc\0\0\0\2", kHeader))) {
    return std::nullopt;
  }
  table.count = big_endian(bytes, table.ids - 4);
  if (table.count > (bytes.size() - table.ids) / (digits_ / 2)) return std::nullopt;
  return table;
}

void ObjectNames::list_packs() {
  is_listed_ = true;
  for (const fs::path& folder : folders_) {
    std::error_code error;
    for (fs::directory_iterator file(folder / "pack", error), end; !error && file != end;
         file.increment(error)) {
      const fs::path& pack = file->path();
      if (pack.extension() != ".pack" || known_.contains(pack)) continue;
      fs::path index = pack;
      auto table = open_table(index.replace_extension(".idx"));
      // git writes the index last: a pack without one is not there yet, unless a multi-pack-index covers it.
      if (!table && !fs::exists(index, error) && !fs::exists(folder / "pack" / "multi-pack-index", error)) {
        continue;
      }
      known_.insert(pack);
      has_unknown_ = has_unknown_ || !table;
      if (table) tables_.push_back(*std::move(table));
    }
  }
}

void ObjectNames::add_loose(std::string_view start, std::set<std::string>& found) const {
  const std::string_view rest = start.substr(2);
  for (const fs::path& folder : folders_) {
    const fs::path bucket = folder / start.substr(0, 2);
    std::error_code error;
    if (start.size() == digits_) {
      // No need to list what may be hundreds of files.
      if (fs::exists(bucket / rest, error)) found.insert(std::string(start));
      continue;
    }
    for (fs::directory_iterator file(bucket, error), end; !error && file != end; file.increment(error)) {
      const std::string name = file->path().filename().string();
      const bool is_object =
          name.size() == digits_ - 2 && name.find_first_not_of(kDigits) == std::string::npos;
      if (is_object && name.starts_with(rest)) found.insert(std::string(start.substr(0, 2)) + name);
    }
  }
}

void ObjectNames::add_packed(const Table& table, std::string_view start, std::set<std::string>& found) const {
  const std::size_t width = digits_ / 2;
  const std::string_view bytes = table.file.text();
  const std::size_t first = kDigits.find(start[0]) * 16 + kDigits.find(start[1]);
  std::size_t low = first == 0 ? 0 : big_endian(bytes, kHeader + (first - 1) * 4);
  std::size_t high = std::min(big_endian(bytes, kHeader + first * 4), table.count);
  const std::size_t end = high;
  const auto id_at = [&](std::size_t i) { return to_hex(bytes.substr(table.ids + i * width, width)); };
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (id_at(middle) < start) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  for (; low < end; ++low) {
    std::string id = id_at(low);
    if (!id.starts_with(start)) break;
    found.insert(std::move(id));
  }
}

std::optional<std::vector<std::string>> ObjectNames::find(std::string_view start) {
  const bool is_valid = start.size() >= 2 && start.size() <= digits_ &&
                        start.find_first_not_of(kDigits) == std::string_view::npos;
  if (!is_valid) return std::vector<std::string>();
  std::set<std::string> found;
  const auto search = [&] {
    list_packs();
    for (const Table& table : tables_) add_packed(table, start, found);
  };
  add_loose(start, found);
  if (start.size() == digits_ && !found.empty()) return std::vector<std::string>(found.begin(), found.end());
  if (is_listed_) {
    for (const Table& table : tables_) add_packed(table, start, found);
  }
  if (found.empty() || !is_listed_) search();
  if (has_unknown_) return std::nullopt;
  return std::vector<std::string>(found.begin(), found.end());
}

std::optional<std::string> ObjectNames::abbreviate(const std::string& id, std::size_t length) {
  if (length >= id.size()) return id;
  const auto alike = find(std::string_view(id).substr(0, length));
  if (!alike) return std::nullopt;
  for (const std::string& other : *alike) {
    if (other != id) length = std::max(length, count_common(id, other) + 1);
  }
  return id.substr(0, length);
}

}  // namespace session::git
