// SPDX-License-Identifier: MIT
// What a commit asks to be recorded, read from its message alone.
#pragma once

#include "core/commit.hpp"
#include "core/recording/trailers.hpp"
#include "core/settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace session {

/// Why a commit is not recorded.
enum class NotRecorded {
  no,
  skip_trailer,
  merge,
  fixup,
  work_in_progress,
  made_by_git,
  revert,
  own_files,
  ignored
};

/// One `Progress:` trailer: the item, and the note behind ` — ` when one is given.
struct ProgressRequest {
  std::string item;
  std::string note;
  bool operator==(const ProgressRequest&) const = default;
};

/// The wishes of one message.
struct CommitRequest {
  NotRecorded reason = NotRecorded::no;
  std::string subject;                 ///< as git's %s gives it
  std::vector<std::string> completes;  ///< `Completes:`
  std::vector<std::string>
      closes;  ///< `Closes:`, `Fixes:`, `Resolves:`: count only when they name an open item
  std::vector<ProgressRequest> progress;  ///< `Progress:`
  std::vector<std::string> reopens;       ///< `Reopens:`
  std::vector<std::string> blocked_by;    ///< `Blocked-by:`
  std::vector<std::string> next;          ///< `Next:`
  std::vector<std::string> discarded;     ///< values of `Completes:` lines that git's block rule discards
  bool operator==(const CommitRequest&) const = default;
};

/// Reads the request. `only_own_files` says that the commit touches nothing but the program's own files.
[[nodiscard]] CommitRequest parse_request(const Commit& commit, bool only_own_files,
                                          const TrailerRules& rules, const Settings& settings);

/// True when the first word is `wip` in any case, also in brackets, followed by the end, a blank or a colon.
[[nodiscard]] bool is_work_in_progress(std::string_view subject);

/// True for the subjects that git itself writes: `Merge …`, `Revert "…"`, `Reapply "…"`, `Squashed commit of
/// …`.
[[nodiscard]] bool is_made_by_git(std::string_view subject);

/// Words for NotRecorded, for messages: "it is a merge".
[[nodiscard]] std::string_view describe(NotRecorded reason);

}  // namespace session
