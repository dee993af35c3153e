// SPDX-License-Identifier: MIT
// What git knows, as plain values. The edge in src/git fills them in.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// An object id in lower-case hex: 40 digits, or 64 in a SHA-256 repository.
struct ObjectId {
  std::string hex;
  /// True for the id of all zeros, which git uses for "nothing".
  [[nodiscard]] bool is_null() const { return hex.find_first_not_of('0') == std::string::npos; }
  // clang-tidy 14 takes the 0 of the generated comparison for a pointer.
  auto operator<=>(const ObjectId&) const = default;  // NOLINT(modernize-use-nullptr)
};

/// Who and when. The time is in seconds since 1970 (UTC), the offset of the person's zone in minutes.
struct Signature {
  std::string name;
  std::string email;
  std::int64_t seconds = 0;
  int offset_minutes = 0;
  bool operator==(const Signature&) const = default;
};

/// Takes off both ends what git takes off names and addresses: control characters, blanks and `,:;<>"\'`
/// (ident.c, strbuf_addstr_without_crud). Older gits take off dots, too; `dots` says whether to do so.
[[nodiscard]] std::string_view trim_crud(std::string_view text, bool dots);

/// True when name and address are the same, whatever the time. One git made `Ada Jr` of what another one
/// keeps as `Ada Jr.`: they are the same person.
[[nodiscard]] bool is_same_person(const Signature& a, const Signature& b);

/// One commit. The message is in UTF-8 when its encoding header could be honoured, else as it is stored.
struct Commit {
  ObjectId id;
  ObjectId tree;
  std::vector<ObjectId> parents;
  Signature author;
  Signature committer;
  std::string message;
  bool operator==(const Commit&) const = default;
};

/// One line of a reflog. `message` is its text behind the tab.
struct ReflogEntry {
  ObjectId before;
  ObjectId after;
  std::string message;
  bool operator==(const ReflogEntry&) const = default;
};

/// Where HEAD stands: no branch means detached, no id means that the branch has no commit yet.
struct Head {
  std::optional<std::string> branch;
  std::optional<ObjectId> id;
  bool operator==(const Head&) const = default;
};

/// What keeps a commit reachable, nearest first.
enum class TipKind {
  head,       ///< HEAD of this work tree
  branch,     ///< a local branch
  work_tree,  ///< HEAD of another work tree
  remote,     ///< a remote branch
  tag
};

/// A commit that something points at. The name is empty for HEAD, else "main", the folder of the other work
/// tree, "origin/main" or "v1".
struct Tip {
  TipKind kind = TipKind::head;
  std::string name;
  ObjectId id;
  bool operator==(const Tip&) const = default;
};

/// One uncommitted change: git's two status letters without blanks ("M", "A", "??", "R", "MM", "UU") and the
/// path as git stores it, relative to the work tree; for a rename the new path.
struct Change {
  std::string status;
  std::string path;
  auto operator<=>(const Change&) const = default;
};

/// What git is in the middle of, read from the state files of the git directory.
enum class Operation {
  none,
  merge,
  rebase,
  am,
  cherry_pick,
  cherry_pick_range,
  revert,
  revert_range,
  bisect
};

/// One line that git gives a pre-push hook on its standard input (githooks(5), "pre-push").
struct PushedRef {
  std::string local_ref;
  ObjectId local_id;
  std::string remote_ref;
  ObjectId remote_id;
  bool operator==(const PushedRef&) const = default;
};

}  // namespace session
