// SPDX-License-Identifier: MIT
// Any bytes may stand in a settings file.
#include "support/settings_promises.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace session::io {
namespace {

constexpr std::string_view kValid = R"(enabled = true # comment
session.file = "docs/SESSION.md"
[session.aliases]
completed = ["Done", 'Erledigt', """x"""]
[record]
ignore = ["chore*", "\u00e4"]
merges = true
[checkpoint]
untracked = false
max_listed = 50
[push]
on_mismatch = "block"
[output]
level = "verbose"
color = "never"
[history]
gap_minutes = 0x5a
[snapshots]
directory = "notes/old"
)";

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  char byte() { return static_cast<char>(below(256)); }

 private:
  std::mt19937 engine_;
};

TEST(AnyBytes, AreReadWithoutHarm) {
  Dice dice(20250701);
  for (int round = 0; round < 5000; ++round) {
    std::string bytes(dice.below(200), '\0');
    for (char& c : bytes) c = dice.byte();
    ASSERT_EQ(test::find_broken_promise(bytes), "") << ::testing::PrintToString(bytes);
  }
}

TEST(AnyBytes, OfTomlPiecesAreReadWithoutHarm) {
  const std::vector<std::string_view> pieces = {"[",
                                                "]",
                                                "[[",
                                                "]]",
                                                "{",
                                                "}",
                                                "=",
                                                ".",
                                                ",",
                                                "\n",
                                                "\r\n",
                                                "\"",
                                                "'",
                                                "\"\"\"",
                                                "'''",
                                                "\\",
                                                "#",
                                                " ",
                                                "a",
                                                "file",
                                                "1",
                                                "-",
                                                "0x",
                                                "1e9",
                                                "true",
                                                "false",
                                                "inf",
                                                "nan",
                                                "07:32:00",
                                                "\t",
                                                "_",
                                                "\\u00",
                                                "enabled",
                                                "push",
                                                "\xff",
                                                "\xc3\xa4",
                                                "session",
                                                "aliases",
                                                "1979-05-27",
                                                "on_mismatch",
                                                "\"block\"",
                                                std::string_view("\0", 1),
                                                "\xe3\x81\x82",
                                                "\\\n",
                                                "\xc2\xa1",
                                                "\xef\xbb\xbf"};
  Dice dice(20250702);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes;
    for (std::size_t count = dice.below(40); count > 0; --count) bytes += pieces[dice.below(pieces.size())];
    ASSERT_EQ(test::find_broken_promise(bytes), "") << ::testing::PrintToString(bytes);
  }
}

TEST(AnyBytes, NearAValidFileAreReadWithoutHarm) {
  ASSERT_EQ(test::find_broken_promise(kValid), "");
  Dice dice(20250703);
  for (int round = 0; round < 10000; ++round) {
    std::string bytes(kValid);
    for (std::size_t count = 1 + dice.below(4); count > 0; --count) {
      const std::size_t at = dice.below(bytes.size());
      switch (dice.below(4)) {
        case 0: bytes[at] = dice.byte(); break;
        case 1: bytes.insert(at, 1, dice.byte()); break;
        case 2: bytes.erase(at, 1 + dice.below(8)); break;
        default: bytes.insert(at, kValid.substr(dice.below(kValid.size()), dice.below(40))); break;
      }
      if (bytes.empty()) bytes = "x";
    }
    ASSERT_EQ(test::find_broken_promise(bytes), "") << ::testing::PrintToString(bytes);
  }
}

TEST(AnyBytes, AreReadWithoutHarmWhenCutAnywhere) {
  for (std::size_t size = 0; size <= kValid.size(); ++size) {
    ASSERT_EQ(test::find_broken_promise(kValid.substr(0, size)), "") << size;
  }
}

TEST(AnyBytes, AreReadWithoutHarmInLargeFiles) {
  const std::vector<std::string> units = {
      "[",   "{a=",   "a.",    "[a.", "[[a]]\n", "a.b=1\n", "\"",       "'''",  "\"\"\"", "#",    "\\",
      "a=[", "a={b=", "[a]\n", "\n",  "1",       "x=",      "\xc3\xa4", "[a.b", "a . ",   "'a'.", "\"a\"."};
  for (const std::string& unit : units) {
    for (const std::string start : {"", "a=", "[", "a={", "a=[", "\"", "x=\"\"\""}) {
      std::string bytes = start;
      while (bytes.size() < 100000) bytes += unit;
      ASSERT_EQ(test::find_broken_promise(bytes), "") << start << unit;
    }
  }
}

}  // namespace
}  // namespace session::io
