// SPDX-License-Identifier: MIT
// Carrying out what a commit asks for on a draft, and taking it back.
#pragma once

#include "core/document/draft.hpp"
#include "core/recording/commit_request.hpp"
#include "core/recording/journal.hpp"

#include <optional>
#include <string>
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

/// What carrying out a request came to.
struct Recording {
  std::vector<CompletedItem> completed;
  std::vector<Effect> effects;  ///< everything that was changed, in order, for the journal
};

/// The hash and date that completed items of a commit show.
struct ShownCommit {
  std::string hash;
  std::string date;
};

/// Completed items that an amended commit left behind: their places are taken by what the new commit
/// completes.
struct Vacancy {
  std::string recorded_words;     ///< as the journal has them
  std::optional<DraftItem> item;  ///< the item as it stood; nothing when a person deleted it
};

/// Carries out the request: completes, notes, reopens, blocks and adds, by the rules of docs/recording.md.
/// Sections that the document lacks are left out. Items that fit a vacancy take its place and keep words that
/// a person gave them.
[[nodiscard]] Recording apply_request(Draft& draft, const CommitRequest& request, const ShownCommit& shown,
                                      std::vector<Vacancy> vacancies = {});

/// Takes the effects of a record back, newest first, where nobody edited them since. With `vacancies` the
/// completed items are handed over there instead of going back for good.
void undo_record(Draft& draft, const CommitRecord& record, std::vector<Vacancy>* vacancies = nullptr);

}  // namespace session
