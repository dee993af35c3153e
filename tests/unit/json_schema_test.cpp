// SPDX-License-Identifier: MIT
// The checker of JSON against a schema finds what is wrong, and passes what is right.
#include "support/json_schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace session::test {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> faults(const char* schema, const char* value) {
  return find_schema_faults(json::parse(schema), json::parse(value));
}

TEST(JsonSchema, ChecksTypes) {
  EXPECT_THAT(faults(R"({"type": "string"})", R"("a")"), IsEmpty());
  EXPECT_THAT(faults(R"({"type": "string"})", "1"), ElementsAre(R"(/: 1 is not of type "string")"));
  EXPECT_THAT(faults(R"({"type": ["string", "null"]})", "null"), IsEmpty());
  EXPECT_THAT(faults(R"({"type": ["string", "null"]})", "true"), Not(IsEmpty()));
  EXPECT_THAT(faults(R"({"type": "integer"})", "2"), IsEmpty());
  EXPECT_THAT(faults(R"({"type": "integer"})", "2.0"), IsEmpty());
  EXPECT_THAT(faults(R"({"type": "integer"})", "2.5"), Not(IsEmpty()));
  EXPECT_THAT(faults(R"({"type": "number"})", "2.5"), IsEmpty());
  EXPECT_THAT(faults(R"({"type": "boolean"})", "false"), IsEmpty());
  EXPECT_THAT(faults(R"({"type": "array"})", "{}"), Not(IsEmpty()));
  EXPECT_THAT(faults(R"({"type": "object"})", "[]"), Not(IsEmpty()));
  EXPECT_THAT(faults(R"({"type": "text"})", R"("a")"), Not(IsEmpty())) << "no such type";
}

TEST(JsonSchema, ChecksMembers) {
  const char* schema =
      R"({"properties": {"a": {"type": "integer"}}, "required": ["a"], "additionalProperties": false})";
  EXPECT_THAT(faults(schema, R"({"a": 1})"), IsEmpty());
  EXPECT_THAT(faults(schema, "{}"), ElementsAre(R"(/: has no member "a")"));
  EXPECT_THAT(faults(schema, R"({"a": "x"})"), ElementsAre(R"(/a: "x" is not of type "integer")"));
  EXPECT_THAT(faults(schema, R"({"a": 1, "b": 2})"), ElementsAre("/b: nothing is allowed here"));
  EXPECT_THAT(faults(R"({"properties": {"a": true}})", R"({"b": 2})"), IsEmpty());
}

TEST(JsonSchema, ChecksItems) {
  EXPECT_THAT(faults(R"({"items": {"type": "integer"}})", "[1, 2]"), IsEmpty());
  EXPECT_THAT(faults(R"({"items": {"type": "integer"}})", R"([1, "x"])"),
              ElementsAre(R"(/1: "x" is not of type "integer")"));
}

TEST(JsonSchema, ChecksValues) {
  EXPECT_THAT(faults(R"({"const": 1})", "1"), IsEmpty());
  EXPECT_THAT(faults(R"({"const": 1})", "2"), Not(IsEmpty()));
  EXPECT_THAT(faults(R"({"enum": ["a", "b"]})", R"("b")"), IsEmpty());
  EXPECT_THAT(faults(R"({"enum": ["a", "b"]})", R"("c")"), Not(IsEmpty()));
  EXPECT_THAT(faults(R"({"minimum": 0})", "0"), IsEmpty());
  EXPECT_THAT(faults(R"({"minimum": 0})", "-1"), Not(IsEmpty()));
  EXPECT_THAT(faults(R"({"pattern": "^[0-9a-f]+$"})", R"("1a")"), IsEmpty());
  EXPECT_THAT(faults(R"({"pattern": "^[0-9a-f]+$"})", R"("1g")"), Not(IsEmpty()));
}

TEST(JsonSchema, ChecksThatExactlyOneFits) {
  const char* schema = R"({"oneOf": [{"type": "string"}, {"type": "null"}, {"const": null}]})";
  EXPECT_THAT(faults(schema, R"("a")"), IsEmpty());
  EXPECT_THAT(faults(schema, "null"), ElementsAre("/: fits 2 of 3 schemas"));
  EXPECT_THAT(faults(schema, "1"), Contains("/: fits 0 of 3 schemas"));
}

TEST(JsonSchema, FollowsReferences) {
  const char* schema =
      R"({"$defs": {"id": {"type": "string"}}, "properties": {"a": {"$ref": "#/$defs/id"}}})";
  EXPECT_THAT(faults(schema, R"({"a": "x"})"), IsEmpty());
  EXPECT_THAT(faults(schema, R"({"a": 1})"), ElementsAre(R"(/a: 1 is not of type "string")"));
  EXPECT_THAT(faults(R"({"$ref": "#/$defs/none"})", "1"), Contains(HasSubstr("leads nowhere")));
  EXPECT_THAT(faults(R"({"$ref": "other.json"})", "1"), Contains(HasSubstr("only references into")));
}

TEST(JsonSchema, RefusesAKeywordThatItDoesNotCheck) {
  EXPECT_THAT(faults(R"({"maxLength": 1})", R"("long")"), Contains(HasSubstr("maxLength is not known")));
}

}  // namespace
}  // namespace session::test
