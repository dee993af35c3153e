// SPDX-License-Identifier: MIT
// The interface to one git repository. Everything behind it reads; nothing in this layer writes to a
// repository, its index or its configuration.
#pragma once

#include "core/commit.hpp"
#include "core/error.hpp"
#include "core/recording/trailers.hpp"
#include "git/location.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session::git {

/// How two commits stand to each other, counted as `git rev-list --left-right --count a...b` does.
struct Distance {
  std::size_t ahead = 0;   ///< commits that only the second one has
  std::size_t behind = 0;  ///< commits that only the first one has
  bool known = true;       ///< false when a shallow boundary or a missing object hides the answer
  bool operator==(const Distance&) const = default;
};

/// A walk that was cut off at its limit says so.
struct CommitList {
  std::vector<Commit> commits;  ///< newest first
  bool complete = true;
};

/// What to list, and how long that may take.
struct ChangeOptions {
  bool untracked = true;
  std::optional<std::chrono::milliseconds> time_limit = std::nullopt;
};

/// The uncommitted changes, sorted by path.
struct ChangeList {
  std::vector<Change> changes = {};
  bool untracked_included = true;
  /// The time was over before all was compared: nothing is listed, and the index has as many entries.
  std::optional<std::size_t> not_listed = std::nullopt;
};

/// What the index holds for a path, and the size of the file when git last looked at it.
struct IndexEntry {
  std::uint32_t mode = 0;  ///< as git writes it: 0100644
  ObjectId id;
  std::uint32_t size = 0;  ///< of the file in bytes, modulo 2^32; 0 also when git has not looked
  std::size_t among = 0;   ///< how many entries the index has; 0 when they were not counted
  bool operator==(const IndexEntry&) const = default;
};

/// One repository, opened for reading. Object ids of 20 and 32 bytes are both possible.
class Repository {
 public:
  virtual ~Repository() = default;

