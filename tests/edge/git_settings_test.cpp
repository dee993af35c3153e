// SPDX-License-Identifier: MIT
// Git's configuration and the person's identity, against `git config` and `git var`.
#include "git/config_text.hpp"
#include "support/git_support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace session::git {
namespace {

namespace fs = std::filesystem;
using test::RepoKind;
using test::TestRepo;
using test::write_bytes;
using ::testing::ElementsAre;

std::optional<std::string> ask_config(TestRepo& repo, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"git", "config", "--null"});
  const auto result = repo.run(arguments);
  if (result.status != 0) return std::nullopt;
  return result.out.substr(0, result.out.size() - 1);
}

TEST(ReadConfig, TakesTheLastValueOfAllLevels) {
  TestRepo repo;
  write_bytes(repo.home() / ".config/git/config", "[test]\n\txdg = xdg\n\tboth = xdg\n");
  repo.git({"config", "--global", "test.both", "global"});
  repo.git({"config", "--global", "test.global", "global"});
  repo.git({"config", "--global", "test.local", "global"});
  repo.git({"config", "test.local", "local"});
  repo.git({"config", "--add", "test.local", "local twice"});
  repo.git({"config", "test.Sub.Section.CamelKey", "kept"});
  write_bytes(repo.outside() / "included", "[test]\n\tincluded = yes\n");
  repo.git({"config", "include.path", (repo.outside() / "included").string()});
  repo.set_variable("GIT_CONFIG_PARAMETERS", "'test.param'='it'\\''s' 'test.old=style' 'test.bare'");
  repo.set_variable("GIT_CONFIG_COUNT", "2");
  repo.set_variable("GIT_CONFIG_KEY_0", "test.counted");
  repo.set_variable("GIT_CONFIG_VALUE_0", "1");
  repo.set_variable("GIT_CONFIG_KEY_1", "Test.Param");
  repo.set_variable("GIT_CONFIG_VALUE_1", "loses against -c");
  const auto check = [&repo] {
    const auto repository = open(repo);
    for (const char* const name :
         {"test.both", "test.xdg", "test.global", "test.local", "test.Sub.Section.camelkey",
          "test.sub.section.camelkey", "test.included", "test.param", "test.old", "test.counted",
          "TEST.LOCAL", "test.absent", "init.defaultBranch"}) {
      EXPECT_EQ(value_of(repository->read_config(name)), ask_config(repo, {"--get", name})) << name;
    }
    EXPECT_EQ(value_of(repository->read_config("test.bare")), "true");
  };
  check();
  // Without the variable git reads the files below HOME.
  repo.set_variable("GIT_CONFIG_GLOBAL", std::nullopt);
  check();
}

TEST(ReadConfig, HeedsTheFilesThatTheEnvironmentNames) {
  TestRepo repo;
  write_bytes(repo.home() / ".gitconfig", "[test\nbroken");
  write_bytes(repo.home() / "global", "[test]\n\twho = global\n");
  write_bytes(repo.home() / "system", "[test]\n\twho = system\n\tonly = system\n");
  repo.set_variable("GIT_CONFIG_GLOBAL", (repo.home() / "global").string());
  EXPECT_EQ(value_of(open(repo)->read_config("test.who")), "global");
  EXPECT_EQ(value_of(open(repo)->read_config("test.only")), std::nullopt);
  repo.set_variable("GIT_CONFIG_NOSYSTEM", std::nullopt);
  repo.set_variable("GIT_CONFIG_SYSTEM", (repo.home() / "system").string());
  EXPECT_EQ(value_of(open(repo)->read_config("test.who")), "global");
  EXPECT_EQ(value_of(open(repo)->read_config("test.only")), "system");
}

TEST(ReadConfig, HeedsTheFileOfTheWorkTree) {
  TestRepo repo;
  repo.git({"config", "test.who", "local"});
  repo.git({"config", "extensions.worktreeConfig", "true"});
  repo.git({"config", "core.repositoryFormatVersion", "1"});
  repo.git({"config", "--worktree", "test.who", "work tree"});
  EXPECT_EQ(value_of(open(repo)->read_config("test.who")), "work tree");
}

