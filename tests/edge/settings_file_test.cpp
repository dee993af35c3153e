// SPDX-License-Identifier: MIT
// The three settings files: where they are, which one wins, and which are not read.
#include "io/settings_file.hpp"

#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "edge/settings_support.hpp"
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace session::io {
namespace {

using test::kIgnored;
using test::problems_of;
using test::TempDir;
using test::write_bytes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(FindSettingsSources, ListsThreeFilesTheWinnerLast) {
  const std::map<std::string, std::string> variables = {{"HOME", "/h"}, {"XDG_CONFIG_HOME", "/x"}};
  const auto environment = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  EXPECT_THAT(
      find_settings_sources("/w", environment, "/w/.git"),
      ElementsAre(SettingsSource{"/w/.git-session.toml", ".git-session.toml", false},
                  SettingsSource{"/x/git-session/config.toml", "/x/git-session/config.toml", true},
                  SettingsSource{"/w/.git/session/config.toml", "/w/.git/session/config.toml", true}));
}

TEST(FindSettingsSources, FallsBackToHomeAndLeavesOutWhatIsNotThere) {
  const auto personal = [](std::optional<std::string> xdg, std::optional<std::string> home) {
    const auto sources = find_settings_sources(
        "",
        [&](const std::string& name) {
          return name == "HOME" ? home : name == "XDG_CONFIG_HOME" ? xdg : std::nullopt;
        },
        "/c");
    EXPECT_EQ(sources.back().path, "/c/session/config.toml");
    return sources.size() == 2 ? sources.front().path.string() : "none";
  };
  EXPECT_EQ(personal(std::nullopt, "/h"), "/h/.config/git-session/config.toml");
  EXPECT_EQ(personal("", "/h"), "/h/.config/git-session/config.toml");
  EXPECT_EQ(personal("relative", "/h"), "/h/.config/git-session/config.toml");
  EXPECT_EQ(personal("/x", std::nullopt), "/x/git-session/config.toml");
  EXPECT_EQ(personal(std::nullopt, "h"), "none");
  EXPECT_EQ(personal(std::nullopt, std::nullopt), "none");
}

/// Three files in a folder of the test's own.
class ReadSettings : public ::testing::Test {
 protected:
  [[nodiscard]] SettingsReading read() const { return read_settings(sources_); }
  [[nodiscard]] const std::filesystem::path& shared() const { return sources_[0].path; }
  [[nodiscard]] const std::filesystem::path& personal() const { return sources_[1].path; }
  [[nodiscard]] const std::filesystem::path& clone() const { return sources_[2].path; }

  TempDir dir_;
  std::vector<SettingsSource> sources_ = find_settings_sources(
      dir_ / "work",
      [this](const std::string& name) {
        return name == "HOME" ? std::optional((dir_ / "home").string()) : std::nullopt;
      },
      dir_ / "work/.git");
};

TEST_F(ReadSettings, GivesDefaultsWithoutFiles) {
  const SettingsReading reading = read();
  EXPECT_EQ(reading.settings, Settings());
  EXPECT_THAT(problems_of(reading), IsEmpty());
}

TEST_F(ReadSettings, LetsTheLaterFileWinKeyByKey) {
  write_bytes(shared(),
              "session.file = 'A.md'\nrecord.ignore = ['a']\ncheckpoint.max_listed = 1\n"
              "session.aliases.completed = ['A']\nsession.aliases.history = ['A']\n");
  write_bytes(personal(),
              "record.ignore = ['b']\ncheckpoint.max_listed = 2\nsession.aliases.completed = ['B']\n");
  write_bytes(clone(), "checkpoint.max_listed = 3\n");
  const SettingsReading reading = read();
  EXPECT_THAT(problems_of(reading), IsEmpty());
  EXPECT_EQ(reading.settings.session_file, "A.md");
  EXPECT_THAT(reading.settings.record_ignore, ElementsAre("b"));
  EXPECT_EQ(reading.settings.checkpoint_max_listed, 3U);
  EXPECT_THAT(reading.settings.session_aliases.at(SectionKind::completed), ElementsAre("B"));
  EXPECT_THAT(reading.settings.session_aliases.at(SectionKind::history), ElementsAre("A"));
}

TEST_F(ReadSettings, IsSwitchedOffByAnyOfTheFiles) {
  for (const auto& off : sources_) {
    for (const auto& source : sources_) {
      write_bytes(source.path, source == off ? "enabled = false\n" : "enabled = true\n");
    }
    EXPECT_FALSE(read().settings.enabled) << off.name;
  }
}

TEST_F(ReadSettings, CountsOnMismatchOnlyFromTrustedFiles) {
  write_bytes(shared(), "push.on_mismatch = 'block'\n");
  EXPECT_EQ(read().settings.push_on_mismatch, OnMismatch::warn);
  EXPECT_EQ(read().requested_on_mismatch, OnMismatch::block);
  write_bytes(personal(), "push.on_mismatch = 'block'\n");
  EXPECT_EQ(read().settings.push_on_mismatch, OnMismatch::block);
  write_bytes(clone(), "push.on_mismatch = 'warn'\n");
  EXPECT_EQ(read().settings.push_on_mismatch, OnMismatch::warn);
}

TEST_F(ReadSettings, KeepsTheValueFromBeforeWhenTheLaterOneIsWrong) {
  write_bytes(shared(), "history.gap_minutes = 30\n");
  write_bytes(personal(), "history.gap_minutes = 0\n");
  write_bytes(clone(), "history.gap_minutes = \n");
  const SettingsReading reading = read();
  EXPECT_EQ(reading.settings.history_gap_minutes, 30);
  EXPECT_THAT(
      problems_of(reading),
      ElementsAre(personal().string() + ":1:23: 'history.gap_minutes' cannot be 0: it takes a whole number "
                                        "from 1 to 10080",
                  clone().string() +
                      ":1:23: not valid TOML: error while parsing key-value pair: expected "
                      "value, saw '\\n'" +
                      kIgnored));
}

TEST_F(ReadSettings, ReportsWhatIsNoReadableFile) {
  std::filesystem::create_directories(shared());
  std::filesystem::create_directories(personal().parent_path());
  ASSERT_EQ(::mkfifo(personal().c_str(), 0600), 0);
  write_bytes(clone(), std::string(kSettingsFileLimit + 1, '#'));
  const SettingsReading reading = read();
  EXPECT_EQ(reading.settings, Settings());
  EXPECT_THAT(problems_of(reading),
              ElementsAre("cannot read '" + shared().string() + "': it is a directory",
                          "cannot read '" + personal().string() + "': it is a named pipe",
                          "cannot read '" + clone().string() + "': it is larger than 1048576 bytes"));
}

TEST_F(ReadSettings, ReportsAFileThatMayNotBeRead) {
  constexpr uid_t kNobody = 65534;
  write_bytes(personal(), "enabled = false\n");
  std::filesystem::permissions(personal(), std::filesystem::perms::none);
  // The superuser may read everything, so that role is laid down for the call.
  std::filesystem::permissions(dir_.path(), std::filesystem::perms(0755));
  const bool was_root = ::geteuid() == 0;
  if (was_root) {
    ASSERT_EQ(::seteuid(kNobody), 0);
  }
  const SettingsReading reading = read();
  if (was_root) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  EXPECT_THAT(problems_of(reading),
              ElementsAre("cannot read '" + personal().string() + "': permission denied"));
}

TEST_F(ReadSettings, FollowsALinkOfTheWorkTreeOnlyInside) {
  write_bytes(dir_ / "work/team/settings.toml", "enabled = false\n");
  std::filesystem::create_symlink("team/settings.toml", shared());
  EXPECT_FALSE(read().settings.enabled);
  EXPECT_THAT(problems_of(read()), IsEmpty());
}

TEST_F(ReadSettings, DoesNotFollowALinkOutOfTheWorkTree) {
  write_bytes(dir_ / "outside.toml", "enabled = false\nsecret = 'x'\n");
  write_bytes(dir_ / "work/.git/config", "[core]\n");
  for (const auto* target : {"../outside.toml", ".git/config", "team/up", "/dev/zero", ".git-session.toml"}) {
    std::filesystem::remove(shared());
    std::filesystem::create_directories(dir_ / "work/team");
    std::filesystem::remove(dir_ / "work/team/up");
    std::filesystem::create_symlink("../../outside.toml", dir_ / "work/team/up");
    std::filesystem::create_symlink(target, shared());
    const SettingsReading reading = read();
    EXPECT_EQ(reading.settings, Settings()) << target;
    ASSERT_EQ(reading.problems.size(), 1U) << target;
    EXPECT_EQ(reading.problems[0].message.find("secret"), std::string::npos);
  }
}

TEST_F(ReadSettings, FollowsALinkOfThePersonalFile) {
  write_bytes(dir_ / "dotfiles/config.toml", "enabled = false\n");
  std::filesystem::create_directories(personal().parent_path());
  std::filesystem::create_symlink(dir_ / "dotfiles/config.toml", personal());
  EXPECT_FALSE(read().settings.enabled);
}

}  // namespace
}  // namespace session::io
