// SPDX-License-Identifier: MIT
#include "git/work_trees.hpp"

#include "git/disk.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

namespace session::git {
namespace {

namespace fs = std::filesystem;

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
  const std::size_t end = text.find_last_not_of(kBlanks);
  return end == std::string_view::npos ? std::string_view{} : text.substr(begin, end + 1 - begin);
}

/// The folder whose `.git` the file `gitdir` names (gitrepository-layout(5), "worktrees/<id>/gitdir"); the
/// folder of the administrative files when it names none.
std::string read_work_tree_folder(const fs::path& administrative) {
  constexpr std::size_t kLimit = 64u << 10;
  const std::string text = read_start(administrative / "gitdir", kLimit).value_or("");
  const std::string_view named = trim(text);
  if (named.empty()) return administrative.string();
  return absolute_path(administrative, named).parent_path().string();
}

}  // namespace

std::vector<OtherHead> list_other_heads(const Location& location) {
  constexpr std::size_t kLimit = 4096;
  std::vector<OtherHead> heads;
  const auto add = [&heads](const fs::path& administrative, std::string name) {
    const auto text = read_start(administrative / "HEAD", kLimit);
    if (text) heads.push_back({std::move(name), std::string(trim(*text))});
  };
  const fs::path& common = location.common_dir;
  std::error_code error;
  if (!fs::equivalent(common, location.git_dir, error)) {
    // Of a bare repository the folder itself stands for its HEAD.
    add(common, common.filename() == ".git" ? common.parent_path().string() : common.string());
  }
  std::vector<std::string> names = list_folders(common / "worktrees");
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    const fs::path administrative = common / "worktrees" / name;
    if (fs::equivalent(administrative, location.git_dir, error)) continue;
    add(administrative, read_work_tree_folder(administrative));
  }
  return heads;
}

}  // namespace session::git
