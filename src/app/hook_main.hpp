// SPDX-License-Identifier: MIT
// What all hooks share: the early ways out, messages, the log, and an exit status that never troubles git.
#pragma once

#include "app/workspace.hpp"
#include "core/message.hpp"
#include "git/repository.hpp"

#include <memory>
#include <string>
#include <vector>

namespace session::app {

/// One run of one hook.
struct HookRun {
  std::string name;                    ///< "post-commit"
  std::vector<std::string> arguments;  ///< as git gave them
  Workspace workspace;
  Operation operation = Operation::none;
  std::vector<Message> messages;  ///< for the terminal
  std::string decision;           ///< for the log: what was done and why
  int status = 0;                 ///< what git gets; only pre-push may change it
};

/// A hook's own part. An error is told and logged; git still gets 0.
using HookBody = Result<void> (*)(HookRun& run);

/// Runs a hook: nothing with GIT_SESSION=0, outside a repository, with `enabled = false`; else the body, then
/// the messages to standard error and one line to the log. No exception leaves it.
[[nodiscard]] int run_hook(const std::string& name, int argc, char** argv, HookBody body) noexcept;

/// Opens the repository of a run as a hook does: git has checked its owner already.
[[nodiscard]] Result<std::unique_ptr<git::Repository>> open_for_hook(HookRun& run);

/// Runs after `git commit`; records the commit and refreshes the checkpoint. No arguments.
[[nodiscard]] int run_post_commit(int argc, char** argv) noexcept;

/// Runs before `git push` sends anything, with the refs on standard input: refreshes the checkpoint and warns
/// about what SESSION.md lacks. Status 1 only with `push.on_mismatch = "block"`.
[[nodiscard]] int run_pre_push(int argc, char** argv) noexcept;

/// Runs after `git switch` and `git checkout` with the old and the new commit and 1 for a branch: compares
/// the checkpoint and puts back a SESSION.md that git removed.
[[nodiscard]] int run_post_checkout(int argc, char** argv) noexcept;

/// Runs after a rewriting command ("amend" or "rebase") with lines `OLD NEW` on standard input: entries
/// follow their commits.
[[nodiscard]] int run_post_rewrite(int argc, char** argv) noexcept;

/// Runs after `git merge` and `git pull` with 1 for a squash: refreshes the checkpoint; the commits of others
/// are not recorded.
[[nodiscard]] int run_post_merge(int argc, char** argv) noexcept;

/// Runs after each patch of `git am`: refreshes the checkpoint behind the last one. No arguments.
[[nodiscard]] int run_post_applypatch(int argc, char** argv) noexcept;

}  // namespace session::app
