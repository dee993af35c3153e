// SPDX-License-Identifier: MIT
// The entry in an agent's settings file.
#include "core/install/agent_settings.hpp"

#include <gtest/gtest.h>

#include <string>

namespace session {
namespace {

std::string add_to(const std::string& text) {
  const auto edit = add_agent_entry(text);
  EXPECT_TRUE(edit.has_value()) << edit.error().message;
  if (!edit) return "?";
  EXPECT_TRUE(edit->has_value());
  return *edit ? (*edit)->text : text;
}

/// Adds, changes the file with `edit`, and takes out.
std::optional<std::string> remove_after(const std::optional<std::string>& before, const std::string& from,
                                        const std::string& to) {
  const auto edit = add_agent_entry(before);
  EXPECT_TRUE(edit.has_value() && edit->has_value());
  std::string text = (*edit)->text;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << text;
  text.replace(at, from.size(), to);
  const auto removal = remove_agent_entry(text, (*edit)->trace);
  EXPECT_TRUE(removal.has_value() && removal->found);
  return removal ? removal->text : "?";
}

std::string refusal(const std::string& text) {
  const auto edit = add_agent_entry(text);
  EXPECT_FALSE(edit.has_value());
  return edit ? "" : edit.error().message;
}

constexpr const char* kGroup =
    "{\n        \"hooks\": [\n          {\n            \"type\": \"command\",\n"
    "            \"command\": \"git session resume --hook\"\n          }\n        ]\n      }";

TEST(AgentSettings, AreMadeWhenThereIsNoFile) {
  const auto edit = add_agent_entry(std::nullopt);
  ASSERT_TRUE(edit.has_value() && edit->has_value());
  EXPECT_EQ((*edit)->text,
            "{\n  \"hooks\": {\n    \"SessionStart\": [\n      " + std::string(kGroup) + "\n    ]\n  }\n}\n");
  const auto removal = remove_agent_entry((*edit)->text, (*edit)->trace);
  ASSERT_TRUE(removal.has_value());
  EXPECT_EQ(*removal, (AgentRemoval{true, std::nullopt}));
}

TEST(AgentSettings, KeepTheLayoutOfAFileWithOtherKeys) {
  EXPECT_EQ(add_to("{\r\n\t\"model\": \"opus\"\r\n}"),
            "{\r\n\t\"model\": \"opus\",\r\n\t\"hooks\": {\r\n\t\t\"SessionStart\": [\r\n\t\t\t{\r\n"
            "\t\t\t\t\"hooks\": [\r\n\t\t\t\t\t{\r\n\t\t\t\t\t\t\"type\": \"command\",\r\n"
            "\t\t\t\t\t\t\"command\": \"git session resume --hook\"\r\n\t\t\t\t\t}\r\n\t\t\t\t]\r\n"
            "\t\t\t}\r\n\t\t]\r\n\t}\r\n}");
}

TEST(AgentSettings, StayOnOneLine) {
  EXPECT_EQ(add_to("{\"a\":1}"),
            "{\"a\":1,\"hooks\":{\"SessionStart\":[{\"hooks\":[{\"type\":\"command\","
            "\"command\":\"git session resume --hook\"}]}]}}");
  EXPECT_EQ(add_to("{\"hooks\": {}}\n"),
            "{\"hooks\": {\"SessionStart\": [{\"hooks\": [{\"type\": \"command\", "
            "\"command\": \"git session resume --hook\"}]}]}}\n");
}

TEST(AgentSettings, AddAGroupBehindThoseThatAreThere) {
  const std::string before =
      "{\n  \"hooks\": {\n    \"Stop\": [],\n    \"SessionStart\": [\n      {\"matcher\": \"x\", \"hooks\": "
      "[]}\n    ]\n  },\n  \"z\": [1, 2]\n}\n";
  std::string expected = before;
  const std::string last = "\"hooks\": []}";
  expected.insert(expected.find(last) + last.size(), ",\n      " + std::string(kGroup));
  EXPECT_EQ(add_to(before), expected);
}

TEST(AgentSettings, FillAnEmptyObject) {
  EXPECT_EQ(add_to("{}\n"),
            "{\n  \"hooks\": {\n    \"SessionStart\": [\n      " + std::string(kGroup) + "\n    ]\n  }\n}\n");
}

TEST(AgentSettings, AreLeftAloneWhenTheCommandIsThere) {
  for (const char* command : {"git session resume --hook", "/opt/bin/git-session resume --hook || true"}) {
    const auto edit =
        add_agent_entry("{\"hooks\":{\"SessionStart\":[{\"hooks\":[]},{\"hooks\":[{\"command\":\"" +
                        std::string(command) + "\"}]}]}}");
    ASSERT_TRUE(edit.has_value());
    EXPECT_FALSE(edit->has_value()) << command;
  }
}

TEST(AgentSettings, AreRefusedWhenTheyAreNoneOrOfAnotherShape) {
  EXPECT_EQ(refusal("{\n  // mine\n}"), "line 2: a string is missing");
  EXPECT_EQ(refusal("{\"a\": 1,}"), "line 1: a string is missing");
  EXPECT_EQ(refusal("{\"a\": tru}"), "line 1: a value is missing");
  EXPECT_EQ(refusal("{\"a\": \"b"), "line 1: a string does not end");
  EXPECT_EQ(refusal("{\"a\": 1} x"), "line 1: text behind the value");
  EXPECT_EQ(refusal(""), "line 1: a value is missing");
  EXPECT_EQ(refusal(std::string(100, '[')), "line 1: more than 64 levels");
  EXPECT_EQ(refusal("[]"), "it holds no object");
  EXPECT_EQ(refusal("{\"hooks\": []}"), "its 'hooks' is no object");
  EXPECT_EQ(refusal("{\"hooks\": {\"SessionStart\": {}}}"), "its 'hooks.SessionStart' is no array");
}

TEST(AgentSettings, FindAKeyThatIsWrittenWithEscapes) {
  EXPECT_EQ(refusal("{\"\\u0068ooks\": 1}"), "its 'hooks' is no object");
}

TEST(RemoveAgentEntry, GoesWithItsSurroundingsFromAFileThatWasReformatted) {
  EXPECT_EQ(remove_after("{\n  \"a\": 1\n}\n", "\"type\": \"command\"", "\"type\":  \"command\""),
            "{\n  \"a\": 1\n}\n");
  EXPECT_EQ(
      remove_after("{\n  \"hooks\": {\"Stop\": []}\n}\n", "\"type\": \"command\"", "\"type\":\"command\""),
      "{\n  \"hooks\": {\"Stop\": []}\n}\n");
  EXPECT_EQ(remove_after("{\n  \"hooks\": {\"SessionStart\": []}\n}\n", "\"type\": \"command\"",
                         "\"type\":\"command\""),
            "{\n  \"hooks\": {\"SessionStart\": []}\n}\n");
  EXPECT_EQ(remove_after(std::nullopt, "\n}\n", "}"), std::nullopt);
}

TEST(RemoveAgentEntry, KeepsWhatSomebodyAdded) {
  EXPECT_EQ(remove_after("{}", "{\n", "{\n  \"first\": 1,\n"), "{\n  \"first\": 1\n}");
  EXPECT_EQ(remove_after("{}", "\n}", ",\n  \"last\": 1\n}"), "{\n  \"last\": 1\n}");
  EXPECT_EQ(remove_after(std::nullopt, "\n}\n", ",\n  \"last\": 1\n}\n"), "{\n  \"last\": 1\n}\n");
  EXPECT_EQ(remove_after("{\"a\":1}", "--hook\"}", "--hook\"},{\"command\":\"mine\"}"),
            "{\"a\":1,\"hooks\":{\"SessionStart\":[{\"hooks\":[{\"command\":\"mine\"}]}]}}");
}

TEST(RemoveAgentEntry, SaysWhenItIsGone) {
  const auto edit = add_agent_entry("{}");
  ASSERT_TRUE(edit.has_value() && edit->has_value());
  const auto removal = remove_agent_entry("{\"a\": 1}", (*edit)->trace);
  ASSERT_TRUE(removal.has_value());
  EXPECT_EQ(*removal, (AgentRemoval{false, "{\"a\": 1}"}));
  EXPECT_FALSE(remove_agent_entry("{", (*edit)->trace).has_value());
}

TEST(AgentTraces, AreReadBack) {
  const std::vector<AgentTrace> traces = {
      {"/a b\t\n/.claude/settings.json", ",\n  \"x\\y\": {}", 12, false, true, true, false},
      {"/c", "{}\n", 0, true, false, false, true}};
  EXPECT_EQ(parse_agent_traces(format_agent_traces(traces)), traces);
  EXPECT_TRUE(parse_agent_traces("settings\tpath=/a\t.\nsettings\tpath=/a\toffset=1\tinser").empty());
}

}  // namespace
}  // namespace session
