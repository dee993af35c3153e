// SPDX-License-Identifier: MIT
// The pairs that git gives a post-rewrite hook, without those that are no rewrites.
#pragma once

#include "core/recording/journal.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// What a rebase that just ended did: its list of commands as git keeps it in rebase-merge/done, and the
/// commit that it built on.
struct RebaseTrace {
  std::string done;
  std::optional<ObjectId> onto;
};

/// The pairs of the lines `OLD NEW` (githooks(5), "post-rewrite"), in order, each once. git pairs a commit
/// that was skipped, or dropped because it became empty, with the commit before it (sequencer.c,
/// record_in_rewritten): such pairs are left out, so that only squash and fixup lead two commits into one.
[[nodiscard]] std::vector<RewriteRecord> parse_rewritten_pairs(std::string_view input, const std::string& how,
                                                               const RebaseTrace& trace);

/// When a rebase stops to edit a commit and more commits are made there, git pairs the old commit with the
/// last of them. The commit that kept its author and author date is the right one: pairs that name another
/// are corrected. `before` holds the old commits, `made` those that the rebase made.
[[nodiscard]] std::vector<RewriteRecord> correct_pairs(std::vector<RewriteRecord> pairs,
                                                       const std::vector<Commit>& before,
                                                       const std::vector<Commit>& made);

}  // namespace session