  [[nodiscard]] virtual const Location& location() const = 0;
  /// HEAD: branch and commit. An unborn branch is no error.
  [[nodiscard]] virtual Result<Head> read_head() = 0;
  /// The commit with this id. ErrorKind::git when it is absent.
  [[nodiscard]] virtual Result<Commit> read_commit(const ObjectId& id) = 0;
  /// The newest line of HEAD's reflog; nothing when there is none.
  [[nodiscard]] virtual Result<std::optional<ReflogEntry>> read_newest_reflog_entry() = 0;
  /// The newest lines of HEAD's reflog, newest first, at most `limit`; none when there is no reflog.
  [[nodiscard]] virtual Result<std::vector<ReflogEntry>> read_reflog(std::size_t limit) = 0;
  /// The id in the abbreviation that git would print for it (core.abbrev, unique).
  [[nodiscard]] virtual Result<std::string> abbreviate(const ObjectId& id) = 0;
  /// The commit that a full or abbreviated hex id names; nothing when none or more than one does.
  /// Takes hex digits only: a person's revision expression never reaches libgit2.
  [[nodiscard]] virtual Result<std::optional<ObjectId>> find_commit(std::string_view hex) = 0;
  /// Staged, unstaged and (when asked) untracked changes, as `git status --porcelain` lists them.
  [[nodiscard]] virtual Result<ChangeList> read_changes(const ChangeOptions& options) = 0;
  /// The paths that a commit changed against its first parent (all its paths for a root commit); at most
  /// `limit` of them, so that a caller who only asks "nothing but these?" pays for no more. A rename is two
  /// paths; a commit at a shallow boundary counts as a root.
  [[nodiscard]] virtual Result<std::vector<std::string>> read_changed_paths(const Commit& commit,
                                                                            std::size_t limit) = 0;
  /// How `to` stands to `from`.
  [[nodiscard]] virtual Result<Distance> read_distance(const ObjectId& from, const ObjectId& to) = 0;
  /// Commits reachable from `from` and from none of `hidden`, newest first, at most `limit`. Commits whose
  /// committer date lies before `not_before` (seconds since 1970) are not followed. Missing hidden ids are
  /// ignored.
  [[nodiscard]] virtual Result<CommitList> read_commits(const ObjectId& from,
                                                        const std::vector<ObjectId>& hidden,
                                                        std::size_t limit, std::int64_t not_before) = 0;
  /// The ids that all refs (branches, remote branches, tags peeled to commits) and the HEADs of all work
  /// trees point at, sorted, unique. Notes and stashes are left out.
  [[nodiscard]] virtual Result<std::vector<ObjectId>> read_ref_tips() = 0;
  /// HEAD (when it has a commit), local branches by name, HEADs of the other work trees, remote branches by
  /// name without symbolic ones such as origin/HEAD, tags by name peeled to commits. Tags of other objects,
  /// notes, stashes and all other refs are left out.
  [[nodiscard]] virtual Result<std::vector<Tip>> read_tips() = 0;
  /// For each target the index of the first tip that reaches it (a tip reaches itself). Nothing when no tip
  /// does, when the target is absent, and when only clocks that went wrong over hundreds of commits hide it:
  /// the walk stops a while below the oldest target. Tips that are absent reach nothing.
  [[nodiscard]] virtual Result<std::vector<std::optional<std::size_t>>> find_reaching_tips(
      const std::vector<Tip>& tips, const std::vector<ObjectId>& targets) = 0;
  /// An id of the change from one tree to another (from nothing when there is none) that ignores line numbers
  /// and blanks, as `git patch-id --stable` does; the digits are not git's. Equal changes on different bases
  /// have the same id. Nothing when the trees are equal, for more than 500 paths, for more than 1 MiB of text
  /// (the larger side of each path), and when a blob is absent.
  [[nodiscard]] virtual Result<std::optional<std::string>> read_patch_id(
      const std::optional<ObjectId>& before_tree, const ObjectId& after_tree) = 0;
  /// The id of the tree that `git write-tree` would write for the index; nothing is written. Nothing for an
  /// index with conflicts, and for one that libgit2 cannot read.
  [[nodiscard]] virtual Result<std::optional<ObjectId>> read_index_tree() = 0;
  /// The commits that revisions of a person name (gitrevisions(7)), oldest first, each once: a revision names
  /// itself; as soon as there is a range or an exclusion (`a..b`, `^a b`) all commits of the set. Trees and
  /// blobs add none. ErrorKind::git names the revision that git does not know.
  [[nodiscard]] virtual Result<std::vector<ObjectId>> resolve_commits(
      const std::vector<std::string>& revisions) = 0;
  /// The path's entry in the commit's tree, as a blob id; nothing when it is absent.
  [[nodiscard]] virtual Result<std::optional<ObjectId>> find_blob(const ObjectId& commit,
                                                                  std::string_view path) = 0;
  /// True when the index holds the path.
  [[nodiscard]] virtual Result<bool> is_tracked(std::string_view path) = 0;
  /// The path's entry in the index; nothing without one, for a path in conflict, and for an entry with a mark
  /// such as assume-unchanged or skip-worktree.
  [[nodiscard]] virtual Result<std::optional<IndexEntry>> find_index_entry(std::string_view path) = 0;
  /// The id that a blob of these bytes has. Nothing is stored, and no filter is run.
  [[nodiscard]] virtual Result<ObjectId> hash_blob(std::string_view bytes) = 0;
  /// True when git ignores the (untracked) path.
  [[nodiscard]] virtual Result<bool> is_ignored(std::string_view path) = 0;
  /// A configuration value, as git would see it (all levels, the last one wins); "true" for a variable
  /// without a value.
  [[nodiscard]] virtual Result<std::optional<std::string>> read_config(const std::string& name) = 0;
  /// A configuration value read as a path: `~` and `~user` expanded.
  [[nodiscard]] virtual Result<std::optional<std::string>> read_config_path(const std::string& name) = 0;
  /// core.commentChar, trailer.separators and trailer.*.key.
  [[nodiscard]] virtual Result<TrailerRules> read_trailer_rules() = 0;
  /// The identities that `git var GIT_AUTHOR_IDENT` and `GIT_COMMITTER_IDENT` give: environment, then
  /// configuration; dots at the ends of names stand, also where the git at hand takes them off
  /// (is_same_person heeds that). Times are not filled in. Nothing when git would have to guess.
  [[nodiscard]] virtual Result<std::optional<std::pair<Signature, Signature>>> read_identities() = 0;
};

/// Who starts us: inside a hook git has checked the owner of the repository already (safe.directory).
enum class Caller { hook, command };

/// Opens the repository: with libgit2, and by the git command where its extensions are none of libgit2's
/// (SHA-256, reftable); GIT_SESSION_BACKEND=git or libgit2 decides instead. ErrorKind::git when it can't be
/// opened, and when it belongs to another user without a safe.directory that names it (not asked for GIT_DIR,
/// nor in a hook that git started).
[[nodiscard]] Result<std::unique_ptr<Repository>> open_repository(const Location& location, Caller caller,
                                                                  const Environment& environment);

/// "libgit2 1.5.1 (static)" or "libgit2 1.5.1 (shared)": what `git session version` tells.
[[nodiscard]] std::string describe_library();

}  // namespace session::git
