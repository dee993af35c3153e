// SPDX-License-Identifier: MIT
// What the form of a wrap-up starts with.
#include "app/command_run.hpp"
#include "app/verify.hpp"
#include "app/wrap_up.hpp"
#include "app/wrap_up_run.hpp"
#include "core/checkpoint/checkpoint.hpp"
#include "core/text/inline_text.hpp"
#include "io/environment.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

namespace session::app {
namespace {

constexpr std::size_t kMostListed = 10;

/// A heading with its lines below, at most ten of them.
void list(std::vector<std::string>& help, const std::string& heading, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  help.push_back(heading);
  for (std::size_t i = 0; i < std::min(lines.size(), kMostListed); ++i)
    help.push_back("  " + format_plain(lines[i]));
  if (lines.size() > kMostListed) help.push_back(fmt::format("  and {} more", lines.size() - kMostListed));
}

Result<std::vector<std::string>> describe_commits(git::Repository& repository,
                                                  const std::vector<Commit>& commits) {
  std::vector<std::string> lines;
  for (const Commit& commit : commits) {
    std::string hash;
    if (lines.size() < kMostListed) {
      SESSION_TRY(hash, repository.abbreviate(commit.id));
    }
    lines.push_back(fmt::format("{} {}", hash, find_subject(commit.message)));
  }
  return lines;
}

/// The completed items that show one of the commits.
std::vector<std::string> find_items(const SessionView& view, const std::vector<Commit>& commits) {
  constexpr std::size_t kShortestHash = 4;
  std::vector<std::string> items;
  for (const ViewItem& item : view.completed) {
    const bool shown = item.hash.size() >= kShortestHash &&
                       std::any_of(commits.begin(), commits.end(), [&item](const Commit& commit) {
                         return commit.id.hex.starts_with(item.hash);
                       });
    if (shown) items.push_back(item.text);
  }
  return items;
}

std::string describe_phase(const WrapUp& done) {
  if (done.from_phase == done.to_phase) return {};
  return fmt::format("Phase {} is complete: the next one is Phase {}{}", format_plain(done.from_phase),
                     format_plain(done.to_phase),
                     done.to_name.empty() ? "" : ": " + format_plain(done.to_name));
}

std::vector<std::string> explain(const WrapUp& done) {
  if (!done.is_new) return {"Nothing new since the last wrap-up.", "An empty form stops the wrap-up.", ""};
  std::vector<std::string> help = {
      fmt::format("Session {}, {}. Below 'Note:' write what the next person should know,", done.session,
                  done.duration),
      "below 'Next actions:' what is to be done, one action a line.",
      "Lines that start with '#' are left out. An empty form stops the wrap-up.", ""};
  if (auto phase = describe_phase(done); !phase.empty()) help.push_back(std::move(phase));
  return help;
}

}  // namespace

Result<WrapUpPreview> preview_wrap_up(const Workspace& workspace, git::Repository& repository) {
  WrapUpPreview preview;
  preview.refusal = find_refusal(workspace);
  if (!preview.refusal.empty()) return preview;
  SESSION_TRY(const auto bytes, read_document(workspace));
  if (!bytes) return fail_without_document(workspace);
  SESSION_TRY(const Head head, repository.read_head());
  const WrapUpOptions options;
  WrapUpRun run(workspace, repository, head, options, io::read_clock());
  {
    std::vector<Message> messages;
    SESSION_TRY(const auto session, open_session(workspace, repository, head, messages));
    if (!session) return preview;
    SESSION_CHECK(run.plan(*session));
  }
  SESSION_TRY(const auto found, verify_document(workspace, repository));
  const Checkpoint& checkpoint = run.checkpoint();
  preview.form.next = run.after().next_actions;
  preview.form.progress = run.after().progress;
  preview.help = explain(run.done());
  preview.help.push_back(fmt::format("Branch: {}", format_branch(checkpoint.head)));
  preview.help.push_back(fmt::format("Checkpoint before: {}", describe(found.verdict.kind)));
  preview.help.push_back(fmt::format(
      "Uncommitted changes: {}", format_own_changes(checkpoint, workspace.settings.checkpoint_max_listed)));
  SESSION_TRY(const auto commits, describe_commits(repository, run.commits()));
  list(preview.help, "Commits of this session:", commits);
  list(preview.help, "Completed:", find_items(run.after(), run.commits()));
  return preview;
}

}  // namespace session::app
