// SPDX-License-Identifier: MIT
// Git's own text forms, read into values: commit objects, reflog lines, `git status --porcelain=v2`.
#pragma once

#include "core/commit.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session::git {

/// The commit that the bytes of a commit object describe. Nothing when the tree line or a parent line is
/// broken. A broken author or committer line gives an empty Signature, as in git's own log.
[[nodiscard]] std::optional<Commit> parse_commit_object(ObjectId id, std::string_view bytes);

/// `Name <mail> seconds +hhmm` as in a commit object or a reflog line.
[[nodiscard]] Signature parse_signature(std::string_view line);

/// `text` in UTF-8 when `encoding` is a name of ISO-8859-1 or windows-1252 and all its bytes have a meaning
/// there, else as it is.
[[nodiscard]] std::string decode_text(std::string_view text, std::string_view encoding);

/// One line of a reflog file, without its line ending. Nothing when it is no such line.
[[nodiscard]] std::optional<ReflogEntry> parse_reflog_line(std::string_view line);

/// The changes in the output of `git status --porcelain=v2 -z`. Nothing when it is not in that format.
[[nodiscard]] std::optional<std::vector<Change>> parse_status_output(std::string_view output);

/// Sorts by the bytes of the path; of one path the untracked file comes last, as in git's own list.
void sort_changes(std::vector<Change>& changes);

}  // namespace session::git
