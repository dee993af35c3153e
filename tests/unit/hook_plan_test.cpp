// SPDX-License-Identifier: MIT
#include "core/install/hook_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace session {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Hook kPostCommit{"post-commit", false, false};
const char* const kProgram = "/libexec/git-session-post-commit";
const char* const kKept = "post-commit.before-git-session";

HookFile file_with(std::string bytes, unsigned mode = 0755) {
  return {HookFileKind::regular, {}, std::move(bytes), mode, false};
}

HookFile link_to(std::string target, HookFileKind kind) {
  return {kind, std::move(target), {}, 0, false};
}

HookDirectory directory_with(HookFile now) {
  HookDirectory directory{"hooks", {}, {{kPostCommit, std::move(now), kProgram, {}, {}}}};
  if (directory.hooks[0].now.kind != HookFileKind::absent) directory.names.emplace_back("post-commit");
  return directory;
}

std::string shim_for(const std::string& program) {
  return format_shim(kPostCommit, {program, kKept, {}});
}

TEST(PlanInstall, LinksWhereNoHookIs) {
  const auto plan = plan_install(directory_with({}), false);
  EXPECT_THAT(plan.actions, ElementsAre(HookAction{HookActionKind::create_link, "post-commit", kProgram}));
  EXPECT_THAT(plan.lines, ElementsAre("post-commit: link to /libexec/git-session-post-commit"));
  EXPECT_THAT(plan.entries, ElementsAre(ManifestEntry{"post-commit", "hooks", mark_link(kProgram), "", {}}));
  EXPECT_THAT(plan.untracked, ElementsAre("post-commit"));
}

TEST(PlanInstall, KeepsTheOlderHookBeforeItWritesTheShim) {
  const auto plan = plan_install(directory_with(file_with("#!/bin/sh\necho old\n", 0700)), false);
  EXPECT_THAT(plan.actions,
              ElementsAre(HookAction{HookActionKind::move_aside, "post-commit", kKept},
                          HookAction{HookActionKind::write_shim, "post-commit", shim_for(kProgram)}));
  EXPECT_EQ(plan.entries[0].before, mark_file("#!/bin/sh\necho old\n", 0700));
  EXPECT_EQ(plan.entries[0].kept, kKept);
}

TEST(PlanInstall, TakesAFreeNameForTheOlderHook) {
  auto directory = directory_with(link_to("nowhere", HookFileKind::link));
  directory.names = {"post-commit", kKept, std::string(kKept) + "-2"};
  EXPECT_EQ(plan_install(directory, false).actions[0].text, std::string(kKept) + "-3");
}

TEST(PlanInstall, ReadsAHookThatAsksForItsNameUnderThatName) {
  const auto plan = plan_install(directory_with(file_with("#!/bin/sh -e\n. \"${0%/*}/lib\"\n")), false);
  EXPECT_EQ(plan.actions[1].text, format_shim(kPostCommit, {kProgram, kKept, {"/bin/sh", "-e"}}));
}

TEST(PlanInstall, LeavesAHookThatCannotRunUnderAnotherName) {
  const auto plan = plan_install(directory_with(file_with("#!/usr/bin/ruby\nFile.basename($0)\n")), false);
  EXPECT_FALSE(plan.changes());
  EXPECT_THAT(plan.lines, ElementsAre(HasSubstr("asks for its own name")));
  EXPECT_THAT(plan.entries, IsEmpty());
}

TEST(PlanInstall, LeavesWhatIsNoFile) {
  EXPECT_FALSE(plan_install(directory_with(link_to("", HookFileKind::other)), false).changes());
}

TEST(PlanInstall, DoesNothingTheSecondTime) {
  auto linked = directory_with(link_to(kProgram, HookFileKind::ours));
  EXPECT_FALSE(plan_install(linked, false).changes());
  EXPECT_EQ(plan_install(linked, false).entries, plan_install(directory_with({}), false).entries);

  const auto old = file_with("#!/bin/sh\necho old\n");
  const auto first = plan_install(directory_with(old), false);
  auto wrapped = directory_with(file_with(shim_for(kProgram)));
  wrapped.hooks[0].kept = old;
  wrapped.hooks[0].earlier = first.entries[0];
  EXPECT_FALSE(plan_install(wrapped, false).changes());
  EXPECT_EQ(plan_install(wrapped, false).entries, first.entries);
}

