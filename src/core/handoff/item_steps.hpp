// SPDX-License-Identifier: MIT
// What a person does to items by hand: start, done, next, block, unblock, reopen. Each is a step on a draft.
#pragma once

#include "core/document/draft.hpp"
#include "core/message.hpp"
#include "core/recording/journal.hpp"
#include "core/recording/recording.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// What a step came to.
struct ItemStep {
  std::vector<std::string> lines;  ///< the lines that it changed, in the form in which we write them
  std::vector<Message> messages;   ///< why it was refused, or what else there is to say
  bool refused = false;            ///< the draft is as it was
  std::vector<Effect> effects;     ///< what belongs to the commit that was named, for its record
};

/// The note of an item that was started.
inline constexpr std::string_view kStartedNote = "in progress";

/// Puts an item first in In Progress: the one of equal text there, else the next action of equal text (or of
/// that number), else a new one. `note` is its status note; empty keeps a note that says more than "not
/// started", and a new item gets kStartedNote.
[[nodiscard]] ItemStep start_item(Draft& draft, std::string_view text, std::string_view note);

/// Completes an item of In Progress (by its number there, or by the rule of find_item), else one of Next
/// Actions, without a hash: `date` is YYYY-MM-DD.
[[nodiscard]] ItemStep complete_item(Draft& draft, std::string_view item, std::string_view date);

/// The same with the commit that did the work; an item of equal text that is completed already gets it, too.
/// The effects say what the commit's record needs.
[[nodiscard]] ItemStep complete_item(Draft& draft, std::string_view item, const ShownCommit& shown);

/// Appends to Next Actions what stands neither there nor in In Progress.
[[nodiscard]] ItemStep add_next_actions(Draft& draft, const std::vector<std::string>& texts);

/// Adds an open row to Blockers. `item` (empty for none) names an item of In Progress by number or by the
/// rule; it gets kBlockedNote.
[[nodiscard]] ItemStep add_blocker(Draft& draft, const BlockerCells& cells, std::string_view item);

/// Resolves a blocker, named by its number among the open ones or by the rule. When none is left, items noted
/// kBlockedNote are noted kStartedNote.
[[nodiscard]] ItemStep resolve_blocker(Draft& draft, std::string_view item);

/// Takes a completed item back to In Progress: by its number counted from the newest one, or by the rule.
[[nodiscard]] ItemStep reopen_item(Draft& draft, std::string_view item);

}  // namespace session
