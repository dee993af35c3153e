// SPDX-License-Identifier: MIT
#include "support/json_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <regex>
#include <set>

namespace session::test {
namespace {

using nlohmann::json;

bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  if (type == "number") return value.is_number();
  // A number with a zero fraction is an integer, too (6.3).
  if (type == "integer")
    return value.is_number_integer() ||
           (value.is_number_float() && std::trunc(value.get<double>()) == value.get<double>());
  return false;
}

class Validator {
 public:
  explicit Validator(const json& root) : root_(root) {}

  void check(const json& schema, const json& value, const std::string& place) {
    if (schema.is_boolean()) {
      if (!schema.get<bool>()) fault(place, "nothing is allowed here");
      return;
    }
    refuse_unknown_keywords(schema, place);
    if (schema.contains("$ref")) check(find(schema["$ref"].get<std::string>()), value, place);
    if (schema.contains("type")) check_type(schema["type"], value, place);
    if (schema.contains("const") && value != schema["const"])
      fault(place, "is " + value.dump() + ", not " + schema["const"].dump());
    if (schema.contains("enum")) {
      const json& allowed = schema["enum"];
      if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
        fault(place, value.dump() + " is not one of " + allowed.dump());
    }
    if (schema.contains("oneOf")) check_one_of(schema["oneOf"], value, place);
    if (schema.contains("minimum") && value.is_number() && value < schema["minimum"])
      fault(place, value.dump() + " is less than " + schema["minimum"].dump());
    if (schema.contains("pattern") && value.is_string() &&
        !std::regex_search(value.get<std::string>(), std::regex(schema["pattern"].get<std::string>()))) {
      fault(place, value.dump() + " has not the form " + schema["pattern"].dump());
    }
    if (value.is_object()) check_object(schema, value, place);
    if (value.is_array() && schema.contains("items")) {
      for (std::size_t i = 0; i < value.size(); ++i)
        check(schema["items"], value[i], fmt::format("{}/{}", place, i));
    }
  }

  [[nodiscard]] std::vector<std::string> finish() && { return std::move(faults_); }

 private:
  void fault(const std::string& place, const std::string& what) {
    faults_.push_back((place.empty() ? "/" : place) + ": " + what);
  }

  const json& find(const std::string& reference) {
    static const json kNothing = false;
    if (!reference.starts_with("#/")) {
      fault(reference, "only references into the schema itself are known");
      return kNothing;
    }
    const json::json_pointer pointer(reference.substr(1));
    if (root_.contains(pointer)) return root_.at(pointer);
    fault(reference, "the reference leads nowhere");
    return kNothing;
  }

  void refuse_unknown_keywords(const json& schema, const std::string& place) {
    static const std::set<std::string> kKnown = {
        "$schema", "$id",   "$defs", "$ref",     "title",      "description",          "type",    "const",
        "enum",    "oneOf", "items", "required", "properties", "additionalProperties", "minimum", "pattern"};
    for (const auto& [keyword, unused] : schema.items()) {
      if (!kKnown.contains(keyword)) fault(place, "the schema's keyword " + keyword + " is not known");
    }
  }

  void check_type(const json& type, const json& value, const std::string& place) {
    const auto types = type.is_array() ? type.get<std::vector<std::string>>()
                                       : std::vector<std::string>{type.get<std::string>()};
    const bool fits =
        std::any_of(types.begin(), types.end(), [&](const auto& one) { return has_type(value, one); });
    if (!fits) fault(place, value.dump() + " is not of type " + type.dump());
  }

  void check_one_of(const json& schemas, const json& value, const std::string& place) {
    std::size_t fitting = 0;
    std::vector<std::string> reasons;
    for (const json& schema : schemas) {
      Validator one(root_);
      one.check(schema, value, place);
      auto faults = std::move(one).finish();
      if (faults.empty()) ++fitting;
      reasons.insert(reasons.end(), faults.begin(), faults.end());
    }
    if (fitting == 1) return;
    fault(place, fmt::format("fits {} of {} schemas", fitting, schemas.size()));
    if (fitting == 0) faults_.insert(faults_.end(), reasons.begin(), reasons.end());
  }

  void check_object(const json& schema, const json& value, const std::string& place) {
    for (const json& name : schema.value("required", json::array())) {
      if (!value.contains(name.get<std::string>())) fault(place, "has no member " + name.dump());
    }
    const json properties = schema.value("properties", json::object());
    for (const auto& [name, member] : value.items()) {
      if (properties.contains(name)) {
        check(properties[name], member, place + "/" + name);
      } else if (schema.contains("additionalProperties")) {
        check(schema["additionalProperties"], member, place + "/" + name);
      }
    }
  }

  const json& root_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> find_schema_faults(const json& schema, const json& value) {
  Validator validator(schema);
  validator.check(schema, value, "");
  return std::move(validator).finish();
}

}  // namespace session::test
