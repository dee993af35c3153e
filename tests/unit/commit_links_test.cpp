// SPDX-License-Identifier: MIT
// What messages say about other commits, in the words of git and of those who edited them.
#include "core/recording/commit_links.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/recording_support.hpp"

namespace session {
namespace {

using test::id;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kOne(40, '1');
const std::string kTwo(40, '2');

TEST(FindRevertedCommits, ReadsTheLineThatGitWrites) {
  EXPECT_THAT(find_reverted_commits("Revert \"x\"\n\nThis reverts commit " + kOne + ".\n"),
              ElementsAre(id('1')));
  EXPECT_THAT(find_reverted_commits("This reverts commit " + std::string(64, 'a') + "."),
              ElementsAre(ObjectId{std::string(64, 'a')}));
}

TEST(FindRevertedCommits, ReadsTheRevertOfAMerge) {
  EXPECT_THAT(find_reverted_commits("Revert \"Merge\"\n\nThis reverts commit " + kOne +
                                    ", reversing\nchanges made to " + kTwo + ".\n"),
              ElementsAre(id('1')));
}

TEST(FindRevertedCommits, ReadsSeveralAndFoldedLines) {
  EXPECT_THAT(find_reverted_commits("Revert two\n\nThis reverts commit " + kOne +
                                    " and\nthis too: This reverts\n" + "commit " + kTwo + ".\n"),
              ElementsAre(id('1'), id('2')));
}

TEST(FindRevertedCommits, TakesFullIdsOnly) {
  for (const std::string& text :
       {std::string("1a2b3c4"), kOne.substr(1), kOne + "1", std::string(40, 'A'), std::string(40, 'g')}) {
    EXPECT_THAT(find_reverted_commits("This reverts commit " + text + ".\n"), IsEmpty()) << text;
  }
  EXPECT_THAT(find_reverted_commits(""), IsEmpty());
  EXPECT_THAT(find_reverted_commits("This reverts commit "), IsEmpty());
  EXPECT_THAT(find_reverted_commits("I think this reverts commit " + kOne), IsEmpty());
}

TEST(FindPickedCommits, ReadsTheLinesOfCherryPick) {
  EXPECT_THAT(find_picked_commits("x\n\n(cherry picked from commit " + kOne +
                                  ")\n(cherry picked from commit " + kTwo + ")\n"),
              ElementsAre(id('1'), id('2')));
  EXPECT_THAT(find_picked_commits("(cherry picked from commit 1a2b3c4)\ncherry picked from commit " + kOne),
              IsEmpty());
}

TEST(FindSquashedCommits, ReadsTheListOfASquashMerge) {
  EXPECT_THAT(find_squashed_commits("Squashed commit of the following:\n\ncommit " + kOne +
                                    "\nAuthor: D <d@e>\nDate:   Tue\n\n    Add b\n    \n    commit " + kOne +
                                    "\n\ncommit " + kTwo + "\r\nAuthor: D <d@e>\n"),
              ElementsAre(id('1'), id('2')));
}

TEST(FindSquashedCommits, TakesWholeLinesOnly) {
  EXPECT_THAT(find_squashed_commits("see commit " + kOne + "\ncommit " + kOne + " too\ncommit  " + kOne +
                                    "\nCommit " + kOne + "\ncommit 1a2b3c4\n"),
              IsEmpty());
}

TEST(FindCompletesLines, ReadsEveryParagraphAndIndent) {
  EXPECT_THAT(
      find_completes_lines("All (#7)\n\n* First\n\n  Completes: Add a\n\n* Second\n\n\tcompletes : Add b \r\n"
                           "\nCOMPLETES:Add c"),
      ElementsAre("Add a", "Add b", "Add c"));
}

TEST(FindCompletesLines, LeavesOutOtherKeysAndEmptyValues) {
  EXPECT_THAT(find_completes_lines("Completes the form: well\nCompletes:\nCompletes:   \nFixes: x\n"
                                   "> Completes: y\nCompletes\n: Completes: z\n"),
              IsEmpty());
}

}  // namespace
}  // namespace session
