// SPDX-License-Identifier: MIT
// Who is the same person in commits of different gits.
#include "core/commit.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

TEST(TrimCrud, TakesOffWhatGitTakesOff) {
  EXPECT_EQ(trim_crud(" \t\"O'Neil, Ada\"\\\n", false), "O'Neil, Ada");
  EXPECT_EQ(trim_crud("<;:Ada Jr.:;>", false), "Ada Jr.");
  EXPECT_EQ(trim_crud(".,Ada Jr.", true), "Ada Jr");
  EXPECT_EQ(trim_crud("...", false), "...");
  EXPECT_EQ(trim_crud("...", true), "");
  EXPECT_EQ(trim_crud("", true), "");
}

TEST(IsSamePerson, HeedsNameAndAddressButNoTimeAndNoCrud) {
  const Signature person{"Ada Jr.", "ada@example.org", 1, 60};
  EXPECT_TRUE(is_same_person(person, {"Ada Jr.", "ada@example.org", 2, 0}));
  EXPECT_TRUE(is_same_person(person, {"Ada Jr", "ada@example.org.", 2, 0}));
  EXPECT_FALSE(is_same_person(person, {"Ada", "ada@example.org", 1, 60}));
  EXPECT_FALSE(is_same_person(person, {"Ada Jr.", "ada@example.com", 1, 60}));
  EXPECT_FALSE(is_same_person(person, {"ada jr", "ada@example.org", 1, 60}));
}

}  // namespace
}  // namespace session
