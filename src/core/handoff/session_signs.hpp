// SPDX-License-Identifier: MIT
// What the journal and the document tell of the session that is under way.
#pragma once

#include "core/document/draft.hpp"
#include "core/recording/journal.hpp"
#include "core/recording/state.hpp"
#include "core/view/session_view.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace session {

/// Since when the session counts: the last wrap-up, else the time when init opened the first row; nothing
/// when neither is known. Seconds since 1970.
[[nodiscard]] std::optional<std::int64_t> find_session_start(const State& state);

/// The times of commits that were recorded after the last WrapRecord, later than the last wrap-up.
[[nodiscard]] std::vector<std::int64_t> find_recorded_times(const Journal& journal, const State& state);

/// How many of the completed items of `draft` were recorded after the last WrapRecord.
[[nodiscard]] std::size_t count_session_items(const Journal& journal, const Draft& draft);

/// How many completed items without a commit are dated after the day (UTC) of the last wrap-up, or in the
/// first session since the day of its begin: a person completed them by hand. Those of the day of a wrap-up
/// may belong to the session before it and do not count.
[[nodiscard]] std::size_t count_items_by_hand(const State& state, const Draft& draft);

/// A short word for what the document says beside its completed items, its checkpoint and its history. Two
/// documents that differ in it have different work to do.
[[nodiscard]] std::string format_fingerprint(const SessionView& view);

}  // namespace session
