// SPDX-License-Identifier: MIT
// Steps that move between commits, and those that go on with what git has not finished.
#include <fmt/format.h>

#include "generator.hpp"

namespace session::test {

std::optional<Operation> Generator::merge(const Snapshot& now) {
  const std::string branch = draw_branch(now, true);
  if (branch.empty()) return std::nullopt;
  const std::vector<std::string> options = {"", "", " --no-ff", " --no-ff", " --no-ff", " --ff-only"};
  const std::string& option = draw_.pick(options);
  return Operation{.name = "merge" + option,
                   .script = fmt::format("git merge -q --no-edit{} {}", option, branch)};
}

std::optional<Operation> Generator::merge_squash(const Snapshot& now) {
  const std::string branch = draw_branch(now, true);
  if (branch.empty()) return std::nullopt;
  if (draw_.chance(15))
    return Operation{.name = "merge --squash",
                     .script = fmt::format("git merge -q --squash {}", branch),
                     .squashed = branch};
  const std::string message =
      draw_.chance(50) ? "--no-edit" : fmt::format("-m '{}'", make_subject("Squashed f" + number()));
  return Operation{.name = "merge --squash and commit",
                   .script = fmt::format("git merge -q --squash {} && git commit -q {}", branch, message),
                   .squashed = branch};
}

std::optional<Operation> Generator::switch_branch(const Snapshot& now) {
  const std::string branch = draw_branch(now, false);
  if (branch.empty()) return std::nullopt;
  return Operation{.name = "switch", .script = "git switch -q " + branch};
}

std::optional<Operation> Generator::create_branch(const Snapshot& now) {
  if (now.tips.size() > 5) return std::nullopt;
  const std::size_t size = find_line(now, now.head).size();
  const std::string start = size > 1 && draw_.chance(50)
                                ? fmt::format(" HEAD~{}", draw_.between(1, std::min<std::size_t>(size, 3)))
                                : "";
  Operation operation = {.name = "switch -c",
                         .script = fmt::format("git switch -q -c b{}{}", number(), start)};
  if (draw_.chance(60)) operation.script += " && " + make_commit();
  return operation;
}

std::optional<Operation> Generator::detach(const Snapshot& now) {
  const std::size_t size = find_line(now, now.head).size();
  const std::size_t place = size == 0 ? 0 : draw_.below(std::min<std::size_t>(size, 3));
  Operation operation = {.name = "detach", .script = fmt::format("git switch -q --detach HEAD~{}", place)};
  if (draw_.chance(60)) operation.script += " && " + make_commit();
  if (draw_.chance(30)) operation.script += "; git branch b" + number();
  if (draw_.chance(50) && !now.branch.empty()) operation.script += "; git switch -q " + now.branch;
  return operation;
}

std::optional<Operation> Generator::delete_branch(const Snapshot& now) {
  const std::string branch = draw_branch(now, false);
  if (branch.empty() || now.tips.size() < 3) return std::nullopt;
  return Operation{.name = "branch -D", .script = fmt::format("git branch -q -D {}", branch)};
}

std::optional<Operation> Generator::stash(const Snapshot& now) {
  if (now.stash) {
    // A stash that does not fit stays; the conflict is tidied up by a later step.
    return Operation{.name = "stash pop", .script = "git stash pop -q"};
  }
  const std::string n = number();
  return Operation{.name = "stash push",
                   .script = fmt::format("echo {0} >>lines; echo {0} >loose{0}; git stash push -q{1}", n,
                                         draw_.chance(50) ? " -u" : "; rm loose" + n)};
}

std::optional<Operation> Generator::use_linked(const Snapshot& now) {
  const std::string n = number();
  if (!now.linked) {
    // Half of the linked work trees have a SESSION.md of their own.
    const std::string init =
        draw_.chance(50) ? "; [ ! -e .git/session ] || (cd ../linked && git session init >/dev/null 2>&1)"
                         : "";
    return Operation{.name = "worktree add",
                     .script = fmt::format("git worktree add -q -b linked{0} ../linked{1}\n"
                                           "cd ../linked && put l{0} && git commit -qm 'Linked l{0}'",
                                           n, init),
                     .linked = true};
  }
  const std::size_t kind = draw_.below(5);
  if (kind == 0)
    return Operation{.name = "worktree remove", .script = "git worktree remove --force ../linked"};
  if (kind == 1) {
    return Operation{.name = "commit in the linked work tree",
                     .script = fmt::format("cd ../linked && put l{0} && git commit -qm 'Linked l{0}'", n),
                     .linked = true};
  }
  if (kind == 2) {
    return Operation{
        .name = "amend in the linked work tree",
        .script = fmt::format("cd ../linked && put l{0} && git commit -q --amend -m 'Linked l{0}'", n),
        .linked = true};
  }
  const std::string onto = kind == 3 && !now.branch.empty() ? now.branch : "--force-rebase HEAD~2";
  return Operation{
      .name = "rebase in the linked work tree",
      .script = fmt::format("cd ../linked && {{ git rebase -q {} || git rebase --abort; }}", onto)};
}

std::optional<Operation> Generator::push(const Snapshot& now) {
  if (now.branch.empty()) return std::nullopt;
  const bool force = draw_.chance(60);
  return Operation{.name = force ? "push --force" : "push",
                   .script = fmt::format("git push -q{} origin {}", force ? " --force" : "", now.branch)};
}

std::optional<Operation> Generator::tag(const Snapshot&) {
  const std::string n = number();
  const std::vector<std::string> scripts = {fmt::format("git tag v{}", n),
                                            fmt::format("git tag -a -m 'Version {0}' v{0}", n),
                                            "one=$(git tag | head -n 1); git tag -d ${one:-none}"};
  return Operation{.name = "tag", .script = draw_.pick(scripts)};
}

std::optional<Operation> Generator::follow_up() {
  if (last_ == "stash push" && draw_.chance(40))
    return Operation{.name = "stash pop", .script = "git stash pop -q"};
  if (last_ != "reset --hard" || draw_.chance(60)) return std::nullopt;
  const std::size_t kind = draw_.below(3);
  if (kind == 0) return Operation{.name = "reset to where it was", .script = "git reset -q --hard ORIG_HEAD"};
  return Operation{.name = "cherry-pick of a lost commit",
                   .script = kind == 1 ? "git cherry-pick ORIG_HEAD" : "git cherry-pick HEAD..ORIG_HEAD"};
}

Operation Generator::tidy(const Snapshot& now) {
  const std::size_t kind = now.unmerged ? draw_.below(2) : draw_.below(3);
  if (kind == 2) {
    return {.name = "commit of what lies about",
            .script = fmt::format("git add -A; git commit -qm 'Keep f{}'", number())};
  }
  return {.name = "reset and clean", .script = "git reset -q --hard; git clean -qfd"};
}

Operation Generator::go_on_with_rebase(const Snapshot& now) {
  const std::size_t kind = draw_.below(100);
  if (kind < 15) return {.name = "rebase --abort", .script = "git rebase --abort"};
  if (kind < 27) return {.name = "rebase --skip", .script = "git rebase --skip"};
  if (kind < 37) {
    return {.name = "rebase --quit", .script = "git rebase --quit && git reset -q --hard"};
  }
  const std::string n = number();
  if (now.unmerged || kind < 50)
    return {.name = "rebase --continue", .script = fmt::format("resolve {}; git rebase --continue", n)};
  // It stopped to let the commit be edited.
  if (kind < 65) {
    return {
        .name = "amend in a rebase, then --continue",
        .script = fmt::format("put f{0}; git commit -q --amend -m 'Edited f{0}'; git rebase --continue", n)};
  }
  if (kind < 80) {
    return {.name = "commit in a rebase, then --continue",
            .script = fmt::format("put f{0}; git commit -qm 'Between f{0}'; git rebase --continue", n)};
  }
  return {.name = "amend in a rebase", .script = fmt::format("put f{0}; git commit -q --amend --no-edit", n)};
}

Operation Generator::go_on(const Snapshot& now) {
  const std::size_t kind = draw_.below(100);
  const auto choose = [&](const std::string& command, const std::string& start) -> Operation {
    if (!now.unmerged && kind < 70) {
      if (kind < 25) return {.name = "commit of nothing", .script = "git commit -q --allow-empty --no-edit"};
      return {.name = command + " --skip", .script = command + " --skip"};
    }
    if (kind < 25) return {.name = command + " --abort", .script = command + " --abort"};
    if (kind < 40) return {.name = command + " --skip", .script = command + " --skip"};
    return {.name = command + " --continue", .script = start + command + " --continue"};
  };
  if (now.under_way == UnderWay::rebase) return go_on_with_rebase(now);
  const std::string resolve = fmt::format("resolve {}; ", number());
  if (now.under_way == UnderWay::pick) return choose("git cherry-pick", resolve);
  if (now.under_way == UnderWay::revert) return choose("git revert", resolve);
  if (now.under_way == UnderWay::am) return choose("git am", resolve);
  if (kind < 30) return {.name = "merge --abort", .script = "git merge --abort"};
  return {.name = "commit of a merge", .script = resolve + "git commit -q --no-edit"};
}

}  // namespace session::test
