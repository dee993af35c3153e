// SPDX-License-Identifier: MIT
#include "core/recording/entry_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace session {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

ObjectId id(char digit) {
  return {std::string(40, digit)};
}

/// A document with the given completed items, and what is known of their commits.
class Scene {
 public:
  explicit Scene(const std::vector<std::string>& items) {
    std::string text = "# S\n\n## Completed Items\n";
    for (const std::string& item : items) text += "- [x] " + item + "\n";
    document_ = parse_document(text + "\n## Git Checkpoint\n- **Branch**: main\n");
  }

  /// A commit that completed an item.
  Scene& record(char digit, const std::string& text) {
    CommitRecord commit;
    commit.id = id(digit);
    commit.effects = {{EffectKind::completed_new, text, {}, {}, 0}};
    facts_.journal.records.emplace_back(std::move(commit));
    return *this;
  }
  Scene& rewrite(char before, char after) {
    facts_.journal.records.emplace_back(RewriteRecord{id(before), id(after), "rebase"});
    return *this;
  }
  Scene& revert(char of, char by) {
    facts_.journal.records.emplace_back(RevertRecord{id(by), {id(of)}});
    facts_.history.descendants.emplace(id(of), id(by));
    facts_.history.reverting.insert(id(by));
    return reach(by, TipKind::head);
  }
  Scene& reach(char digit, TipKind kind, const std::string& name = {}) {
    facts_.history.reach.insert_or_assign(id(digit), Reach{kind, name});
    facts_.history.abbreviations.insert_or_assign(id(digit), std::string(8, digit));
    return *this;
  }
  Scene& name(const std::string& hash, char digit) {
    facts_.unrecorded.emplace(hash, id(digit));
    return *this;
  }

  [[nodiscard]] std::vector<EntryReport> report(bool is_shallow = false) const {
    return report_entries(document_, facts_, is_shallow);
  }
  [[nodiscard]] EntryReport only() const {
    const auto reports = report();
    EXPECT_EQ(reports.size(), 1U);
    return reports.front();
  }
  [[nodiscard]] std::vector<std::string> lines(bool all = false) const {
    return format_entries(report(), all);
  }

 private:
  Document document_;
  ReconcileFacts facts_;
};

TEST(ReportEntries, CallsAnItemOkWhoseCommitIsInHead) {
  Scene scene({"Add a — `aaaaaaa` (2025-07-01)"});
  scene.record('a', "Add a").reach('a', TipKind::head);
  const EntryReport report = scene.only();
  EXPECT_EQ(report.words, "Add a");
  EXPECT_EQ(report.hash, "aaaaaaa");
  EXPECT_EQ(report.state, EntryState::ok);
  EXPECT_EQ(report.commit, id('a'));
  EXPECT_TRUE(is_good(report));
}

TEST(ReportEntries, NamesTheCommitThatTookThePlace) {
  Scene scene({"Add a — `aaaaaaa` (2025-07-01)"});
  scene.record('a', "Add a").rewrite('a', 'b').rewrite('b', 'c').reach('c', TipKind::head);
  const EntryReport report = scene.only();
  EXPECT_EQ(report.state, EntryState::rewritten);
  EXPECT_EQ(report.commit, id('c'));
  EXPECT_TRUE(is_good(report));
  EXPECT_THAT(scene.lines(), ElementsAre("  - aaaaaaa Add a: rewritten → cccccccc", "entries: 1 rewritten"));
}

TEST(ReportEntries, PrefersHeadToTheBranchThatKeepsTheOldCommit) {
  Scene scene({"Add a — `aaaaaaa` (2025-07-01)"});
  scene.record('a', "Add a").rewrite('a', 'b').reach('a', TipKind::branch, "old").reach('b', TipKind::head);
  EXPECT_EQ(scene.only().state, EntryState::rewritten);
  scene.reach('a', TipKind::head);
  EXPECT_EQ(scene.only().state, EntryState::ok);
  EXPECT_EQ(scene.only().commit, id('a'));
}

