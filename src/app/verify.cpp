// SPDX-License-Identifier: MIT
#include "app/verify.hpp"

#include "app/command_run.hpp"
#include "app/gather.hpp"
#include "app/history_search.hpp"
#include "app/session_run.hpp"
#include "core/recording/match_commits.hpp"
#include "core/text/inline_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

namespace session::app {
namespace {

constexpr std::string_view kSame = "✓";
constexpr std::string_view kDiffers = "✗";

std::string format_line(bool same, std::string_view name, const std::string& recorded,
                        const std::string& actual) {
  if (same) return fmt::format("  {} {}: {}", kSame, name, actual);
  return fmt::format("  {} {}: recorded {}, now {}", kDiffers, name, recorded.empty() ? "nothing" : recorded,
                     actual);
}

/// What is in the file, fit for a terminal.
std::string show(const std::optional<std::string>& text) {
  return text ? format_plain(*text) : std::string();
}

std::string show_changes(const ActualState& actual, const Settings& settings) {
  return actual.changes ? format_changes(*actual.changes, settings.checkpoint_max_listed) : "not looked at";
}

/// True when HEAD is where the checkpoint says, or where its own history leads to.
bool is_commit_good(const Verdict& verdict) {
  const RelationKind kind = verdict.relation.kind;
  return kind == RelationKind::same || kind == RelationKind::only_own_files_since ||
         kind == RelationKind::rewritten;
}

/// The journal knows reverts of what was recorded. Items that a person wrote are looked up here.
Result<void> find_reverts_of_unrecorded(git::Repository& repository, const Head& head,
                                        ReconcileFacts& facts) {
  const RewriteMap rewrites(facts.journal);
  std::vector<ObjectId> ids;
  for (const auto& [hash, named] : facts.unrecorded) {
    for (ObjectId& id : rewrites.find_all({named})) {
      const auto reach = facts.history.reach.find(id);
      if (reach != facts.history.reach.end() && reach->second.kind == TipKind::head)
        ids.push_back(std::move(id));
    }
  }
  SESSION_TRY(const auto commits, read_later_commits(repository, head, ids));
  for (RevertRecord& record : find_reverts({ids.begin(), ids.end()}, commits)) {
    facts.history.reach.insert_or_assign(record.by, Reach{TipKind::head, {}});
    // The same revert may be known for other commits that it reverts.
    for (const ObjectId& id : record.of) facts.history.descendants.emplace(id, record.by);
    facts.journal.records.emplace_back(std::move(record));
  }
  return {};
}

bool is_shallow(const Workspace& workspace) {
  std::error_code error;
  const auto size = std::filesystem::file_size(workspace.location.common_dir / "shallow", error);
  return !error && size > 0;
}

/// How many entries a writing run would change.
Result<std::size_t> count_changes(const Workspace& workspace, git::Repository& repository,
                                  const Document& document, const Head& head, const ReconcileFacts& facts) {
  SESSION_TRY(const auto rules, repository.read_trailer_rules());
  Draft draft(document);
  return reconcile(draft, facts, head.branch.value_or(""), rules, workspace.settings).changes.size();
}

Result<std::vector<EntryReport>> read_reports(const Workspace& workspace, git::Repository& repository,
                                              const Document& document, const Head& head,
                                              ReconcileFacts facts) {
  SESSION_CHECK(find_reverts_of_unrecorded(repository, head, facts));
  std::vector<EntryReport> reports = report_entries(document, facts, is_shallow(workspace));
  for (EntryReport& report : reports) {
    const auto& id = report.state == EntryState::reverted ? report.revert : report.commit;
    if (report.successor.empty() || !id) continue;
    SESSION_TRY(report.successor, repository.abbreviate(*id));
  }
  return reports;
}

}  // namespace

Result<Verification> verify_document(const Workspace& workspace, git::Repository& repository) {
  SESSION_TRY(const auto bytes, read_document(workspace));
  if (!bytes) return fail_without_document(workspace);
  SESSION_TRY(const auto document, open_document(workspace, *bytes));
  const State state = read_state(workspace);
  Verification found;
  found.recorded = find_recorded(document, state);
  SESSION_TRY(found.actual.head, repository.read_head());
  const bool is_ours = state.adopted || is_session_document(document);
  if (is_ours) {
    // Where no copy can be kept, the answer is wanted all the same.
    (void)keep_copy(workspace, repository, found.actual.head, *bytes);
  }
  if (found.actual.head.id) {
    SESSION_TRY(found.actual.abbreviated, repository.abbreviate(*found.actual.head.id));
  }
  SESSION_TRY(found.actual.changes, read_all_changes(workspace, repository));
  found.actual.operation = git::read_operation(workspace.location);
  const Head& head = found.actual.head;
  const HistorySpan span{.head = head,
                         .tip = find_last_tip(state, head),
                         .made = std::nullopt,
                         .amended = std::nullopt,
                         .thorough = true};
  SESSION_TRY(auto history, search_history(workspace, repository, state, document, span));
  const Journal& journal = history.facts.journal;
  SESSION_TRY(const auto relation, read_relation(workspace, repository, found.recorded, head, journal));
  found.verdict = compare_checkpoint(found.recorded, found.actual, relation);
  if (is_ours) {
    SESSION_TRY(found.fixable, count_changes(workspace, repository, document, head, history.facts));
  }
  SESSION_TRY(found.entries, read_reports(workspace, repository, document, head, std::move(history.facts)));
  return found;
}

bool is_good(const Verification& found) {
  return is_good(found.verdict) && std::all_of(found.entries.begin(), found.entries.end(),
                                               [](const EntryReport& entry) { return is_good(entry); });
}

std::vector<std::string> format_verification(const Workspace& workspace, const Verification& found,
                                             bool all) {
  const auto& [recorded, actual, verdict, entries, fixable] = found;
  const std::string head = actual.head.id ? actual.abbreviated : "no commit yet";
  std::vector<std::string> lines = {"Git checkpoint of " + workspace.settings.session_file};
  if (recorded.branch || !recorded.hash) {
    lines.push_back(format_line(!verdict.other_branch && recorded.branch, "Branch", show(recorded.branch),
                                format_branch(actual.head)));
  } else {
    lines.push_back(fmt::format("  - Branch: {}; the file names none", format_branch(actual.head)));
  }
  lines.push_back(format_line(is_commit_good(verdict), "Last Commit", show(recorded.hash), head));
  const std::string changes = show_changes(actual, workspace.settings);
  if (verdict.changes_compared) {
    lines.push_back(
        format_line(!verdict.changes_differ, "Uncommitted Changes", show(recorded.changes), changes));
  } else {
    lines.push_back(fmt::format("  - Uncommitted Changes: {}; the file says {}, which cannot be compared",
                                changes,
                                recorded.changes ? "\"" + show(recorded.changes) + "\"" : "nothing"));
  }
  lines.push_back("verdict: " + describe(verdict));
  for (std::string& line : format_entries(entries, all)) lines.push_back(std::move(line));
  return lines;
}

std::vector<Message> format_advice(const Workspace& workspace, const Verification& found) {
  auto messages =
      format_verdict(found.verdict, found.recorded, found.actual, workspace.settings.session_file);
  if (found.fixable > 0 && find_refusal(workspace).empty()) {
    messages.push_back(
        {MessageKind::hint, fmt::format("bring {} {} up to date: git session verify --fix", found.fixable,
                                        found.fixable == 1 ? "entry" : "entries")});
  }
  return messages;
}

}  // namespace session::app
