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
  EXPECT_THAT(journal.commits, ElementsAre(full_commit()));
  EXPECT_THAT(journal.rewrites, ElementsAre(RewriteRecord{id('1'), id('6'), "rebase"}));
  EXPECT_THAT(journal.steps, ElementsAre(RewriteStep{id('5'), id('1')}, RewriteStep{id('1'), id('6')}));
  EXPECT_EQ(journal.skipped, 0U);
}

TEST(ParseJournal, SkipsALineThatWasCutOff) {
  const std::string first = format_record(commit('1'));
  const std::string cut = format_record(commit('2'));
  const std::string torn = first + cut.substr(0, cut.size() - 3);
  const Journal journal =
      parse_journal(torn + std::string(find_append_prefix(torn)) + format_record(commit('3')));
  EXPECT_THAT(journal.commits, ElementsAre(commit('1'), commit('3')));
  EXPECT_EQ(journal.skipped, 1U);
}

TEST(ParseJournal, InventsNoRecordWhereTwoRanTogether) {
  for (const std::string& first :
       {format_record(full_commit()), format_record(RewriteRecord{id('1'), id('2'), "amend"})}) {
    for (std::size_t cut = 1; cut < first.size(); ++cut) {
      for (const std::string& second :
           {format_record(full_commit()), format_record(RewriteRecord{id('8'), id('9'), "rebase"})}) {
        const Journal journal = parse_journal(first.substr(0, cut) + second);
        EXPECT_TRUE(journal.commits.empty() && journal.rewrites.empty()) << first.substr(0, cut) << second;
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
  EXPECT_EQ(journal, (Journal{{}, {}, {}, 9}));
}

TEST(ParseJournal, TakesFieldsOfANewerVersion) {
  const Journal journal = parse_journal("commit\tid=" + id('1').hex + "\tsubject=s\tnewer=1\t.\n");
  EXPECT_THAT(journal.commits, ElementsAre(commit('1')));
}

TEST(FindAppendPrefix, EndsALineThatWasCutOff) {
  EXPECT_EQ(find_append_prefix(""), "");
  EXPECT_EQ(find_append_prefix("a\n"), "");
  EXPECT_EQ(find_append_prefix("a"), "\n");
}

TEST(FindRecord, GivesTheNewestOne) {
  Journal journal;
  add_record(journal, commit('1'));
  add_record(journal, commit('2'));
  CommitRecord again = commit('1');
  again.subject = "again";
  add_record(journal, again);
  ASSERT_NE(find_record(journal, id('1')), nullptr);
  EXPECT_EQ(find_record(journal, id('1'))->subject, "again");
  EXPECT_EQ(find_record(journal, id('3')), nullptr);
}

Journal journal_of(std::string_view steps) {
  Journal journal;
  for (std::size_t i = 0; i + 1 < steps.size(); i += 3) {
    add_record(journal, RewriteRecord{id(steps[i]), id(steps[i + 1]), "amend"});
  }
  return journal;
}

TEST(FindRewritten, FollowsTheChain) {
  const Journal journal = journal_of("12 23 45");
  EXPECT_EQ(find_rewritten(journal, id('1')), id('3'));
  EXPECT_EQ(find_rewritten(journal, id('2')), id('3'));
  EXPECT_EQ(find_rewritten(journal, id('3')), std::nullopt);
}

TEST(FindRewritten, FollowsAmendsThatWereRecorded) {
  Journal journal = journal_of("12");
  CommitRecord amended = commit('3');
  amended.replaces = id('2');
  add_record(journal, amended);
  EXPECT_EQ(find_rewritten(journal, id('1')), id('3'));
}

TEST(FindRewritten, TakesTheNewestRewriteOfACommit) {
  const Journal journal = journal_of("12 23 14");
  EXPECT_EQ(find_rewritten(journal, id('1')), id('4'));
  EXPECT_EQ(find_rewritten(journal, id('2')), id('3'));
}

TEST(FindRewritten, EndsInACircle) {
  const Journal back = journal_of("12 21");
  EXPECT_EQ(find_rewritten(back, id('1')), id('1'));
  EXPECT_EQ(find_rewritten(back, id('2')), id('1'));
  const Journal on = journal_of("12 21 13 33");
  EXPECT_EQ(find_rewritten(on, id('1')), id('3'));
  EXPECT_EQ(find_rewritten(on, id('2')), id('3'));
}

}  // namespace
}  // namespace session
