// SPDX-License-Identifier: MIT
// Commits, and what a person writes.
#include "generator.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace session::test {

const std::vector<Generator::Choice> Generator::kChoices = {
    {18, &Generator::commit_some},
    {9, &Generator::commit_with_trailers},
    {4, &Generator::commit_unrecorded},
    {3, &Generator::commit_unseen},
    {4, &Generator::commit_task},
    {9, &Generator::amend},
    {4, &Generator::write_as_person},
    {3, &Generator::rename_item},
    {5, &Generator::autosquash},
    {7, &Generator::rebase_on_branch},
    {3, &Generator::rebase_onto},
    {6, &Generator::rebase_todo},
    {6, &Generator::rebase_folding},
    {3, &Generator::rebase_again},
    {5, &Generator::pull},
    {6, &Generator::reset},
    {3, &Generator::reset_back},
    {4, &Generator::join},
    {6, &Generator::revert},
    {6, &Generator::pick},
    {2, &Generator::apply_mail},
    {9, &Generator::merge},
    {4, &Generator::merge_squash},
    {9, &Generator::switch_branch},
    {7, &Generator::create_branch},
    {3, &Generator::detach},
    {3, &Generator::delete_branch},
    {4, &Generator::stash},
    {6, &Generator::use_linked},
    {4, &Generator::push},
    {2, &Generator::tag},
};

Operation Generator::next(const Snapshot& now) {
  Operation operation = draw_next(now);
  last_ = operation.name;
  return operation;
}

Operation Generator::draw_next(const Snapshot& now) {
  if (now.under_way != UnderWay::nothing) return go_on(now);
  if (now.unmerged || ((now.dirty || now.untracked) && draw_.chance(60))) return tidy(now);
  if (now.branch.empty() && draw_.chance(40)) {
    if (auto operation = switch_branch(now)) return *std::move(operation);
  }
  if (auto operation = follow_up()) return *std::move(operation);
  std::size_t all = 0;
  for (const Choice& choice : kChoices) all += choice.weight;
  for (;;) {
    std::size_t at = draw_.below(all);
    for (const Choice& choice : kChoices) {
      if (at < choice.weight) {
        if (auto operation = (this->*choice.make)(now)) return *std::move(operation);
        break;
      }
      at -= choice.weight;
    }
  }
}

std::string Generator::number() {
  number_ += 1;
  return fmt::format("{:03}", number_);
}

std::string Generator::make_subject(const std::string& words) {
  return draw_.chance(15) ? "feat(core): " + words : words;
}

std::string Generator::make_commit() {
  const std::string n = number();
  const std::size_t kind = draw_.below(10);
  if (kind < 2) {
    return fmt::format("echo {0} >shared; git add shared; git commit -qm '{1}'", n,
                       make_subject("Change shared " + n));
  }
  if (kind < 4) {
    return fmt::format("sed -i '{0}s/.*/line {1}/' lines; git add lines; git commit -qm '{2}'",
                       draw_.between(1, 30), n, make_subject("Change lines " + n));
  }
  if (kind == 4 && draw_.chance(30))
    return fmt::format("git commit -q --allow-empty -m '{}'", make_subject("Note " + n));
  return fmt::format("put f{0}; git commit -qm '{1}'", n, make_subject("Add f" + n));
}

std::string Generator::draw_branch(const Snapshot& now, bool with_news) {
  const std::set<std::string> head = find_ancestors(now, now.head);
  std::vector<std::string> names;
  for (const auto& [name, tip] : now.tips) {
    if (name == now.branch || (now.linked && name.starts_with("linked"))) continue;
    if (!with_news || !head.contains(tip)) names.push_back(name);
  }
  return names.empty() ? "" : draw_.pick(names);
}

std::optional<Operation> Generator::commit_some(const Snapshot&) {
  Operation operation = {.name = "commit", .script = make_commit()};
  for (std::size_t more = draw_.chance(40) ? draw_.between(1, 2) : 0; more > 0; --more)
    operation.script += "\ntick; " + make_commit();
  return operation;
}

std::optional<Operation> Generator::commit_with_trailers(const Snapshot&) {
  const std::string n = number();
  std::string trailers;
  const std::size_t kind = items_.empty() ? 0 : draw_.below(4);
  if (kind == 0 || kind == 3) {
    const std::string item = fmt::format("Item {} polish", n);
    trailers += fmt::format(" --trailer 'Next: {}'", item);
    if (kind == 3) trailers += fmt::format(" --trailer 'Completes: {}'", draw_.pick(items_));
    items_.push_back(item);
  } else if (kind == 1) {
    trailers += fmt::format(" --trailer 'Progress: {} — half done {}'", draw_.pick(items_), n);
  } else {
    trailers += fmt::format(" --trailer 'Completes: {}'", draw_.pick(items_));
  }
  return Operation{.name = "commit with trailers",
                   .script = fmt::format("put f{0}; git commit -qm 'Add f{0}'{1}", n, trailers)};
}

