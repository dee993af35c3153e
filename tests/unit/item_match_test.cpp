// SPDX-License-Identifier: MIT
#include "core/document/item_match.hpp"

#include "core/text/glob.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

std::vector<ItemNames> named(std::initializer_list<const char*> names) {
  std::vector<ItemNames> items;
  for (const char* name : names) items.push_back({name, name});
  return items;
}

TEST(FindItem, PrefersTheWholeTextThenAPrefixThenAPart) {
  const auto items = named({"Add login form", "Add login", "Test the login page"});
  EXPECT_EQ(find_item(items, "add LOGIN.").index, 1U);
  EXPECT_EQ(find_item(items, "Add login f").index, 0U);
  EXPECT_EQ(find_item(items, "the login").index, 2U);
}

TEST(FindItem, GivesNothingWhenSeveralFitEquallyWell) {
  const auto items = named({"Add login form", "Add login page"});
  EXPECT_EQ(find_item(items, "Add login"), (ItemMatch{std::nullopt, true}));
  EXPECT_EQ(find_item(items, "nothing"), (ItemMatch{std::nullopt, false}));
  EXPECT_EQ(find_item(items, "**"), (ItemMatch{std::nullopt, false}));
}

TEST(FindItem, CutsNoNumber) {
  EXPECT_FALSE(find_item(named({"T-12 login"}), "T-1").index.has_value());
  EXPECT_EQ(find_item(named({"T-12 login"}), "T-12").index, 0U);
  EXPECT_FALSE(find_item(named({"Handle #12"}), "#1").index.has_value());
}

TEST(FindItem, TakesTheNoteAsPartOfTheText) {
  const std::vector<ItemNames> items = {{"Fix it", "Fix it — mobile only"}, {"Fix all", "Fix all"}};
  EXPECT_EQ(find_item(items, "Fix it — mobile only").index, 0U);
}

TEST(FindEqualItem, WantsTheWholeText) {
  EXPECT_FALSE(find_equal_item(named({"Add login form"}), "Add login").index.has_value());
  EXPECT_EQ(find_equal_item(named({"`Add` login form"}), "add login form").index, 0U);
}

TEST(MatchesGlob, KnowsStarsSetsAndEscapes) {
  EXPECT_TRUE(matches_glob("chore: *", "chore: bump"));
  EXPECT_FALSE(matches_glob("chore: *", "a chore: bump"));
  EXPECT_TRUE(matches_glob("*bump*", "chore: bump x"));
  EXPECT_TRUE(matches_glob("v[0-9].?", "v1.2"));
  EXPECT_FALSE(matches_glob("v[!0-9]", "v1"));
  EXPECT_TRUE(matches_glob("\\*", "*"));
  EXPECT_FALSE(matches_glob("\\*", "x"));
  EXPECT_TRUE(matches_glob("[x", "[x"));
  EXPECT_TRUE(matches_glob("", ""));
  EXPECT_FALSE(matches_glob("", "x"));
}

}  // namespace
}  // namespace session