TEST(ReportEntries, NamesWhatLeadsToACommitThatHeadLacks) {
  const auto line = [](TipKind kind, const std::string& name) {
    Scene scene({"Add a — `aaaaaaa` (2025-07-01)"});
    scene.record('a', "Add a").reach('a', kind, name);
    EXPECT_TRUE(is_good(scene.only()));
    const auto lines = scene.lines();
    return lines.front() + "|" + lines.back();
  };
  EXPECT_EQ(line(TipKind::branch, "topic"),
            "  - aaaaaaa Add a: on branch topic only|entries: 1 on another branch");
  EXPECT_EQ(line(TipKind::remote, "origin/x"),
            "  - aaaaaaa Add a: on remote branch origin/x only|entries: 1 on another branch");
  EXPECT_EQ(line(TipKind::work_tree, "side"),
            "  - aaaaaaa Add a: in the work tree side only|entries: 1 in another work tree");
  EXPECT_EQ(line(TipKind::tag, "v1\x1b[2J"), "  - aaaaaaa Add a: on tag v1 [2J only|entries: 1 on a tag");
}

TEST(ReportEntries, TellsOfARevert) {
  Scene scene({"Add a — `aaaaaaa` (2025-07-01)"});
  scene.record('a', "Add a").reach('a', TipKind::head).revert('a', 'd');
  EXPECT_EQ(scene.only().state, EntryState::reverted);
  EXPECT_EQ(scene.only().revert, id('d'));
  EXPECT_FALSE(is_good(scene.only()));
  EXPECT_THAT(scene.lines(), ElementsAre("  ✗ aaaaaaa Add a: reverted by dddddddd", "entries: 1 reverted"));
  scene.revert('d', 'e');
  EXPECT_EQ(scene.only().state, EntryState::ok);
}

TEST(ReportEntries, CallsACommitGoneThatNoNameLeadsTo) {
  Scene scene({"Add a — `aaaaaaa` (2025-07-01)", "By hand — `bbbbbbb` (2025-07-01)"});
  scene.record('a', "Add a");
  for (const EntryReport& report : scene.report()) {
    EXPECT_EQ(report.state, EntryState::gone);
    EXPECT_FALSE(is_good(report));
  }
  EXPECT_THAT(scene.lines(),
              ElementsAre("  ✗ aaaaaaa Add a: gone", "  ✗ bbbbbbb By hand: gone", "entries: 2 gone"));
}

TEST(ReportEntries, CallsNothingGoneInAShallowClone) {
  Scene scene({"Add a — `aaaaaaa` (2025-07-01)"});
  const auto reports = scene.report(true);
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].state, EntryState::hidden);
  EXPECT_FALSE(is_good(reports[0]));
  EXPECT_THAT(format_entries(reports, false), ElementsAre("  ✗ aaaaaaa Add a: not in this shallow clone",
                                                          "entries: 1 not in this shallow clone"));
}

TEST(ReportEntries, TellsWhatIsNoHashFromNoHashAtAll) {
  Scene scene({"Add a — `d5e6f7g` (2025-07-01)", "Add b"});
  const auto reports = scene.report();
  ASSERT_EQ(reports.size(), 2U);
  EXPECT_EQ(reports[0].state, EntryState::not_a_hash);
  EXPECT_FALSE(is_good(reports[0]));
  EXPECT_EQ(reports[1].state, EntryState::no_hash);
  EXPECT_TRUE(is_good(reports[1]));
  EXPECT_THAT(scene.lines(), ElementsAre("  ✗ d5e6f7g Add a: not a hash",
                                         "entries: 1 with no valid hash, 1 without a hash"));
}

TEST(ReportEntries, LooksUpItemsThatNobodyRecorded) {
  Scene scene({"By hand — `aaaaaaa` (2025-07-01)", "Mine — `bbbbbbb` (2025-07-01)"});
  scene.name("aaaaaaa", 'a').reach('a', TipKind::head).name("bbbbbbb", 'b').reach('b', TipKind::head);
  for (const EntryReport& report : scene.report()) EXPECT_EQ(report.state, EntryState::ok);
  scene.rewrite('a', 'c').reach('a', TipKind::branch, "old").reach('c', TipKind::head);
  EXPECT_EQ(scene.report()[0].state, EntryState::rewritten);
}

