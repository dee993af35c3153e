// SPDX-License-Identifier: MIT
#include "git/index_entry.hpp"

#include "core/text/text.hpp"
#include "git/git_process.hpp"
#include "git/index_file.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string>
#include <utility>
#include <vector>

namespace session::git {
namespace {

constexpr std::size_t kSmallIndex = 1000;  // entries

Result<int> run_quietly(const Location& location, const Environment& environment,
                        std::vector<std::string> arguments) {
  SESSION_TRY(const auto output,
              io::run_command(make_git_command(location, environment, std::move(arguments))));
  return output.status;
}

/// The entry as `git ls-files --stage` lists it, without the size.
Result<std::optional<IndexEntry>> list_index_entry(const Location& location, const Environment& environment,
                                                   std::string_view path) {
  SESSION_TRY(const std::string listed,
              run_git(location, environment,
                      {"--literal-pathspecs", "ls-files", "-z", "-v", "--stage", "--", std::string(path)}));
  // H SP <mode> SP <id> SP <stage> TAB <path> NUL; a folder's name would list all files in it. Another letter
  // than H tells of a flag that putting the entry in again would take off.
  std::string_view rest = listed;
  if (take_until(rest, ' ') != "H") return std::nullopt;
  const std::string_view mode = take_until(rest, ' ');
  const std::string_view id = take_until(rest, ' ');
  const std::string_view stage = take_until(rest, '\t');
  if (stage != "0" || take_until(rest, '\0') != path || !rest.empty()) return std::nullopt;
  IndexEntry entry;
  constexpr int kOctal = 8;
  std::from_chars(mode.data(), mode.data() + mode.size(), entry.mode, kOctal);
  entry.id.hex = id;
  return entry;
}

}  // namespace

Result<bool> has_index_entry(const Location& location, const Environment& environment, std::size_t id_size,
                             std::string_view path) {
  const auto index = read_index(find_index_file(location, environment), id_size);
  if (index && !find_rows(*index, path).empty()) return true;
  if (index && !index->has_lower_case_extension) return false;
  // A split index keeps entries in another file, a sparse one has whole folders as one entry.
  SESSION_TRY(const auto listed,
              run_git(location, environment,
                      {"--literal-pathspecs", "ls-files", "-z", "--cached", "--", std::string(path)}));
  return listed.starts_with(std::string(path) + '\0');
}

Result<std::optional<IndexEntry>> read_index_entry(const Location& location, const Environment& environment,
                                                   std::size_t id_size, std::string_view path) {
  const auto index = read_index(find_index_file(location, environment), id_size);
  if (index && (!find_rows(*index, path).empty() || !index->has_lower_case_extension))
    return find_entry(*index, path);
  return list_index_entry(location, environment, path);
}

Result<bool> refresh_index_entry(const Location& location, const Environment& environment,
                                 std::string_view path, const IndexEntry& entry) {
  const std::string file(path);
  const std::string information = fmt::format("{:o},{},{}", entry.mode, entry.id.hex, file);
  if (entry.among > 0 && entry.among <= kSmallIndex) {
    // One process less: to look at all files costs less than to start a program.
    SESSION_TRY(
        const int status,
        run_quietly(location, environment, {"update-index", "-q", "--cacheinfo", information, "--refresh"}));
    return status == 0;
  }
  SESSION_TRY(const int put_in,
              run_quietly(location, environment, {"update-index", "--cacheinfo", information}));
  if (put_in != 0) return false;
  SESSION_TRY(const int refreshed,
              run_quietly(location, environment, {"--literal-pathspecs", "add", "--refresh", "--", file}));
  return refreshed == 0;
}

}  // namespace session::git
