// SPDX-License-Identifier: MIT
// Which pairs of a post-rewrite hook are rewrites.
#include "core/recording/rewritten_pairs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/recording_support.hpp"

namespace session {
namespace {

using test::id;
using test::make_commit;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Lines `OLD NEW` for pairs of digits: "12 34".
std::string lines(const std::string& pairs) {
  std::string text;
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 3)
    text += id(pairs[i]).hex + " " + id(pairs[i + 1]).hex + "\n";
  return text;
}

RewriteRecord pair(char before, char after) {
  return {id(before), id(after), "rebase"};
}

RewriteRecord melt(char before, char after) {
  return {id(before), id(after), "melt"};
}

/// A line of git's list, with an id of 7 digits or all 40.
std::string todo(const std::string& command, char digit, std::size_t size = 40) {
  return command + " " + std::string(size, digit) + " Some subject\n";
}

std::vector<RewriteRecord> parse(const std::string& pairs, const std::string& done,
                                 std::optional<ObjectId> onto = id('f')) {
  return parse_rewritten_pairs(lines(pairs), "rebase", {done, std::move(onto)});
}

TEST(ParseRewrittenPairs, TakesPairsWithTheirWord) {
  EXPECT_THAT(parse_rewritten_pairs(lines("12"), "amend", {}),
              ElementsAre(RewriteRecord{id('1'), id('2'), "amend"}));
  EXPECT_THAT(parse("1a 2b", todo("pick", '1') + todo("pick", '2')),
              ElementsAre(pair('1', 'a'), pair('2', 'b')));
}

TEST(ParseRewrittenPairs, LeavesOutCommitsThatStayAndDoubles) {
  EXPECT_THAT(parse("11 2b 2b", todo("pick", '1') + todo("pick", '2')), ElementsAre(pair('2', 'b')));
  EXPECT_THAT(parse("2b 2b", ""), ElementsAre(pair('2', 'b'))) << "a rebase that leaves no list";
}

TEST(ParseRewrittenPairs, LeadsMeltedCommitsIntoOne) {
  const std::string pairs = "1a 2a 3a 4a 5b";
  for (const char* command : {"squash", "s", "fixup", "f", "fixup -C", "fixup -c", "f -C"}) {
    const std::string done = todo("pick", '1') + todo(command, '2') + todo(command, '3') +
                             todo(command, '4') + todo("reword", '5');
    EXPECT_THAT(parse(pairs, done),
                ElementsAre(pair('1', 'a'), melt('2', 'a'), melt('3', 'a'), melt('4', 'a'), pair('5', 'b')))
        << command;
  }
}

TEST(ParseRewrittenPairs, LeavesOutACommitThatWasSkipped) {
  // git pairs the commit that made nothing with the one before it.
  EXPECT_THAT(parse("1a 2a 3b", todo("pick", '1') + todo("pick", '2') + todo("pick", '3')),
              ElementsAre(pair('1', 'a'), pair('3', 'b')));
}

TEST(ParseRewrittenPairs, LeavesOutACommitThatWasDroppedAtTheBeginning) {
  EXPECT_THAT(parse("1f 2b", todo("pick", '1') + todo("pick", '2')), ElementsAre(pair('2', 'b')));
}

TEST(ParseRewrittenPairs, LeavesOutACommitDroppedBehindOneThatStays) {
  // The first one was not touched, so it is no pair, or one with itself.
  const std::string done = todo("pick", '1') + todo("pick", '2') + todo("pick", '3');
  EXPECT_THAT(parse("21 3b", done), ElementsAre(pair('3', 'b')));
  EXPECT_THAT(parse("11 21 3b", done), ElementsAre(pair('3', 'b')));
}

TEST(ParseRewrittenPairs, LeadsAMeltedCommitIntoOneThatStays) {
  EXPECT_THAT(parse("11 2a", todo("pick", '1') + todo("pick", '2')), ElementsAre(pair('2', 'a')));
  // A fixup that is empty leaves the commit before it as it was.
  EXPECT_THAT(parse("21", todo("pick", '1') + todo("fixup", '2')), ElementsAre(melt('2', '1')));
}

TEST(ParseRewrittenPairs, ReadsAbbreviatedIdsOfTheList) {
  EXPECT_THAT(parse("1a 2a 3a", todo("pick", '1', 7) + todo("fixup -C", '2', 4) + todo("p", '3', 12)),
              ElementsAre(pair('1', 'a'), melt('2', 'a')));
  EXPECT_THAT(parse("1a 2a", todo("pick", '1', 3) + todo("pick", '2', 3)),
              ElementsAre(pair('1', 'a'), pair('2', 'a')))
      << "three digits name no commit";
}

TEST(ParseRewrittenPairs, ReadsOnlyCommitsOutOfTheList) {
  const std::string done = "label onto\n\n# a comment\nexec make 2222222\nreset onto\nbreak\n" +
                           todo("pick", '1') + "noop\nmerge -C " + id('2').hex + " topic # Merge\npick";
  EXPECT_THAT(parse("1a 2b", done), ElementsAre(pair('1', 'a'), pair('2', 'b')));
}

TEST(ParseRewrittenPairs, SkipsLinesThatAreNoPairs) {
  const std::string good = lines("1a");
  EXPECT_THAT(parse_rewritten_pairs("", "rebase", {}), IsEmpty());
  for (const std::string& bad : {std::string("\n"), std::string("x y\n"), id('2').hex + "\n",
                                 id('2').hex + "  " + id('b').hex + "\n", std::string("1a2b3c4 5d6e7f8\n")}) {
    EXPECT_THAT(parse_rewritten_pairs(bad + good, "rebase", {}), ElementsAre(pair('1', 'a'))) << bad;
  }
  // git may add words behind the pair; the last line may lack its end.
  EXPECT_THAT(parse_rewritten_pairs(good.substr(0, good.size() - 1) + " more", "rebase", {}),
              ElementsAre(pair('1', 'a')));
}

Commit by(Commit commit, char author) {
  commit.author = make_commit(author, "").author;
  return commit;
}

TEST(CorrectPairs, FindsTheCommitThatKeptItsAuthorAndDate) {
  // `edit` of 1: the commit itself is a, two more were made there, and git tells of the last.
  const std::vector<Commit> made = {make_commit('c', "Third"), make_commit('b', "Second"),
                                    by(make_commit('a', "First"), '1')};
  EXPECT_THAT(correct_pairs({pair('1', 'c')}, {make_commit('1', "First")}, made),
              ElementsAre(pair('1', 'a')));
}

TEST(CorrectPairs, LeavesPairsAloneThatFit) {
  const std::vector<Commit> before = {make_commit('1', "First"), make_commit('2', "Second")};
  const std::vector<Commit> made = {by(make_commit('b', ""), '2'), by(make_commit('a', ""), '1')};
  const std::vector<RewriteRecord> pairs = {pair('1', 'a'), pair('2', 'b')};
  EXPECT_EQ(correct_pairs(pairs, before, made), pairs);
  // A squash keeps the author of the first: no other commit stands for the second.
  const std::vector<RewriteRecord> squash = {pair('1', 'a'), pair('2', 'a')};
  EXPECT_EQ(correct_pairs(squash, before, {by(make_commit('a', ""), '1')}), squash);
}

TEST(CorrectPairs, TakesNoCommitThatAnotherPairNames) {
  // The author and date of both are equal, as after `git am` of a series without dates.
  const std::vector<Commit> before = {make_commit('1', ""), by(make_commit('2', ""), '1')};
  const std::vector<Commit> made = {make_commit('b', ""), by(make_commit('a', ""), '1')};
  const std::vector<RewriteRecord> pairs = {pair('1', 'a'), pair('2', 'b')};
  EXPECT_EQ(correct_pairs(pairs, before, made), pairs);
}

TEST(CorrectPairs, LeavesPairsAloneWhoseCommitsAreNotKnown) {
  const std::vector<RewriteRecord> pairs = {pair('1', 'c')};
  EXPECT_EQ(correct_pairs(pairs, {}, {by(make_commit('a', ""), '1')}), pairs);
  EXPECT_EQ(correct_pairs(pairs, {make_commit('1', "")}, {by(make_commit('a', ""), '1')}), pairs);
}

}  // namespace
}  // namespace session
