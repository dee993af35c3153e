// SPDX-License-Identifier: MIT
#include "git/index_folders.hpp"

#include <algorithm>

namespace session::git {
namespace {

/// The name of something right in the folder.
std::string_view name_in(const IndexFolder& folder, std::string_view path) {
  return folder.path.empty() ? path : path.substr(folder.path.size() + 1);
}

}  // namespace

IndexFolders::IndexFolders(std::span<const IndexRow> rows) {
  files_.reserve(rows.size());
  folders_.push_back({.path = {}, .rows = rows, .files = {}});
  for (std::size_t i = 0; i < folders_.size(); ++i) {
    const std::size_t first_file = files_.size();
    const std::size_t first_child = folders_.size();
    auto rest = folders_[i].rows;
    while (!rest.empty()) {
      const std::string_view path = rest.front().path;
      const std::size_t slash = path.find('/', folders_[i].path.empty() ? 0 : folders_[i].path.size() + 1);
      if (slash == path.npos) {
        files_.push_back(&rest.front());
        rest = rest.subspan(1);
        continue;
      }
      const std::string_view inside = path.substr(0, slash + 1);
      const auto end = std::partition_point(
          rest.begin(), rest.end(), [inside](const IndexRow& row) { return row.path.starts_with(inside); });
      const auto count = static_cast<std::size_t>(end - rest.begin());
      folders_.push_back(
          {.path = path.substr(0, slash), .parent = i, .rows = rest.first(count), .files = {}});
      rest = rest.subspan(count);
    }
    // files_ has room for all rows, so it stays where it is.
    folders_[i].files = std::span<const IndexRow* const>(files_).subspan(first_file);
    folders_[i].first_child = first_child;
    folders_[i].children = folders_.size() - first_child;
    // Git orders folders as if their names ended with a slash.
    std::sort(folders_.begin() + static_cast<std::ptrdiff_t>(first_child), folders_.end(),
              [](const IndexFolder& a, const IndexFolder& b) { return a.path < b.path; });
  }
}

std::optional<std::size_t> IndexFolders::find_file(const IndexFolder& folder, std::string_view name) const {
  const auto found = std::lower_bound(folder.files.begin(), folder.files.end(), name,
                                      [&folder](const IndexRow* row, std::string_view wanted) {
                                        return name_in(folder, row->path) < wanted;
                                      });
  if (found == folder.files.end() || name_in(folder, (*found)->path) != name) return std::nullopt;
  return static_cast<std::size_t>(found - folder.files.begin());
}

std::optional<std::size_t> IndexFolders::find_child(const IndexFolder& folder, std::string_view name) const {
  const auto first = folders_.begin() + static_cast<std::ptrdiff_t>(folder.first_child);
  const auto last = first + static_cast<std::ptrdiff_t>(folder.children);
  const auto found =
      std::lower_bound(first, last, name, [&folder](const IndexFolder& child, std::string_view wanted) {
        return name_in(folder, child.path) < wanted;
      });
  if (found == last || name_in(folder, found->path) != name) return std::nullopt;
  return static_cast<std::size_t>(found - folders_.begin());
}

}  // namespace session::git
