// SPDX-License-Identifier: MIT
// The objects of a repository, whatever its hash: what is loose is read here, the rest by git. Private to
// src/git.
#pragma once

#include "core/commit.hpp"
#include "core/error.hpp"
#include "git/cat_file.hpp"
#include "git/location.hpp"
#include "git/object_names.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace session::git {

/// A commit that was just made is a loose object, like the trees that are new with it, and its parent is one
/// most of the time: so the common hook needs no git for them. Packs hold chains of differences; those are
/// left to a `git cat-file` that is started once.
class ObjectStore {
 public:
  /// `replaces`: the repository has replacements (git-replace(1)), which only git heeds.
  ObjectStore(const Location& location, const Environment& environment, std::size_t id_digits, bool replaces);

  /// The object with this full id; nothing when it is absent.
  [[nodiscard]] Result<std::optional<StoredObject>> read(const ObjectId& id);
  /// The same for many, in no order; `visit` is called for each id once.
  [[nodiscard]] Result<void> read_all(const std::vector<ObjectId>& ids, const ObjectVisitor& visit);

  /// The commit with this id; nothing when it is absent, another object, or broken. Read once.
  [[nodiscard]] Result<const Commit*> find_commit(const ObjectId& id);
  /// The bytes of a tree. ErrorKind::git when it is absent.
  [[nodiscard]] Result<std::string> read_tree(const ObjectId& id);
  /// For each id the commit that it names in the end, through tags; nothing where that is another object.
  [[nodiscard]] Result<std::vector<std::optional<ObjectId>>> peel_all(const std::vector<ObjectId>& ids);

  [[nodiscard]] ObjectNames& names() { return names_; }
  /// The folder of objects itself.
  [[nodiscard]] const std::filesystem::path& folder() const { return folders_.front(); }
  /// True when it is an id of this repository: lower-case hex of the right length.
  [[nodiscard]] bool is_id(std::string_view hex) const;

 private:
  std::vector<std::filesystem::path> folders_;
  std::size_t digits_;
  bool replaces_;
  ObjectNames names_;
  CatFile git_;
  std::unordered_map<std::string, Commit> commits_;
};

/// The folders that hold a repository's objects: GIT_OBJECT_DIRECTORY, else `objects` of the common
/// directory; what it borrows from; GIT_ALTERNATE_OBJECT_DIRECTORIES.
[[nodiscard]] std::vector<std::filesystem::path> find_object_folders(const Location& location,
                                                                     const Environment& environment);

}  // namespace session::git
