// SPDX-License-Identifier: MIT
// The journal: every commit that was recorded, what that did to the document, and every rewrite. It is only
// ever appended to; one line is one record (core/recording/record.hpp), and the file may be cut off at any
// byte.
//
//   commit TAB id=... TAB tree=... TAB parent=... (each) TAB abbreviated=... TAB subject=... TAB name=... TAB
//     email=... TAB authored=SECONDS TAB zone=MINUTES TAB committed=SECONDS TAB branch=... TAB replaces=...
//     TAB effect=KIND US text US before US after US POSITION (each) TAB .
//   rewrite TAB before=... TAB after=... TAB how=... TAB .
#pragma once

#include "core/commit.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// What recording a commit did to one entry of the document.
enum class EffectKind {
  completed_from_progress,
  completed_from_next,
  completed_new,
  completed_again,
  removed_next,
  noted,
  started_from_next,
  started_new,
  reopened,
  blocked,
  next_added
};

/// One effect, with what is needed to undo it.
struct Effect {
  EffectKind kind = EffectKind::completed_new;
  std::string text;          ///< the entry's text
  std::string before;        ///< its line or note as it was
  std::string after;         ///< its line or note as it is now
  std::size_t position = 0;  ///< its place in the list that it came from, from 0
  bool operator==(const Effect&) const = default;
};

/// A commit that was recorded.
struct CommitRecord {
  ObjectId id;
  ObjectId tree;
  std::vector<ObjectId> parents;
  std::string abbreviated;
  std::string subject;
  Signature author;
  std::int64_t committed = 0;             ///< the committer's time, seconds since 1970
  std::string branch;                     ///< empty when HEAD was detached
  std::optional<ObjectId> replaces = {};  ///< the commit that it amended
  std::vector<Effect> effects = {};
  bool operator==(const CommitRecord&) const = default;
};

/// git rewrote one commit into another. `how` is git's word: "amend" or "rebase" (githooks(5),
/// "post-rewrite").
struct RewriteRecord {
  ObjectId before;
  ObjectId after;
  std::string how;
  bool operator==(const RewriteRecord&) const = default;
};

/// One commit took the place of another.
struct RewriteStep {
  ObjectId before;
  ObjectId after;
  bool operator==(const RewriteStep&) const = default;
};

/// The whole journal. Add records with add_record, so that `steps` stays right.
struct Journal {
  std::vector<CommitRecord> commits;    ///< oldest first
  std::vector<RewriteRecord> rewrites;  ///< oldest first
  std::vector<RewriteStep> steps;       ///< the rewrites and the amends of the commits, in the file's order
  std::size_t skipped = 0;              ///< lines that are damaged, or of a kind that is not known
  bool operator==(const Journal&) const = default;
};

void add_record(Journal& journal, CommitRecord record);
void add_record(Journal& journal, RewriteRecord record);

/// One line with its LF. Ids must be 40 or 64 lower-case hex digits: another line would not be read back.
[[nodiscard]] std::string format_record(const CommitRecord& record);
[[nodiscard]] std::string format_record(const RewriteRecord& record);

/// Reads any bytes. A line that is not whole is skipped and counted.
[[nodiscard]] Journal parse_journal(std::string_view text);

/// What has to stand in front of the next record in a file that ends with `tail`: an LF when the last line is
/// cut off, else nothing. The last byte of the file is enough.
[[nodiscard]] std::string_view find_append_prefix(std::string_view tail);

/// The newest record of a commit, or nullptr. Looks through all of them.
[[nodiscard]] const CommitRecord* find_record(const Journal& journal, const ObjectId& id);

/// What a commit has become: follows rewrites, the newest one at each commit, to the end. A rewrite counts
/// only after the one that led to it, so chains that come back to a commit end too. Nothing for a commit that
/// was never rewritten. Linear in the number of steps.
[[nodiscard]] std::optional<ObjectId> find_rewritten(const Journal& journal, const ObjectId& id);

}  // namespace session
