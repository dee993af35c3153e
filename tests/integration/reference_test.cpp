// SPDX-License-Identifier: MIT
// docs/commands.md says what the program's own definitions say, and these are complete.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <cctype>
#include <set>
#include <sstream>

namespace session::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string run(TestRepo& repo, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "git-session");
  const RunResult result = repo.run(arguments);
  EXPECT_EQ(result.status, 0) << result.err;
  return result.out;
}

/// The commands that `git session -h` lists.
std::vector<std::string> list_commands(TestRepo& repo) {
  std::istringstream help(run(repo, {"-h"}));
  std::vector<std::string> commands;
  bool inside = false;
  for (std::string line; std::getline(help, line);) {
    if (line == "Subcommands:") {
      inside = true;
    } else if (line.empty()) {
      inside = false;
    } else if (inside && line.starts_with("  ") && line[2] != ' ') {
      commands.push_back(line.substr(2, line.find(' ', 2) - 2));
    }
  }
  return commands;
}

TEST(CommandReference, IsWhatTheProgramSays) {
  TestRepo repo(RepoKind::none);
  EXPECT_EQ(run(repo, {"reference"}), read_bytes(SESSION_DOCS_DIR "/commands.md"))
      << "make the page anew: git-session reference >docs/commands.md";
}

TEST(CommandReference, HasEachCommandOfTheHelp) {
  TestRepo repo(RepoKind::none);
  const std::string page = run(repo, {"reference"});
  const auto commands = list_commands(repo);
  EXPECT_GE(commands.size(), 8U);
  for (const std::string& command : commands)
    EXPECT_THAT(page, HasSubstr("## git session " + command + "\n"));
}

/// A capital letter, some words, no full stop.
void expect_described(const std::string& text, const std::string& what) {
  EXPECT_GE(text.size(), 12U) << what << ": " << text;
  EXPECT_TRUE(std::isupper(static_cast<unsigned char>(text.front()))) << what << ": " << text;
  EXPECT_NE(text.find(' '), std::string::npos) << what << ": " << text;
  EXPECT_NE(text.back(), '.') << what << ": " << text;
}

TEST(CommandReference, DescribesEachOption) {
  TestRepo repo(RepoKind::none);
  std::istringstream page(run(repo, {"reference"}));
  std::string command;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## ")) {
      command = line.substr(3);
      std::getline(page, line);
      ASSERT_TRUE(line.ends_with('.')) << command;
      expect_described(line.substr(0, line.size() - 1), command);
    }
    if (!line.starts_with("| `")) continue;
    const std::string what = line.substr(2, line.find("` |") - 1);
    const std::size_t meaning = line.find("` | ") + 4;
    expect_described(line.substr(meaning, line.size() - 2 - meaning), command + " " + what);
  }
}

TEST(Help, OfEachCommandTellsItsOptions) {
  TestRepo repo(RepoKind::none);
  std::istringstream page(run(repo, {"reference"}));
  std::string help;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## git session ")) {
      help = run(repo, {line.substr(15), "-h"});
      EXPECT_THAT(help, HasSubstr("Usage: git session " + line.substr(15)));
      std::getline(page, line);
      EXPECT_THAT(help, StartsWith(line.substr(0, line.size() - 1)));
    }
    if (!line.starts_with("| `--")) continue;
    EXPECT_THAT(help, HasSubstr(line.substr(3, line.find_first_of(" `,", 3) - 3)));
  }
}

TEST(Help, TellsOfAWrongOption) {
  TestRepo repo(RepoKind::none);
  const RunResult result = repo.run({"git-session", "status", "--long"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("--long"));
  EXPECT_THAT(result.err, HasSubstr("hint: see the options: git session -h\n"));
}

}  // namespace
}  // namespace session::test
