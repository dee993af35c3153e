// SPDX-License-Identifier: MIT
#include "core/recording/commit_links.hpp"

#include "core/recording/record.hpp"
#include "core/recording/trailers.hpp"
#include "core/text/text.hpp"

#include <algorithm>

namespace session {
namespace {

std::string_view take_line(std::string_view& text) {
  std::string_view line = take_until(text, '\n');
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  const std::size_t end = text.find_last_not_of(" \t");
  return end == std::string_view::npos ? std::string_view() : text.substr(begin, end - begin + 1);
}

/// The id at the start of `text`.
std::optional<ObjectId> read_leading_id(std::string_view text) {
  return parse_object_id(text.substr(0, text.find_first_not_of("0123456789abcdef")));
}

/// The ids right behind each `phrase`. A blank in the phrase fits a line break too.
std::vector<ObjectId> find_ids_behind(std::string_view message, std::string_view phrase) {
  std::string text(message);
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::vector<ObjectId> ids;
  for (std::size_t at = text.find(phrase); at != std::string::npos; at = text.find(phrase, at + 1)) {
    if (auto id = read_leading_id(std::string_view(text).substr(at + phrase.size())))
      ids.push_back(*std::move(id));
  }
  return ids;
}

}  // namespace

std::vector<ObjectId> find_reverted_commits(std::string_view message) {
  return find_ids_behind(message, "This reverts commit ");
}

std::vector<ObjectId> find_picked_commits(std::string_view message) {
  return find_ids_behind(message, "(cherry picked from commit ");
}

std::vector<ObjectId> find_squashed_commits(std::string_view message) {
  constexpr std::string_view kStart = "commit ";
  std::vector<ObjectId> ids;
  while (!message.empty()) {
    const std::string_view line = take_line(message);
    if (!line.starts_with(kStart)) continue;
    if (auto id = parse_object_id(line.substr(kStart.size()))) ids.push_back(*std::move(id));
  }
  return ids;
}

std::vector<std::string> find_completes_lines(std::string_view message) {
  std::vector<std::string> values;
  while (!message.empty()) {
    const std::string_view line = trim(take_line(message));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_trailer_key(trim(line.substr(0, colon)), "Completes"))
      continue;
    if (const std::string_view value = trim(line.substr(colon + 1)); !value.empty())
      values.emplace_back(value);
  }
  return values;
}

}  // namespace session
