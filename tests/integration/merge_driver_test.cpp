// SPDX-License-Identifier: MIT
// Real merges, rebases and picks of a tracked SESSION.md with the merge driver.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <string>

namespace session::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string document(const std::string& completed, const std::string& in_progress, const std::string& next,
                     const std::string& history, const std::string& intro = "Intro.\n") {
  return "# SESSION — p\n" + intro + "\n## Completed Items\n" + completed + "\n## In Progress\n" +
         in_progress + "\n## Next Actions\n" + next +
         "\n## Git Checkpoint\n- **Branch**: _(not stored)_\n- **Last Commit**: _(not stored)_\n\n"
         "## Session History\n| Session | Date | Duration | Progress "
         "|\n|---------|------|----------|----------|\n" +
         history;
}

const std::string kHead = "- [x] Base — `0000000` (2025-06-30)\n";
const std::string kRow = "| 1 | 2025-06-30 | — | Start |\n";
const std::string kAdaRow = "| 2 | 2025-07-01 | 1 h | Ada |\n";
const std::string kBobRow = "| 2 | 2025-07-02 | 2 h | Bob |\n";
const std::string kAdaItem = "- [x] Login — `1111111` (2025-07-01)\n";
const std::string kBobItem = "- [x] Tests — `2222222` (2025-07-02)\n";

std::string base() {
  return document(kHead, "- [ ] Login — begun\n- [ ] Docs — begun\n", "1. Login\n2. Tests\n3. Docs\n", kRow);
}
std::string ada() {
  return document(kHead + kAdaItem, "- [ ] Docs — begun\n", "1. Tests\n2. Docs\n", kRow + kAdaRow);
}
std::string bob() {
  return document(kHead + kBobItem, "- [ ] Login — half done\n- [ ] Docs — begun\n",
                  "1. Login\n2. Docs\n3. Ship\n", kRow + kBobRow, "Intro by Bob.\n");
}
std::string both() {
  return document(kHead + kAdaItem + kBobItem, "- [ ] Docs — begun\n", "1. Docs\n2. Ship\n",
                  kRow + kAdaRow + kBobRow, "Intro by Bob.\n");
}

/// A repository where the driver is set up and `main` holds the base.
class MergeDriver : public ::testing::Test {
 protected:
  MergeDriver() {
    repo.git({"config", "merge.git-session.driver", "git-session merge-driver %O %A %B %L %P"});
    repo.write(".git/info/attributes", "/SESSION.md merge=git-session\n");
    save(base(), "Base");
  }
  void save(const std::string& text, const std::string& message) {
    repo.write("SESSION.md", text);
    repo.commit(message, {"SESSION.md"});
  }
  /// Branches `ada` and `bob`, both from main.
  void branch_off() {
    repo.git({"switch", "-qc", "ada"});
    save(ada(), "By Ada");
    repo.git({"switch", "-qc", "bob", "main"});
    save(bob(), "By Bob");
  }
  RunResult git(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "git");
    return repo.run(arguments);
  }
  std::string read() { return repo.read("SESSION.md"); }
  TestRepo repo;
};

TEST_F(MergeDriver, MergesTwoBranchesEitherWayRound) {
  branch_off();
  repo.git({"merge", "-q", "-m", "Both", "ada"});
  EXPECT_EQ(read(), both());
  repo.git({"reset", "-q", "--hard", "HEAD^"});
  repo.git({"switch", "-q", "ada"});
  repo.git({"merge", "-q", "-m", "Both", "bob"});
  EXPECT_EQ(read(), both());
  EXPECT_EQ(repo.git({"status", "--porcelain"}), "");
  EXPECT_EQ(repo.git({"merge", "bob"}), "Already up to date.");
}

TEST_F(MergeDriver, WithoutItTheSameMergeConflicts) {
  branch_off();
  repo.write(".git/info/attributes", "");
  EXPECT_EQ(git({"merge", "-q", "ada"}).status, 1);
}

TEST_F(MergeDriver, MergesEachCommitOfARebase) {
  branch_off();
  save(document(kHead + kBobItem + "- [x] Ship — `3333333` (2025-07-03)\n",
                "- [ ] Login — half done\n- [ ] Docs — begun\n", "1. Login\n2. Docs\n", kRow + kBobRow,
                "Intro by Bob.\n"),
       "More by Bob");
  repo.git({"rebase", "-q", "ada"});
  EXPECT_EQ(read(),
            document(kHead + kAdaItem + kBobItem + "- [x] Ship — `3333333` (2025-07-03)\n",
                     "- [ ] Docs — begun\n", "1. Docs\n", kRow + kAdaRow + kBobRow, "Intro by Bob.\n"));
  EXPECT_EQ(repo.git({"status", "--porcelain"}), "");
}

