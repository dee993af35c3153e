// SPDX-License-Identifier: MIT
// Carrying out what a commit asks for on a draft, and taking it back.
#pragma once

#include "core/document/draft.hpp"
#include "core/recording/commit_request.hpp"
#include "core/recording/journal.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

/// How the completed item of a report came to be.
enum class CompletedHow { matched, appended, unmatched, ambiguous, again };

/// One item that the commit completed.
struct CompletedItem {
  std::string words;
  CompletedHow how = CompletedHow::matched;
  bool operator==(const CompletedItem&) const = default;
};

/// The hash and date that completed items of a commit show.
struct ShownCommit {
  std::string hash;
  std::string date;
};

/// A completed item that a rewritten commit left behind: its place is taken by what the new commit completes.
struct Vacancy {
  EffectKind kind = EffectKind::completed_new;
  std::string recorded_words;     ///< as the journal has them
  std::optional<DraftItem> item;  ///< the item as it stood; nothing when a person deleted it
};

/// What carrying out a request came to.
struct Recording {
  std::vector<CompletedItem> completed;
  std::vector<Effect> effects;  ///< everything that was changed, in order, for the journal
  std::vector<Vacancy> vacant;  ///< vacancies without an item that nothing took
};

/// What the commit's work did before, when it is carried out anew.
struct Earlier {
  std::vector<Vacancy> vacancies;
  std::vector<Effect> kept;  ///< effects that a person changed since: they are not done again
  bool again = false;        ///< next actions that are done or under way by now are not added again
};

/// Carries out the request: completes, notes, reopens, blocks and adds, by the rules of docs/recording.md.
/// Sections that the document lacks are left out. Items that fit a vacancy take its place and keep words that
/// a person gave them.
[[nodiscard]] Recording apply_request(Draft& draft, const CommitRequest& request, const ShownCommit& shown,
                                      Earlier earlier = {});

/// Carries out the trailers of a request alone: its subject completes nothing.
[[nodiscard]] Recording apply_additions(Draft& draft, const CommitRequest& request, const ShownCommit& shown);

/// Does again what was taken back, as far as nobody has done it since.
[[nodiscard]] Recording redo_effects(Draft& draft, const std::vector<Effect>& effects,
                                     const ShownCommit& shown);

/// Gives the place of the completed item that an effect made; nothing when there is none.
using FindItem = std::function<std::optional<std::size_t>(const Effect&)>;

/// Takes the effects of a work back so that another request can be carried out in its place. `members` are
/// the commits whose hash its entries may show.
[[nodiscard]] Earlier undo_for_replay(Draft& draft, const CommitRecord& record,
                                      const std::vector<ObjectId>& members, const FindItem& find);

/// What becomes of one effect when it is taken back.
enum class Undone {
  yes,
  no,     ///< a person changed or deleted what it left
  marked  ///< the entry stays with a mark, because a person gave it words or lines of their own
};

/// Takes an effect back that completed nothing, where the document still shows what it left there.
[[nodiscard]] Undone undo_effect(Draft& draft, const Effect& effect);

/// Takes the completed item at `position` back, which the effect made. Entries of `wrapped` works are marked
/// instead of removed.
[[nodiscard]] Undone undo_completion(Draft& draft, std::size_t position, const Effect& effect,
                                     const std::vector<ObjectId>& members, bool wrapped);

/// Puts an item back where the effect took it from; a new one goes.
void put_back(Draft& draft, const Effect& effect, DraftItem item);

/// An entry that got one more commit (`completed_again`) shows the one from before again.
void show_earlier_commit(Draft& draft, std::size_t position, const Effect& effect,
                         const std::vector<ObjectId>& members);

/// True for the effects that made a completed item.
[[nodiscard]] bool is_completion(EffectKind kind);

/// The place of the completed item with these words (compared by fold_for_match) and the hash of one of the
/// commits.
[[nodiscard]] std::optional<std::size_t> find_completed(const Draft& draft, std::string_view words,
                                                        const std::vector<ObjectId>& members);

/// True when `hash` (4 hex digits at least) abbreviates one of the commits.
[[nodiscard]] bool names_one_of(std::string_view hash, const std::vector<ObjectId>& members);

/// What an effect `next_added` says in `after` when the action was done before the commit asked for it anew.
inline constexpr std::string_view kDoneAlready = "done";
/// The mark of an entry whose commit can be reached no more.
inline constexpr std::string_view kGoneMark = "commit gone";
/// The start of the mark of an entry whose commit was reverted, and of the note of one that was reopened.
inline constexpr std::string_view kRevertedMark = "reverted by ";

}  // namespace session
