// SPDX-License-Identifier: MIT
// One entry of the index: read, and told through git's plumbing that its file is the same.
#pragma once

#include "core/error.hpp"
#include "git/location.hpp"
#include "git/repository.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace session::git {

/// True when the index holds the path. `id_size` is that of an object id in bytes.
[[nodiscard]] Result<bool> has_index_entry(const Location& location, const Environment& environment,
                                           std::size_t id_size, std::string_view path);

/// The path's entry. Nothing without one, for a path in conflict, and for one that is marked
/// (assume-unchanged, skip-worktree). Of an index that only git can read, size and number are left out.
[[nodiscard]] Result<std::optional<IndexEntry>> read_index_entry(const Location& location,
                                                                 const Environment& environment,
                                                                 std::size_t id_size, std::string_view path);

/// Makes git look at the file of an entry anew: it runs the clean filter and notes size and times when the
/// content is that of the entry. The content and mode in the index stay as they are. git trusts a changed
/// size more than the filter, so the entry is put in again without them first. Never waits: false when
/// another git holds the index, and when the file has other content.
[[nodiscard]] Result<bool> refresh_index_entry(const Location& location, const Environment& environment,
                                               std::string_view path, const IndexEntry& entry);

}  // namespace session::git