TEST_F(MergeDriver, MergesAPickAndARevert) {
  branch_off();
  repo.git({"cherry-pick", "ada"});
  EXPECT_EQ(read(), both());
  repo.git({"revert", "--no-edit", "HEAD"});
  EXPECT_THAT(read(), Not(HasSubstr("`1111111`")));
  EXPECT_THAT(read(), HasSubstr(kBobItem));
}

TEST_F(MergeDriver, MergesBranchesThatMergedEachOther) {
  branch_off();
  repo.git({"branch", "ada-first", "ada"});
  repo.git({"merge", "-q", "-m", "Ada into Bob", "ada-first"});
  repo.git({"switch", "-q", "ada"});
  repo.git({"merge", "-q", "-m", "Bob into Ada", "bob~1"});
  const std::string more = "- [x] More — `4444444` (2025-07-04)\n";
  const auto with = [&](std::string text, const std::string& item) {
    return text.insert(text.find("\n## In Progress"), item);
  };
  save(with(read(), more), "More by Ada");
  repo.git({"switch", "-q", "bob"});
  const std::string other = "- [x] Other — `5555555` (2025-07-05)\n";
  save(with(read(), other), "More by Bob");
  repo.git({"merge", "-q", "-m", "Criss-cross", "ada"});
  EXPECT_EQ(read(), with(both(), more + other));
}

TEST_F(MergeDriver, ARealConflictShowsThatLineAlone) {
  repo.git({"switch", "-qc", "ada"});
  save(document(kHead + kAdaItem, "- [ ] Docs — by Ada\n", "1. Docs\n", kRow), "By Ada");
  repo.git({"switch", "-qc", "bob", "main"});
  save(document(kHead + kBobItem, "- [ ] Docs — by Bob\n", "1. Docs\n", kRow), "By Bob");
  const RunResult result = git({"merge", "ada"});
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.out, HasSubstr("CONFLICT (content): Merge conflict in SESSION.md"));
  EXPECT_EQ(read(),
            document(kHead + kAdaItem + kBobItem,
                     "<<<<<<< ours\n- [ ] Docs — by Bob\n=======\n- [ ] Docs — by Ada\n>>>>>>> theirs\n",
                     "1. Docs\n", kRow));
}

TEST_F(MergeDriver, NewItemsStandInTheOrderOfHistory) {
  const auto item = [](const std::string& words, const std::string& hash) {
    return "- [x] " + words + " — `" + hash.substr(0, 7) + "` (2025-07-01)\n";
  };
  const std::string first = repo.commit("First");
  const std::string second = repo.commit("Second");
  repo.git({"switch", "-qc", "ada"});
  save(document(kHead + item("A", second), "", "", kRow), "By Ada");
  repo.git({"switch", "-qc", "bob", "main"});
  save(document(kHead + item("Z", first), "", "", kRow), "By Bob");
  repo.git({"merge", "-q", "-m", "Both", "ada"});
  EXPECT_EQ(read(), document(kHead + item("Z", first) + item("A", second), "", "", kRow));
}

TEST_F(MergeDriver, OtherTextsMergeAsGitMergesThem) {
  repo.git({"switch", "-qc", "plain"});
  save("one\ntwo\nthree\n", "Plain");
  repo.git({"switch", "-qc", "ada"});
  save("ONE\ntwo\nthree\n", "By Ada");
  repo.git({"switch", "-qc", "bob", "plain"});
  save("one\ntwo\nTHREE\n", "By Bob");
  repo.git({"merge", "-q", "-m", "Both", "ada"});
  EXPECT_EQ(read(), "ONE\ntwo\nTHREE\n");
}

TEST_F(MergeDriver, SwitchedOffItMergesAsGitDoes) {
  branch_off();
  repo.set_variable("GIT_SESSION", "0");
  EXPECT_EQ(git({"merge", "-q", "ada"}).status, 1);
  EXPECT_THAT(read(), HasSubstr("<<<<<<<"));
}

TEST_F(MergeDriver, WhatItCannotReadStaysAsItIs) {
  repo.write("ours", "ours\n");
  EXPECT_EQ(repo.run({"git-session", "merge-driver", "absent", "ours", "absent", "7", "SESSION.md"}).status,
            1);
  EXPECT_EQ(repo.read("ours"), "ours\n");
}

TEST_F(MergeDriver, WorksOutsideAWorkTree) {
  const auto folder = repo.outside() / "plain";
  std::filesystem::create_directories(folder);
  write_bytes(folder / "o", base());
  write_bytes(folder / "a", ada());
  write_bytes(folder / "b", bob());
  EXPECT_EQ(repo.run_in(folder, {"git-session", "merge-driver", "o", "a", "b", "7", "SESSION.md"}).status, 0);
  EXPECT_EQ(read_bytes(folder / "a"), both());
}

}  // namespace
}  // namespace session::test
