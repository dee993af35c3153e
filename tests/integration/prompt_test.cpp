// SPDX-License-Identifier: MIT
// The snippets of docs/prompt.md show the line, and run nothing that a document says.
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <string>

namespace session::test {
namespace {

/// The block of the page that is fenced as `language`.
std::string read_snippet(const std::string& language) {
  const std::string page = read_bytes(SESSION_DOCS_DIR "/prompt.md");
  const std::string fence = "```" + language + "\n";
  const std::size_t begin = page.find(fence) + fence.size();
  return page.substr(begin, page.find("```", begin) - begin);
}

bool has_program(Story& story, const std::string& name) {
  return story.sh("command -v " + name + " >/dev/null").status == 0;
}

/// A document whose phase a shell must not touch, and one that it may.
void plant_phase(Story& story, const std::string& number) {
  story.repo().write("SESSION.md", "# SESSION — x\n\n## Current Phase\n**Phase " + number +
                                       ": M**\nProgress: 60% complete\n\n## Completed Items\n\n"
                                       "## In Progress\n- [ ] $(touch pwned) `touch pwned` %F{red} \\u\n\n"
                                       "## Git Checkpoint\n- **Branch**: $(touch pwned)\n");
}

void plant_snippet(Story& story, const std::string& language) {
  const auto file = story.repo().outside() / "snippet";
  write_bytes(file, read_snippet(language));
  story.repo().set_variable("SNIPPET", file.string());
  story.repo().set_variable("LC_ALL", "C.UTF-8");
}

/// What the command prints is the snippet's part of the prompt, with a blank before it.
void expect_prompt(Story& story, const std::string& command) {
  const auto show = [&](const std::string& where) {
    const RunResult result = story.sh(where + command);
    EXPECT_EQ(result.status, 0) << result.err;
    return result.out;
  };
  plant_phase(story, "2");
  EXPECT_EQ(show(""), " [P2 60% 1▸ ∅]");
  for (const char* number : {"$(touch pwned)", "`touch pwned`", "%(0x.a.b)"}) {
    plant_phase(story, number);
    EXPECT_NE(show("").find("∅]"), std::string::npos) << number;
  }
  EXPECT_FALSE(story.repo().exists("pwned"));
  // Without SESSION.md there is nothing, not even brackets.
  EXPECT_EQ(show("cd ..; ").find('['), std::string::npos);
}

TEST(PromptSnippet, ShowsTheLineInBash) {
  Story story;
  plant_snippet(story, "bash");
  expect_prompt(
      story, R"(bash --norc -c '. "$SNIPPET"; PS1=${PS1#"\\w"}; PS1=${PS1%"\\$ "}; printf %s "${PS1@P}"')");
}

TEST(PromptSnippet, ShowsTheLineInZsh) {
  Story story;
  if (!has_program(story, "zsh")) GTEST_SKIP() << "no zsh here";
  plant_snippet(story, "zsh");
  expect_prompt(story, R"(zsh -fc '. "$SNIPPET"; session_prompt; print -rnP -- "${${PROMPT#%~}%\%\# }"')");
}

TEST(PromptSnippet, ShowsTheLineInFish) {
  Story story;
  if (!has_program(story, "fish")) GTEST_SKIP() << "no fish here";
  plant_snippet(story, "fish");
  expect_prompt(story, R"(fish --no-config -c 'source "$SNIPPET"; echo -n " "; fish_right_prompt; true')");
}

}  // namespace
}  // namespace session::test
