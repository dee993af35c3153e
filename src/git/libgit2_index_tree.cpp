// SPDX-License-Identifier: MIT
// The tree of the index, computed without writing an object (gitformat-index(5), git-write-tree(1)).
#include "git/git_process.hpp"
#include "git/libgit2_repository.hpp"

#include <git2/sys/index.h>

#include <array>
#include <cstring>
#include <string_view>

namespace session::git {
namespace {

/// Hashes the folders of a sorted index from the innermost out.
class TreeHasher {
 public:
  explicit TreeHasher(git_index& index) : index_(index), count_(git_index_entrycount(&index)) {}

  /// The tree of the entries whose path begins with `folder` ("" or "a/b/"), from the next one on. Nothing
  /// for a conflict.
  std::optional<git_oid> hash(std::string_view folder) {
    std::string bytes;
    while (next_ < count_) {
      const git_index_entry& entry = *git_index_get_byindex(&index_, next_);
      const std::string_view path = entry.path;
      if (!path.starts_with(folder)) break;
      if (git_index_entry_is_conflict(&entry) != 0) return std::nullopt;
      if ((entry.flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) != 0) {
        ++next_;
        continue;
      }
      const std::string_view rest = path.substr(folder.size());
      const std::size_t slash = rest.find('/');
      if (slash == std::string_view::npos) {
        ++next_;
        append(bytes, entry.mode, rest, entry.id);
        continue;
      }
      const std::string inner(path.substr(0, folder.size() + slash + 1));
      const auto tree = hash(inner);
      if (!tree) return std::nullopt;
      if (!is_empty_) append(bytes, GIT_FILEMODE_TREE, rest.substr(0, slash), *tree);
    }
    is_empty_ = bytes.empty() && !folder.empty();
    git_oid id{};
    if (git_odb_hash(&id, bytes.data(), bytes.size(), GIT_OBJECT_TREE) < 0) return std::nullopt;
    return id;
  }

 private:
  static void append(std::string& bytes, unsigned mode, std::string_view name, const git_oid& id) {
    std::array<char, 16> octal{};
    std::size_t at = octal.size();
    do octal[--at] = static_cast<char>('0' + (mode & 7u));
    while ((mode >>= 3u) != 0);
    bytes.append(octal.data() + at, octal.size() - at).append(" ").append(name).push_back('\0');
    bytes.append(reinterpret_cast<const char*>(id.id), GIT_OID_RAWSZ);
  }

  git_index& index_;
  std::size_t count_;
  std::size_t next_ = 0;
  bool is_empty_ = false;  ///< the folder hashed last holds only files that are about to be added
};

}  // namespace

Result<std::optional<ObjectId>> Libgit2Repository::read_index_tree() {
  IndexHandle index;
  const std::string file = find_index_file(location_, environment_).string();
  // A split or sparse index is none of libgit2's.
  if (git_index_open(Out(index), file.c_str()) < 0) return std::nullopt;
  const auto tree = TreeHasher(*index).hash("");
  if (!tree) return std::nullopt;
  return to_object_id(*tree);
}

}  // namespace session::git
