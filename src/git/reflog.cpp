// SPDX-License-Identifier: MIT
// A reflog grows for years, so only its end is read.
#include "git/reflog.hpp"

#include "git/commit_object.hpp"
#include "git/disk.hpp"

#include <algorithm>
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

std::vector<ReflogEntry> read_reflog_lines(const std::filesystem::path& file, std::size_t limit) {
  constexpr std::size_t kSearched = 256u << 10;
  constexpr std::size_t kUsualLine = 256;
  std::vector<ReflogEntry> lines;
  const std::size_t searched = std::min(kSearched, limit * kUsualLine);
  const auto end = read_end(file, searched);
  std::string_view text = end ? std::string_view(*end) : std::string_view();
  while (!text.empty() && lines.size() < limit) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    const std::size_t newline = text.rfind('\n');
    const bool is_cut_off = newline == std::string_view::npos && end->size() == searched;
    const std::string_view line = newline == std::string_view::npos ? text : text.substr(newline + 1);
    text = text.substr(0, text.size() - line.size());
    auto entry = is_cut_off ? std::nullopt : parse_reflog_line(line);
    if (!entry) break;
    lines.push_back(*std::move(entry));
  }
  return lines;
}

std::optional<std::string> find_last_checkout(const std::vector<ReflogEntry>& lines) {
  constexpr std::string_view kStart = "checkout: moving from ";
  constexpr std::string_view kTo = " to ";
  const auto line = std::find_if(lines.begin(), lines.end(), [kStart](const ReflogEntry& candidate) {
    return candidate.message.starts_with(kStart);
  });
  if (line == lines.end()) return std::nullopt;
  const std::size_t to = line->message.rfind(kTo);
  if (to == std::string::npos) return std::nullopt;
  return line->message.substr(to + kTo.size());
}

std::vector<ObjectId> find_reset_starts(const std::vector<ReflogEntry>& lines) {
  std::vector<ObjectId> starts;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (!lines[i].message.starts_with("reset:") || lines[i].after != lines[i - 1].before) break;
    starts.push_back(lines[i].before);
  }
  return starts;
}

}  // namespace session::git
