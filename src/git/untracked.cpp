// SPDX-License-Identifier: MIT
#include "git/untracked.hpp"

#include "git/disk.hpp"

#include <algorithm>

namespace session::git {

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
  auto entries = list_folder(work_tree_ / folder);
  if (!entries) return std::nullopt;
  for (const FolderEntry& entry : *entries) {
    if (entry.name == ".git" || (entry.kind == EntryKind::link && entry.name == ".gitignore"))
      return std::nullopt;
  }
  // Files first: most folders have one that settles it.
  std::stable_partition(entries->begin(), entries->end(),
                        [](const FolderEntry& entry) { return entry.kind != EntryKind::folder; });
  for (const FolderEntry& entry : *entries) {
    if (entry.kind == EntryKind::other) continue;
    const auto listed = is_listed(folder + entry.name + (entry.kind == EntryKind::folder ? "/" : ""));
    if (!listed || *listed) return listed;
  }
  return false;
}

}  // namespace session::git
