// SPDX-License-Identifier: MIT
// What a wrap-up does to a document.
#include "core/handoff/wrap_up.hpp"

#include "core/handoff/session_signs.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace session {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::int64_t kOpened = 1751292000;  // 2025-06-30T14:00:00Z
constexpr std::int64_t kHour = 3600;

constexpr const char* kPlan =
    "# Plan\n\n## Phase 1: Start\n\n### Deliverables\n- Add login\n  - Write `login.py`\n- Add logout\n\n"
    "### Verification Criteria\n- [ ] `make check` passes\n\n"
    "## Phase 2: Shop\n\n### Deliverables\n- Add cart\n- Add till\n\n"
    "## Phase 3: End\n\n### Deliverables\n- Ship it\n";

std::string document(const std::string& completed, const std::string& in_progress, const std::string& next,
                     const std::string& phase = "**Phase 1: Start**\nProgress: 0% complete") {
  return "# SESSION — shop\n\n## Current Phase\n" + phase + "\n\n## Completed Items\n" + completed +
         "\n## In Progress\n" + in_progress +
         "\n## Blockers\n| Blocker | Impact | Mitigation | Status |\n|---|---|---|---|\n"
         "| _(None identified)_ | — | — | — |\n\n## Next Actions\n" +
         next +
         "\n## Git Checkpoint\n- **Branch**: main\n- **Last Commit**: `1111111` — Old\n"
         "- **Uncommitted Changes**: None\n- **Timestamp**: 2025-06-30T14:00:00Z\n\n"
         "## Session History\n| Session | Date | Duration | Progress |\n|---|---|---|---|\n"
         "| 1 | 2025-06-30 | — | Created |\n";
}

const std::string kBothDone =
    "- [x] Add login — `1111111` (2025-06-30)\n- [x] Add logout — `1111111` (2025-06-30)\n";
const std::string kNothing = "_(Nothing in progress)_\n";

/// One work tree without git.
class WrapUps : public ::testing::Test {
 protected:
  WrapUps() {
    state_.opened = kOpened;
    state_.progress = 0;
    facts_.plan = parse_plan(kPlan);
    facts_.checkpoint.head = {"main", ObjectId{std::string(40, '1')}};
    facts_.checkpoint.abbreviated = "1111111";
    facts_.checkpoint.subject = "Old";
    known_.now = kOpened + kHour;
  }

  WrapUp wrap_up(const WrapUpOptions& options = {}) {
    const Document document = parse_document(text_);
    facts_.checkpoint.seconds = known_.now;
    WrapUp done;
    const auto step = [&](Draft& draft, UpdatePlan& plan) {
      done = apply_wrap_up(draft, plan, facts_, known_, options, settings_);
    };
    before_ = state_;
    const UpdatePlan plan = plan_update(document, state_, facts_, settings_, step);
    text_ = apply_edits(text_, plan.edits);
    state_ = plan.state;
    if (done.is_new) note_hand_off(state_, view(), known_.now);
    known_.journal.records.insert(known_.journal.records.end(), plan.records.begin(), plan.records.end());
    return done;
  }
  /// The lines below a heading.
  [[nodiscard]] std::string section(std::string_view heading) const {
    const std::size_t begin = text_.find('\n', text_.find(fmt::format("## {}\n", heading))) + 1;
    const std::size_t end = text_.find("\n## ", begin);
    return text_.substr(begin, end == std::string::npos ? end : end - begin);
  }
  [[nodiscard]] std::string last_row() const {
    const std::size_t begin = text_.rfind('\n', text_.size() - 2) + 1;
    return text_.substr(begin);
  }
  [[nodiscard]] SessionView view() const { return view_document(parse_document(text_)); }
  [[nodiscard]] Result<void> check(const WrapUpOptions& options) const {
    return check_wrap_up(parse_document(text_), facts_.plan, options);
  }

