// SPDX-License-Identifier: MIT
// Refs that are kept as files and in packed-refs (gitrepository-layout(5)), read without git. Private to
// src/git.
#pragma once

#include "core/commit.hpp"
#include "git/location.hpp"
#include "git/mapped_file.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session::git {

/// True for a name that git lets a ref have (git-check-ref-format(1)).
[[nodiscard]] bool is_ref_name(std::string_view name);

/// A ref that names an object, with all symbolic refs on the way followed.
struct FileRef {
  std::string name;  ///< refs/heads/main
  ObjectId id;
  std::optional<ObjectId> peeled = {};  ///< what a tag names in the end, where packed-refs tells
  bool is_symbolic = false;
};

/// The ref files of one work tree. A file wins over packed-refs. Refs with a name or content that git does
/// not accept are left out, as git leaves them out.
class RefFiles {
 public:
  RefFiles(const Location& location, std::size_t id_digits)
      : git_dir_(location.git_dir), common_dir_(location.common_dir), digits_(id_digits) {}

  /// HEAD. Nothing when it is no symbolic ref and no id, or names something odd: then git should tell.
  [[nodiscard]] std::optional<Head> read_head() const;
  /// The object that the text of a HEAD file of another work tree names; nothing when that branch is unborn
  /// or the name belongs to that work tree alone.
  [[nodiscard]] std::optional<ObjectId> resolve_head_text(std::string_view text) const;
  /// The object that a shared ref names.
  [[nodiscard]] std::optional<ObjectId> resolve(const std::string& name) const;
  /// All refs below a folder such as `refs/heads/`, sorted by name.
  [[nodiscard]] std::vector<FileRef> list(const std::string& folder) const;
  /// True when there is a ref below a folder. Packed ones count too.
  [[nodiscard]] bool has_any(const std::string& folder) const;

 private:
  /// What a ref file says.
  struct Content {
    std::optional<ObjectId> id;
    std::string target;  ///< of a symbolic ref
  };
  /// A line of packed-refs.
  struct PackedRef {
    std::string_view name;
    std::string_view id;
    std::string_view peeled;
  };

  [[nodiscard]] std::optional<Content> read_file(const std::string& name) const;
  [[nodiscard]] Content parse(std::string_view text) const;
  void list_files(const std::string& folder, std::vector<std::string>& names) const;
  /// packed-refs as it is now. git moves refs from files to it: whoever looks there last misses none.
  [[nodiscard]] MappedFile open_packed() const;
  /// The packed refs whose names begin so.
  [[nodiscard]] std::vector<PackedRef> list_packed(const MappedFile& packed, std::string_view start) const;

  std::filesystem::path git_dir_;
  std::filesystem::path common_dir_;
  std::size_t digits_;
};

}  // namespace session::git