TEST(ReadConfigPath, ExpandsTheHomeDirectoryAsGitDoes) {
  TestRepo repo;
  for (const char* const value :
       {"~/hooks", "~", "~root/hooks", "relative/path", "/absolute", "%(prefix)/x", ""}) {
    SCOPED_TRACE(value);
    repo.git({"config", "core.hooksPath", value});
    EXPECT_EQ(value_of(open(repo)->read_config_path("core.hooksPath")),
              ask_config(repo, {"--type=path", "--get", "core.hooksPath"}));
  }
  repo.git({"config", "--unset", "core.hooksPath"});
  EXPECT_EQ(value_of(open(repo)->read_config_path("core.hooksPath")), std::nullopt);
}

TEST(ReadTrailerRules, GivesSeparatorsCommentAndAliases) {
  TestRepo repo;
  const auto plain = value_of(open(repo)->read_trailer_rules());
  EXPECT_EQ(plain.separators, ":");
  EXPECT_EQ(plain.comment, '#');
  EXPECT_TRUE(plain.aliases.empty());
  repo.git({"config", "trailer.separators", ":=#"});
  repo.git({"config", "core.commentChar", ";"});
  repo.git({"config", "--global", "trailer.first.key", "First: "});
  repo.git({"config", "trailer.completes.where", "end"});
  repo.git({"config", "trailer.Completes.key", "Completes: "});
  repo.git({"config", "trailer.completes.unknown", "x"});
  repo.git({"config", "trailer.nothing.unknown", "x"});
  repo.git({"config", "trailer.where", "start"});
  const auto rules = value_of(open(repo)->read_trailer_rules());
  EXPECT_EQ(rules.separators, ":=#");
  EXPECT_EQ(rules.comment, ';');
  EXPECT_THAT(rules.aliases,
              ElementsAre(TrailerAlias{"first", "First: "}, TrailerAlias{"completes", "Completes: "}));
}

/// `Name <mail>` of `git var`, or nothing when git refuses.
std::optional<std::string> ask_identity(TestRepo& repo, const char* variable) {
  const auto result = repo.run({"git", "-c", "user.useConfigOnly=true", "var", variable});
  if (result.status != 0) return std::nullopt;
  return result.out.substr(0, result.out.rfind('>') + 1);
}

Signature parse_person(const std::string& text) {
  const std::size_t open = text.find(" <");
  return {text.substr(0, open), text.substr(open + 2, text.size() - open - 3), 0, 0};
}

TEST(ReadIdentities, AreThoseOfGitVar) {
  const std::vector<std::map<std::string, std::optional<std::string>>> cases = {
      {},
      {{"GIT_AUTHOR_NAME", "Somebody Else"}},
      {{"GIT_AUTHOR_NAME", std::nullopt}, {"GIT_COMMITTER_EMAIL", std::nullopt}},
      {{"GIT_AUTHOR_NAME", std::nullopt},
       {"GIT_AUTHOR_EMAIL", std::nullopt},
       {"author.name", "Config Author"}},
      {{"GIT_COMMITTER_NAME", std::nullopt}, {"committer.name", "Config"}, {"committer.email", "c@d"}},
      {{"GIT_AUTHOR_NAME", " .Crud, <in> the: middle;. "}},
      {{"GIT_AUTHOR_NAME", "Ada Jr."}, {"GIT_COMMITTER_EMAIL", "ada@example.org."}},
      {{"GIT_AUTHOR_NAME", ""}},
      {{"GIT_AUTHOR_EMAIL", ""}},
      {{"GIT_AUTHOR_NAME", std::nullopt}, {"user.name", ""}},
      {{"GIT_COMMITTER_NAME", std::nullopt}, {"user.name", ""}, {"committer.name", "Still Known"}}};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    SCOPED_TRACE("case " + std::to_string(i));
    TestRepo repo;
    for (const auto& [name, value] : cases[i]) {
      if (name.find('.') != std::string::npos) {
        repo.git({"config", name, *value});
      } else {
        repo.set_variable(name, value);
      }
    }
    const auto author = ask_identity(repo, "GIT_AUTHOR_IDENT");
    const auto committer = ask_identity(repo, "GIT_COMMITTER_IDENT");
    const auto found = value_of(open(repo)->read_identities());
    ASSERT_EQ(found.has_value(), author && committer);
    if (!found) continue;
    EXPECT_TRUE(is_same_person(found->first, parse_person(*author))) << *author;
    EXPECT_TRUE(is_same_person(found->second, parse_person(*committer))) << *committer;
  }
}

