// SPDX-License-Identifier: MIT
// Settings that are read without git, against `git config --list`.
#include "git/config_files.hpp"
#include "support/git_support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string_view>

namespace session::git {

// Prints an entry in messages of failed tests. GoogleTest finds it by argument-dependent lookup.
// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest gives the name.
void PrintTo(const ConfigEntry& entry, std::ostream* out) {
  *out << entry.name << '=' << entry.value.value_or("(none)");
}

namespace {

using test::TestRepo;
using test::write_bytes;

/// What git lists; nothing when it refuses.
std::optional<std::vector<ConfigEntry>> ask_git(TestRepo& repo, std::vector<std::string> options) {
  std::vector<std::string> arguments = {"git", "config", "--null", "--list"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const auto result = repo.run(arguments);
  if (result.status != 0) return std::nullopt;
  std::vector<ConfigEntry> entries;
  for (const auto& record : split_records(result.out)) entries.push_back(parse_listed_entry(record));
  return entries;
}

std::string draw_text(std::mt19937& random) {
  static constexpr std::array<std::string_view, 34> kPieces = {"[a]\n",
                                                               "[a \"S\"]\n",
                                                               "[b.c]",
                                                               "[]",
                                                               "[a \"\\\"x\\\\\"]",
                                                               "key",
                                                               " = ",
                                                               "=",
                                                               "value",
                                                               "two words",
                                                               "\"quoted\"",
                                                               "\"",
                                                               "\\n",
                                                               "\\\"",
                                                               "\\\n",
                                                               "\n",
                                                               "\n",
                                                               "\n",
                                                               "# note",
                                                               "; note",
                                                               "\t",
                                                               " ",
                                                               "Name2",
                                                               "x-y",
                                                               "true",
                                                               "9",
                                                               "-",
                                                               "\\",
                                                               "[",
                                                               "]",
                                                               ".",
                                                               "\xc3\xa9",
                                                               "\r\n",
                                                               "[A \"s\"]\n\tk = v\n"};
  std::string text = random() % 2 == 0 ? "[core]\n\tbare = false\n" : "";
  const std::size_t count = 1 + random() % 12;
  for (std::size_t i = 0; i < count; ++i) text += kPieces.at(random() % kPieces.size());
  return text;
}

TEST(CertainConfigText, IsReadAsGitReadsIt) {
  TestRepo repo;
  std::mt19937 random(20);
  std::size_t certain = 0;
  for (int i = 0; i < 600; ++i) {
    const std::string text = draw_text(random);
    const auto entries = parse_certain_config_text(text);
    if (!entries) continue;
    ++certain;
    repo.write("text", text);
    EXPECT_EQ(entries, ask_git(repo, {"--file", "text"})) << text;
  }
  EXPECT_GT(certain, 50u);
}

TEST(CertainConfigText, IsNoneWhereOnlyGitCanTell) {
  EXPECT_TRUE(parse_certain_config_text("[a]\n\tb = c\n"));
  EXPECT_TRUE(parse_certain_config_text(""));
  for (const std::string_view text :
       {"[include]\n\tpath = x\n", "[includeIf \"gitdir:/x/\"]\n\tpath = x\n", "[a]\n\tb = c\td\n",
        "[a]\r\n\tb = c\r\n", "[a]\n\tb # c\n", "[a", "[a]\nb = \"c\n", "[a]\n1b = c\n", "[]\nb = c\n"}) {
    EXPECT_FALSE(parse_certain_config_text(text)) << text;
  }
  EXPECT_FALSE(parse_certain_config_text(std::string_view("[a]\n\tb = c\0d\n", 13)));
}

TEST(ConfigFiles, AreThoseOfGitInItsOrder) {
  TestRepo repo;
  write_bytes(repo.home() / ".config/git/config", "[test]\n\txdg = xdg\n\tboth = xdg\n");
  repo.git({"config", "--global", "test.both", "global"});
  repo.git({"config", "test.both", "local"});
  repo.git({"config", "test.Sub.Section.CamelKey", " kept # here "});
  const auto expect_all = [&repo] {
    const auto read = read_config_files(repo.locate(repo.path()), repo.environment());
    EXPECT_EQ(read, ask_git(repo, {}));
    EXPECT_TRUE(read);
  };
  expect_all();
  repo.set_variable("GIT_CONFIG_GLOBAL", std::nullopt);
  expect_all();
  repo.git({"config", "extensions.worktreeConfig", "true"});
  repo.git({"config", "--worktree", "test.both", "work tree"});
  expect_all();
  repo.set_variable("GIT_CONFIG_PARAMETERS", "'test.param'='it'\\''s' 'test.bare'");
  repo.set_variable("GIT_CONFIG_COUNT", "1");
  repo.set_variable("GIT_CONFIG_KEY_0", "test.counted");
  repo.set_variable("GIT_CONFIG_VALUE_0", "1");
  expect_all();
}

TEST(ConfigFiles, AreLeftToGitWhereItsAnswerMayDiffer) {
  TestRepo repo;
  const auto is_read = [&repo] {
    return read_config_files(repo.locate(repo.path()), repo.environment()).has_value();
  };
  EXPECT_TRUE(is_read());
  // Where the system's file lies is compiled into git.
  repo.set_variable("GIT_CONFIG_NOSYSTEM", "0");
  EXPECT_FALSE(is_read());
  repo.set_variable("GIT_EXEC_PATH", "/opt/git/libexec/git-core");
  EXPECT_FALSE(is_read());
  repo.set_variable("GIT_CONFIG_SYSTEM", (repo.outside() / "system").string());
  EXPECT_TRUE(is_read());
  repo.set_variable("GIT_CONFIG_PARAMETERS", "'include.path=/x'");
  EXPECT_FALSE(is_read());
  repo.set_variable("GIT_CONFIG_PARAMETERS", std::nullopt);
  std::filesystem::create_directories(repo.outside() / "system");
  EXPECT_FALSE(is_read());
  repo.set_variable("GIT_CONFIG_SYSTEM", "/dev/null");
  repo.git({"config", "--global", "includeIf.gitdir:/x/.path", "y"});
  EXPECT_FALSE(is_read());
}

TEST(ConfigFiles, ServeABackendWithoutAnyProcess) {
  TestRepo repo;
  repo.set_variable("GIT_SESSION_BACKEND", "git");
  repo.git({"config", "test.who", "local"});
  const auto repository = open(repo);
  const GitCounter counter;
  EXPECT_EQ(value_of(repository->read_config("test.who")), "local");
  EXPECT_EQ(value_of(repository->read_trailer_rules()).separators, ":");
  EXPECT_TRUE(value_of(repository->read_identities()));
  EXPECT_EQ(counter.calls(), 0u);
}

}  // namespace
}  // namespace session::git
