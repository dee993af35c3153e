// SPDX-License-Identifier: MIT
#include "app/update_run.hpp"
#include "core/checkpoint/pushed_refs.hpp"
#include "core/live/live_text.hpp"
#include "io/environment.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace session::app {
namespace {

constexpr std::size_t kInputLimit = std::size_t{64} << 20;
constexpr std::size_t kCheckedHashes = 200;

/// What the document lacked before this run.
struct Shortcomings {
  std::vector<std::string> texts;
  std::size_t missing = 0;
};

/// Hashes of the newest entries that name no commit here. Those told of before are left out and new ones
/// noted.
std::vector<std::string> find_dead_hashes(git::Repository& repository, const Document& document,
                                          State& state) {
  std::vector<std::string> dead;
  const Section* completed = document.find(SectionKind::completed);
  if (completed == nullptr) return dead;
  const auto& entries = completed->entries;
  const std::size_t first = entries.size() > kCheckedHashes ? entries.size() - kCheckedHashes : 0;
  for (std::size_t i = first; i < entries.size(); ++i) {
    const std::string hash(slice(document.text, entries[i].hash));
    if (hash.empty() || hash.find_first_not_of("0123456789abcdef") != std::string::npos) continue;
    const auto found = repository.find_commit(hash);
    if (found && !*found && state.said.insert("dead " + hash).second) dead.push_back(hash);
  }
  return dead;
}

std::string join_some(const std::vector<std::string>& texts) {
  constexpr std::size_t kShown = 5;
  std::string joined;
  for (std::size_t i = 0; i < std::min(texts.size(), kShown); ++i) joined += (i == 0 ? "" : ", ") + texts[i];
  if (texts.size() > kShown) joined += fmt::format(" and {} more", texts.size() - kShown);
  return joined;
}

/// The sentence about a verdict that a push is warned of; empty for the others.
std::string describe_lag(const Verdict& verdict) {
  switch (verdict.kind) {
    case VerdictKind::ahead:
      return fmt::format("the checkpoint was {} {} behind", verdict.count,
                         verdict.count == 1 ? "commit" : "commits");
    case VerdictKind::diverged: return "the checkpoint named a commit that is not in this branch";
    case VerdictKind::unknown: return "the checkpoint named a commit that this repository does not know";
    default: return {};
  }
}

bool blocks(const Workspace& workspace) {
  if (workspace.settings.push_on_mismatch == OnMismatch::block) return true;
  if (workspace.requested_on_mismatch != OnMismatch::block) return false;
  const auto installed = read_install_record(workspace);
  return installed && installed->accepted_on_mismatch == OnMismatch::block;
}

void tell(HookRun& run, const Shortcomings& found, bool written, io::CopyKind kind) {
  const std::string& name = run.workspace.settings.session_file;
  for (const std::string& text : found.texts) run.messages.push_back({MessageKind::warning, text});
  if (found.texts.empty()) return;
  const bool stop = blocks(run.workspace);
  if (stop) run.status = 1;
  std::string hint = written ? fmt::format("'{}' is up to date now", name) : fmt::format("see '{}'", name);
  if (written && kind == io::CopyKind::tracked) hint += " but not committed";
  if (stop) hint += "; the push was stopped this once (push.on_mismatch), push again";
  run.messages.push_back({MessageKind::hint, std::move(hint)});
}

/// Items that the hooks completed and git does not store before the session is wrapped up.
Result<void> tell_unpublished(HookRun& run, const LockedSession& session, const UpdatePlan& plan) {
  if (!session.is_filtered) return {};
  const auto count = [&run](std::string text) -> Result<std::size_t> {
    SESSION_TRY(const Document document, parse_own_document(run.workspace, std::move(text)));
    const Section* const section = document.find(SectionKind::completed);
    return section == nullptr ? 0 : section->entries.size();
  };
  SESSION_TRY(const std::size_t shown, count(apply_edits(session.document.text, plan.edits)));
  SESSION_TRY(const std::size_t stored, count(clean_text(session.bytes)));
  if (shown <= stored) return {};
  run.messages.push_back(
      {MessageKind::report,
       fmt::format("{} completed {} not in the '{}' that git stores; to publish: git session "
                   "wrap-up, then commit it",
                   shown - stored, shown - stored == 1 ? "item is" : "items are",
                   run.workspace.settings.session_file)});
  return {};
}

Result<void> update_before_push(HookRun& run, git::Repository& repository, const Head& head) {
  const Workspace& workspace = run.workspace;
  SESSION_TRY(const auto session, open_session(workspace, repository, head, run.messages));
  if (!session) return {};
  std::vector<Message> messages;
  SESSION_TRY(const auto facts, gather_update(workspace, repository, *session, {head}, messages));
  const RecordedCheckpoint recorded = find_recorded(session->document, session->state);
  SESSION_TRY(const auto relation,
              read_relation(workspace, repository, recorded, head, read_journal(workspace)));
  ActualState actual{head, facts.checkpoint.abbreviated, facts.checkpoint.changes, Operation::none};
  if (facts.checkpoint.not_listed) actual.changes.reset();
  const Verdict verdict = compare_checkpoint(recorded, actual, relation);

  UpdatePlan plan = plan_update(session->document, session->state, facts, workspace.settings);
  Shortcomings found;
  if (plan.recorded > 0) {
    found.texts.push_back(fmt::format("{} {} not in '{}'", plan.recorded,
                                      plan.recorded == 1 ? "commit was" : "commits were",
                                      workspace.settings.session_file));
  }
  if (auto lag = describe_lag(verdict); !lag.empty()) found.texts.push_back(std::move(lag));
  const auto dead = find_dead_hashes(repository, session->document, plan.state);
  if (!dead.empty()) {
    found.texts.push_back(fmt::format("{} recorded {} no commit here: {}", dead.size(),
                                      dead.size() == 1 ? "hash names" : "hashes name", join_some(dead)));
  }
  SESSION_TRY(const Outcome outcome, carry_out(workspace, repository, *session, plan));
  if (outcome == Outcome::overtaken) {
    return fail(ErrorKind::file,
                fmt::format("'{}' was saved by another program just now; it is left as it is",
                            workspace.settings.session_file));
  }
  run.messages.insert(run.messages.end(), messages.begin(), messages.end());
  tell(run, found, outcome == Outcome::written, session->kind);
  SESSION_CHECK(tell_unpublished(run, *session, plan));
  run.decision =
      fmt::format("verdict {}, {} commits recorded, {} dead hashes, checkpoint {}", describe(verdict.kind),
                  plan.recorded, dead.size(), outcome == Outcome::written ? "written" : "unchanged");
  return {};
}

Result<void> check_push(HookRun& run) {
  // A hook that does not read is no trouble to git, so the cheap question comes first.
  if (io::find_file_kind(run.workspace.document) == io::FileKind::absent) return {};
  SESSION_TRY(const std::string input, io::read_all(STDIN_FILENO, kInputLimit));
  if (only_deletes(parse_pushed_refs(input))) return {};
  run.operation = git::read_operation(run.workspace.location);
  if (run.operation == Operation::rebase || run.operation == Operation::am) return {};
  SESSION_TRY(const auto repository, open_for_hook(run));
  SESSION_TRY(const Head head, repository->read_head());
  if (!head.id) return {};
  return update_before_push(run, *repository, head);
}

}  // namespace

int run_pre_push(int argc, char** argv) noexcept {
  return run_hook("pre-push", argc, argv, check_push);
}

}  // namespace session::app
