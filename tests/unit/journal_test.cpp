// SPDX-License-Identifier: MIT
// Tests of the journal of recorded commits.
#include "core/recording/journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace session {
namespace {

using testing::ElementsAre;

ObjectId id(char digit) {
  return ObjectId{std::string(40, digit)};
}

CommitRecord commit(char digit) {
  return {.id = id(digit),
          .tree = {},
          .parents = {},
          .abbreviated = "",
          .subject = "s",
          .author = {},
          .branch = ""};
}

CommitRecord full_commit() {
  return {.id = id('1'),
          .tree = id('2'),
          .parents = {id('3'), id('4')},
          .abbreviated = "1111111",
          .subject = "a\tb\\",
          .author = {"Dana", "dana@example.org", 1751292000, -90},
          .committed = 1751292001,
          .branch = "main",
          .replaces = id('5'),
          .effects = {{EffectKind::completed_from_progress, "x\x1fy", "- [ ] x", "", 3},
                      {EffectKind::next_added, "", "", "1. z", 0}}};
}

TEST(FormatRecord, WritesACommitOnOneLine) {
  EXPECT_EQ(
      format_record(full_commit()),
      "commit\tid=" + id('1').hex + "\ttree=" + id('2').hex + "\tparent=" + id('3').hex +
          "\tparent=" + id('4').hex +
          "\tabbreviated=1111111\tsubject=a\\tb\\\\\tname=Dana\temail=dana@example.org\tauthored=1751292000\t"
          "zone=-90\tcommitted=1751292001\tbranch=main\treplaces=" +
          id('5').hex +
          "\teffect=completed-from-progress\x1fx\\uy\x1f- [ ] x\x1f\x1f"
          "3\teffect=next-added\x1f\x1f\x1f"
          "1. z\x1f"
          "0\t.\n");
}

TEST(FormatRecord, WritesARewriteOnOneLine) {
  EXPECT_EQ(format_record(RewriteRecord{id('1'), id('2'), "amend"}),
            "rewrite\tbefore=" + id('1').hex + "\tafter=" + id('2').hex + "\thow=amend\t.\n");
}

TEST(ParseJournal, ReadsRecordsInOrder) {
  const Journal journal =
      parse_journal(format_record(full_commit()) + format_record(RewriteRecord{id('1'), id('6'), "rebase"}));
  EXPECT_THAT(journal.records, ElementsAre(JournalRecord(full_commit()),
                                           JournalRecord(RewriteRecord{id('1'), id('6'), "rebase"})));
  EXPECT_EQ(journal.skipped, 0U);
}

TEST(ParseJournal, SkipsALineThatWasCutOff) {
  const std::string first = format_record(commit('1'));
  const std::string cut = format_record(commit('2'));
  const std::string torn = first + cut.substr(0, cut.size() - 3);
  const Journal journal =
      parse_journal(torn + std::string(find_append_prefix(torn)) + format_record(commit('3')));
  EXPECT_THAT(journal.records, ElementsAre(JournalRecord(commit('1')), JournalRecord(commit('3'))));
  EXPECT_EQ(journal.skipped, 1U);
}

/// One record of each kind.
std::vector<JournalRecord> one_of_each() {
  const Effect effect{EffectKind::noted, "x", "a", "b", 1};
  return {full_commit(),
          RewriteRecord{id('1'), id('2'), "amend"},
          RevertRecord{id('3'), {id('1'), id('2')}},
          LossRecord{id('1'), {effect}},
          ReopenRecord{id('1'), "x", id('3'), "3333333", 2},
          ClosedRecord{id('1'), "x"},
          WrapRecord{}};
}

TEST(FormatRecord, IsReadBackForEveryKind) {
  std::string text;
  for (const JournalRecord& record : one_of_each()) text += format_record(record);
  EXPECT_EQ(parse_journal(text), (Journal{one_of_each(), 0}));
  EXPECT_EQ(format_record(WrapRecord{}), "wrapped\twrapped=1\t.\n");
}

TEST(ParseJournal, InventsNoRecordWhereTwoRanTogether) {
  for (const JournalRecord& one : one_of_each()) {
    const std::string first = format_record(one);
    for (std::size_t cut = 1; cut < first.size(); ++cut) {
      for (const JournalRecord& other : one_of_each()) {
        const std::string second = format_record(other);
        const Journal journal = parse_journal(first.substr(0, cut) + second);
        // The proof of the first one may be there but for its LF and the bytes before it.
        if (journal.records.size() == 1 && journal.records.front() == one) continue;
        EXPECT_TRUE(journal.records.empty()) << first.substr(0, cut) << second;
        EXPECT_EQ(journal.skipped, 1U);
      }
    }
  }
}

TEST(ParseJournal, SkipsWhatItDoesNotKnow) {
  const std::string effect = "commit\tid=" + id('1').hex + "\teffect=";
  const Journal journal =
      parse_journal("future\tx=1\t.\n\n\t.\ncommit\t.\n" + effect +
                    "vanished\x1f\x1f\x1f\x1f"
                    "0\t.\n" +
                    effect +
                    "noted\x1f\x1f\x1f"
                    "0\t.\n" +
                    effect +
                    "noted\x1f\x1f\x1f\x1f"
                    "0\x1f\t.\n" +
                    "rewrite\tbefore=12\tafter=34\thow=amend\t.\n" + std::string(5, '\0'));
  EXPECT_EQ(journal, (Journal{{}, 9}));
}

TEST(ParseJournal, TakesFieldsOfANewerVersion) {
  const Journal journal = parse_journal("commit\tid=" + id('1').hex + "\tsubject=s\tnewer=1\t.\n");
  EXPECT_THAT(journal.records, ElementsAre(JournalRecord(commit('1'))));
}

TEST(FindAppendPrefix, EndsALineThatWasCutOff) {
  EXPECT_EQ(find_append_prefix(""), "");
  EXPECT_EQ(find_append_prefix("a\n"), "");
  EXPECT_EQ(find_append_prefix("a"), "\n");
}

TEST(FormatRecord, NamesWhatAPersonAskedFor) {
  CommitRecord record = commit('1');
  record.effects = {{EffectKind::completed_new, "x", "", "", 0},
                    {EffectKind::completed_from_next, "y", "", "", 2, true},
                    {EffectKind::removed_next, "y", "", "", 1, true}};
  const std::string line = format_record(record);
  EXPECT_NE(line.find("\thand=completed-from-next\x1fy\x1f\x1f\x1f"
                      "2\thand=removed-next"),
            std::string::npos)
      << line;
  EXPECT_THAT(parse_journal(line).records, ElementsAre(JournalRecord(record)));
  const LossRecord loss{id('1'), {record.effects[1]}};
  EXPECT_THAT(parse_journal(format_record(loss)).records, ElementsAre(JournalRecord(loss)));
}

}  // namespace
}  // namespace session
