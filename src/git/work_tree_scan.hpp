// SPDX-License-Identifier: MIT
// The files of a work tree against the index, with several threads. It tells what the disk alone can tell:
// filters, ignore files and HEAD are the caller's.
#pragma once

#include "git/index_file.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace session::git {

using Clock = std::chrono::steady_clock;

struct ScanOptions {
  std::filesystem::path work_tree;
  bool trusts_mode = true;                                   ///< core.fileMode
  std::optional<Clock::time_point> deadline = std::nullopt;  ///< after which the scan gives up
  std::size_t most_threads = 8;                              ///< never more than there are processors
};

/// What a scan found, by path.
struct WorkTreeScan {
  enum class End {
    whole,
    odd,      ///< something that only git can judge, such as a repository inside a tracked folder
    too_late  ///< the deadline came first
  };
  End end = End::whole;
  std::vector<Change> changes;          ///< certain ones: M, T, D
  std::vector<const IndexRow*> unsure;  ///< as large as git noted, or of unknown size: the content decides
  /// What stands beside tracked files and is not in the index, sorted; a folder has a slash at the end.
  std::vector<std::string> unknown;
  std::vector<std::string> attribute_folders;  ///< that hold a .gitattributes; "" for the top
};

/// Compares the disk with an index without special rows, by git's own rules: racy-git (gitformat-index(5)
/// and Documentation/technical/racy-git), core.trustctime and core.checkStat as they are by default. Times
/// are compared to the nanosecond, so that fewer files are unsure than git has to read.
[[nodiscard]] WorkTreeScan scan_work_tree(const Index& index, const ScanOptions& options);

}  // namespace session::git
