// SPDX-License-Identifier: MIT
// The journal on the disk: cut off at any byte, and long.
#include "core/recording/works.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hook_story.hpp"
#include <algorithm>

namespace session::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::size_t kCompactSize = std::size_t{256} << 10;
const std::string kTwoItems = "put b; git commit -qm 'Add b'; tick; put c; git commit -qm 'Add c'\n";
constexpr const char* kJournal = ".git/session/journal";
constexpr const char* kHistory = ".git/session/history";

/// Places all over a file, and the last few bytes one by one.
std::vector<std::size_t> list_cuts(std::size_t size) {
  constexpr std::size_t kPlaces = 24;
  constexpr std::size_t kLast = 5;
  std::vector<std::size_t> cuts;
  for (std::size_t cut = 0; cut + kLast < size; cut += size / kPlaces) cuts.push_back(cut);
  for (std::size_t cut = size - kLast; cut < size; ++cut) cuts.push_back(cut);
  return cuts;
}

std::string find_items(const std::string& document) {
  const std::size_t begin = document.find("## Completed Items");
  return document.substr(begin, document.find("\n\n", begin) - begin);
}

/// Tries the hooks on copies of the repository whose private file is cut off.
void try_cuts(Story& story, const char* file) {
  const std::string bytes = story.repo().read(file);
  ASSERT_GT(bytes.size(), 100U);
  const fs::path copy = story.repo().outside() / "copy";
  const std::string items = find_items(story.document());
  for (const std::size_t cut : list_cuts(bytes.size())) {
    SCOPED_TRACE(fmt::format("{} cut off at {} of {}", file, cut, bytes.size()));
    fs::remove_all(copy);
    fs::copy(story.repo().path(), copy, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    write_bytes(copy / file, bytes.substr(0, cut));
    const Journal whole = parse_journal(bytes.substr(0, cut));
    RunResult result = story.repo().run_in(copy, {"git", "commit", "-q", "--allow-empty", "-m", "Add d"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.err, HasSubstr("\"Add d\" (3 items)\n"));
    EXPECT_THAT(result.err, Not(HasSubstr("warning")));
    EXPECT_THAT(find_items(read_bytes(copy / "SESSION.md")), StartsWith(items + "\n- [x] Add d — `"));
    result = story.repo().run_in(copy, {"git", "commit", "-q", "--allow-empty", "--amend", "-m", "Add e"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(find_items(read_bytes(copy / "SESSION.md")), StartsWith(items + "\n- [x] Add e — `"));
    const Journal after = parse_journal(read_bytes(copy / file));
    EXPECT_LE(after.skipped, 1U);
    ASSERT_GE(after.records.size(), whole.records.size());
    EXPECT_TRUE(std::equal(whole.records.begin(), whole.records.end(), after.records.begin()));
  }
}

TEST(JournalOnDisk, MayBeCutOffAtAnyByte) {
  Story story;
  story.play(kTwoItems + "git commit -q --amend -m 'Add the c'");
  try_cuts(story, kJournal);
}

TEST(JournalOnDisk, MayBeCutOffAtAnyByteInTheClonesPart) {
  Story story;
  story.play(kTwoItems + "git commit -q --amend -m 'Add the c'; git commit -q --amend -m 'Add a c'");
  try_cuts(story, kHistory);
}

TEST(JournalOnDisk, MayBeGone) {
  Story story;
  story.play(kTwoItems + "rm .git/session/journal");
  story.play("put d; git commit -qm 'Add d'; git commit -q --amend -m 'Add e'");
  EXPECT_EQ(story.document(), story.expect({{"Add b @ HEAD~2", "Add c @ HEAD~1", "Add e @ HEAD"}}));
}

std::string format_all(const std::vector<JournalRecord>& records) {
  std::string text;
  for (const JournalRecord& record : records) text += format_record(record);
  return text;
}

/// Makes the file as long as it may be just before it is looked through.
void fill(Story& story, const char* file, const std::vector<JournalRecord>& again) {
  std::string bytes = story.repo().exists(file) ? story.repo().read(file) : std::string();
  const std::string more = format_all(again);
  while (bytes.size() + more.size() < kCompactSize) bytes += more;
  // The rest is something of a newer version.
  constexpr std::string_view kFrame = "future\tx=\t.\n";
  const std::size_t rest = kCompactSize - bytes.size();
  if (rest > kFrame.size()) bytes += "future\tx=" + std::string(rest - kFrame.size() - 1, 'x') + "\t.\n";
  ASSERT_LT(bytes.size(), kCompactSize);
  story.repo().write(file, bytes);
}

/// Works as they compare when records were left out.
std::vector<Work> read_works(Story& story) {
  std::vector<Work> works = collect_works(parse_journal(story.repo().read(kJournal)));
  for (Work& work : works) {
    std::sort(work.commits.begin(), work.commits.end());
    work.record.work = work.key;
    work.record.members.clear();
  }
  return works;
}

TEST(JournalOnDisk, IsMadeShortWhenMostOfItIsVoid) {
  Story story;
  story.play("edit 's/^_(Nothing in progress)_$/- [ ] Add c — begun/'\n" + kTwoItems +
             "git commit -q --amend -m 'add c'");
  const Journal journal = parse_journal(story.repo().read(kJournal));
  const std::vector<Work> before = read_works(story);
  ASSERT_EQ(before.size(), 2U);
  // Both works moved and came back a thousand times.
  fill(story, kJournal, {before[0].record, LossRecord{before[1].key, {}}, before[1].record});
  ASSERT_EQ(read_works(story), before);
  story.expect_said("put d; git commit -qm 'Add d'", "session: recorded {HEAD} \"Add d\" (3 items)\n");
  EXPECT_LT(story.repo().read(kJournal).size(), kCompactSize / 64);
  EXPECT_EQ(story.document(), story.expect({{"Add b @ HEAD~2", "Add c @ HEAD~1", "Add d @ HEAD"}}));
  std::vector<Work> after = read_works(story);
  ASSERT_EQ(after.size(), 3U);
  EXPECT_EQ(after.back().record.id.hex, story.repo().head());
  after.pop_back();
  EXPECT_EQ(after, before);
  // What it says is used: the item goes back where it came from, with its note.
  story.play("git reset -q --hard HEAD~2; git commit -q --allow-empty -m 'Add x'");
  EXPECT_EQ(story.document(),
            story.expect({{"Add b @ HEAD~1", "Add x @ HEAD"}, "main", "HEAD", "None", {"Add c — begun"}}));
}

TEST(JournalOnDisk, KeepsTheRewritesOfTheClone) {
  Story story;
  story.play(kTwoItems + "git commit -q --amend -m 'Add the c'");
  const std::size_t known = parse_journal(story.repo().read(kHistory)).records.size();
  ASSERT_GT(known, 0U);
  std::vector<JournalRecord> rewrites;
  for (char digit = '1'; digit < '9'; ++digit) {
    rewrites.emplace_back(RewriteRecord{{std::string(40, digit)}, {std::string(40, 'a')}, "rebase"});
  }
  fill(story, kHistory, rewrites);
  const Journal before = parse_journal(story.repo().read(kHistory));
  story.play("git commit -q --amend -m 'Add a c'");
  const Journal after = parse_journal(story.repo().read(kHistory));
  ASSERT_EQ(after.records.size(), before.records.size() + 1);
  EXPECT_TRUE(std::equal(before.records.begin(), before.records.end(), after.records.begin()));
  EXPECT_EQ(story.document(), story.expect({{"Add b @ HEAD~1", "Add a c @ HEAD"}}));
}

TEST(JournalOnDisk, StaysAsItIsWhileMostOfItCounts) {
  Story story;
  story.play(kTwoItems);
  CommitRecord record = std::get<CommitRecord>(parse_journal(story.repo().read(kJournal)).records.front());
  std::vector<JournalRecord> works;
  for (int i = 0; works.size() < 500; ++i) {
    record.id.hex = fmt::format("{:040x}", i + 1);
    record.effects.clear();
    works.emplace_back(record);
  }
  fill(story, kJournal, works);
  const std::string before = story.repo().read(kJournal);
  story.play("put d; git commit -qm 'Add d'");
  const std::string after = story.repo().read(kJournal);
  EXPECT_TRUE(after.starts_with(before));
  EXPECT_GT(after.size(), kCompactSize);
}

}  // namespace
}  // namespace session::test
