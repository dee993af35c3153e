// SPDX-License-Identifier: MIT
#include "git/untracked.hpp"

#include "git/disk.hpp"

#include <system_error>
#include <vector>

namespace session::git {
namespace {

bool is_link(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_symlink(path, error);
}

}  // namespace

std::optional<bool> UntrackedListing::is_listed(const std::string& path) {
  // libgit2 reads the ignore files of all folders above for each question.
  constexpr std::size_t kMostQuestions = 300;
  if (++questions_ > kMostQuestions) return std::nullopt;
  const auto ignored = is_ignored_(path);
  if (!ignored) return std::nullopt;
  if (*ignored) return false;
  return path.ends_with('/') ? has_listed_file(path) : true;
}

std::optional<bool> UntrackedListing::has_listed_file(const std::string& folder) {
  const auto path = work_tree_ / folder;
  if (is_present(path / ".git") || is_link(path / ".gitignore")) return std::nullopt;
  // The first file that git lists settles it, however many there are.
  std::optional<bool> found = false;
  std::vector<std::string> folders;
  const bool is_read = visit_folder(path, [&](const FolderEntry& entry) {
    if (entry.kind == EntryKind::folder) folders.push_back(folder + entry.name + '/');
    if (entry.kind == EntryKind::file || entry.kind == EntryKind::link)
      found = is_listed(folder + entry.name);
    return found == false;
  });
  if (!is_read) return std::nullopt;
  for (std::size_t i = 0; i < folders.size() && found == false; ++i) found = is_listed(folders[i]);
  return found;
}

}  // namespace session::git
