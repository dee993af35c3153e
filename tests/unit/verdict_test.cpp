// SPDX-License-Identifier: MIT
// Tests of the comparison of the checkpoint with the work tree, and of what is said about it.
#include "core/checkpoint/verdict.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace session {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

const ObjectId kOld{"1a2b3c4000000000000000000000000000000000"};
const ObjectId kNew{"5d6e7f8000000000000000000000000000000000"};

RecordedCheckpoint recorded_on(std::string branch, std::string changes = "None") {
  return {std::move(branch), "1a2b3c4", std::move(changes), std::nullopt};
}

ActualState now_on(std::string branch, std::vector<Change> changes = {}) {
  return {Head{std::move(branch), kNew}, "5d6e7f8", std::move(changes), Operation::none};
}

ActualState now_detached() {
  return {Head{std::nullopt, kNew}, "5d6e7f8", std::vector<Change>{}, Operation::none};
}

Relation related(RelationKind kind, std::size_t count = 0) {
  return {kind, count, false};
}

VerdictKind kind_of(const RecordedCheckpoint& recorded, const ActualState& actual, RelationKind relation) {
  return compare_checkpoint(recorded, actual, related(relation)).kind;
}

std::vector<std::string> lines_of(const Verdict& verdict, const RecordedCheckpoint& recorded,
                                  const ActualState& actual) {
  std::vector<std::string> lines;
  for (const Message& message : format_verdict(verdict, recorded, actual, "SESSION.md")) {
    lines.push_back((message.kind == MessageKind::hint ? "hint: " : "") + message.text);
  }
  return lines;
}

std::vector<std::string> lines_for(const RecordedCheckpoint& recorded, const ActualState& actual,
                                   const Relation& relation) {
  return lines_of(compare_checkpoint(recorded, actual, relation), recorded, actual);
}

TEST(DescribeVerdict, CountsOnlyWhatIsAheadOrBehind) {
  const auto name = [](const ActualState& actual, RelationKind relation) {
    return describe(compare_checkpoint(recorded_on("main"), actual, related(relation, 2)));
  };
  EXPECT_EQ(name(now_on("main"), RelationKind::ahead), "ahead 2");
  EXPECT_EQ(name(now_on("main"), RelationKind::behind), "behind 2");
  EXPECT_EQ(name(now_on("topic"), RelationKind::ahead), "other branch");
  EXPECT_EQ(name(now_on("main"), RelationKind::same), "match");
}

TEST(CompareCheckpoint, MatchesTheSameCommitAndChanges) {
  const Verdict verdict = compare_checkpoint(recorded_on("main", "M a"), now_on("main", {{"M", "a"}}),
                                             related(RelationKind::same));
  EXPECT_EQ(verdict.kind, VerdictKind::match);
  EXPECT_TRUE(verdict.changes_compared);
  EXPECT_TRUE(is_good(verdict));
}

TEST(CompareCheckpoint, CountsCommitsOfOwnFilesAsNothing) {
  EXPECT_EQ(kind_of(recorded_on("main"), now_on("main"), RelationKind::only_own_files_since),
            VerdictKind::match);
}

TEST(CompareCheckpoint, CountsCommitsOnTheSameBranch) {
  const Verdict ahead =
      compare_checkpoint(recorded_on("main"), now_on("main"), related(RelationKind::ahead, 3));
  EXPECT_EQ(ahead.kind, VerdictKind::ahead);
  EXPECT_EQ(ahead.count, 3U);
  EXPECT_FALSE(is_good(ahead));
  EXPECT_EQ(kind_of(recorded_on("main"), now_on("main"), RelationKind::behind), VerdictKind::behind);
  EXPECT_EQ(kind_of(recorded_on("main"), now_on("main"), RelationKind::diverged), VerdictKind::diverged);
}

TEST(CompareCheckpoint, CallsARewrittenCommitGood) {
  const Verdict verdict =
      compare_checkpoint(recorded_on("main"), now_on("main"), related(RelationKind::rewritten));
  EXPECT_EQ(verdict.kind, VerdictKind::rewritten);
  EXPECT_TRUE(is_good(verdict));
  EXPECT_EQ(kind_of(recorded_on("main"), now_on("main", {{"M", "a"}}), RelationKind::rewritten),
            VerdictKind::changes_differ);
}

TEST(CompareCheckpoint, ReportsAnotherBranchBeforeItsCommits) {
  for (const RelationKind relation : {RelationKind::same, RelationKind::ahead, RelationKind::diverged}) {
    const Verdict verdict = compare_checkpoint(recorded_on("main"), now_on("feature"), related(relation, 2));
    EXPECT_EQ(verdict.kind, VerdictKind::other_branch);
    EXPECT_EQ(verdict.relation.kind, relation);
  }
}

