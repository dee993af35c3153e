// SPDX-License-Identifier: MIT
// What is kept from the TOML parser, and what is not.
#include "io/toml_input.hpp"

#include <gtest/gtest.h>

#include <string>

namespace session::io {
namespace {

const std::string kDots(40, '.');

std::optional<TomlHazard> at(std::size_t offset, std::string_view reason) {
  return TomlHazard{offset, reason};
}

TEST(FindTomlHazard, LetsOrdinaryFilesPass) {
  for (const std::string& bytes :
       {std::string(),
        std::string("\xef\xbb\xbf"
                    "a = 1\n"),
        std::string("a.b.c = [1.5, 'x', \"\xc3\xa4\"] # \xc3\xa4\r\n"),
        std::string("\"\xc3\xa4\".x = '\xc3\xa4'"), std::string("x = '''\n\xc3\xa4\\\n\xc3\xa4'''"),
        std::string("x = \"\"\"\n\xc3\xa4 \\t\xc3\xa4 \\\n  a \\\\\n\xc3\xa4\"\"\"")}) {
    EXPECT_EQ(find_toml_hazard(bytes), std::nullopt) << bytes;
  }
}

TEST(FindTomlHazard, FindsBytesThatAreNotUtf8Everywhere) {
  EXPECT_EQ(find_toml_hazard("# a\xff"), at(3, "a byte is not UTF-8"));
  EXPECT_EQ(find_toml_hazard("x = '\xc3'"), at(5, "a byte is not UTF-8"));
}

TEST(FindTomlHazard, CountsTheDotsOfEachKey) {
  const std::string_view reason = "a key has more than 16 dots";
  std::string sixteen = "a";
  for (int i = 0; i < 16; ++i) sixteen += ".a";
  EXPECT_EQ(find_toml_hazard(sixteen + " = 1\n" + sixteen + "\n[" + sixteen + "]\nx = {" + sixteen + "=1," +
                             sixteen),
            std::nullopt);
  EXPECT_EQ(find_toml_hazard(sixteen + ".a"), at(0, reason));
  EXPECT_EQ(find_toml_hazard("x=1\n[" + sixteen + " . \"b\"]"), at(5, reason));
  EXPECT_EQ(find_toml_hazard("x={y=1, " + sixteen + ".'b'=1}"), at(7, reason));
}

TEST(FindTomlHazard, CountsNoDotsInStringsAndComments) {
  EXPECT_EQ(find_toml_hazard("# " + kDots + "\nx = [\"" + kDots + "\\\"" + kDots + "\", '" + kDots +
                             "', \"\"\"\"" + kDots + "\"\"\"\", '''" + kDots + "\n''" + kDots + "''''']"),
            std::nullopt);
}

TEST(ShieldText, MovesCharactersAndBackAgain) {
  const std::string text = "a\xc2\x80\xc3\xa4\xe2\x80\xa8\xed\x9f\xbf\xef\xbf\xbf\xf0\x9f\x98\x80\x7f";
  EXPECT_EQ(shield_text(text),
            "a\xf3\xb0\x82\x80\xf3\xb0\x83\xa4\xf3\xb2\x80\xa8\xf3\xbd\x9f\xbf\xf3\xbf\xbf\xbf\xf0\x9f\x98"
            "\x80\x7f");
  EXPECT_EQ(unshield_text(shield_text(text)), text);
  EXPECT_EQ(shield_text("plain [text]\r\n"), "plain [text]\r\n");
}

TEST(ShieldText, TakesAByteOrderMarkOffTheStartOnly) {
  EXPECT_EQ(shield_text("\xef\xbb\xbf"
                        "a"),
            "a");
  EXPECT_EQ(unshield_text(shield_text("a\xef\xbb\xbf")), "a\xef\xbb\xbf");
}

TEST(UnshieldText, LeavesAloneWhatNoShieldGives) {
  for (const std::string text :
       {"\xf3\xb0\x80\x80", "\xf3\xb0\x81\xbf", "\xf3\xbd\xa0\x80", "\xf3\xbd\xbf\xbf", "\xf4\x80\x80\x80"}) {
    EXPECT_EQ(unshield_text(text), text);
  }
}

}  // namespace
}  // namespace session::io
