// SPDX-License-Identifier: MIT
#include "core/live/live_text.hpp"

#include "core/live/live_block.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace session {
namespace {

constexpr std::string_view kStored =
    "# SESSION — Shop\n\n"
    "## Completed Items\n- [x] Set up — `1111111` (2026-01-02)\n\n"
    "## In Progress\n- [ ] Add login — half done\n- [ ] Add cart\n\n"
    "## Blockers\n| Blocker | Status |\n|---|---|\n| No key | Open |\n\n"
    "## Next Actions\n1. Ship it\n2. Rest\n\n"
    "## Git Checkpoint\n"
    "- **Branch**: _(not stored)_\n- **Last Commit**: _(not stored)_\n"
    "- **Uncommitted Changes**: _(not stored)_\n- **Timestamp**: _(not stored)_\n";

std::string replace(std::string text, std::string_view before, std::string_view after) {
  const std::size_t at = text.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  if (at != std::string::npos) text.replace(at, before.size(), after);
  return text;
}

/// What the hooks make of kStored after a commit that completes an item.
std::string shown_after_commit() {
  std::string text = replace(std::string(kStored), "(2026-01-02)\n",
                             "(2026-01-02)\n- [x] Add login — `2222222` (2026-01-03)\n");
  text = replace(text, "- [ ] Add login — half done\n", "");
  text = replace(text, "Branch**: _(not stored)_", "Branch**: main");
  text = replace(text, "Commit**: _(not stored)_", "Commit**: `2222222` — Add login");
  text = replace(text, "Changes**: _(not stored)_", "Changes**: None");
  return replace(text, "Timestamp**: _(not stored)_", "Timestamp**: 2026-01-03T10:00:00Z");
}

TEST(LiveText, TheFileShowsWhatHooksWroteAndCleansToWhatIsStored) {
  const std::string file = weave_text(kStored, shown_after_commit());
  EXPECT_EQ(clean_text(file), kStored);
  EXPECT_EQ(show_text(file), shown_after_commit());
  EXPECT_NE(file.find("- [x] Add login — `2222222` (2026-01-03)\n<!-- session:end -->\n"), std::string::npos)
      << file;
  EXPECT_NE(file.find("<!-- session:live\n0 - [ ] Add login — half done\n-->\n<!-- session:end -->\n"),
            std::string::npos)
      << file;
}

TEST(LiveText, CheckpointValuesNeedNoComment) {
  std::string shown = replace(std::string(kStored), "Branch**: _(not stored)_", "Branch**: main");
  EXPECT_EQ(weave_text(kStored, shown), shown);
  EXPECT_EQ(clean_text(shown), kStored);
}

TEST(LiveText, CleaningTwiceChangesNothing) {
  const std::string file = weave_text(kStored, shown_after_commit());
  EXPECT_EQ(clean_text(clean_text(file)), clean_text(file));
}

TEST(LiveText, ALineThatAPersonAddsToABlockIsStored) {
  const std::string file = replace(weave_text(kStored, shown_after_commit()), "<!-- session:end -->\n",
                                   "- [x] My own line\n<!-- session:end -->\n");
  EXPECT_EQ(clean_text(file),
            replace(std::string(kStored), "(2026-01-02)\n", "(2026-01-02)\n- [x] My own line\n"));
}

TEST(LiveText, ALiveLineThatAPersonEditedIsStored) {
  const std::string file =
      replace(weave_text(kStored, shown_after_commit()), "[x] Add login — `2", "[x] Add the login — `2");
  EXPECT_EQ(clean_text(file), replace(std::string(kStored), "(2026-01-02)\n",
                                      "(2026-01-02)\n- [x] Add the login — `2222222` (2026-01-03)\n"));
}

TEST(LiveText, ALiveLineThatAPersonDeletedLeavesWhatIsStored) {
  const std::string file =
      replace(weave_text(kStored, shown_after_commit()), "- [x] Add login — `2222222` (2026-01-03)\n", "");
  EXPECT_EQ(clean_text(file), kStored);
  EXPECT_EQ(show_text(file), replace(shown_after_commit(), "- [x] Add login — `2222222` (2026-01-03)\n", ""));
}

TEST(LiveText, AnEditedLineTakesThePlaceOfTheStoredOne) {
  const std::string shown = replace(std::string(kStored), "1. Ship it\n2. Rest\n", "1. Rest\n");
  const std::string file = replace(weave_text(kStored, shown), "1. Rest\n", "1. Rest a while\n");
  EXPECT_EQ(clean_text(file), replace(std::string(kStored), "2. Rest\n", "1. Rest a while\n"));
}

TEST(LiveText, ABlockedRowKeepsTheTableWhole) {
  const std::string shown =
      replace(std::string(kStored), "| No key | Open |\n", "| No key | Open |\n| No time | Open |\n");
  const std::string file = weave_text(kStored, shown);
  EXPECT_EQ(clean_text(file), kStored);
  EXPECT_NE(file.find("-->\n| Blocker | Status |\n|---|---|\n| No key | Open |\n| No time | Open |\n<!--"),
            std::string::npos)
      << file;
  const std::string edited = replace(file, "| No key | Open |", "| No key at all | Open |");
  EXPECT_EQ(clean_text(edited), replace(std::string(kStored), "No key", "No key at all"));
}

TEST(LiveText, APersonMayTakeTheClosingCommentAway) {
  const std::string file = weave_text(kStored, shown_after_commit());
  EXPECT_EQ(clean_text(replace(file, "<!-- session:end -->\n", "")), kStored);
}

TEST(LiveText, WithoutTheOpeningCommentTheLinesAreAPersons) {
  const std::string file = weave_text(kStored, shown_after_commit());
  const std::size_t at = file.find("<!-- session:live");
  const std::string cut = file.substr(0, at) + file.substr(file.find('\n', at) + 1);
  EXPECT_EQ(clean_text(cut), replace(std::string(kStored), "(2026-01-02)\n",
                                     "(2026-01-02)\n- [x] Add login — `2222222` (2026-01-03)\n"));
}

TEST(LiveText, AFileWithConflictMarkersPassesThrough) {
  const std::string file =
      "<<<<<<< ours\n" + weave_text(kStored, shown_after_commit()) + "=======\nx\n>>>>>>> theirs\n";
  EXPECT_EQ(clean_text(file), file);
  EXPECT_EQ(show_text(file), file);
}

TEST(LiveText, LineEndingsOfTheFileStay) {
  const auto as_crlf = [](std::string_view text) {
    std::string result;
    for (const char c : text) result.append(c == '\n' ? "\r\n" : std::string(1, c));
    return result;
  };
  const std::string file = weave_text(as_crlf(kStored), as_crlf(shown_after_commit()));
  EXPECT_EQ(file, as_crlf(weave_text(kStored, shown_after_commit())));
  EXPECT_EQ(clean_text(file), as_crlf(kStored));
}

TEST(LiveText, AFinalLineWithoutALineEndingStaysSo) {
  const std::string stored =
      "## Completed Items\n- [x] A\n\n## Git Checkpoint\n- **Branch**: _(not stored)_\n\n"
      "## Next Actions\n1. B";
  const std::string shown = replace(stored, "1. B", "1. B\n2. C\n");
  const std::string file = weave_text(stored, shown);
  EXPECT_NE(file, shown);
  EXPECT_EQ(clean_text(file), stored);
}

TEST(LiveText, AStoredLineMayHoldACommentsEnd) {
  const std::string stored = "## In Progress\n- [ ] Draw --> and --\\> and <!-- x -->\n- [ ] B\n";
  const std::string file = weave_text(stored, "## In Progress\n- [ ] B\n");
  EXPECT_EQ(clean_text(file), stored);
  EXPECT_EQ(file.find("-->"), file.find("-->\n<!-- session:end -->")) << file;
}

TEST(LiveText, KnowsAFileThatGitWroteAnew) {
  EXPECT_TRUE(is_stored_form(kStored));
  EXPECT_FALSE(is_stored_form(shown_after_commit()));
  EXPECT_FALSE(is_stored_form(weave_text(kStored, shown_after_commit())));
  EXPECT_FALSE(is_stored_form(replace(std::string(kStored), "Branch**: _(not stored)_", "Branch**: main")));
}

TEST(LiveBlock, TextThatOnlyLooksLikeABlockIsNone) {
  for (const std::string_view text :
       {"<!-- session:live nohex -->\n", "<!-- session:live 12345678\nx\n-->\n",
        "<!-- session:live 12345678\n", "<!-- session:lively -->\n", "<!-- session:live 12345678=x -->\n"}) {
    std::size_t at = 0;
    EXPECT_FALSE(parse_live_block(text, split_lines(text), at)) << text;
    EXPECT_EQ(at, 0U);
  }
}

TEST(LiveBlock, ABlockIsReadAsItWasWritten) {
  LiveBlock block;
  block.lines = {"- [x] A", "- own", "- [x] B"};
  block.stored = {{0, "- [ ] A"}, {1, ""}, {1, "x --> y"}};
  block.seals = {{format_seal("- [x] A"), 0}, {format_seal("- [x] B"), std::nullopt}};
  block.open_end = true;
  std::string text;
  for (const std::string& line : format_live_block(block)) text += line + "\n";
  std::size_t at = 0;
  EXPECT_EQ(parse_live_block(text, split_lines(text), at), block);
  EXPECT_EQ(plan_stored_lines(block), (std::vector<std::string>{"- [ ] A", "- own", "", "x --> y"}));
}

}  // namespace
}  // namespace session
