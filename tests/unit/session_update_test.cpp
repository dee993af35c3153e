// SPDX-License-Identifier: MIT
#include "core/recording/session_update.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace session {
namespace {

constexpr const char* kText =
    "# SESSION — shop\n\n"
    "## Current Phase\n**Phase 1: Start**\nProgress: 0% complete\n\n"
    "## Completed Items\n_(No items completed yet)_\n\n"
    "## In Progress\n- [ ] Add login form — not started\n- [ ] Add logout — half done\n  - my own line\n\n"
    "## Blockers\n| Blocker | Impact | Mitigation | Status |\n|---------|--------|------------|--------|\n"
    "| _(None identified)_ | — | — | — |\n\n"
    "## Next Actions\n1. Write the docs\n2. Add login form\n3. Ship it\n\n"
    "## Git Checkpoint\n- **Branch**: main\n- **Last Commit**: `0000000` — Old\n"
    "- **Uncommitted Changes**: None\n- **Timestamp**: 2025-06-30T14:00:00Z\n";

ObjectId id(char digit) {
  return {std::string(40, digit)};
}

/// Plays commits on a document as the hooks do, one writing run each.
class Story {
 public:
  explicit Story(std::string text = kText) : text_(std::move(text)) {}

  UpdatePlan commit(char digit, const std::string& message, std::optional<char> amends = std::nullopt) {
    const Document document = parse_document(text_);
    UpdateFacts facts;
    facts.plan = plan_;
    CommitToRecord made;
    made.commit.id = id(digit);
    made.commit.message = message;
    made.commit.parents.resize(1);
    made.commit.committer = {"D", "d@e", 1751292000, 0};
    made.abbreviated = std::string(7, digit);
    if (amends) {
      // What the app finds out: the rewrite, and that only the new commit can be reached.
      facts.reconcile.emplace();
      journal_.records.emplace_back(RewriteRecord{id(*amends), id(digit), "amend"});
      facts.reconcile->journal = journal_;
      HistoryFacts& history = facts.reconcile->history;
      history.reach[id(digit)] = Reach{};
      history.commits = commits_;
      history.commits[id(digit)] = made.commit;
      history.abbreviations[id(digit)] = made.abbreviated;
      for (const Work& work : collect_works(journal_)) {
        history.looked_at.insert(work.key);
        const auto members = RewriteMap(journal_).find_all(work.commits);
        made.is_known_work =
            made.is_known_work || std::find(members.begin(), members.end(), id(digit)) != members.end();
        if (std::find(members.begin(), members.end(), id(digit)) == members.end())
          history.reach[work.record.id] = Reach{};
      }
    }
    commits_[id(digit)] = made.commit;
    facts.commits.push_back(made);
    facts.checkpoint.head = {"main", made.commit.id};
    facts.checkpoint.abbreviated = made.abbreviated;
    facts.checkpoint.subject = find_subject(message);
    facts.checkpoint.seconds = 1751292000;
    UpdatePlan plan = plan_update(document, state_, facts, settings_);
    text_ = apply_edits(text_, plan.edits);
    state_ = plan.state;
    journal_.records.insert(journal_.records.end(), plan.records.begin(), plan.records.end());
    return plan;
  }

  [[nodiscard]] const std::string& text() const { return text_; }
  void edit(std::string_view from, std::string_view to) { text_.replace(text_.find(from), from.size(), to); }
  void set_plan(Plan plan) { plan_ = std::move(plan); }
  [[nodiscard]] std::string section(std::string_view heading) const {
    const std::size_t begin = text_.find('\n', text_.find(std::string("## ") + std::string(heading))) + 1;
    const std::size_t end = text_.find("\n## ", begin);
    return text_.substr(begin, end == std::string::npos ? end : end - begin);
  }