TEST(ReadIdentities, KeepANameOfDotsForAGitThatTakesIt) {
  TestRepo repo;
  repo.set_variable("GIT_AUTHOR_NAME", "...");
  const auto found = value_of(open(repo)->read_identities());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->first.name, "...");
}

TEST(ReadIdentities, TakeTheVariableEmailButNoGuess) {
  TestRepo repo;
  write_bytes(repo.home() / ".gitconfig", "[user]\n\tname = Ada\n");
  for (const char* const name :
       {"GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"}) {
    repo.set_variable(name, std::nullopt);
  }
  EXPECT_EQ(value_of(open(repo)->read_identities()), std::nullopt);
  repo.set_variable("EMAIL", "ada@home.example");
  const auto found = value_of(open(repo)->read_identities());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->first.email, "ada@home.example");
  EXPECT_THAT(repo.git({"var", "GIT_AUTHOR_IDENT"}), ::testing::StartsWith("Ada <ada@home.example>"));
}

TEST(ConfigText, IsReadAsGitReadsIt) {
  TestRepo repo(RepoKind::none);
  const std::string text =
      "\xef\xbb\xbf# comment\n; another\n[Core] bare = false\n\tWorkTree = \"a b\" c  # comment\n"
      "[s \"Sub \\\"x\\\" \\\\\"]\n\tkey = one\\\n two\\tx\\n\\\"q\\\"\n\tflag\n\tempty =\n\tspaced =   a  b "
      "  \n"
      "[old.Style]\n\tk = \"quoted # ; \" # c\n\tq=\" keep \"\r\n[x]y=1\n\tback = a\\\\b\n";
  write_bytes(repo.path() / "config", text);
  std::vector<ConfigEntry> expected;
  for (const auto& record : split_records(repo.git({"config", "--null", "--list", "--file", "config"}))) {
    const auto newline = record.find('\n');
    if (newline == std::string::npos) {
      expected.push_back({record, std::nullopt});
    } else {
      expected.push_back({record.substr(0, newline), record.substr(newline + 1)});
    }
  }
  EXPECT_EQ(parse_config_text(text), expected);
  EXPECT_EQ(expected.size(), 10u);
}

TEST(ConfigText, StopsAtASyntaxError) {
  EXPECT_THAT(parse_config_text("[a]\nb = 1\n[broken\nc = 2\n"), ElementsAre(ConfigEntry{"a.b", "1"}));
  EXPECT_TRUE(parse_config_text("key = without section\n").empty());
  EXPECT_TRUE(parse_config_text("[a]\nb = \"open\n").empty());
  EXPECT_TRUE(parse_config_text("[a]\nb = \\x\n").empty());
  EXPECT_TRUE(parse_config_text("[a]\nb = \\").empty());
  EXPECT_TRUE(parse_config_text("[a \"b").empty());
}

TEST(ConfigParameters, MustBeQuotedAsGitDoesIt) {
  EXPECT_THAT(*parse_config_parameters(" 'a.b'='c'\t'D.e.F'  'x.y=z=1' 'bang'\\!'x'"),
              ElementsAre(ConfigEntry{"a.b", "c"}, ConfigEntry{"d.e.f", std::nullopt},
                          ConfigEntry{"x.y", "z=1"}, ConfigEntry{"bang!x", std::nullopt}));
  EXPECT_TRUE(parse_config_parameters("")->empty());
  EXPECT_FALSE(parse_config_parameters("a.b=c"));
  EXPECT_FALSE(parse_config_parameters("'a.b"));
  EXPECT_FALSE(parse_config_parameters("'a.b'='c"));
  EXPECT_FALSE(parse_config_parameters("'a.b'x"));
}

TEST(ConfigBool, KnowsGitsWords) {
  for (const char* const text : {"true", "YES", "on", "1", "-1", "42"})
    EXPECT_EQ(parse_config_bool(text), true) << text;
  for (const char* const text : {"false", "No", "off", "0", ""})
    EXPECT_EQ(parse_config_bool(text), false) << text;
  EXPECT_EQ(parse_config_bool(std::nullopt), true);
  EXPECT_EQ(parse_config_bool("auto"), std::nullopt);
  EXPECT_EQ(parse_config_bool("+"), std::nullopt);
}

}  // namespace
}  // namespace session::git
