// SPDX-License-Identifier: MIT
// What the commands print with --json fits the schema that is documented, in all kinds of states.
#include "support/json_schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"

namespace session::test {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

const std::vector<std::string> kCommands = {"status", "resume", "verify"};

const json& schema() {
  static const json kSchema = json::parse(read_bytes(SESSION_DOCS_DIR "/git-session.schema.json"));
  return kSchema;
}

json output_of(Story& story, const std::string& command) {
  const RunResult result = story.sh("git session " + command + " --json");
  EXPECT_LE(result.status, 1) << result.err;
  return json::parse(result.out);
}

/// Each command's output fits the schema, and that of its own command.
void expect_valid(Story& story, const std::string& what) {
  for (const std::string& command : kCommands) {
    const json output = output_of(story, command);
    EXPECT_THAT(find_schema_faults(schema(), output), IsEmpty()) << what << "\n" << output.dump(2);
    EXPECT_EQ(output["command"], command);
    EXPECT_EQ(output["version"], 1);
  }
}

/// A document with everything that there is.
constexpr const char* kFull = R"(# SESSION — shop

## Current Phase
**Phase 2: Orders**
Progress: 40% complete

## Completed Items
- [x] First — `FIRST` (2025-07-01)
- [x] Never — `d5e6f7g` (2025-07-01)
- [x] Gone — `1234567` (2025-07-01) — commit gone
- [x] Plain

## In Progress
- [ ] Fix totals of orders — blocked (see Blockers)
- [ ] Add an index

## Blockers
| Blocker | Impact | Mitigation | Status |
|---------|--------|------------|--------|
| Rounding differs | Totals are wrong | Read `totals.py` | Open |
| No key | — | — | Open |

## Next Actions
1. Do something
2. Run `totals.py --check`

## Git Checkpoint
- **Branch**: main
- **Last Commit**: `FIRST` — First
- **Uncommitted Changes**: M gone.txt, M a
- **Timestamp**: 2025-06-01T09:31:00Z

## Session History
| Session | Date | Duration | Progress |
|---------|------|----------|----------|
| 1 | 2025-06-30 | ~1 hour | Phase 1 completed |
)";

void plant_full(Story& story) {
  std::string text = kFull;
  const std::string hash = story.expand("{HEAD}");
  for (std::size_t at = text.find("FIRST"); at != std::string::npos; at = text.find("FIRST", at + 1))
    text.replace(at, 5, hash);
  story.repo().write("SESSION.md", text);
}

TEST(JsonOutput, FitsTheSchemaInAFreshRepository) {
  Story story;
  expect_valid(story, "after install");
}

TEST(JsonOutput, FitsTheSchemaWithEverythingInTheDocument) {
  Story story;
  plant_full(story);
  story.repo().write("IMPLEMENTATION_PHASES.md",
                     "# Plan\n\n## Phase 2: Orders\n\n### Deliverables\n- First\n- Add an index\n- Tests\n");
  story.play("echo 2 >a; put b; printf 'x' >pyproject.toml; printf '# x' >README.md");
  expect_valid(story, "full");
  const json status = output_of(story, "status");
  EXPECT_EQ(status["phase"], (json{{"number", "2"}, {"name", "Orders"}}));
  EXPECT_EQ(status["deliverables"], (json{{"done", 1}, {"total", 3}}));
  EXPECT_EQ(status["in_progress"][0],
            (json{{"text", "Fix totals of orders"}, {"note", "blocked (see Blockers)"}}));
  EXPECT_EQ(status["in_progress"][1]["note"], nullptr);
  EXPECT_EQ(status["blockers"][1]["mitigation"], nullptr);
  EXPECT_EQ(status["completed"]["today"].size(), 3U);
  EXPECT_EQ(status["checkpoint"]["verdict"], "changes differ");
  EXPECT_EQ(status["checkpoint"]["good"], false);
}

