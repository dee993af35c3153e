// SPDX-License-Identifier: MIT
#include "core/recording/named_commits.hpp"

#include <fmt/core.h>

#include <array>
#include <utility>

namespace session {
namespace {

/// The revision without the texts in braces (`HEAD^{/a..b}`, `main@{1.day.ago}`), in which dots mean nothing.
std::string strip_braces(std::string_view revision) {
  std::string rest;
  std::size_t depth = 0;
  for (const char c : revision) {
    if (c == '{') ++depth;
    if (depth == 0) rest += c;
    if (c == '}' && depth > 0) --depth;
  }
  return rest;
}

}  // namespace

bool is_commit_range(std::string_view revision) {
  // A search in messages takes all that follows.
  if (revision.starts_with(":/")) return false;
  const std::string text = strip_braces(revision);
  if (text.starts_with('^') || text.find("..") != std::string::npos) return true;
  if (text.ends_with("^@") || text.ends_with("^!")) return true;
  const std::size_t last = text.find_last_not_of("0123456789");
  return last != std::string::npos && last > 0 && text[last] == '-' && text[last - 1] == '^';
}

std::string format_counts(const NamedCounts& counts) {
  const std::array<std::pair<std::size_t, std::string_view>, 6> groups = {
      {{counts.recorded, "recorded"},
       {counts.known, "already recorded"},
       {counts.merges, counts.merges == 1 ? "merge left out" : "merges left out"},
       {counts.left_out, "left out by the rules"},
       {counts.not_taken, "without a place in the file"},
       {counts.unreachable, "on no branch or tag"}}};
  std::string text = "commits:";
  for (const auto& [count, words] : groups) {
    if (count == 0) continue;
    text += fmt::format("{} {} {}", text.back() == ':' ? "" : ",", count, words);
  }
  return counts.sum() == 0 ? text + " none" : text;
}

}  // namespace session
