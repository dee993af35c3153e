// SPDX-License-Identifier: MIT
#include "app/session_run.hpp"

#include "app/live_file.hpp"
#include "core/live/live_text.hpp"

#include <fmt/core.h>

#include <utility>

namespace session::app {
namespace {

/// Adds messages the first time only; the name is remembered in the private state.
void say_once(const Workspace& workspace, State& state, const std::string& name, std::vector<Message> texts,
              std::vector<Message>& messages) {
  if (!state.said.insert(name).second) return;
  messages.insert(messages.end(), texts.begin(), texts.end());
  // Without a state file the words come again: no harm.
  (void)write_state(workspace, state);
}

/// The file that a plan leads to, and what git stores of it.
struct PlannedFile {
  std::string bytes;
  std::string stored;  ///< empty without the filter
};

PlannedFile plan_file(const LockedSession& session, const UpdatePlan& plan) {
  std::string text = apply_edits(session.document.text, plan.edits);
  if (!session.is_filtered) return {std::move(text), {}};
  std::string stored = clean_text(plan.publishes ? text : session.bytes);
  std::string bytes = weave_text(stored, text);
  return {std::move(bytes), std::move(stored)};
}

}  // namespace

Result<bool> is_in_head(const Workspace& workspace, git::Repository& repository, const Head& head) {
  if (!head.id) return false;
  SESSION_TRY(const auto blob, repository.find_blob(*head.id, workspace.settings.session_file));
  return blob.has_value();
}

Result<void> keep_copy(const Workspace& workspace, git::Repository& repository, const Head& head,
                       const std::string& bytes) {
  SESSION_TRY(const bool tracked, is_in_head(workspace, repository, head));
  SESSION_CHECK(
      io::save_copy(workspace.copies_dir(), bytes, tracked ? io::CopyKind::tracked : io::CopyKind::local));
  return {};
}

Result<std::optional<LockedSession>> open_session(const Workspace& workspace, git::Repository& repository,
                                                  const Head& head, std::vector<Message>& messages) {
  SESSION_TRY(auto lock, lock_workspace(workspace));
  if (lock.replaced_stale()) {
    // The run before us was killed. What it left beside SESSION.md would show in `git status`.
    io::remove_leftovers(workspace.document);
    io::remove_leftovers(workspace.state_file());
  }
  SESSION_TRY(auto bytes, read_document(workspace));
  // An empty file is an editor in the middle of saving. Nothing is noted, so the next run catches up.
  if (!bytes || bytes->empty()) return std::nullopt;
  SESSION_TRY(auto document, open_document(workspace, *bytes));
  State state = read_state(workspace);
  const std::string& name = workspace.settings.session_file;
  if (!state.adopted && !is_session_document(document)) {
    say_once(workspace, state, "foreign",
             {{MessageKind::warning,
               fmt::format("'{}' is left alone: it has no sections 'Completed Items' and 'Git "
                           "Checkpoint' under any known name",
                           name)},
              {MessageKind::hint,
               "add what it lacks: git session init --adopt, or name your headings in session.aliases"}},
             messages);
    return std::nullopt;
  }
  SESSION_TRY(const bool tracked, is_in_head(workspace, repository, head));
  const bool filtered = tracked && has_filter(workspace);
  if (tracked && !filtered) {
    say_once(workspace, state, "tracked",
             {{MessageKind::warning,
               fmt::format("git tracks '{}', so it shows as modified after each commit", name)},
              {MessageKind::hint, "let git store it without the lines that change: git session install"}},
             messages);
  }
  return LockedSession{std::move(lock),
                       *std::move(bytes),
                       std::move(document),
                       std::move(state),
                       tracked ? io::CopyKind::tracked : io::CopyKind::local,
                       filtered};
}

Result<Outcome> carry_out(const Workspace& workspace, git::Repository& repository,
                          const LockedSession& session, const UpdatePlan& plan) {
  Outcome outcome = Outcome::unchanged;
  const PlannedFile file = plan_file(session, plan);
  if (file.bytes != session.bytes) {
    // Editors know nothing of our lock. What a person saved since we read must not be written over.
    SESSION_TRY(const auto now, read_document(workspace));
    if (now != session.bytes) return Outcome::overtaken;
    SESSION_TRY(const auto path,
                io::resolve_inside(workspace.location.work_tree, workspace.settings.session_file));
    SESSION_TRY(const bool changed, io::write_file(path, file.bytes));
    if (changed) outcome = Outcome::written;
  }
  const bool is_current = plan.shared_read == read_shared_size(workspace);
  SESSION_CHECK(append_shared(workspace, plan.shared));
  SESSION_CHECK(append_journal(workspace, plan.records));
  State state = plan.state;
  if (plan.shared_read) state.shared = is_current ? read_shared_size(workspace) : *plan.shared_read;
  if (state != session.state) SESSION_CHECK(write_state(workspace, state));
  SESSION_CHECK(io::save_copy(workspace.copies_dir(), file.bytes, session.kind));
  if (session.is_filtered) {
    SESSION_CHECK(note_live_file(workspace, file.bytes));
    SESSION_CHECK(
        refresh_index(workspace, repository, file.stored, file.bytes.size(), outcome == Outcome::written));
  }
  return outcome;
}

}  // namespace session::app
