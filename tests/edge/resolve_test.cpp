// SPDX-License-Identifier: MIT
// Paths from settings: what stays inside the root and what does not.
#include "io/file.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace session::io {
namespace {

namespace fs = std::filesystem;
using test::TempDir;
using test::write_bytes;
using ::testing::HasSubstr;

/// A folder `root` with the usual things in it, and a folder `outside` beside it.
struct Places {
  TempDir folder;
  fs::path root = folder / "root";
  fs::path outside = folder / "outside";
  Places() {
    fs::create_directories(root / "docs/deep");
    fs::create_directories(root / ".git/hooks");
    fs::create_directories(outside);
    write_bytes(root / "SESSION.md", "x");
    write_bytes(outside / "secret.md", "x");
  }
};

void expect_refused(const fs::path& root, std::string_view relative) {
  const auto path = resolve_inside(root, relative);
  ASSERT_FALSE(path) << relative << " gave " << *path;
  EXPECT_EQ(path.error().kind, ErrorKind::settings) << relative;
}

TEST(ResolveInside, GivesTheRealPathOfWhatIsThere) {
  const Places places;
  EXPECT_EQ(resolve_inside(places.root, "SESSION.md"), places.root / "SESSION.md");
  EXPECT_EQ(resolve_inside(places.root, "./docs//deep/."), places.root / "docs/deep");
}

TEST(ResolveInside, GivesThePathOfWhatIsNotThereYet) {
  const Places places;
  EXPECT_EQ(resolve_inside(places.root, "docs/new/SESSION.md"), places.root / "docs/new/SESSION.md");
}

TEST(ResolveInside, TakesARootBehindALink) {
  const Places places;
  fs::create_symlink("root", places.folder / "entrance");
  EXPECT_EQ(resolve_inside(places.folder / "entrance", "SESSION.md"), places.root / "SESSION.md");
}

TEST(ResolveInside, RefusesAbsoluteEmptyAndUpward) {
  const Places places;
  for (const char* relative : {"", "/etc/passwd", "..", "../outside/secret.md", "docs/../SESSION.md",
                               "docs/..", "./../root/SESSION.md"}) {
    expect_refused(places.root, relative);
  }
  expect_refused(places.root, std::string_view("a\0b.md", 6));
  expect_refused(places.root, (places.root / "SESSION.md").native());
}

TEST(ResolveInside, RefusesTheGitFolderInAnySpelling) {
  const Places places;
  for (const char* relative : {".git", ".git/hooks/x.md", ".GIT/x.md", "docs/.Git/x.md", ".git./x.md",
                               ".git /x.md", ".gIt. . /x.md", "docs/.git"}) {
    expect_refused(places.root, relative);
  }
  EXPECT_TRUE(resolve_inside(places.root, ".github/SESSION.md"));
  EXPECT_TRUE(resolve_inside(places.root, "x.git/SESSION.md"));
}

TEST(ResolveInside, FollowsALinkThatStaysInside) {
  const Places places;
  fs::create_directory_symlink("docs/deep", places.root / "inner");
  fs::create_symlink(places.root / "docs", places.root / "absolute");
  fs::create_symlink("../../SESSION.md", places.root / "docs/deep/up.md");
  EXPECT_EQ(resolve_inside(places.root, "inner/new.md"), places.root / "docs/deep/new.md");
  EXPECT_EQ(resolve_inside(places.root, "absolute/new.md"), places.root / "docs/new.md");
  EXPECT_EQ(resolve_inside(places.root, "inner/up.md"), places.root / "SESSION.md");
}

TEST(ResolveInside, RefusesALinkThatLeavesTheRoot) {
  const Places places;
  fs::create_symlink("../outside/secret.md", places.root / "file.md");
  fs::create_directory_symlink(places.outside, places.root / "folder");
  fs::create_symlink("../outside/new.md", places.root / "dangling.md");
  fs::create_directory_symlink("folder", places.root / "second");
  for (const char* relative :
       {"file.md", "folder/secret.md", "folder/new.md", "dangling.md", "second/new.md"}) {
    expect_refused(places.root, relative);
  }
}

TEST(ResolveInside, IsNotFooledByAFolderWithTheSameBeginning) {
  const Places places;
  fs::create_directories(places.folder / "root2");
  fs::create_directory_symlink("../root2", places.root / "next");
  expect_refused(places.root, "next/SESSION.md");
}

TEST(ResolveInside, RefusesALinkIntoTheGitFolder) {
  const Places places;
  fs::create_directory_symlink(".git/hooks", places.root / "notes");
  const auto path = resolve_inside(places.root, "notes/post-commit.md");
  ASSERT_FALSE(path);
  EXPECT_THAT(path.error().message, HasSubstr("a link leads into '.git'"));
}

TEST(ResolveInside, GivesTheTargetOfALinkToNothingInside) {
  const Places places;
  fs::create_symlink("docs/later.md", places.root / "link.md");
  EXPECT_EQ(resolve_inside(places.root, "link.md"), places.root / "docs/later.md");
}

TEST(ResolveInside, RefusesLinksInACircle) {
  const Places places;
  fs::create_symlink("b.md", places.root / "a.md");
  fs::create_symlink("a.md", places.root / "b.md");
  expect_refused(places.root, "a.md");
}

TEST(ResolveInside, RefusesAWayThroughAFile) {
  const Places places;
  expect_refused(places.root, "SESSION.md/below.md");
  fs::create_symlink("none/../../outside/x.md", places.root / "tricky.md");
  expect_refused(places.root, "tricky.md");
}

TEST(ResolveInside, SaysThatTheRootIsGone) {
  const Places places;
  expect_refused(places.folder / "none", "SESSION.md");
}

}  // namespace
}  // namespace session::io
