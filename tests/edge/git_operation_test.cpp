// SPDX-License-Identifier: MIT
// What git is in the middle of, seen from its hooks and between its commands.
#include "git/location.hpp"
#include "support/test_repo.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace session::git {
namespace {

namespace fs = std::filesystem;
using test::TestRepo;
using test::write_bytes;
using ::testing::ElementsAre;

/// Three commits on main that each touch a file of their own, and one on `side` that conflicts with the
/// second.
class ReadOperation : public ::testing::Test {
 protected:
  ReadOperation() {
    add("base", "base\n");
    repo_.git({"branch", "side"});
    for (const char* const name : {"one", "two", "three"}) add(name, "main\n");
  }

  void add(const std::string& name, const std::string& text) {
    repo_.write(name, text);
    repo_.commit("Add " + name, {name});
  }

  /// A conflict with `Add two` lies ahead on the branch `side`, which is checked out.
  void go_to_conflicting_side() {
    repo_.git({"switch", "--quiet", "side"});
    add("two", "side\n");
  }

  /// Runs git, whatever its status is.
  void run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "git");
    last_ = repo_.run(arguments);
  }

  Operation operation() { return read_operation(repo_.locate(repo_.path()), repo_.environment()); }
  std::size_t remaining() { return read_remaining_picks(repo_.locate(repo_.path())); }

  /// From now on post-commit keeps a copy of the git directory's state files.
  void install_recorder() {
    const fs::path hook = repo_.path() / ".git/hooks/post-commit";
    write_bytes(hook,
                "#!/bin/sh\n"
                "n=$(ls '" +
                    copies().string() +
                    "' | wc -l)\n"
                    "to='" +
                    copies().string() +
                    "'/$n\n"
                    "mkdir -p \"$to\"\n"
                    "for f in sequencer rebase-merge rebase-apply MERGE_HEAD CHERRY_PICK_HEAD REVERT_HEAD "
                    "BISECT_LOG; do\n"
                    "  if test -e .git/$f; then cp -r .git/$f \"$to\"; fi\n"
                    "done\n");
    fs::permissions(hook, fs::perms::owner_all);
    fs::create_directories(copies());
  }

  struct Seen {
    Operation operation;
    std::size_t remaining;
    bool operator==(const Seen&) const = default;
  };

  /// What each post-commit saw.
  std::vector<Seen> seen() {
    std::vector<fs::path> folders(fs::directory_iterator(copies()), fs::directory_iterator{});
    std::sort(folders.begin(), folders.end());
    std::vector<Seen> all;
    for (const auto& folder : folders) {
      const Location location{folder, folder, {}, false};
      all.push_back({read_operation(location, repo_.environment()), read_remaining_picks(location)});
    }
    return all;
  }

  [[nodiscard]] fs::path copies() const { return repo_.outside() / "copies"; }

  TestRepo repo_;
  test::RunResult last_;
};

TEST_F(ReadOperation, IsNoneInAQuietRepositoryAndInAPlainCommit) {
  EXPECT_EQ(operation(), Operation::none);
  install_recorder();
  repo_.commit("plain");
  EXPECT_THAT(seen(), ElementsAre(Seen{Operation::none, 0}));
}

TEST_F(ReadOperation, SeesAMergeThatStopped) {
  go_to_conflicting_side();
  run({"merge", "main"});
  EXPECT_EQ(operation(), Operation::merge);
  run({"merge", "--abort"});
  EXPECT_EQ(operation(), Operation::none);
}

TEST_F(ReadOperation, SeesARebaseOfEitherKind) {
  for (const char* const kind : {"--merge", "--apply"}) {
    SCOPED_TRACE(kind);
    repo_.git({"switch", "--quiet", "-C", "topic", "main~3"});
    add("two", "topic\n");
    run({"rebase", kind, "main"});
    EXPECT_NE(last_.status, 0);
    EXPECT_EQ(operation(), Operation::rebase);
    run({"rebase", "--abort"});
    EXPECT_EQ(operation(), Operation::none);
  }
}

TEST_F(ReadOperation, SeesARebaseInItsHooks) {
  repo_.git({"switch", "--quiet", "side"});
  add("other", "side\n");
  add("another", "side\n");
  install_recorder();
  repo_.git({"rebase", "--quiet", "main"});
  EXPECT_THAT(seen(), ElementsAre(Seen{Operation::rebase, 0}, Seen{Operation::rebase, 0}));
}

