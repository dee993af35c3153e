// SPDX-License-Identifier: MIT
// Where the newest checkout went and where resets started, read from reflogs that git wrote.
#include "git/reflog.hpp"
#include "support/test_repo.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace session::git {
namespace {

namespace fs = std::filesystem;
using test::TestRepo;

class LastCheckout : public ::testing::Test {
 protected:
  LastCheckout() {
    repo_.commit("First");
    repo_.git({"branch", "a/b"});
  }
  [[nodiscard]] std::optional<std::string> read() const {
    return find_last_checkout(read_reflog_lines(log(), 1024));
  }
  [[nodiscard]] fs::path log() const { return repo_.path() / ".git/logs/HEAD"; }

  TestRepo repo_;
};

TEST_F(LastCheckout, IsNothingWhereThereIsNone) {
  EXPECT_EQ(read(), std::nullopt);
  fs::remove(log());
  EXPECT_EQ(read(), std::nullopt);
  test::write_bytes(log(), "");
  EXPECT_EQ(read(), std::nullopt);
}

TEST_F(LastCheckout, NamesABranchOrAnId) {
  repo_.git({"switch", "-q", "a/b"});
  EXPECT_EQ(read(), "a/b");
  const std::string id = repo_.head();
  repo_.git({"switch", "-q", "--detach", id});
  EXPECT_EQ(read(), id);
  repo_.git({"switch", "-q", "main"});
  EXPECT_EQ(read(), "main");
}

TEST_F(LastCheckout, IsFoundBehindOtherLines) {
  repo_.git({"switch", "-q", "a/b"});
  repo_.commit("Second");
  repo_.git({"reset", "-q", "--soft", "HEAD~1"});
  EXPECT_EQ(read(), "a/b");
}

TEST_F(LastCheckout, IsNoCommitThatOnlySoundsLikeOne) {
  repo_.git({"switch", "-q", "a/b"});
  repo_.commit("checkout: moving from a/b to main");
  EXPECT_EQ(read(), "a/b");
  // Its own subject, as a tool might write it into the reflog.
  repo_.git({"update-ref", "-m", "x checkout: moving from a/b to elsewhere", "HEAD", "HEAD~1"});
  EXPECT_EQ(read(), "a/b");
}

TEST_F(LastCheckout, IsReadFromTheEndOfALongFile) {
  const std::string line = std::string(40, '1') + " " + std::string(40, '2') + " D <d@e> 1751362200 +0000\t";
  std::string text = line + "checkout: moving from main to far\n";
  for (int i = 0; i < 4000; ++i) text += line + "commit: x\n";
  test::write_bytes(log(), text);
  EXPECT_EQ(read(), std::nullopt) << "too far back";
  test::write_bytes(log(), text + line + "checkout: moving from main to near\n" + line + "commit: x\n");
  EXPECT_EQ(read(), "near");
  test::write_bytes(log(), text + line + "checkout: moving from main to last");
  EXPECT_EQ(read(), "last") << "without a newline at the end";
}

TEST_F(LastCheckout, IsNothingForALineThatIsCutOff) {
  test::write_bytes(log(), "x\tcheckout: moving from main");
  EXPECT_EQ(read(), std::nullopt);
}

using ResetStarts = LastCheckout;

TEST_F(ResetStarts, AreThoseRightBeforeTheNewestLine) {
  repo_.commit("Second");
  const std::string second = repo_.head();
  repo_.commit("Third");
  const std::string third = repo_.head();
  EXPECT_TRUE(find_reset_starts(read_reflog_lines(log(), 64)).empty());
  repo_.git({"reset", "-q", "--hard", "HEAD~1"});
  EXPECT_TRUE(find_reset_starts(read_reflog_lines(log(), 64)).empty())
      << "the reset is the newest line itself";
  repo_.git({"reset", "-q", "--soft", "HEAD~1"});
  repo_.commit("Joined");
  EXPECT_EQ(find_reset_starts(read_reflog_lines(log(), 64)), (std::vector<ObjectId>{{second}, {third}}));
  repo_.commit("Next");
  EXPECT_TRUE(find_reset_starts(read_reflog_lines(log(), 64)).empty());
  repo_.git({"switch", "-q", "a/b"});
  repo_.commit("On the other branch");
  EXPECT_TRUE(find_reset_starts(read_reflog_lines(log(), 64)).empty())
      << "a checkout leaves the commits where they are";
  fs::remove(log());
  EXPECT_TRUE(find_reset_starts(read_reflog_lines(log(), 64)).empty());
}

}  // namespace
}  // namespace session::git
