// SPDX-License-Identifier: MIT
#include "core/recording/commit_request.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

Commit with_message(std::string message, std::size_t parents = 1) {
  Commit commit;
  commit.message = std::move(message);
  commit.parents.resize(parents);
  return commit;
}

CommitRequest request(std::string message, std::size_t parents = 1) {
  return parse_request(with_message(std::move(message), parents), false, {}, {});
}

NotRecorded reason(std::string message) {
  return request(std::move(message)).reason;
}

TEST(ParseRequest, ReadsEveryTrailer) {
  const CommitRequest found = request(
      "Subject\n\nBody\n\nCompletes: A\ncompletes: B\nProgress: C — half\nProgress: D\nReopens: E\n"
      "Blocked-by: F\nNext: G\nCloses: H\nFixes: I\nResolves: J\n");
  EXPECT_EQ(found.reason, NotRecorded::no);
  EXPECT_EQ(found.subject, "Subject");
  EXPECT_EQ(found.completes, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(found.progress, (std::vector<ProgressRequest>{{"C", "half"}, {"D", ""}}));
  EXPECT_EQ(found.reopens, std::vector<std::string>{"E"});
  EXPECT_EQ(found.blocked_by, std::vector<std::string>{"F"});
  EXPECT_EQ(found.next, std::vector<std::string>{"G"});
  EXPECT_EQ(found.closes, (std::vector<std::string>{"H", "I", "J"}));
}

TEST(ParseRequest, ReportsACompletesLineThatGitDiscards) {
  const CommitRequest found = request("Subject\n\nSome prose here\nCompletes: A\n");
  EXPECT_TRUE(found.completes.empty());
  EXPECT_EQ(found.discarded, std::vector<std::string>{"A"});
}

TEST(ParseRequest, LeavesOutWhatIsNotToBeRecorded) {
  EXPECT_EQ(reason("fixup! Add login"), NotRecorded::fixup);
  EXPECT_EQ(reason("squash! Add login"), NotRecorded::fixup);
  EXPECT_EQ(reason("amend! Add login"), NotRecorded::fixup);
  EXPECT_EQ(reason("WIP: login\n\nCompletes: A"), NotRecorded::work_in_progress);
  EXPECT_EQ(reason("Merge branch 'x'"), NotRecorded::made_by_git);
  EXPECT_EQ(reason("Revert \"Add login\""), NotRecorded::made_by_git);
  EXPECT_EQ(reason("Reapply \"Add login\""), NotRecorded::made_by_git);
  EXPECT_EQ(reason("Squashed commit of the following:"), NotRecorded::made_by_git);
  EXPECT_EQ(reason("Add login\n\nSession: skip"), NotRecorded::skip_trailer);
  EXPECT_EQ(reason("Add login"), NotRecorded::no);
}

TEST(ParseRequest, RecordsAMergeOnlyWithCompletesOrBySetting) {
  EXPECT_EQ(request("Join login", 2).reason, NotRecorded::merge);
  EXPECT_EQ(request("Merge branch 'x'\n\nCompletes: A", 2).reason, NotRecorded::no);
  Settings settings;
  settings.record_merges = true;
  EXPECT_EQ(parse_request(with_message("Merge branch 'x'", 2), false, {}, settings).reason, NotRecorded::no);
}

TEST(ParseRequest, LeavesOutOwnFilesAndIgnoredSubjects) {
  EXPECT_EQ(parse_request(with_message("Hand over"), true, {}, {}).reason, NotRecorded::own_files);
  Settings settings;
  settings.record_ignore = {"chore: *"};
  EXPECT_EQ(parse_request(with_message("chore: bump"), false, {}, settings).reason, NotRecorded::ignored);
  EXPECT_EQ(parse_request(with_message("feat: bump"), false, {}, settings).reason, NotRecorded::no);
}

TEST(IsWorkInProgress, WantsWipAsTheFirstWord) {
  for (const char* subject : {"wip", "WIP: x", "Wip x", "[WIP] x", "(wip)", "[wip]: x"}) {
    EXPECT_TRUE(is_work_in_progress(subject)) << subject;
  }
  for (const char* subject : {"wipe the disk", "a wip", "[wip x", "wi", "wip-handling", ""}) {
    EXPECT_FALSE(is_work_in_progress(subject)) << subject;
  }
}

}  // namespace
}  // namespace session
