// SPDX-License-Identifier: MIT
#include "core/install/install_record.hpp"

#include <gtest/gtest.h>

namespace session {
namespace {

const std::string kTip(40, 'a');
const std::string kLongTip(64, '1');

TEST(InstallRecord, IsPlainText) {
  EXPECT_EQ(format_install_record({1700000000, {{kTip}, {kLongTip}}, OnMismatch::block}),
            "time 1700000000\npush.on_mismatch block\ntip " + kTip + "\ntip " + kLongTip + "\n");
}

TEST(InstallRecord, GivesBackWhatWasFormatted) {
  for (const InstallRecord& record :
       {InstallRecord{}, {-1, {}, OnMismatch::warn}, {1700000000, {{kTip}, {kLongTip}}, OnMismatch::block}}) {
    EXPECT_EQ(parse_install_record(format_install_record(record)).value(), record);
  }
}

TEST(InstallRecord, PassesOverWhatANewerProgramWrote) {
  const auto record = parse_install_record("time 5\nfuture thing\nlonely\n\ntip " + kTip + "\n");
  EXPECT_EQ(record.value(), (InstallRecord{5, {{kTip}}, std::nullopt}));
}

TEST(InstallRecord, NamesTheLineThatIsNone) {
  EXPECT_EQ(parse_install_record("").error().message, "the record of install has no time");
  EXPECT_EQ(parse_install_record("time 1\ntip xyz\n").error().message,
            "cannot understand line 2 of the record of install");
  for (const auto* text : {"time x\n", "time 5x\n", "time \n", "time 99999999999999999999\n",
                           "time 1\npush.on_mismatch maybe\n"}) {
    EXPECT_FALSE(parse_install_record(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace session
