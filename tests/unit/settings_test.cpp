// SPDX-License-Identifier: MIT
// What each key takes and refuses, and the words it does that with.
#include "core/settings.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace session {
namespace {

using Texts = std::vector<std::string>;

/// The settings after one key was set. Fails the test when the value is refused.
Settings with(std::string_view key, const SettingValue& value) {
  Settings settings;
  const auto done = set_setting(settings, key, value);
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  return settings;
}

/// The refusal of a value, as `message | hint`. The settings must not have changed.
std::string refusal(std::string_view key, const SettingValue& value) {
  Settings settings;
  const auto done = set_setting(settings, key, value);
  if (done) return "accepted";
  EXPECT_EQ(settings, Settings()) << key;
  EXPECT_EQ(done.error().kind, ErrorKind::settings);
  EXPECT_FALSE(done.error().where);
  return done.error().message + " | " + done.error().hint;
}

TEST(SetSetting, SetsTheMemberOfEachKey) {
  Settings expected;
  expected.enabled = false;
  EXPECT_EQ(with("enabled", false), expected);
  expected = {};
  expected.session_file = "docs/NOTES.md";
  EXPECT_EQ(with("session.file", "docs/NOTES.md"), expected);
  expected = {};
  expected.record_ignore = {"chore*", "Bump *"};
  EXPECT_EQ(with("record.ignore", Texts{"chore*", "Bump *"}), expected);
  expected = {};
  expected.record_merges = true;
  EXPECT_EQ(with("record.merges", true), expected);
  expected = {};
  expected.checkpoint_untracked = false;
  EXPECT_EQ(with("checkpoint.untracked", false), expected);
  expected = {};
  expected.checkpoint_max_listed = 5;
  EXPECT_EQ(with("checkpoint.max_listed", std::int64_t{5}), expected);
  expected = {};
  expected.push_on_mismatch = OnMismatch::block;
  EXPECT_EQ(with("push.on_mismatch", "block"), expected);
  expected = {};
  expected.history_gap_minutes = 45;
  EXPECT_EQ(with("history.gap_minutes", std::int64_t{45}), expected);
  expected = {};
  expected.snapshots_directory = "notes/old";
  EXPECT_EQ(with("snapshots.directory", "notes/old"), expected);
}

TEST(SetSetting, PutsTheMemoryIntoTheWorkTreeAndBack) {
  Settings settings = with("session.memory", "notes//memory/");
  EXPECT_EQ(settings.session_memory, "notes/memory");
  EXPECT_TRUE(set_setting(settings, "session.memory", std::string()));
  EXPECT_EQ(settings, Settings());
  EXPECT_EQ(refusal("session.memory", "../x"),
            "'session.memory' cannot be \"../x\": the path has a part '..' | it takes a path inside the work "
            "tree, or \"\"");
}

TEST(SetSetting, KnowsEveryWordOfAChoice) {
  EXPECT_EQ(with("push.on_mismatch", "warn").push_on_mismatch, OnMismatch::warn);
  EXPECT_EQ(with("output.level", "quiet").output_level, OutputLevel::quiet);
  EXPECT_EQ(with("output.level", "normal").output_level, OutputLevel::normal);
  EXPECT_EQ(with("output.level", "verbose").output_level, OutputLevel::verbose);
  EXPECT_EQ(with("output.color", "auto").output_color, ColorMode::automatic);
  EXPECT_EQ(with("output.color", "always").output_color, ColorMode::always);
  EXPECT_EQ(with("output.color", "never").output_color, ColorMode::never);
}

TEST(SetSetting, SetsTheAliasesOfEachSection) {
  const std::vector<std::pair<std::string, SectionKind>> sections = {
      {"current_phase", SectionKind::current_phase},
      {"completed", SectionKind::completed},
      {"in_progress", SectionKind::in_progress},
      {"blockers", SectionKind::blockers},
      {"next_actions", SectionKind::next_actions},
      {"checkpoint", SectionKind::checkpoint},
      {"history", SectionKind::history}};
  for (const auto& [name, kind] : sections) {
    Settings expected;
    expected.session_aliases[kind] = {"Erledigt", "What Works"};
    EXPECT_EQ(with("session.aliases." + name, Texts{"Erledigt", "What Works"}), expected) << name;
  }
}

TEST(SetSetting, TakesOneStringForAnArrayOfOne) {
  EXPECT_EQ(with("record.ignore", "chore*").record_ignore, Texts{"chore*"});
  EXPECT_EQ(with("session.aliases.history", "Log").session_aliases.at(SectionKind::history), Texts{"Log"});
}

TEST(SetSetting, ReplacesEarlierTextsAndLeavesOtherSectionsAlone) {
  Settings settings = with("session.aliases.history", "Log");
  ASSERT_TRUE(set_setting(settings, "session.aliases.completed", Texts{"Done"}));
  ASSERT_TRUE(set_setting(settings, "session.aliases.completed", Texts{"Finished"}));
  EXPECT_EQ(settings.session_aliases.at(SectionKind::completed), Texts{"Finished"});
  EXPECT_EQ(settings.session_aliases.at(SectionKind::history), Texts{"Log"});
  ASSERT_TRUE(set_setting(settings, "session.aliases.history", Texts{}));
  EXPECT_TRUE(settings.session_aliases.at(SectionKind::history).empty());
}

TEST(SetSetting, NeverSwitchesOnWhatWasSwitchedOff) {
  Settings settings = with("enabled", false);
  ASSERT_TRUE(set_setting(settings, "enabled", true));
  EXPECT_FALSE(settings.enabled);
}

TEST(SetSetting, NamesKeyAndFoundValueAndAllowedValues) {
  EXPECT_EQ(refusal("enabled", "yes"), "'enabled' cannot be \"yes\": it takes true or false | ");
  EXPECT_EQ(refusal("record.merges", std::int64_t{1}),
            "'record.merges' cannot be 1: it takes true or false | ");
  EXPECT_EQ(refusal("checkpoint.untracked", UnusableValue{"a date or time"}),
            "'checkpoint.untracked' cannot be a date or time: it takes true or false | ");
  EXPECT_EQ(refusal("checkpoint.max_listed", "20"),
            "'checkpoint.max_listed' cannot be \"20\": it takes a whole number from 1 to 1000 | ");
  EXPECT_EQ(refusal("push.on_mismatch", "Block"),
            "'push.on_mismatch' cannot be \"Block\": it takes \"warn\" or \"block\" | ");
  EXPECT_EQ(refusal("push.on_mismatch", true),
            "'push.on_mismatch' cannot be true: it takes \"warn\" or \"block\" | ");
  EXPECT_EQ(refusal("output.level", "loud"),
            "'output.level' cannot be \"loud\": it takes \"quiet\", \"normal\" or \"verbose\" | ");
  EXPECT_EQ(refusal("output.color", Texts{"auto"}),
            "'output.color' cannot be an array: it takes \"auto\", \"always\" or \"never\" | ");
  EXPECT_EQ(refusal("record.ignore", false),
            "'record.ignore' cannot be false: it takes a string or an array of strings | ");
  EXPECT_EQ(refusal("session.aliases.completed", UnusableValue{"a table"}),
            "'session.aliases.completed' cannot be a table: it takes a string or an array of strings | ");
  EXPECT_EQ(refusal("session.file", std::int64_t{3}),
            "'session.file' cannot be 3: it takes a path inside the work tree that ends in .md | ");
  EXPECT_EQ(refusal("snapshots.directory", true),
            "'snapshots.directory' cannot be true: it takes a path inside the work tree | ");
}

TEST(SetSetting, KeepsNumbersInTheirRange) {
  EXPECT_EQ(with("checkpoint.time_limit_ms", std::int64_t{1}).checkpoint_time_limit_ms, 1);
  EXPECT_EQ(with("checkpoint.time_limit_ms", std::int64_t{600'000}).checkpoint_time_limit_ms, 600'000);
  EXPECT_EQ(with("checkpoint.max_listed", std::int64_t{1}).checkpoint_max_listed, 1U);
  EXPECT_EQ(with("checkpoint.max_listed", std::int64_t{1000}).checkpoint_max_listed, 1000U);
  EXPECT_EQ(with("history.gap_minutes", std::int64_t{1}).history_gap_minutes, 1);
  EXPECT_EQ(with("history.gap_minutes", std::int64_t{10080}).history_gap_minutes, 10080);
  for (const std::int64_t number : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1001}, INT64_MAX}) {
    EXPECT_EQ(refusal("checkpoint.max_listed", number), "'checkpoint.max_listed' cannot be " +
                                                            std::to_string(number) +
                                                            ": it takes a whole number from 1 to 1000 | ");
  }
  for (const std::int64_t number : {std::int64_t{0}, INT64_MIN, std::int64_t{10081}, std::int64_t{1} << 32}) {
    EXPECT_EQ(refusal("history.gap_minutes", number), "'history.gap_minutes' cannot be " +
                                                          std::to_string(number) +
                                                          ": it takes a whole number from 1 to 10080 | ");
  }
}

TEST(SetSetting, TakesTextsOfOneLineOnly) {
  const std::string takes = " | it takes a string or an array of strings";
  EXPECT_EQ(refusal("record.ignore", Texts{"a", ""}),
            "'record.ignore' cannot be an array: an entry is empty" + takes);
  EXPECT_EQ(refusal("record.ignore", "  "), "'record.ignore' cannot be \"  \": an entry is empty" + takes);
  EXPECT_EQ(refusal("session.aliases.history", "a\nb"),
            "'session.aliases.history' cannot be \"a b\": an entry has a line break or another control "
            "character" +
                takes);
  EXPECT_EQ(refusal("session.aliases.history",
                    "\xe2\x80\xae"
                    "evil"),
            "'session.aliases.history' cannot be \" evil\": an entry has a line break or another control "
            "character" +
                takes);
  EXPECT_EQ(refusal("record.ignore", Texts(201, "a")),
            "'record.ignore' cannot be an array: more than 200 entries" + takes);
  EXPECT_EQ(refusal("record.ignore", std::string(1001, 'a')),
            "'record.ignore' cannot be \"" + std::string(57, 'a') +
                "...\": an entry has more than 1000 bytes" + takes);
  EXPECT_EQ(with("record.ignore", Texts(200, std::string(1000, 'a'))).record_ignore.size(), 200U);
}

TEST(SetSetting, KeepsPathsInsideTheWorkTree) {
  const std::string takes = " | it takes a path inside the work tree";
  const auto message = [&](const std::string& path, const std::string& reason) {
    return "'snapshots.directory' cannot be \"" + path + "\": " + reason + takes;
  };
  EXPECT_EQ(refusal("snapshots.directory", ".."), message("..", "the path has a part '..'"));
  EXPECT_EQ(refusal("snapshots.directory", "/abs"), message("/abs", "the path is absolute"));
  EXPECT_EQ(refusal("snapshots.directory", ""), message("", "the path is empty"));
  EXPECT_EQ(refusal("session.file", "a/.GIT/x.md"),
            "'session.file' cannot be \"a/.GIT/x.md\": the path leads into the git directory" + takes +
                " that ends in .md");
}

TEST(SetSetting, WantsAMarkdownFile) {
  for (const std::string path : {"SESSION.txt", "SESSION", "SESSION.MD", "SESSION.md/", "a.md/b", "md"}) {
    std::string expected = "'session.file' cannot be \"";
    expected += path;
    expected += "\": it does not end in .md | it takes a path inside the work tree that ends in .md";
    EXPECT_EQ(refusal("session.file", path), expected);
  }
}

TEST(SetSetting, WritesPathsAsGitDoes) {
  EXPECT_EQ(with("session.file", "./docs//a/./S.md").session_file, "docs/a/S.md");
  EXPECT_EQ(with("snapshots.directory", "claudedocs/").snapshots_directory, "claudedocs");
}

TEST(SetSetting, NamesTheNearestKeyForAnUnknownOne) {
  EXPECT_EQ(refusal("sesion.file", "x.md"), "unknown key 'sesion.file' | did you mean 'session.file'?");
  EXPECT_EQ(refusal("history.gap", std::int64_t{1}),
            "unknown key 'history.gap' | [history] takes gap_minutes");
  EXPECT_EQ(refusal("session.command", "rm"),
            "unknown key 'session.command' | [session] takes file, memory, aliases");
  EXPECT_EQ(refusal("session.aliases.todo", "x"),
            "unknown key 'session.aliases.todo' | [session.aliases] takes current_phase, completed, "
            "in_progress, blockers, next_actions, checkpoint, history");
  EXPECT_EQ(refusal("colour", "x"),
            "unknown key 'colour' | a settings file takes enabled, session, record, "
            "checkpoint, push, output, resume, history, snapshots");
  EXPECT_EQ(refusal("x\x1b[31m\ny", true).substr(0, 24), "unknown key 'x [31m y' |");
}

TEST(SetSetting, TakesNoValueForATable) {
  EXPECT_EQ(refusal("output", "quiet"),
            "'output' cannot be \"quiet\": it is a table | [output] takes level, color");
  EXPECT_EQ(refusal("session", UnusableValue{"a date or time"}),
            "'session' cannot be a date or time: it is a table | [session] takes file, memory, aliases");
}

TEST(FindNearestKey, SeesThroughSlipsOfTheKeyboard) {
  EXPECT_EQ(find_nearest_key("enable"), "enabled");
  EXPECT_EQ(find_nearest_key("enalbed"), "enabled");
  EXPECT_EQ(find_nearest_key("Session.File"), "session.file");
  EXPECT_EQ(find_nearest_key("\"session.file\""), "session.file");
  EXPECT_EQ(find_nearest_key("output.colour"), "output.color");
  EXPECT_EQ(find_nearest_key("checkpoint.max-listed"), "checkpoint.max_listed");
  EXPECT_EQ(find_nearest_key("session.alias.completed"), "session.aliases.completed");
}

TEST(FindNearestKey, FindsAKeyThatLostItsTable) {
  EXPECT_EQ(find_nearest_key("max_listed"), "checkpoint.max_listed");
  EXPECT_EQ(find_nearest_key("record.level"), "output.level");
}

TEST(FindNearestKey, GivesNothingWhenNoneIsNear) {
  EXPECT_EQ(find_nearest_key(""), std::nullopt);
  EXPECT_EQ(find_nearest_key("core.editor"), std::nullopt);
  EXPECT_EQ(find_nearest_key("on"), std::nullopt);
  EXPECT_EQ(find_nearest_key(std::string(100000, 'e')), std::nullopt);
}

TEST(KnownSettingKeys, AreFoundByTheirOwnNames) {
  EXPECT_EQ(known_setting_keys().size(), 21U);
  for (const SettingKey& key : known_setting_keys()) {
    EXPECT_EQ(find_nearest_key(key.name), key.name);
    EXPECT_FALSE(is_setting_table(key.name)) << key.name;
    EXPECT_NE(refusal(key.name, UnusableValue{"a table"}).find("it takes " + std::string(key.values)),
              std::string::npos);
  }
}

TEST(IsSettingTable, KnowsTablesAndNothingElse) {
  for (const auto* name :
       {"session", "session.aliases", "record", "checkpoint", "push", "output", "history", "snapshots"}) {
    EXPECT_TRUE(is_setting_table(name)) << name;
  }
  for (const auto* name : {"", "enabled", "sess", "session.", "session.file", "session.aliases.completed"}) {
    EXPECT_FALSE(is_setting_table(name)) << name;
  }
}

TEST(CheckRelativePath, TakesPathsBelowTheWorkTree) {
  for (const auto* path : {"SESSION.md", "a/b/c", "a b/\xc3\xa4.md", ".github/x", ".gitignore", "a/.git-x",
                           "..a", "a/...", ".gi", ".gitt", " .git", "x.git", "~", "a\\b"}) {
    EXPECT_TRUE(check_relative_path(path)) << path;
  }
  EXPECT_TRUE(check_relative_path(std::string(1000, 'a')));
}

TEST(CheckRelativePath, RefusesEveryWayOut) {
  const auto reason = [](std::string_view path) {
    const auto checked = check_relative_path(path);
    return checked ? "accepted" : checked.error().message;
  };
  for (const auto* path : {"/abs", "/", "//x"}) EXPECT_EQ(reason(path), "the path is absolute") << path;
  for (const auto* path : {"..", "../x", "a/../b", "a/.."}) {
    EXPECT_EQ(reason(path), "the path has a part '..'") << path;
  }
  for (const auto* path :
       {".git", "a/.GIT/x", ".git. ", ".git...", ".giT ", ".git/hooks", "a/.Git. ./b", "./.git/"}) {
    EXPECT_EQ(reason(path), "the path leads into the git directory") << path;
  }
  for (const auto* path : {"", ".", "./", "././/"}) EXPECT_EQ(reason(path), "the path is empty") << path;
  for (const std::string& path : {std::string("a\0.md", 5), std::string("a\nb"), std::string("\x7f"),
                                  std::string("a\xe2\x80\xae"), std::string("\xff")}) {
    EXPECT_EQ(reason(path), "the path has a control character") << path;
  }
  EXPECT_EQ(reason(std::string(1001, 'a')), "the path has more than 1000 bytes");
}

}  // namespace
}  // namespace session
