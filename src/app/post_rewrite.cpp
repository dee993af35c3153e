// SPDX-License-Identifier: MIT
#include "app/update_run.hpp"
#include "core/recording/record.hpp"
#include "core/recording/rewritten_pairs.hpp"
#include "git/reflog.hpp"
#include "git/root_refs.hpp"
#include "io/environment.hpp"

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace session::app {
namespace {

constexpr std::size_t kInputLimit = std::size_t{64} << 20;

constexpr std::size_t kTraceLimit = std::size_t{16} << 20;

/// What rebase-merge/ tells of the rebase that ends; it still stands in this hook.
RebaseTrace read_trace(const Workspace& workspace) {
  const auto read = [&workspace](const char* name) {
    auto bytes = io::read_file(workspace.location.git_dir / "rebase-merge" / name, kTraceLimit);
    return bytes && *bytes ? std::move(**bytes) : std::string();
  };
  RebaseTrace trace{read("done"), std::nullopt};
  const std::string onto = read("onto");
  trace.onto = parse_object_id(std::string_view(onto).substr(0, onto.find('\n')));
  return trace;
}

/// `git rebase --apply` says of a commit that was skipped that it became the one before it. It changes no
/// message.
std::vector<RewriteRecord> leave_out_skipped(git::Repository& repository, std::vector<RewriteRecord> pairs) {
  std::erase_if(pairs, [&repository](const RewriteRecord& pair) {
    const auto before = repository.read_commit(pair.before);
    const auto after = repository.read_commit(pair.after);
    return before && after && before->message != after->message;
  });
  return pairs;
}

/// The pairs as the commits themselves show them.
std::vector<RewriteRecord> read_pairs(git::Repository& repository, const ObjectId& head,
                                      const Workspace& workspace, std::string_view input,
                                      const std::string& how) {
  if (how != "rebase") return parse_rewritten_pairs(input, how, RebaseTrace{});
  constexpr std::size_t kMadeLimit = 5000;
  const RebaseTrace trace = read_trace(workspace);
  std::vector<RewriteRecord> pairs = parse_rewritten_pairs(input, how, trace);
  if (!trace.onto) return leave_out_skipped(repository, std::move(pairs));
  const auto made = repository.read_commits(head, {*trace.onto}, kMadeLimit, 0);
  if (!made) return pairs;
  std::vector<Commit> before;
  for (const RewriteRecord& pair : pairs) {
    if (auto commit = repository.read_commit(pair.before)) before.push_back(*std::move(commit));
  }
  return correct_pairs(std::move(pairs), before, made->commits);
}

/// `git rebase --apply` names its branch nowhere: it is the one that still stands where the rebase began. The
/// last checkout decides between several, and tells of a HEAD that was detached before.
Result<std::optional<std::string>> find_rebased_branch(const Workspace& workspace,
                                                       git::Repository& repository) {
  const auto begin = git::read_root_ref(workspace.location, io::find_variable, "ORIG_HEAD");
  if (!begin) return std::nullopt;
  SESSION_TRY(const auto tips, repository.read_tips());
  constexpr std::size_t kSearchedLines = 1024;
  SESSION_TRY(const auto lines, repository.read_reflog(kSearchedLines));
  const auto checkout = git::find_last_checkout(lines);
  std::vector<std::string> standing;
  bool to_branch = !checkout;
  for (const Tip& tip : tips) {
    if (tip.kind != TipKind::branch) continue;
    if (tip.id == *begin) standing.push_back(tip.name);
    to_branch = to_branch || tip.name == checkout;
  }
  if (checkout && std::find(standing.begin(), standing.end(), *checkout) != standing.end()) return checkout;
  if (!to_branch || standing.size() != 1) return std::nullopt;
  return standing.front();
}

Result<void> follow_rewrite(HookRun& run) {
  const Workspace& workspace = run.workspace;
  const bool absent = io::find_file_kind(workspace.document) == io::FileKind::absent;
  // A work tree without the file may share its commits with one that has it.
  if (absent && io::find_file_kind(workspace.location.common_dir / "worktrees") == io::FileKind::absent)
    return {};
  const std::string how = run.arguments.empty() ? "rebase" : run.arguments.front();
  SESSION_TRY(const std::string input, io::read_all(STDIN_FILENO, kInputLimit));
  const RewriteMap known(read_shared_journal(workspace));
  const auto is_known = [&known](const RewriteRecord& pair) {
    return known.contains(pair.before, pair.after);
  };
  run.operation = git::read_operation(workspace.location);
  if (how == "amend") {
    std::vector<RewriteRecord> pairs = parse_rewritten_pairs(input, how, RebaseTrace{});
    std::erase_if(pairs, is_known);
    SESSION_CHECK(append_shared(workspace, {pairs.begin(), pairs.end()}));
    // One that post-commit has told of is done with, and one in the middle of a rebase waits for its end.
    if (pairs.empty() || run.operation == Operation::rebase || run.operation == Operation::am) return {};
  }
  SESSION_TRY(const auto repository, open_for_hook(run));
  SESSION_TRY(Head head, repository->read_head());
  if (!head.id) return {};
  if (how != "amend") {
    std::vector<RewriteRecord> pairs = read_pairs(*repository, *head.id, workspace, input, how);
    std::erase_if(pairs, is_known);
    SESSION_CHECK(append_shared(workspace, {pairs.begin(), pairs.end()}));
  }
  if (absent) return {};
  if (!head.branch) head.branch = git::read_rebase_branch(workspace.location);
  if (!head.branch && run.operation == Operation::rebase) {
    SESSION_TRY(head.branch, find_rebased_branch(workspace, *repository));
  }
  return run_update(run, *repository, {head, false, git::holds_autostash(workspace.location)});
}

}  // namespace

int run_post_rewrite(int argc, char** argv) noexcept {
  return run_hook("post-rewrite", argc, argv, follow_rewrite);
}

}  // namespace session::app
