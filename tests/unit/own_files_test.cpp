// SPDX-License-Identifier: MIT
#include "core/document/own_files.hpp"

#include "core/checkpoint/pushed_refs.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

TEST(IsOwnPath, KnowsSessionFileSnapshotsAndArchive) {
  const Settings settings;
  EXPECT_TRUE(is_own_path("SESSION.md", settings));
  EXPECT_TRUE(is_own_path("claudedocs/SESSION_SNAPSHOT_2025-06-30.md", settings));
  EXPECT_TRUE(is_own_path("claudedocs/SESSION_ARCHIVE.md", settings));
  EXPECT_FALSE(is_own_path("docs/SESSION.md", settings));
  EXPECT_FALSE(is_own_path("claudedocs/IMPLEMENTATION_PHASES.md", settings));
  EXPECT_FALSE(is_own_path(".git-session.toml", settings));
}

TEST(IsOwnPath, FollowsTheSettings) {
  Settings settings;
  settings.session_file = "notes/NOW.md";
  settings.snapshots_directory = "./notes/old/";
  EXPECT_TRUE(is_own_path("notes/NOW.md", settings));
  EXPECT_TRUE(is_own_path("notes/old/SESSION_SNAPSHOT_x.md", settings));
  EXPECT_FALSE(is_own_path("SESSION.md", settings));
  EXPECT_FALSE(is_own_path("notes/old/deep/SESSION_ARCHIVE.md", settings));
}

TEST(IsOwnPath, KnowsTheMemoryFilesInTheWorkTree) {
  Settings settings;
  EXPECT_FALSE(is_own_path("memory/session_history.md", settings));
  EXPECT_TRUE(list_memory_paths(settings).empty());
  settings.session_memory = "notes/memory";
  EXPECT_TRUE(is_own_path("notes/memory/session_history.md", settings));
  EXPECT_TRUE(is_own_path("notes/memory/handoff_patterns.md", settings));
  EXPECT_FALSE(is_own_path("notes/memory/other.md", settings));
}

TEST(FormatSnapshotPath, CountsCopiesOfOneDay) {
  EXPECT_EQ(format_snapshot_path({}, "2025-06-30", 0), "claudedocs/SESSION_SNAPSHOT_2025-06-30.md");
  EXPECT_EQ(format_snapshot_path({}, "2025-06-30", 2), "claudedocs/SESSION_SNAPSHOT_2025-06-30_2.md");
}

TEST(ParsePushedRefs, ReadsAllLines) {
  const std::string one(40, '1');
  const std::string zero(40, '0');
  const std::string wide(64, 'a');
  const auto refs = parse_pushed_refs("refs/heads/main " + one + " refs/heads/main " + zero + "\n(delete) " +
                                      zero + " refs/heads/x " + one + "\nHEAD@{1 day ago} " + wide +
                                      " refs/heads/y " + wide + "\ngarbage\n");
  ASSERT_EQ(refs.size(), 3U);
  EXPECT_EQ(refs[0].local_ref, "refs/heads/main");
  EXPECT_TRUE(refs[0].remote_id.is_null());
  EXPECT_TRUE(refs[1].local_id.is_null());
  EXPECT_EQ(refs[2].local_ref, "HEAD@{1 day ago}");
  EXPECT_FALSE(only_deletes(refs));
  EXPECT_TRUE(only_deletes({refs[1]}));
  EXPECT_TRUE(only_deletes(parse_pushed_refs("")));
}

}  // namespace
}  // namespace session
