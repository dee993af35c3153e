// SPDX-License-Identifier: MIT
// Steps that rewrite, take back or copy commits.
#include <fmt/format.h>

#include "generator.hpp"
#include <algorithm>

namespace session::test {
namespace {

std::string edit_todo(const std::string& script, std::size_t count) {
  return fmt::format("GIT_SEQUENCE_EDITOR=\"sed -i '{}'\" git rebase -q -i HEAD~{}", script, count);
}

}  // namespace

std::optional<Operation> Generator::autosquash(const Snapshot& now) {
  const std::size_t size = find_line(now, now.head).size();
  if (size < 2) return std::nullopt;
  const std::size_t place = draw_.below(std::min<std::size_t>(size - 1, 4));
  const bool squash = draw_.chance(35);
  Operation operation = {.name = squash ? "squash! and autosquash" : "fixup! and autosquash"};
  operation.script = fmt::format(
      "put f{}; git commit -q {}=HEAD~{}{}; mark; GIT_SEQUENCE_EDITOR=: git rebase -q -i "
      "--autosquash HEAD~{}",
      number(), squash ? "--squash" : "--fixup", place, squash ? " -m 'And more'" : "", place + 2);
  if (squash) operation.extended = {place};
  return operation;
}

std::optional<Operation> Generator::rebase_on_branch(const Snapshot& now) {
  const std::string branch = draw_branch(now, true);
  if (branch.empty()) return std::nullopt;
  if (draw_.chance(15) && !now.branch.empty())
    return Operation{.name = "rebase of another branch",
                     .script = fmt::format("git rebase -q HEAD {}", branch)};
  if (draw_.chance(10)) {
    return Operation{.name = "rebase with an autostash",
                     .script = fmt::format("echo dirty >>lines; git rebase -q --autostash {}", branch)};
  }
  const std::vector<std::string> options = {"",         " --apply",         " --force-rebase",
                                            " --merge", " --rebase-merges", " -x true"};
  const std::string& option = draw_.pick(options);
  return Operation{.name = "rebase" + option, .script = fmt::format("git rebase -q{} {}", option, branch)};
}

std::optional<Operation> Generator::rebase_onto(const Snapshot& now) {
  const std::size_t size = find_line(now, now.head).size();
  if (size < 2) return std::nullopt;
  const std::size_t kept = draw_.between(1, std::min<std::size_t>(size - 1, 3));
  const std::string apply = draw_.chance(25) ? " --apply" : "";
  if (const std::string branch = draw_branch(now, false); !branch.empty() && draw_.chance(60)) {
    return Operation{.name = "rebase --onto a branch",
                     .script = fmt::format("git rebase -q{} --onto {} HEAD~{}", apply, branch, kept)};
  }
  const std::size_t base = draw_.between(kept + 1, std::min(size, kept + 2));
  return Operation{.name = "rebase --onto an older commit",
                   .script = fmt::format("git rebase -q{} --onto HEAD~{} HEAD~{}", apply, base, kept)};
}

std::optional<Operation> Generator::rebase_todo(const Snapshot& now) {
  const std::vector<ModelCommit> line = find_line(now, now.head);
  const std::size_t count = std::min<std::size_t>(line.size(), draw_.between(2, 5));
  if (count < 2) return std::nullopt;
  const std::size_t place = draw_.between(1, count);
  const std::size_t kind = draw_.below(4);
  if (kind == 0)
    return Operation{.name = "rebase -i drop",
                     .script = edit_todo(fmt::format("{}s/^pick/drop/", place), count)};
  if (kind == 1)
    return Operation{.name = "rebase -i edit",
                     .script = edit_todo(fmt::format("{}s/^pick/edit/", place), count)};
  if (kind == 2) {
    const std::size_t first = draw_.between(1, count - 1);
    return Operation{.name = "rebase -i in another order",
                     .script = edit_todo(fmt::format("{}{{h;d}};{}{{G}}", first, first + 1), count)};
  }
  const ModelCommit& commit = line[count - place];
  // The subject of a revert and of other people's commits stays.
  if (!commit.reverts.empty() || commit.author != commit.committer) return std::nullopt;
  return Operation{
      .name = "rebase -i reword",
      .script = fmt::format("GIT_EDITOR=\"sed -i '1s/.*/{}/'\" {}", make_subject("Reworded f" + number()),
                            edit_todo(fmt::format("{}s/^pick/reword/", place), count))};
}

std::optional<Operation> Generator::rebase_folding(const Snapshot& now) {
  const std::size_t size = find_line(now, now.head).size();
  const std::size_t count = std::min(size, draw_.between(2, 5));
  if (count < 2) return std::nullopt;
  const bool squash = draw_.chance(55);
  Operation operation = {.name = squash ? "rebase -i squash" : "rebase -i fixup", .mixes_messages = squash};
  const std::size_t first = draw_.between(2, count);
  const std::size_t last = draw_.chance(40) ? std::min(count, first + 1) : first;
  for (std::size_t place = first; place <= last; ++place)
    operation.folds.push_back({count - place, count - first + 1});
  operation.script =
      edit_todo(fmt::format("{},{}s/^pick/{}/", first, last, squash ? "squash" : "fixup"), count);
  return operation;
}

std::optional<Operation> Generator::rebase_again(const Snapshot& now) {
  const std::size_t size = find_line(now, now.head).size();
  if (size < 1) return std::nullopt;
  const std::size_t count = draw_.between(1, std::min<std::size_t>(size, 5));
  const std::vector<std::string> options = {"--force-rebase", "--apply --force-rebase", "--no-ff -x true"};
  return Operation{.name = "rebase of the same commits",
                   .script = fmt::format("git rebase -q {} HEAD~{}", draw_.pick(options), count)};
}

std::optional<Operation> Generator::pull(const Snapshot&) {
  const std::string theirs = draw_.chance(70) ? fmt::format("theirs {}; ", number()) : "";
  const bool rebase = draw_.chance(60);
  return Operation{.name = rebase ? "pull --rebase" : "pull",
                   .script = theirs + (rebase ? "git pull -q --rebase origin main"
                                              : "git pull -q --no-rebase --no-edit origin main")};
}

std::optional<Operation> Generator::reset(const Snapshot& now) {
  const std::size_t size = find_line(now, now.head).size();
  if (size < 2) return std::nullopt;
  const std::size_t count = draw_.between(1, std::min<std::size_t>(size - 1, 3));
  const std::size_t kind = draw_.below(10);
  if (kind < 5)
    return Operation{.name = "reset --hard", .script = fmt::format("git reset -q --hard HEAD~{}", count)};
  if (kind == 5)
    return Operation{.name = "reset --mixed", .script = fmt::format("git reset -q --mixed HEAD~{}", count)};
  if (kind == 6)
    return Operation{.name = "reset --soft", .script = fmt::format("git reset -q --soft HEAD~{}", count)};
  if (kind == 7) {
    return Operation{.name = "reset --soft and stash",
                     .script = fmt::format("git reset -q --soft HEAD~{} && git stash push -q", count)};
  }
  const std::string mode = kind == 8 ? "--soft" : "--hard";
  return Operation{
      .name = "reset and back",
      .script = fmt::format("git reset -q {} HEAD~{} && git reset -q --hard ORIG_HEAD", mode, count)};
}

std::optional<Operation> Generator::reset_back(const Snapshot&) {
  const std::string to = draw_.chance(40) ? "ORIG_HEAD" : fmt::format("'HEAD@{{{}}}'", draw_.between(1, 3));
  return Operation{.name = "reset to an earlier place", .script = "git reset -q --hard " + to};
}

std::optional<Operation> Generator::join(const Snapshot& now) {
  const std::size_t size = find_line(now, now.head).size();
  if (size < 3) return std::nullopt;
  const std::size_t count = draw_.between(1, std::min<std::size_t>(size - 1, 4));
  return Operation{.name = "reset --soft and one commit",
                   .script = fmt::format("git reset -q --soft HEAD~{} && git commit -qm '{}'", count,
                                         make_subject("Joined f" + number())),
                   .joined = count};
}

std::optional<Operation> Generator::revert(const Snapshot& now) {
  const std::vector<ModelCommit> line = find_line(now, now.head);
  if (line.size() < 2) return std::nullopt;
  const std::size_t last = std::min<std::size_t>(line.size() - 1, 5);
  for (std::size_t place = 0; place < last; ++place) {
    if (!line[place].reverts.empty() && draw_.chance(40))
      return Operation{.name = "revert of a revert",
                       .script = fmt::format("git revert --no-edit HEAD~{}", place)};
  }
  const std::size_t place = draw_.below(last);
  if (draw_.chance(25) && place + 2 <= line.size()) {
    return Operation{.name = "revert of a range",
                     .script = fmt::format("git revert --no-edit HEAD~{}..HEAD~{}", place + 2, place)};
  }
  return Operation{.name = "revert", .script = fmt::format("git revert --no-edit HEAD~{}", place)};
}

std::optional<Operation> Generator::pick(const Snapshot& now) {
  const std::string branch = draw_branch(now, true);
  if (branch.empty()) return std::nullopt;
  const std::set<std::string> head = find_ancestors(now, now.head);
  const std::vector<ModelCommit> line = find_line(now, now.tips.at(branch));
  const auto old = std::find_if(line.begin(), line.end(),
                                [&head](const ModelCommit& commit) { return head.contains(commit.id); });
  const auto news = static_cast<std::size_t>(old - line.begin());
  if (news == 0) return std::nullopt;
  if (news > 1 && draw_.chance(40)) {
    return Operation{
        .name = "cherry-pick of a range",
        .script = fmt::format("git cherry-pick {0}~{1}..{0}", branch, std::min<std::size_t>(news, 3))};
  }
  return Operation{.name = "cherry-pick",
                   .script = fmt::format("git cherry-pick {}{}~{}", draw_.chance(20) ? "-x " : "", branch,
                                         draw_.below(news))};
}

std::optional<Operation> Generator::apply_mail(const Snapshot& now) {
  const std::string branch = draw_branch(now, true);
  if (branch.empty()) return std::nullopt;
  return Operation{
      .name = "am",
      .script = fmt::format("git format-patch -q -{} --stdout {} >../mail && git am -q -3 ../mail",
                            draw_.between(1, 2), branch)};
}

}  // namespace session::test
