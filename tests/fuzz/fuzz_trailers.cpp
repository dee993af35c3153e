// SPDX-License-Identifier: MIT
// Any bytes as a commit message, under several rules: what comes out must be made of what went in.
#include "core/recording/trailers.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

void require(bool promise) {
  if (!promise) __builtin_trap();
}

bool is_outer_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// True when the characters of `part` stand in `whole` in this order; a blank may stand for a line break.
bool is_made_of(std::string_view part, std::string_view whole) {
  auto at = whole.begin();
  for (const char c : part) {
    at = std::find_if(at, whole.end(), [c](char w) { return w == c || (c == ' ' && w == '\n'); });
    if (at == whole.end()) return false;
    ++at;
  }
  return true;
}

void check_value(std::string_view value, std::string_view message) {
  require(value.find('\n') == std::string_view::npos);
  require(value.find('\0') == std::string_view::npos);
  require(value.empty() || (!is_outer_blank(value.front()) && !is_outer_blank(value.back())));
  require(is_made_of(value, message));
}

/// Trailers written out one per line are read as the same trailers.
void check_round_trip(const std::vector<session::Trailer>& trailers, const session::TrailerRules& rules) {
  std::string text = "title\n\n";
  for (const session::Trailer& trailer : trailers) text += trailer.key + ": " + trailer.value + "\n";
  require(session::parse_trailers(text, rules) == trailers);
}

void check_rules(std::string_view message, const session::TrailerRules& rules) {
  const std::vector<session::Trailer> trailers = session::parse_trailers(message, rules);
  for (const session::Trailer& trailer : trailers) {
    require(!trailer.key.empty());
    require(!rules.aliases.empty() || message.find(trailer.key) != std::string_view::npos);
    check_value(trailer.value, message);
  }
  check_round_trip(trailers, rules);
  const auto discarded = session::find_discarded_trailers(message, "Completes", rules);
  require(trailers.empty() || discarded.empty());
  for (const std::string& value : discarded) check_value(value, message);
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view message(reinterpret_cast<const char*>(data), size);
  check_rules(message, {});
  check_rules(message, {.divider = true});
  session::TrailerRules configured;
  configured.separators = ":#=";
  configured.comment = ';';
  configured.aliases = {{"completes", "Completes: "}, {"fix", "Fix #"}, {"bare", ""}};
  check_rules(message, configured);
  return 0;
}
