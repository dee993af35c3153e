// SPDX-License-Identifier: MIT
#include "git/config_files.hpp"

#include "git/config.hpp"
#include "git/disk.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace session::git {
namespace {

/// True when the git in use reads /etc/gitconfig, or no such file. Other installations have the system's file
/// elsewhere.
bool is_system_file_known(const Environment& environment) {
  if (const auto without = environment("GIT_CONFIG_NOSYSTEM");
      without && parse_config_bool(without) == true) {
    return true;
  }
  if (environment("GIT_CONFIG_SYSTEM")) return true;
  const std::string programs = environment("GIT_EXEC_PATH").value_or("");
  return programs == "/usr/lib/git-core" || programs == "/usr/libexec/git-core";
}

/// True when nothing stands at the path, not even a folder or what may not be read.
bool is_absent(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::symlink_status(path, error);
  return status.type() == std::filesystem::file_type::not_found;
}

}  // namespace

std::optional<std::vector<ConfigEntry>> read_config_files(const Location& location,
                                                          const Environment& environment) {
  constexpr std::size_t kLimit = 1u << 20;
  if (!is_system_file_known(environment)) return std::nullopt;
  std::vector<ConfigEntry> all;
  for (const ConfigFile& file : list_config_files(location, environment)) {
    if (file.path.empty() || is_absent(file.path)) continue;
    const auto text = read_start(file.path, kLimit);
    if (!text || text->size() >= kLimit) return std::nullopt;
    auto entries = parse_certain_config_text(*text);
    if (!entries) return std::nullopt;
    std::move(entries->begin(), entries->end(), std::back_inserter(all));
  }
  auto overrides = read_config_overrides(environment);
  if (!overrides) return std::nullopt;
  const bool includes = std::any_of(overrides->begin(), overrides->end(), [](const ConfigEntry& entry) {
    return entry.name.starts_with("include.") || entry.name.starts_with("includeif.");
  });
  if (includes) return std::nullopt;
  std::move(overrides->begin(), overrides->end(), std::back_inserter(all));
  return all;
}

}  // namespace session::git