  std::string text_ =
      document("_(No items completed yet)_\n", "- [ ] Add login — not started\n", "1. Mine\n");
  State state_;
  State before_;
  UpdateFacts facts_;
  WrapUpFacts known_;
  Settings settings_;
};

TEST_F(WrapUps, CloseTheFirstRowAndOpenAnotherLater) {
  const WrapUp done = wrap_up();
  EXPECT_TRUE(done.is_new);
  EXPECT_EQ(done.session, 1);
  EXPECT_EQ(last_row(), "| 1 | 2025-06-30 | ~1 hour | Created; Phase 1 at 0% |\n");
  known_.commit_times = {kOpened + 24 * kHour};
  known_.now = kOpened + 26 * kHour;
  WrapUpOptions options;
  options.note = "a | b";
  EXPECT_EQ(wrap_up(options).session, 2);
  EXPECT_EQ(last_row(), "| 2 | 2025-07-01 | ~2 hours | Phase 1 at 0% — a \\| b |\n");
  EXPECT_EQ(state_.wrapped, known_.now);
}

TEST_F(WrapUps, AddNoRowWhenNothingHappened) {
  (void)wrap_up();
  const std::string before = text_;
  known_.now += kHour;
  EXPECT_FALSE(wrap_up().is_new);
  const std::string timestamp = "2025-06-30T16:00:00Z";
  EXPECT_THAT(text_, HasSubstr(timestamp));
  EXPECT_EQ(text_.find("2025-06-30T15:00:00Z"), std::string::npos);
  EXPECT_EQ(text_.size(), before.size());
  EXPECT_EQ(last_row(), "| 1 | 2025-06-30 | ~1 hour | Created; Phase 1 at 0% |\n");
}

TEST_F(WrapUps, TakeACommitAnItemOrAnOptionForNews) {
  (void)wrap_up();
  known_.now += 3 * kHour;
  known_.commit_times = {known_.now};
  EXPECT_TRUE(wrap_up().is_new);
  known_.commit_times.clear();
  known_.now += 3 * kHour;
  EXPECT_FALSE(wrap_up().is_new);
  text_.insert(text_.find("- [ ] Add login"), "- [ ] Another\n");
  EXPECT_TRUE(wrap_up().is_new);
  EXPECT_FALSE(wrap_up().is_new);
  WrapUpOptions options;
  options.note = "x";
  EXPECT_TRUE(wrap_up(options).is_new);
  // No sign of life: nobody knows how long it took.
  EXPECT_THAT(last_row(), HasSubstr("| — | Phase 1 at 0% — x |"));
}

TEST_F(WrapUps, MoveOnWhenAPhaseIsCompleted) {
  text_ = document(kBothDone, "- [ ] My own thing\n",
                   "1. Write `login.py`\n2. Mine\n3. verify **make check** passes\n");
  const WrapUp done = wrap_up();
  EXPECT_EQ(done.from_phase, "1");
  EXPECT_EQ(done.to_phase, "2");
  EXPECT_EQ(section("Current Phase"), "**Phase 2: Shop**\nProgress: 0% complete\n");
  EXPECT_EQ(section("In Progress"),
            "- [ ] My own thing\n- [ ] Add cart — not started\n- [ ] Add till — not started\n");
  EXPECT_EQ(section("Next Actions"), "1. Add cart\n2. Add till\n3. Mine\n");
  EXPECT_EQ(last_row(), "| 1 | 2025-06-30 | ~1 hour | Created; Phase 1 completed |\n");
  EXPECT_EQ(state_.progress, 0);
}

TEST_F(WrapUps, DoNotOfferWhatIsDoneOfTheNextPhase) {
  text_ = document(kBothDone + "- [x] Add cart — `1111111` (2025-06-30)\n", "- [ ] Add till — half\n",
                   "_(None)_\n");
  (void)wrap_up();
  EXPECT_EQ(section("In Progress"), "- [ ] Add till — half\n");
  EXPECT_EQ(section("Next Actions"), "1. Add till\n");
  EXPECT_EQ(section("Current Phase"), "**Phase 2: Shop**\nProgress: 50% complete\n");
  EXPECT_EQ(state_.progress, 50);
}

