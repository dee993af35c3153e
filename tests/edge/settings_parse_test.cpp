// SPDX-License-Identifier: MIT
// The bytes of a settings file: what they set, and what is said of bad ones.
#include "io/settings_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "edge/settings_support.hpp"
#include <string>
#include <utility>
#include <vector>

namespace session::io {
namespace {

using test::kIgnored;
using test::problems_of;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const SettingsSource kTrusted{"/config.toml", "config.toml", true};
const SettingsSource kUntrusted{"/w/.git-session.toml", ".git-session.toml", false};
const std::string kTopLevel =
    " | a settings file takes enabled, session, record, checkpoint, push, output, resume, history, snapshots";

SettingsReading parse(std::string_view bytes, const SettingsSource& source = kTrusted) {
  SettingsReading reading;
  parse_settings(bytes, source, reading);
  return reading;
}

TEST(ParseSettings, ReadsEveryKey) {
  const SettingsReading reading = parse(R"(# all keys
enabled = false

[session]
file = "docs/SESSION.md"

[session.aliases]
current_phase = "Phase"
completed = ["Done", "Erledigt"]
in_progress = ["Doing"]
blockers = ["Stuck"]
next_actions = []
checkpoint = ["Git"]
history = ["Log"]

[record]
ignore = ["chore*", 'docs(*)*']
merges = true

[checkpoint]
untracked = false
max_listed = 50
time_limit_ms = 700

[push]
on_mismatch = "block"

[output]
level = "verbose"
color = "never"

[history]
gap_minutes = 90

[snapshots]
directory = "notes"
)");
  Settings expected;
  expected.enabled = false;
  expected.session_file = "docs/SESSION.md";
  expected.session_aliases = {
      {SectionKind::current_phase, {"Phase"}}, {SectionKind::completed, {"Done", "Erledigt"}},
      {SectionKind::in_progress, {"Doing"}},   {SectionKind::blockers, {"Stuck"}},
      {SectionKind::next_actions, {}},         {SectionKind::checkpoint, {"Git"}},
      {SectionKind::history, {"Log"}}};
  expected.record_ignore = {"chore*", "docs(*)*"};
  expected.record_merges = true;
  expected.checkpoint_untracked = false;
  expected.checkpoint_max_listed = 50;
  expected.checkpoint_time_limit_ms = 700;
  expected.push_on_mismatch = OnMismatch::block;
  expected.output_level = OutputLevel::verbose;
  expected.output_color = ColorMode::never;
  expected.history_gap_minutes = 90;
  expected.snapshots_directory = "notes";
  EXPECT_EQ(reading.settings, expected);
  EXPECT_THAT(problems_of(reading), IsEmpty());
  EXPECT_EQ(reading.requested_on_mismatch, std::nullopt);
}

TEST(ParseSettings, ReadsDottedKeysInlineTablesAndCrlf) {
  const SettingsReading reading =
      parse("\xef\xbb\xbfsession.file = 'A.md'\r\noutput = { level = \"quiet\", color = \"always\" }\r\n");
  EXPECT_THAT(problems_of(reading), IsEmpty());
  EXPECT_EQ(reading.settings.session_file, "A.md");
  EXPECT_EQ(reading.settings.output_level, OutputLevel::quiet);
  EXPECT_EQ(reading.settings.output_color, ColorMode::always);
}

TEST(ParseSettings, KeepsEveryCharacterOfAString) {
  const std::string text =
      "\xc2\xa1 \xc3\xa4 \xe1\x9a\x81 \xe2\x80\x99 \xe3\x81\x82 \xef\xb9\x80 \xf0\x9f\x98\x80 |";
  const SettingsReading reading =
      parse("record.ignore = ['" + text + "', \"" + text + "\", \"\"\"" + text + "\"\"\", \"\"\"\\\n  " +
            text + "\"\"\", '''" + text + "''', \"\\u00e4\"]\n");
  EXPECT_THAT(problems_of(reading), IsEmpty());
  EXPECT_THAT(reading.settings.record_ignore, ElementsAre(text, text, text, text, text, "\xc3\xa4"));
}

TEST(ParseSettings, TakesFilesThatSetNothing) {
  for (const auto* bytes : {"", "\n", "# nothing\n", "\xef\xbb\xbf", "[session]\n[session.aliases]\n"}) {
    const SettingsReading reading = parse(bytes);
    EXPECT_THAT(problems_of(reading), IsEmpty()) << bytes;
    EXPECT_EQ(reading.settings, Settings()) << bytes;
  }
}

TEST(ParseSettings, NamesUnknownKeysWithTheirPlace) {
  EXPECT_THAT(problems_of(parse("sesion.file = \"x.md\"\n[session]\nfiel = 3\n")),
              ElementsAre("config.toml:1:8: unknown key 'sesion.file' | did you mean 'session.file'?",
                          "config.toml:3:1: unknown key 'session.fiel' | did you mean 'session.file'?"));
  EXPECT_THAT(
      problems_of(parse("[sesion]\nfile = \"x.md\"\n [extra]\n[a.b.c.d.e]\nf = 1\n\"\xc3\xa4\" = 1\n")),
      ElementsAre("config.toml:2:1: unknown key 'sesion.file' | did you mean 'session.file'?",
                  "config.toml:3:3: unknown key 'extra'" + kTopLevel,
                  "config.toml:4:8: unknown key 'a.b.c.d'" + kTopLevel));
  EXPECT_THAT(problems_of(parse("\"session.file\" = \"x.md\"\n")),
              ElementsAre("config.toml:1:1: unknown key '\"session.file\"' | did you mean 'session.file'?"));
}

TEST(ParseSettings, AppliesTheGoodKeysOfAFileWithBadOnes) {
  const SettingsReading reading =
      parse("enabled = \"no\"\nunknown = 1\n[checkpoint]\nmax_listed = 0\nuntracked = false\n");
  EXPECT_THAT(
      problems_of(reading),
      ElementsAre("config.toml:1:11: 'enabled' cannot be \"no\": it takes true or false",
                  "config.toml:2:1: unknown key 'unknown'" + kTopLevel,
                  "config.toml:4:14: 'checkpoint.max_listed' cannot be 0: it takes a whole number from 1 "
                  "to 1000"));
  Settings expected;
  expected.checkpoint_untracked = false;
  EXPECT_EQ(reading.settings, expected);
}

TEST(ParseSettings, PointsAtTheValueWithColumnsInBytes) {
  EXPECT_THAT(
      problems_of(parse("record = { ignore = [\"\xc3\xa4\xc3\xa4\", 3], merges = 1.5 }\n")),
      ElementsAre("config.toml:1:30: 'record.ignore' cannot be an array with an integer in it: it takes a "
                  "string or an array of strings",
                  "config.toml:1:43: 'record.merges' cannot be a number with a fraction: it takes true or "
                  "false"));
  EXPECT_THAT(
      problems_of(parse("session = 3\n[[output]]\n")),
      ElementsAre(
          "config.toml:1:11: 'session' cannot be 3: it is a table | [session] takes file, memory, aliases",
          "config.toml:2:1: 'output' cannot be an array with a table in it: it is a table | "
          "[output] takes level, color"));
  EXPECT_THAT(
      problems_of(parse("\xef\xbb\xbf"
                        "enabled = 07:32:00\n[push]\non_mismatch = [[1]]\n[record.ignore]\n")),
      ElementsAre("config.toml:1:11: 'enabled' cannot be a date or time: it takes true or false",
                  "config.toml:3:16: 'push.on_mismatch' cannot be an array with an array in it: it takes "
                  "\"warn\" or \"block\"",
                  "config.toml:4:1: 'record.ignore' cannot be a table: it takes a string or an array of "
                  "strings"));
}

TEST(ParseSettings, ReportsASyntaxErrorOnceAndSetsNothing) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"enabled = false\nenabled = false\n",
       "2:11: not valid TOML: error while parsing key-value pair: cannot redefine existing boolean "
       "'enabled'"},
      {"enabled = false\n[session\n",
       "2:9: not valid TOML: error while parsing table header: expected ']', saw '\\n'"},
      {"enabled = false\nx = \"\xc3\xa4\n",
       "2:8: not valid TOML: error while parsing string: unescaped control characters other than TAB "
       "(U+0009) are "
       "explicitly prohibited"},
      {"enabled = yes\n", "1:11: not valid TOML: error while parsing value: could not determine value type"},
      {"enabled = false\n<<<<<<< HEAD\n",
       "2:1: not valid TOML: error while parsing root table: expected keys, tables, whitespace or comments, "
       "saw "
       "'<'"},
      {"enabled = false\n[.a]\n",
       "2:2: not valid TOML: error while parsing key: expected bare key starting character or string "
       "delimiter, "
       "saw '.'"},
      {"[\xc3\xa4]\n",
       "1:2: not valid TOML: error while parsing key: expected bare key starting character or string "
       "delimiter, "
       "saw '\xc3\xa4'"},
      {"a = '\xc3\xa4' \xc3\xa4\n",
       "1:10: not valid TOML: error while parsing key-value pair: expected a comment or whitespace, saw "
       "'\xc3\xa4'"},
      {"a = 1\xc2\xa0\n",
       "1:6: not valid TOML: error while parsing decimal integer: expected digit, saw '\xc2\xa0'"},
      {"[[[a]]]\n",
       "1:3: not valid TOML: error while parsing key: expected bare key starting character or string "
       "delimiter, "
       "saw '['"},
      {std::string("enabled = false\na\0= 1\n", 22),
       "2:2: not valid TOML: error while parsing key-value pair: expected '=', saw '\\u0000'"},
  };
  for (const auto& [bytes, problem] : cases) {
    const SettingsReading reading = parse(bytes);
    std::string expected = "config.toml:";
    expected += problem;
    expected += kIgnored;
    EXPECT_THAT(problems_of(reading), ElementsAre(expected));
    EXPECT_EQ(reading.settings, Settings()) << bytes;
  }
}

