// SPDX-License-Identifier: MIT
// Objects that stand in files of their own. Private to src/git.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace session::git {

/// An object as git stores it.
struct StoredObject {
  std::string id;    ///< in hex
  std::string type;  ///< commit, tree, blob or tag
  std::string bytes;
  bool operator==(const StoredObject&) const = default;
};

/// The object in `folder`, for an id of 40 or 64 hex digits. Nothing when there is no such file, when it is
/// damaged, and when it holds more than 64 MiB.
[[nodiscard]] std::optional<StoredObject> read_loose_object(const std::filesystem::path& folder,
                                                            const std::string& id);

}  // namespace session::git