TEST_F(WrapUps, KeepAnActionThatAPersonWroteBelow) {
  text_ =
      document(kBothDone, kNothing, "1. Write `login.py`\n   - with care\n2. Verify `make check` passes!\n");
  (void)wrap_up();
  EXPECT_EQ(section("Next Actions"), "1. Write `login.py`\n   - with care\n2. Add cart\n3. Add till\n");
}

TEST_F(WrapUps, StayInTheLastPhase) {
  text_ = document("- [x] Ship it — `1111111` (2025-06-30)\n", kNothing, "_(None)_\n",
                   "**Phase 3: End**\nProgress: 0% complete");
  EXPECT_EQ(wrap_up().to_phase, "3");
  EXPECT_EQ(section("Current Phase"), "**Phase 3: End**\nProgress: 100% complete\n");
  EXPECT_THAT(last_row(), HasSubstr("Created; Phase 3 completed"));
}

TEST_F(WrapUps, GoToThePhaseThatAPersonNames) {
  WrapUpOptions options;
  options.phase = "3";
  options.progress = 10;
  (void)wrap_up(options);
  EXPECT_EQ(section("Current Phase"), "**Phase 3: End**\nProgress: 10% complete\n");
  EXPECT_EQ(section("In Progress"), "- [ ] Add login — not started\n- [ ] Ship it — not started\n");
  EXPECT_THAT(last_row(), HasSubstr("Created; Phase 1 at 0%"));
  text_ = document(kBothDone, kNothing, "_(None)_\n");
  options = {};
  options.phase = "1";
  EXPECT_EQ(wrap_up(options).to_phase, "1");
  EXPECT_EQ(section("Current Phase"), "**Phase 1: Start**\nProgress: 100% complete\n");
}

TEST_F(WrapUps, KeepTheProgressOfAPersonUntilMoreIsDone) {
  text_ = document("- [x] Add login — `1111111` (2025-06-30)\n", kNothing, "_(None)_\n");
  WrapUpOptions options;
  options.progress = 40;
  EXPECT_EQ(wrap_up(options).progress, 40);
  EXPECT_THAT(last_row(), HasSubstr("Phase 1 at 40%"));
  const auto refresh = [&] {
    const Document document = parse_document(text_);
    const UpdatePlan plan = plan_update(document, state_, facts_, settings_);
    text_ = apply_edits(text_, plan.edits);
    state_ = plan.state;
  };
  refresh();
  EXPECT_EQ(view().progress, 40);
  known_.commit_times = {known_.now + kHour};
  known_.now += kHour;
  EXPECT_EQ(wrap_up().progress, 50);
  // A higher value stays until more than it is reached.
  options.progress = 60;
  (void)wrap_up(options);
  known_.commit_times = {known_.now + kHour};
  known_.now += kHour;
  EXPECT_EQ(wrap_up().progress, 60);
}

TEST_F(WrapUps, RaiseALowProgressWithTheNextItem) {
  text_ = document("- [x] Add login — `1111111` (2025-06-30)\n", kNothing, "_(None)_\n");
  WrapUpOptions options;
  options.progress = 40;
  (void)wrap_up(options);
  text_.replace(text_.find("\n\n## In Progress"), 1, "- [x] Add logout — `1111111` (2025-06-30)\n");
  text_.insert(text_.find("- [x] Add logout"), "\n");
  const Document document = parse_document(text_);
  const UpdatePlan plan = plan_update(document, state_, facts_, settings_);
  EXPECT_EQ(view_document(parse_document(apply_edits(text_, plan.edits))).progress, 100);
  EXPECT_EQ(plan.state.held, std::nullopt);
}