TEST(CompareCheckpoint, ReportsAnUnknownCommitBeforeAnotherBranch) {
  const Verdict verdict =
      compare_checkpoint(recorded_on("main"), now_on("feature"), related(RelationKind::unknown));
  EXPECT_EQ(verdict.kind, VerdictKind::unknown);
  EXPECT_TRUE(verdict.other_branch);
  EXPECT_FALSE(is_good(verdict));
}

TEST(CompareCheckpoint, ComparesDetachedHeads) {
  EXPECT_EQ(kind_of(recorded_on("(detached)"), now_detached(), RelationKind::same), VerdictKind::match);
  EXPECT_EQ(kind_of(recorded_on("main"), now_detached(), RelationKind::same), VerdictKind::other_branch);
  EXPECT_EQ(kind_of(recorded_on("(detached)"), now_on("main"), RelationKind::same),
            VerdictKind::other_branch);
  EXPECT_EQ(kind_of(recorded_on("(detached)"), now_on("(detached)"), RelationKind::same),
            VerdictKind::other_branch);
}

TEST(CompareCheckpoint, ComparesBranchesAsTheyAreWritten) {
  EXPECT_EQ(kind_of(recorded_on("a\\<!--b"), now_on("a<!--b"), RelationKind::same), VerdictKind::match);
  EXPECT_EQ(kind_of(recorded_on("`main` (pushed)"), now_on("main"), RelationKind::same), VerdictKind::match);
  EXPECT_EQ(kind_of(recorded_on("a b"),
                    now_on("a\xe2\x80\xae"
                           "b"),
                    RelationKind::same),
            VerdictKind::match);
  EXPECT_EQ(kind_of(recorded_on("None"), now_on("main"), RelationKind::same), VerdictKind::match);
}

TEST(CompareCheckpoint, ComparesTheBytesOfABranchThatIsWrittenWithEscapes) {
  Checkpoint state;
  state.head = {"<!--", kOld};
  state.abbreviated = "1a2b3c4";
  const RecordedCheckpoint recorded{format_branch(state.head), "1a2b3c4", "None", state};
  EXPECT_EQ(kind_of(recorded, now_on("<!--"), RelationKind::same), VerdictKind::match);
  EXPECT_EQ(kind_of(recorded, now_on("main"), RelationKind::behind), VerdictKind::other_branch);
}

TEST(CompareCheckpoint, NeedsARecordedHash) {
  RecordedCheckpoint recorded = recorded_on("other");
  recorded.hash.reset();
  const Verdict verdict = compare_checkpoint(recorded, now_on("main"), related(RelationKind::ahead, 1));
  EXPECT_EQ(verdict.kind, VerdictKind::no_checkpoint);
  EXPECT_EQ(verdict.count, 0U);
}

TEST(CompareCheckpoint, IsBusyBeforeAllElse) {
  ActualState actual = now_on("feature");
  actual.operation = Operation::rebase;
  EXPECT_EQ(kind_of(recorded_on("main"), actual, RelationKind::unknown), VerdictKind::busy);
}

TEST(CompareCheckpoint, NamesTheChangesThatDiffer) {
  const Verdict verdict =
      compare_checkpoint(recorded_on("main", "M a, ?? b, M c"),
                         now_on("main", {{"M", "c"}, {"MM", "a"}, {"A", "d"}}), related(RelationKind::same));
  EXPECT_EQ(verdict.kind, VerdictKind::changes_differ);
  EXPECT_THAT(verdict.appeared, ElementsAre(Change{"A", "d"}));
  EXPECT_THAT(verdict.vanished, ElementsAre(Change{"??", "b"}));
  EXPECT_THAT(verdict.changed, ElementsAre(Pair(Change{"M", "a"}, Change{"MM", "a"})));
}

TEST(CompareCheckpoint, ComparesNoProse) {
  const Verdict verdict = compare_checkpoint(recorded_on("main", "some files of mine"),
                                             now_on("main", {{"M", "a"}}), related(RelationKind::same));
  EXPECT_EQ(verdict.kind, VerdictKind::match);
  EXPECT_FALSE(verdict.changes_compared);
}

TEST(CompareCheckpoint, LeavesChangesAloneThatWereNotLookedAt) {
  ActualState actual = now_on("main");
  actual.changes.reset();
  const Verdict verdict = compare_checkpoint(recorded_on("main", "M a"), actual, related(RelationKind::same));
  EXPECT_EQ(verdict.kind, VerdictKind::match);
  EXPECT_FALSE(verdict.changes_compared);
}