TEST(JsonOutput, FitsTheSchemaWhenHistoryWentOn) {
  Story story;
  story.play("put b; git commit -qm 'Add b'; git config core.hooksPath /dev/null");
  story.play("put c; git commit -qm 'Add c'; git revert --no-edit HEAD~1 >/dev/null");
  expect_valid(story, "ahead");
  const json resume = output_of(story, "resume");
  EXPECT_EQ(resume["checkpoint"]["verdict"], "ahead");
  EXPECT_EQ(resume["since"]["commits"].size(), 2U);
  EXPECT_EQ(resume["since"]["commits"][0]["commit"], story.repo().head());
  story.play("git checkout -q --detach HEAD~2");
  expect_valid(story, "detached");
  EXPECT_EQ(output_of(story, "status")["checkpoint"]["actual"]["branch"], nullptr);
  story.play("git checkout -q --orphan new");
  expect_valid(story, "an unborn branch");
  EXPECT_EQ(output_of(story, "status")["checkpoint"]["actual"]["commit"], nullptr);
}

TEST(JsonOutput, FitsTheSchemaAfterAWrapUp) {
  Story story;
  story.play("put b; git commit -qm 'Add b'; git session wrap-up --note 'all good' </dev/null >/dev/null");
  expect_valid(story, "wrapped up");
  EXPECT_EQ(output_of(story, "status")["completed"]["this_session"], json::array());
  EXPECT_EQ(output_of(story, "resume")["earlier_sessions"].size(), 1U);
}

TEST(JsonOutput, FitsTheSchemaInAnEmptyRepositoryAndForAForeignFile) {
  Story story(Story::Hooks::none);
  story.repo().write("SESSION.md", "Some notes\n\n## Done\n- [x] a\n");
  expect_valid(story, "foreign");
  const json status = output_of(story, "status");
  EXPECT_EQ(status["completed"]["this_session"], nullptr);
  EXPECT_EQ(status["phase"], nullptr);
  EXPECT_EQ(status["checkpoint"]["verdict"], "no checkpoint");
}

TEST(JsonOutput, IsJsonWhateverTheBytesAre) {
  Story story;
  plant_full(story);
  story.play(
      "edit 's/Add an index/Add \\xff\\x01 \\\"quoted\\\" \\x1b[2J/'; printf x >\"$(printf 'caf\\351')\"");
  expect_valid(story, "bytes");
  EXPECT_THAT(output_of(story, "status").dump(), ::testing::HasSubstr("\xef\xbf\xbd"));
}

/// The schema is no rubber stamp: what is taken out or changed is found.
TEST(JsonSchemaOfOutput, FindsWhatIsMissingOrWrong) {
  Story story;
  plant_full(story);
  for (const std::string& command : kCommands) {
    const json output = output_of(story, command);
    for (const auto& [name, value] : output.items()) {
      json changed = output;
      changed.erase(name);
      EXPECT_THAT(find_schema_faults(schema(), changed), Not(IsEmpty())) << command << " without " << name;
      changed = output;
      changed[name] = json::array({json::object()});
      EXPECT_THAT(find_schema_faults(schema(), changed), Not(IsEmpty()))
          << command << " with a wrong " << name;
    }
  }
}

/// Each member that is printed is named on the page and in the schema.
void expect_documented(const json& value, const std::string& page) {
  if (value.is_array()) {
    for (const json& item : value) expect_documented(item, page);
  }
  if (!value.is_object()) return;
  for (const auto& [name, member] : value.items()) {
    EXPECT_TRUE(page.find("`" + name + "`") != std::string::npos ||
                page.find("." + name + "`") != std::string::npos ||
                page.find("`" + name + ".") != std::string::npos)
        << name << " is not in docs/json.md";
    EXPECT_NE(schema().dump().find("\"" + name + "\""), std::string::npos) << name << " is not in the schema";
    expect_documented(member, page);
  }
}

TEST(JsonPage, NamesEachMember) {
  Story story;
  plant_full(story);
  story.play("echo 2 >a; put b; git commit -qm 'Add b'; printf x >pyproject.toml");
  const std::string page = read_bytes(SESSION_DOCS_DIR "/json.md");
  for (const std::string& command : kCommands) expect_documented(output_of(story, command), page);
}

}  // namespace
}  // namespace session::test
