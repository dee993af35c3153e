// SPDX-License-Identifier: MIT
// What a writing run says about entries that followed history.
#pragma once

#include "core/commit.hpp"
#include "core/message.hpp"
#include "core/recording/reconcile.hpp"
#include "core/settings.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// One line for each kind of change. Entries that moved to `head` are told as recorded, with `count` in
/// brackets ("3 items"); others by their number.
[[nodiscard]] std::vector<Message> format_changes(const std::vector<EntryChange>& changes,
                                                  const ObjectId& head, std::string_view count);

/// The line about a commit that a person wants recorded and entries show already.
[[nodiscard]] std::string format_known(std::string_view abbreviated, std::string_view subject);

/// `words` cut to the length that messages show.
[[nodiscard]] std::string shorten(std::string_view words);

/// Why the list of uncommitted changes is missing, and what helps. `files` are in the index.
[[nodiscard]] std::vector<Message> format_not_listed(std::size_t files, const Settings& settings);

}  // namespace session
