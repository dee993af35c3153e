// SPDX-License-Identifier: MIT
#include "app/items.hpp"

#include "app/command_run.hpp"
#include "app/named_history.hpp"
#include "app/update_run.hpp"
#include "core/handoff/item_steps.hpp"
#include "core/recording/hand_record.hpp"
#include "core/recording/named_commits.hpp"
#include "core/text/inline_text.hpp"
#include "core/text/time.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

namespace session::app {
namespace {

/// What a command does on the draft.
using Action = std::function<ItemStep(Draft& draft, UpdatePlan& plan, const UpdateFacts& facts)>;

template <class T>
void append(std::vector<T>& to, const std::vector<T>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

Result<void> check_text(std::string_view text, std::string_view what) {
  if (!format_item_text(text).empty()) return {};
  return fail(ErrorKind::usage, fmt::format("the {} says nothing", what), "see the options: git session -h");
}

/// A writing run with the action in it. What is refused changes nothing, also not what the run found out
/// besides: the next one finds it again.
Result<ItemReport> run_action(const Workspace& workspace, git::Repository& repository, std::string_view name,
                              const Action& action) {
  if (auto refusal = find_refusal(workspace); !refusal.empty()) return ItemReport{{}, std::move(refusal), 1};
  SESSION_TRY(const Head head, repository.read_head());
  UpdateRequest request;
  request.head = head;
  request.keep_changes = git::holds_autostash(workspace.location);
  ItemStep outcome;
  const auto planner = [&](const LockedSession& session) -> Result<UpdatePlan> {
    std::vector<Message> messages;
    SESSION_TRY(const auto facts, gather_update(workspace, repository, session, request, messages));
    UpdatePlan plan =
        plan_update(session.document, session.state, facts, workspace.settings,
                    [&](Draft& draft, UpdatePlan& planned) { outcome = action(draft, planned, facts); });
    if (outcome.refused) {
      UpdatePlan nothing;
      nothing.state = session.state;
      return nothing;
    }
    plan.messages.insert(plan.messages.begin(), messages.begin(), messages.end());
    return plan;
  };
  SESSION_TRY(auto written, write_update(workspace, repository, head, name, planner));
  ItemReport report;
  report.lines = std::move(outcome.lines);
  report.messages = std::move(written.messages);
  append(report.messages, written.plan.messages);
  append(report.messages, outcome.messages);
  report.status = outcome.refused ? 1 : 0;
  return report;
}

/// The one commit that a person named; nothing, with the reason in `messages`, when no name leads to it.
Result<std::optional<CommitToRecord>> read_commit(const Workspace& workspace, git::Repository& repository,
                                                  const std::string& revision,
                                                  std::vector<Message>& messages) {
  if (is_commit_range(revision)) {
    return fail(ErrorKind::usage, fmt::format("'{}' is a range, not a commit", format_plain(revision)),
                "name the one commit that completed the item");
  }
  SESSION_TRY(const Head head, repository.read_head());
  SESSION_TRY(auto named, read_named_commits(workspace, repository, head, {revision}));
  if (named.commits.size() != 1) {
    messages = std::move(named.messages);
    if (messages.empty())
      return fail(ErrorKind::git, fmt::format("'{}' names no commit", format_plain(revision)));
    return std::nullopt;
  }
  return std::move(named.commits.front());
}

}  // namespace

Result<ItemReport> start_item(const Workspace& workspace, git::Repository& repository,
                              const std::string& text, const std::string& note) {
  SESSION_CHECK(check_text(text, "text of the item"));
  return run_action(workspace, repository, "start",
                    [&](Draft& draft, UpdatePlan& /*plan*/, const UpdateFacts& /*facts*/) {
                      return session::start_item(draft, text, note);
                    });
}

Result<ItemReport> complete_item(const Workspace& workspace, git::Repository& repository,
                                 const std::string& item, const std::optional<std::string>& revision) {
  SESSION_CHECK(check_text(item, "name of the item"));
  if (!revision) {
    return run_action(workspace, repository, "done",
                      [&](Draft& draft, UpdatePlan& /*plan*/, const UpdateFacts& facts) {
                        return session::complete_item(draft, item, format_date(facts.checkpoint.seconds, 0));
                      });
  }
  std::vector<Message> messages;
  SESSION_TRY(const auto commit, read_commit(workspace, repository, *revision, messages));
  if (!commit) return ItemReport{{}, std::move(messages), 1};
  const Signature& committer = commit->commit.committer;
  const ShownCommit shown{commit->abbreviated, format_date(committer.seconds, committer.offset_minutes)};
  return run_action(workspace, repository, "done",
                    [&](Draft& draft, UpdatePlan& plan, const UpdateFacts& facts) {
                      ItemStep step = session::complete_item(draft, item, shown);
                      record_by_hand(plan, *commit, step.effects, facts);
                      return step;
                    });
}

Result<ItemReport> add_next_actions(const Workspace& workspace, git::Repository& repository,
                                    const std::vector<std::string>& texts) {
  for (const std::string& text : texts) SESSION_CHECK(check_text(text, "text of the next action"));
  return run_action(workspace, repository, "next",
                    [&](Draft& draft, UpdatePlan& /*plan*/, const UpdateFacts& /*facts*/) {
                      return session::add_next_actions(draft, texts);
                    });
}

Result<ItemReport> add_blocker(const Workspace& workspace, git::Repository& repository,
                               const BlockRequest& request) {
  SESSION_CHECK(check_text(request.cells.text, "text of the blocker"));
  return run_action(
      workspace, repository, "block", [&](Draft& draft, UpdatePlan& plan, const UpdateFacts& facts) {
        ItemStep step = session::add_blocker(draft, request.cells, request.item);
        const std::string text = format_inline(request.cells.text);
        auto& seen = plan.state.blockers;
        const bool known = std::any_of(seen.begin(), seen.end(), [&text](const SeenBlocker& blocker) {
          return fold_for_match(blocker.text) == fold_for_match(text);
        });
        // How long a blocker stays open is counted from here.
        if (!step.refused && !known) seen.push_back({text, facts.checkpoint.seconds});
        return step;
      });
}

Result<ItemReport> resolve_blocker(const Workspace& workspace, git::Repository& repository,
                                   const std::string& item) {
  SESSION_CHECK(check_text(item, "name of the blocker"));
  return run_action(workspace, repository, "unblock",
                    [&](Draft& draft, UpdatePlan& /*plan*/, const UpdateFacts& /*facts*/) {
                      return session::resolve_blocker(draft, item);
                    });
}

Result<ItemReport> reopen_item(const Workspace& workspace, git::Repository& repository,
                               const std::string& item) {
  SESSION_CHECK(check_text(item, "name of the item"));
  return run_action(workspace, repository, "reopen",
                    [&](Draft& draft, UpdatePlan& /*plan*/, const UpdateFacts& /*facts*/) {
                      return session::reopen_item(draft, item);
                    });
}

}  // namespace session::app