TEST(PlanInstall, FollowsProgramsThatMoved) {
  EXPECT_THAT(plan_install(directory_with(link_to("/old/git-session-post-commit", HookFileKind::ours)), false)
                  .actions,
              ElementsAre(HookAction{HookActionKind::create_link, "post-commit", kProgram}));
  EXPECT_THAT(
      plan_install(directory_with(file_with(shim_for("/old/git-session-post-commit"))), false).actions,
      ElementsAre(HookAction{HookActionKind::write_shim, "post-commit", shim_for(kProgram)}));
}

TEST(PlanInstall, GivesTheLinesForATrackedHookInsteadOfEditingIt) {
  auto directory = directory_with(file_with("#!/bin/sh\nmake\n"));
  directory.hooks[0].now.tracked = true;
  const auto plan = plan_install(directory, false);
  EXPECT_FALSE(plan.changes());
  EXPECT_THAT(plan.lines, ElementsAre(HasSubstr("tracked by git"),
                                      "    [ ! -x '/libexec/git-session-post-commit' ] || "
                                      "'/libexec/git-session-post-commit' \"$@\""));
  const auto asked = plan_install(directory, true);
  EXPECT_TRUE(asked.changes());
  EXPECT_THAT(asked.untracked, IsEmpty());
}

TEST(PlanInstall, LeavesAHookThatRunsUsAlready) {
  const auto plan = plan_install(directory_with(file_with("#!/bin/sh\n/x/git-session-post-commit\n")), true);
  EXPECT_FALSE(plan.changes());
}

TEST(PlanInstall, KeepsOneCopyOfAHookThatAToolWroteAnew) {
  const auto old = file_with("#!/bin/sh\necho old\n");
  auto directory = directory_with(old);
  directory.hooks[0].earlier = plan_install(directory, false).entries[0];
  directory.hooks[0].kept = old;
  directory.names.emplace_back(kKept);
  EXPECT_THAT(plan_install(directory, false).actions,
              ElementsAre(HookAction{HookActionKind::write_shim, "post-commit", shim_for(kProgram)}));

  directory.hooks[0].now = file_with("#!/bin/sh\necho newer\n");
  EXPECT_EQ(plan_install(directory, false).actions[0],
            (HookAction{HookActionKind::move_aside, "post-commit", std::string(kKept) + "-2"}));
}

TEST(PlanUninstall, TakesOutWhatInstallPutIn) {
  EXPECT_THAT(
      plan_uninstall(directory_with(link_to("/any/git-session-post-commit", HookFileKind::ours))).actions,
      ElementsAre(HookAction{HookActionKind::remove, "post-commit", ""}));
  auto wrapped = directory_with(file_with(shim_for("/any/git-session-post-commit")));
  wrapped.hooks[0].kept = file_with("old");
  EXPECT_THAT(plan_uninstall(wrapped).actions,
              ElementsAre(HookAction{HookActionKind::restore, "post-commit", kKept}));
}

TEST(PlanUninstall, LeavesAndNamesWhatWasChangedSince) {
  auto directory = directory_with(file_with(shim_for(kProgram) + "# mine\n"));
  directory.hooks[0].earlier = ManifestEntry{"post-commit", "hooks", mark_file(shim_for(kProgram), 0755),
                                             kKept, mark_file("old", 0755)};
  directory.hooks[0].kept = file_with("old");
  const auto plan = plan_uninstall(directory);
  EXPECT_FALSE(plan.changes());
  EXPECT_THAT(plan.lines,
              ElementsAre("post-commit: was changed since install: left as it is",
                          "post-commit: the older hook stays as 'post-commit.before-git-session'"));
}

TEST(PlanUninstall, SaysWhenTheOlderHookWasChanged) {
  auto directory = directory_with(file_with(shim_for(kProgram)));
  directory.hooks[0].earlier = ManifestEntry{"post-commit", "hooks", mark_file(shim_for(kProgram), 0755),
                                             kKept, mark_file("old", 0755)};
  directory.hooks[0].kept = file_with("edited");
  const auto plan = plan_uninstall(directory);
  EXPECT_TRUE(plan.changes());
  EXPECT_THAT(plan.lines, ElementsAre("post-commit: the older hook is back", HasSubstr("was changed since")));
}

TEST(PlanUninstall, LeavesForeignAndTrackedHooksAlone) {
  EXPECT_THAT(plan_uninstall(directory_with(file_with("#!/bin/sh\n"))).lines, IsEmpty());
  EXPECT_THAT(plan_uninstall(directory_with({})).lines, IsEmpty());
  auto tracked = directory_with(file_with(shim_for(kProgram)));
  tracked.hooks[0].now.tracked = true;
  EXPECT_FALSE(plan_uninstall(tracked).changes());
}

}  // namespace
}  // namespace session
