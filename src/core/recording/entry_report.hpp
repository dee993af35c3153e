// SPDX-License-Identifier: MIT
// What git says about the commit behind each completed item.
#pragma once

#include "core/document/document.hpp"
#include "core/recording/history_facts.hpp"
#include "core/recording/reconcile.hpp"

#include <optional>
#include <string>
#include <vector>

namespace session {

/// What became of the commit that an item shows.
enum class EntryState {
  ok,          ///< HEAD's history has it
  rewritten,   ///< another commit holds its work now
  elsewhere,   ///< a name leads to it, but not HEAD
  reverted,    ///< HEAD's history takes its work back
  gone,        ///< no name leads to it, or it is not in this repository
  hidden,      ///< gone, but in a shallow clone, which may only not see it
  not_a_hash,  ///< what stands in its place is no abbreviated object id
  no_hash      ///< the item makes no claim about git
};

/// One completed item.
struct EntryReport {
  std::string words;  ///< as the document has them
  std::string hash;   ///< as the document shows it; empty without one
  EntryState state = EntryState::no_hash;
  std::optional<ObjectId> commit;  ///< that holds the work now, or did before a revert
  std::optional<ObjectId> revert;  ///< that takes it back, when it is known
  std::optional<Reach> reach;      ///< the name that leads to `commit`
  std::string successor;   ///< the abbreviated hash of the new commit (rewritten) or of the revert (reverted)
  std::string stale_mark;  ///< the mark behind the item, where git says otherwise
  bool operator==(const EntryReport&) const = default;
};

/// One report for each completed item, in the document's order. `is_shallow`: the repository is a shallow
/// clone. Where `facts` lacks an abbreviation, the first digits of the id stand for it.
[[nodiscard]] std::vector<EntryReport> report_entries(const Document& document, const ReconcileFacts& facts,
                                                      bool is_shallow);

/// True when the item says what is so or makes no claim: it is ok, rewritten or elsewhere, without a mark
/// that is wrong.
[[nodiscard]] bool is_good(const EntryReport& report);

/// "ok", "rewritten", "on branch", "on remote branch", "on tag", "in work tree", "reverted", "gone",
/// "hidden", "not a hash", "no hash": the words of --json.
[[nodiscard]] std::string_view describe_state(const EntryReport& report);

/// The lines for a person: those items one by one that are not just ok (all with `all`), then the line that
/// counts them. Nothing for no items.
[[nodiscard]] std::vector<std::string> format_entries(const std::vector<EntryReport>& reports, bool all);

}  // namespace session
