// SPDX-License-Identifier: MIT
// libgit2 1.5 does not know `safe.directory=*` and reports a repository of another user as "not found", so
// the check is ours, by the rules of git's setup.c.
#include "git/ownership.hpp"

#include "core/text/text.hpp"
#include "git/disk.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace session::git {
namespace {

bool is_owned(const std::filesystem::path& path, const Environment& environment) {
  struct stat status = {};
  if (::lstat(path.c_str(), &status) != 0) return false;
  uid_t user = ::geteuid();
  if (status.st_uid == user) return true;
  if (user != 0) return false;
  const std::string behind_sudo = environment("SUDO_UID").value_or("");
  const char* const end = behind_sudo.data() + behind_sudo.size();
  const auto result = std::from_chars(behind_sudo.data(), end, user);
  return result.ec == std::errc() && result.ptr == end && status.st_uid == user;
}

/// The path that git compares: that of the work tree, or of a bare repository.
const std::filesystem::path& checked_path(const Location& location) {
  return location.work_tree.empty() ? location.git_dir : location.work_tree;
}

bool names_path(std::string_view value, const std::filesystem::path& path, const Environment& environment) {
  std::string folder(value);
  if (folder.starts_with("~/")) folder = environment("HOME").value_or("") + folder.substr(1);
  if (path == folder) return true;
  std::error_code error;
  const auto real = std::filesystem::canonical(path, error);
  return !error && real == folder;
}

}  // namespace

bool is_owned_by_user(const Location& location, const Environment& environment) {
  const auto git_file = location.work_tree / ".git";
  if (!location.work_tree.empty() && !is_owned(location.work_tree, environment)) return false;
  if (!is_owned(location.git_dir, environment)) return false;
  return location.work_tree.empty() || !is_present(git_file) || is_owned(git_file, environment);
}

Result<void> check_safe_directory(const Location& location, const Environment& environment,
                                  const std::vector<ConfigEntry>& settings) {
  const auto& path = checked_path(location);
  bool is_safe = false;
  for (const ConfigEntry& entry : settings) {
    if (entry.name != "safe.directory") continue;
    const std::string value = entry.value.value_or("");
    if (value.empty()) {
      is_safe = false;
    } else if (value == "*" || names_path(value, path, environment)) {
      is_safe = true;
    }
  }
  if (is_safe) return {};
  return fail(ErrorKind::git,
              "cannot open the repository '" + path.string() + "': it belongs to another user",
              "if you trust it, run 'git config --global --add safe.directory " + path.string() + "'");
}

std::vector<ConfigEntry> parse_protected_list(std::string_view output) {
  std::vector<ConfigEntry> entries;
  while (!output.empty()) {
    const std::string_view scope = take_until(output, '\0');
    const std::string_view entry = take_until(output, '\0');
    if (scope == "system" || scope == "global" || scope == "command")
      entries.push_back(parse_listed_entry(entry));
  }
  return entries;
}

}  // namespace session::git