TEST_F(WrapUps, ReplaceTheNextActions) {
  text_ = document("_(No items completed yet)_\n", kNothing, "1. Write `login.py`\n2. Keep me\n   - below\n");
  WrapUpOptions options;
  options.next = {"First", "keep me", "# Last"};
  EXPECT_FALSE(wrap_up(options).dropped_own);
  EXPECT_EQ(section("Next Actions"), "1. First\n2. keep me\n   - below\n3. \\# Last\n");
  EXPECT_THAT(state_.actions, ElementsAre("First", "keep me", "\\# Last"));
  options.next = {"Other"};
  EXPECT_TRUE(wrap_up(options).dropped_own);
  EXPECT_EQ(section("Next Actions"), "1. Other\n");
  options.next.emplace();
  (void)wrap_up(options);
  EXPECT_EQ(section("Next Actions"), "_(None)_\n");
}

TEST_F(WrapUps, CountItemsThatWereCompletedByHand) {
  facts_.plan.reset();
  text_ = document("- [x] Old (2025-06-29)\n- [x] By hand (2025-06-30)\n- [x] Undated\n", kNothing,
                   "_(None)_\n", "_(No phase plan)_");
  (void)wrap_up();
  EXPECT_THAT(last_row(), HasSubstr("Created; 1 item completed |"));
  known_.commit_times = {known_.now + 60};
  known_.now += kHour;
  (void)wrap_up();
  EXPECT_THAT(last_row(), HasSubstr("| 0 items completed |"));
}

TEST_F(WrapUps, CountItemsWithoutAPlan) {
  facts_.plan.reset();
  text_ = document("- [x] A — `1111111` (2025-06-30)\n- [x] B — `1111111` (2025-06-30)\n", kNothing,
                   "_(None)_\n", "_(No phase plan)_");
  CommitRecord record;
  record.id = {std::string(40, '1')};
  record.tree = record.id;
  record.committed = kOpened + 60;
  record.effects = {{EffectKind::completed_new, "A", {}, {}, 0},
                    {EffectKind::completed_new, "Gone", {}, {}, 0}};
  known_.journal.records.emplace_back(record);
  (void)wrap_up();
  EXPECT_THAT(last_row(), HasSubstr("Created; 1 item completed |"));
  known_.commit_times = {known_.now + 60};
  known_.now += kHour;
  (void)wrap_up();
  EXPECT_THAT(last_row(), HasSubstr("| 2 | 2025-06-30 | ~1 hour | 0 items completed |"));
}

TEST_F(WrapUps, RefuseWhatCannotBeMet) {
  WrapUpOptions options;
  options.phase = "9";
  EXPECT_EQ(check(options).error().message, "the plan has no phase '9'");
  EXPECT_EQ(check(options).error().hint, "its phases: 1, 2, 3");
  EXPECT_EQ(check(options).error().kind, ErrorKind::usage);
  options = {};
  options.next = {" \n"};
  EXPECT_EQ(check(options).error().message, "a next action is empty");
  options = {};
  options.note = "";
  EXPECT_EQ(check(options).error().message, "the note is empty");
  options = {};
  options.progress = 101;
  EXPECT_EQ(check(options).error().kind, ErrorKind::usage);
  text_ = document("", "", "", "_(No phase plan)_");
  options.progress = 10;
  EXPECT_EQ(check(options).error().kind, ErrorKind::document);
  options = {};
  options.phase = "2";
  EXPECT_EQ(check(options).error().message, "the document names no phase that could be changed");
}

TEST_F(WrapUps, SayWhenTheFileHasNoPlace) {
  text_ = "## Completed\n- [x] A\n\n## Git Checkpoint\n- **Branch**: main\n";
  WrapUpOptions options;
  options.next = {"x"};
  EXPECT_EQ(check(options).error().message, "the document has no section 'Next Actions' to write to");
  const WrapUp done = wrap_up();
  EXPECT_EQ(done.session, 1);
  EXPECT_THAT(format_wrap_up(done, "", 0), Contains("history: the file has no table for it"));
  EXPECT_EQ(text_, "## Completed\n- [x] A\n\n## Git Checkpoint\n- **Branch**: main\n");
}

