// SPDX-License-Identifier: MIT
// A reflog grows for years, so only its end is read (gitrepository-layout(5), `logs`; git-reflog(1)).
#include "git/reflog.hpp"

#include "core/text/text.hpp"
#include "git/commit_object.hpp"
#include "git/disk.hpp"
#include "git/git_process.hpp"
#include "git/root_refs.hpp"

#include <string_view>
#include <utility>

namespace session::git {
namespace {

constexpr std::string_view kCheckout = "checkout: moving from ";

/// Where a line `checkout: moving from X to Y` went.
std::optional<std::string> parse_checkout(std::string_view message) {
  constexpr std::string_view kTo = " to ";
  const std::size_t to = message.rfind(kTo);
  if (!message.starts_with(kCheckout) || to == std::string_view::npos) return std::nullopt;
  return std::string(message.substr(to + kTo.size()));
}

std::filesystem::path find_log_file(const Location& location) {
  return location.git_dir / "logs" / "HEAD";
}

/// The output of `git log -g` for HEAD; empty when git has none.
std::string walk_reflog(const Location& location, const Environment& environment,
                        std::vector<std::string> options) {
  std::vector<std::string> arguments = {"log", "--walk-reflogs", "--no-show-signature", "--format=%H%x00%gs"};
  for (auto& option : options) arguments.push_back(std::move(option));
  arguments.insert(arguments.end(), {"HEAD", "--"});
  return run_git(location, environment, std::move(arguments)).value_or("");
}

/// Where HEAD stood before each of the resets that came right before the newest entry.
std::vector<ObjectId> find_reset_starts(const std::vector<ReflogEntry>& entries) {
  std::vector<ObjectId> starts;
  for (std::size_t i = 1; i < entries.size(); ++i) {
    const ReflogEntry& entry = entries[i];
    if (!entry.message.starts_with("reset:") || entry.after != entries[i - 1].before) break;
    starts.push_back(entry.before);
  }
  return starts;
}

}  // namespace

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
  const auto end = read_end(file, kSearched);
  if (!end) return std::nullopt;
  const std::size_t tab = end->rfind("\t" + std::string(kCheckout));
  if (tab == std::string::npos) return std::nullopt;
  return parse_checkout(std::string_view(*end).substr(tab + 1, end->find('\n', tab) - tab - 1));
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
  std::vector<ReflogEntry> entries;
  while (!text.empty()) {
    auto entry = parse_reflog_line(take_last_line());
    if (!entry) break;
    const bool is_reset = entry->message.starts_with("reset:");
    entries.push_back(*std::move(entry));
    if (entries.size() > 1 && !is_reset) break;
  }
  return find_reset_starts(entries);
}

std::vector<ReflogEntry> list_reflog(const Location& location, const Environment& environment,
                                     std::size_t count) {
  // One more, because each line tells where the one above it began.
  const std::string output = walk_reflog(location, environment, {"--max-count=" + std::to_string(count + 1)});
  std::vector<ReflogEntry> entries;
  for (std::string_view rest = output; !rest.empty();) {
    std::string_view line = take_until(rest, '\n');
    ReflogEntry entry;
    entry.after = ObjectId{std::string(take_until(line, '\0'))};
    entry.message = line;
    entry.before = ObjectId{std::string(entry.after.hex.size(), '0')};
    if (!entries.empty() && !entries.back().message.starts_with("commit (initial)")) {
      entries.back().before = entry.after;
    }
    entries.push_back(std::move(entry));
  }
  if (entries.size() > count) entries.pop_back();
  return entries;
}

std::optional<std::string> read_last_checkout(const Location& location, const Environment& environment) {
  if (!keeps_refs_in_table(location)) return read_last_checkout(find_log_file(location));
  const std::string output =
      walk_reflog(location, environment, {"--max-count=1", "--grep-reflog=^" + std::string(kCheckout)});
  std::string_view line = output;
  take_until(line, '\0');
  return parse_checkout(take_until(line, '\n'));
}

std::vector<ObjectId> read_reset_starts(const Location& location, const Environment& environment) {
  constexpr std::size_t kSearched = 100;
  if (!keeps_refs_in_table(location)) return read_reset_starts(find_log_file(location));
  return find_reset_starts(list_reflog(location, environment, kSearched));
}

}  // namespace session::git
