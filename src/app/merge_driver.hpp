// SPDX-License-Identifier: MIT
// The merge driver that git calls for SESSION.md (gitattributes(5), "Defining a custom merge driver").
#pragma once

#include "git/location.hpp"

#include <filesystem>
#include <string>

namespace session::app {

/// What git passes: `%O %A %B %L %P`. Paths are relative to the current folder.
struct MergeCall {
  std::filesystem::path base;
  std::filesystem::path ours;  ///< gets the result
  std::filesystem::path theirs;
  std::string marker_size;
  std::string path;  ///< in the repository; only the log names it
};

/// Merges by section and writes the result into `ours`. Gives the status that git wants: 0 without conflicts,
/// 1 with some. Texts that are no hand-off files, all that goes wrong, and an off switch (GIT_SESSION=0,
/// `enabled = false`) lead to git's own merge of text; when that fails, too, `ours` stays as it is and the
/// status is 1.
[[nodiscard]] int run_merge_driver(const MergeCall& call, const git::Environment& environment,
                                   const std::filesystem::path& cwd);

}  // namespace session::app