TEST(ParseSettings, ReportsTheExactPlaceOfABadByte) {
  for (const auto* byte : {"\xff", "\xc3", "\xed\xa0\x80", "\xf5\x80\x80\x80"}) {
    const std::string bytes = "enabled = false\n# " + std::string(50, 'x') + "\n# \xc3\xa4" + byte + " x\n";
    const SettingsReading reading = parse(bytes);
    EXPECT_THAT(problems_of(reading),
                ElementsAre("config.toml:3:5: not valid TOML: a byte is not UTF-8" + kIgnored));
    EXPECT_EQ(reading.settings, Settings());
  }
}

TEST(ParseSettings, RefusesKeysThatWouldUseUpTheStack) {
  std::string deep;
  for (int i = 0; i < 400000; ++i) deep += "a.";
  const std::string reason = "not valid TOML: a key has more than 16 dots" + kIgnored;
  EXPECT_THAT(problems_of(parse(deep + "a = 1\n")), ElementsAre("config.toml:1:1: " + reason));
  EXPECT_THAT(problems_of(parse("enabled = true\n[" + deep + "a]\n")),
              ElementsAre("config.toml:2:2: " + reason));
  EXPECT_THAT(problems_of(parse("x = '''\n'''\ny = { \"a\\\"\" . " + deep + "a = 1 }\n")),
              ElementsAre("config.toml:3:6: " + reason));
  EXPECT_THAT(
      problems_of(parse("x = " + std::string(400000, '[') + "\n")),
      ElementsAre("config.toml:1:21: not valid TOML: error while parsing value: exceeded maximum nested "
                  "value depth of 16 (TOML_MAX_NESTED_VALUES)" +
                  kIgnored));
}

