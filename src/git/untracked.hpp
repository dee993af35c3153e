// SPDX-License-Identifier: MIT
// Which of the paths that are not in the index `git status` would list. Private to src/git.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace session::git {

/// Asks an ignore rule after the path of a file, or of a folder with a slash at the end, below the work tree;
/// nothing when there is no answer.
using IsIgnored = std::function<std::optional<bool>(const std::string& path)>;

/// Looks into untracked folders as git does for its normal listing: a folder is listed as a whole when it has
/// at least one file that is not ignored, an empty one never.
class UntrackedListing {
 public:
  UntrackedListing(std::filesystem::path work_tree, IsIgnored is_ignored)
      : work_tree_(std::move(work_tree)), is_ignored_(std::move(is_ignored)) {}

  /// Whether git lists a path that is not in the index. Nothing when git has to be asked: a repository inside
  /// an untracked folder, a folder that can't be read, a linked .gitignore, and when it would take so many
  /// questions that git is faster.
  [[nodiscard]] std::optional<bool> is_listed(const std::string& path);

 private:
  [[nodiscard]] std::optional<bool> has_listed_file(const std::string& folder);

  std::filesystem::path work_tree_;
  IsIgnored is_ignored_;
  std::size_t questions_ = 0;
};

}  // namespace session::git
