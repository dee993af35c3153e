// SPDX-License-Identifier: MIT
// A document and the commits behind it, for tests of what rewritten history does to them.
#pragma once

#include "core/checkpoint/checkpoint.hpp"
#include "core/handoff/item_steps.hpp"
#include "core/recording/hand_record.hpp"
#include "core/recording/reconcile.hpp"
#include "core/text/time.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/recording_support.hpp"
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace session::test {

inline constexpr const char* kText =
    "# SESSION — shop\r\n\n"
    "## Completed Items\n- [x] Old thing\n- [x] Older — `7654321` (2020-01-02) \n\n"
    "## In Progress\n- [ ] Add login form — not started\n- [ ] Add logout — half done\n  - my own line\n\n"
    "## Blockers\n| Blocker | Impact | Mitigation | Status |\n|---------|--------|------------|--------|\n"
    "| _(None identified)_ | — | — | — |\n\n"
    "## Next Actions\n1. Write the docs\n2. Add login form\n3. Ship it\n\n"
    "## Git Checkpoint\n- **Branch**: main\n\nMy own words \t\n";

/// A document and all that is known about the commits behind it. Every commit can be reached from HEAD until
/// the test says otherwise.
class Past {
 public:
  /// Records a commit as the hook does.
  Past& record(char digit, const std::string& message) {
    make(digit, message);
    const Document document = parse_document(text_);
    Draft draft(document);
    const Commit& commit = history_.commits.at(id(digit));
    const Recording recording =
        apply_request(draft, parse_request(commit, false, rules_, settings_),
                      {std::string(7, digit), format_date(commit.committer.seconds, 0)});
    text_ = apply_edits(text_, draft.edits());
    CommitRecord record;
    record.id = commit.id;
    record.tree = commit.tree;
    record.abbreviated = std::string(7, digit);
    record.subject = find_subject(message);
    record.author = commit.author;
    record.committed = commit.committer.seconds;
    record.branch = "main";
    record.effects = recording.effects;
    journal_.records.emplace_back(std::move(record));
    return *this;
  }

  /// A person says that the commit completes an item.
  Past& done(char digit, const std::string& item) {
    const Document document = parse_document(text_);
    Draft draft(document);
    const Commit& commit = history_.commits.at(id(digit));
    const ItemStep step = complete_item(
        draft, item, ShownCommit{std::string(7, digit), format_date(commit.committer.seconds, 0)});
    EXPECT_FALSE(step.refused) << item;
    UpdateFacts facts;
    facts.reconcile = ReconcileFacts{journal_, history_, {}};
    facts.checkpoint.head.branch = "main";
    UpdatePlan plan;
    record_by_hand(plan, {commit, std::string(7, digit)}, step.effects, facts);
    text_ = apply_edits(text_, draft.edits());
    journal_.records.insert(journal_.records.end(), plan.records.begin(), plan.records.end());
    return *this;
  }

  /// A commit that nobody records.
  Past& make(char digit, const std::string& message) {
    history_.commits[id(digit)] = make_commit(digit, message);
    return reach(digit);
  }
  Past& reach(char digit, TipKind kind = TipKind::head, const std::string& name = {}) {
    history_.reach[id(digit)] = {kind, name};
    return *this;
  }
  Past& lose(char digit) {
    history_.reach.erase(id(digit));
    return *this;
  }
  /// git made one commit into another one, which keeps the author, and the message unless another is given.
  Past& rewrite(char before, char after, const std::string& how = "rebase", const std::string& message = {}) {
    const Commit& old = history_.commits.at(id(before));
    if (!history_.commits.contains(id(after))) {
      const Signature author = old.author;
      make(after, message.empty() ? old.message : message);
      if (how == "rebase" || how == "amend") history_.commits[id(after)].author = author;
    }
    journal_.records.emplace_back(RewriteRecord{id(before), id(after), how});
    return how == "copy" ? *this : lose(before);
  }
  Past& revert(char by, char of) {
    make(by, "Revert");
    history_.reverting.insert(id(by));
    history_.descendants.emplace(id(of), id(by));
    journal_.records.emplace_back(RevertRecord{id(by), {id(of)}});
    return *this;
  }
  Past& note(JournalRecord record) {
    journal_.records.push_back(std::move(record));
    return *this;
  }
  Past& edit(std::string_view from, std::string_view to) {
    const std::size_t at = text_.find(from);
    EXPECT_NE(at, std::string::npos) << from << "\n" << text_;
    if (at != std::string::npos) text_.replace(at, from.size(), to);
    return *this;
  }

  /// Reconciles, and once more: the second time nothing may be left to do.
  Reconciliation reconcile() {
    Reconciliation result = run();
    const std::string once = text_;
    const Reconciliation again = run();
    EXPECT_EQ(text_, once);
    EXPECT_THAT(again.records, ::testing::IsEmpty());
    EXPECT_THAT(again.changes, ::testing::IsEmpty());
    return result;
  }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::string section(std::string_view heading) const {
    const std::size_t begin = text_.find('\n', text_.find(std::string("## ") + std::string(heading))) + 1;
    return text_.substr(begin, text_.find("\n## ", begin) - begin);
  }
  /// What stands in Completed Items behind what was there before.
  [[nodiscard]] std::string completed() const {
    const std::string before = "- [x] Old thing\n- [x] Older — `7654321` (2020-01-02) \n";
    const std::string now = section("Completed Items");
    EXPECT_TRUE(now.starts_with(before)) << now;
    return now.substr(before.size());
  }
  [[nodiscard]] std::vector<Work> works() const { return collect_works(journal_); }
  [[nodiscard]] ReconcileFacts& facts() { return facts_; }
  [[nodiscard]] Settings& settings() { return settings_; }

 private:
  Reconciliation run() {
    facts_.journal = journal_;
    facts_.history = history_;
    for (const Work& work : works()) facts_.history.looked_at.insert(work.key);
    const Document document = parse_document(text_);
    Draft draft(document);
    Reconciliation result = session::reconcile(draft, facts_, "main", rules_, settings_);
    text_ = apply_edits(text_, draft.edits());
    journal_.records.insert(journal_.records.end(), result.records.begin(), result.records.end());
    return result;
  }

  std::string text_ = kText;
  Journal journal_;
  HistoryFacts history_;
  ReconcileFacts facts_;
  Settings settings_;
  TrailerRules rules_;
};

inline std::vector<EntryChange::Kind> kinds(const Reconciliation& result) {
  std::vector<EntryChange::Kind> kinds;
  for (const EntryChange& change : result.changes) kinds.push_back(change.kind);
  return kinds;
}

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  return text.replace(text.find(from), from.size(), to);
}

}  // namespace session::test
