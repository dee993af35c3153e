// SPDX-License-Identifier: MIT
#include "core/install/hook_files.hpp"

#include "core/install/hook_manifest.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace session {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr Hook kPostCommit{"post-commit", false, false};
constexpr Hook kPrePush{"pre-push", true, true};
constexpr Hook kPostRewrite{"post-rewrite", true, false};

TEST(FormatShim, IsTheTextThatStandsInHooksDirectories) {
  EXPECT_EQ(format_shim(kPrePush, {"/opt/it's/git-session-pre-push", "pre-push.before-git-session", {}}),
            "#!/bin/sh\n"
            "# git-session shim for pre-push: the hook that was here before runs first, then git-session's "
            "own.\n"
            "# \"git session install\" wrote it, \"git session uninstall\" puts the old hook back.\n"
            "case $0 in\n"
            "*/*) git_session_kept=${0%/*}/'pre-push.before-git-session' ;;\n"
            "*) git_session_kept=./'pre-push.before-git-session' ;;\n"
            "esac\n"
            "git_session_own='/opt/it'\\''s/git-session-pre-push'\n"
            "if [ ! -x \"$git_session_own\" ]; then\n"
            "  [ -x \"$git_session_kept\" ] || exit 0\n"
            "  \"$git_session_kept\" \"$@\"\n"
            "  exit\n"
            "fi\n"
            "[ -x \"$git_session_kept\" ] || exec \"$git_session_own\" \"$@\"\n"
            "git_session_input=$(cat && echo .)\n"
            "printf '%s' \"${git_session_input%.}\" 2>/dev/null | \"$git_session_kept\" \"$@\" || exit\n"
            "printf '%s' \"${git_session_input%.}\" 2>/dev/null | \"$git_session_own\" \"$@\"\n"
            "[ $? -ne 1 ]\n");
}

TEST(FormatShim, ReadsNoInputWhereGitWritesNone) {
  EXPECT_THAT(format_shim(kPostCommit, {"/o", "k", {}}), Not(HasSubstr("cat")));
  EXPECT_THAT(format_shim(kPostRewrite, {"/o", "k", {}}), HasSubstr("cat"));
}

TEST(ParseShim, GivesBackWhatWasFormatted) {
  const std::vector<Shim> shims = {
      {"/usr/local/libexec/git-session/git-session-x", "x.before-git-session", {}},
      {"/a b/it's '' \xc3\xa9\n/x", "o'dd \\ name", {}},
      {"/o", "k", {"/bin/sh"}},
      {"/o", "k", {"/usr/bin/env", "bash"}},
      {"/o", "k", {"/bin/b a's/sh", "-e"}},
      {"", "k", {"", "'"}},
  };
  for (const auto& hook : {kPostCommit, kPrePush, kPostRewrite}) {
    for (const auto& shim : shims) EXPECT_EQ(parse_shim(hook, format_shim(hook, shim)), shim);
  }
}

TEST(ParseShim, TakesNoFileThatDiffersInOneByte) {
  const auto text = format_shim(kPrePush, {"/opt/git-session-pre-push", "kept", {"/bin/sh", "-e"}});
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto changed = text;
    changed[i] = changed[i] == '#' ? '%' : '#';
    const auto shim = parse_shim(kPrePush, changed);
    // Within a quoted word the change gives another shim of ours, which then says so.
    if (shim) {
      EXPECT_EQ(format_shim(kPrePush, *shim), changed) << i;
    }
  }
  EXPECT_FALSE(parse_shim(kPrePush, text + "\n"));
  EXPECT_FALSE(parse_shim(kPrePush, text.substr(0, text.size() - 1)));
  EXPECT_FALSE(parse_shim(kPostCommit, text));
  EXPECT_FALSE(parse_shim(kPrePush, ""));
  EXPECT_FALSE(parse_shim(kPrePush, "#!/bin/sh\nexit 0\n"));
}

TEST(ParseShim, TakesNoNameThatLeadsOutOfTheDirectory) {
  for (const auto* name : {"../x", "/etc/passwd", "..", ".", ""}) {
    EXPECT_FALSE(parse_shim(kPostCommit, format_shim(kPostCommit, {"/o", name, {}}))) << name;
  }
}

TEST(QuoteForShell, GivesOneWord) {
  EXPECT_EQ(quote_for_shell(""), "''");
  EXPECT_EQ(quote_for_shell("a $b `c` \"d\" \\"), "'a $b `c` \"d\" \\'");
  EXPECT_EQ(quote_for_shell("it's"), "'it'\\''s'");
}

