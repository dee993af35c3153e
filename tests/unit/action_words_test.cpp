// SPDX-License-Identifier: MIT
#include "core/handoff/action_words.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

TEST(NamesSomething, TakesCodeSpansFilesSymbolsAndCommands) {
  for (const char* text :
       {"Run `make`", "Fix env.py", "Write src/models", "Look into ./x", "See docs/a.md.", "Call run() again",
        "Use std::string", "Rename user_id", "Pass --autogenerate", "Update the Makefile", "Edit (main.c)",
        "Add .gitignore", "Open `` a`b ``", "Clean build/", "Run parse(x), then stop", "**README** first",
        "A `` ` `` alone"}) {
    EXPECT_TRUE(names_something(text)) << text;
  }
}

TEST(NamesSomething, LeavesProseAlone) {
  for (const char* text :
       {"", "Write the docs", "Client and/or server", "e.g. the login", "Release v1.2", "Check item(s)",
        "Do it at 3 p.m.", "50% of 3/4", "Fix it - now", "Ask a@b.example", "A lone ` backtick",
        "Improve... things", "Ein Satz. Noch einer", "_(None)_", "The __init of all", "``  ``"}) {
    EXPECT_FALSE(names_something(text)) << text;
  }
}

}  // namespace
}  // namespace session
