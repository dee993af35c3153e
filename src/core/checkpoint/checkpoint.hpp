// SPDX-License-Identifier: MIT
// The git checkpoint: where the work stood, and its fields as the document writes them.
#pragma once

#include "core/commit.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// Where the work stood at one moment.
struct Checkpoint {
  Head head;
  std::string abbreviated;  ///< the id as git abbreviates it; empty when there is no commit yet
  std::string subject;      ///< the commit's subject, as git gives it
  std::vector<Change>
      changes;               ///< all uncommitted changes but those of own files, in the order of sort_changes
  std::int64_t seconds = 0;  ///< when it was taken, since 1970
  /// The changes could not be listed in time, among so many tracked files; `changes` is empty then.
  std::optional<std::size_t> not_listed = std::nullopt;
  bool operator==(const Checkpoint&) const = default;
};

/// What stands for each of the four values in the file that git stores, when git tracks SESSION.md: the live
/// values would differ on every branch.
inline constexpr std::string_view kNotStored = "_(not stored)_";

/// Sorts by path, byte by byte.
void sort_changes(std::vector<Change>& changes);

/// The value of *Branch*: the name fit for a line, or `(detached)`. A branch of just that name gets a
/// backslash, which no branch name can hold.
[[nodiscard]] std::string format_branch(const Head& head);

/// The value of *Last Commit*: hash in backticks, dash, subject; `_(no commit yet)_` without a commit.
[[nodiscard]] std::string format_last_commit(const Checkpoint& checkpoint);

/// The value of *Uncommitted Changes*: `None`, or the first `max_listed` changes joined by `, ` and, when
/// some are left, `, and N more`. `changes` are sorted already.
[[nodiscard]] std::string format_changes(const std::vector<Change>& changes, std::size_t max_listed);

/// The same of a checkpoint: `not listed (N files)` when there was no time for the list.
[[nodiscard]] std::string format_own_changes(const Checkpoint& checkpoint, std::size_t max_listed);

/// Gives `checkpoint` the uncommitted changes of an earlier one.
void keep_changes(const Checkpoint& before, Checkpoint& checkpoint);

/// One change: status, blank, path. A path that could be misread or hide something stands in git's C quoting
/// (core.quotePath in git-config(1)): one with a comma, quote, backtick, backslash or control character,
/// invalid UTF-8, `<!--`, outer blanks, or an end like that of a shortened list.
[[nodiscard]] std::string format_change(const Change& change);

/// Reads a list of changes back, in the order in which it is written; paths may stand in backticks too.
/// Gives nothing for prose and for a list that is not complete (`and N more`).
[[nodiscard]] std::optional<std::vector<Change>> parse_changes(std::string_view text);

/// The N of a list of changes that ends in `and N more`.
[[nodiscard]] std::optional<std::size_t> parse_unlisted(std::string_view text);

/// What a *Branch* value says: detached, or the name of a branch.
struct BranchText {
  bool detached = false;
  std::string name;
  bool operator==(const BranchText&) const = default;
};

/// Reads a *Branch* value, also one that a person wrote (in backticks, with a remark behind the name).
/// Nothing for an empty value or a placeholder such as `None`.
[[nodiscard]] std::optional<BranchText> parse_branch(std::string_view text);

/// What a *Last Commit* value names. The hash is in lower case.
struct CommitText {
  std::string hash;
  std::string subject;
  bool operator==(const CommitText&) const = default;
};

/// Reads a *Last Commit* value, also one that a person wrote: a hash in backticks (4 digits or more) or bare
/// (7 or more) at the start, or behind `@`, `commit`, `HEAD` or an opening parenthesis; then a date in
/// parentheses, a dash or colon, and the subject. Nothing when no hash is named or more than one could be
/// meant.
[[nodiscard]] std::optional<CommitText> parse_last_commit(std::string_view text);

/// The subject of a commit message as git's `%s` gives it: the lines of the first paragraph joined by blanks.
[[nodiscard]] std::string find_subject(std::string_view message);

}  // namespace session
