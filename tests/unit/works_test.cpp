// SPDX-License-Identifier: MIT
// The journal read as a whole: works, rewrites, and the journal without what is void.
#include "core/recording/works.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/recording_support.hpp"
#include <algorithm>

namespace session {
namespace {

using test::id;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Effect kPainted{EffectKind::completed_new, "Paint it", "", "", 0};
const Effect kNoted{EffectKind::noted, "Dry it", "wet", "damp", 1};

CommitRecord commit(char digit) {
  CommitRecord record;
  record.id = id(digit);
  record.subject = std::string("Subject ") + digit;
  record.effects = {kPainted};
  return record;
}

CommitRecord commit_of_work(char digit, char work) {
  CommitRecord record = commit(digit);
  record.work = id(work);
  return record;
}

CommitRecord replacing(char digit, char before) {
  CommitRecord record = commit(digit);
  record.replaces = id(before);
  return record;
}

ReopenRecord reopened(char work, const std::string& text, char by) {
  return {id(work), text, id(by), std::string(7, by), 2};
}

std::vector<Work> collect(std::vector<JournalRecord> records) {
  return collect_works({std::move(records), 0});
}

TEST(CollectWorks, GivesNothingForAnEmptyJournal) {
  EXPECT_THAT(collect({}), IsEmpty());
  EXPECT_THAT(
      collect({RewriteRecord{id('1'), id('2'), "amend"}, RevertRecord{id('3'), {id('1')}}, WrapRecord{},
               LossRecord{id('1'), {}}, reopened('1', "x", '3'), ClosedRecord{id('1'), "x"}}),
      IsEmpty());
}

TEST(CollectWorks, GivesOneWorkForEachRecordedCommitInTheirOrder) {
  const auto works = collect({commit('2'), commit('1')});
  ASSERT_EQ(works.size(), 2U);
  EXPECT_EQ(works[0], (Work{id('2'), commit('2'), {id('2')}, false, {}, {}, false}));
  EXPECT_EQ(works[1], (Work{id('1'), commit('1'), {id('1')}, false, {}, {}, false}));
}

TEST(CollectWorks, TakesTheNewestRecordOfAWork) {
  const auto works = collect({commit('1'), commit('9'), commit_of_work('2', '1'), commit_of_work('3', '1')});
  ASSERT_EQ(works.size(), 2U);
  EXPECT_EQ(works[0].key, id('1'));
  EXPECT_EQ(works[0].record, commit_of_work('3', '1'));
  EXPECT_THAT(works[0].commits, ElementsAre(id('1'), id('2'), id('3')));
  EXPECT_EQ(works[1].key, id('9'));
}

TEST(CollectWorks, FollowsWhatACommitReplaces) {
  // An amend of an amend: only the first one is a work of its own.
  const auto works = collect({commit('1'), replacing('2', '1'), replacing('3', '2')});
  ASSERT_EQ(works.size(), 1U);
  EXPECT_THAT(works[0].commits, ElementsAre(id('1'), id('2'), id('3')));
  EXPECT_EQ(works[0].record.id, id('3'));
}

TEST(CollectWorks, LetsTheNamedWorkWinOverWhatTheCommitReplaces) {
  CommitRecord record = replacing('3', '1');
  record.work = id('2');
  const auto works = collect({commit('1'), commit('2'), record});
  ASSERT_EQ(works.size(), 2U);
  EXPECT_THAT(works[0].commits, ElementsAre(id('1')));
  EXPECT_THAT(works[1].commits, ElementsAre(id('2'), id('3')));
}

TEST(CollectWorks, MakesAWorkOfACommitThatReplacesOneThatIsNotKnown) {
  const auto works = collect({replacing('2', '1')});
  ASSERT_EQ(works.size(), 1U);
  EXPECT_EQ(works[0].key, id('2'));
  EXPECT_THAT(works[0].commits, ElementsAre(id('2')));
}

TEST(CollectWorks, TakesMembersOfRecordsThatWereLeftOut) {
  CommitRecord record = commit_of_work('4', '1');
  record.members = {id('2'), id('3')};
  const auto works = collect({record, replacing('5', '3')});
  ASSERT_EQ(works.size(), 1U);
  EXPECT_EQ(works[0].key, id('1'));
  EXPECT_THAT(works[0].commits, ElementsAre(id('1'), id('2'), id('3'), id('4'), id('5')));
}

TEST(CollectWorks, RecordsOneCommitOnce) {
  const auto works = collect({commit('1'), commit('1')});
  ASSERT_EQ(works.size(), 1U);
  EXPECT_THAT(works[0].commits, ElementsAre(id('1')));
}

TEST(CollectWorks, NotesALossUntilTheWorkIsRecordedAgain) {
  const std::vector<JournalRecord> lost = {commit('1'), reopened('1', "Paint it", '9'),
                                           LossRecord{id('1'), {kNoted}}};
  Work work = collect(lost).front();
  EXPECT_TRUE(work.lost);
  EXPECT_THAT(work.kept, ElementsAre(kNoted));
  EXPECT_THAT(work.reopens, IsEmpty()) << "an entry that is gone is not open";
  std::vector<JournalRecord> back = lost;
  back.emplace_back(commit_of_work('2', '1'));
  work = collect(back).front();
  EXPECT_FALSE(work.lost);
  EXPECT_THAT(work.kept, IsEmpty());
}

TEST(CollectWorks, NotesReopenedEntriesUntilTheyAreCompletedAgain) {
  std::vector<JournalRecord> records = {commit('1'), reopened('1', "a", '8'), reopened('1', "b", '8')};
  EXPECT_THAT(collect(records).front().reopens,
              ElementsAre(reopened('1', "a", '8'), reopened('1', "b", '8')));
  records.emplace_back(reopened('1', "a", '9'));
  EXPECT_THAT(collect(records).front().reopens,
              ElementsAre(reopened('1', "b", '8'), reopened('1', "a", '9')));
  records.emplace_back(commit_of_work('2', '1'));
  EXPECT_EQ(collect(records).front().reopens.size(), 2U) << "another hash changes nothing about that";
  records.emplace_back(ClosedRecord{id('1'), "b"});
  EXPECT_THAT(collect(records).front().reopens, ElementsAre(reopened('1', "a", '9')));
}

TEST(CollectWorks, WrapsOnlyWhatWasRecordedSoFar) {
  const auto works = collect({commit('1'), WrapRecord{}, commit('2'), commit_of_work('3', '1')});
  ASSERT_EQ(works.size(), 2U);
  EXPECT_TRUE(works[0].wrapped);
  EXPECT_FALSE(works[1].wrapped);
}

RewriteMap map_of(const std::vector<RewriteRecord>& rewrites) {
  return RewriteMap(Journal{{rewrites.begin(), rewrites.end()}, 0});
}

TEST(RewriteMap, FindsAllThatCommitsBecameAndNothingThatTheyCameFrom) {
  const RewriteMap map = map_of({{id('1'), id('2'), "amend"},
                                 {id('2'), id('3'), "rebase"},
                                 {id('2'), id('4'), "copy"},
                                 {id('9'), id('2'), "squash"}});
  EXPECT_THAT(map.find_all({id('1')}), ElementsAre(id('1'), id('2'), id('3'), id('4')));
  EXPECT_THAT(map.find_all({id('3')}), ElementsAre(id('3')));
  EXPECT_THAT(map.find_all({id('9'), id('9'), id('2')}), ElementsAre(id('9'), id('2'), id('3'), id('4')));
  EXPECT_THAT(map.find_all({}), IsEmpty());
}

TEST(RewriteMap, EndsInCircles) {
  const RewriteMap map = map_of({{id('1'), id('2'), "rebase"},
                                 {id('2'), id('3'), "rebase"},
                                 {id('3'), id('1'), "rebase"},
                                 {id('4'), id('4'), "rebase"}});
  EXPECT_THAT(map.find_all({id('2')}), ElementsAre(id('2'), id('3'), id('1')));
  EXPECT_TRUE(map.are_one(id('3'), id('2'), false));
  EXPECT_FALSE(map.are_one(id('3'), id('4'), true));
  EXPECT_THAT(map.find_all({id('4')}), ElementsAre(id('4')));
  EXPECT_FALSE(map.contains(id('4'), id('4'))) << "a commit that stays is no rewrite";
}

TEST(RewriteMap, TakesStepsBackAndForthForOneCommit) {
  const RewriteMap map = map_of({{id('1'), id('2'), "amend"}, {id('1'), id('3'), "tree"}});
  EXPECT_TRUE(map.are_one(id('2'), id('3'), false));
  EXPECT_TRUE(map.are_one(id('2'), id('2'), false));
  EXPECT_FALSE(map.are_one(id('2'), id('7'), true));
}

TEST(RewriteMap, TakesCopiesForOneCommitOnlyWhenAsked) {
  const RewriteMap map = map_of({{id('1'), id('2'), "copy"}, {id('2'), id('3'), "amend"}});
  EXPECT_FALSE(map.are_one(id('1'), id('3'), false));
  EXPECT_TRUE(map.are_one(id('1'), id('3'), true));
  EXPECT_TRUE(map.are_one(id('3'), id('1'), true));
}

TEST(RewriteMap, NeverTakesASquashForTheCommitItself) {
  const RewriteMap map = map_of({{id('1'), id('3'), "squash"}, {id('2'), id('3'), "squash"}});
  EXPECT_FALSE(map.are_one(id('1'), id('3'), true));
  EXPECT_FALSE(map.are_one(id('1'), id('2'), true));
  EXPECT_THAT(map.find_all({id('1')}), ElementsAre(id('1'), id('3')));
}

TEST(RewriteMap, NeverTakesWhatWasMeltedForTheCommitThatItWasMeltedInto) {
  const RewriteMap map =
      map_of({{id('1'), id('3'), "rebase"}, {id('2'), id('3'), "melt"}, {id('3'), id('4'), "amend"}});
  EXPECT_TRUE(map.are_one(id('1'), id('4'), true));
  EXPECT_FALSE(map.are_one(id('2'), id('4'), true));
  EXPECT_FALSE(map.are_one(id('1'), id('2'), true));
  EXPECT_THAT(map.find_all({id('2')}), ElementsAre(id('2'), id('3'), id('4')));
}

TEST(RewriteMap, TakesACommitInThePlaceOfSeveralForNoneOfThem) {
  RewriteMap map = map_of({{id('1'), id('3'), "tree"}, {id('3'), id('4'), "amend"}});
  map.add({id('1'), id('3'), "tree"});
  EXPECT_TRUE(map.are_one(id('1'), id('4'), false));
  map.add({id('2'), id('3'), "tree"});
  EXPECT_FALSE(map.are_one(id('1'), id('4'), false));
  EXPECT_FALSE(map.are_one(id('4'), id('2'), false));
  EXPECT_TRUE(map.are_one(id('3'), id('4'), false));
  map.add({id('4'), id('5'), "patch"});
  EXPECT_FALSE(map.are_one(id('4'), id('5'), false)) << "4 holds what was joined into 3";
}

TEST(RewriteMap, KnowsWhereACommitCameFromAndHow) {
  const RewriteMap map = map_of({{id('1'), id('3'), "rebase"},
                                 {id('2'), id('3'), "squash"},
                                 {id('1'), id('3'), "patch"},
                                 {id('0'), id('1'), "amend"}});
  EXPECT_THAT(map.find_sources(id('3')), ElementsAre(id('1'), id('2')));
  EXPECT_THAT(map.find_sources(id('0')), IsEmpty());
  EXPECT_EQ(map.find_how(id('1'), id('3')), "rebase") << "the first word counts";
  EXPECT_EQ(map.find_how(id('2'), id('3')), "squash");
  EXPECT_EQ(map.find_how(id('3'), id('1')), std::nullopt);
  EXPECT_EQ(map.find_how(id('0'), id('3')), std::nullopt) << "two steps are no step";
  EXPECT_TRUE(map.contains(id('1'), id('3')));
  EXPECT_FALSE(map.contains(id('3'), id('1')));
  EXPECT_FALSE(map.contains(id('0'), id('3')));
}

/// Works as they compare when records were left out: ids in any order, and told by the work itself.
std::vector<Work> normal(std::vector<Work> works) {
  for (Work& work : works) {
    std::sort(work.commits.begin(), work.commits.end());
    work.record.work = work.key;
    work.record.members.clear();
  }
  return works;
}

std::string format_all(const std::vector<JournalRecord>& records) {
  std::string text;
  for (const JournalRecord& record : records) text += format_record(record);
  return text;
}

/// Everything that can happen to works, with much that is void at the end.
std::vector<JournalRecord> long_journal() {
  std::vector<JournalRecord> records = {commit('1'),
                                        commit('2'),
                                        RewriteRecord{id('1'), id('3'), "rebase"},
                                        commit_of_work('3', '1'),
                                        LossRecord{id('1'), {kNoted}},
                                        commit_of_work('4', '1'),
                                        reopened('1', "Paint it", '9'),
                                        ClosedRecord{id('1'), "Paint it"},
                                        WrapRecord{},
                                        RevertRecord{id('9'), {id('2')}},
                                        reopened('2', "Paint it", '9'),
                                        commit('5'),
                                        replacing('6', '5'),
                                        LossRecord{id('5'), {kPainted}}};
  for (int i = 0; i < 20; ++i) records.emplace_back(commit_of_work(i % 2 == 0 ? '7' : '4', '1'));
  return records;
}

TEST(FormatCompact, SaysWhatTheWholeJournalSays) {
  const Journal journal{long_journal(), 0};
  const std::string text = format_all(format_compact(journal));
  EXPECT_EQ(normal(collect_works(parse_journal(text))), normal(collect_works(journal)));
  EXPECT_EQ(parse_journal(text).skipped, 0U);
}

TEST(FormatCompact, IsSmallerAndCompactAlready) {
  const Journal journal{long_journal(), 0};
  const auto compact = format_compact(journal);
  EXPECT_LT(format_all(compact).size() * 2, format_all(journal.records).size());
  EXPECT_EQ(format_compact({compact, 0}), compact);
}

TEST(FormatCompact, KeepsEveryRewriteAndRevertInOrder) {
  std::vector<JournalRecord> kept;
  for (const JournalRecord& record : format_compact({long_journal(), 0})) {
    if (std::holds_alternative<RewriteRecord>(record) || std::holds_alternative<RevertRecord>(record))
      kept.push_back(record);
  }
  EXPECT_THAT(kept, ElementsAre(JournalRecord(RewriteRecord{id('1'), id('3'), "rebase"}),
                                JournalRecord(RevertRecord{id('9'), {id('2')}})));
  const std::vector<JournalRecord> history = {RewriteRecord{id('1'), id('3'), "rebase"},
                                              RewriteRecord{id('1'), id('3'), "patch"}};
  EXPECT_EQ(format_compact({history, 0}), history) << "a journal without works";
}

TEST(FormatCompact, JoinsNoWorksThatAreApart) {
  // When the third record came, nobody knew the commit that it replaces.
  const Journal journal{{commit('5'), replacing('1', '9'), commit_of_work('9', '5')}, 0};
  ASSERT_EQ(collect_works(journal).size(), 2U);
  EXPECT_EQ(normal(collect_works({format_compact(journal), 0})), normal(collect_works(journal)));
}

}  // namespace
}  // namespace session