TEST(ParseSettings, CountsNoDotsInStringsAndComments) {
  const std::string dots(40, '.');
  const SettingsReading reading = parse("# " + dots + "\nrecord.ignore = [\"" + dots + "\\\"" + dots +
                                        "\", '" + dots + "', \"\"\"\"" + dots + "\"\"\"\"]\n");
  EXPECT_THAT(problems_of(reading), IsEmpty());
  EXPECT_THAT(reading.settings.record_ignore, ElementsAre(dots + "\"" + dots, dots, "\"" + dots + "\""));
}

TEST(ParseSettings, LetsNoControlCharacterThrough) {
  EXPECT_THAT(
      problems_of(parse("\"a\\u001b[31m\\n\" = 2\n[output]\nlevel = \"lo\\u001b[2J\\u202eud\"\n")),
      ElementsAre("config.toml:1:1: unknown key '\"a [31m \"'" + kTopLevel,
                  "config.toml:3:9: 'output.level' cannot be \"lo [2J ud\": it takes \"quiet\", \"normal\" "
                  "or \"verbose\""));
  for (const char c : {'\x01', '\x1b', '\x7f', '\r'}) {
    for (const Error& problem : parse(std::string("enabled = true") + c + "x").problems) {
      EXPECT_EQ(problem.message.find(c), std::string::npos) << problem.message;
    }
  }
}

