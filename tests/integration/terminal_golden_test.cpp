// SPDX-License-Identifier: MIT
// What stands on a terminal of 40 and of 80 columns, with colour and without, as text in
// tests/golden/terminal. There, {{REV}} stands for an abbreviated hash and ␛ for the escape character. With
// SESSION_GOLDEN_OUT=FOLDER the test leaves there what it saw.
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <cstdlib>
#include <string>

namespace session::test {
namespace {

constexpr int kNoTerminal = 77;

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// The worked example in the middle of its second phase, with a blocker.
void play_example(Story& story) {
  story.repo().write("IMPLEMENTATION_PHASES.md",
                     read_bytes(SESSION_GOLDEN_DIR "/story/IMPLEMENTATION_PHASES.md"));
  story.play(
      "git add . && git commit -qm 'Add the plan' && git session init >/dev/null && git session install "
      ">/dev/null\n"
      "put pyproject.toml; git commit -qm 'Scaffold' --trailer 'Completes: Initialize FastAPI project with "
      "Poetry' "
      "--trailer 'Completes: Configure Docker Compose' --trailer 'Completes: Set up pre-commit hooks' "
      "--trailer 'Completes: Create CI pipeline stub'; git tag scaffold\n");
  story.play("git session wrap-up </dev/null >/dev/null");
  story.play(
      "put inventory.py; git commit -qm 'Add models for inventory, supplier, category' "
      "--trailer 'Completes: SQLAlchemy models'; git tag models");
  story.play(
      "echo '#' >>inventory.py; put 日本語の長い名前のファイル.py\n"
      "git session start 'Fix Alembic autogenerate for inventory-supplier relationship' >/dev/null\n"
      "git session block 'Alembic autogenerate does not see the relationship between Inventory and Supplier' "
      "--item 'Fix Alembic' --impact 'No complete migration' --mitigation 'Check `target_metadata` in "
      "`env.py`' "
      ">/dev/null\n"
      "git session next 'Verify that `env.py` imports `src.models.inventory`' 'Write `scripts/seed_data.py` "
      "with 100 "
      "sample items and 日本語の名前' >/dev/null\n");
}

/// Work that no hook saw, and a revert.
void play_mismatch(Story& story) {
  story.play(
      "git config core.hooksPath /dev/null; git commit -qm 'Add the file' -- 日本語の長い名前のファイル.py\n"
      "git tag file; git checkout -q -- .; git revert --no-edit models >/dev/null; git tag revert\n");
}

class TerminalGolden : public ::testing::Test {
 protected:
  TerminalGolden() : story_(Story::Hooks::none) {
    story_.repo().set_variable("TERM", "xterm");
    play_example(story_);
  }

  /// What the command writes to a terminal, with names for hashes.
  std::string see(const std::string& command, const std::string& columns, bool color) {
    story_.repo().set_variable("COLUMNS", columns);
    story_.repo().set_variable("NO_COLOR", color ? "" : "1");
    const RunResult result = story_.repo().run({SESSION_PTY_RUN, "git-session", command});
    has_terminal_ = result.status != kNoTerminal;
    std::string seen = result.out;
    replace_all(seen, "\x1b", "␛");
    for (const char* name : {"scaffold", "models", "file", "revert"}) {
      const RunResult hash = story_.repo().run({"git", "rev-parse", "--short", "-q", "--verify", name});
      if (hash.status == 0)
        replace_all(seen, hash.out.substr(0, hash.out.size() - 1), "{{" + std::string(name) + "}}");
    }
    return seen;
  }

  void expect_golden(const std::string& state) {
    for (const std::string command : {"status", "resume", "verify"}) {
      std::string seen;
      for (const std::string columns : {"80", "40"}) {
        for (const bool color : {false, true}) {
          seen += "=== " + columns + " columns, " + (color ? "colour" : "plain") + "\n";
          seen += see(command, columns, color);
        }
      }
      if (!has_terminal_) GTEST_SKIP() << "no pseudo terminals here";
      const std::string name = command + "-" + state + ".txt";
      if (const char* folder = std::getenv("SESSION_GOLDEN_OUT"); folder != nullptr)
        write_bytes(std::filesystem::path(folder) / name, seen);
      EXPECT_EQ(seen, read_bytes(SESSION_GOLDEN_DIR "/terminal/" + name)) << name;
    }
  }

  Story story_;
  bool has_terminal_ = false;
};

TEST_F(TerminalGolden, WhenAllIsWell) {
  story_.play("git session verify --fix >/dev/null 2>&1");
  expect_golden("match");
}

TEST_F(TerminalGolden, WhenHistoryWentOn) {
  play_mismatch(story_);
  expect_golden("mismatch");
}

}  // namespace
}  // namespace session::test
