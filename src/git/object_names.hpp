// SPDX-License-Identifier: MIT
// Which objects there are: the names of loose ones, and the sorted tables of pack indexes. Private to
// src/git.
#pragma once

#include "git/mapped_file.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace session::git {

/// The ids of all objects of a repository, of 40 or 64 hex digits, in no more than a few looks at the disk
/// each. Packs are listed once, and again when something is not found: another process may have packed it.
class ObjectNames {
 public:
  /// `folders` holds the objects (list_object_folders).
  ObjectNames(std::vector<std::filesystem::path> folders, std::size_t id_digits)
      : folders_(std::move(folders)), digits_(id_digits) {}

  /// The ids that begin with these lower-case hex digits (two at least), sorted. Nothing when there is a pack
  /// whose index can't be read here (version 1, or only a multi-pack-index): then git has to be asked.
  [[nodiscard]] std::optional<std::vector<std::string>> find(std::string_view start);

  /// The shortest beginning of `id`, `length` digits at least, that no other object shares. Nothing as in
  /// find.
  [[nodiscard]] std::optional<std::string> abbreviate(const std::string& id, std::size_t length);

 private:
  /// A table of ids as it stands in the file.
  struct Table {
    MappedFile file;
    std::size_t ids = 0;    ///< where the first one begins
    std::size_t count = 0;  ///< how many there are
  };

  void list_packs();
  void add_loose(std::string_view start, std::set<std::string>& found) const;
  void add_packed(const Table& table, std::string_view start, std::set<std::string>& found) const;
  [[nodiscard]] std::optional<Table> open_table(const std::filesystem::path& file) const;

  std::vector<std::filesystem::path> folders_;
  std::size_t digits_;
  std::set<std::filesystem::path> known_;  ///< packs
  std::vector<Table> tables_;
  bool is_listed_ = false;
  bool has_unknown_ = false;
};

}  // namespace session::git
