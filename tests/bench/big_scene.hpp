// SPDX-License-Identifier: MIT
// A repository of many tiny files, in the states that a `git status` is cheap or dear in.
#pragma once

#include "scene.hpp"
#include <cstddef>
#include <filesystem>

namespace session::bench {

/// `files` committed files in folders of 50, nothing changed, our hooks installed, and one commit that they
/// did not see.
class BigScene {
 public:
  explicit BigScene(std::size_t files);

  [[nodiscard]] const Scene& scene() const { return scene_; }
  [[nodiscard]] std::size_t files() const { return files_; }

  /// How old the index is, against the files. `fresh`: as right after a checkout that took less than a
  /// second. Then git, which compares whole seconds, cannot tell from the times that a file is unchanged.
  enum class Index { settled, fresh };
  void set_index(Index age) const;

  /// As many tracked files get other bytes.
  void change(std::size_t count);
  /// Git keeps in the index which folders have no untracked files (`core.untrackedCache`), or no more.
  void set_untracked_cache(bool on);

  /// Throws unless SESSION.md holds HEAD's commit and as many changed files as there are.
  void check_recorded() const;

 private:
  void import_files();
  void make_files_old() const;
  [[nodiscard]] std::filesystem::path index_file() const { return scene_.path() / ".git/index"; }

  Scene scene_;
  std::size_t files_;
  std::size_t changed_ = 0;
  std::filesystem::file_time_type old_;  ///< a whole second; the files are as old
};

}  // namespace session::bench
