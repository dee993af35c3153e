// SPDX-License-Identifier: MIT
// The lock between processes: contention, owners that are gone, and crashes at any moment.
#include "io/environment.hpp"
#include "io/file.hpp"
#include "support/child.hpp"
#include "support/temp_dir.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <random>
#include <vector>

namespace session::io {
namespace {

namespace fs = std::filesystem;
using test::read_bytes;
using test::TempDir;
using test::write_bytes;
using ::testing::HasSubstr;

std::string format_lock(const std::string& host, std::int64_t process_id, const std::string& start) {
  return host + " " + std::to_string(process_id) + " " + start + "\n";
}

std::string own_content() {
  return format_lock(read_host_name(), ::getpid(), find_process_start(::getpid()).value());
}

void make_old(const fs::path& path) {
  const timespec long_ago[2] = {{1'000'000, 0}, {1'000'000, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), long_ago, 0), 0);
}

TEST(FileLock, NamesItsOwnerAndGoesAtTheEnd) {
  const TempDir folder;
  {
    const auto lock = FileLock::acquire(folder / "lock", 0);
    ASSERT_TRUE(lock);
    EXPECT_FALSE(lock->replaced_stale());
    EXPECT_EQ(read_bytes(folder / "lock"), own_content());
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(FileLock, MovesWithItsOwner) {
  const TempDir folder;
  {
    auto first = FileLock::acquire(folder / "a", 0);
    auto second = FileLock::acquire(folder / "b", 0);
    ASSERT_TRUE(first && second);
    FileLock moved(std::move(*first));
    EXPECT_TRUE(fs::exists(folder / "a"));
    moved = std::move(*second);
    // The lock that was held before is released at once.
    EXPECT_FALSE(fs::exists(folder / "a"));
    EXPECT_TRUE(fs::exists(folder / "b"));
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(FileLock, RespectsALivingOwnerAndNamesIt) {
  const TempDir folder;
  const auto lock = FileLock::acquire(folder / "lock", 0);
  ASSERT_TRUE(lock);
  const auto second = FileLock::acquire(folder / "lock", 20);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::file);
  EXPECT_EQ(second.error().message, "cannot lock '" + (folder / "lock").string() + "': process " +
                                        std::to_string(::getpid()) + " on " + read_host_name() + " holds it");
  EXPECT_FALSE(second.error().hint.empty());
  EXPECT_EQ(read_bytes(folder / "lock"), own_content());
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

TEST(FileLock, RespectsAProcessThatItMayNotSignal) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root to be two users";
  const TempDir folder;
  fs::permissions(folder.path(), fs::perms::all);
  write_bytes(folder / "lock", own_content());
  const int status = test::run_unprivileged([&] { return FileLock::acquire(folder / "lock", 0) ? 1 : 0; });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(read_bytes(folder / "lock"), own_content());
}

TEST(FileLock, RespectsAnotherHost) {
  const TempDir folder;
  const std::string content = format_lock("another-host", test::find_dead_process(), "1");
  write_bytes(folder / "lock", content);
  make_old(folder / "lock");
  EXPECT_FALSE(FileLock::acquire(folder / "lock", 0));
  EXPECT_EQ(read_bytes(folder / "lock"), content);
}

TEST(FileLock, TakesOverFromAProcessThatIsGone) {
  const TempDir folder;
  write_bytes(folder / "lock", format_lock(read_host_name(), test::find_dead_process(), "1"));
  {
    const auto lock = FileLock::acquire(folder / "lock", 0);
    ASSERT_TRUE(lock);
    EXPECT_TRUE(lock->replaced_stale());
    EXPECT_EQ(read_bytes(folder / "lock"), own_content());
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(FileLock, TakesOverWhenTheNumberBelongsToAnotherProcessByNow) {
  const TempDir folder;
  write_bytes(folder / "lock", format_lock(read_host_name(), ::getpid(), "1"));
  const auto lock = FileLock::acquire(folder / "lock", 0);
  ASSERT_TRUE(lock);
  EXPECT_TRUE(lock->replaced_stale());
}

TEST(FileLock, TakesOverFromADeadChildThatNobodyCollected) {
  const TempDir folder;
  const pid_t child = test::start_child([&] {
    const auto start = find_process_start(::getpid());
    write_bytes(folder / "lock", format_lock(read_host_name(), ::getpid(), start.value_or("")));
    return 0;
  });
  siginfo_t info{};
  ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT), 0);
  EXPECT_TRUE(FileLock::acquire(folder / "lock", 0));
  test::wait_for(child);
}

TEST(FileLock, TakesOverAnOldFileThatNamesNobody) {
  const TempDir folder;
  for (const char* content : {"", "\n", "host\n", "host 1\n", "host x 1\n", "host -4 1\n", "host 12 1"}) {
    write_bytes(folder / "lock", content);
    EXPECT_FALSE(FileLock::acquire(folder / "lock", 0)) << content;
    EXPECT_EQ(read_bytes(folder / "lock"), content);
    make_old(folder / "lock");
    EXPECT_TRUE(FileLock::acquire(folder / "lock", 0)) << content;
  }
}

TEST(FileLock, DoesNotTakeADirectoryOrALinkForALock) {
  const TempDir folder;
  fs::create_directory(folder / "dir");
  fs::create_symlink("nowhere", folder / "link");
  EXPECT_FALSE(FileLock::acquire(folder / "dir", 0));
  EXPECT_FALSE(FileLock::acquire(folder / "link", 0));
  EXPECT_EQ(find_file_kind(folder / "link"), FileKind::symbolic_link);
  EXPECT_EQ(find_file_kind(folder / "nowhere"), FileKind::absent);
}

TEST(FileLock, SaysThatThereIsNoFolder) {
  const TempDir folder;
  const auto lock = FileLock::acquire(folder / "none/lock", 1000);
  ASSERT_FALSE(lock);
  EXPECT_THAT(lock.error().message, HasSubstr("no such file or directory"));
}

TEST(FileLock, LeavesALockAloneThatIsNoLongerItsOwn) {
  const TempDir folder;
  const std::string other = format_lock("another-host", 1, "1");
  {
    const auto lock = FileLock::acquire(folder / "lock", 0);
    ASSERT_TRUE(lock);
    write_bytes(folder / "lock", other);
  }
  EXPECT_EQ(read_bytes(folder / "lock"), other);
}

TEST(FileLock, WaitsForTheOtherOwner) {
  const TempDir folder;
  int held[2];
  ASSERT_EQ(::pipe(held), 0);
  const pid_t child = test::start_child([&] {
    const auto lock = FileLock::acquire(folder / "lock", 0);
    const char byte = lock ? '1' : '0';
    if (::write(held[1], &byte, 1) != 1) return 1;
    const timespec while_held{0, 30'000'000};
    ::nanosleep(&while_held, nullptr);
    return 0;
  });
  char byte = 0;
  ASSERT_EQ(::read(held[0], &byte, 1), 1);
  ASSERT_EQ(byte, '1');
  EXPECT_TRUE(FileLock::acquire(folder / "lock", 30'000));
  EXPECT_EQ(test::wait_for(child), 0);
  ::close(held[0]);
  ::close(held[1]);
}

/// Adds 1 to the number in a file, under the lock. Gives 0 when that worked.
int add_one(const fs::path& lock_path, const fs::path& counter) {
  const auto lock = FileLock::acquire(lock_path, 60'000);
  if (!lock) return 1;
  const auto bytes = read_file(counter, 100);
  if (!bytes || !*bytes) return 2;
  return write_file(counter, std::to_string(std::stoi(**bytes) + 1), Sync::no) ? 0 : 3;
}

TEST(FileLock, LosesNoIncrementOfTwoProcesses) {
  constexpr int kRounds = 300;
  const TempDir folder;
  write_bytes(folder / "counter", "0");
  const auto count = [&] {
    for (int round = 0; round < kRounds; ++round) {
      if (const int code = add_one(folder / "lock", folder / "counter"); code != 0) return code;
    }
    return 0;
  };
  const pid_t first = test::start_child(count);
  const pid_t second = test::start_child(count);
  EXPECT_EQ(test::wait_for(first), 0);
  EXPECT_EQ(test::wait_for(second), 0);
  EXPECT_EQ(read_bytes(folder / "counter"), std::to_string(2 * kRounds));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

TEST(FileLock, IsTakenOverByOneProcessOnly) {
  // Each owner leaves its lock as a crash would, so every turn is a takeover that all others want as well. If
  // two of them ever got it at once, an increment would be lost.
  constexpr int kRounds = 250;
  constexpr int kProcesses = 5;
  const TempDir folder;
  const std::string stale = format_lock(read_host_name(), test::find_dead_process(), "1");
  write_bytes(folder / "counter", "0");
  write_bytes(folder / "lock", stale);
  std::vector<pid_t> children;
  children.reserve(kProcesses);
  for (int index = 0; index < kProcesses; ++index) {
    children.push_back(test::start_child([&] {
      for (int round = 0; round < kRounds; ++round) {
        const auto lock = FileLock::acquire(folder / "lock", 60'000);
        if (!lock || !lock->replaced_stale()) return 1;
        const int number = std::stoi(read_bytes(folder / "counter"));
        if (!write_file(folder / "counter", std::to_string(number + 1), Sync::no)) return 2;
        if (!write_file(folder / "lock", stale, Sync::no)) return 3;
      }
      return 0;
    }));
  }
  for (const pid_t child : children) EXPECT_EQ(test::wait_for(child), 0);
  EXPECT_EQ(read_bytes(folder / "counter"), std::to_string(kRounds * kProcesses));
  EXPECT_EQ(read_bytes(folder / "lock"), stale);
}

TEST(FileLock, LeavesAStaleLockToTheProcessThatTakesItOverJustNow) {
  const TempDir folder;
  const std::string stale = format_lock(read_host_name(), test::find_dead_process(), "1");
  write_bytes(folder / "lock", stale);
  const int other = ::open((folder / "lock").c_str(), O_RDONLY | O_CLOEXEC);
  ASSERT_EQ(::flock(other, LOCK_EX), 0);
  EXPECT_FALSE(FileLock::acquire(folder / "lock", 0));
  EXPECT_EQ(read_bytes(folder / "lock"), stale);
  ::close(other);
  EXPECT_TRUE(FileLock::acquire(folder / "lock", 0));
}

TEST(WriteFile, LeavesOldOrNewWhenKilledAtAnyMoment) {
  constexpr int kKills = 200;
  const TempDir folder;
  const std::string first = std::string(30'000, 'a') + "\r\n";
  const std::string second = std::string(70'000, 'b') + "\n";
  ASSERT_EQ(write_file(folder / "SESSION.md", first), true);
  std::mt19937 random(20250701);
  std::uniform_int_distribution<long> nanoseconds(0, 4'000'000);
  int taken_over = 0;
  for (int kill = 0; kill < kKills; ++kill) {
    const pid_t child = test::start_child([&]() -> int {
      for (bool odd = false;; odd = !odd) {
        const auto lock = FileLock::acquire(folder / "lock", 10'000);
        if (!lock) return 1;
        if (!write_file(folder / "SESSION.md", odd ? first : second, Sync::no)) return 2;
      }
    });
    const timespec pause{0, nanoseconds(random)};
    ::nanosleep(&pause, nullptr);
    ::kill(child, SIGKILL);
    ASSERT_EQ(test::wait_for(child), 128 + SIGKILL);
    const std::string bytes = read_bytes(folder / "SESSION.md");
    ASSERT_TRUE(bytes == first || bytes == second) << "kill " << kill << ": " << bytes.size() << " bytes";
    const auto lock = FileLock::acquire(folder / "lock", 0);
    ASSERT_TRUE(lock) << lock.error().message;
    if (lock->replaced_stale()) ++taken_over;
    remove_leftovers(folder / "SESSION.md");
    remove_leftovers(folder / "lock");
    // The file and our own lock.
    ASSERT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 2) << "kill " << kill;
  }
  // Otherwise the kills never met the moments that this test is about.
  EXPECT_GT(taken_over, 0);
}

}  // namespace
}  // namespace session::io
