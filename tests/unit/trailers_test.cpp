// SPDX-License-Identifier: MIT
// git's trailer rules, one by one. That the whole of them is git's is the business of the oracle test.
#include "core/recording/trailers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace session {

// NOLINTNEXTLINE(readability-identifier-naming): the name is GoogleTest's
void PrintTo(const Trailer& trailer, std::ostream* out) {
  *out << trailer.key << "=" << trailer.value;
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A message with one paragraph behind the title.
std::vector<Trailer> parse_block(const std::string& block, const TrailerRules& rules = {}) {
  return parse_trailers("title\n\nbody\n\n" + block, rules);
}

TrailerRules with_alias(const TrailerAlias& alias) {
  TrailerRules rules;
  rules.aliases = {alias};
  return rules;
}

constexpr const char* kCutLine = "# ------------------------ >8 ------------------------\n";

TEST(TrailerBlock, IsTheLastParagraph) {
  EXPECT_THAT(parse_trailers("title\n\nCompletes: T-1\n"), ElementsAre(Trailer{"Completes", "T-1"}));
  EXPECT_THAT(parse_block("Completes: T-1\nProgress: T-2\n"),
              ElementsAre(Trailer{"Completes", "T-1"}, Trailer{"Progress", "T-2"}));
}

TEST(TrailerBlock, IsNeverTheTitle) {
  EXPECT_THAT(parse_trailers("Completes: T-1\n"), IsEmpty());
  EXPECT_THAT(parse_trailers("title\nCompletes: T-1\n"), IsEmpty());
}

TEST(TrailerBlock, NeedsABlankLineBefore) {
  EXPECT_THAT(parse_trailers("title\n\nbody\nCompletes: T-1\n"), IsEmpty());
}

TEST(TrailerBlock, TakesALineOfBlanksForABlankLine) {
  EXPECT_THAT(parse_trailers("title\n \t\r\nCompletes: T-1\n"), ElementsAre(Trailer{"Completes", "T-1"}));
}

TEST(TrailerBlock, IsDiscardedForAGitHubStyleCloses) {
  EXPECT_THAT(parse_block("Completes: T-1\nCloses #12\n"), IsEmpty());
}

TEST(TrailerBlock, IsSavedFromAGitHubStyleClosesBySignedOffBy) {
  EXPECT_THAT(parse_block("Completes: T-1\nCloses #12\nSigned-off-by: A <a@b>\n"),
              ElementsAre(Trailer{"Completes", "T-1"}, Trailer{"Signed-off-by", "A <a@b>"}));
}

TEST(TrailerBlock, IsDiscardedForBreakingChangeWithASpace) {
  EXPECT_THAT(parse_block("BREAKING CHANGE: x\nCompletes: T-1\n"), IsEmpty());
}

TEST(TrailerBlock, AcceptsBreakingChangeWithAHyphen) {
  EXPECT_THAT(parse_block("BREAKING-CHANGE: x\nCompletes: T-1\n"),
              ElementsAre(Trailer{"BREAKING-CHANGE", "x"}, Trailer{"Completes", "T-1"}));
}

TEST(TrailerBlock, IsDiscardedForProseAboveIt) {
  EXPECT_THAT(parse_block("some prose\nCompletes: T-1\n"), IsEmpty());
  EXPECT_THAT(parse_block("see https://example.com\nCompletes: T-1\n"), IsEmpty());
}

TEST(TrailerBlock, TakesALoneUrlForATrailer) {
  EXPECT_THAT(parse_block("https://example.com\n"), ElementsAre(Trailer{"https", "//example.com"}));
}

TEST(TrailerBlock, IsOnlyTheLastOfTwo) {
  EXPECT_THAT(parse_block("Completes: T-1\n\nCompletes: T-2\n"), ElementsAre(Trailer{"Completes", "T-2"}));
}

TEST(TrailerBlock, IsNotFoundInASquashMessage) {
  EXPECT_THAT(
      parse_trailers("Squashed commit of the following:\n\ncommit 0123\nAuthor: A <a@b>\n\n    title\n"
                     "\n    Completes: T-1\n"),
      IsEmpty());
}

TEST(TrailerBlock, NeedsAQuarterOfTrailersBesideAKnownOne) {
  EXPECT_THAT(parse_block("Signed-off-by: A\none\ntwo\nthree\n"), ElementsAre(Trailer{"Signed-off-by", "A"}));
  EXPECT_THAT(parse_block("Signed-off-by: A\none\ntwo\nthree\nfour\n"), IsEmpty());
}

TEST(TrailerBlock, KnowsTheLineOfACherryPick) {
  EXPECT_THAT(parse_block("Completes: T-1\nprose\n(cherry picked from commit 0123)\n"),
              ElementsAre(Trailer{"Completes", "T-1"}));
}

TEST(TrailerBlock, ComparesSignedOffByWithCase) {
  EXPECT_THAT(parse_block("signed-off-by: A\nprose\n"), IsEmpty());
}

TEST(TrailerBlock, CountsIndentedLinesAsOtherLinesUnlessATrailerStandsAbove) {
  EXPECT_THAT(parse_block(" indented\nCompletes: T-1\n"), IsEmpty());
  EXPECT_THAT(parse_block("Completes: T-1\n indented\n"), ElementsAre(Trailer{"Completes", "T-1 indented"}));
  EXPECT_THAT(parse_block("Signed-off-by: A\nprose\n one\n two\n three\n"), IsEmpty());
}

TEST(TrailerBlock, PassesOverCommentsInIt) {
  EXPECT_THAT(parse_block("A: 1\n# comment\nB: 2\n"), ElementsAre(Trailer{"A", "1"}, Trailer{"B", "2"}));
  EXPECT_THAT(parse_block("A: 1\n# comment\n continues nothing\n"), IsEmpty());
}

TEST(TrailerBlock, FollowsTheCommentCharacter) {
  TrailerRules rules;
  rules.comment = ';';
  EXPECT_THAT(parse_block("A: 1\n; comment\n", rules), ElementsAre(Trailer{"A", "1"}));
  EXPECT_THAT(parse_block("A: 1\n# prose\n", rules), IsEmpty());
}

TEST(TrailerBlock, IsSavedByAConfiguredKey) {
  const TrailerRules rules = with_alias({"completes", "Completes: "});
  EXPECT_THAT(parse_block("BREAKING CHANGE: x\ncompletes: T-1\nCloses #12\n", rules),
              ElementsAre(Trailer{"Completes", "T-1"}));
}

TEST(TrailerBlock, IsSavedByTheBeginningOfAConfiguredName) {
  EXPECT_THAT(parse_block("Comp: T-1\nprose\n", with_alias({"completes"})),
              ElementsAre(Trailer{"Comp", "T-1"}));
  EXPECT_THAT(parse_block("Completed: T-1\nprose\n", with_alias({"completes"})), IsEmpty());
  EXPECT_THAT(parse_block("Comp : T-1\nprose\n", with_alias({"completes"})), IsEmpty());
}

TEST(MessageEnd, LeavesOutBlankLinesAndComments) {
  EXPECT_THAT(parse_block("A: 1\n\n# comment\n\n"), ElementsAre(Trailer{"A", "1"}));
  EXPECT_THAT(parse_block("A: 1\n \t\n\n"), ElementsAre(Trailer{"A", "1"}));
}

TEST(MessageEnd, LeavesOutTheOldListOfConflicts) {
  EXPECT_THAT(parse_block("A: 1\n\nConflicts:\n\tfile one\n\tfile two\n"), ElementsAre(Trailer{"A", "1"}));
  EXPECT_THAT(parse_block("A: 1\n\nConflicts:\n file\n"), ElementsAre(Trailer{"Conflicts", "file"}));
}

TEST(MessageEnd, IsTheScissorsLine) {
  EXPECT_THAT(parse_block("A: 1\n" + std::string(kCutLine) + "B: 2\n"), ElementsAre(Trailer{"A", "1"}));
  EXPECT_THAT(parse_block("A: 1\n #" + std::string(kCutLine).substr(1) + "prose\n"), IsEmpty());
}

TEST(MessageEnd, IsTheDividerOnlyForFiles) {
  const std::string block = "A: 1\n---\n file | 2 +\n";
  EXPECT_THAT(parse_block(block), IsEmpty());
  EXPECT_THAT(parse_block(block, {.divider = true}), ElementsAre(Trailer{"A", "1"}));
  EXPECT_THAT(parse_block("A: 1\n---no\n", {.divider = true}), IsEmpty());
  EXPECT_THAT(parse_block("A: 1\n---", {.divider = true}), IsEmpty());
}

TEST(MessageEnd, IsANulByte) {
  using namespace std::string_literals;
  EXPECT_THAT(parse_block("A: 1\0prose\nB: 2\n"s), ElementsAre(Trailer{"A", "1"}));
}

TEST(MessageEnd, NeedsNoFinalNewline) {
  EXPECT_THAT(parse_block("A: 1"), ElementsAre(Trailer{"A", "1"}));
  EXPECT_THAT(parse_block("A: 1\n 2"), ElementsAre(Trailer{"A", "1 2"}));
}

TEST(MessageStart, IsBehindBlankLinesForCommitsOnly) {
  EXPECT_THAT(parse_trailers("\n\nA: 1\n"), IsEmpty());
  EXPECT_THAT(parse_trailers("\n\nA: 1\n", {.divider = true}), ElementsAre(Trailer{"A", "1"}));
}

TEST(MessageStart, MayBeNothingAtAll) {
  for (const char* message : {"", "\n", " ", "# comment\n", "\n\n\n", "t", "t\n\n"}) {
    EXPECT_THAT(parse_trailers(message), IsEmpty()) << message;
    EXPECT_THAT(parse_trailers(message, {.divider = true}), IsEmpty()) << message;
  }
}

TEST(TrailerLine, HasAKeyOfLettersDigitsAndHyphens) {
  EXPECT_THAT(parse_block("Fixes-2: x\n"), ElementsAre(Trailer{"Fixes-2", "x"}));
  EXPECT_THAT(parse_block("a_b: x\n"), IsEmpty());
  EXPECT_THAT(parse_block("\xc3\xa9t\xc3\xa9: x\n"), IsEmpty());
  EXPECT_THAT(parse_block(": x\n"), IsEmpty());
  EXPECT_THAT(parse_block("two words: x\n"), IsEmpty());
}

TEST(TrailerLine, MayHaveBlanksBeforeTheSeparator) {
  EXPECT_THAT(parse_block("Completes \t: T-1\n"), ElementsAre(Trailer{"Completes", "T-1"}));
}

TEST(TrailerLine, EndsItsKeyAtTheFirstOfTheSeparators) {
  TrailerRules rules;
  rules.separators = "#=";
  EXPECT_THAT(parse_block("Fix #12\nA=b=c\n", rules), ElementsAre(Trailer{"Fix", "12"}, Trailer{"A", "b=c"}));
  EXPECT_THAT(parse_block("A: b\n", rules), IsEmpty());
}

TEST(TrailerLine, MayHaveAnEmptyValue) {
  EXPECT_THAT(parse_block("A:\nB: \nC: x\n"),
              ElementsAre(Trailer{"A", ""}, Trailer{"B", ""}, Trailer{"C", "x"}));
}

TEST(TrailerLine, IsReadUnderTheKeyOfItsAlias) {
  EXPECT_THAT(parse_block("sign: A\n", with_alias({"sign", "Signed-off-by: "})),
              ElementsAre(Trailer{"Signed-off-by", "A"}));
  EXPECT_THAT(parse_block("sign--: A\n", with_alias({"sign", "Signed-off-by: "})),
              ElementsAre(Trailer{"Signed-off-by", "A"}));
  EXPECT_THAT(parse_block("signs: A\n", with_alias({"sign", "Signed-off-by: "})),
              ElementsAre(Trailer{"signs", "A"}));
}

TEST(TrailerLine, WithADashForAKeySelectsTheFirstAlias) {
  EXPECT_THAT(parse_block("-: A\n", with_alias({"sign", "Signed-off-by: "})),
              ElementsAre(Trailer{"Signed-off-by", "A"}));
}

TEST(TrailerValue, IsUnfolded) {
  EXPECT_THAT(parse_block("A: one\n two\n\t  three \nB: x\n"),
              ElementsAre(Trailer{"A", "one two three"}, Trailer{"B", "x"}));
  EXPECT_THAT(parse_block("A:\n one\n"), ElementsAre(Trailer{"A", "one"}));
}

TEST(TrailerValue, KeepsItsInnerBlanks) {
  EXPECT_THAT(parse_block("A:  one \t two  \n"), ElementsAre(Trailer{"A", "one \t two"}));
}

TEST(TrailerValue, LosesTheCarriageReturnAtItsEndOnly) {
  EXPECT_THAT(parse_trailers("title\r\n\r\nA: 1\r\nB: 2\r\n"),
              ElementsAre(Trailer{"A", "1"}, Trailer{"B", "2"}));
  EXPECT_THAT(parse_trailers("title\r\n\r\nA: 1\r\n 2\r\n"), ElementsAre(Trailer{"A", "1\r 2"}));
}

TEST(TrailerValue, DoesNotContinueALineOfACherryPick) {
  EXPECT_THAT(parse_block("(cherry picked from commit 0123)\n more\nA: 1\n"), ElementsAre(Trailer{"A", "1"}));
}

TEST(IsTrailerKey, ComparesWithoutCase) {
  EXPECT_TRUE(is_trailer_key("cOMPLETES", "Completes"));
  EXPECT_FALSE(is_trailer_key("Complete", "Completes"));
  EXPECT_FALSE(is_trailer_key("Completes-x", "Completes"));
  EXPECT_FALSE(is_trailer_key("[", "{"));
}

TEST(FindDiscardedTrailers, GivesTheValuesOfADiscardedParagraph) {
  EXPECT_THAT(
      find_discarded_trailers("t\n\nCloses #12\ncompletes: T-1\n two\nCompletes : T-3\n", "Completes"),
      ElementsAre("T-1 two", "T-3"));
}

TEST(FindDiscardedTrailers, LooksIntoTheTitleParagraph) {
  EXPECT_THAT(find_discarded_trailers("title\nCompletes: T-1\n", "Completes"), ElementsAre("T-1"));
}

TEST(FindDiscardedTrailers, GivesNothingForAnAcceptedBlock) {
  EXPECT_THAT(find_discarded_trailers("t\n\nCompletes: T-1\n", "Completes"), IsEmpty());
  EXPECT_THAT(find_discarded_trailers("t\n\nSigned-off-by: A\nprose\nCompletes: T-1\n", "Completes"),
              IsEmpty());
}

TEST(FindDiscardedTrailers, LooksAtTheLastParagraphOnly) {
  EXPECT_THAT(find_discarded_trailers("t\n\nprose\nCompletes: T-1\n\nmore prose\n", "Completes"), IsEmpty());
}

TEST(FindDiscardedTrailers, LeavesOutOtherKeysAndIndentedLines) {
  EXPECT_THAT(find_discarded_trailers("t\n\nprose\n Completes: T-1\nProgress: T-2\n", "Completes"),
              IsEmpty());
}

}  // namespace
}  // namespace session
