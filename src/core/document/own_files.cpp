// SPDX-License-Identifier: MIT
#include "core/document/own_files.hpp"

namespace session {
namespace {

/// The directory with one slash behind it; empty for the root of the work tree.
std::string snapshot_prefix(const Settings& settings) {
  std::string prefix = settings.snapshots_directory;
  while (prefix.starts_with("./")) prefix.erase(0, 2);
  while (prefix.ends_with('/')) prefix.pop_back();
  return prefix.empty() || prefix == "." ? std::string() : prefix + "/";
}

}  // namespace

bool is_own_path(std::string_view path, const Settings& settings) {
  if (path == settings.session_file) return true;
  const std::string prefix = snapshot_prefix(settings);
  if (!path.starts_with(prefix)) return false;
  path.remove_prefix(prefix.size());
  if (path.find('/') != path.npos) return false;
  return path == "SESSION_ARCHIVE.md" || (path.starts_with("SESSION_SNAPSHOT_") && path.ends_with(".md"));
}

std::string format_snapshot_path(const Settings& settings, std::string_view date, int copy) {
  std::string path = snapshot_prefix(settings) + "SESSION_SNAPSHOT_" + std::string(date);
  if (copy > 0) path += "_" + std::to_string(copy);
  return path + ".md";
}

}  // namespace session