std::optional<Operation> Generator::commit_unrecorded(const Snapshot&) {
  const std::string n = number();
  const std::vector<std::string> subjects = {"wip f" + n, "[WIP] f" + n, "fixup! Something f" + n};
  return Operation{.name = "commit that is not recorded",
                   .script = fmt::format("put f{}; git commit -qm '{}'", n, draw_.pick(subjects))};
}

std::optional<Operation> Generator::commit_unseen(const Snapshot&) {
  const std::string n = number();
  const std::string off = draw_.chance(50) ? "git -c core.hooksPath=/dev/null" : "GIT_SESSION=0 git";
  return Operation{.name = "commit with the hooks off",
                   .script = fmt::format("put f{0}; {1} commit -qm 'Unseen f{0}'", n, off),
                   .unseen = true};
}

std::optional<Operation> Generator::commit_task(const Snapshot&) {
  if (tasks_.empty()) return std::nullopt;
  const std::string task = tasks_.back();
  tasks_.pop_back();
  return Operation{.name = "commit with the words of an open item",
                   .script = fmt::format("put f{}; git commit -qm '{}'", number(), task)};
}

std::optional<Operation> Generator::amend(const Snapshot& now) {
  const auto head = now.commits.find(now.head);
  if (head == now.commits.end()) return std::nullopt;
  const std::string n = number();
  const bool more = draw_.chance(60);
  const std::string start = more ? fmt::format("put f{}; ", n) : std::string();
  const std::string message = fmt::format("Amended f{}", n);
  // A revert keeps its message, which says what it reverts; other people's words stay theirs.
  const bool plain = !head->second.reverts.empty() || head->second.parents.size() > 1 ||
                     head->second.author != head->second.committer;
  const std::size_t kind = plain ? 0 : draw_.below(5);
  if (kind <= 1) return Operation{.name = "amend", .script = start + "git commit -q --amend --no-edit"};
  std::string script = start + fmt::format("git commit -q --amend -m '{}'", make_subject(message));
  if (kind == 3 && !items_.empty()) script += fmt::format(" --trailer 'Completes: {}'", draw_.pick(items_));
  if (kind == 4) {
    items_.push_back(fmt::format("Item {} polish", n));
    script += fmt::format(" --trailer 'Next: {}'", items_.back());
  }
  return Operation{.name = "amend with a new subject", .script = script};
}

std::optional<Operation> Generator::write_as_person(const Snapshot& now) {
  const std::string n = number();
  const std::size_t kind = draw_.below(4);
  if (kind == 0) {
    const std::string text = fmt::format("My paragraph {} stays.", n);
    return Operation{.name = "a person writes a paragraph",
                     .script = fmt::format("edit '/^## Blockers$/i {}\\n'", text),
                     .written = {text}};
  }
  if (kind == 1) {
    const std::string words = draw_words(now);
    if (words.empty()) return std::nullopt;
    const std::string text = fmt::format("my note {}", n);
    return Operation{.name = "a person writes a note below an item",
                     .script = fmt::format("edit '/^- \\[x\\] {} — /a\\  {}'", words, text),
                     .written = {text},
                     .target = words};
  }
  const std::string text = fmt::format("My task {}", n);
  items_.push_back(text);
  if (kind == 2) tasks_.push_back(text);
  const std::string line = fmt::format("- [ ] {} — by hand", text);
  return Operation{.name = "a person writes an open item",
                   .script = fmt::format(
                       "edit '/^## In Progress$/{{n;s/^_(Nothing in progress)_$/{0}/;t;s/^/{0}\\n/}}'", line),
                   .written = {text}};
}

std::string Generator::draw_words(const Snapshot& now) {
  std::vector<std::string> words;
  for (const ModelCommit& commit : find_line(now, now.head)) {
    if (words.size() < 6 && commit.reverts.empty()) words.push_back(commit.subject);
  }
  return words.empty() ? "" : draw_.pick(words);
}

std::optional<Operation> Generator::rename_item(const Snapshot& now) {
  const std::string words = draw_words(now);
  if (words.empty()) return std::nullopt;
  return Operation{
      .name = "a person renames an item",
      .script = fmt::format("edit 's/^- \\[x\\] {} — /- [x] {} — /'", words, format_renamed(words)),
      .written = {format_renamed(words)},
      .target = words,
      .renames = true};
}

}  // namespace session::test
