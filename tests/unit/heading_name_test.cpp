// SPDX-License-Identifier: MIT
// Which section a heading opens, and which of two headings is the better named one.
#include "core/document/heading_name.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <utility>

namespace session {
namespace {

using Found = std::optional<std::pair<SectionKind, std::size_t>>;

TEST(SectionNames, KnowTheNamesThatWeWriteAsTheFirst) {
  const SectionNames names;
  EXPECT_EQ(names.find("Current Phase"), Found({SectionKind::current_phase, 0}));
  EXPECT_EQ(names.find("Completed Items"), Found({SectionKind::completed, 0}));
  EXPECT_EQ(names.find("In Progress"), Found({SectionKind::in_progress, 0}));
  EXPECT_EQ(names.find("Blockers"), Found({SectionKind::blockers, 0}));
  EXPECT_EQ(names.find("Next Actions"), Found({SectionKind::next_actions, 0}));
  EXPECT_EQ(names.find("Git Checkpoint"), Found({SectionKind::checkpoint, 0}));
  EXPECT_EQ(names.find("Session History"), Found({SectionKind::history, 0}));
}

TEST(SectionNames, LookThroughEmojiNumbersCaseAndStatus) {
  const SectionNames names;
  EXPECT_EQ(names.find("✅ 2. **COMPLETED** (12)"), Found({SectionKind::completed, 1}));
  EXPECT_EQ(names.find("What's Next?"), Found({SectionKind::next_actions, 4}));
  EXPECT_EQ(names.find("Known Issues: three"), Found({SectionKind::blockers, 3}));
  EXPECT_EQ(names.find("Whats Next"), std::nullopt);
  EXPECT_EQ(names.find("✅"), std::nullopt);
  EXPECT_EQ(names.find(""), std::nullopt);
}

TEST(SectionNames, PutOwnNamesRightBehindTheFirst) {
  const SectionNames names({{SectionKind::completed, {"Erledigt", "**Fertig**!"}}});
  EXPECT_EQ(names.find("Completed Items"), Found({SectionKind::completed, 0}));
  EXPECT_EQ(names.find("erledigt"), Found({SectionKind::completed, 1}));
  EXPECT_EQ(names.find("Fertig"), Found({SectionKind::completed, 2}));
  EXPECT_EQ(names.find("Done"), Found({SectionKind::completed, 4}));
  EXPECT_EQ(names.find("Next Steps"), Found({SectionKind::next_actions, 1}));
}

TEST(SectionNames, GiveANameOfTwoSectionsToTheOneThatComesFirst) {
  const SectionNames names({{SectionKind::current_phase, {"Done"}}, {SectionKind::history, {"Next"}}});
  EXPECT_EQ(names.find("Done"), Found({SectionKind::current_phase, 1}));
  EXPECT_EQ(names.find("Next"), Found({SectionKind::next_actions, 2}));
}

TEST(SectionNames, DoNotTakeAnEmptyAliasForAnEmptyHeading) {
  const SectionNames names({{SectionKind::completed, {"", "***"}}});
  EXPECT_EQ(names.find(""), std::nullopt);
  EXPECT_EQ(names.find("***"), std::nullopt);
}

}  // namespace
}  // namespace session