TEST(ReportEntries, KnowsARenamedItemByItsHash) {
  Scene scene({"My own words — `aaaaaaa` (2025-07-01)"});
  scene.record('a', "Add a").rewrite('a', 'b').reach('b', TipKind::head);
  EXPECT_EQ(scene.only().state, EntryState::rewritten);
}

TEST(ReportEntries, TellsItemsOfOneSquashApartByTheirWords) {
  Scene scene({"Add a — `ccccccc` (2025-07-01)", "Add b — `ccccccc` (2025-07-01)"});
  scene.record('a', "Add a").record('b', "Add b").rewrite('a', 'c').rewrite('b', 'c').rewrite('b', 'd');
  scene.reach('c', TipKind::branch, "topic").reach('d', TipKind::head);
  EXPECT_EQ(scene.report()[0].state, EntryState::elsewhere);
  EXPECT_EQ(scene.report()[1].state, EntryState::rewritten);
}

TEST(ReportEntries, BelievesMarksThatGitDoesNotContradict) {
  Scene scene({"Add a — `aaaaaaa` (2025-07-01) — commit gone",
               "By hand — `bbbbbbb` (2025-07-01) — reverted by `ddddddd`"});
  scene.record('a', "Add a").name("bbbbbbb", 'b').reach('b', TipKind::head);
  EXPECT_THAT(scene.lines(),
              ElementsAre("  ✗ aaaaaaa Add a: gone", "  ✗ bbbbbbb By hand: reverted by ddddddd",
                          "entries: 1 reverted, 1 gone"));
}

TEST(ReportEntries, NamesMarksThatAreWrong) {
  Scene scene({"Add a — `aaaaaaa` (2025-07-01) — commit gone",
               "Add b — `bbbbbbb` (2025-07-01) — reverted by `ddddddd`"});
  scene.record('a', "Add a").record('b', "Add b").reach('a', TipKind::head).reach('b', TipKind::head);
  for (const EntryReport& report : scene.report()) EXPECT_FALSE(is_good(report));
  EXPECT_THAT(scene.lines(), ElementsAre("  ✗ aaaaaaa Add a: ok, but marked \"commit gone\"",
                                         "  ✗ bbbbbbb Add b: ok, but marked \"reverted by `ddddddd`\"",
                                         "entries: 2 with a wrong mark"));
}

TEST(ReportEntries, OfNoItemsAreNone) {
  EXPECT_THAT(Scene({}).report(), IsEmpty());
  EXPECT_THAT(Scene({}).lines(true), IsEmpty());
  EXPECT_THAT(report_entries(parse_document("# S\n"), {}, false), IsEmpty());
}

TEST(FormatEntries, ListsWhatIsOkOnlyOnDemand) {
  Scene scene({"Add a — `aaaaaaa` (2025-07-01)", "Add b", "Add c — `ccccccc` (2025-07-01)"});
  scene.record('a', "Add a").reach('a', TipKind::head).record('c', "Add c");
  EXPECT_THAT(scene.lines(),
              ElementsAre("  ✗ ccccccc Add c: gone", "entries: 1 ok, 1 gone, 1 without a hash"));
  EXPECT_THAT(scene.lines(true),
              ElementsAre("  ✓ aaaaaaa Add a: ok", "  - Add b: no hash", "  ✗ ccccccc Add c: gone",
                          "entries: 1 ok, 1 gone, 1 without a hash"));
}

TEST(DescribeState, HasAWordForEachName) {
  EntryReport report;
  report.state = EntryState::elsewhere;
  const auto describe = [&report](TipKind kind) {
    report.reach = Reach{kind, "x"};
    return std::string(describe_state(report));
  };
  EXPECT_EQ(describe(TipKind::branch), "on branch");
  EXPECT_EQ(describe(TipKind::work_tree), "in work tree");
  EXPECT_EQ(describe(TipKind::remote), "on remote branch");
  EXPECT_EQ(describe(TipKind::tag), "on tag");
}

}  // namespace
}  // namespace session
