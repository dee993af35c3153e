// SPDX-License-Identifier: MIT
// Subjects, branch names and paths that try to be more than text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <algorithm>

namespace session::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A document whose three values from git are given as they must stand there.
std::string expect_text(Story& story, const std::string& item, const std::string& subject) {
  std::string text = story.expect({{"ITEM @ HEAD"}});
  text.replace(text.find("ITEM"), 4, item);
  const std::size_t at = text.find("` — ", text.find("**Last Commit**")) + 6;
  return text.replace(at, text.find('\n', at) - at, subject);
}

/// Makes a commit object of these bytes, as git's own commands would refuse to.
void commit_bytes(Story& story, const std::string& message) {
  TestRepo& repo = story.repo();
  const std::string who = "Ada Lovelace <ada@example.org> " + std::to_string(repo.now()) + " +0000\n";
  const std::string object = "tree " + repo.git({"rev-parse", "HEAD^{tree}"}) + "\nparent " + repo.head() +
                             "\nauthor " + who + "committer " + who + "\n" + message;
  const std::string id = repo.git({"hash-object", "-t", "commit", "-w", "--stdin", "--literally"}, object);
  repo.git({"update-ref", "refs/heads/main", id});
}

struct SubjectCase {
  std::string name;
  std::string message;
  std::string item;
  std::string subject;  ///< in the checkpoint; empty: as the item
};

void PrintTo(const SubjectCase& value, std::ostream* out) {
  *out << value.name;
}

class HostileSubject : public ::testing::TestWithParam<SubjectCase> {};

TEST_P(HostileSubject, StaysOneLineOfText) {
  const SubjectCase& row = GetParam();
  Story story;
  story.repo().write(".git/message", row.message);
  const RunResult result = story.sh("put b; git commit -q --cleanup=verbatim -F .git/message");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(story.document(), expect_text(story, row.item, row.subject.empty() ? row.item : row.subject));
  EXPECT_TRUE(std::none_of(result.err.begin(), result.err.end(), [](unsigned char c) {
    return c == 0x7f || (c < ' ' && c != '\n');
  })) << result.err;
  EXPECT_EQ(count_lines(Story::ours(result.err)), 1U) << result.err;
  // The next run must read what this one wrote.
  story.play("put c; git commit -qm 'Add c'; git commit -q --amend -m 'Add the c'");
  const std::string next = story.expect({{"ITEM @ HEAD~1", "Add the c @ HEAD"}});
  EXPECT_EQ(story.document(), std::string(next).replace(next.find("ITEM"), 4, row.item));
}

const std::string kLong(10 * 1024, 'x');

const std::vector<SubjectCase> kSubjects = {
    {"EscapeSequences", "Add \x1b[31mred\x1b[0m\x07 end\n", "Add  [31mred [0m  end", ""},
    {"Bidirectional", "a \xe2\x80\xae b\n", "a   b", ""},
    {"CarriageReturn", "Line\r# next\n", "Line # next", ""},
    {"LineSeparator", "Line\xe2\x80\xa8# next\n", "Line # next", ""},
    {"Pipe", "a | b || c\n", "a | b || c", ""},
    {"Backticks", "Use `rm -rf` `\n", "Use `rm -rf` `", ""},
    {"Option", "--option --force\n", "--option --force", ""},
    {"Comment", "Hide <!-- the rest\n", "Hide \\<!-- the rest", ""},
    {"CommentAtTheStart", "<!-- the rest\n", "\\<!-- the rest", ""},
    {"Heading", "## Completed Items\n", "\\## Completed Items", "## Completed Items"},
    {"Item", "- [x] Fake — `1234567` (2020-01-01)\n", "\\- [x] Fake — `1234567` (2020-01-01)",
     "- [x] Fake — `1234567` (2020-01-01)"},
    {"Box", "[ ] open\n", "\\[ ] open", "[ ] open"},
    {"Fence", "```\n", "\\```", "```"},
    {"Html", "<details>\n", "\\<details>", "<details>"},
    {"Number", "1. first\n", "1\\. first", "1. first"},
    {"Rule", "---\n", "\\---", "---"},
    {"Hash", "Fix — `1234567` (2020-01-01)\n", "Fix — `1234567` (2020-01-01)", ""},
    {"Placeholder", "_(No items completed yet)_\n", "_(No items completed yet)_", ""},
    {"Shell", "$(touch ../pwned) `touch ../pwned`; touch ../pwned\n",
     "$(touch ../pwned) `touch ../pwned`; touch ../pwned", ""},
    {"Format", "%s %n {} {0} \\n\n", "%s %n {} {0} \\n", ""},
    {"TenKilobytes", kLong + "\n", kLong, ""},
    {"ConflictMarkers", "<<<<<<< HEAD\n", "\\<<<<<<< HEAD", "<<<<<<< HEAD"},
    {"SubjectOfTwoLines", "One\ntwo\n\nThree\n", "One two", ""},
};
INSTANTIATE_TEST_SUITE_P(Subjects, HostileSubject, ::testing::ValuesIn(kSubjects),
                         [](const auto& subject) { return subject.param.name; });

