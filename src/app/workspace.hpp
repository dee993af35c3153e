// SPDX-License-Identifier: MIT
// One work tree as the program sees it: where things lie, the settings, and its files.
#pragma once

#include "core/document/document.hpp"
#include "core/error.hpp"
#include "core/install/install_record.hpp"
#include "core/message.hpp"
#include "core/plan/phases.hpp"
#include "core/recording/journal.hpp"
#include "core/recording/state.hpp"
#include "core/settings.hpp"
#include "git/location.hpp"
#include "io/copies.hpp"
#include "io/file.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session::app {

/// The places and settings of one work tree. Found without libgit2.
struct Workspace {
  git::Location location;
  Settings settings;
  std::vector<Error> problems;  ///< of the settings files
  std::optional<OnMismatch> requested_on_mismatch;
  std::filesystem::path document;   ///< SESSION.md in the work tree
  std::filesystem::path state_dir;  ///< `git rev-parse --git-path session` of this work tree

  [[nodiscard]] std::filesystem::path state_file() const { return state_dir / "state"; }
  [[nodiscard]] std::filesystem::path journal_file() const { return state_dir / "journal"; }
  /// Rewrites and reverts, which all work trees of the clone share.
  [[nodiscard]] std::filesystem::path shared_file() const {
    return location.common_dir / "session" / "history";
  }
  [[nodiscard]] std::filesystem::path log_file() const { return state_dir / "session.log"; }
  [[nodiscard]] std::filesystem::path lock_file() const { return state_dir / "lock"; }
  /// What was written last to a SESSION.md that git tracks.
  [[nodiscard]] std::filesystem::path live_file() const { return state_dir / "live"; }
  [[nodiscard]] std::filesystem::path copies_dir() const { return state_dir / "copies"; }
};

/// Finds the work tree around `cwd` and reads its settings. Nothing outside a repository and in a bare one.
[[nodiscard]] Result<std::optional<Workspace>> find_workspace(const git::Environment& environment,
                                                              const std::filesystem::path& cwd);

/// The bytes of SESSION.md; nothing when it is absent. ErrorKind::document when it is no regular file, leaves
/// the work tree through a link, or can't be read.
[[nodiscard]] Result<std::optional<std::string>> read_document(const Workspace& workspace);

/// Reads the bytes on disk as people read them, with the names that the settings add. ErrorKind::document
/// when hooks must not edit them (conflict markers, NUL bytes, size).
[[nodiscard]] Result<Document> open_document(const Workspace& workspace, const std::string& bytes);

/// The same for a text that was made of such a document and is on no disk.
[[nodiscard]] Result<Document> parse_own_document(const Workspace& workspace, std::string bytes);

/// The private state; an empty one when the file is absent or can't be read.
[[nodiscard]] State read_state(const Workspace& workspace);
[[nodiscard]] Result<void> write_state(const Workspace& workspace, const State& state);

/// The journal of this work tree and of the whole clone; what is absent or can't be read is empty.
[[nodiscard]] Journal read_journal(const Workspace& workspace);
/// Only that of the whole clone, which holds all rewrites.
[[nodiscard]] Journal read_shared_journal(const Workspace& workspace);
/// Appends to the journal of this work tree, whose lock the caller holds. A long journal is compacted.
[[nodiscard]] Result<void> append_journal(const Workspace& workspace,
                                          const std::vector<JournalRecord>& records);
/// Appends to the journal of the whole clone.
[[nodiscard]] Result<void> append_shared(const Workspace& workspace,
                                         const std::vector<JournalRecord>& records);
/// The size of the clone's journal in bytes.
[[nodiscard]] std::uint64_t read_shared_size(const Workspace& workspace);

/// The record of install, shared by all work trees; nothing when the hooks were never installed.
[[nodiscard]] std::optional<InstallRecord> read_install_record(const Workspace& workspace);

/// Creates the folder of the private state and takes its lock.
[[nodiscard]] Result<io::FileLock> lock_workspace(const Workspace& workspace);

/// The plan that the work tree has: the file given to init, else IMPLEMENTATION_PHASES.md in the root,
/// `docs/` or `claudedocs/`.
[[nodiscard]] std::optional<std::filesystem::path> find_plan_file(const Workspace& workspace,
                                                                  const State& state);
[[nodiscard]] std::optional<Plan> read_plan(const Workspace& workspace, const State& state);

/// The lines that tell of broken settings: one warning, whatever their number.
[[nodiscard]] std::vector<Message> format_problems(const std::vector<Error>& problems);

}  // namespace session::app