TEST_F(WrapUps, RememberWhatBecameOfTheHandOff) {
  text_ = document("_(No items completed yet)_\n", kNothing, "1. Write `a.py`\n2. Think\n3. Run `b`\n");
  text_.insert(text_.find("| _(None identified)_"), "| No key | — | — | Open |\n");
  (void)wrap_up();
  ASSERT_EQ(state_.blockers.size(), 1U);
  EXPECT_EQ(state_.blockers[0].since, known_.now);
  text_ = document("- [x] feat: write a.py — `1111111` (2025-06-30)\n", kNothing, "1. Run `b`\n2. Think\n");
  known_.now += 51 * kHour;
  known_.commit_times = {known_.now};
  const WrapUp done = wrap_up();
  const HandoffRow row = plan_handoff_row(done, before_, view(), known_.now);
  EXPECT_EQ(row.named, (DoneOf{1, 2}));
  EXPECT_EQ(row.vague, (DoneOf{0, 1}));
  EXPECT_THAT(row.closed_after, ElementsAre(2));
  EXPECT_THAT(state_.blockers, IsEmpty());
}

TEST_F(WrapUps, KeepSinceWhenABlockerIsOpen) {
  text_.insert(text_.find("| _(None identified)_"), "| No key | — | — | Open |\n");
  (void)wrap_up();
  const auto since = state_.blockers;
  known_.now += 51 * kHour;
  known_.commit_times = {known_.now};
  (void)wrap_up();
  EXPECT_EQ(state_.blockers, since);
}

TEST_F(WrapUps, TellTheSessionInOneBlock) {
  WrapUpOptions options;
  options.note = "half\ndone";
  text_ = document(kBothDone, kNothing, "_(None)_\n");
  const WrapUp first = wrap_up(options);
  RememberedSession told = plan_remembered(first, options, view(), facts_.checkpoint, nullptr);
  EXPECT_EQ(told, (RememberedSession{1, "2025-06-30", "~1 hour", "1 → 2", "0%", "main @ 1111111", "None",
                                     "half done"}));
  options = {};
  options.progress = 30;
  const WrapUp second = wrap_up(options);
  const RememberedSession next = plan_remembered(second, options, view(), facts_.checkpoint, &told);
  EXPECT_EQ(next.phase, "2");
  EXPECT_EQ(next.progress, "0% → 30%");
}

TEST_F(WrapUps, SayWhatWasDone) {
  text_ = document(kBothDone, kNothing, "_(None)_\n");
  EXPECT_THAT(format_wrap_up(wrap_up(), "claudedocs/S.md", 0),
              ElementsAre("session 1: 2025-06-30, ~1 hour", "phase: 1 completed, now Phase 2: Shop",
                          "progress: 0%", "history: Created; Phase 1 completed", "snapshot: claudedocs/S.md",
                          "next: hand over; to go on: git session resume"));
  EXPECT_THAT(format_wrap_up(wrap_up(), "", 1),
              ElementsAre("nothing new since the last wrap-up: only the checkpoint is refreshed",
                          "next: commit 1 uncommitted change, or hand over as it is"));
}

TEST(FindRecordedTimes, CountWhatCameAfterTheLastWrapUp) {
  CommitRecord old;
  old.committed = 100;
  CommitRecord rewritten = old;
  CommitRecord fresh;
  fresh.committed = 300;
  State state;
  const Journal journal{{old, WrapRecord{}, rewritten, fresh}, 0};
  EXPECT_THAT(find_recorded_times(journal, state), ElementsAre(100, 300));
  state.wrapped = 200;
  EXPECT_THAT(find_recorded_times(journal, state), ElementsAre(300));
}

}  // namespace
}  // namespace session
