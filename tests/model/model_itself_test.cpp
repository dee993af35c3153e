// SPDX-License-Identifier: MIT
// The random test can fail: each of its parts is shown a fault, and none where there is none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "draw.hpp"
#include "generator.hpp"
#include "lives.hpp"
#include "shrink.hpp"
#include <algorithm>

namespace session::test {
namespace {

using ::testing::ElementsAre;

constexpr std::size_t kSteps = 40;

/// Plays a life without hooks and calls `look` after each step at which git has nothing under way.
template <class Look>
void live_without_hooks(std::uint64_t seed, Look look) {
  Lives lives(Rhythm::each_eighth, Hooked::no);
  Generator generator(seed);
  ASSERT_FALSE(lives.play(set_up()));
  for (std::size_t i = 0; i < kSteps; ++i) {
    const Operation operation = generator.next(lives.now());
    const auto fault = lives.play(operation);
    ASSERT_FALSE(fault) << operation.script << "\n" << fault->kind << "\n" << fault->text;
    if (lives.now().under_way == UnderWay::nothing) look(lives);
  }
}

TEST(ModelItself, GitAloneLivesTheSameLifeTwiceAndMostStepsSucceed) {
  std::size_t steps = 0;
  std::size_t done = 0;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    live_without_hooks(seed, [&](const Lives& lives) {
      steps += 1;
      done += lives.status() == 0 ? 1U : 0U;
    });
  }
  EXPECT_GE(done * 100, steps * 80);
}

TEST(ModelItself, NoTwoDemandsContradictEachOther) {
  for (std::uint64_t seed = 5; seed <= 8; ++seed) {
    live_without_hooks(seed, [](const Lives& lives) {
      const std::string document = lives.expectations().compose(lives.now());
      const auto fault = lives.expectations().check(lives.now(), document);
      EXPECT_FALSE(fault) << fault->kind << "\n" << fault->text << "\n" << document;
    });
  }
}

/// The document without one of its lines.
std::string without_line(const std::string& document, const std::string& line) {
  std::string text = document;
  return text.erase(text.find(line + "\n"), line.size() + 1);
}

TEST(ModelItself, EachDamageToADocumentIsFound) {
  std::string document;
  std::size_t damages = 0;
  live_without_hooks(9, [&](const Lives& lives) {
    document = lives.expectations().compose(lives.now());
    const auto is_found = [&](const std::string& damaged) {
      damages += 1;
      return lives.expectations().check(lives.now(), damaged).has_value();
    };
    const DocumentView view = read_view(document);
    for (const std::string& line : split_text(document, "\n")) {
      if (line.starts_with("- [ ] ") || line.starts_with("1. ") || line.starts_with("My ")) {
        EXPECT_TRUE(is_found(without_line(document, line))) << line << "\n" << document;
      }
      if (!line.starts_with("- [x] ")) continue;
      const std::size_t at = document.find(line);
      const std::size_t hash = at + line.rfind(" — `") + std::string(" — `").size();
      const std::string words = read_view("## Completed Items\n" + line).completed.at(0).words;
      const auto same = std::count_if(view.completed.begin(), view.completed.end(),
                                      [&](const CompletedView& entry) { return entry.words == words; });
      if (same == 1) {
        EXPECT_TRUE(is_found(without_line(document, line))) << line << "\n" << document;
      }
      EXPECT_TRUE(is_found(std::string(document).insert(at, line + "\n"))) << line;
      EXPECT_TRUE(is_found(std::string(document).replace(hash, 12, "000000000000"))) << line;
      EXPECT_TRUE(is_found(std::string(document).insert(at + 6, "Other "))) << line;
    }
  });
  EXPECT_GT(damages, 500U);
}

/// The kind of fault that a step leads to, in a life that has just begun.
std::string find_kind(const std::string& script) {
  Lives lives(Rhythm::each_eighth);
  if (const auto fault = lives.play(set_up())) return "set up: " + fault->kind;
  const auto fault = lives.play({.name = "test", .script = script});
  return fault ? fault->kind : "none";
}

TEST(ModelItself, EachDifferenceBetweenTheTwoIsFound) {
  const std::string if_hooked = "[ ! -e SESSION.md ] || ";
  EXPECT_EQ(find_kind("put b; git commit -qm 'Add b'"), "none");
  EXPECT_EQ(find_kind(if_hooked + "exit 3"), "git ends with another status");
  EXPECT_EQ(find_kind(if_hooked + "echo more"), "git prints something else");
  EXPECT_EQ(find_kind(if_hooked + "echo more >&2"), "git prints something else");
  EXPECT_EQ(find_kind("[ -e SESSION.md ] || echo more >&2"), "git prints something else");
  EXPECT_EQ(find_kind(if_hooked + "echo 'session: more' >&2"), "none");
  EXPECT_EQ(find_kind(if_hooked + "touch stray"), "the tree is not as clean");
  EXPECT_EQ(find_kind(if_hooked + "git tag stray"), "git's files or the work tree differ");
  EXPECT_EQ(find_kind(if_hooked + "touch .git/stray.lock"), "git's files or the work tree differ");
}

TEST(ModelItself, AChangedDocumentWhileAMergeIsUnderWayIsFound) {
  const std::string merge =
      "git switch -qc b; echo 1 >shared; git commit -qam 'One'; git switch -q main; echo 2 >shared\n"
      "git commit -qam 'Two'; mark; git merge -q b";
  EXPECT_EQ(find_kind(merge), "none");
  EXPECT_EQ(find_kind(merge + "; edit 's/Two/2/'"),
            "SESSION.md is written while git has something under way");
}

TEST(ModelItself, ShrinkingKeepsWhatFails) {
  std::vector<int> list(40);
  std::generate(list.begin(), list.end(), [n = 0]() mutable { return n++; });
  std::size_t asked = 0;
  const auto fails = [&asked](const std::vector<int>& rest) {
    asked += 1;
    return std::count(rest.begin(), rest.end(), 7) == 1 && std::count(rest.begin(), rest.end(), 23) == 1;
  };
  EXPECT_THAT(shrink_list<int>(list, 200, fails), ElementsAre(7, 23));
  asked = 0;
  EXPECT_LT(shrink_list<int>(list, 10, fails).size(), 40U);
  EXPECT_EQ(asked, 10U);
}

TEST(ModelItself, ASeedGivesTheSameNumbersEverywhere) {
  // The C++ standard names the 10 000th number of the default seed, [rand.predef].
  Draw draw(5489);
  std::size_t last = 0;
  for (int i = 0; i < 10000; ++i) last = draw.below(1000000);
  EXPECT_EQ(last, 9981545732273789042ULL % 1000000);
}

}  // namespace
}  // namespace session::test