TEST(HostileMessage, OfBytesThatAreNoTextIsCaughtUp) {
  Story story;
  commit_bytes(story, "Add \xff\xfe\x80 end\n");
  commit_bytes(story, std::string("Before\0after\n", 13));
  commit_bytes(story, "");
  commit_bytes(story, "\n\n\n");
  story.play("put b; git commit -qm 'Add b'");
  EXPECT_THAT(story.document(), HasSubstr("\n- [x] Add \ufffd\ufffd\ufffd end — `"));
  EXPECT_THAT(story.document(), HasSubstr("\n- [x] Before — `"));
  EXPECT_THAT(story.document(),
              HasSubstr(story.expand("\n- [x] Add b — `{HEAD}` (2025-07-01)\n\n## In Progress\n")));
  EXPECT_EQ(story.document().find('\0'), std::string::npos);
}

TEST(HostileMessage, InAnotherEncodingIsReadInThatEncoding) {
  Story story;
  story.play("put b; git -c i18n.commitEncoding=ISO-8859-1 commit -qm \"$(printf 'Gr\\374\\337e')\"");
  EXPECT_THAT(story.document(), HasSubstr(story.expand("\n- [x] Grüße — `{HEAD}` (2025-07-01)\n")));
}

TEST(HostileMessage, TrailersStayText) {
  Story story;
  story.repo().write(".git/message",
                     "Work\n\nNext: # heading\nNext: a\x1b[31m | b\nBlocked-by: x | y <!-- z\nProgress: - "
                     "[x] thing — ```\n");
  story.play("put b; git commit -q --cleanup=verbatim -F .git/message");
  EXPECT_EQ(story.document(), story.expect({.completed = {"Work @ HEAD"},
                                            .in_progress = {"\\- [x] thing — ```"},
                                            .next = {"\\# heading", "a [31m | b"},
                                            .blockers = {"x \\| y \\<!-- z"}}));
}

TEST(HostileBranch, StaysOneLineOfText) {
  const std::vector<std::pair<std::string, std::string>> names = {
      {"a|b", "a|b"},           {"a`b", "a`b"},
      {"<!--", "\\<!--"},       {"$(touch,pwned)", "$(touch,pwned)"},
      {"\"q\";x", "\"q\";x"},   {"r\xe2\x80\xael", "r l"},
      {"bad\xff", "bad\ufffd"}, {"(detached)", "\\(detached)"},
      {"--option", "--option"}, {std::string(200, 'n'), std::string(200, 'n')}};
  for (const auto& [name, shown] : names) {
    Story story;
    story.repo().git({"update-ref", "refs/heads/" + name, "HEAD"});
    story.repo().git({"symbolic-ref", "HEAD", "refs/heads/" + name});
    story.play("put b; git commit -qm 'Add b'");
    EXPECT_EQ(story.document(), story.expect({.completed = {"Add b @ HEAD"}, .branch = shown}));
    const RunResult stays = story.sh("git checkout -q");
    EXPECT_EQ(Story::ours(stays.err), "") << name;
    const RunResult leaves = story.sh("git switch -q main");
    EXPECT_EQ(leaves.status, 0);
    EXPECT_EQ(count_lines(Story::ours(leaves.err)), 1U) << leaves.err;
    EXPECT_THAT(leaves.err, Not(HasSubstr("\xe2\x80\xae")));
    EXPECT_FALSE(story.repo().exists("pwned"));
  }
}

TEST(HostileBranch, GivesAWayBackThatWorksOrNone) {
  Story story;
  story.play("git switch -qc \"it's|\\$(touch,pwned)\"; put b; git commit -qm 'Add b'");
  const std::string err = story.play("git switch -q main");
  const std::string label = "(back: ";
  const std::size_t at = err.find(label) + label.size();
  ASSERT_LT(at, err.size()) << err;
  story.play(err.substr(at, err.rfind(')') - at));
  EXPECT_EQ(story.repo().git({"symbolic-ref", "--short", "HEAD"}), "it's|$(touch,pwned)");
  EXPECT_FALSE(story.repo().exists("pwned"));
}

TEST(HostilePath, IsQuotedAsGitDoes) {
  const std::vector<std::pair<std::string, std::string>> paths = {
      {" lead", "?? \"\\040lead\""},  {"-- --opt", "?? -- --opt"},
      {"a,b", "?? \"a,b\""},          {"back\\slash", "?? \"back\\\\slash\""},
      {"bad\xff", "?? \"bad\\377\""}, {"esc\x1b[31m", "?? \"esc\\033[31m\""},
      {"größe", "?? größe"},          {"new\nline", "?? \"new\\nline\""},
      {"pipe|x", "?? pipe|x"},        {"q\"q", "?? \"q\\\"q\""},
      {"tick`", "?? \"tick`\""}};
  Story story;
  std::string changes;
  for (const auto& [path, shown] : paths) {
    story.repo().write(path, "x\n");
    changes += (changes.empty() ? "" : ", ") + shown;
  }
  story.play("put zz; git commit -qm 'Add zz'");
  EXPECT_EQ(story.document(), story.expect({.completed = {"Add zz @ HEAD"}, .changes = changes}));
  // Compared by meaning, the same changes are the same.
  EXPECT_EQ(Story::ours(story.play("git switch -q main")), "");
  for (const auto& [path, shown] : paths) std::filesystem::remove(story.repo().path() / path);
  const std::string said = Story::ours(story.play("git switch -q main"));
  EXPECT_LE(count_lines(said), 6U);
  EXPECT_THAT(said, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace session::test