TEST(ParseSettings, TellsAFewProblemsAndCountsTheRest) {
  std::string bytes = "enabled = false\n";
  for (int i = 0; i < 30000; ++i) bytes += "unknown_key_" + std::to_string(i) + " = 1\n";
  const SettingsReading reading = parse(bytes);
  ASSERT_EQ(reading.problems.size(), 21U);
  EXPECT_EQ(reading.problems.back().message, "29980 more unknown keys in 'config.toml'");
  EXPECT_FALSE(reading.settings.enabled);
}

TEST(ParseSettings, TakesNoWayOutOfTheWorkTree) {
  for (const std::string path : {"../x.md", "/etc/x.md", "a/.GIT/x.md", ".git. /x.md", "a/../../x.md",
                                 "a\\u0000.md", ".git/hooks/x.md"}) {
    const SettingsReading reading = parse("session.file = \"" + path + "\"\n", kUntrusted);
    EXPECT_EQ(reading.problems.size(), 1U) << path;
    EXPECT_EQ(reading.settings, Settings()) << path;
  }
  for (const std::string path : {"..", "/", ".git", "x/.Git ", ".", ""}) {
    const SettingsReading reading = parse("[snapshots]\ndirectory = '" + path + "'\n", kUntrusted);
    EXPECT_EQ(reading.problems.size(), 1U) << path;
    EXPECT_EQ(reading.settings, Settings()) << path;
  }
}

TEST(ParseSettings, KeepsTheWishOfAnUntrustedFileApart) {
  const SettingsReading reading = parse("[push]\non_mismatch = \"block\"\n", kUntrusted);
  EXPECT_THAT(problems_of(reading), IsEmpty());
  EXPECT_EQ(reading.settings.push_on_mismatch, OnMismatch::warn);
  EXPECT_EQ(reading.requested_on_mismatch, OnMismatch::block);
  EXPECT_EQ(parse("[push]\non_mismatch = \"warn\"\n", kUntrusted).requested_on_mismatch, OnMismatch::warn);
  const SettingsReading wrong = parse("[push]\non_mismatch = \"stop\"\n", kUntrusted);
  EXPECT_THAT(problems_of(wrong),
              ElementsAre(".git-session.toml:2:15: 'push.on_mismatch' cannot be \"stop\": it "
                          "takes \"warn\" or \"block\""));
  EXPECT_EQ(wrong.requested_on_mismatch, std::nullopt);
}

}  // namespace
}  // namespace session::io
