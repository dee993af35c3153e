// SPDX-License-Identifier: MIT
// docs/configuration.md against the table of keys and the defaults.
#include "core/settings.hpp"
#include "io/settings_file.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "edge/settings_support.hpp"
#include <string>

namespace session::io {
namespace {

using test::problems_of;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string read_page() {
  return test::read_bytes(SESSION_DOCS_DIR "/configuration.md");
}

/// The text of the first block that is fenced with `info`; empty when there is none.
std::string find_block(const std::string& page, const std::string& info) {
  const std::string opening = "\n```" + info + "\n";
  const std::size_t at = page.find(opening);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + opening.size();
  return page.substr(begin, page.find("\n```", begin) + 1 - begin);
}

SettingsReading parse(const std::string& bytes) {
  SettingsReading reading;
  parse_settings(bytes, {"/w/.git-session.toml", ".git-session.toml", true}, reading);
  return reading;
}

TEST(ConfigurationPage, SaysOfEveryKeyWhatItTakes) {
  const std::string page = read_page();
  for (const SettingKey& key : known_setting_keys()) {
    EXPECT_THAT(page, HasSubstr("\n| `" + std::string(key.name) + "` | " + std::string(key.values) + " | "));
  }
}

TEST(ConfigurationPage, DescribesNoOtherKeys) {
  const std::string page = read_page();
  const std::size_t begin = page.find("## Keys");
  const std::string table = page.substr(begin, page.find("\n## ", begin + 1) - begin);
  std::size_t rows = 0;
  for (std::size_t at = table.find("\n| `"); at != std::string::npos; at = table.find("\n| `", at + 1))
    ++rows;
  EXPECT_EQ(rows, known_setting_keys().size());
}

TEST(ConfigurationPage, ShowsTheDefaultsOfAllKeysInItsExample) {
  const std::string example = find_block(read_page(), "toml");
  SettingsReading reading = parse(example);
  EXPECT_THAT(problems_of(reading), IsEmpty());
  EXPECT_EQ(reading.settings.session_aliases.size(), 7U);
  for (auto& [kind, names] : reading.settings.session_aliases) EXPECT_THAT(names, IsEmpty());
  reading.settings.session_aliases.clear();
  EXPECT_EQ(reading.settings, Settings());
  for (const SettingKey& key : known_setting_keys()) {
    const std::string name(key.name.substr(key.name.rfind('.') + 1));
    EXPECT_THAT("\n" + example, HasSubstr("\n" + name + " = "));
  }
}

TEST(ConfigurationPage, ShowsTheWordsOfARealProblem) {
  const SettingsReading reading = parse("sesion.file = \"x.md\"\n");
  ASSERT_EQ(reading.problems.size(), 1U);
  const Error& problem = reading.problems[0];
  EXPECT_EQ(find_block(read_page(), "text"),
            problem.where->file + ":1:8: " + problem.message + "\n" + problem.hint + "\n");
}

}  // namespace
}  // namespace session::io
