// SPDX-License-Identifier: MIT
// Recorded work found again in other commits.
#include "core/recording/match_commits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/recording_support.hpp"

namespace session {
namespace {

using test::id;
using test::make_commit;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Work work_of(const Commit& commit, const std::string& subject) {
  Work work;
  work.key = commit.id;
  work.record.id = commit.id;
  work.record.subject = subject;
  work.record.author = commit.author;
  work.commits = {commit.id};
  return work;
}

Commit copy_of(const Commit& commit, char digit) {
  Commit copy = make_commit(digit, commit.message);
  copy.author = commit.author;
  return copy;
}

const Commit kPaint = make_commit('1', "Paint it\n\nWith care\n");
const Commit kDry = make_commit('2', "Dry it");
const std::vector<Work> kWorks = {work_of(kPaint, "Paint it"), work_of(kDry, "Dry it")};
const std::vector<std::vector<ObjectId>> kMembers = {{id('1')}, {id('2'), id('3')}};

TEST(FindCopies, KnowsACopyByAuthorDateAndSubject) {
  Commit copy = copy_of(kPaint, '5');
  copy.message = "Paint it\n\nOther words\n";
  EXPECT_THAT(find_copies(kWorks, kMembers, {make_commit('4', "Dry it"), copy, kDry}),
              ElementsAre(CommitMatch{0, id('5')}));
}

TEST(FindCopies, TakesNothingThatOnlyLooksAlike) {
  std::vector<Commit> commits(5, copy_of(kPaint, '5'));
  commits[0].message = "Paint it all";
  commits[1].author.seconds += 1;
  commits[2].author.email = "x@example.org";
  commits[3].author.name = "Eve";
  commits[4].author = kDry.author;
  EXPECT_THAT(find_copies(kWorks, kMembers, commits), IsEmpty());
}

TEST(FindCopies, KnowsACopyByWhatItSays) {
  const Commit picked =
      make_commit('6', "Another subject\n\n(cherry picked from commit " + id('3').hex + ")\n");
  EXPECT_THAT(find_copies(kWorks, kMembers, {picked}), ElementsAre(CommitMatch{1, id('6')}));
  const Commit unknown = make_commit('6', "x\n\n(cherry picked from commit " + id('9').hex + ")\n");
  EXPECT_THAT(find_copies(kWorks, kMembers, {unknown}), IsEmpty());
}

TEST(FindCopies, TellsEachMatchOnceAndNoMember) {
  Commit twice = copy_of(kPaint, '5');
  twice.message += "\n(cherry picked from commit " + id('1').hex + ")\n";
  EXPECT_THAT(find_copies(kWorks, kMembers, {twice}), ElementsAre(CommitMatch{0, id('5')}));
  EXPECT_THAT(find_copies(kWorks, {{id('1'), id('5')}, {id('2')}}, {twice, kPaint}), IsEmpty());
}

TEST(FindCopies, TellsOfEveryWorkThatACommitCopies) {
  const std::vector<Work> works = {kWorks[0], work_of(copy_of(kPaint, '7'), "Paint it")};
  const auto matches = find_copies(works, {{id('1')}, {id('7')}}, {copy_of(kPaint, '5')});
  EXPECT_THAT(matches, ::testing::UnorderedElementsAre(CommitMatch{0, id('5')}, CommitMatch{1, id('5')}));
}

JournalEntry entry(const std::string& text, std::size_t work, std::vector<ObjectId> members) {
  return {text, work, {}, {work}, std::move(members)};
}

TEST(FindNamed, FindsEntriesByTheirWholeTextInAnyParagraph) {
  const std::vector<JournalEntry> entries = {entry("Paint *it*", 0, {id('1')}),
                                             entry("Dry it", 4, {id('2')})};
  const Commit squash =
      make_commit('5', "All (#3)\n\n* a\n\n    Completes: dry it.\n\n* b\n\nCompletes: Paint\n");
  EXPECT_THAT(find_named(entries, {squash}), ElementsAre(CommitMatch{4, id('5')}));
  const Commit both = make_commit('5', "x\n\nCompletes: Paint it\nCompletes: Dry it\n");
  EXPECT_THAT(find_named(entries, {both}), ElementsAre(CommitMatch{0, id('5')}, CommitMatch{4, id('5')}));
}

TEST(FindNamed, LeavesMembersOut) {
  const std::vector<JournalEntry> entries = {entry("Dry it", 0, {id('2'), id('5')})};
  EXPECT_THAT(find_named(entries, {make_commit('5', "x\n\nCompletes: Dry it\n")}), IsEmpty());
}

Commit revert(char digit, char of) {
  return make_commit(digit, "Revert \"x\"\n\nThis reverts commit " + id(of).hex + ".\n");
}

TEST(FindReverts, TellsWhatRevertsKnownCommits) {
  EXPECT_THAT(find_reverts({id('1')}, {revert('6', '9'), revert('5', '1'), kDry}),
              ElementsAre(RevertRecord{id('5'), {id('1')}}));
}

TEST(FindReverts, KnowsRevertsOfRevertsInTheSameList) {
  // The newest stands first, as a walk gives them.
  EXPECT_THAT(find_reverts({id('1')}, {revert('6', '5'), revert('5', '1')}),
              ElementsAre(RevertRecord{id('5'), {id('1')}}, RevertRecord{id('6'), {id('5')}}));
}

TEST(FindReverts, LeavesOutWhatIsNotKnown) {
  Commit both = revert('5', '1');
  both.message += "This reverts commit " + id('8').hex + ".\n";
  EXPECT_THAT(find_reverts({id('1')}, {both}), ElementsAre(RevertRecord{id('5'), {id('1')}}));
  EXPECT_THAT(find_reverts({}, {both}), IsEmpty());
}

}  // namespace
}  // namespace session
