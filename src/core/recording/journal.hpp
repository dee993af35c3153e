// SPDX-License-Identifier: MIT
// The journal: every commit that was recorded, what that did to the document, and what became of the commit.
// It is only ever appended to; one line is one record (core/recording/record.hpp), and the file may be cut
// off at any byte.
//
//   commit TAB id=... TAB tree=... TAB parent=... (each) TAB abbreviated=... TAB subject=... TAB name=... TAB
//     email=... TAB authored=SECONDS TAB zone=MINUTES TAB committed=SECONDS TAB branch=... TAB replaces=...
//     TAB work=... TAB member=... (each) TAB effect=KIND US text US before US after US POSITION (each) TAB .
//   (an effect that a person asked for on the command line has the name hand in the place of effect)
//   rewrite TAB before=... TAB after=... TAB how=... TAB .
//   revert TAB revert=... TAB of=... (each) TAB .
//   lost TAB lost=... TAB effect=... (each) TAB .
//   reopened TAB reopened=... TAB text=... TAB by=... TAB abbreviated=... TAB position=N TAB .
//   completed TAB completed=... TAB text=... TAB .
//   wrapped TAB wrapped=1 TAB .
#pragma once

#include "core/commit.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
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
  bool by_hand = false;      ///< a person said that the commit did it; its message does not
  bool operator==(const Effect&) const = default;
};

/// A commit that was recorded, or that an entry shows in the place of the one that was recorded for it.
struct CommitRecord {
  ObjectId id;
  ObjectId tree;
  std::vector<ObjectId> parents;
  std::string abbreviated;
  std::string subject;
  Signature author;
  std::int64_t committed = 0;             ///< the committer's time, seconds since 1970
  std::string branch;                     ///< empty when HEAD was detached
  std::optional<ObjectId> replaces = {};  ///< the commit in whose place it came
  std::optional<ObjectId> work = {};      ///< the commit first recorded for this work, when it is another one
  std::vector<ObjectId> members = {};     ///< further commits of the work, where older records were left out
  std::vector<Effect> effects = {};
  bool operator==(const CommitRecord&) const = default;
};

/// One commit took the place of another. `how`: git's words "amend" and "rebase" (githooks(5),
/// "post-rewrite"), "melt" (squash and fixup in a rebase), "squash" (merge --squash), "copy" (cherry-pick),
/// "patch" and "tree" (the commit is gone and another one makes the same change or holds the same files).
struct RewriteRecord {
  ObjectId before;
  ObjectId after;
  std::string how;
  bool operator==(const RewriteRecord&) const = default;
};

/// A commit that reverts others (git-revert(1)).
struct RevertRecord {
  ObjectId by;
  std::vector<ObjectId> of;
  bool operator==(const RevertRecord&) const = default;
};

/// No commit of the work can be reached any more, and its effects were taken back but for those in `kept`:
/// a person had changed or deleted what they left.
struct LossRecord {
  ObjectId work;
  std::vector<Effect> kept;
  bool operator==(const LossRecord&) const = default;
};

/// An entry was reopened because `by` reverts it.
struct ReopenRecord {
  ObjectId work;
  std::string text;  ///< as it was recorded
  ObjectId by;
  std::string abbreviated;   ///< of `by`
  std::size_t position = 0;  ///< the entry's place among the completed items
  bool operator==(const ReopenRecord&) const = default;
};

/// A reopened entry is completed again.
struct ClosedRecord {
  ObjectId work;
  std::string text;
  bool operator==(const ClosedRecord&) const = default;
};

/// The session was wrapped up: entries recorded so far are never removed.
struct WrapRecord {
  bool operator==(const WrapRecord&) const = default;
};

using JournalRecord = std::variant<CommitRecord, RewriteRecord, RevertRecord, LossRecord, ReopenRecord,
                                   ClosedRecord, WrapRecord>;

/// The whole journal.
struct Journal {
  std::vector<JournalRecord> records;  ///< oldest first
  std::size_t skipped = 0;             ///< lines that are damaged, or of a kind that is not known
  bool operator==(const Journal&) const = default;
};

/// One line with its LF. Ids must be 40 or 64 lower-case hex digits: another line would not be read back.
[[nodiscard]] std::string format_record(const JournalRecord& record);

/// Reads any bytes. A line that is not whole is skipped and counted.
[[nodiscard]] Journal parse_journal(std::string_view text);

/// What has to stand in front of the next record in a file that ends with `tail`: an LF when the last line is
/// cut off, else nothing. The last byte of the file is enough.
[[nodiscard]] std::string_view find_append_prefix(std::string_view tail);

}  // namespace session
