// SPDX-License-Identifier: MIT
// Owners of libgit2's objects, and its errors as ours. Only the files that talk to libgit2 include this.
#pragma once

#include "core/commit.hpp"
#include "core/error.hpp"

#include <git2.h>

#include <memory>
#include <string>
#include <utility>

namespace session::git {

/// Calls a libgit2 free function.
template <auto free_function>
struct Free {
  template <class T>
  void operator()(T* pointer) const {
    free_function(pointer);
  }
};

using RepositoryHandle = std::unique_ptr<git_repository, Free<git_repository_free>>;
using ConfigHandle = std::unique_ptr<git_config, Free<git_config_free>>;
using ConfigEntryHandle = std::unique_ptr<git_config_entry, Free<git_config_entry_free>>;
using ConfigIteratorHandle = std::unique_ptr<git_config_iterator, Free<git_config_iterator_free>>;
using DatabaseHandle = std::unique_ptr<git_odb, Free<git_odb_free>>;
using DatabaseObjectHandle = std::unique_ptr<git_odb_object, Free<git_odb_object_free>>;
using ReferenceHandle = std::unique_ptr<git_reference, Free<git_reference_free>>;
using ReferenceIteratorHandle = std::unique_ptr<git_reference_iterator, Free<git_reference_iterator_free>>;
using ObjectHandle = std::unique_ptr<git_object, Free<git_object_free>>;
using TreeHandle = std::unique_ptr<git_tree, Free<git_tree_free>>;
using TreeEntryHandle = std::unique_ptr<git_tree_entry, Free<git_tree_entry_free>>;
using DiffHandle = std::unique_ptr<git_diff, Free<git_diff_free>>;
using IndexHandle = std::unique_ptr<git_index, Free<git_index_free>>;

/// Passes an owner to a libgit2 function that fills in a pointer: `git_odb_read(Out(object), ...)`. The owner
/// has it only at the end of the full expression: use it in the next statement, not in the same condition.
template <class Handle>
class Out {
 public:
  explicit Out(Handle& handle) : handle_(handle) {}
  Out(const Out&) = delete;
  Out& operator=(const Out&) = delete;
  ~Out() { handle_.reset(pointer_); }
  // NOLINTNEXTLINE(google-explicit-constructor): the implicit conversion is what the class is for.
  operator typename Handle::pointer *() { return &pointer_; }

 private:
  Handle& handle_;
  typename Handle::pointer pointer_ = nullptr;
};

/// Makes libgit2 ready for use.
class Library {
 public:
  Library() { git_libgit2_init(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  // No git_libgit2_shutdown: a hook ends right after, and taking libgit2 apart is a measurable part of its
  // time.
  ~Library() = default;
};

/// "cannot DOING: what libgit2 says". To be called right after a call that failed with `code`.
[[nodiscard]] inline tl::unexpected<Error> git_failure(int code, const std::string& doing,
                                                       std::string hint = {}) {
  const git_error* const error = git_error_last();
  std::string reason = error != nullptr && error->message != nullptr ? error->message : "";
  if (reason.empty()) reason = "error " + std::to_string(code);
  return fail(ErrorKind::git, "cannot " + doing + ": " + reason, std::move(hint));
}

[[nodiscard]] inline ObjectId to_object_id(const git_oid& id) {
  ObjectId result{std::string(GIT_OID_HEXSZ, '0')};
  git_oid_fmt(result.hex.data(), &id);
  return result;
}

/// False when the text is no id of this length.
[[nodiscard]] inline bool read_oid(git_oid& id, const ObjectId& text) {
  return text.hex.size() == GIT_OID_HEXSZ && git_oid_fromstrn(&id, text.hex.data(), GIT_OID_HEXSZ) == 0;
}

}  // namespace session::git
