// SPDX-License-Identifier: MIT
#include "core/live/restore.hpp"

#include "core/live/live_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace session {
namespace {

const std::string kStored =
    "## Completed Items\n- [x] A — `1111111` (2026-01-02)\n\n## Next Actions\n1. B\n2. C\n\n"
    "## Git Checkpoint\n- **Branch**: _(not stored)_\n";
const std::string kShown =
    "## Completed Items\n- [x] A — `1111111` (2026-01-02)\n- [x] B — `2222222` (2026-01-03)\n\n"
    "## Next Actions\n1. C\n\n## Git Checkpoint\n- **Branch**: main\n";

std::string restore(const std::string& stored) {
  return restore_live_text(weave_text(kStored, kShown), stored, SectionNames());
}

TEST(Restore, TheSameStoredFileShowsTheSameLinesAgain) {
  EXPECT_EQ(restore(kStored), kShown);
}

TEST(Restore, WhatGitChangedStays) {
  EXPECT_EQ(restore("Hello\n\n" + kStored), "Hello\n\n" + kShown);
}

TEST(Restore, AnItemThatIsStoredByNowStandsThereOnce) {
  const std::string published =
      "## Completed Items\n- [x] A — `1111111` (2026-01-02)\n- [x] B — `2222222` (2026-01-03)\n\n"
      "## Next Actions\n1. C\n\n## Git Checkpoint\n- **Branch**: _(not stored)_\n";
  EXPECT_EQ(restore(published), kShown);
}

TEST(Restore, NoConflictMarkerComesOut) {
  const std::string live = weave_text("Text\n" + kStored, "Mine\n" + kShown);
  const std::string text = restore_live_text(live, "Yours\n" + kStored, SectionNames());
  EXPECT_EQ(text, "Yours\n" + kShown);
}

TEST(Restore, TheLineEndingIsThatOfTheNewFile) {
  const auto as_crlf = [](const std::string& text) {
    std::string result;
    for (const char c : text) result.append(c == '\n' ? "\r\n" : std::string(1, c));
    return result;
  };
  EXPECT_EQ(restore(as_crlf(kStored)), as_crlf(kShown));
}

}  // namespace
}  // namespace session
