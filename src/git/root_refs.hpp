// SPDX-License-Identifier: MIT
// The refs beside HEAD that git leaves during its operations: files, or refs of a reftable.
#pragma once

#include "core/commit.hpp"
#include "git/location.hpp"

#include <optional>
#include <string>

namespace session::git {

/// True when the refs of this work tree are in a reftable (gitformat-reftable(5)): then ORIG_HEAD,
/// CHERRY_PICK_HEAD and REVERT_HEAD are no files, and there is no folder `logs`. MERGE_HEAD and FETCH_HEAD
/// always are files (git-rev-parse(1)).
[[nodiscard]] bool keeps_refs_in_table(const Location& location);

/// The id that a ref like ORIG_HEAD holds; nothing when there is none. A reftable is read by git.
[[nodiscard]] std::optional<ObjectId> read_root_ref(const Location& location, const Environment& environment,
                                                    const std::string& name);

}  // namespace session::git
