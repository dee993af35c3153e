// SPDX-License-Identifier: MIT
// Which commit an entry shows, and which reverts count.
#include "core/recording/history_facts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/recording_support.hpp"

namespace session {
namespace {

using test::id;
using test::make_commit;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

/// Facts that grow by one commit at a time.
class Facts {
 public:
  Facts& reach(char digit, TipKind kind, const std::string& name = {}) {
    facts_.reach[id(digit)] = {kind, name};
    facts_.commits[id(digit)] = make_commit(digit, "x");
    return *this;
  }
  /// A revert in HEAD's history that says so.
  Facts& revert(char digit) {
    facts_.reverting.insert(id(digit));
    return reach(digit, TipKind::head);
  }
  Facts& in_head(const std::string& digits) {
    for (const char digit : digits) reach(digit, TipKind::head);
    return *this;
  }
  Facts& builds_on(char newer, char older) {
    facts_.descendants.emplace(id(older), id(newer));
    return *this;
  }
  [[nodiscard]] const HistoryFacts& get() const { return facts_; }
  [[nodiscard]] HistoryFacts& change() { return facts_; }

 private:
  HistoryFacts facts_;
};

std::vector<ObjectId> ids(const std::string& digits) {
  std::vector<ObjectId> all;
  for (const char digit : digits) all.push_back(id(digit));
  return all;
}

TEST(FindShown, PrefersTheNearestKindOfTip) {
  Facts facts;
  facts.reach('5', TipKind::tag, "v1");
  const std::vector<std::pair<char, TipKind>> nearer = {
      {'4', TipKind::remote}, {'3', TipKind::work_tree}, {'2', TipKind::branch}, {'1', TipKind::head}};
  EXPECT_EQ(find_shown(ids("12345"), facts.get()), id('5'));
  for (const auto& [digit, kind] : nearer) {
    facts.reach(digit, kind, "x");
    // Also though it is older than all the others.
    EXPECT_EQ(find_shown(ids("12345"), facts.get()), id(digit));
    EXPECT_EQ(find_shown(ids("54321"), facts.get()), id(digit));
    EXPECT_THAT(find_nearest(ids("12345"), facts.get()), ElementsAre(id(digit)));
  }
}

TEST(FindShown, PrefersTheNewestOfOneKind) {
  Facts facts;
  facts.in_head("142").reach('9', TipKind::branch, "other");
  EXPECT_EQ(find_shown(ids("1429"), facts.get()), id('4'));
  EXPECT_EQ(find_shown(ids("9214"), facts.get()), id('4'));
  EXPECT_THAT(find_nearest(ids("1429"), facts.get()), ElementsAre(id('1'), id('4'), id('2')));
}

TEST(FindShown, TakesTheLaterMemberWhenTheTimesAreEqual) {
  Facts facts;
  facts.in_head("12");
  facts.change().commits[id('1')].committer.seconds = 7;
  facts.change().commits[id('2')].committer.seconds = 7;
  EXPECT_EQ(find_shown(ids("21"), facts.get()), id('1'));
  EXPECT_EQ(find_shown(ids("12"), facts.get()), id('2'));
}

TEST(FindShown, GivesNothingWhenNoCommitCanBeReached) {
  Facts facts;
  facts.in_head("1");
  EXPECT_EQ(find_shown(ids("23"), facts.get()), std::nullopt);
  EXPECT_EQ(find_shown({}, facts.get()), std::nullopt);
  EXPECT_THAT(find_nearest(ids("23"), facts.get()), IsEmpty());
}

EffectiveReverts effective(const std::vector<RevertRecord>& reverts, const Facts& facts,
                           const std::vector<RewriteRecord>& rewrites = {}) {
  return find_effective_reverts(reverts, RewriteMap(Journal{{rewrites.begin(), rewrites.end()}, 0}),
                                facts.get());
}

TEST(FindEffectiveReverts, CountsARevertInHeadsHistory) {
  Facts facts;
  EXPECT_THAT(effective({{id('8'), ids("12")}}, facts.revert('8')),
              UnorderedElementsAre(Pair(id('1'), id('8')), Pair(id('2'), id('8'))));
}

TEST(FindEffectiveReverts, LeavesOutWhatHeadDoesNotHave) {
  Facts facts;
  facts.change().reverting = {id('8'), id('9')};
  EXPECT_THAT(effective({{id('8'), ids("1")}}, facts), IsEmpty());
  facts.reach('8', TipKind::branch, "other");
  EXPECT_THAT(effective({{id('8'), ids("1")}}, facts), IsEmpty());
}

TEST(FindEffectiveReverts, LeavesOutARevertThatWasReverted) {
  Facts facts;
  const std::vector<RevertRecord> reverts = {{id('7'), ids("1")}, {id('8'), ids("7")}};
  EXPECT_THAT(effective(reverts, facts.revert('7').revert('8')), ElementsAre(Pair(id('7'), id('8'))));
}

TEST(FindEffectiveReverts, CountsAgainWhenTheRevertOfTheRevertWasReverted) {
  Facts facts;
  const std::vector<RevertRecord> reverts = {{id('9'), ids("8")}, {id('7'), ids("1")}, {id('8'), ids("7")}};
  EXPECT_THAT(effective(reverts, facts.revert('7').revert('8').revert('9')),
              UnorderedElementsAre(Pair(id('1'), id('7')), Pair(id('8'), id('9'))));
}

TEST(FindEffectiveReverts, CountsAgainWhenTheRevertOfTheRevertLeftHead) {
  Facts facts;
  facts.revert('7').reach('8', TipKind::branch, "other");
  facts.change().reverting.insert(id('8'));
  EXPECT_THAT(effective({{id('7'), ids("1")}, {id('8'), ids("7")}}, facts),
              ElementsAre(Pair(id('1'), id('7'))));
}

TEST(FindEffectiveReverts, FollowsRevertsThatWereRewritten) {
  Facts facts;
  const std::vector<RewriteRecord> rewrites = {{id('7'), id('a'), "rebase"}};
  EXPECT_THAT(effective({{id('7'), ids("1")}}, facts.revert('a'), rewrites),
              ElementsAre(Pair(id('1'), id('a'))));
  // One revert names the old shape, one the new one: both mean it.
  for (const char shape : {'7', 'a'}) {
    EXPECT_THAT(effective({{id('7'), ids("1")}, {id('8'), {id(shape)}}}, facts.revert('8'), rewrites),
                ElementsAre(Pair(id(shape), id('8'))));
  }
}

TEST(FindEffectiveReverts, LeavesOutARevertThatWasMeltedIntoAnotherCommit) {
  Facts facts;
  facts.in_head("a");  // its message says nothing of a revert
  const std::vector<RewriteRecord> rewrites = {{id('7'), id('a'), "rebase"}, {id('2'), id('a'), "rebase"}};
  EXPECT_THAT(effective({{id('7'), ids("1")}}, facts, rewrites), IsEmpty());
}

TEST(FindEffectiveReverts, EndsWhenRevertsNameEachOther) {
  Facts facts;
  facts.revert('7').revert('8');
  const auto found = effective({{id('7'), ids("8")}, {id('8'), ids("7")}}, facts);
  EXPECT_LE(found.size(), 2U);
  EXPECT_THAT(effective({{id('7'), ids("7")}}, facts), ElementsAre(Pair(id('7'), id('7'))));
}

TEST(FindRevert, GivesTheRevertOfAnyMember) {
  Facts facts;
  facts.in_head("1").revert('8').builds_on('8', '1');
  const EffectiveReverts reverts = {{id('1'), id('8')}};
  EXPECT_EQ(find_revert(ids("21"), reverts, facts.get()), id('8'));
  EXPECT_EQ(find_revert(ids("2"), reverts, facts.get()), std::nullopt);
}

TEST(FindRevert, GivesNothingWhenTheWorkWasAppliedAgain) {
  Facts facts;
  facts.in_head("12").revert('8').builds_on('8', '1');
  const EffectiveReverts reverts = {{id('1'), id('8')}};
  EXPECT_EQ(find_revert(ids("12"), reverts, facts.get()), std::nullopt);
  facts.reach('2', TipKind::branch, "other");
  EXPECT_EQ(find_revert(ids("12"), reverts, facts.get()), id('8')) << "HEAD does not have it";
}

TEST(FindRevert, CountsEachRevertForTheWorkThatItKnew) {
  Facts facts;
  facts.in_head("12").revert('8').builds_on('8', '1').revert('9').builds_on('9', '2');
  const EffectiveReverts reverts = {{id('1'), id('8')}, {id('1'), id('9')}};
  EXPECT_EQ(find_revert(ids("12"), reverts, facts.get()), id('9')) << "each line took its own back";
  facts.in_head("3");
  EXPECT_EQ(find_revert(ids("123"), reverts, facts.get()), std::nullopt) << "neither knew this one";
}

TEST(FindRevert, GivesNothingForWorkMeltedWithItsRevert) {
  Facts facts;
  facts.revert('8');
  EXPECT_EQ(find_revert(ids("18"), {{id('1'), id('8')}}, facts.get()), std::nullopt);
}

}  // namespace
}  // namespace session
