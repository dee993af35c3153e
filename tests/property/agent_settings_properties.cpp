// SPDX-License-Identifier: MIT
// An entry is added to any settings file and taken out again; a JSON library says what it changed.
#include "core/install/agent_settings.hpp"
#include "core/install/json_outline.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <string>

namespace session {
namespace {

using Json = nlohmann::ordered_json;

rc::Gen<std::string> gen_text() {
  return rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab{}[]\",:\\/\n\t hooks")));
}

Json draw_value(int depth) {
  switch (*rc::gen::inRange(0, depth > 0 ? 7 : 5)) {
    case 0: return nullptr;
    case 1: return *rc::gen::arbitrary<bool>();
    case 2: return *rc::gen::inRange(-1000, 1000);
    case 3: return 1.5e-7 * *rc::gen::inRange(-1000, 1000);
    case 4: return *gen_text();
    case 5: {
      Json array = Json::array();
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) array.push_back(draw_value(depth - 1));
      return array;
    }
    default: {
      Json object = Json::object();
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) object[*gen_text()] = draw_value(depth - 1);
      return object;
    }
  }
}

/// Settings with or without hooks, as an agent takes them.
Json draw_settings() {
  Json settings = Json::object();
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) settings["a" + *gen_text()] = draw_value(3);
  if (*rc::gen::arbitrary<bool>()) {
    settings["hooks"] = Json::object();
    if (*rc::gen::arbitrary<bool>()) settings["hooks"]["Stop"] = draw_value(2);
    if (*rc::gen::arbitrary<bool>()) {
      settings["hooks"]["SessionStart"] = Json::array();
      for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
        settings["hooks"]["SessionStart"].push_back(
            *rc::gen::arbitrary<bool>() ? draw_value(2) : Json{{"hooks", Json::array({draw_value(1)})}});
      }
    }
  }
  if (*rc::gen::arbitrary<bool>()) settings["z"] = draw_value(2);
  return settings;
}

/// In one of many layouts: indentation, tabs, CRLF, blanks around brackets, a final line end or none.
std::string draw_layout(const Json& json) {
  std::string text = json.dump(*rc::gen::inRange(-1, 5), *rc::gen::element(' ', '\t'));
  if (*rc::gen::arbitrary<bool>()) {
    std::string other;
    for (const char c : text) other += c == '\n' ? "\r\n" : std::string(1, c);
    text = other;
  }
  return *rc::gen::element<std::string>("", "\n", "\xef\xbb\xbf", " \n") + text +
         *rc::gen::element<std::string>("", "\n", "\r\n\n");
}

std::string draw_file() {
  std::string text = draw_layout(draw_settings());
  // nlohmann passes over a byte order mark at the very start only.
  if (const auto at = text.find("\xef\xbb\xbf"); at != std::string::npos && at > 0) text.erase(at, 3);
  return text;
}

Json expected_group() {
  return {{"hooks", {{{"type", "command"}, {"command", std::string(kAgentCommand)}}}}};
}

RC_GTEST_PROP(AgentSettings, GetOneEntryAndNothingElse, ()) {
  const std::string before = draw_file();
  const auto edit = add_agent_entry(before);
  RC_ASSERT(edit.has_value());
  RC_ASSERT(edit->has_value());
  Json expected = Json::parse(before);
  expected["hooks"]["SessionStart"].push_back(expected_group());
  RC_ASSERT(Json::parse((*edit)->text) == expected);
  // All old bytes are there, around the new ones.
  const AgentTrace& trace = (*edit)->trace;
  RC_ASSERT((*edit)->text == before.substr(0, trace.offset) + trace.inserted + before.substr(trace.offset));
  const auto again = add_agent_entry((*edit)->text);
  RC_ASSERT(again.has_value());
  RC_ASSERT(!again->has_value());
}

RC_GTEST_PROP(AgentSettings, AreAsBeforeWhenTheEntryIsTakenOut, ()) {
  const std::string before = draw_file();
  const auto edit = add_agent_entry(before);
  RC_ASSERT(edit.has_value() && edit->has_value());
  const auto removal = remove_agent_entry((*edit)->text, (*edit)->trace);
  RC_ASSERT(removal.has_value());
  RC_ASSERT(*removal == (AgentRemoval{true, before}));
}

RC_GTEST_PROP(AgentSettings, LoseOnlyTheEntryWhenTheyWereWrittenAnew, ()) {
  const Json before = draw_settings();
  const auto edit = add_agent_entry(draw_layout(before));
  RC_PRE(edit.has_value() && edit->has_value());
  const std::string rewritten = Json::parse((*edit)->text).dump(*rc::gen::inRange(-1, 5));
  const auto removal = remove_agent_entry(rewritten, (*edit)->trace);
  RC_ASSERT(removal.has_value() && removal->found && removal->text.has_value());
  RC_ASSERT(Json::parse(*removal->text) == before);
}

RC_GTEST_PROP(JsonOutline, TakesWhatAJsonLibraryTakes, ()) {
  std::string text = draw_file();
  // A byte is changed, taken out or doubled: mostly no JSON any more.
  if (!text.empty() && *rc::gen::arbitrary<bool>()) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const int way = *rc::gen::inRange(0, 3);
    if (way == 0) text[at] = *rc::gen::elementOf(std::string("{}[]\",:0-.e\\ tn"));
    if (way == 1) text.erase(at, 1);
    if (way == 2) text.insert(at, 1, text[at]);
  }
  RC_PRE(text.find("\xef\xbb\xbf") == std::string::npos);
  RC_PRE(text.find('\xef') == std::string::npos && text.find('\xbb') == std::string::npos);
  RC_ASSERT(parse_json_outline(text).has_value() == Json::accept(text));
}

}  // namespace
}  // namespace session
