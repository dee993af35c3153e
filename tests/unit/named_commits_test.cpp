// SPDX-License-Identifier: MIT
#include "core/recording/named_commits.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

TEST(IsCommitRange, KnowsTheFormsOfGitrevisions) {
  for (const char* const range : {"a..b", "a...b", "a..", "..b", "^a", "HEAD^@", "HEAD~2^!", "HEAD^-",
                                  "HEAD^-2", "HEAD^-12", "main@{1}..main"}) {
    EXPECT_TRUE(is_commit_range(range)) << range;
  }
}

TEST(IsCommitRange, IsFalseForSingleRevisions) {
  for (const char* const revision :
       {"HEAD", "HEAD^", "HEAD^2", "HEAD~3", "v1.2", "a-2", "1a2b3c4", "main@{2..1}", ":/a..b",
        "HEAD^{/a..b}", "HEAD^{commit}", "-2", "2", "", "@"}) {
    EXPECT_FALSE(is_commit_range(revision)) << revision;
  }
}

TEST(FormatCounts, NamesOnlyWhatThereIs) {
  EXPECT_EQ(format_counts({}), "commits: none");
  EXPECT_EQ(format_counts({3, 0, 0, 0, 0, 0}), "commits: 3 recorded");
  EXPECT_EQ(
      format_counts({3, 2, 1, 4, 5, 6}),
      "commits: 3 recorded, 2 already recorded, 1 merge left out, 4 left out by the rules, 5 without a place "
      "in the file, 6 on no branch or tag");
  EXPECT_EQ(format_counts({0, 0, 2, 0, 0, 0}), "commits: 2 merges left out");
}

}  // namespace
}  // namespace session
