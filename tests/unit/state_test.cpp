// SPDX-License-Identifier: MIT
// Tests of the private state's file.
#include "core/recording/state.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace session {
namespace {

const ObjectId kId{"1a2b3c4000000000000000000000000000000000"};

State full_state() {
  State state;
  state.checkpoint =
      Checkpoint{Head{"main", kId}, "1a2b3c4", "a\tb", {{"M", "a"}, {"??", "b\nc"}}, 1751292000};
  state.tips = {{"feature", kId}, {"main", kId}};
  state.progress = 40;
  state.held = 75;
  state.plan = "docs/PLAN.md";
  state.said = {"tracked"};
  state.adopted = true;
  state.opened = 1751290000;
  state.wrapped = 1751292000;
  state.left = "00ff";
  state.actions = {"Run\tit"};
  state.blockers = {{"No key", 1751291000}};
  return state;
}

const std::string kFullText =
    "git-session state 1\n"
    "adopted\t.\n"
    "checkpoint\tbranch=main\tid=1a2b3c4000000000000000000000000000000000\tabbreviated=1a2b3c4\tsubject="
    "a\\tb\t"
    "time=1751292000\tchanges=2\t.\n"
    "change\tstatus=M\tpath=a\t.\n"
    "change\tstatus=??\tpath=b\\nc\t.\n"
    "tip\tbranch=feature\tid=1a2b3c4000000000000000000000000000000000\t.\n"
    "tip\tbranch=main\tid=1a2b3c4000000000000000000000000000000000\t.\n"
    "progress\tvalue=40\t.\n"
    "held\tvalue=75\t.\n"
    "plan\tpath=docs/PLAN.md\t.\n"
    "said\tname=tracked\t.\n"
    "session\topened=1751290000\twrapped=1751292000\tleft=00ff\t.\n"
    "action\ttext=Run\\tit\t.\n"
    "blocker\ttext=No key\tsince=1751291000\t.\n";

TEST(FormatState, WritesOneLineForEachThing) {
  EXPECT_EQ(format_state(full_state()), kFullText);
  EXPECT_EQ(format_state(State{}), "git-session state 1\n");
}

TEST(ParseState, ReadsWhatWasWritten) {
  EXPECT_EQ(parse_state(kFullText), full_state());
  EXPECT_EQ(parse_state(""), State{});
}

TEST(ParseState, KnowsACheckpointWithoutAList) {
  State state;
  state.checkpoint = Checkpoint{Head{"main", kId}, "1a2b3c4", "a", {}, 1, 12};
  EXPECT_EQ(format_state(state), "git-session state 1\ncheckpoint\tbranch=main\tid=" + kId.hex +
                                     "\tabbreviated=1a2b3c4\tsubject=a\ttime=1\tchanges=0\tunlisted=12\t.\n");
  EXPECT_EQ(parse_state(format_state(state)), state);
}

TEST(ParseState, LeavesOutWhatIsDamagedOrNotKnown) {
  const State state = parse_state(
      "git-session state 1\nfuture\tx=1\t.\nprogress\tvalue=40\t.\nprogr\ntip\tbranch=main\tid=12\t.\n"
      "said\tname=a\\x\t.\nsaid\tname=b\t.\tmore\nplan\tpath=p\tnewer=1\t.\n");
  State expected;
  expected.progress = 40;
  expected.plan = "p";
  EXPECT_EQ(state, expected);
}

TEST(ParseState, GivesNoCheckpointWithAHoleInItsList) {
  std::string text = kFullText;
  text.erase(text.find("change\t"), std::string_view("change\tstatus=M\tpath=a\t.\n").size());
  State expected = full_state();
  expected.checkpoint.reset();
  EXPECT_EQ(parse_state(text), expected);
}

TEST(ParseState, GivesNoCheckpointWithADamagedHead) {
  for (const std::string_view head : {"branch=m\\x", "id=12"}) {
    const State state = parse_state("git-session state 1\ncheckpoint\t" + std::string(head) +
                                    "\tabbreviated=\tsubject=\ttime=0\tchanges=0\t.\n");
    EXPECT_EQ(state, State{}) << head;
  }
}

State state_of_a_squash() {
  State state;
  state.shared = 4711;
  state.squash = PendingSquash{kId, {std::string(40, '2')}, {{std::string(40, '4')}, {std::string(40, '3')}}};
  return state;
}

TEST(FormatState, WritesHowMuchOfTheClonesJournalWasHeededAndAPendingSquash) {
  EXPECT_EQ(format_state(state_of_a_squash()),
            "git-session state 1\nshared\tsize=4711\t.\nsquash\tonto=" + kId.hex +
                "\ttree=" + std::string(40, '2') + "\tid=" + std::string(40, '4') +
                "\tid=" + std::string(40, '3') + "\t.\n");
}

TEST(ParseState, ReadsAPendingSquashBack) {
  State state = state_of_a_squash();
  EXPECT_EQ(parse_state(format_state(state)), state);
  state.squash->tree = {};
  EXPECT_EQ(parse_state(format_state(state)), state) << "the index could not be told";
  state.squash->ids.clear();
  state.shared = std::numeric_limits<std::uint64_t>::max();
  EXPECT_EQ(parse_state(format_state(state)), state);
}

TEST(ParseState, GivesNoSquashThatIsDamaged) {
  const std::string onto = "onto=" + kId.hex;
  for (const std::string& fields : {std::string("onto=12"), onto + "\tid=12", onto + "\ttree=x",
                                    "id=" + kId.hex, onto + "\tid=" + kId.hex + "0"}) {
    EXPECT_EQ(parse_state("git-session state 1\nsquash\t" + fields + "\t.\n"), State{}) << fields;
  }
  EXPECT_EQ(parse_state("git-session state 1\nsquash\t" + onto + "\n"), State{}) << "cut off";
  EXPECT_EQ(parse_state("git-session state 1\nshared\tsize=-1\t.\nshared\tsize=x\t.\n"), State{});
}

TEST(ParseState, ReadsNoOtherVersion) {
  std::string text = kFullText;
  text.replace(0, 19, "git-session state 2");
  EXPECT_EQ(parse_state(text), State{});
}

}  // namespace
}  // namespace session
