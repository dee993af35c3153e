// SPDX-License-Identifier: MIT
// How many objects a repository has, as git estimates it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

namespace session::git {

/// The folder of objects and all that it borrows from (info/alternates, gitrepository-layout(5)), each once.
[[nodiscard]] std::vector<std::filesystem::path> list_object_folders(const std::filesystem::path& objects);

/// The number of packed objects below `objects` and its alternates: those of the multi-pack-index and of all
/// packs that it does not cover. Loose objects do not count, as in git's repo_approximate_object_count().
[[nodiscard]] std::size_t count_packed_objects(const std::filesystem::path& objects);

}  // namespace session::git