class FullList : public testing::Test {
 protected:
  FullList() {
    for (int i = 10; i < 40; ++i) changes.push_back({"M", fmt::format("f{}", i)});
    recorded = recorded_on("main", format_changes(changes, 20));
    recorded.state = Checkpoint{Head{"main", kOld}, "1a2b3c4", "subject", changes, 0};
  }
  std::vector<Change> changes;
  RecordedCheckpoint recorded;
};

TEST_F(FullList, IsComparedWhenTheDocumentWasWrittenFromIt) {
  EXPECT_TRUE(is_written_from_state(recorded));
  std::vector<Change> now = changes;
  now.back().path = "f99";
  const Verdict verdict = compare_checkpoint(recorded, now_on("main", now), related(RelationKind::same));
  EXPECT_THAT(verdict.appeared, ElementsAre(Change{"M", "f99"}));
  EXPECT_THAT(verdict.vanished, ElementsAre(Change{"M", "f39"}));
}

TEST_F(FullList, CountsWhateverNumberWasListed) {
  recorded.changes = format_changes(changes, 3);
  EXPECT_TRUE(is_written_from_state(recorded));
}

TEST_F(FullList, IsNotComparedWhenTheDocumentSaysSomethingElse) {
  for (const auto& [branch, hash, text] : std::vector<std::tuple<std::string, std::string, std::string>>{
           {"other", "1a2b3c4", *recorded.changes},
           {"main", "1a2b3c5", *recorded.changes},
           {"main", "1a2b3c4", "M f10, and 28 more"},
           {"main", "1a2b3c4", "M f10, and 31 more"}}) {
    RecordedCheckpoint other = recorded;
    other.branch = branch;
    other.hash = hash;
    other.changes = text;
    EXPECT_FALSE(is_written_from_state(other));
    const Verdict verdict = compare_checkpoint(other, now_on(branch), related(RelationKind::same));
    EXPECT_FALSE(verdict.changes_compared) << branch << hash << text;
  }
}

TEST_F(FullList, IsNotComparedWhenItWasNotListedInTime) {
  recorded.state->changes.clear();
  recorded.state->not_listed = 7;
  recorded.changes = "not listed (7 files)";
  EXPECT_TRUE(is_written_from_state(recorded));
  const Verdict verdict = compare_checkpoint(recorded, now_on("main"), related(RelationKind::same));
  EXPECT_EQ(verdict.kind, VerdictKind::match);
  EXPECT_FALSE(verdict.changes_compared);
  recorded.changes = "None";
  EXPECT_FALSE(is_written_from_state(recorded));
}

TEST_F(FullList, GivesTheFullIdBehindAHash) {
  EXPECT_EQ(find_recorded_id(recorded), kOld);
  recorded.hash = "1a2b";
  EXPECT_EQ(find_recorded_id(recorded), kOld);
  recorded.hash = "5d6e7f8";
  EXPECT_EQ(find_recorded_id(recorded), std::nullopt);
}

TEST(FormatVerdict, SaysNothingAboutAMatch) {
  EXPECT_THAT(lines_for(recorded_on("main"), now_on("main"), related(RelationKind::same)), ElementsAre());
}

TEST(FormatVerdict, KeepsARewrittenCommitForTheDetails) {
  const auto recorded = recorded_on("main");
  const auto verdict = compare_checkpoint(recorded, now_on("main"), related(RelationKind::rewritten));
  const auto messages = format_verdict(verdict, recorded, now_on("main"), "SESSION.md");
  EXPECT_THAT(messages, ElementsAre(Message{
                            MessageKind::detail,
                            "SESSION.md records 1a2b3c4, which was rewritten; HEAD (5d6e7f8) holds it now"}));
}

TEST(FormatVerdict, TellsASwitchInOneLine) {
  EXPECT_THAT(lines_for(recorded_on("main", "M x"), now_on("feature"), related(RelationKind::diverged)),
              ElementsAre("SESSION.md describes 'main', you are on 'feature' (back: git switch main)"));
  EXPECT_THAT(
      lines_for(recorded_on("main"), now_detached(), related(RelationKind::same)),
      ElementsAre("SESSION.md describes 'main', HEAD is detached at 5d6e7f8 (back: git switch main)"));
  EXPECT_THAT(lines_for(recorded_on("(detached)"), now_on("main"), related(RelationKind::same)),
              ElementsAre("SESSION.md describes a detached HEAD at 1a2b3c4, you are on 'main' "
                          "(back: git switch --detach 1a2b3c4)"));
}

TEST(FormatVerdict, QuotesBranchesForTheShell) {
  EXPECT_THAT(lines_for(recorded_on("a;b"), now_on("main"), related(RelationKind::same)),
              ElementsAre("SESSION.md describes 'a;b', you are on 'main' (back: git switch 'a;b')"));
}

