// SPDX-License-Identifier: MIT
// `git session verify`: the checkpoint of SESSION.md against where the work tree stands, and the commit of
// each completed item against git's history.
#pragma once

#include "app/workspace.hpp"
#include "core/checkpoint/verdict.hpp"
#include "core/message.hpp"
#include "core/recording/entry_report.hpp"
#include "git/repository.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace session::app {

/// Everything that a verification found. Nothing is written but a copy of a changed file.
struct Verification {
  RecordedCheckpoint recorded;
  ActualState actual;
  Verdict verdict;
  std::vector<EntryReport> entries;
  std::size_t fixable = 0;  ///< entries that `verify --fix` would change
};

/// Compares. ErrorKind::document when there is no SESSION.md or it can't be read.
[[nodiscard]] Result<Verification> verify_document(const Workspace& workspace, git::Repository& repository);

/// True when the checkpoint can be relied on and each entry names a commit that a name leads to, or none.
[[nodiscard]] bool is_good(const Verification& verification);

/// The report for a person: one line per field with its mark, the verdict, the entries (all of them one by
/// one with `all`).
[[nodiscard]] std::vector<std::string> format_verification(const Workspace& workspace,
                                                           const Verification& verification, bool all);

/// What there is to say beside the report: what is wrong with the checkpoint, and what helps.
[[nodiscard]] std::vector<Message> format_advice(const Workspace& workspace,
                                                 const Verification& verification);

/// `git session verify --fix`: entries follow history where that is proved, commits that no hook saw are
/// recorded, the checkpoint is refreshed. Gives what to say about it; nothing was written when `refused`.
struct Repair {
  std::vector<Message> messages;
  bool refused = false;
};
[[nodiscard]] Result<Repair> fix_document(const Workspace& workspace, git::Repository& repository);

}  // namespace session::app