 private:
  std::string text_;
  State state_;
  Journal journal_;
  std::map<ObjectId, Commit> commits_;
  Settings settings_;
  std::optional<Plan> plan_;
};

std::string reported(const UpdatePlan& plan) {
  std::string text;
  for (const Message& message : plan.messages) {
    if (message.kind != MessageKind::detail) text += message.text + "\n";
  }
  return text;
}

TEST(PlanUpdate, AppendsTheSubjectWhenNothingMatches) {
  Story story;
  EXPECT_EQ(reported(story.commit('1', "Paint it\n")), "recorded 1111111 \"Paint it\" (1 item)\n");
  EXPECT_EQ(story.section("Completed Items"), "- [x] Paint it — `1111111` (2025-06-30)\n");
  EXPECT_EQ(story.section("Git Checkpoint"),
            "- **Branch**: main\n- **Last Commit**: `1111111` — Paint it\n- **Uncommitted Changes**: None\n"
            "- **Timestamp**: 2025-06-30T14:00:00Z\n");
}

TEST(PlanUpdate, CompletesTheItemThatTheSubjectEquals) {
  Story story;
  story.commit('1', "feat(auth): add Login form.");
  EXPECT_EQ(story.section("Completed Items"), "- [x] Add login form — `1111111` (2025-06-30)\n");
  EXPECT_EQ(story.section("In Progress"), "- [ ] Add logout — half done\n  - my own line\n");
  EXPECT_EQ(story.section("Next Actions"), "1. Write the docs\n2. Ship it\n");
}

TEST(PlanUpdate, CompletesByTrailerWithNestedLines) {
  Story story;
  story.commit('1', "Leave\n\nCompletes: add logout\n");
  EXPECT_EQ(story.section("Completed Items"), "- [x] Add logout — `1111111` (2025-06-30)\n  - my own line\n");
}

TEST(PlanUpdate, CompletesANextActionOnlyWhenNothingInProgressMatches) {
  Story story;
  story.commit('1', "x\n\nCompletes: Ship\n");
  EXPECT_EQ(story.section("Completed Items"), "- [x] Ship it — `1111111` (2025-06-30)\n");
  EXPECT_EQ(story.section("Next Actions"), "1. Write the docs\n2. Add login form\n");
}

TEST(PlanUpdate, SaysWhenATrailerMatchesNothingOrTooMuch) {
  Story story;
  EXPECT_EQ(reported(story.commit('1', "x\n\nCompletes: Fly\n")),
            "recorded 1111111 \"Fly\" (1 item; no open item is called \"Fly\")\n");
  EXPECT_EQ(reported(story.commit('2', "x\n\nCompletes: Add log\n")),
            "recorded 2222222 \"Add log\" (2 items; more than one open item fits \"Add log\")\n");
}

TEST(PlanUpdate, AddsACommitToAnEntryThatIsDone) {
  Story story;
  story.commit('1', "Paint it");
  story.commit('2', "More paint\n\nCompletes: paint it\n");
  EXPECT_EQ(story.section("Completed Items"), "- [x] Paint it — `2222222` (2025-06-30)\n");
}

TEST(PlanUpdate, RecordsACommitOnce) {
  Story story;
  story.commit('1', "Paint it");
  const std::string once = story.text();
  EXPECT_TRUE(story.commit('1', "Paint it").edits.empty());
  EXPECT_EQ(story.text(), once);
  story.commit('2', "Paint it well", '1');
  EXPECT_TRUE(story.commit('2', "Paint it well", '1').edits.empty());
  EXPECT_TRUE(story.commit('2', "Paint it well", '1').records.empty());
  story.edit("Paint it well — `2222222`", "Paint it — `1111111`");
  // The state was lost: the run was cut off behind its first write.
  Story again(once);
  EXPECT_TRUE(again.commit('1', "Paint it").edits.empty());
  // An entry that a person deleted does not come back.
  story.edit("- [x] Paint it — `1111111` (2025-06-30)\n", "_(No items completed yet)_\n");
  EXPECT_TRUE(story.commit('2', "Paint it well").edits.empty());
}

TEST(PlanUpdate, NotesProgressAndMovesNextActions) {
  Story story;
  story.commit('1', "Add a form\n\nProgress: Add logout — nearly done\nProgress: Ship it\nSession: x\n");
  EXPECT_EQ(story.section("In Progress"),
            "- [ ] Add login form — not started\n- [ ] Add logout — nearly done\n  - my own line\n"
            "- [ ] Ship it — Add a form\n");
  EXPECT_EQ(story.section("Next Actions"), "1. Write the docs\n2. Add login form\n");
}

TEST(PlanUpdate, ReopensBlocksAndAddsNextActions) {
  Story story;
  story.commit('1', "Paint it");
  story.commit('2', "x\n\nReopens: paint it\nBlocked-by: No | brush\nNext: Buy a brush\n");
  EXPECT_EQ(story.section("Completed Items"), "- [x] x — `2222222` (2025-06-30)\n");
  EXPECT_NE(story.section("In Progress").find("- [ ] Paint it — reopened\n"), std::string::npos);
  EXPECT_NE(story.section("Blockers").find("| No \\| brush | — | — | Open |\n"), std::string::npos);
  EXPECT_EQ(story.section("Blockers").find("None identified"), std::string::npos);
  EXPECT_NE(story.section("Next Actions").find("4. Buy a brush\n"), std::string::npos);
}

TEST(PlanUpdate, CountsClosesOnlyWhenItNamesAnOpenItem) {
  Story story;
  story.commit('1', "Enter\n\nCloses: Add login form\n");
  EXPECT_EQ(story.section("Completed Items"), "- [x] Add login form — `1111111` (2025-06-30)\n");
  story.commit('2', "Second\n\nCloses: #12\n");
  EXPECT_EQ(story.section("Completed Items"),
            "- [x] Add login form — `1111111` (2025-06-30)\n- [x] Second — `2222222` (2025-06-30)\n");
}

TEST(PlanUpdate, RefreshesTheCheckpointOfACommitThatIsNotRecorded) {
  Story story;
  const UpdatePlan plan = story.commit('1', "wip");
  EXPECT_EQ(reported(plan), "");
  EXPECT_EQ(story.section("Completed Items"), "_(No items completed yet)_\n");
  EXPECT_NE(story.section("Git Checkpoint").find("`1111111` — wip"), std::string::npos);
}

TEST(PlanUpdate, HintsAtATrailerThatGitDiscards) {
  Story story;
  const std::string text = reported(story.commit('1', "Paint it\n\nSome words\nCompletes: Add logout\n"));
  EXPECT_NE(text.find("git reads 'Completes: Add logout' as text"), std::string::npos);
}

TEST(PlanUpdateAmend, ReplacesTheEntryInItsPlace) {
  Story story;
  story.commit('1', "Paint it");
  story.commit('2', "Dry it");
  story.edit("- [x] Paint it — `1111111` (2025-06-30)\n- [x] Dry it — `2222222` (2025-06-30)",
             "- [x] Dry it — `2222222` (2025-06-30)\n- [x] Paint it — `1111111` (2025-06-30)");
  EXPECT_EQ(reported(story.commit('3', "Dry it well", '2')),
            "recorded 3333333 \"Dry it well\" in place of 2222222 (2 items)\n");
  EXPECT_EQ(story.section("Completed Items"),
            "- [x] Dry it well — `3333333` (2025-06-30)\n- [x] Paint it — `1111111` (2025-06-30)\n");
}

TEST(PlanUpdateAmend, KeepsWordsThatAPersonGave) {
  Story story;
  story.commit('1', "Paint it");
  story.edit("Paint it — `", "Paint the *whole* house — `");
  story.commit('2', "Paint it all", '1');
  EXPECT_EQ(story.section("Completed Items"), "- [x] Paint the *whole* house — `2222222` (2025-06-30)\n");
}

TEST(PlanUpdateAmend, NeverPutsADeletedEntryBack) {
  Story story;
  story.commit('1', "Paint it");
  story.edit("- [x] Paint it — `1111111` (2025-06-30)\n", "");
  EXPECT_EQ(reported(story.commit('2', "Paint it", '1')), "") << "nothing was recorded";
  EXPECT_EQ(story.text().find("- [x] Paint it"), std::string::npos);
}

TEST(PlanUpdateAmend, ReplacesTrailerEffectsInsteadOfDoublingThem) {
  Story story;
  const std::string before = story.text();
  story.commit('1', "x\n\nCompletes: Add logout\nNext: Rest\nBlocked-by: Rain\nProgress: Write the docs\n");
  story.commit('2', "x\n\nCompletes: Add logout\nNext: Rest\nBlocked-by: Rain\nProgress: Write the docs\n",
               '1');
  EXPECT_EQ(story.section("Completed Items"), "- [x] Add logout — `2222222` (2025-06-30)\n  - my own line\n");
  EXPECT_EQ(story.section("In Progress"), "- [ ] Add login form — not started\n- [ ] Write the docs — x\n");
  EXPECT_EQ(story.section("Next Actions"), "1. Add login form\n2. Ship it\n3. Rest\n");
  // Without trailers and as work in progress everything goes back to where it was.
  story.commit('3', "wip", '2');
  const auto checkpoint = [](const std::string& text) {
    return text.substr(0, text.find("## Git Checkpoint"));
  };
  EXPECT_EQ(checkpoint(story.text()), checkpoint(before));
}

TEST(PlanUpdate, CountsThePhaseAndRaisesProgress) {
  Plan plan;
  plan.phases.push_back(
      {"1", "Start", {}, {{"Add login form", {}, false}, {"Add logout", {}, false}}, {}, false, 1});
  Story story;
  story.set_plan(plan);
  EXPECT_EQ(reported(story.commit('1', "add login form")),
            "recorded 1111111 \"Add login form\" (Phase 1: 1 of 2)\n");
  EXPECT_NE(story.text().find("Progress: 50% complete"), std::string::npos);
  story.edit("Progress: 50%", "Progress: 80%");
  story.commit('2', "Paint it");
  EXPECT_NE(story.text().find("Progress: 80% complete"), std::string::npos);
  story.commit('3', "Add logout");
  EXPECT_NE(story.text().find("Progress: 100% complete"), std::string::npos);
}

TEST(PlanUpdate, LetsNothingFromGitOpenACommentOrALine) {
  Story story;
  story.commit('1', "<!-- gone\n\nNext: 1. ```\nBlocked-by: a | b <!--\n");
  const Document document = parse_document(story.text());
  for (const SectionKind kind : {SectionKind::completed, SectionKind::in_progress, SectionKind::blockers,
                                 SectionKind::next_actions, SectionKind::checkpoint}) {
    EXPECT_NE(document.find(kind), nullptr);
  }
  EXPECT_TRUE(document.opaque.empty());
  EXPECT_EQ(document.find(SectionKind::next_actions)->entries.size(), 4U);
}

TEST(PlanUpdate, SaysNothingNewGivesNoEdits) {
  Story story;
  story.commit('1', "Paint it");
  const Document document = parse_document(story.text());
  UpdateFacts facts;
  facts.checkpoint.head = {"main", id('1')};
  facts.checkpoint.abbreviated = "1111111";
  facts.checkpoint.subject = "Paint it";
  facts.checkpoint.seconds = 1851292000;
  EXPECT_TRUE(plan_update(document, {}, facts, {}).edits.empty());
}

}  // namespace
}  // namespace session
