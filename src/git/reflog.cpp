// SPDX-License-Identifier: MIT
// A reflog grows for years, so only its end is read.
#include "git/reflog.hpp"

#include "git/commit_object.hpp"
#include "git/disk.hpp"

#include <cstddef>
#include <string_view>
#include <utility>

namespace session::git {

Result<std::optional<ReflogEntry>> read_newest_reflog_line(const std::filesystem::path& file) {
  constexpr std::size_t kFirstTry = 4096;
  constexpr std::size_t kLongestLine = 16u << 20;
  for (std::size_t limit = kFirstTry; limit <= kLongestLine; limit *= 16) {
    const auto end = read_end(file, limit);
    if (!end || end->empty()) return std::nullopt;
    std::string_view text = *end;
    if (text.back() == '\n') text.remove_suffix(1);
    const std::size_t newline = text.rfind('\n');
    if (newline == std::string_view::npos && end->size() == limit) continue;
    auto entry = parse_reflog_line(newline == std::string_view::npos ? text : text.substr(newline + 1));
    if (!entry) break;
    return entry;
  }
  return fail(ErrorKind::git, "cannot read the last line of '" + file.string() + "'");
}

std::optional<std::string> read_last_checkout(const std::filesystem::path& file) {
  constexpr std::size_t kSearched = 256u << 10;
  constexpr std::string_view kStart = "\tcheckout: moving from ";
  constexpr std::string_view kTo = " to ";
  const auto end = read_end(file, kSearched);
  if (!end) return std::nullopt;
  const std::size_t found = end->rfind(kStart);
  if (found == std::string::npos) return std::nullopt;
  const std::string_view line = std::string_view(*end).substr(found, end->find('\n', found) - found);
  const std::size_t to = line.rfind(kTo);
  if (to == std::string_view::npos) return std::nullopt;
  return std::string(line.substr(to + kTo.size()));
}

std::vector<ObjectId> read_reset_starts(const std::filesystem::path& file) {
  constexpr std::size_t kSearched = 16u << 10;
  std::vector<ObjectId> starts;
  const auto end = read_end(file, kSearched);
  if (!end) return starts;
  std::string_view text = *end;
  const auto take_last_line = [&text] {
    if (text.ends_with('\n')) text.remove_suffix(1);
    const std::size_t newline = text.rfind('\n');
    const std::string_view line = newline == std::string_view::npos ? text : text.substr(newline + 1);
    text = text.substr(0, text.size() - line.size());
    return line;
  };
  auto newer = parse_reflog_line(take_last_line());
  while (newer && !text.empty()) {
    auto entry = parse_reflog_line(take_last_line());
    if (!entry || !entry->message.starts_with("reset:") || entry->after != newer->before) break;
    starts.push_back(entry->before);
    newer = std::move(entry);
  }
  return starts;
}

}  // namespace session::git