TEST_F(ReadOperation, SeesAPatchThatDoesNotApply) {
  const std::string patch = repo_.git({"format-patch", "--stdout", "-1", "main~1"});
  go_to_conflicting_side();
  write_bytes(repo_.outside() / "patch", patch + "\n");
  run({"am", (repo_.outside() / "patch").string()});
  EXPECT_NE(last_.status, 0);
  EXPECT_EQ(operation(), Operation::am);
}

TEST_F(ReadOperation, SeesASinglePickInItsHookAndStopped) {
  go_to_conflicting_side();
  install_recorder();
  repo_.git({"cherry-pick", "main"});
  EXPECT_THAT(seen(), ElementsAre(Seen{Operation::cherry_pick, 0}));
  run({"cherry-pick", "main~1"});
  EXPECT_EQ(operation(), Operation::cherry_pick);
  EXPECT_EQ(remaining(), 0u);
}

TEST_F(ReadOperation, SeesHowManyPicksOfARangeRemain) {
  repo_.git({"switch", "--quiet", "side"});
  add("own", "side\n");
  install_recorder();
  repo_.git({"cherry-pick", "side~1..main"});
  EXPECT_THAT(seen(), ElementsAre(Seen{Operation::cherry_pick_range, 2},
                                  Seen{Operation::cherry_pick_range, 1}, Seen{Operation::cherry_pick, 0}));
  EXPECT_EQ(operation(), Operation::none);
}

TEST_F(ReadOperation, SeesARangeThatStoppedAndGoesOn) {
  go_to_conflicting_side();
  install_recorder();
  run({"cherry-pick", "side~1..main"});
  EXPECT_EQ(operation(), Operation::cherry_pick_range);
  EXPECT_EQ(remaining(), 1u);
  repo_.git({"checkout", "--theirs", "two"});
  repo_.git({"add", "two"});
  repo_.git({"cherry-pick", "--continue"});
  EXPECT_THAT(seen(), ElementsAre(Seen{Operation::cherry_pick_range, 2},
                                  Seen{Operation::cherry_pick_range, 1}, Seen{Operation::cherry_pick, 0}));
}

TEST_F(ReadOperation, SeesACommitByHandInsideARange) {
  go_to_conflicting_side();
  install_recorder();
  run({"cherry-pick", "side~1..main"});
  repo_.git({"checkout", "--theirs", "two"});
  repo_.git({"add", "two"});
  repo_.git({"commit", "--quiet", "-m", "by hand"});
  EXPECT_THAT(seen(),
              ElementsAre(Seen{Operation::cherry_pick_range, 2}, Seen{Operation::cherry_pick_range, 1}));
  EXPECT_EQ(operation(), Operation::cherry_pick_range);
  EXPECT_EQ(remaining(), 1u);
}

TEST_F(ReadOperation, SeesRevertsInTheirHooks) {
  install_recorder();
  repo_.git({"revert", "--no-edit", "HEAD"});
  EXPECT_THAT(seen(), ElementsAre(Seen{Operation::none, 0}));
  repo_.git({"revert", "--no-edit", "main~4..main~2"});
  EXPECT_THAT(seen(), ElementsAre(Seen{Operation::none, 0}, Seen{Operation::revert_range, 1},
                                  Seen{Operation::revert, 0}));
}

TEST_F(ReadOperation, SeesARevertThatStopped) {
  add("two", "changed later\n");
  run({"revert", "--no-edit", "main~2"});
  EXPECT_NE(last_.status, 0);
  EXPECT_EQ(operation(), Operation::revert);
}

TEST_F(ReadOperation, SeesABisection) {
  repo_.git({"bisect", "start", "main", "main~3"});
  EXPECT_EQ(operation(), Operation::bisect);
  repo_.git({"bisect", "reset"});
  EXPECT_EQ(operation(), Operation::none);
}

TEST_F(ReadOperation, IsThatOfTheWorkTreeAlone) {
  const fs::path linked = repo_.outside() / "linked";
  repo_.git({"worktree", "add", "--quiet", linked.string(), "side"});
  run({"-C", linked.string(), "cherry-pick", "--no-commit", "main"});
  write_bytes(repo_.locate(linked).git_dir / "MERGE_HEAD", repo_.head() + "\n");
  EXPECT_EQ(read_operation(repo_.locate(linked), repo_.environment()), Operation::merge);
  EXPECT_EQ(operation(), Operation::none);
}

}  // namespace
}  // namespace session::git
