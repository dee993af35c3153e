// SPDX-License-Identifier: MIT
// Checks JSON against a schema (JSON Schema, draft 2020-12), for the keywords that
// docs/git-session.schema.json uses: $ref to #/$defs, type, const, enum, required, properties,
// additionalProperties as a boolean, items, oneOf, minimum, pattern. A schema with any other keyword is
// refused, so that none is passed over.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace session::test {

/// What is wrong with `value`, each fault with its place (`/entries/0/hash: ...`); empty when it is valid.
[[nodiscard]] std::vector<std::string> find_schema_faults(const nlohmann::json& schema,
                                                          const nlohmann::json& value);

}  // namespace session::test
