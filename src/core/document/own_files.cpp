// SPDX-License-Identifier: MIT
#include "core/document/own_files.hpp"

namespace session {
namespace {

/// The directory with one slash behind it; empty for the root of the work tree.
std::string format_prefix(std::string prefix) {
  while (prefix.starts_with("./")) prefix.erase(0, 2);
  while (prefix.ends_with('/')) prefix.pop_back();
  return prefix.empty() || prefix == "." ? std::string() : prefix + "/";
}

}  // namespace

std::vector<std::string> list_memory_paths(const Settings& settings) {
  if (settings.session_memory.empty()) return {};
  const std::string prefix = format_prefix(settings.session_memory);
  return {prefix + std::string(kSessionHistoryName), prefix + std::string(kHandoffPatternsName)};
}

bool is_own_path(std::string_view path, const Settings& settings) {
  if (path == settings.session_file) return true;
  for (const std::string& memory : list_memory_paths(settings)) {
    if (path == memory) return true;
  }
  const std::string prefix = format_prefix(settings.snapshots_directory);
  if (!path.starts_with(prefix)) return false;
  path.remove_prefix(prefix.size());
  if (path.find('/') != path.npos) return false;
  return path == "SESSION_ARCHIVE.md" || (path.starts_with("SESSION_SNAPSHOT_") && path.ends_with(".md"));
}

std::string format_snapshot_path(const Settings& settings, std::string_view date, int copy) {
  std::string path = format_prefix(settings.snapshots_directory) + "SESSION_SNAPSHOT_" + std::string(date);
  if (copy > 0) path += "_" + std::to_string(copy);
  return path + ".md";
}

std::string format_archive_path(const Settings& settings) {
  return format_prefix(settings.snapshots_directory) + "SESSION_ARCHIVE.md";
}

}  // namespace session