TEST(FindShell, ReadsTheFirstLineAsTheKernelDoes) {
  EXPECT_THAT(*find_shell("#!/bin/sh\nx"), ElementsAre("/bin/sh"));
  EXPECT_THAT(*find_shell("#! /bin/sh -e\nx"), ElementsAre("/bin/sh", "-e"));
  EXPECT_THAT(*find_shell("#!/usr/bin/env bash\n"), ElementsAre("/usr/bin/env", "bash"));
  EXPECT_THAT(*find_shell("#!/bin/bash"), ElementsAre("/bin/bash"));
  EXPECT_THAT(*find_shell("echo no first line\n"), ElementsAre("/bin/sh"));
  EXPECT_FALSE(find_shell("#!/usr/bin/env -S bash -e\n"));
  EXPECT_FALSE(find_shell("#!/usr/bin/env python3\n"));
  EXPECT_FALSE(find_shell("#!/usr/bin/zsh\n"));
  EXPECT_FALSE(find_shell("#!/bin/sh -c\n"));
  EXPECT_FALSE(find_shell("#!/bin/sh\r\n"));
  EXPECT_FALSE(find_shell("#!\n"));
  EXPECT_FALSE(find_shell("#!"));
  EXPECT_FALSE(
      find_shell(std::string_view("\x7f"
                                  "ELF\0\0",
                                  6)));
}

TEST(FindOwnName, SeesHowToolsAskWhichHookTheyAre) {
  EXPECT_EQ(find_own_name("#!/usr/bin/env sh\n. \"$(dirname \"$0\")/h\"\n"), OwnName::in_shell);
  EXPECT_EQ(find_own_name("#!/bin/sh\nhook=${0##*/}\n"), OwnName::in_shell);
  EXPECT_EQ(find_own_name("echo \"$(basename \"$0\")\"\n"), OwnName::in_shell);
  EXPECT_EQ(find_own_name("#!/usr/bin/env ruby\nhook = File.basename($0)\n"), OwnName::needed);
  EXPECT_EQ(find_own_name("#!/usr/bin/python3\nname = os.path.basename(__file__)\n"), OwnName::needed);
}

TEST(FindOwnName, LeavesEveryOtherHookAProgram) {
  EXPECT_EQ(find_own_name("#!/bin/sh\nmake check\n"), OwnName::unused);
  EXPECT_EQ(find_own_name("#!/bin/sh\necho \"$0\"\n"), OwnName::unused);
  EXPECT_EQ(find_own_name("#!/bin/bash\n[[ ${BASH_SOURCE[0]} == \"$0\" ]] && main $(basename x)\n"),
            OwnName::unused);
  EXPECT_EQ(find_own_name("#!/usr/bin/python3\nprint(os.path.basename(os.getcwd()))\n"), OwnName::unused);
  EXPECT_EQ(find_own_name(""), OwnName::unused);
}

TEST(HashFnv1a, GivesThePublishedValues) {
  EXPECT_EQ(hash_fnv1a(""), 0xcbf29ce484222325u);
  EXPECT_EQ(hash_fnv1a("a"), 0xaf63dc4c8601ec8cu);
  EXPECT_EQ(hash_fnv1a("foobar"), 0x85944171f73967e8u);
}

TEST(Manifest, GivesBackWhatWasFormatted) {
  HookManifest manifest;
  manifest.created_directories = {"hooks", "/abs\nodd \\ one\r"};
  manifest.entries = {{"post-commit", "hooks", mark_link("/x/git-session-post-commit"), "", {}},
                      {"pre-push", "../.githooks\\n", mark_file("shim", 0755), "pre-push.before-git-session",
                       mark_file("old", 0700)}};
  const auto text = format_manifest(manifest);
  ASSERT_TRUE(parse_manifest(text).has_value()) << parse_manifest(text).error().message;
  EXPECT_EQ(*parse_manifest(text), manifest);
  EXPECT_EQ(*parse_manifest(format_manifest({})), HookManifest{});
}

TEST(Manifest, NamesTheLineThatIsNone) {
  EXPECT_EQ(parse_manifest("").error().message, "the record of hooks is empty");
  EXPECT_EQ(parse_manifest("git-session hooks 2\n").error().message,
            "cannot understand line 1 of the record of hooks");
  for (const auto* line : {"nonsense", "kept x", "hook x\nwritten file 9 1 z", "hook x\nkept a\\q",
                           "hook x\nwritten pipe 0 0 0"}) {
    EXPECT_FALSE(parse_manifest(std::string("git-session hooks 1\n") + line + "\n").has_value()) << line;
  }
}

}  // namespace
}  // namespace session