TEST(FormatVerdict, PrintsNoCommandThatCouldDoSomethingElse) {
  for (const std::string_view branch : {"--orphan=x", "a..b", "x\xff", "`-x`"}) {
    const auto lines =
        lines_for(recorded_on(std::string(branch)), now_on("main"), related(RelationKind::same));
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_THAT(lines[0], testing::Not(HasSubstr("git switch"))) << branch;
  }
}

TEST(FormatVerdict, TellsWhereTheCommitsAre) {
  EXPECT_THAT(lines_for(recorded_on("main"), now_on("main"), related(RelationKind::ahead, 3)),
              ElementsAre("SESSION.md records 1a2b3c4 on 'main', HEAD (5d6e7f8) is 3 commits ahead of it",
                          "hint: the commits between them: git log --oneline 1a2b3c4..HEAD"));
  EXPECT_THAT(
      lines_for(recorded_on("main", "M a"), now_on("main", {{"M", "b"}}), related(RelationKind::behind, 1)),
      ElementsAre("SESSION.md records 1a2b3c4 on 'main', HEAD (5d6e7f8) is 1 commit behind it",
                  "uncommitted changes differ too: 1 new, 1 gone, 0 changed",
                  "hint: the commits between them: git log --oneline HEAD..1a2b3c4"));
  EXPECT_THAT(
      lines_for(recorded_on("(detached)"), now_detached(), related(RelationKind::diverged)),
      ElementsAre("SESSION.md records 1a2b3c4 with a detached HEAD, HEAD (5d6e7f8) is neither before nor "
                  "after it",
                  "hint: the commits between them: git log --oneline --left-right 1a2b3c4...HEAD"));
}

TEST(FormatVerdict, SaysWhyACommitIsUnknown) {
  EXPECT_THAT(lines_for(recorded_on("main"), now_on("feature"), related(RelationKind::unknown)),
              ElementsAre("SESSION.md records 1a2b3c4 on 'main', which is not in this repository",
                          "SESSION.md describes 'main', you are on 'feature'",
                          "hint: it may have been made in another clone: git fetch --all"));
  EXPECT_THAT(lines_for(recorded_on("main"), now_on("main"), Relation{RelationKind::unknown, 0, true}),
              ElementsAre("SESSION.md records 1a2b3c4 on 'main', and this shallow clone cannot tell how HEAD "
                          "relates to it",
                          "hint: to get the rest of the history: git fetch --unshallow"));
}

TEST(FormatVerdict, NamesAtMostFivePaths) {
  std::vector<Change> many = {{"MM", "kept"}};
  for (int i = 0; i < 9; ++i) many.push_back({"??", fmt::format("n{}", i)});
  EXPECT_THAT(
      lines_for(recorded_on("main", "M gone, M kept"), now_on("main", many), related(RelationKind::same)),
      ElementsAre("HEAD (5d6e7f8) is at the recorded commit on 'main', but uncommitted changes differ from "
                  "SESSION.md",
                  "new: ?? n0, ?? n1, ?? n2, and 6 more", "gone: M gone", "changed: M kept (now MM)",
                  "hint: all of them: git status --short"));
}

TEST(FormatVerdict, NamesTheOperationUnderWay) {
  ActualState actual = now_on("main");
  actual.operation = Operation::cherry_pick_range;
  EXPECT_THAT(lines_for(recorded_on("main"), actual, related(RelationKind::same)),
              ElementsAre("a cherry-pick is under way, so SESSION.md cannot be compared now",
                          "hint: how to go on: git status"));
}

TEST(FormatVerdict, SaysWhenNothingIsRecorded) {
  EXPECT_THAT(lines_for({}, now_on("main"), Relation{}),
              ElementsAre("SESSION.md has no git checkpoint yet", "hint: the next commit writes it"));
}

TEST(Describe, NamesEachVerdict) {
  EXPECT_EQ(describe(VerdictKind::match), "match");
  EXPECT_EQ(describe(VerdictKind::ahead), "ahead");
  EXPECT_EQ(describe(VerdictKind::behind), "behind");
  EXPECT_EQ(describe(VerdictKind::rewritten), "rewritten");
  EXPECT_EQ(describe(VerdictKind::diverged), "diverged");
  EXPECT_EQ(describe(VerdictKind::unknown), "unknown");
  EXPECT_EQ(describe(VerdictKind::other_branch), "other branch");
  EXPECT_EQ(describe(VerdictKind::changes_differ), "changes differ");
  EXPECT_EQ(describe(VerdictKind::no_checkpoint), "no checkpoint");
  EXPECT_EQ(describe(VerdictKind::busy), "busy");
}

}  // namespace
}  // namespace session
